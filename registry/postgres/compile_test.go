package postgres

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// compiled gives the SQL of a condition and its parameters.
func compiled(t testing.TB, e criteria.Expr) (string, map[string]any) {
	t.Helper()
	c := newCompiler()
	sql := c.condition(e)
	if c.err != nil {
		t.Fatalf("%s: %v", criteria.Canonical(e), c.err)
	}
	return sql, c.args
}

// otherLiterals rebuilds a tree with every literal exchanged: each text, number,
// day and coordinate is another one.
func otherLiterals(e criteria.Expr) criteria.Expr {
	return criteria.Rewrite(e, func(e criteria.Expr) criteria.Expr {
		switch e := e.(type) {
		case criteria.Compare:
			return criteria.Compare{Op: e.Op, Left: otherLiteral(e.Left), Right: otherLiteral(e.Right)}
		case criteria.Between:
			return criteria.Between{Value: otherLiteral(e.Value), Low: otherLiteral(e.Low), High: otherLiteral(e.High)}
		case criteria.In:
			return criteria.In{Value: otherLiteral(e.Value), List: each(e.List, otherLiteral)}
		case criteria.Like:
			return criteria.Like{Value: otherLiteral(e.Value), Pattern: otherLiteral(e.Pattern)}
		case criteria.Array:
			e.Codes = append(each(e.Codes, func(code string) string { return code + "'); drop table site; --" }), "@p1")
			return e
		case criteria.Spatial:
			if e.Geometry.Type == criteria.BoxType {
				for i := range e.Geometry.Box {
					e.Geometry.Box[i] /= 1.5
				}
				return e
			}
			e.Geometry.Points = each(e.Geometry.Points, func(p position) position { return position{p[1] / 2, p[0] / 2} })
			return e
		}
		return e
	})
}

func otherLiteral(o criteria.Operand) criteria.Operand {
	switch o := o.(type) {
	case criteria.Call:
		return criteria.Call{Func: o.Func, Args: each(o.Args, otherLiteral)}
	case criteria.Value:
		o.Text += `'"$1@p1\; drop table site; --`
		o.Number = math.Sqrt(o.Number + 2)
		o.Bool = !o.Bool
		o.Time = o.Time.Add(25 * time.Hour)
		return o
	}
	return o
}

// The text of a statement depends on the form of a question alone: no literal of
// it can be in there when every other literal gives the same text.
func TestSQLHoldsNoLiteral(t *testing.T) {
	t.Parallel()
	sites := slices.Collect(fixture.Stock(t, fixture.Options{Seed: 31, Sites: 200}))
	asker := newAsker(t, 31, sites)
	for range 3000 {
		question := asker.question(3)
		checkNoLiteral(t, question)
	}
}

var plainSQL = regexp.MustCompile(`^[a-z0-9_A-Z"'\\ ().,:=<>&|@\[\]*/+%-]*$`)

func checkNoLiteral(t testing.TB, question criteria.Expr) {
	t.Helper()
	sql, args := compiled(t, question)
	other, _ := compiled(t, otherLiterals(question))
	if sql != other {
		t.Errorf("%s\ngot  %s\nthen %s", criteria.Canonical(question), sql, other)
	}
	if !plainSQL.MatchString(sql) || strings.Contains(sql, "--") || strings.Contains(sql, ";") {
		t.Errorf("%s: got SQL that is not made of our words: %s", criteria.Canonical(question), sql)
	}
	for name := range args {
		if !strings.Contains(sql, "@"+name) {
			t.Errorf("%s: parameter %s is not in %s", criteria.Canonical(question), name, sql)
		}
	}
}

func FuzzSQLHoldsNoLiteral(f *testing.F) {
	for _, seed := range []string{
		`name = 'it''s' AND area_m2 >= 2.5`, `CASEI(name) LIKE CASEI('%Завод\_%')`, `kind IN ('brownfield','free_land')`,
		`S_INTERSECTS(geom, BBOX(30,48,34,50))`, `NOT (offer_modes IS NULL) OR A_CONTAINS(allowed_uses, ('industry'))`,
		`permission_on BETWEEN DATE('2020-01-01') AND DATE('2021-01-01')`, `published_at < TIMESTAMP('2026-01-01T00:00:00.5Z')`,
		`S_INTERSECTS(geom, POLYGON((30 48,31 48,31 49,30 48)))`, `name = '@p1' OR name = '$1' OR name = '; drop table site'`,
		`divisible = TRUE AND name < address`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		question, err := criteria.ParseCQL2(text, registry.Vocabulary())
		if err == nil {
			checkNoLiteral(t, question)
		}
	})
}

