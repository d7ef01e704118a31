package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/export"
	"landbank/registry/intake"
)

func number(v float64) *float64 { return &v }
func whole(v int) *int          { return &v }
func truth(v bool) *bool        { return &v }

// sites are three sites with everything that is hard to carry: holes and parts, formulas, quotes, line breaks,
// several languages, parts of every kind, and nothing at all.
func sites() []registry.Detail {
	full := registry.Record{Ref: "KRM-2026-0001", Kind: "brownfield", Names: registry.Text{"uk": "=Завод \"Схід\"", "en": "East; works, 2"},
		Summary: registry.Text{"uk": "Рядок один\nрядок два"}, Address: "+1 Заводська", Confirmation: "confirmed", Availability: "available",
		FormerUse: "industrial", ActivityEnded: whole(1998), AllowedUses: []string{"industrial", "logistics"},
		Area: registry.Area{DeclaredM2: number(120000.5), Divisible: truth(true)}, Land: registry.Land{SlopePct: number(1.25)},
		Homes:       registry.Homes{Min: whole(0)},
		Parcels:     []registry.Parcel{{Cadastre: "ua", CadastralNumber: "1412900000:01:002:0003", Ownership: "communal", Purpose: "11.02"}},
		Offers:      []registry.Offer{{Mode: "sale", PriceAmount: number(1.5e6), Currency: "UAH", PriceBasis: "total", PriceAsOf: registry.NewDate(2026, 3, 1)}},
		Utilities:   []registry.Utility{{Network: "electricity", State: "on_site", CapacityAvailable: number(2500)}, {Network: "gas", State: "none"}},
		Access:      []registry.Access{{Mode: "rail_siding", State: "none"}, {Mode: "airport", State: "known", StraightM: number(41000)}},
		Buildings:   []registry.Building{{Count: whole(2), FloorAreaM2: number(800)}},
		Environment: registry.Environment{Contamination: "suspected"}, Contact: registry.Contact{Email: "land@example.org"},
		LocationQuality: "cadastral", CheckedOn: registry.NewDate(2026, 5, 4), SourceURL: "https://example.org/1",
		Facts: map[string]registry.Fact{"power_kw": {State: "known", Method: "document"}}, Extra: map[string]string{"secret": "kept back"}}
	return []registry.Detail{
		detail(full, `{"type":"MultiPolygon","coordinates":[[[[37.5,48.7],[37.51,48.7],[37.51,48.71],[37.5,48.71],[37.5,48.7]],[[37.502,48.702],[37.504,48.702],[37.504,48.704],[37.502,48.702]]],[[[37.6,48.7],[37.6000001,48.7],[37.6,48.7000001],[37.6,48.7]]]]}`),
		detail(registry.Record{Ref: "KRM-2026-0002", Demonstration: true}, `{"type":"Point","coordinates":[-3.5,48.7123457]}`),
		detail(registry.Record{Ref: "KRM-2026-0003", Kind: "free_land", Names: registry.Text{"ru": "@поле"}, LocationQuality: "approximate"},
			`{"type":"Point","coordinates":[37.1,48.1]}`),
	}
}

func detail(r registry.Record, geometry string) registry.Detail {
	properties := registry.AppendProperties([]byte(`{"ref":"`+r.Ref+`","territory":null,`), registry.FlattenAt(&r, registry.Moment{}))
	return registry.Detail{Hit: registry.Hit{Ref: r.Ref, Geometry: json.RawMessage(geometry), Properties: append(properties, '}')}, Record: r}
}

func each(all []registry.Detail) export.Sites {
	return func(visit func(*registry.Detail) error) error {
		for i := range all {
			if err := visit(&all[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestRoundTrip(t *testing.T) {
	for _, format := range export.Formats {
		if !format.Whole() {
			continue
		}
		t.Run(string(format), func(t *testing.T) {
			var out bytes.Buffer
			count, err := export.Write(&out, format, each(sites()))
			if err != nil || count != 3 {
				t.Fatalf("wrote %d sites, %v", count, err)
			}
			if bytes.Contains(out.Bytes(), []byte("kept back")) {
				t.Error("the export tells what is not public")
			}
			path := filepath.Join(t.TempDir(), "export."+format.Extension())
			if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			compare(t, path)
		})
	}
}

// compare reads an export back and holds it against what was written.
func compare(t *testing.T, path string) {
	t.Helper()
	f, err := intake.Open(path, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.Recognised().Profile; got != "landbank" {
		t.Fatalf("recognised as %s", got)
	}
	for _, want := range sites() {
		row, err := f.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		want.Record.Extra = nil
		if !reflect.DeepEqual(row.Record, want.Record) {
			t.Errorf("record\n%+v\nwant\n%+v", row.Record, want.Record)
		}
		shape, _, err := geo.ParseGeoJSON(want.Geometry)
		// GDAL, which reads GeoPackages here, turns rings as RFC 7946 has them.
		turned := strings.HasSuffix(path, ".gpkg") && row.Shape.Vertices() == shape.Vertices() && !apart(row.Shape.Bounds(), shape.Bounds())
		if err != nil || !row.Shape.Equal(shape) && !turned {
			t.Errorf("shape %s, want %s (%v)", row.Shape.GeoJSON(), want.Geometry, err)
		}
		if row.SourceKey != want.Ref || len(row.Issues) != 0 {
			t.Errorf("key %s, findings %v", row.SourceKey, row.Issues)
		}
	}
	if _, err := f.Next(context.Background()); err != io.EOF {
		t.Errorf("after the last row: %v", err)
	}
}

func TestCSVHasNoFormula(t *testing.T) {
	var out bytes.Buffer
	if _, err := export.Write(&out, export.CSV, each(sites())); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out.Bytes(), []byte("\ufeffref,name,")) {
		t.Errorf("starts with %.40q", out.String())
	}
	for _, cell := range []string{`"'=Завод ""Схід"""`, "'+1 Заводська", "'@поле"} {
		if !strings.Contains(out.String(), cell) {
			t.Errorf("no cell %s", cell)
		}
	}
}

func TestGeoJSONIsOneObject(t *testing.T) {
	var out bytes.Buffer
	if _, err := export.Write(&out, export.GeoJSON, each(sites())); err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Type     string
		Features []struct {
			ID         string
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(out.Bytes(), &collection); err != nil {
		t.Fatal(err)
	}
	if len(collection.Features) != 3 || collection.Features[0].ID != "KRM-2026-0001" || collection.Features[0].Properties["power_kw"] != 2500.0 {
		t.Errorf("read back %+v", collection)
	}
}

func TestEmptyExport(t *testing.T) {
	for _, format := range export.Formats {
		var out bytes.Buffer
		if count, err := export.Write(&out, format, each(nil)); err != nil || count != 0 {
			t.Errorf("%s: %d sites, %v", format, count, err)
		}
		if format == export.GeoJSON && !json.Valid(out.Bytes()) {
			t.Errorf("an empty collection is %q", out.String())
		}
	}
}

func TestWriteStopsAtTheFirstError(t *testing.T) {
	gone := errors.New("the disk is full")
	if _, err := export.Write(io.Discard, export.CSV, func(func(*registry.Detail) error) error { return gone }); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
	if _, err := export.ParseFormat("dwg"); err == nil || !strings.Contains(err.Error(), "geojsonseq") {
		t.Errorf("got %v", err)
	}
}
