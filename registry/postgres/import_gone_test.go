package postgres_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"landbank/geo/geotest"
	"landbank/registry"
)

// outcomes is what an import says of its rows, by their keys.
func outcomes(into map[string]registry.RowOutcome) func(registry.RowOutcome) error {
	return func(o registry.RowOutcome) error {
		if _, twice := into[o.SourceKey]; twice {
			return fmt.Errorf("%s was told twice", o.SourceKey)
		}
		into[o.SourceKey] = o
		return nil
	}
}

// A newer issue of a register, with known rows added, changed and gone: the
// import says exactly that, and a dry run said it before, row by row.
func TestANewerIssueOfARegister(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := geotest.Source(100 + seed)
			d := newDesk(t)
			var rows []registry.Row
			for line := range int64(60) {
				rows = append(rows, randomRow(t, random, line+1))
			}
			d.imported(job(), rows...)
			other := job()
			other.Source.Code = "other"
			d.imported(other, plot(1, "of another register"))

			want := map[string]registry.RowState{}
			var newer []registry.Row
			for i, row := range rows {
				switch {
				case i%8 == 0:
					want[row.SourceKey] = registry.RowGone
					continue
				case i%5 == 0:
					row.Record.Address = fmt.Sprintf("Moved Street %d", i)
					want[row.SourceKey] = registry.RowChanged
				default:
					want[row.SourceKey] = registry.RowUnchanged
				}
				newer = append(newer, row)
			}
			for line := range int64(7) {
				row := randomRow(t, random, 1000+line)
				want[row.SourceKey] = registry.RowNew
				newer = append(newer, row)
			}
			bad := plot(2000, "bad", func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(-1) })
			want["bad"] = registry.RowInvalid
			newer = append(newer, bad)

			j := job()
			j.Gone, j.Reason, j.DryRun = registry.GoneWithdraw, "the newer issue does not have it", true
			dry, told := map[string]registry.RowOutcome{}, map[string]registry.RowOutcome{}
			j.Outcome = outcomes(dry)
			sight := d.sight()
			tried := d.imported(j, copied(t, newer)...)
			if !maps.Equal(d.sight(), sight) {
				t.Error("a dry run changed what the public sees")
			}
			j.DryRun, j.Outcome = false, outcomes(told)
			var gone []string
			j.GoneSites = func(g registry.GoneSite) error { gone = append(gone, g.SourceKey); return nil }
			done := d.imported(j, copied(t, newer)...)
			got := map[string]registry.RowState{}
			for key, o := range told {
				got[key] = o.State
				before := dry[key]
				if before.Ref = o.Ref; !reflect.DeepEqual(before, o) {
					t.Errorf("%s: the dry run said %+v, the import %+v", key, before, o)
				}
			}
			if !maps.Equal(got, want) {
				t.Errorf("the rows became\n%v, want\n%v", got, want)
			}
			if tried.Batch = done.Batch; fmt.Sprint(tried) != fmt.Sprint(done) {
				t.Errorf("the dry run counted %+v, the import %+v", tried, done)
			}
			if done.Gone != 8 || done.Withdrawn != 8 || len(gone) != 8 || done.Created != 7 || done.Rejected != 1 {
				t.Errorf("counted %+v", done)
			}
			var changes map[string]registry.Change
			if err := json.Unmarshal(told["k6"].Changes, &changes); err != nil || len(changes) != 1 || string(changes["address"].After) != `"Moved Street 5"` {
				t.Errorf("k6 changed by %s (%v)", told["k6"].Changes, err)
			}
			if got := told["bad"]; len(got.Issues) == 0 || got.Issues[0].Rule != "V-07" || got.Raw[0].Value != "bad" {
				t.Errorf("the invalid row: %+v", got)
			}
			for _, key := range gone {
				if d.lifecycle(key) != "withdrawn published" {
					t.Errorf("%s: %s", key, d.lifecycle(key))
				}
			}
			j.Outcome = nil
			if got := d.imported(j, newer...); got.Gone != 0 {
				t.Errorf("the same file again: %+v", got)
			}
			d.undone(done.Batch)
			if now := d.sight(); !maps.Equal(now, sight) {
				t.Errorf("after the undo: %s", firstDifference(sight, now))
			}
		})
	}
}

