package postgres_test

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/intake"
)

// cadastre makes parcels of GeoJSON polygons by their numbers, in the order given.
func cadastre(t *testing.T, numbered ...string) iter.Seq2[registry.CadastralParcel, error] {
	t.Helper()
	return func(yield func(registry.CadastralParcel, error) bool) {
		for _, one := range numbered {
			number, rings, _ := strings.Cut(one, " ")
			if rings == "broken" {
				yield(registry.CadastralParcel{}, errors.New("the file ends here"))
				return
			}
			shape, _, err := geo.ParseGeoJSON([]byte(`{"type":"Polygon","coordinates":` + rings + `}`))
			if err != nil {
				t.Fatal(err)
			}
			area := 100.0
			if !yield(registry.CadastralParcel{Cadastre: "ua", Number: number, Shape: shape, AreaM2: &area, Purpose: "11.02", Ownership: "communal"}, nil) {
				return
			}
		}
	}
}

const (
	plotA   = `[[[30,48],[30.001,48],[30.001,48.001],[30,48.001],[30,48]]]`
	plotB   = `[[[30.001,48],[30.002,48],[30.002,48.001],[30.001,48.001],[30.001,48]]]`
	plotBow = `[[[31,48],[31.002,48.002],[31.002,48],[31,48.002],[31,48]]]`
	plotFar = `[[[32,48],[32.001,48],[32.001,48.001],[32,48.001],[32,48]]]`
)

func TestALayerOfParcelsIsReplacedAsAWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	asOf, err := registry.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	town := registry.ParcelLayer{Name: "town", Source: "State cadastre", AsOf: asOf}
	// Two rows of one number, in one batch and apart, are parts of one parcel; an outline that crosses itself is mended.
	told, err := d.store.PutParcels(ctx, admin, town, cadastre(t, "1 "+plotA, "1 "+plotB, "2 "+plotBow))
	if err != nil || told != (registry.ParcelsTold{Parcels: 2, Joined: 1, Mended: 1}) {
		t.Fatalf("told %+v (%v)", told, err)
	}
	if _, err := d.store.PutParcels(ctx, admin, registry.ParcelLayer{Name: "village", Source: "State cadastre"}, cadastre(t, "1 "+plotFar)); err != nil {
		t.Fatal(err)
	}
	find := func(q registry.ParcelQuery) string {
		t.Helper()
		q.Limit = 10
		page, err := d.store.Parcels(ctx, editor, q)
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, p := range page.Parcels {
			found += p.Layer + "/" + p.Number + " "
		}
		return found
	}
	near := geo.NewBBox(30.0005, 48.0005, 30.0006, 48.0006)
	if got := find(registry.ParcelQuery{BBox: &near}); got != "town/1 " {
		t.Errorf("in the box: %s", got)
	}
	if got := find(registry.ParcelQuery{Number: "1"}); got != "town/1 village/1 " {
		t.Errorf("by number: %s", got)
	}
	if got := find(registry.ParcelQuery{Number: "%"}); got != "" {
		t.Errorf("a sign of patterns finds %s", got)
	}
	if !ask[bool](d, "select bool_and(ST_IsValid(geom)) and max(ST_NumGeometries(geom)) = 2 from cadastral_parcel") {
		t.Error("an outline is stored that is not valid")
	}
	// What breaks off leaves the layer as it was; another layer stays in any case.
	if _, err := d.store.PutParcels(ctx, admin, town, cadastre(t, "7 "+plotA, "8 broken")); err == nil {
		t.Error("a broken file is taken")
	}
	if got := find(registry.ParcelQuery{BBox: &near}); got != "town/1 " {
		t.Errorf("after a broken file: %s", got)
	}
	if _, err := d.store.PutParcels(ctx, admin, town, cadastre(t, "7 "+plotA)); err != nil {
		t.Fatal(err)
	}
	if got := find(registry.ParcelQuery{BBox: &near}) + find(registry.ParcelQuery{Number: "1"}); got != "town/7 village/1 " {
		t.Errorf("after another file: %s", got)
	}
	layers, err := d.store.ParcelLayers(ctx, editor)
	if err != nil || len(layers) != 2 || layers[0].Name != "town" || layers[0].Parcels != 1 || layers[0].LoadedBy != admin.ID || layers[0].AsOf.String() != "2026-11-01" {
		t.Errorf("layers %+v (%v)", layers, err)
	}
	if err := d.store.RemoveParcels(ctx, admin, "town"); err != nil {
		t.Fatal(err)
	}
	if err := d.store.RemoveParcels(ctx, admin, "town"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if got := find(registry.ParcelQuery{BBox: &near}); got != "" {
		t.Errorf("after it is gone: %s", got)
	}
}

func TestWhoMayNotKeepTheCadastreIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	town := registry.ParcelLayer{Name: "town", Source: "State cadastre"}
	if _, err := d.store.PutParcels(t.Context(), editor, town, cadastre(t, "1 "+plotA)); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("an editor takes a layer: %v", err)
	}
	if err := d.store.RemoveParcels(t.Context(), reviewer, "town"); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a reviewer removes a layer: %v", err)
	}
	if _, err := d.store.Parcels(t.Context(), registry.Principal{}, registry.ParcelQuery{Number: "1"}); err == nil {
		t.Error("anybody reads parcels")
	}
	for _, bad := range []registry.ParcelLayer{{Source: "x"}, {Name: "x"}, {Name: strings.Repeat("x", 101), Source: "x"}, {Name: "x", Source: strings.Repeat("x", 501)}} {
		if _, err := d.store.PutParcels(t.Context(), admin, bad, cadastre(t)); !errors.Is(err, registry.ErrConflict) {
			t.Errorf("a layer %+v is taken: %v", bad, err)
		}
	}
}

func TestRealCadastresAreTaken(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(realData); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here", realData)
	}
	d := newDesk(t)
	for _, c := range []struct {
		file, cadastre string
		want           registry.ParcelsTold
	}{
		{"ua-vakulivka-plots/vakulivka.geojson", "", registry.ParcelsTold{Parcels: 1816}},
		{"fr-cadastre/75118-parcels.geojson.gz", "", registry.ParcelsTold{Parcels: 6821}},
		{"lv-cadastre/latvia_parcels.geojsonl.gz", "lv", registry.ParcelsTold{Parcels: 31509, Mended: 22}},
		{"us-easthampton-parcels/easthampton_parcels_native_crs.geojson.gz", "us", registry.ParcelsTold{Parcels: 5946, Joined: 2, Mended: 2}},
	} {
		left := 0
		rows := intake.ReadParcels(context.WithoutCancel(t.Context()), filepath.Join(realData, c.file), c.cadastre, intake.Options{}, func(intake.LeftParcel) { left++ })
		told, err := d.store.PutParcels(t.Context(), registry.Operator, registry.ParcelLayer{Name: c.file, Source: "test"}, rows)
		if err != nil || told != c.want || left != 0 {
			t.Errorf("%s: %+v, %d left (%v), want %+v", c.file, told, left, err, c.want)
		}
	}
	// A number finds the parcel of its own cadastre, with what the file says of it.
	page, err := d.store.Parcels(t.Context(), registry.Operator, registry.ParcelQuery{Number: "5322081200:00:001:0001", Limit: 2})
	if err != nil || len(page.Parcels) != 1 || page.Parcels[0].Cadastre != "ua" || page.Parcels[0].Purpose != "01.01" || page.Parcels[0].Ownership != "private" ||
		page.Parcels[0].AreaM2 == nil || *page.Parcels[0].AreaM2 != 34800 {
		t.Errorf("found %+v (%v)", page.Parcels, err)
	}
}
