package postgres

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"

	"landbank/geo/geotest"
	"landbank/registry"
)

// Stored properties come back whole: every field in the order of the table,
// null where unknown, whatever the values look like.
func TestPropertiesComeBackWhole(t *testing.T) {
	t.Parallel()
	random := geotest.Source(1)
	texts := []string{"", "plain", `quote " backslash \ comma , brace }`, "[{", "кирилиця", "line\nbreak", "\u2028", "null"}
	for range 300 {
		flat := make(registry.Flat, len(registry.Fields()))
		for i, f := range registry.Fields() {
			if random.IntN(3) == 0 {
				continue
			}
			switch f.Type {
			case registry.TypeCodes:
				flat[i] = []string{texts[random.IntN(len(texts))], texts[random.IntN(len(texts))]}
			case registry.TypeNumber:
				flat[i] = []float64{0, -1.5, 1e21, 1e-7, math.Inf(1)}[random.IntN(5)]
			case registry.TypeInteger:
				flat[i] = random.Int64()
			case registry.TypeBoolean:
				flat[i] = random.IntN(2) == 0
			case registry.TypeDate:
				flat[i] = registry.NewDate(2026, 11, 23)
			case registry.TypeInstant:
				flat[i] = time.Date(2026, 11, 23, 4, 5, 6, 0, time.UTC)
			default:
				flat[i] = texts[random.IntN(len(texts))]
			}
		}
		flat[registry.FieldPosition("ref")] = "KRM-2026-0042"
		stored := []byte{'{'}
		for _, name := range slices.Concat(fittedFields, computedFields) {
			stored = appendKnown(stored, name, flat[registry.FieldPosition(name)])
		}
		stored = appendDeclared(stored, flat)
		stored[len(stored)-1] = '}'
		want := []byte{'{'}
		for i, f := range registry.Fields() {
			want = append(append(append(want, '"'), f.Name...), '"', ':')
			want = append(registry.AppendValue(want, flat[i]), ',')
		}
		declared := registry.AppendProperties(nil, flat)
		want = append(append(want, declared[bytes.LastIndex(declared, []byte(`"none":`)):]...), '}')
		if got := withUnknown(stored); !bytes.Equal(got, want) || !json.Valid(got) {
			t.Fatalf("stored\n%s\ncame back as\n%s\nwant\n%s", stored, got, want)
		}
		if again := withUnknown(want); !bytes.Equal(again, want) {
			t.Fatalf("whole properties changed to\n%s\nwant\n%s", again, want)
		}
	}
}

func TestPropertiesThatAreCutShortDoNoHarm(t *testing.T) {
	t.Parallel()
	stored := []byte(`{"ref":"A","territories":["x","y\"}"],"area_m2":1.5,"none":["dist_power_m"]}`)
	for end := range stored {
		if got := withUnknown(stored[:end]); got[0] != '{' || got[len(got)-1] != '}' {
			t.Errorf("%s came back as %s", stored[:end], got)
		}
	}
}

func TestComputedFieldsAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	var want []string
	for _, f := range registry.Fields() {
		if f.Computed() {
			want = append(want, f.Name)
		}
	}
	got := slices.Sorted(slices.Values(slices.Concat(computedFields, fittedFields)))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("computed here: %v, in the table: %v", got, want)
	}
}

func BenchmarkPropertiesComeBackWhole(b *testing.B) {
	stored := []byte(`{"ref":"LB-2026-0001","lifecycle":"published","outlined":true,"longitude":30.2415128,"latitude":50.4519206,"area_m2":100840.54,"area_measured_m2":100840.54,"largest_piece_m2":100840.54,"source":"load","source_key":"ua-kyiv8000000000:75:688:00021","published_at":"2026-11-23T04:34:29Z","name":"8000000000:75:688:0002","name_en":"8000000000:75:688:0002","kind":"free_land","confirmation":"candidate","location_quality":"cadastral","cadastral_numbers":["8000000000:75:688:0002"],"parcel_count":1,"readiness":0,"completeness_pct":0,"contact_named":false,"demonstration":false}`)
	for b.Loop() {
		withUnknown(stored)
	}
}
