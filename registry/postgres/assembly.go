package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/assembly"
	"landbank/registry/criteria"
)

const (
	// mostAssembled is how many sites that adjoin others are looked at.
	mostAssembled = 60_000
	// assemblyGap is the half of the widest gap in metres that is closed between
	// adjoining outlines: a little more than half of touchReach.
	assemblyGap = touchReach/2 + 0.05
)

// Assemble gives sets of adjoining published sites that meet conditions
// together, where no piece of them does.
func (s *Store) Assemble(ctx context.Context, q registry.AssemblyQuery) (registry.AssemblyResult, error) {
	var result registry.AssemblyResult
	err := s.snapshot(ctx, "look for sets of sites", func(tx pgx.Tx, e *edition) error {
		a := &assembling{q: q, compiler: newCompiler(), places: map[int64]int{}}
		var err error
		result, err = a.answer(ctx, tx)
		result.Revision = e.revision
		return err
	})
	return result, err
}

// assembling is one question for sets on its way.
type assembling struct {
	*compiler
	q      registry.AssemblyQuery
	ids    []int64 // of the parts, in the order of references
	parts  []assembly.Part
	places map[int64]int // of the ids
	pairs  []assembly.Pair
	runs   map[assembly.Pair]float64
}

func (a *assembling) answer(ctx context.Context, tx pgx.Tx) (result registry.AssemblyResult, err error) {
	if err = tx.QueryRow(ctx, statement("assembly_pending")).Scan(&result.Pending); err != nil {
		return result, fmt.Errorf("look for outlines to measure: %w", err)
	}
	for _, read := range []func(context.Context, pgx.Tx) error{a.readParts, a.readPairs} {
		if err = read(ctx, tx); err != nil {
			return result, err
		}
	}
	measure := func(sets [][]int) ([]map[string]float64, error) {
		outlines, err := a.outlines(ctx, tx, sets)
		return each(outlines, func(o registry.Assembly) map[string]float64 { return o.Outline }), err
	}
	sets, whole, err := assembly.Find(a.parts, a.pairs, a.q.Conditions, a.q.Most, measure)
	if err != nil {
		return result, err
	}
	result.Count, result.Whole = len(sets), whole && len(a.ids) < mostAssembled
	result.Sets, err = a.told(ctx, tx, sets[:min(len(sets), a.q.Limit)])
	return result, err
}

// readParts reads the sites that adjoin others and of which no condition fails
// that each has to meet.
func (a *assembling) readParts(ctx context.Context, tx pgx.Tx) error {
	truths, where, sums := []string{}, []string{"true"}, []string{}
	var summed []string
	for _, c := range a.q.Conditions {
		sql := a.condition(c.Expr)
		truths = append(truths, "coalesce(("+sql+")::int * 2 - 1, 0)")
		switch registry.JointOf(c) {
		case registry.JointEach:
			where = append(where, "("+sql+") is not false")
		case registry.JointSum:
			for _, name := range c.Fields {
				if !slices.Contains(summed, name) {
					summed, sums = append(summed, name), append(sums, a.name(name))
				}
			}
		}
	}
	if a.err != nil {
		return a.err
	}
	a.set("limit", mostAssembled)
	rows, err := tx.Query(ctx, filled("assembly_parts", map[string]string{"truths": "array[" + strings.Join(truths, ", ") + "]::smallint[]",
		"sums": "array[" + strings.Join(sums, ", ") + "]::double precision[]", "where": strings.Join(where, " and ")}), a.args)
	if err != nil {
		return fmt.Errorf("read sites that adjoin: %w", err)
	}
	var id int64
	var said []int16
	var values []*float64
	_, err = pgx.ForEachRow(rows, []any{&id, &said, &values}, func() error {
		part := assembly.Part{Truths: each(said, func(t int16) criteria.Truth { return criteria.Truth(t) }), Sums: map[string]float64{}}
		for i, v := range values {
			if v != nil {
				part.Sums[summed[i]] = *v
			}
		}
		a.places[id] = len(a.ids)
		a.ids, a.parts = append(a.ids, id), append(a.parts, part)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read sites that adjoin: %w", err)
	}
	return nil
}

func (a *assembling) readPairs(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, statement("assembly_pairs"), pgx.StrictNamedArgs{"ids": a.ids})
	if err != nil {
		return fmt.Errorf("read which sites adjoin: %w", err)
	}
	a.runs = map[assembly.Pair]float64{}
	var one, other int64
	var run float64
	_, err = pgx.ForEachRow(rows, []any{&one, &other, &run}, func() error {
		pair := assembly.Pair{A: min(a.places[one], a.places[other]), B: max(a.places[one], a.places[other])}
		a.pairs, a.runs[pair] = append(a.pairs, pair), run
		return nil
	})
	if err != nil {
		return fmt.Errorf("read which sites adjoin: %w", err)
	}
	return nil
}

