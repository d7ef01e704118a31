package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/geo/fit"
	"landbank/registry"
)

// fittedFields are the fields that are measured of an outline after it was
// written: at once where few are written, else by Fit.
var fittedFields = []string{"rectangle_m2", "rectangle_long_m", "rectangle_short_m", "frontage_measured_m"}

// fitDuty is the name of the duty that does Fit.
const fitDuty = "fit"

const (
	// fitAtOnce is how many sites one change measures in its own transaction.
	fitAtOnce = 300
	fitChunk  = 1000
	// maxStoredVertices: what is stored has passed its limit when it came.
	maxStoredVertices = math.MaxInt32
)

// fitTables are the projections that are measured.
var fitTables = []string{publicTable, "site_draft"}

const publicTable = "site_public"

// ofTable gives a statement of sql/ for one of them.
func ofTable(name, table string) string { return filled(name, map[string]string{"table": table}) }

// toFit is a site on its way: its outline and the roads around it.
type toFit struct {
	id, seq  int64
	outline  []byte // EWKB
	outlined bool
	roads    [][]float64 // lines within reach
	known    bool        // the layer of roads says something about the place
	layer    *time.Time  // when the roads were loaded; nil without any
	fitted   fitted
}

// fitted is what was measured of one site.
type fitted struct {
	values              [4]*float64 // of fittedFields
	rectangle, frontage polyline    // nil where there is none
	members             string      // of the properties, each followed by a comma
}

// Fit measures the outlines of all sites of which that has not been done, some
// thousand in a transaction; each that the public sees anew raises the revision
// of the stock. It gives their number, and may run on any number of processes.
func (s *Store) Fit(ctx context.Context) (done int64, err error) {
	for _, table := range fitTables {
		for after, more := int64(0), true; more; {
			list, err := s.fitDue(ctx, s.write, table, after, nil)
			if err != nil {
				return done, err
			}
			if more = len(list) == fitChunk; len(list) == 0 {
				continue
			}
			after = list[len(list)-1].id
			if err := measure(list); err != nil {
				return done, err
			}
			n, err := s.keepFitted(ctx, table, list)
			if done += n; err != nil {
				return done, err
			}
		}
	}
	return done, nil
}