// copied gives rows of their own: an import settles what it gets.
func copied(t *testing.T, rows []registry.Row) []registry.Row {
	rows = slices.Clone(rows)
	for i := range rows {
		text, err := json.Marshal(rows[i].Record)
		rows[i].Record = registry.Record{}
		if err := errors.Join(err, json.Unmarshal(text, &rows[i].Record)); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// lifecycle is how a site stands, and how its first revision stood.
func (d *desk) lifecycle(key string) string {
	return ask[string](d, `select s.lifecycle || ' ' || r.lifecycle from site s join revision r on r.site_id = s.id and r.version = 1
		where s.source_key = $1`, key)
}

func TestWhatIsGoneIsToldAndNotEndedSilently(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.put(country()...)
	var rows []registry.Row
	for line := range int64(10) {
		rows = append(rows, plot(line+1, fmt.Sprint(line), inPlace(at(30+float64(line)/4, 48))))
	}
	d.imported(job(), rows...)
	if got := d.imported(job(), rows[:7]...); got.Gone != 3 || got.Withdrawn != 0 || len(d.sight()) != 10 {
		t.Errorf("told %+v", got)
	}
	if got := ask[string](d, "select gone || ' ' || withdrawn from import_batch order by id desc limit 1"); got != "3 0" {
		t.Errorf("the books say %s", got)
	}
	broken := rows[8]
	broken.Shape = outline(30, 48, 30.1, 48.1, 30.1, 48, 30, 48.1, 30, 48)
	if got := d.imported(job(), append(slices.Clone(rows[:8]), broken, rows[9])...); got.Gone != 0 || got.Rejected != 1 {
		t.Errorf("a row that is rejected is in the file: %+v", got)
	}

	j := job()
	j.Gone = registry.GoneWithdraw
	if _, err := d.store.Import(t.Context(), j, listed(rows[:9]...)); !errors.Is(err, registry.ErrConflict) || !strings.Contains(err.Error(), "reason") {
		t.Errorf("without a reason: %v", err)
	}
	j.Reason = "not in the issue of November"
	_, err := d.store.Import(t.Context(), j, listed(rows[:7]...))
	if !errors.Is(err, registry.ErrConflict) || !strings.Contains(err.Error(), "3 of the register's 10 sites") {
		t.Errorf("a part of the register: %v", err)
	}
	if got := ask[int64](d, "select count(*) from site where lifecycle = 'withdrawn'"); got != 0 {
		t.Errorf("%d sites were withdrawn by imports that were refused", got)
	}
	// Two of ten are a fifth, and not more.
	j.Principal = registry.Principal{ID: "user:7", Grants: []registry.Grant{{Role: registry.Reviewer, Territory: "east"}, {Role: registry.Editor, Territory: "west"}}}
	j.Publish = false
	if _, err := d.store.Import(t.Context(), j, listed(append(slices.Clone(rows[:2]), rows[4:9]...)...)); !errors.Is(err, registry.ErrForbidden) && !errors.Is(err, registry.ErrConflict) {
		t.Errorf("an editor ended sites in west: %v", err)
	}
	if got := d.imported(j, rows[:8]...); got.Withdrawn != 2 {
		t.Errorf("withdrawn in east: %+v", got)
	}
	j.GoneAnyway = true
	if got := d.imported(j, rows[:5]...); got.Withdrawn != 3 {
		t.Errorf("withdrawn anyway: %+v", got)
	}
	if got := ask[string](d, "select action || ' ' || reason || ' ' || source from revision order by seq desc limit 1"); got != "withdraw not in the issue of November register" {
		t.Errorf("the ledger says %s", got)
	}
}

func TestTheCallerChoosesRows(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kind := func(kind string) func(*registry.Row) { return func(r *registry.Row) { r.Record.Kind = kind } }
	d.imported(job(), plot(1, "a"), plot(2, "b"), plot(3, "c"))
	rows := []registry.Row{plot(1, "a", kind("building")), plot(2, "b"), plot(4, "d"), plot(5, "e")}
	type tally struct{ Created, Updated, Unchanged, Rejected, Skipped int64 }
	for name, c := range map[string]struct {
		choose func(*registry.ImportJob)
		rows   []registry.Row
		want   tally
	}{
		"all":         {func(*registry.ImportJob) {}, rows, tally{2, 1, 1, 0, 0}},
		"new ones":    {func(j *registry.ImportJob) { j.Only = registry.OnlyCreate }, rows, tally{2, 0, 0, 0, 2}},
		"known ones":  {func(j *registry.ImportJob) { j.Only = registry.OnlyUpdate }, rows, tally{0, 1, 1, 0, 2}},
		"not some":    {func(j *registry.ImportJob) { j.Skip = []int64{1, 4} }, rows, tally{1, 0, 1, 0, 2}},
		"one of two":  {func(j *registry.ImportJob) { j.Skip = []int64{1} }, []registry.Row{plot(1, "e"), plot(2, "e")}, tally{1, 0, 0, 0, 1}},
		"no rejected": {func(j *registry.ImportJob) { j.Skip = []int64{2} }, []registry.Row{plot(1, "f"), plot(2, "")}, tally{1, 0, 0, 1, 0}},
	} {
		j := job()
		j.DryRun = true
		c.choose(&j)
		got, err := d.store.Import(t.Context(), j, listed(c.rows...))
		if now := (tally{got.Created, got.Updated, got.Unchanged, got.Rejected, got.Skipped}); err != nil || now != c.want {
			t.Errorf("%s: %+v (%v), want %+v", name, now, err, c.want)
		}
	}
	j := job()
	j.Only = "some"
	if _, err := d.store.Import(t.Context(), j, listed(rows...)); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("only some: %v", err)
	}
	j.Only, j.Skip = registry.OnlyCreate, []int64{4}
	if got, err := d.store.Import(t.Context(), j, listed(rows...)); err != nil || got.Created != 1 || got.Skipped != 3 {
		t.Errorf("%+v (%v)", got, err)
	}
	d.holdsTogether()
}
