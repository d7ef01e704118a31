package postgres

import (
	"context"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// parcelChunk is how many parcels go to the database at once.
const parcelChunk = 1000

// PutParcels replaces a layer of cadastral parcels by its name, all or nothing,
// and tells what became of every row: each that is refused, and each whose
// outline is mended, goes to noted in the order of the file. The first error
// among the rows ends it, and what was there before stays. Reference layers are
// kept by those who keep the territories. A file without a single parcel that
// can be kept is refused.
func (s *Store) PutParcels(ctx context.Context, p registry.Principal, layer registry.ParcelLayer,
	rows iter.Seq2[registry.ParcelRow, error], noted func(registry.RefusedParcel) error) (count registry.ParcelCount, err error) {
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return count, err
	}
	if err := layer.Check(); err != nil {
		return count, err
	}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.stageParcels(ctx, tx, rows); err != nil {
			return err
		}
		if count, err = s.settleParcels(ctx, tx, p, layer); err != nil {
			return err
		}
		if err := noteParcels(ctx, tx, noted); err != nil {
			return err
		}
		return s.audit(ctx, tx, p.ID, registry.ParcelsTaken, 0, map[string]any{"layer": layer.Name, "source": layer.Source,
			"licence": layer.Licence, "as_of": layer.AsOf.String(), "read": count.Read, "kept": count.Kept})
	})
	return count, s.fault("take the parcels", err)
}

// stageParcels brings the rows into a table of the transaction's own.
func (s *Store) stageParcels(ctx context.Context, tx pgx.Tx, rows iter.Seq2[registry.ParcelRow, error]) error {
	// The limit of a statement is for pages; a country of parcels takes longer.
	if _, err := tx.Exec(ctx, "set local statement_timeout = 0"); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, statement("parcel_1_create")); err != nil {
		return fmt.Errorf("stage the parcels: %w", err)
	}
	var chunk parcelColumns
	for row, err := range rows {
		if err != nil {
			return err
		}
		chunk.add(&row)
		if len(chunk.lines) < parcelChunk {
			continue
		}
		if err := chunk.write(ctx, tx); err != nil {
			return err
		}
	}
	return chunk.write(ctx, tx)
}

// parcelColumns are rows of a cadastre's file, column by column.
type parcelColumns struct {
	lines                         []int64
	numbers, cadastres, purposes  []string
	ownerships, refused, messages []string
	areas                         []*float64
	shapes                        [][]byte
}

func (c *parcelColumns) add(row *registry.ParcelRow) {
	var shape []byte
	if row.Shape.Kind() == geo.KindSurface {
		shape = row.Shape.AppendEWKB(nil)
	}
	c.lines, c.numbers, c.cadastres = append(c.lines, row.Line), append(c.numbers, row.Parcel.CadastralNumber), append(c.cadastres, row.Parcel.Cadastre)
	c.areas, c.purposes = append(c.areas, row.Parcel.AreaM2), append(c.purposes, row.Parcel.Purpose)
	c.ownerships, c.shapes = append(c.ownerships, row.Parcel.Ownership), append(c.shapes, shape)
	c.refused, c.messages = append(c.refused, row.Refused), append(c.messages, row.Message)
}

func (c *parcelColumns) write(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, statement("parcel_2_stage"), pgx.StrictNamedArgs{"lines": c.lines, "numbers": c.numbers,
		"cadastres": c.cadastres, "areas": c.areas, "purposes": c.purposes, "ownerships": c.ownerships, "shapes": c.shapes,
		"refused": c.refused, "messages": c.messages})
	if err != nil {
		return fmt.Errorf("stage the parcels: %w", err)
	}
	*c = parcelColumns{}
	return nil
}

// settleParcels judges what is staged, and puts what is good in the place of
// the layer that was there.
func (s *Store) settleParcels(ctx context.Context, tx pgx.Tx, p registry.Principal, layer registry.ParcelLayer) (count registry.ParcelCount, err error) {
	for _, name := range []string{"parcel_3_judge", "parcel_4_repeat"} {
		if _, err := tx.Exec(ctx, statement(name)); err != nil {
			return count, fmt.Errorf("judge the parcels: %w", err)
		}
	}
	err = tx.QueryRow(ctx, statement("parcel_count")).Scan(&count.Read, &count.Kept, &count.Repaired, &count.Refused)
	if err != nil {
		return count, fmt.Errorf("count the parcels: %w", err)
	}
	if count.Kept == 0 {
		return count, registry.Refuse("parcels", "file", fmt.Sprintf("none of the %d rows is a parcel with a cadastral number and an outline (%v)", count.Read, count.Refused))
	}
	if _, err := tx.Exec(ctx, statement("parcel_layer_remove"), pgx.StrictNamedArgs{"name": layer.Name}); err != nil {
		return count, fmt.Errorf("take the layer away: %w", err)
	}
	_, err = tx.Exec(ctx, statement("parcel_layer_put"), pgx.StrictNamedArgs{"name": layer.Name, "source": layer.Source,
		"licence": layer.Licence, "as_of": layer.AsOf.Time, "read": count.Read, "kept": count.Kept, "repaired": count.Repaired,
		"refused": count.Refused, "by": p.ID})
	if err != nil {
		return count, fmt.Errorf("put the layer: %w", err)
	}
	_, err = tx.Exec(ctx, "analyze layer_parcel")
	return count, err
}

// noteParcels tells each row that was refused or mended.
func noteParcels(ctx context.Context, tx pgx.Tx, noted func(registry.RefusedParcel) error) error {
	rows, err := tx.Query(ctx, statement("parcel_noted"))
	if err != nil {
		return fmt.Errorf("tell the refused parcels: %w", err)
	}
	var one registry.RefusedParcel
	_, err = pgx.ForEachRow(rows, []any{&one.Line, &one.Number, &one.Reason, &one.Message}, func() error { return noted(one) })
	return err
}
