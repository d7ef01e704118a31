package main

import (
	"strings"
	"testing"

	"landbank/geo"
	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/postgres"
)

func TestSiteShowTellsHowASiteStands(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	store, err := postgres.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	shape, _, err := geo.ParseGeoJSON([]byte(`{"type":"Point","coordinates":[30,48]}`))
	if err != nil {
		t.Fatal(err)
	}
	made, err := store.Create(t.Context(), registry.Operator, registry.Edit{Shape: shape, Record: registry.Record{Kind: "brownfield", Names: registry.Text{"en": "Old mill"}}})
	if err != nil {
		t.Fatal(err)
	}
	var s said
	if code := s.landbank(t, nil, "site", "show", "--database", url, made.Ref); code != 0 {
		t.Fatalf("exit code %d, said %s", code, &s.err)
	}
	for _, want := range []string{"site         " + made.Ref + ", version 1", "Old mill", "draft; the newest record is draft", "by cli", "submit"} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("it does not say %q: %s", want, &s.out)
		}
	}
	var none said
	if code := none.landbank(t, nil, "site", "show", "--database", url, "LB-2026-9999"); code != 1 || !strings.Contains(none.err.String(), "not found") {
		t.Errorf("exit code %d, said %q", code, &none.err)
	}
}
