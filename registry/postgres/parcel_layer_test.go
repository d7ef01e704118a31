package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/intake"
)

var cadastre = registry.ParcelLayer{Name: "village", Source: "State cadastre", Licence: "CC BY 4.0", AsOf: registry.NewDate(2026, 3, 31)}

// plotOf is a row of a cadastre's file: a square of 0.001°, west of it the number before.
func plotOf(n int, change ...func(*registry.ParcelRow)) registry.ParcelRow {
	x := 30 + float64(n)*0.001
	row := registry.ParcelRow{Line: int64(n), Shape: surface(fmt.Sprintf("[[[%[1]f,48],[%[2]f,48],[%[2]f,48.001],[%[1]f,48.001],[%[1]f,48]]]", x, x+0.001)),
		Parcel: registry.Parcel{Cadastre: "ua", CadastralNumber: fmt.Sprintf("5322081200:00:001:%04d", n), Purpose: "01.01", Ownership: "private"}}
	area := 8000.0
	row.Parcel.AreaM2 = &area
	for _, c := range change {
		c(&row)
	}
	return row
}

func surface(coordinates string) geo.Shape {
	shape, _, err := geo.ParseGeoJSON([]byte(`{"type":"Polygon","coordinates":` + coordinates + `}`))
	if err != nil {
		panic(err)
	}
	return shape
}

