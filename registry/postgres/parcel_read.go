package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// parcelZoom is the lowest zoom whose tiles show parcels: below, they would be
// smaller than the lines around them.
const parcelZoom = 13

// readsSites holds that a principal reads sites anywhere: cadastres are no
// secret of a territory.
func readsSites(p registry.Principal) error {
	if p.CanSomewhere(registry.ReadSite) {
		return nil
	}
	return p.Authorize(registry.ReadSite)
}

// ParcelLayers is registry.ParcelLayers'.
func (s *Store) ParcelLayers(ctx context.Context, p registry.Principal) ([]registry.ParcelLayerEntry, error) {
	if err := readsSites(p); err != nil {
		return nil, err
	}
	rows, err := s.read.Query(ctx, statement("parcel_layers"))
	if err != nil {
		return nil, s.fault("list the layers of parcels", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l registry.ParcelLayerEntry, err error) {
		var box []float64
		err = row.Scan(&l.Name, &l.Source, &l.Licence, &l.AsOf.Time, &l.Read, &l.Kept, &l.Repaired, &l.Refused, &box, &l.LoadedAt, &l.LoadedBy)
		copy(l.Bounds[:], box)
		return l, err
	})
	return list, s.fault("list the layers of parcels", err)
}

// LayerParcels is registry.ParcelLayers'.
func (s *Store) LayerParcels(ctx context.Context, p registry.Principal, q registry.ParcelQuery) ([]registry.LayerParcel, error) {
	if err := readsSites(p); err != nil {
		return nil, err
	}
	name, args := "parcel_within", pgx.StrictNamedArgs{"limit": q.Limit}
	switch {
	case q.Number != "":
		name, args["number"] = "parcel_numbered", registry.TidyCadastralNumber(q.Number)
	case q.Prefix != "":
		name, args["prefix"] = "parcel_prefixed", escapeLike(registry.TidyCadastralNumber(q.Prefix))
	case q.At != nil:
		name, args["longitude"], args["latitude"] = "parcel_at", q.At[0], q.At[1]
	default:
		args["west"], args["south"], args["east"], args["north"] = q.Within.West(), q.Within.South(), q.Within.East(), q.Within.North()
	}
	rows, err := s.read.Query(ctx, statement(name), args)
	if err != nil {
		return nil, s.readFault(ctx, "look parcels up", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l registry.LayerParcel, err error) {
		err = row.Scan(&l.Layer.Name, &l.Layer.Source, &l.Layer.Licence, &l.Layer.AsOf.Time, &l.Parcel.CadastralNumber, &l.Parcel.Cadastre,
			&l.Parcel.AreaM2, &l.Parcel.Purpose, &l.Parcel.Ownership, &l.Repaired, &l.MeasuredM2, &l.Outline)
		return l, err
	})
	return list, s.readFault(ctx, "look parcels up", err)
}

// ParcelTile is registry.ParcelLayers'.
func (s *Store) ParcelTile(ctx context.Context, p registry.Principal, tile geo.Tile) ([]byte, error) {
	if err := readsSites(p); err != nil || tile.Z < parcelZoom {
		return nil, err
	}
	var encoded []byte
	err := s.read.QueryRow(ctx, statement("parcel_tile"), pgx.StrictNamedArgs{"z": int32(tile.Z), "x": int32(tile.X), "y": int32(tile.Y)}).Scan(&encoded)
	return encoded, s.readFault(ctx, "make a tile of parcels "+tile.String(), err)
}

// ParcelEdition is registry.ParcelLayers'.
func (s *Store) ParcelEdition(ctx context.Context, p registry.Principal) (edition int64, err error) {
	if err := readsSites(p); err != nil {
		return 0, err
	}
	err = s.read.QueryRow(ctx, statement("parcel_edition")).Scan(&edition)
	return edition, s.readFault(ctx, "ask for the edition of parcels", err)
}

// Roads is registry.ParcelLayers'.
func (s *Store) Roads(ctx context.Context, p registry.Principal) (*registry.RoadLayer, error) {
	if err := readsSites(p); err != nil {
		return nil, err
	}
	rows, err := s.read.Query(ctx, statement("roads"))
	if err != nil {
		return nil, s.fault("read the layer of roads", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l registry.RoadLayer, err error) {
		err = row.Scan(&l.Source, &l.Licence, &l.Lines, &l.LoadedAt)
		return l, err
	})
	if err != nil || len(found) == 0 {
		return nil, s.fault("read the layer of roads", err)
	}
	return &found[0], nil
}
