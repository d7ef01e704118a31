package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// tell says what became of a row, where somebody asks.
func (w *writer) tell(p *planned, state registry.RowState, changes, raw []byte) error {
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
	if raw != nil {
		if err := json.Unmarshal(raw, &o.Raw); err != nil {
			return fmt.Errorf("line %d: read the row as it was: %w", p.line, err)
		}
	}
	return w.run.outcome(o)
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
