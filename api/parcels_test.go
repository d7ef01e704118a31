package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
)

// takeParcel puts a layer of one parcel, a square of 0.001° at the place.
func (o *reception) takeParcel(t *testing.T, name, number string) {
	t.Helper()
	shape, _, err := geo.ParseGeoJSON([]byte(`{"type":"Polygon","coordinates":[[[30,48],[30.001,48],[30.001,48.001],[30,48.001],[30,48]]]}`))
	if err != nil {
		t.Fatal(err)
	}
	layer := registry.ParcelLayer{Name: name, Source: "State cadastre", AsOf: registry.NewDate(2026, 3, 31)}
	_, err = o.store.PutParcels(t.Context(), registry.Operator, layer, func(yield func(registry.ParcelRow, error) bool) {
		yield(registry.ParcelRow{Line: 1, Shape: shape, Parcel: registry.Parcel{Cadastre: "ua", CadastralNumber: number}}, nil)
	}, func(registry.RefusedParcel) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestParcelsOverHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	card := bearer(o.token(o.person("viewer@example.org", registry.Grant{Role: registry.Viewer}).ID))
	ask := func(path string, status int, headers ...string) answer {
		t.Helper()
		got := o.send(http.MethodGet, deskPath+path, "", append(headers, card...)...)
		wantStatus(t, path, got, status)
		return got
	}
	if none := ask("/reference-layers", http.StatusOK).Body.String(); none != `{"parcels":[],"roads":null}` {
		t.Errorf("without layers: %s", none)
	}
	o.takeParcel(t, "village", "5322081200:00:001:0001")
	layers := ask("/reference-layers", http.StatusOK).Body.String()
	for _, want := range []string{`"name":"village"`, `"source":"State cadastre"`, `"licence":null`, `"as_of":"2026-03-31"`, `"kept":1`, `"bbox":[30,48,30.001,48.001]`, `"loaded_by":"cli"`} {
		if !strings.Contains(layers, want) {
			t.Errorf("layers %s have no %s", layers, want)
		}
	}
	for path, want := range map[string]int{"?number=5322081200:00:001:0001": 1, "?number=5322081200:00:001:0002": 0, "?prefix=5322": 1,
		"?bbox=29,47,30.0005,48.0005": 1, "?bbox=10,10,11,11": 0, "?at=30.0005,48.0005": 1, "?at=31,48": 0} {
		var found struct {
			Parcels []struct {
				Number   string   `json:"cadastral_number"`
				Area     *float64 `json:"area_m2"`
				Geometry struct{ Type string }
			}
			More bool
		}
		if err := json.Unmarshal(ask("/parcels"+path, http.StatusOK).Body.Bytes(), &found); err != nil || len(found.Parcels) != want || found.More {
			t.Errorf("%s: %+v (%v), want %d parcels", path, found, err, want)
		}
		if want == 1 && (found.Parcels[0].Geometry.Type != "MultiPolygon" || found.Parcels[0].Area != nil) {
			t.Errorf("%s: %+v", path, found)
		}
	}
	for _, path := range []string{"", "?number=", "?number=1&prefix=2", "?at=1", "?at=1,91", "?at=NaN,NaN", "?bbox=1,2,3", "?prefix=5&limit=0"} {
		ask("/parcels"+path, http.StatusBadRequest)
	}
}

// A tile is kept by the browser until a layer changes.
func TestTilesOfParcelsAreAskedForAgain(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	card := bearer(o.token(o.person("viewer@example.org", registry.Grant{Role: registry.Viewer}).ID))
	tile := geo.TileAt(30.0005, 48.0005, 15)
	path := fmt.Sprintf("%s/parcels/tiles/%d/%d/%d", deskPath, tile.Z, tile.Y, tile.X)
	empty := o.send(http.MethodGet, path, "", card...)
	wantStatus(t, "an empty tile", empty, http.StatusOK)
	o.takeParcel(t, "village", "5322081200:00:001:0001")
	full := o.send(http.MethodGet, path, "", append(card, "If-None-Match", empty.Header().Get("ETag"))...)
	wantStatus(t, "a tile after a layer was loaded", full, http.StatusOK)
	if full.Body.Len() == 0 || full.Header().Get("Cache-Control") != "private, no-cache" {
		t.Errorf("%d bytes, %v", full.Body.Len(), full.Header())
	}
	same := o.send(http.MethodGet, path, "", append(card, "If-None-Match", full.Header().Get("ETag"))...)
	wantStatus(t, "the same tile", same, http.StatusNotModified)
	wantStatus(t, "a tile outside", o.send(http.MethodGet, deskPath+"/parcels/tiles/1/9/9", "", card...), http.StatusNotFound)
}