func TestOnlyNamesOfTheTableOfFieldsCompile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"no_such", "properties", "revision_seq", `kind"; drop table site; --`, ""} {
		c := newCompiler()
		c.condition(criteria.IsNull{Value: criteria.Property{Name: name}})
		if c.err == nil {
			t.Errorf("field %q: got SQL, want an error", name)
		}
	}
	for _, e := range []criteria.Expr{
		criteria.Compare{Op: "; drop table site", Left: criteria.Property{Name: "kind"}, Right: criteria.Text("a")},
		criteria.Array{Op: "A_NONE", Property: criteria.Property{Name: "offer_modes"}},
		criteria.Spatial{Op: "S_NONE", Property: criteria.Property{Name: registry.GeometryName}},
		criteria.IsNull{Value: criteria.Call{Func: "lower", Args: []criteria.Operand{criteria.Property{Name: "kind"}}}},
		criteria.Compare{Op: criteria.Equal, Left: criteria.Property{Name: "kind"}, Right: criteria.Value{}},
	} {
		c := newCompiler()
		c.condition(e)
		if c.err == nil {
			t.Errorf("%#v: got SQL, want an error", e)
		}
	}
}

func TestEveryFieldIsAColumn(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{Sites: 1})
	for _, f := range registry.Fields() {
		var typ string
		err := store.read.QueryRow(t.Context(), `select format_type(atttypid, atttypmod) from pg_attribute
			where attrelid = 'site_public'::regclass and attname = $1`, f.Name).Scan(&typ)
		want := map[string]string{"timestamptz": "timestamp with time zone"}[sqlType(f.Type)]
		if want == "" {
			want = sqlType(f.Type)
		}
		if err != nil || typ != want {
			t.Errorf("%s: got column of type %q (%v), want %q", f.Name, typ, err, want)
		}
	}
}

// The folding of case in SQL makes the same letters equal as the one of the
// criteria, in every script but Cherokee: there the library that the criteria
// fold with makes capitals of small letters and small letters of capitals.
func TestCaseFoldingAgreesOnEveryLetter(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{})
	var all []string
	for r := rune(1); r <= 0x10FFFF; r++ {
		if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S) && !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Tangut, unicode.Cherokee) {
			all = append(all, string(r))
		}
	}
	var folded []string
	if err := store.read.QueryRow(t.Context(), "select array_agg(casei(c) order by n) from unnest($1::text[]) with ordinality as u (c, n)", all).Scan(&folded); err != nil {
		t.Fatal(err)
	}
	toSQL, toGo := map[string]string{}, map[string]string{}
	for i, c := range all {
		here := criteria.Fold(c)
		if want, ok := toSQL[here]; ok && want != folded[i] {
			t.Errorf("%q (%U): SQL folds it to %q, others that fold to %q become %q", c, []rune(c), folded[i], here, want)
		}
		if want, ok := toGo[folded[i]]; ok && want != here {
			t.Errorf("%q (%U): criteria fold it to %q, others that SQL folds to %q become %q", c, []rune(c), here, folded[i], want)
		}
		toSQL[here], toGo[folded[i]] = folded[i], here
	}
	for a, b := range map[string]string{"ΟΔΟΣ οδός": "οδος ΟΔΌΣ", "Straße": "STRASSE", "GROẞ": "gross", "КРАМАТОРСЬК": "Краматорськ"} {
		var same bool
		if err := store.read.QueryRow(t.Context(), "select casei($1) = casei($2)", a, b).Scan(&same); err != nil {
			t.Fatal(err)
		}
		if want := criteria.Fold(a) == criteria.Fold(b); same != want {
			t.Errorf("%q and %q: got equal %v, want %v", a, b, same, want)
		}
	}
}