// fit measures the sites that this transaction has changed, where they are few;
// many are left to a job, which is there with the transaction.
func (a *appending) fit(ctx context.Context) error {
	if a.writes.created+a.writes.changed > fitAtOnce {
		return a.store.enqueue(ctx, a.tx, fitDuty)
	}
	rows, err := a.tx.Query(ctx, "select site_id from plan where action <> 'unchanged'")
	if err != nil {
		return a.store.fault("list the changed sites", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return a.store.fault("list the changed sites", err)
	}
	for _, table := range fitTables {
		list, err := a.store.fitDue(ctx, a.tx, table, 0, ids)
		if err == nil {
			err = measure(list)
		}
		if err == nil {
			_, err = a.store.writeFitted(ctx, a.tx, table, list)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fitDue reads the next sites after an id that are to be measured, of those
// with the ids, or of all where ids is nil.
func (s *Store) fitDue(ctx context.Context, from querying, table string, after int64, ids []int64) ([]toFit, error) {
	rows, err := from.Query(ctx, ofTable("fit_due", table), pgx.StrictNamedArgs{"after": after, "only": ids, "limit": fitChunk,
		"reach": registry.FrontageReachM, "known": registry.RoadsKnownM})
	if err != nil {
		return nil, s.fault("look for outlines to measure", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (toFit, error) {
		var f toFit
		var roads *string
		if err := row.Scan(&f.id, &f.seq, &f.outline, &f.outlined, &roads, &f.known, &f.layer); err != nil || roads == nil {
			return f, err
		}
		f.roads, err = linesOf(*roads)
		return f, err
	})
	return list, s.fault("look for outlines to measure", err)
}

// linesOf reads a MultiLineString of GeoJSON.
func linesOf(text string) ([][]float64, error) {
	var g struct {
		Coordinates [][][2]float64 `json:"coordinates"`
	}
	if err := json.Unmarshal([]byte(text), &g); err != nil {
		return nil, fmt.Errorf("read roads: %w", err)
	}
	lines := make([][]float64, len(g.Coordinates))
	for i, line := range g.Coordinates {
		for _, at := range line {
			lines[i] = append(lines[i], at[0], at[1])
		}
	}
	return lines, nil
}

// measure measures the sites of a list on all processors.
func measure(list []toFit) error {
	failed := make([]error, len(list))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(len(list), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				failed[i] = list[i].measure()
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	wg.Wait()
	return errors.Join(failed...)
}

func (f *toFit) measure() error {
	if !f.outlined {
		return nil
	}
	surface, err := surfaceOf(f.outline)
	if err != nil || surface.IsZero() {
		return err
	}
	f.fitted = fittedOf(surface, f.roads, f.known)
	var members []byte
	for i, name := range fittedFields {
		if v := f.fitted.values[i]; v != nil {
			members = appendKnown(members, name, *v)
		}
	}
	f.fitted.members = string(members)
	return nil
}

// fittedOf measures a surface, and its frontage where the roads around are
// known.
func fittedOf(surface geo.Surface, roads [][]float64, known bool) (f fitted) {
	if rect, ok := fit.Rectangle(surface); ok {
		f.rectangle = rect.Ring()
		// Downwards: what is shown has to fit.
		long, short, area := tenths(rect.LongM), tenths(rect.ShortM), math.Floor(rect.AreaM2())
		f.values[0], f.values[1], f.values[2] = &area, &long, &short
	}
	if known {
		run := fit.Along(surface, roads, registry.FrontageReachM)
		length := tenths(run.LengthM)
		f.values[3], f.frontage = &length, run.Path
	}
	return f
}

func tenths(m float64) float64 { return math.Floor(m*10) / 10 }

// keepFitted writes what was measured, in a transaction of its own; nothing
// where the roads have been replaced since, which leaves a job of its own.
func (s *Store) keepFitted(ctx context.Context, table string, list []toFit) (n int64, err error) {
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.writeLimit(ctx, tx); err != nil {
			return err
		}
		a := &appending{store: s, tx: tx}
		if err := a.lock(ctx); err != nil { // so that no writer changes them meanwhile
			return err
		}
		var layer *time.Time
		if err := tx.QueryRow(ctx, statement("road_layer")).Scan(&layer); err != nil {
			return err
		}
		if before := list[0].layer; (layer == nil) != (before == nil) || layer != nil && !layer.Equal(*before) {
			return nil
		}
		if n, err = s.writeFitted(ctx, tx, table, list); err != nil || n == 0 || table != publicTable {
			return err
		}
		return a.exec(ctx, "publish_revision")
	})
	return n, s.fault("keep what was measured", err)
}

func (s *Store) writeFitted(ctx context.Context, tx pgx.Tx, table string, list []toFit) (int64, error) {
	if len(list) == 0 {
		return 0, nil
	}
	args := pgx.StrictNamedArgs{
		"ids": each(list, func(f toFit) int64 { return f.id }), "seqs": each(list, func(f toFit) int64 { return f.seq }),
		"rectangles": each(list, func(f toFit) *string { return f.fitted.rectangle.wkt("POLYGON((", "))") }),
		"frontages":  each(list, func(f toFit) *string { return f.fitted.frontage.wkt("LINESTRING(", ")") }),
		"members":    each(list, func(f toFit) string { return f.fitted.members }),
	}
	for i, name := range fittedFields {
		args[name] = each(list, func(f toFit) *float64 { return f.fitted.values[i] })
	}
	tag, err := tx.Exec(ctx, ofTable("fit_write", table), args)
	if err == nil && table == publicTable {
		err = s.touch(ctx, tx, args["ids"].([]int64))
	}
	return tag.RowsAffected(), s.fault("write what was measured", err)
}

// polyline is positions x0, y0, x1, y1, … in degrees.
type polyline []float64

// wkt writes the positions between what opens and closes them; nil where there
// are none.
func (p polyline) wkt(opening, closing string) *string {
	return p.written(opening, ",", " ", closing)
}

// geoJSON is a Polygon of one ring, or a LineString; nil where there are no
// positions.
func (p polyline) geoJSON(kind string) json.RawMessage {
	opening, closing := `[[`, `]]`
	if kind == "Polygon" {
		opening, closing = `[[[`, `]]]`
	}
	text := p.written(`{"type":"`+kind+`","coordinates":`+opening, "],[", ",", closing+"}")
	if text == nil {
		return nil
	}
	return json.RawMessage(*text)
}

func (p polyline) written(opening, between, within, closing string) *string {
	if len(p) == 0 {
		return nil
	}
	text := []byte(opening)
	for i, v := range p {
		switch {
		case i == 0:
		case i%2 == 0:
			text = append(text, between...)
		default:
			text = append(text, within...)
		}
		text = strconv.AppendFloat(text, v, 'f', 9, 64)
	}
	written := string(append(text, closing...))
	return &written
}
