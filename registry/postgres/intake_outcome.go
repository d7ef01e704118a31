package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// tell says what became of a row, where somebody asks.
func (w *writer) tell(p *planned, state registry.RowState, changes []byte, kept *spooled) error {
	if w.run.outcome == nil {
		return nil
	}
	o := registry.RowOutcome{Row: p.rowNo, Line: p.line, SourceKey: p.key, Ref: p.ref, State: state, Changes: changes, Issues: w.findings[p.rowNo]}
	if p.new && w.run.dry {
		o.Ref = ""
	}
	if state == registry.RowNew {
		o.Changes = nil // a site that is created again has differences to what was undone
	}
	if p.x != nil && p.y != nil {
		o.Longitude, o.Latitude = new(geo.RoundDegrees(*p.x)), new(geo.RoundDegrees(*p.y))
	}
	o.Held = state != registry.RowInvalid && state != registry.RowSkipped && slices.ContainsFunc(o.Issues, func(i registry.Issue) bool { return i.Severity == registry.Error })
	var err error
	if o.Name, err = nameIn(kept.document); err != nil {
		return fmt.Errorf("line %d: read the name: %w", p.line, err)
	}
	if state == registry.RowInvalid && kept.raw != nil {
		if err := json.Unmarshal(kept.raw, &o.Raw); err != nil {
			return fmt.Errorf("line %d: read the row as it was: %w", p.line, err)
		}
	}
	return w.run.outcome(o)
}

// nameIn gives the name in the document of a record, in the first language
// that has one; "" where there is none.
func nameIn(document []byte) (string, error) {
	if len(document) == 0 {
		return "", nil
	}
	var said struct {
		Names registry.Text `json:"names"`
	}
	if err := json.Unmarshal(document, &said); err != nil {
		return "", err
	}
	for _, language := range []string{"uk", "en", "ru"} {
		if said.Names[language] != "" {
			return said.Names[language], nil
		}
	}
	for _, language := range slices.Sorted(maps.Keys(said.Names)) {
		return said.Names[language], nil
	}
	return "", nil
}

// readFindings reads what the rules found in the rows of a chunk, where somebody asks.
func (w *writer) readFindings(ctx context.Context, after int64) error {
	if w.run.outcome == nil {
		return nil
	}
	w.findings = map[int64][]registry.Issue{}
	rows, err := w.run.tx.Query(ctx, statement("outcome_findings"), pgx.StrictNamedArgs{"after": after, "limit": w.chunk})
	if err != nil {
		return w.run.store.fault("read the findings", err)
	}
	var row int64
	var i registry.Issue
	_, err = pgx.ForEachRow(rows, []any{&row, &i.Line, &i.Rule, &i.Case, &i.Severity, &i.Field, &i.Raw, &i.Proposed, &i.Args, &i.Message}, func() error {
		w.findings[row] = append(w.findings[row], i)
		return nil
	})
	return w.run.store.fault("read the findings", err)
}
