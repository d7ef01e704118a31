package postgres

import (
	"math"
	"testing"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// Bars, none and unknown hold every site once, in the list that it would be in
// if nothing was asked of the field; and the lists for any bounds at rungs are
// sums of bars, as a search says them.
func TestSpreadsAddUpToTheListsOfEveryBound(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 12, Sites: 400})
	asker := newAsker(t, 81, sites)
	fields := []string{"area_m2", "power_kw", "dist_rail_siding_m", "readiness", "largest_piece_m2"}
	for n := range 12 {
		var q registry.SpreadQuery
		q.Fields = fields
		for range n % 3 {
			q.Conditions = append(q.Conditions, criteria.Split(asker.question(1))...)
		}
		q.Conditions = append(q.Conditions, bound(fields[n%len(fields)], criteria.GreaterOrEqual, 1234.5))
		got, err := store.Spread(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for k, spread := range got.Spreads {
			others := q.Conditions.Without(spread.Field)
			if want := tallied(sites, others); total(spread) != want {
				t.Errorf("%s: all %+v, want %+v", spread.Field, total(spread), want)
			}
			if spread.Field != fields[k] || len(spread.Bars) < 4 {
				t.Fatalf("%s: %d bars", spread.Field, len(spread.Bars))
			}
			for _, at := range []int{1, len(spread.Bars) / 2, len(spread.Bars) - 1} {
				x := *spread.Bars[at].From
				for _, op := range []criteria.Op{criteria.GreaterOrEqual, criteria.LessOrEqual} {
					want := tallied(sites, append(others, bound(spread.Field, op, x)))
					if got := listsAt(spread, at, op); got != want {
						t.Errorf("question %d, %s %s %v: got %+v, want %+v", n, spread.Field, op, x, got, want)
					}
				}
			}
		}
	}
}

func bound(field string, op criteria.Op, x float64) criteria.Condition {
	e := criteria.Compare{Op: op, Left: criteria.Property{Name: field}, Right: criteria.Number(x)}
	return criteria.Condition{Expr: e, Fields: []string{field}}
}

// tallied counts the sites without any database.
func tallied(sites []fixture.Site, conditions criteria.Conditions) registry.Tally {
	var tally registry.Tally
	for i := range sites {
		switch criteria.Eval(conditions.Expr(), row(&sites[i])) {
		case criteria.True:
			tally.Meets++
		case criteria.Unknown:
			tally.MayMeet++
		default:
			tally.Fails++
		}
	}
	return tally
}

func plus(a, b registry.Tally) registry.Tally {
	return registry.Tally{Meets: a.Meets + b.Meets, MayMeet: a.MayMeet + b.MayMeet, Fails: a.Fails + b.Fails}
}

func total(s registry.Spread) registry.Tally {
	sum := plus(s.None, s.Unknown)
	for _, bar := range s.Bars {
		sum = plus(sum, bar.Tally)
	}
	return sum
}

// listsAt sums what a client sums while a slider moves.
func listsAt(s registry.Spread, at int, op criteria.Op) registry.Tally {
	var in registry.Tally
	none := math.Inf(1)
	if s.Zero {
		none = 0
	}
	if op == criteria.GreaterOrEqual {
		for _, bar := range s.Bars[at:] {
			in = plus(in, bar.Tally)
		}
	} else {
		for _, bar := range s.Bars[:at] {
			in = plus(in, bar.Tally)
		}
		in = plus(in, s.Bars[at].At)
	}
	if x := *s.Bars[at].From; op == criteria.GreaterOrEqual && none >= x || op == criteria.LessOrEqual && none <= x {
		in = plus(in, s.None)
	}
	all := total(s)
	lists := registry.Tally{Meets: in.Meets, MayMeet: in.MayMeet + s.Unknown.Meets + s.Unknown.MayMeet}
	lists.Fails = all.Meets + all.MayMeet + all.Fails - lists.Meets - lists.MayMeet
	return lists
}

