package postgres_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

func TestImportCreatesUpdatesAndLeavesAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	rows := []registry.Row{plot(1, "a"), plot(2, "b"), plot(3, "c")}
	first := d.imported(job(), rows...)
	if got, want := counts(first), [4]int64{3, 0, 0, 0}; got != want {
		t.Errorf("first import: created, updated, unchanged, rejected are %v, want %v", got, want)
	}
	if got := ask[int64](d, "select revision from dataset"); got != 1 {
		t.Errorf("dataset has revision %d after one import, want 1", got)
	}

	again := d.imported(job(), rows...)
	if got, want := counts(again), [4]int64{0, 0, 3, 0}; got != want {
		t.Errorf("same file again: %v, want %v", got, want)
	}
	if got := ask[int64](d, "select revision from dataset"); got != 1 {
		t.Errorf("an import without changes raised the dataset to revision %d", got)
	}
	if got := ask[int64](d, "select count(*) from revision"); got != 3 {
		t.Errorf("the ledger has %d revisions after an import without changes, want 3", got)
	}

	rows[1].Record.Kind = "free_land"
	rows[1].Record.Area.DeclaredM2 = num(8000)
	rows[2].Shape = square(31, 49, 0.001)
	third := d.imported(job(), append(rows, plot(4, "d"))...)
	if got, want := counts(third), [4]int64{1, 2, 1, 0}; got != want {
		t.Errorf("third import: %v, want %v", got, want)
	}
	changes := ask[string](d, `select string_agg(path || ' ' || coalesce(before #>> '{}', 'null') || ' > ' || (after #>> '{}'), ', ' order by path)
		from change join site s on s.id = change.site_id where s.source_key = 'b'`)
	if want := "area.declared_m2 null > 8000, kind brownfield > free_land"; changes != want {
		t.Errorf("changes of b: %s, want %s", changes, want)
	}
	moved := ask[string](d, "select string_agg(path, ',') from change join site s on s.id = change.site_id where s.source_key = 'c'")
	if moved != "geometry" {
		t.Errorf("changes of c: %s, want geometry", moved)
	}
	if got := ask[string](d, "select kind from site_public where source_key = 'b'"); got != "free_land" {
		t.Errorf("the public sees kind %s, want free_land", got)
	}
}

func TestImportTellsListeners(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.run("listen landbank")
	d.imported(job(), plot(1, "a"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told, err := d.conn.WaitForNotification(ctx)
	if err != nil || told.Payload != "1" {
		t.Errorf("notified of %+v (%v), want revision 1", told, err)
	}
}

func TestDraftsStayOutOfSightUntilPublished(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	draft := job()
	draft.Publish = false
	d.imported(draft, plot(1, "a"))
	if got := ask[int64](d, "select count(*) from site_public"); got != 0 {
		t.Fatalf("the public sees %d drafts", got)
	}
	if got := ask[int64](d, "select revision from dataset"); got != 0 {
		t.Errorf("a draft raised the dataset to revision %d", got)
	}
	published := d.imported(job(), plot(1, "a"))
	if got, want := counts(published), [4]int64{0, 1, 0, 0}; got != want {
		t.Errorf("publishing an unchanged draft: %v, want %v", got, want)
	}
	if got := ask[string](d, "select action || ' ' || (changes #>> '{lifecycle,after}') from revision order by seq desc limit 1"); got != "publish published" {
		t.Errorf("the last revision says %s", got)
	}

	edit := plot(1, "a", func(r *registry.Row) { r.Record.Kind = "building" })
	d.imported(draft, edit)
	if got := ask[string](d, "select kind from site_public"); got != "brownfield" {
		t.Errorf("the public sees the draft's kind %s", got)
	}
	if got := ask[string](d, "select kind || ' ' || lifecycle from site"); got != "building published" {
		t.Errorf("the site is %s, want the draft's kind and its state kept", got)
	}
	d.imported(job(), edit)
	if got := ask[string](d, "select kind from site_public"); got != "building" {
		t.Errorf("after publishing the public sees %s", got)
	}
}

func TestDryRunCountsTheSameAndStoresNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a"))
	rows := []registry.Row{plot(1, "a", func(r *registry.Row) { r.Record.Kind = "building" }), plot(2, "b"), plot(3, "b")}
	dry := job()
	dry.DryRun = true
	var rejected []int64
	dry.Rejected = func(row registry.RejectedRow) error { rejected = append(rejected, row.Line); return nil }
	tried := d.imported(dry, rows...)
	if tried.Batch != 0 || !slices.Equal(rejected, []int64{3}) {
		t.Errorf("dry run: batch %d, rejected lines %v; want no batch and line 3", tried.Batch, rejected)
	}
	if got := ask[int64](d, "select count(*) from revision"); got != 1 {
		t.Errorf("a dry run left %d revisions", got-1)
	}
	if got := ask[int64](d, "select count(*) from import_batch"); got != 1 {
		t.Errorf("a dry run left a batch")
	}
	if real := d.imported(job(), rows...); counts(real) != counts(tried) {
		t.Errorf("dry run counted %v, the import %v", counts(tried), counts(real))
	}
}

func TestRejectedRowsAreKeptAndToldInTheirOrder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	broken := registry.Issue{Line: 4, Rule: "V-12", Severity: registry.Error, Field: "id", Raw: "?", Message: "no id"}
	doubtful := registry.Issue{Line: 1, Rule: "V-06", Severity: registry.Warning, Field: "area", Raw: ">1", Proposed: "1", Message: "not a number"}
	rows := []registry.Row{
		plot(1, "a", func(r *registry.Row) { r.Issues = []registry.Issue{doubtful} }),
		plot(2, "b", func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(-1) }),
		plot(3, "a"),
		plot(4, "e", func(r *registry.Row) { r.Issues = []registry.Issue{broken} }),
	}
	j := job()
	var rejected []registry.RejectedRow
	var warned []registry.Issue
	j.Rejected = func(row registry.RejectedRow) error { rejected = append(rejected, row); return nil }
	j.Warned = func(i registry.Issue) error { warned = append(warned, i); return nil }
	result := d.imported(j, rows...)
	if got, want := counts(result), [4]int64{1, 0, 0, 3}; got != want {
		t.Errorf("%v, want %v", got, want)
	}
	var told []string
	for _, row := range rejected {
		told = append(told, row.Raw[0].Value+" "+row.Issues[0].Rule)
	}
	if want := []string{"b V-07", "a V-12", "e V-12"}; !slices.Equal(told, want) {
		t.Errorf("rejected rows told: %v, want %v", told, want)
	}
	if message := rejected[1].Issues[0].Message; !strings.Contains(message, "line 1") {
		t.Errorf("the later of two rows with one key is told %q, want the line of the first", message)
	}
	if len(warned) != 1 || !reflect.DeepEqual(warned[0], doubtful) || result.Warnings != 1 {
		t.Errorf("warned of %v (%d counted), want %v", warned, result.Warnings, doubtful)
	}
	if result.ByRule["V-12"] != 2 || result.ByRule["V-07"] != 1 || result.ByRule["V-06"] != 1 {
		t.Errorf("findings by rule: %v", result.ByRule)
	}
	if got := ask[string](d, "select string_agg(line || raw::text, '' order by position) from import_row where line = 2"); got != `2[{"value": "b", "column": "id"}, {"value": "Site b", "column": "name"}]` {
		t.Errorf("row kept as %s", got)
	}
	var issues []registry.Issue
	err := d.store.BatchIssues(t.Context(), result.Batch, func(i registry.Issue) error { issues = append(issues, i); return nil })
	if err != nil || len(issues) != 4 || !reflect.DeepEqual(issues[0], doubtful) {
		t.Errorf("findings in the books: %v (%v)", issues, err)
	}
	if err := d.store.BatchIssues(t.Context(), 4711, nil); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("findings of an unknown batch: %v, want not found", err)
	}
}

func TestAReaderThatFailsStoresNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	torn := errors.New("line 3: the file ends in the middle of a value")
	rows := listed(plot(1, "a"), plot(2, "b"))
	rows.err = torn
	_, err := d.store.Import(t.Context(), job(), rows)
	if !errors.Is(err, torn) {
		t.Fatalf("got %v, want the reader's own error", err)
	}
	if got := ask[int64](d, "select count(*) from site"); got != 0 {
		t.Errorf("%d sites of a torn file were stored", got)
	}
	batches, err := d.store.Batches(t.Context(), 10)
	if err != nil || len(batches) != 1 || batches[0].State != "failed" || !strings.Contains(batches[0].Failure, torn.Error()) {
		t.Errorf("the books say %+v (%v), want a failed batch with the reason", batches, err)
	}
	d.holdsTogether()
}

func TestWhoeverIsToldCanStopTheImport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	full := errors.New("the disk of the report is full")
	j := job()
	j.Rejected = func(registry.RejectedRow) error { return full }
	if _, err := d.store.Import(t.Context(), j, listed(plot(1, "a"), plot(2, "a"))); !errors.Is(err, full) {
		t.Errorf("got %v, want the error of the report", err)
	}
	if got := ask[int64](d, "select count(*) from site"); got != 0 {
		t.Errorf("%d sites were stored without their report", got)
	}
}

func TestACallerWhoLeavesLeavesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, leave := context.WithCancel(t.Context())
	j := job()
	j.Progress = func(phase string, _ int64) {
		if phase == "report" {
			leave()
		}
	}
	if _, err := d.store.Import(ctx, j, listed(plot(1, "a"))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the caller's cancellation", err)
	}
	if got := ask[int64](d, "select count(*) from site"); got != 0 {
		t.Errorf("%d sites were stored after the caller had left", got)
	}
	if got := ask[string](d, "select state from import_batch"); got != "failed" {
		t.Errorf("the batch is %s, want failed", got)
	}
	d.imported(job(), plot(1, "a"))
}

func TestBatchesAreInTheBooks(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.imported(job(), plot(1, "a"), plot(2, "a"))
	second := d.imported(job(), plot(1, "a"))
	batches, err := d.store.Batches(t.Context(), 10)
	if err != nil || len(batches) != 2 {
		t.Fatalf("%d batches (%v), want 2", len(batches), err)
	}
	newest, oldest := batches[0], batches[1]
	if newest.ID != second.Batch || oldest.ID != first.Batch || oldest.State != "applied" || oldest.FileName != "register.csv" {
		t.Errorf("batches %+v", batches)
	}
	if counts(oldest.Result) != counts(first) || oldest.Result.ByRule["V-12"] != 1 || oldest.EndedAt.Before(oldest.StartedAt) {
		t.Errorf("the books say %+v, the import said %+v", oldest.Result, first)
	}
	if got := ask[string](d, "select first_seq || '-' || last_seq from import_batch where id = $1", first.Batch); got != "1-1" {
		t.Errorf("revisions of the first batch are %s, want 1-1", got)
	}
	if ask[bool](d, "select first_seq is not null from import_batch where id = $1", second.Batch) {
		t.Error("a batch that changed nothing claims revisions")
	}
}

func TestAnEmptyFileIsAnImport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if got := d.imported(job()); counts(got) != [4]int64{} {
		t.Errorf("an empty file gives %v", counts(got))
	}
}