func TestPlacesAtTheEndsOfTheWorld(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 32, Sites: 40})
	for _, text := range []string{
		"BBOX(-180,-90,180,90)", "BBOX(170,-90,169,90)", "BBOX(-180,40,180,60)", "BBOX(21,44,21,52)", "BBOX(20,44,20,44)",
		"POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))", "POLYGON((20 40,42 40,20 56,42 56,20 40))",
		"MULTIPOINT(30 48,31 49)", "GEOMETRYCOLLECTION(POINT(30 48),LINESTRING(20 48,42 48),POLYGON((20 40,42 40,42 56,20 40)))",
		"POLYGON((30 48,31 48,30 48,30 48))",
	} {
		question, err := criteria.ParseCQL2("S_INTERSECTS(geom, "+text+")", registry.Vocabulary())
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		page, err := store.Page(t.Context(), registry.PageQuery{Criteria: question, Limit: 1000})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		want := 0
		for i := range sites {
			if criteria.Eval(question, row(&sites[i])) == criteria.True {
				want++
			}
		}
		if len(page.Hits) != want {
			t.Errorf("%s: got %d sites, want %d", text, len(page.Hits), want)
		}
	}
}

// A box cuts an outline or leaves it out by less than single precision tells.
func TestBoxesAreExact(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 33, Sites: 80})
	for i := range sites {
		b := sites[i].Shape.Bounds()
		for _, step := range []float64{1e-7, 1e-6, 1e-5, 6e-5} {
			for _, box := range []criteria.Box{
				{b.East() + step, b.South(), b.East() + 1, b.North()}, {b.East() - step, b.South() - 1, b.East() + 1, b.North() + 1},
				{b.West() - 1, b.North() + step, b.East() + 1, b.North() + 1}, {b.West() - 1, b.North() - step, b.East() + 1, b.North() + 1},
			} {
				question := criteria.Spatial{Op: criteria.Intersects, Property: criteria.Property{Name: registry.GeometryName}, Geometry: criteria.BoxGeometry(box)}
				want := criteria.Eval(question, row(&sites[i])) == criteria.True
				same := criteria.Compare{Op: criteria.Equal, Left: criteria.Property{Name: "ref"}, Right: criteria.Text(sites[i].Ref)}
				page, err := store.Page(t.Context(), registry.PageQuery{Criteria: criteria.AllOf(question, same), Limit: 1, Outline: registry.OutlineNone})
				if err != nil {
					t.Fatal(err)
				}
				if got := len(page.Hits) == 1; got != want {
					t.Errorf("%s %s in box %v: got %v, want %v", sites[i].Ref, sites[i].Shape.WKT(), box, got, want)
				}
			}
		}
	}
}

func TestCountsOfARevisionAreKept(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{Seed: 34, Sites: 20})
	question := criteria.Compare{Op: criteria.LessOrEqual, Left: criteria.Property{Name: "ref"}, Right: criteria.Text("TST-2026-000010")}
	matched := func() (int64, int64) {
		page, err := store.Page(t.Context(), registry.PageQuery{Criteria: question, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		return page.Revision, page.Matched
	}
	if revision, n := matched(); revision != 1 || n != 10 {
		t.Fatalf("got %d at revision %d, want 10 at 1", n, revision)
	}
	raise(t, store, "delete from site_public where id = 5")
	if revision, n := matched(); revision != 2 || n != 9 {
		t.Errorf("got %d at revision %d, want 9 at 2: a reader sees what was just written", n, revision)
	}
}

// raise changes the published stock and its revision in one transaction, and
// tells it, as writers do.
func raise(t *testing.T, store *Store, change string) {
	t.Helper()
	batch := fmt.Sprintf("begin; %s; update dataset set revision = revision + 1, changed_at = clock_timestamp(); "+
		"select pg_notify('landbank', (select revision from dataset)::text); commit", change)
	conn, err := store.write.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Conn().PgConn().Exec(t.Context(), batch).ReadAll(); err != nil {
		t.Fatal(err)
	}
}
