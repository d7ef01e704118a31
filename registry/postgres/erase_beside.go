package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// saidRow is what a source said of the site where staff had written otherwise,
// without what is erased.
type saidRow struct {
	batch    int64
	document []byte
}

// findSaid takes the data out of what sources said of the site, in memory, and
// gives the values that stood there.
func (e *erasing) findSaid(ctx context.Context) ([]json.RawMessage, error) {
	rows, err := e.tx.Query(ctx, statement("erase_said_of"), pgx.StrictNamedArgs{"site": e.site.id})
	if err != nil {
		return nil, e.store.fault("read what sources said", err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (saidRow, error) {
		var s saidRow
		return s, row.Scan(&s.batch, &s.document)
	})
	if err != nil {
		return nil, e.store.fault("read what sources said", err)
	}
	var taken []json.RawMessage
	for _, s := range all {
		rest, from, err := registry.EraseFrom(s.document, e.erasure.Paths)
		if err != nil {
			return nil, fmt.Errorf("what import %d said: %w", s.batch, err)
		}
		if from != nil {
			e.said = append(e.said, saidRow{s.batch, rest})
			taken = append(taken, from...)
		}
	}
	return taken, nil
}

// beside takes the data out of what is kept beside the ledger: what sources
// said of the site, rows and findings of imports and what was told of them,
// findings of the stock.
func (e *erasing) beside(ctx context.Context) error {
	for _, s := range e.said {
		err := e.beyond(ctx, "erase_said", pgx.StrictNamedArgs{"site": e.site.id, "batch": s.batch, "said": string(s.document)})
		if err != nil {
			return err
		}
	}
	for _, text := range e.texts {
		quoted := appendJSONText(nil, text)
		args := pgx.StrictNamedArgs{"site": e.site.id, "text": string(quoted[1 : len(quoted)-1]), "mark": registry.Mark}
		if err := errors.Join(e.beyond(ctx, "erase_rows", args), e.beyond(ctx, "erase_uploads", args)); err != nil {
			return err
		}
		if err := e.corrections(ctx, text, string(quoted[1:len(quoted)-1])); err != nil {
			return err
		}
		if err := e.beyond(ctx, "erase_issues", pgx.StrictNamedArgs{"site": e.site.id, "text": text, "mark": registry.Mark}); err != nil {
			return err
		}
	}
	if err := e.beyond(ctx, "erase_outcomes", pgx.StrictNamedArgs{"site": e.site.id}); err != nil {
		return err
	}
	if err := e.files(ctx); err != nil {
		return err
	}
	_, err := e.tx.Exec(ctx, statement("erase_findings"), pgx.StrictNamedArgs{"site": e.site.id})
	return e.store.fault("forget the findings of the stock", err)
}

// corrections takes a text out of what the public proposed; quoted is the text
// as JSON writes it.
func (e *erasing) corrections(ctx context.Context, text, quoted string) error {
	_, err := e.tx.Exec(ctx, statement("erase_corrections"), pgx.StrictNamedArgs{"site": e.site.id, "text": text, "quoted": quoted, "mark": registry.Mark})
	return e.store.fault("take data out of corrections", err)
}

// files takes the files away that nothing in the site's history names any more,
// unless another site has them.
func (e *erasing) files(ctx context.Context) error {
	tag, err := e.tx.Exec(ctx, statement("erase_files"), pgx.StrictNamedArgs{"site": e.site.id})
	e.done.Files = tag.RowsAffected()
	return e.store.fault("take files away", err)
}

// beyond runs a statement that takes data out of what imports keep.
func (e *erasing) beyond(ctx context.Context, name string, args pgx.StrictNamedArgs) error {
	tag, err := e.tx.Exec(ctx, statement(name), args)
	if err != nil {
		return e.store.fault("take data out of what imports keep", err)
	}
	e.done.Imported += tag.RowsAffected()
	return nil
}
