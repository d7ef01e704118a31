package postgres_test

import (
	"errors"
	"testing"

	"landbank/registry"
)

func TestAnImportTakesTheRightToIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.put(country()...)
	in := func(role registry.Role) registry.Principal {
		return registry.Principal{ID: "user:9", Grants: []registry.Grant{{Role: role, Territory: "west"}}}
	}
	j := job()
	for _, p := range []registry.Principal{{}, in(registry.Viewer), in(registry.Editor)} {
		j.Principal = p
		if _, err := d.store.Import(t.Context(), j, listed(plot(1, "a"))); !errors.Is(err, registry.ErrForbidden) {
			t.Errorf("%v published an import: %v", p.Grants, err)
		}
	}
	if got := ask[int64](d, "select count(*) from import_batch"); got != 0 {
		t.Errorf("%d imports that nobody may make are in the books", got)
	}
	elsewhere := job()
	elsewhere.Publish = false
	d.imported(elsewhere, plot(1, "kept", inPlace(at(33, 48))))

	rows := []registry.Row{plot(1, "here", inPlace(at(30.2, 48.1))), plot(2, "east", inPlace(at(33, 48.1))), plot(3, "nowhere", inPlace(at(40, 48))),
		plot(4, "kept", inPlace(at(30.3, 48.1)))}
	j.Principal, j.Publish = in(registry.Editor), false
	told := map[int64]string{}
	j.Rejected = func(row registry.RejectedRow) error {
		told[row.Line] = row.Issues[0].Rule + ": " + row.Issues[0].Message
		return nil
	}
	if got := d.imported(j, rows...); counts(got) != [4]int64{1, 0, 0, 3} || got.ByRule[registry.OutsideRights] != 3 {
		t.Errorf("counted %v, by rule %v; want one row taken", counts(got), got.ByRule)
	}
	for line, want := range map[int64]string{2: "territory: it lies in east, where you may not import",
		3: "territory: it lies in no territory, where you may not import",
		4: "territory: its site " + ask[string](d, "select ref from site where source_key = 'kept'") + " lies where you may not import"} {
		if told[line] != want {
			t.Errorf("line %d: %q, want %q", line, told[line], want)
		}
	}
	if got := ask[string](d, "select actor from revision order by seq desc limit 1"); got != "user:9" {
		t.Errorf("the ledger says %s", got)
	}
	j.Principal, j.Publish, j.BroughtBy = in(registry.Reviewer), true, []string{"user:8", "user:9"}
	if _, err := d.store.Import(t.Context(), j, listed(rows...)); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("whoever brought a file published it alone: %v", err)
	}
	j.BroughtBy = []string{"user:8"}
	if got := d.imported(j, rows...); counts(got) != [4]int64{0, 1, 0, 3} || len(d.sight()) != 1 {
		t.Errorf("a reviewer publishes %v", counts(got))
	}
}
