package postgres

import (
	"context"
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

var _ registry.Cadastre = (*Store)(nil)

// parcelChunk is how many parcels go to the database at once.
const parcelChunk = 1000

// PutParcels takes a layer of parcels in place of the one of its name.
func (s *Store) PutParcels(ctx context.Context, p registry.Principal, layer registry.ParcelLayer, rows iter.Seq2[registry.CadastralParcel, error]) (registry.ParcelsTold, error) {
	var told registry.ParcelsTold
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return told, err
	}
	if err := layer.Check(); err != nil {
		return told, err
	}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		// The limit of a statement is for pages; a country of parcels takes longer.
		if _, err := tx.Exec(ctx, "set local statement_timeout = 0"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, statement("parcel_layer_gone"), pgx.StrictNamedArgs{"name": layer.Name}); err != nil {
			return fmt.Errorf("take the layer away: %w", err)
		}
		adding := parcelAdding{tx: tx}
		err := tx.QueryRow(ctx, statement("parcel_layer_new"), pgx.StrictNamedArgs{"name": layer.Name, "source": layer.Source,
			"licence": layer.Licence, "as_of": dayOrNull(layer.AsOf), "actor": p.ID}).Scan(&adding.layer)
		if err != nil {
			return fmt.Errorf("begin the layer: %w", err)
		}
		if err := adding.all(ctx, rows); err != nil {
			return err
		}
		told = adding.told
		err = tx.QueryRow(ctx, statement("parcel_layer_told"), pgx.StrictNamedArgs{"layer": adding.layer}).Scan(&told.Parcels)
		if err != nil {
			return fmt.Errorf("count the parcels: %w", err)
		}
		return s.audit(ctx, tx, p.ID, registry.ParcelsTaken, 0, map[string]any{"name": layer.Name, "source": layer.Source, "parcels": told.Parcels})
	})
	if err != nil {
		return registry.ParcelsTold{}, s.fault("take a layer of parcels", err)
	}
	return told, nil
}

// parcelAdding gathers parcels, and sends them many at once.
type parcelAdding struct {
	tx                                       pgx.Tx
	layer                                    int64
	told                                     registry.ParcelsTold
	cadastres, numbers, purposes, ownerships []string
	areas                                    []float64 // 0 where it is not stated
	outlines                                 [][]byte
}

func (a *parcelAdding) all(ctx context.Context, rows iter.Seq2[registry.CadastralParcel, error]) error {
	for parcel, err := range rows {
		if err != nil {
			return err
		}
		if err := parcel.Check(); err != nil {
			return err
		}
		area := 0.0
		if parcel.AreaM2 != nil && *parcel.AreaM2 > 0 && !math.IsInf(*parcel.AreaM2, 0) {
			area = *parcel.AreaM2
		}
		a.cadastres, a.numbers, a.areas = append(a.cadastres, parcel.Cadastre), append(a.numbers, parcel.Number), append(a.areas, area)
		a.purposes, a.ownerships = append(a.purposes, parcel.Purpose), append(a.ownerships, parcel.Ownership)
		if a.outlines = append(a.outlines, parcel.Shape.EWKB()); len(a.outlines) == parcelChunk {
			if err := a.send(ctx); err != nil {
				return err
			}
		}
	}
	if err := a.send(ctx); err != nil {
		return err
	}
	_, err := a.tx.Exec(ctx, "analyze cadastral_parcel")
	return err
}

func (a *parcelAdding) send(ctx context.Context) error {
	if len(a.outlines) == 0 {
		return nil
	}
	var mended, lost, joined int64
	err := a.tx.QueryRow(ctx, statement("parcel_add"), pgx.StrictNamedArgs{"layer": a.layer, "cadastres": a.cadastres, "numbers": a.numbers,
		"areas": a.areas, "purposes": a.purposes, "ownerships": a.ownerships, "outlines": a.outlines}).Scan(&mended, &lost, &joined)
	if err != nil {
		return fmt.Errorf("add parcels: %w", err)
	}
	a.told.Mended, a.told.Lost, a.told.Joined = a.told.Mended+mended, a.told.Lost+lost, a.told.Joined+joined
	a.cadastres, a.numbers, a.areas = a.cadastres[:0], a.numbers[:0], a.areas[:0]
	a.purposes, a.ownerships, a.outlines = a.purposes[:0], a.ownerships[:0], a.outlines[:0]
	return nil
}

// RemoveParcels takes a layer away.
func (s *Store) RemoveParcels(ctx context.Context, p registry.Principal, name string) error {
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return err
	}
	gone := false
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, statement("parcel_layer_gone"), pgx.StrictNamedArgs{"name": name})
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
		gone = true
		return s.audit(ctx, tx, p.ID, registry.ParcelsRemoved, 0, map[string]any{"name": name})
	})
	if err == nil && !gone {
		return fmt.Errorf("layer of parcels %s: %w", name, registry.ErrNotFound)
	}
	return s.fault("take a layer of parcels away", err)
}

// ParcelLayers lists the layers of parcels.
func (s *Store) ParcelLayers(ctx context.Context, p registry.Principal) ([]registry.ParcelLayer, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return nil, p.Authorize(registry.ReadSite)
	}
	rows, err := s.read.Query(ctx, statement("parcel_layer_list"))
	if err != nil {
		return nil, s.fault("list the layers of parcels", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.ParcelLayer, error) {
		var l registry.ParcelLayer
		var asOf *time.Time
		err := row.Scan(&l.Name, &l.Source, &l.Licence, &asOf, &l.Parcels, &l.LoadedAt, &l.LoadedBy)
		if asOf != nil {
			l.AsOf = registry.Date{Time: *asOf}
		}
		return l, err
	})
	return list, s.fault("list the layers of parcels", err)
}

// Parcels gives parcels.
func (s *Store) Parcels(ctx context.Context, p registry.Principal, q registry.ParcelQuery) (registry.ParcelPage, error) {
	var page registry.ParcelPage
	if !p.CanSomewhere(registry.ReadSite) {
		return page, p.Authorize(registry.ReadSite)
	}
	limit := max(1, min(q.Limit, registry.MostParcels))
	rows, err := s.read.Query(ctx, statement("parcel_list"), pgx.StrictNamedArgs{"box": corners(q.BBox), "number": q.Number,
		"begins": escapeLike(q.Number) + "%", "limit": limit + 1})
	if err != nil {
		return page, s.fault("read parcels", err)
	}
	page.Parcels, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.CadastralParcel, error) {
		var c registry.CadastralParcel
		var outline string
		err := row.Scan(&c.Cadastre, &c.Number, &c.AreaM2, &c.Purpose, &c.Ownership, &outline, &c.Layer)
		c.Geometry = []byte(outline)
		return c, err
	})
	if page.More = len(page.Parcels) > limit; page.More {
		page.Parcels = page.Parcels[:limit]
	}
	return page, s.fault("read parcels", err)
}

// corners gives a box as the statements take it; nil for none.
func corners(b *geo.BBox) []float64 {
	if b == nil {
		return nil
	}
	box := b.Array()
	return box[:]
}
