package postgres

import (
	"context"
	"io"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// editing is a transaction that changes single sites.
type editing struct {
	appending
	principal registry.Principal
	staged    []staged
	begun     bool
	judged    func(context.Context) error // runs before what is staged is planned; nil for nothing
	written   func(context.Context) error // runs after it is written; nil for nothing
}

// staged is one revision that is going to be appended.
type staged struct {
	site     *held // nil for a new site
	key      string
	record   registry.Record
	shape    geo.Shape
	action   registry.ActionName
	origin   string // "" for the desk
	reason   string
	after    registry.Standing
	publish  bool  // its record becomes what the public sees
	was      int64 // the revision that it is compared with; 0 for the newest
	content  bool
	looked   stewards // of a new site: who may look after it though nobody with the right to says so
	territ   []string // set by flush: the ladder of where it lies
	findings []registry.Issue
}

// stewards are who looks after a site, and who does while the steward cannot.
type stewards struct{ steward, deputy string }

func stewardsOf(r *registry.Record) stewards { return stewards{r.Internal.Steward, r.Internal.Deputy} }

// put adds a revision. A site has at most one in a pass; flush ends one.
func (e *editing) put(s staged) { e.staged = append(e.staged, s) }

// flush checks, judges and writes what is staged.
func (e *editing) flush(ctx context.Context) error {
	if len(e.staged) == 0 {
		return nil
	}
	if err := e.settleMedia(ctx); err != nil {
		return err
	}
	if err := e.check(ctx); err != nil {
		return err
	}
	for i := range e.staged {
		if err := e.judge(&e.staged[i]); err != nil {
			return err
		}
	}
	if e.judged != nil {
		if err := e.judged(ctx); err != nil {
			return err
		}
	}
	if err := e.plan(ctx); err != nil {
		return err
	}
	if err := e.apply(ctx); err != nil {
		return err
	}
	if err := e.noteMedia(ctx); err != nil {
		return err
	}
	e.staged, e.head = nil, e.last
	if e.written == nil {
		return nil
	}
	return e.written(ctx)
}

// check stages the records and runs the rules over them, as an import does.
func (e *editing) check(ctx context.Context) error {
	if err := e.tables(ctx); err != nil {
		return err
	}
	rows := &stagedRows{list: e.staged, rows: make([]registry.Row, len(e.staged))}
	if err := e.stage(ctx, rows); err != nil {
		return err
	}
	if err := e.appending.check(ctx); err != nil {
		return err
	}
	if err := e.look(ctx); err != nil {
		return err
	}
	if err := e.exec(ctx, "edit_ladders"); err != nil {
		return err
	}
	return e.collect(ctx)
}

// look compares the staged records with the other sites.
func (e *editing) look(ctx context.Context) error {
	rows := make([][]any, len(e.staged))
	for i := range e.staged {
		var site *int64
		if e.staged[i].site != nil {
			site = &e.staged[i].site.id
		}
		rows[i] = []any{int64(i + 1), site}
	}
	if _, err := e.tx.CopyFrom(ctx, pgx.Identifier{"looked"}, []string{"row_no", "site_id"}, pgx.CopyFromRows(rows)); err != nil {
		return e.store.fault("stage the edits", err)
	}
	return e.compareWithStock(ctx)
}

// tables makes the staging tables, or empties them for another pass.
func (e *editing) tables(ctx context.Context) error {
	if e.begun {
		e.read, e.seen = 0, seen{}
		if err := e.spool.reset(); err != nil {
			return err
		}
		return e.exec(ctx, "stage_clear")
	}
	e.begun = true
	if err := e.prepare(ctx); err != nil {
		return err
	}
	return e.exec(ctx, "stage_6_create_edit")
}

// collect reads what the rules found and where the sites lie.
func (e *editing) collect(ctx context.Context) error {
	rows, err := e.tx.Query(ctx, statement("desk_findings"))
	if err != nil {
		return e.store.fault("read the findings", err)
	}
	var row int64
	var i registry.Issue
	_, err = pgx.ForEachRow(rows, []any{&row, &i.Rule, &i.Case, &i.Severity, &i.Field, &i.Raw, &i.Proposed, &i.Args, &i.Message}, func() error {
		e.staged[row-1].findings = append(e.staged[row-1].findings, i)
		return nil
	})
	if err != nil {
		return e.store.fault("read the findings", err)
	}
	rows, err = e.tx.Query(ctx, statement("desk_places"))
	if err != nil {
		return e.store.fault("read the places", err)
	}
	var codes []string
	_, err = pgx.ForEachRow(rows, []any{&row, &codes}, func() error {
		e.staged[row-1].territ = codes
		return nil
	})
	return e.store.fault("read the places", err)
}

// judge refuses what may not be written: a record that cannot be stored at
// all, a site that would lie where the principal has no right to it, and a
// publication of a record with errors or with warnings that nobody gave a
// reason for.
func (e *editing) judge(s *staged) error {
	operation := registry.EditSite
	if s.site == nil {
		operation = registry.CreateSite
	}
	if s.action == registry.ActCreate || s.action == registry.ActUpdate {
		if err := e.principal.Authorize(operation, s.territ...); err != nil {
			return err
		}
		looked := s.looked
		if s.site != nil {
			looked = stewardsOf(&s.site.entry.Record)
		}
		if stewardsOf(&s.record) != looked {
			if err := e.principal.Authorize(registry.AssignSteward, s.territ...); err != nil {
				return err
			}
		}
	}
	var refused registry.RefusedError
	publishing := s.publish && s.action == registry.ActPublish
	for _, i := range s.findings {
		unstorable := i.Rule == "V-15" && i.Severity == registry.Error || i.Case == "declared_nothing" // no column takes it
		switch {
		case i.Severity == registry.Error && (publishing || unstorable):
			refused.Refusals = append(refused.Refusals, registry.Refusal{Rule: i.Rule, Field: i.Field, Message: i.Message})
		case i.Severity == registry.Warning && publishing && !s.record.Waives(i):
			refused.Refusals = append(refused.Refusals, registry.Refusal{Rule: i.Rule, Field: i.Field, Message: i.Message, Waivable: true})
		}
	}
	if len(refused.Refusals) > 0 {
		return &refused
	}
	return nil
}

// plan decides in SQL, from what was decided here.
func (e *editing) plan(ctx context.Context) error {
	e.writes = writes{}
	rows := make([][]any, len(e.staged))
	for i := range e.staged {
		s := &e.staged[i]
		e.count(s)
		rows[i] = s.row(int64(i + 1))
	}
	columns := []string{"row_no", "site_id", "action", "origin", "reason", "content", "published", "lifecycle", "review", "was_seq"}
	if _, err := e.tx.CopyFrom(ctx, pgx.Identifier{"edit"}, columns, pgx.CopyFromRows(rows)); err != nil {
		return e.store.fault("stage the edits", err)
	}
	if e.writes.created > 0 {
		var err error
		if e.source, err = sourceOf(ctx, e.tx, deskSource); err != nil {
			return e.store.fault("note the source", err)
		}
	}
	return e.execText(ctx, "plan_rows", filled("plan_rows", map[string]string{"decided": statement("decide_edits")}))
}

// count adds up what there is to write.
func (e *editing) count(s *staged) {
	seen := registry.Shown(s.after.Lifecycle)
	if s.site == nil {
		e.writes.created++
	} else {
		e.writes.changed++
	}
	if seen && s.publish || !seen && s.site != nil && s.site.published != nil {
		e.writes.shown++
	}
}

// row gives the columns of the table of edits.
func (s *staged) row(number int64) []any {
	var site, was *int64
	if s.site != nil {
		site, was = &s.site.id, &s.site.seq
		if s.was != 0 {
			was = &s.was
		}
	}
	origin := s.origin
	if origin == "" {
		origin = deskSource.Code
	}
	return []any{number, site, string(s.action), origin, textOrNil(s.reason), s.content, s.publish, s.after.Lifecycle,
		textOrNil(s.after.Review), was}
}

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// stagedRows gives the staged records as rows of a file.
type stagedRows struct {
	list []staged
	rows []registry.Row
	at   int
}

func (r *stagedRows) Next(context.Context) (registry.Row, error) {
	if r.at == len(r.list) {
		return registry.Row{}, io.EOF
	}
	s := &r.list[r.at]
	r.at++
	key := s.key
	if s.site != nil {
		key = s.site.entry.SourceKey
	}
	return registry.Row{Line: int64(r.at), SourceKey: key, Record: s.record, Shape: s.shape, Lifecycle: s.after.Lifecycle}, nil
}
