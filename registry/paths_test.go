package registry

import (
	"reflect"
	"slices"
	"testing"
)

func TestFieldOfPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"kind": "kind", "area.declared_m2": "area_declared_m2", "utilities[gas].distance_m": "dist_gas_m",
		"utilities[electricity].capacity_available": "power_kw", "utilities[electricity].voltage_kv": "power_kv",
		"utilities[gas#2].state": "gas_state", "environment.contamination": "contamination", "names.uk": "name",
		"land.slope_pct": "slope_pct", "checked_on": "checked_on", "allowed_uses": "allowed_uses",
		"internal.note": "", "nosuch": "", "parcels[1410300000:01:001:0001].raw_number": "", "geometry": "",
	} {
		got := ""
		if f, ok := FieldOfPath(path); ok {
			got = f.Name
		}
		if got != want {
			t.Errorf("%s is about %q, want %q", path, got, want)
		}
	}
	if n := len(pathFields()); n < 60 {
		t.Errorf("only %d paths are about fields", n)
	}
}

func TestErasureTakesWhatStandsAtThePath(t *testing.T) {
	t.Parallel()
	const document = `{"kind":"x","names":{"uk":"A","en":"B"},"parcels":[{"cadastral_number":"1:2","owner":{"kind":"natural","name":"N"}},{"area_m2":3}],"extra":{"a.b":"C","c":"D"}}`
	for path, want := range map[string]string{
		"names.uk":              `{"extra":{"a.b":"C","c":"D"},"kind":"x","names":{"en":"B"},"parcels":[{"cadastral_number":"1:2","owner":{"kind":"natural","name":"N"}},{"area_m2":3}]}`,
		"names":                 `{"extra":{"a.b":"C","c":"D"},"kind":"x","parcels":[{"cadastral_number":"1:2","owner":{"kind":"natural","name":"N"}},{"area_m2":3}]}`,
		"parcels[1:2].owner":    `{"extra":{"a.b":"C","c":"D"},"kind":"x","names":{"uk":"A","en":"B"},"parcels":[{"cadastral_number":"1:2"},{"area_m2":3}]}`,
		"parcels[*].owner.name": `{"extra":{"a.b":"C","c":"D"},"kind":"x","names":{"uk":"A","en":"B"},"parcels":[{"cadastral_number":"1:2","owner":{"kind":"natural"}},{"area_m2":3}]}`,
		"parcels[2]":            `{"extra":{"a.b":"C","c":"D"},"kind":"x","names":{"uk":"A","en":"B"},"parcels":[{"cadastral_number":"1:2","owner":{"kind":"natural","name":"N"}}]}`,
		"extra.a.b":             `{"extra":{"c":"D"},"kind":"x","names":{"uk":"A","en":"B"},"parcels":[{"cadastral_number":"1:2","owner":{"kind":"natural","name":"N"}},{"area_m2":3}]}`,
		"names.ru":              document,
		"parcels[7].owner":      document,
		"contact.email":         document,
		"kind.deeper":           document,
	} {
		got, taken, err := EraseFrom([]byte(document), []string{path})
		if err != nil || string(got) != want || (taken == nil) != (want == document) {
			t.Errorf("%s: %s, taken %s (%v)", path, got, taken, err)
		}
	}
	changes := `{"names.uk":{"before":"A","after":"B"},"parcels[1:2].owner":{"before":{"kind":"natural","name":"N"},"after":null},"kind":{"before":"x","after":"y"}}`
	got, taken, err := EraseChanges([]byte(changes), []string{"names", "parcels[*].owner.name"})
	want := `{"kind":{"before":"x","after":"y"},"names.uk":{"before":null,"after":null},"parcels[1:2].owner":{"before":{"kind":"natural"},"after":null}}`
	if err != nil || string(got) != want || !reflect.DeepEqual(Texts(append(taken, []byte(`["long enough","abc"]`))), []string{"long enough"}) {
		t.Errorf("%s, taken %s (%v)", got, taken, err)
	}
}

func TestAFieldKnowsThePathsThatTellIt(t *testing.T) {
	for field, want := range map[string][]string{"area_declared_m2": {"area.declared_m2"}, "dist_gas_m": {"utilities[gas].distance_m"}, "area_m2": nil, "ref": nil} {
		if got := PathsOf(field); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", field, got, want)
		}
	}
	for i := range Fields() {
		for _, path := range PathsOf(Fields()[i].Name) {
			if f, ok := FieldOfPath(path); !ok || f.Name != Fields()[i].Name {
				t.Errorf("%s is said to tell %s", path, Fields()[i].Name)
			}
		}
	}
}