// outlines gives the common outline of each set and what is measured of it.
func (a *assembling) outlines(ctx context.Context, tx pgx.Tx, sets [][]int) ([]registry.Assembly, error) {
	var nos []int32
	var ids []int64
	for n, set := range sets {
		for _, part := range set {
			nos, ids = append(nos, int32(n)), append(ids, a.ids[part])
		}
	}
	rows, err := tx.Query(ctx, statement("assembly_outlines"), pgx.StrictNamedArgs{"set_nos": nos, "ids": ids, "gap": assemblyGap,
		"reach": registry.FrontageReachM, "known": registry.RoadsKnownM})
	if err != nil {
		return nil, fmt.Errorf("join outlines: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Assembly, error) {
		var set registry.Assembly
		var no int32
		var ewkb []byte
		var box []float64
		var largest float64
		var roads *string
		var known bool
		err := row.Scan(&no, &ewkb, (*[]byte)(&set.Geometry), &box, &set.AreaM2, &largest, &roads, &known)
		if err != nil {
			return set, err
		}
		copy(set.BBox[:], box)
		return set, measureSet(&set, ewkb, largest, roads, known)
	})
	if err != nil {
		return nil, fmt.Errorf("join outlines: %w", err)
	}
	return list, nil
}

// measureSet measures a common outline as those of sites are.
func measureSet(set *registry.Assembly, ewkb []byte, largest float64, roads *string, known bool) error {
	surface, err := surfaceOf(ewkb)
	if err != nil {
		return err
	}
	var lines [][]float64
	if roads != nil {
		if lines, err = linesOf(*roads); err != nil {
			return err
		}
	}
	measured := fittedOf(surface, lines, known)
	set.Outline = map[string]float64{"largest_piece_m2": largest}
	for i, name := range fittedFields {
		if v := measured.values[i]; v != nil {
			set.Outline[name] = *v
		}
	}
	set.Fit = registry.Fit{Rectangle: measured.rectangle.geoJSON("Polygon"), Frontage: measured.frontage.geoJSON("LineString")}
	return nil
}

// told gives the sets as they are shown.
func (a *assembling) told(ctx context.Context, tx pgx.Tx, sets []assembly.Set) ([]registry.Assembly, error) {
	list, err := a.outlines(ctx, tx, each(sets, func(s assembly.Set) []int { return s.Parts }))
	if err != nil || len(list) == 0 {
		return []registry.Assembly{}, err
	}
	shown, err := a.sites(ctx, tx, sets)
	if err != nil {
		return nil, err
	}
	for n, set := range sets {
		one := &list[n]
		if one.List, one.Unknown = registry.Meets, set.Unknown; set.Truth == criteria.Unknown {
			one.List = registry.MayMeet
		}
		for i, part := range set.Parts {
			one.Sites = append(one.Sites, shown[part])
			for _, other := range set.Parts[i+1:] {
				if run, adjoin := a.runs[assembly.Pair{A: part, B: other}]; adjoin {
					one.Joins = append(one.Joins, registry.Join{A: shown[part].Ref, B: shown[other].Ref, RunM: tenths(run)})
				}
			}
		}
	}
	return list, nil
}

// sites reads the sites of sets, by their parts.
func (a *assembling) sites(ctx context.Context, tx pgx.Tx, sets []assembly.Set) (map[int]registry.AssemblySite, error) {
	var ids []int64
	for _, set := range sets {
		for _, part := range set.Parts {
			ids = append(ids, a.ids[part])
		}
	}
	rows, err := tx.Query(ctx, statement("assembly_sites"), pgx.StrictNamedArgs{"ids": ids})
	if err != nil {
		return nil, fmt.Errorf("read the sites of sets: %w", err)
	}
	shown := map[int]registry.AssemblySite{}
	var id int64
	var site registry.AssemblySite
	_, err = pgx.ForEachRow(rows, []any{&id, &site.Ref, (*[]byte)(&site.Properties), (*[]byte)(&site.Geometry)}, func() error {
		shown[a.places[id]] = registry.AssemblySite{Ref: site.Ref, Properties: withUnknown(site.Properties), Geometry: site.Geometry}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the sites of sets: %w", err)
	}
	return shown, nil
}
