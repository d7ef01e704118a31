package postgres

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

var _ registry.Catalog = (*Store)(nil)

// snapshot reads in one transaction that sees one revision, its edition, and
// gives errors the registry's kinds.
func (s *Store) snapshot(ctx context.Context, doing string, read func(tx pgx.Tx, e *edition) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err := pgx.BeginTxFunc(ctx, s.read, options, func(tx pgx.Tx) error {
		e, err := s.edition(ctx, tx)
		if err != nil {
			return err
		}
		return read(tx, e)
	})
	return s.readFault(ctx, doing, err)
}

// readFault is fault for reads: where the caller has gone, what it left behind
// is no error of the database.
func (s *Store) readFault(ctx context.Context, doing string, err error) error {
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return s.fault(doing, err)
}

// cancelling ends what a connection does when its context ends: it asks the
// server to cancel, and where that came between two statements and was lost,
// closes the connection and asks again.
func cancelling(conn *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: 500 * time.Millisecond}
}

// Stock tells the state of the published stock. It asks for the revision, and
// for the rest where the revision is new.
func (s *Store) Stock(ctx context.Context) (registry.Stock, error) {
	seen, err := s.edition(ctx, s.read)
	if err != nil {
		return registry.Stock{}, s.readFault(ctx, "read the state of the stock", err)
	}
	if stock, known := seen.knownState(); known {
		return stock, nil
	}
	var stock registry.Stock
	err = s.snapshot(ctx, "read the state of the stock", func(tx pgx.Tx, e *edition) error {
		var err error
		stock, err = e.state(ctx, tx)
		return err
	})
	return stock, err
}

func (e *edition) knownState() (registry.Stock, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stock == nil {
		return registry.Stock{}, false
	}
	return *e.stock, true
}

// state counts and bounds the stock.
func (e *edition) state(ctx context.Context, tx pgx.Tx) (registry.Stock, error) {
	if stock, known := e.knownState(); known {
		return stock, nil
	}
	stock := registry.Stock{Revision: e.revision, ChangedAt: e.changedAt.UTC()}
	var sides [4]*float64
	err := tx.QueryRow(ctx, statement("stock")).Scan(&stock.Sites, &stock.Demonstration, &sides[0], &sides[1], &sides[2], &sides[3])
	if err != nil {
		return stock, fmt.Errorf("count the stock: %w", err)
	}
	if sides[0] != nil {
		box := geo.NewBBox(*sides[0], *sides[1], *sides[2], *sides[3])
		stock.Bounds = &box
	}
	e.mu.Lock()
	e.stock = &stock
	e.mu.Unlock()
	return stock, nil
}

// after compiles the condition that a site comes after the cursor.
func (c *compiler) after(cursor *criteria.Cursor) string {
	if cursor == nil {
		return "true"
	}
	return c.condition(cursor.After(idName))
}

// keys names the values that an answer is ordered by, as sorted finds them.
func (c *compiler) keys(keys []criteria.SortKey) string {
	sql := ""
	for _, f := range sortFields(keys) {
		sql += ", " + c.name(f.Name) + " as k_" + f.Name
	}
	return sql
}

// sorted is where sites that were sorted have their id and their keys: in rows a.
func sorted(name string) string {
	if name == idName {
		return "a.id"
	}
	return "a.k_" + name
}

// columns names the columns of fields, each with a comma before it.
func (c *compiler) columns(fields []*registry.Field) string {
	sql := ""
	for _, f := range fields {
		sql += ", " + c.name(f.Name)
	}
	return sql
}

// outlineSQL gives the SQL of a hit's geometry: an outline as it is stored, or the
// point where its label stands, in a reference system.
func outlineSQL(o registry.Outline, f registry.Frame) string {
	switch o {
	case registry.OutlineFull:
		return framed("s.geom", f)
	case registry.OutlinePoint:
		return framed("ST_SetSRID(ST_Point(s.longitude, s.latitude), 4326)", f)
	}
	return "null::text"
}

// framed gives the SQL that writes a geometry of WGS 84 as GeoJSON does, in a
// reference system: degrees with seven decimals, other units with four. Outer
// rings run against the clock, as RFC 7946 demands, however they are stored.
func framed(geometry string, f registry.Frame) string {
	decimals := "7"
	geometry = "ST_ForcePolygonCCW(" + geometry + ")"
	if f.SRID != 0 && f.SRID != geo.WGS84 {
		geometry = "ST_Transform(" + geometry + ", " + strconv.Itoa(f.SRID) + ")"
		if known, ok := geo.LookupCRS(f.SRID); !ok || !known.Geographic() {
			decimals = "4"
		}
	}
	if f.Reversed {
		geometry = "ST_FlipCoordinates(" + geometry + ")"
	}
	return "ST_AsGeoJSON(" + geometry + ", " + decimals + ", 0)"
}

func sortFields(keys []criteria.SortKey) []*registry.Field {
	var fields []*registry.Field
	for _, k := range keys {
		if f, ok := registry.FieldByName(k.Field); ok {
			fields = append(fields, f)
		}
	}
	return fields
}