func parcelRows(list ...registry.ParcelRow) iter.Seq2[registry.ParcelRow, error] {
	return func(yield func(registry.ParcelRow, error) bool) {
		for _, row := range list {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// took puts a layer, and gives what was told of its rows.
func (d *desk) took(layer registry.ParcelLayer, rows iter.Seq2[registry.ParcelRow, error]) (registry.ParcelCount, []string) {
	d.t.Helper()
	var told []string
	count, err := d.store.PutParcels(d.t.Context(), registry.Operator, layer, rows, func(r registry.RefusedParcel) error {
		told = append(told, fmt.Sprintf("%d %s %s", r.Line, r.Number, r.Reason))
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return count, told
}

// numbers gives what a question finds, each as the layer and the end of the number.
func (d *desk) numbers(q registry.ParcelQuery) (found []string) {
	d.t.Helper()
	if q.Limit == 0 {
		q.Limit = 10
	}
	list, err := d.store.LayerParcels(d.t.Context(), registry.Operator, q)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, l := range list {
		number := l.Parcel.CadastralNumber
		found = append(found, l.Layer.Name+" "+number[max(0, len(number)-4):])
	}
	return found
}

func TestEveryRowOfACadastreIsKeptOrTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	bow := func(r *registry.ParcelRow) {
		r.Shape = surface("[[[31,48],[31.001,48.001],[31.001,48],[31,48.0012],[31,48]]]")
	}
	far := func(r *registry.ParcelRow) {
		shape, _, err := r.Shape.Remap(3857, func(x, y float64) (float64, float64) { return x * 1e9, y * 1e9 })
		if err != nil {
			t.Fatal(err)
		}
		r.Shape = shape
	}
	none := func(r *registry.ParcelRow) { r.Shape, r.Refused = geo.Shape{}, registry.ParcelNoOutline }
	again := func(r *registry.ParcelRow) { r.Parcel.CadastralNumber = "5322081200:00:001:0001" }
	count, told := d.took(cadastre, parcelRows(plotOf(1), plotOf(2, bow), plotOf(3, far), plotOf(4, none), plotOf(5, again), plotOf(6)))
	want := registry.ParcelCount{Read: 6, Kept: 3, Repaired: 1, Refused: map[string]int64{"nowhere": 1, "no_outline": 1, "number_repeats": 1}}
	if count.Read != want.Read || count.Kept != want.Kept || count.Repaired != want.Repaired || !maps.Equal(count.Refused, want.Refused) {
		t.Errorf("%+v, want %+v", count, want)
	}
	lines := []string{"2 5322081200:00:001:0002 repaired", "3 5322081200:00:001:0003 nowhere", "4 5322081200:00:001:0004 no_outline", "5 5322081200:00:001:0001 number_repeats"}
	if !slices.Equal(told, lines) {
		t.Errorf("told %q, want %q", told, lines)
	}
	if _, err := d.store.PutParcels(t.Context(), registry.Operator, cadastre, parcelRows(plotOf(4, none)), nil); err != nil {
		if refused := new(registry.RefusedError); !errors.As(err, &refused) {
			t.Errorf("a file without parcels: %v", err)
		}
	} else {
		t.Error("a file without parcels took the place of the layer")
	}
}

func TestALayerReplacesItselfAsAWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.took(cadastre, parcelRows(plotOf(1), plotOf(2)))
	other := cadastre
	other.Name, other.AsOf = "region", registry.NewDate(2026, 6, 30)
	d.took(other, parcelRows(plotOf(2)))
	before, err := d.store.ParcelEdition(t.Context(), registry.Operator)
	if err != nil {
		t.Fatal(err)
	}
	torn := errors.New("the file is torn")
	_, err = d.store.PutParcels(t.Context(), registry.Operator, cadastre, func(yield func(registry.ParcelRow, error) bool) {
		for n := range 1500 { // the first thousand reaches the database
			if !yield(plotOf(n+10), nil) {
				return
			}
		}
		yield(registry.ParcelRow{}, torn)
	}, func(registry.RefusedParcel) error { return nil })
	if !errors.Is(err, torn) {
		t.Errorf("a torn file: %v", err)
	}
	if got, want := d.numbers(registry.ParcelQuery{Prefix: "53"}), []string{"village 0001", "region 0002", "village 0002"}; !slices.Equal(got, want) {
		t.Errorf("after a torn file %q, want %q", got, want)
	}
	d.took(cadastre, parcelRows(plotOf(3)))
	if got, want := d.numbers(registry.ParcelQuery{Prefix: "53"}), []string{"region 0002", "village 0003"}; !slices.Equal(got, want) {
		t.Errorf("replaced %q, want %q", got, want)
	}
	if after, err := d.store.ParcelEdition(t.Context(), registry.Operator); err != nil || after <= before {
		t.Errorf("edition %d after %d (%v)", after, before, err)
	}
	layers, err := d.store.ParcelLayers(t.Context(), registry.Operator)
	if err != nil || len(layers) != 2 || layers[1].ParcelLayer != cadastre || layers[1].Kept != 1 || layers[1].LoadedBy != "cli" || layers[1].Bounds != [4]float64{30.003, 48, 30.004, 48.001} {
		t.Errorf("layers %+v (%v)", layers, err)
	}
	if audited, err := d.store.Audit(t.Context(), registry.Operator, registry.AuditQuery{Action: registry.ParcelsTaken, Limit: 10}); err != nil || len(audited) != 3 {
		t.Errorf("audit %+v (%v)", audited, err)
	}
}

func TestParcelsAreFoundByNumberAndPlace(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.took(cadastre, parcelRows(plotOf(1), plotOf(2), plotOf(12)))
	for _, one := range []struct {
		q    registry.ParcelQuery
		want []string
	}{
		{registry.ParcelQuery{Number: " 5322081200∶00∶001∶0002 "}, []string{"village 0002"}},
		{registry.ParcelQuery{Number: "5322081200:00:001"}, nil},
		{registry.ParcelQuery{Prefix: "5322081200:00:001:000"}, []string{"village 0001", "village 0002"}},
		{registry.ParcelQuery{Prefix: "5", Limit: 1}, []string{"village 0001"}},
		{registry.ParcelQuery{Prefix: "%"}, nil},
		{registry.ParcelQuery{Within: geo.NewBBox(30.0121, 48.0001, 30.0122, 48.0002)}, []string{"village 0012"}},
		{registry.ParcelQuery{At: &[2]float64{30.0015, 48.0005}}, []string{"village 0001"}},
		{registry.ParcelQuery{At: &[2]float64{30.5, 48.0005}}, nil},
	} {
		if got := d.numbers(one.q); !slices.Equal(got, one.want) {
			t.Errorf("%+v: %q, want %q", one.q, got, one.want)
		}
	}
	list, err := d.store.LayerParcels(t.Context(), registry.Operator, registry.ParcelQuery{Number: "5322081200:00:001:0001", Limit: 1})
	if err != nil || len(list) != 1 || list[0].Layer.AsOf != cadastre.AsOf || *list[0].Parcel.AreaM2 != 8000 || list[0].Parcel.Ownership != "private" || list[0].Parcel.Purpose != "01.01" {
		t.Errorf("%+v (%v)", list, err)
	}
	if want := `[[[30.001,48],[30.002,48],[30.002,48.001],[30.001,48.001],[30.001,48]]]`; !strings.Contains(string(list[0].Outline), want) {
		t.Errorf("outline %s, want the corners %s", list[0].Outline, want)
	}
	nobody := registry.Principal{}
	if _, err := d.store.LayerParcels(t.Context(), nobody, registry.ParcelQuery{Prefix: "5", Limit: 1}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("the public reads parcels: %v", err)
	}
}

func TestTilesOfParcels(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.took(cadastre, parcelRows(plotOf(1), plotOf(2)))
	for zoom, want := range map[uint32]int{12: 0, 13: 2, 16: 2} {
		tile, err := d.store.ParcelTile(t.Context(), registry.Operator, geo.TileAt(30.002, 48.0005, zoom))
		if err != nil {
			t.Fatal(err)
		}
		text, err := geotest.DumpTile(tile)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(text, "number = "); got != want {
			t.Errorf("zoom %d: %d parcels, want %d: %s", zoom, got, want, text)
		}
	}
	if tile, err := d.store.ParcelTile(t.Context(), registry.Operator, geo.TileAt(10, 10, 16)); err != nil || len(tile) != 0 {
		t.Errorf("a tile without parcels has %d bytes (%v)", len(tile), err)
	}
}

// Cadastres as they are published.
func TestRealCadastresAreTakenWhole(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		file       string
		options    intake.ParcelOptions
		read, kept int64
		repaired   int64
		number     string
		refused    map[string]int64
	}{
		{file: "ua-vakulivka-plots/vakulivka.geojson", read: 1816, kept: 1816, number: "5322081200:00:001:0001"},
		{file: "fr-cadastre/75118-parcels.geojson.gz", read: 6821, kept: 6821, number: "75118000AA0002"},
		{file: "fr-cadastre/91216-parcels.geojson.gz", read: 4241, kept: 4241},
		{file: "lv-cadastre/latvia_parcels.geojsonl.gz", options: intake.ParcelOptions{Cadastre: "lv"}, read: 31509, kept: 31509, repaired: 22, number: "42010010002"},
		{file: "us-easthampton-parcels/easthampton_parcels_native_crs.geojson.gz", options: intake.ParcelOptions{Cadastre: "us"},
			read: 5948, kept: 5923, repaired: 2, number: "101_1", refused: map[string]int64{"no_number": 23, "number_repeats": 2}},
	} {
		t.Run(filepath.Base(one.file), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(realData, one.file)
			if found, err := filepath.Glob(path); err != nil || len(found) == 0 {
				t.Skipf("real data is not on this machine: %s", path)
			}
			file, rows, err := intake.ReadParcels(context.Background(), path, one.options)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			d := newDesk(t)
			count, told := d.took(cadastre, rows)
			if count.Read != one.read || count.Kept != one.kept || count.Repaired != one.repaired || !maps.Equal(count.Refused, one.refused) {
				t.Errorf("%+v", count)
			}
			if int64(len(told)) != count.Read-count.Kept+count.Repaired {
				t.Errorf("%d rows are told of", len(told))
			}
			if found := d.numbers(registry.ParcelQuery{Number: one.number}); one.number != "" && len(found) != 1 {
				t.Errorf("%s is found %q", one.number, found)
			}
		})
	}
}
