package postgres_test

import (
	"errors"
	"reflect"
	"testing"

	"landbank/registry"
)

func TestMappingsOfSourcesAreKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, err := d.store.SourceMapping(t.Context(), "council"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("a mapping that nobody stated: %v", err)
	}
	first := registry.SourceMapping{Source: "council", Profile: "generic", CRS: 6384,
		Columns: []registry.MappedColumn{{Column: "Площа, га", Field: "area_declared_m2", Unit: "ha", Decimal: ","}, {Column: "№", Field: "-"}}}
	if err := d.store.PutSourceMapping(t.Context(), registry.Operator, first); err != nil {
		t.Fatal(err)
	}
	got, err := d.store.SourceMapping(t.Context(), "council")
	if err != nil || got.ChangedAt.IsZero() || got.ChangedBy != "cli" {
		t.Fatalf("%+v, %v", got, err)
	}
	kept := got.ChangedAt
	got.ChangedAt, got.ChangedBy = first.ChangedAt, ""
	if !reflect.DeepEqual(got, first) {
		t.Errorf("kept %+v, want %+v", got, first)
	}
	second := registry.SourceMapping{Source: "council", Profile: "generic", Columns: []registry.MappedColumn{{Column: "id", Field: "id"}}}
	if err := d.store.PutSourceMapping(t.Context(), registry.Operator, second); err != nil {
		t.Fatal(err)
	}
	if got, err = d.store.SourceMapping(t.Context(), "council"); err != nil || len(got.Columns) != 1 || got.CRS != 0 || !got.ChangedAt.After(kept) {
		t.Errorf("%+v, %v", got, err)
	}
	viewer := registry.Principal{ID: "user:1", Grants: []registry.Grant{{Role: registry.Viewer}}}
	if err := d.store.PutSourceMapping(t.Context(), viewer, second); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a viewer states a mapping: %v", err)
	}
}