// What an answer promises is what comes out when the condition is loosened.
func TestRelaxationsBringWhatTheySay(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 13, Sites: 500})
	asker := newAsker(t, 82, sites)
	told, codes, given, asked := 0, 0, 0, 0
	for n := range 40 {
		conditions := criteria.Conditions{
			bound("power_kw", criteria.GreaterOrEqual, float64(500*(1+n%7))),
			bound("dist_rail_siding_m", criteria.LessOrEqual, float64(800*(1+n%5))),
		}
		for _, name := range []string{"kind", "contamination"}[:n%3] {
			f, _ := registry.FieldByName(name)
			conditions = append(conditions, criteria.Split(asker.comparison(f))...)
		}
		got, err := store.Relax(t.Context(), registry.RelaxQuery{Conditions: conditions})
		if err != nil {
			t.Fatal(err)
		}
		before := tallied(sites, conditions)
		if got.Meets != before.Meets {
			t.Errorf("question %d: %d meet, want %d", n, got.Meets, before.Meets)
		}
		for _, relaxed := range got.Relaxations {
			loose := loosen(t, conditions, relaxed)
			if loose == nil {
				continue // several conditions of that field and kind
			}
			told++
			codes += map[bool]int{true: 1}[relaxed.Code != nil]
			given += map[bool]int{true: 1}[relaxed.Code == nil && relaxed.To == nil]
			if after := tallied(sites, loose); after.Meets-before.Meets != relaxed.Gain || relaxed.Gain <= 0 {
				t.Errorf("question %d, %+v: %d more, promised %d", n, relaxed, after.Meets-before.Meets, relaxed.Gain)
			}
		}
		for _, a := range got.Askings {
			asked++
			if n := lacking(sites, conditions, a.Field); n != a.Sites {
				t.Errorf("asking for %s decides of %d sites, told %d", a.Field, n, a.Sites)
			}
		}
	}
	if told < 60 || codes == 0 || given == 0 || asked < 20 {
		t.Errorf("told %d relaxations (%d codes, %d given up), %d askings: they show too little", told, codes, given, asked)
	}
}

// loosen changes the one condition that the relaxation is about.
func loosen(t *testing.T, conditions criteria.Conditions, r registry.Relaxation) criteria.Conditions {
	t.Helper()
	var out criteria.Conditions
	changed := 0
	for _, c := range conditions {
		if len(c.Fields) != 1 || c.Fields[0] != r.Field {
			out = append(out, c)
			continue
		}
		changed++
		switch {
		case r.To != nil:
			out = append(out, bound(r.Field, criteria.Op(r.Op), *r.To))
		case r.Code != nil:
			e := criteria.Compare{Op: criteria.Equal, Left: criteria.Property{Name: r.Field}, Right: criteria.Text(*r.Code)}
			out = append(out, criteria.Condition{Expr: criteria.AnyOf(c.Expr, e), Fields: c.Fields})
		}
	}
	if changed != 1 {
		return nil
	}
	return out
}

// lacking counts the sites that may meet and lack that one answer alone.
func lacking(sites []fixture.Site, conditions criteria.Conditions, field string) (n int64) {
	for i := range sites {
		unknown, failed, here := 0, 0, false
		for _, c := range conditions {
			switch criteria.Eval(c.Expr, row(&sites[i])) {
			case criteria.Unknown:
				unknown++
				here = here || len(c.Fields) == 1 && c.Fields[0] == field
			case criteria.False:
				failed++
			}
		}
		if unknown == 1 && failed == 0 && here {
			n++
		}
	}
	return n
}

// What the law says is loosened for nobody.
func TestWhatIsFixedIsNotRelaxed(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{Seed: 13, Sites: 200})
	q := registry.RelaxQuery{Fixed: 1, Conditions: criteria.Conditions{
		bound("dist_rail_siding_m", criteria.LessOrEqual, 2400), bound("power_kw", criteria.GreaterOrEqual, 1500),
	}}
	got, err := store.Relax(t.Context(), q)
	if err != nil || len(got.Relaxations) == 0 {
		t.Fatal(got, err)
	}
	for _, r := range got.Relaxations {
		if r.Field == "dist_rail_siding_m" {
			t.Errorf("loosened %+v", r)
		}
	}
}
