package criteria

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// site is a row with one value of each kind, and unknown power, name and tags.
func site() Row {
	row := rowOf(map[string]Value{
		"ref": Text("KRM-1"), "kind": Text("brownfield"), "allowed_uses": Codes("industry", "logistics"),
		"area_m2": Number(20000), "dist_rail_m": Number(math.Inf(1)), "buildings": Number(3), "fenced": Bool(false),
		"verified_on": day("2026-03-01"), "updated_at": instant("2026-03-01T10:00:00Z"), "geometry": Known(),
	})
	row.Spatial = func(s Spatial) Truth { return truthOf(s.Geometry.Type == BoxType) }
	return row
}

func TestEval(t *testing.T) {
	for text, want := range map[string]Truth{
		"area_m2 = 20000": True, "area_m2 <> 20000": False, "area_m2 < 20000": False,
		"area_m2 <= 20000": True, "area_m2 > 19999.5": True, "area_m2 >= 20001": False,
		"power_kw > 0": Unknown, "NOT power_kw > 0": Unknown, "power_kw <> 0": Unknown,
		"power_kw = power_kw": Unknown, "area_m2 = area_m2": True,
		"power_kw > 0 AND area_m2 > 0": Unknown, "power_kw > 0 AND area_m2 < 0": False,
		"power_kw > 0 OR area_m2 > 0": True, "power_kw > 0 OR area_m2 < 0": Unknown,
		"power_kw IS NULL": True, "area_m2 IS NULL": False, "power_kw IS NOT NULL": False,
		"geometry IS NULL": False, "tags IS NULL": True,
		// None is known and farther than anything; it never helps.
		"dist_rail_m <= 2000": False, "dist_rail_m > 1E300": True, "dist_rail_m IS NULL": False,
		"dist_rail_m BETWEEN 0 AND 1E300": False,
		"area_m2 BETWEEN 20000 AND 30000": True, "area_m2 BETWEEN 30000 AND 20000": False,
		"power_kw BETWEEN 1 AND 2": Unknown, "area_m2 NOT BETWEEN 1 AND 2": True,
		"area_m2 BETWEEN 1 AND power_kw": Unknown, "area_m2 BETWEEN 30000 AND power_kw": False,
		"kind IN ('free_land', 'brownfield')": True, "kind NOT IN ('free_land')": True,
		"name IN ('a')": Unknown, "name NOT IN ('a')": Unknown,
		"ref IN ('KRM-1', name)": True, "ref IN ('x', name)": Unknown, "ref NOT IN ('x', name)": Unknown,
		"fenced = FALSE": True, "fenced IN (TRUE)": False,
		"ref < 'KRM-2'": True, "ref < 'a'": True, "ref < 'Я'": True, "ref < 'KRM-'": False,
		"ref LIKE 'KRM-_'": True, "ref LIKE 'krm%'": False, "CASEI(ref) LIKE CASEI('krm%')": True,
		"name LIKE '%'": Unknown, "name NOT LIKE '%'": Unknown,
		"CASEI(ref) = 'krm-1'": True, "CASEI(ref) = 'KRM-1'": False, "CASEI(ref) = CASEI('kRm-1')": True,
		"verified_on = DATE('2026-03-01')": True, "verified_on < DATE('2026-03-01')": False,
		"updated_at = DATE('2026-03-01')": True, "updated_at > DATE('2026-03-01')": False,
		"updated_at > TIMESTAMP('2026-03-01T09:59:59.999999Z')": True,
		"A_OVERLAPS(allowed_uses, ('housing', 'industry'))":     True, "A_OVERLAPS(allowed_uses, ())": False,
		"A_OVERLAPS(tags, ('x'))": Unknown, "A_CONTAINS(allowed_uses, ('industry'))": True,
		"A_CONTAINS(allowed_uses, ('industry','housing'))": False, "A_CONTAINS(allowed_uses, ())": True,
		"A_CONTAINEDBY(allowed_uses, ('industry'))":                       False,
		"A_CONTAINEDBY(allowed_uses, ('industry','logistics','housing'))": True,
		"A_EQUALS(allowed_uses, ('logistics','industry','industry'))":     True,
		"A_EQUALS(allowed_uses, ('logistics'))":                           False,
		"S_INTERSECTS(geometry, BBOX(1,2,3,4))":                           True,
		"NOT S_INTERSECTS(geometry, BBOX(1,2,3,4))":                       False,
		"S_INTERSECTS(geometry, POINT(1 2))":                              False,
		"TRUE":                                                            True,
		"FALSE":                                                           False,
	} {
		e, err := ParseCQL2(text, sites())
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := Eval(e, site()); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestPlacesOfSitesWithoutGeometryAreUnknown(t *testing.T) {
	e, err := ParseCQL2("S_INTERSECTS(geometry, POINT(1 1))", sites())
	if err != nil {
		t.Fatal(err)
	}
	row := site()
	row.Spatial = nil
	if got := Eval(e, row); got != Unknown {
		t.Errorf("without an answer: got %v, want unknown", got)
	}
	row = rowOf(nil)
	row.Spatial = func(Spatial) Truth { return True }
	if got := Eval(e, row); got != Unknown {
		t.Errorf("without a geometry: got %v, want unknown", got)
	}
}

// The truth table of the CQL2 standard.
func TestConnectives(t *testing.T) {
	truths := []Truth{True, False, Unknown}
	of := map[Truth]Expr{True: Literal(true), False: Literal(false), Unknown: Compare{Equal, Property{"x"}, Number(1)}}
	and := map[[2]Truth]Truth{{True, True}: True, {True, Unknown}: Unknown, {Unknown, True}: Unknown, {Unknown, Unknown}: Unknown}
	or := map[[2]Truth]Truth{{False, False}: False, {False, Unknown}: Unknown, {Unknown, False}: Unknown, {Unknown, Unknown}: Unknown}
	for _, a := range truths {
		for _, b := range truths {
			wantAnd, ok := and[[2]Truth{a, b}]
			if !ok {
				wantAnd = False
			}
			if got := Eval(And{of[a], of[b]}, rowOf(nil)); got != wantAnd {
				t.Errorf("%v AND %v: got %v", a, b, got)
			}
			wantOr, ok := or[[2]Truth{a, b}]
			if !ok {
				wantOr = True
			}
			if got := Eval(Or{of[a], of[b]}, rowOf(nil)); got != wantOr {
				t.Errorf("%v OR %v: got %v", a, b, got)
			}
		}
	}
}

func TestNaNIsGreatestAsInPostgreSQL(t *testing.T) {
	nan := Number(math.NaN())
	for op, want := range map[Op]Truth{Greater: True, Equal: False, Less: False} {
		if got := op.truth(nan, Number(math.Inf(1))); got != want {
			t.Errorf("NaN %s Infinity: got %v", op, got)
		}
	}
	if got := Equal.truth(nan, nan); got != True {
		t.Errorf("NaN = NaN: got %v", got)
	}
}

func TestValuesOfTwoTypesAreUnknown(t *testing.T) {
	if got := Equal.truth(Text("5"), Number(5)); got != Unknown {
		t.Errorf("got %v, want unknown", got)
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][2]string{
		{"ЦЕХ", "цех"}, {"Straße", "STRASSE"}, {"ΟΔΟΣ", "οδος"}, {"KØBENHAVN", "København"}, {"Ґ", "ґ"}, {"Ё", "ё"}, {"İ", "i̇"},
	} {
		if Fold(same[0]) != Fold(same[1]) {
			t.Errorf("%s and %s fold to %s and %s", same[0], same[1], Fold(same[0]), Fold(same[1]))
		}
	}
	if Fold("é") == Fold("e") {
		t.Error("accents are folded")
	}
}

// reference builds the regular expression that a LIKE pattern stands for.
func reference(pattern string) *regexp.Regexp {
	var s strings.Builder
	escaped := false
	for _, r := range pattern {
		switch {
		case escaped:
			s.WriteString(regexp.QuoteMeta(string(r)))
			escaped = false
		case r == '\\':
			escaped = true
		case r == '%':
			s.WriteString("(?s:.*)")
		case r == '_':
			s.WriteString("(?s:.)")
		default:
			s.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return regexp.MustCompile("^(?:" + s.String() + ")$")
}

func TestLikeAgainstRegularExpressions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	random := func(alphabet []rune) string {
		out := make([]rune, r.IntN(8))
		for i := range out {
			out[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(out)
	}
	for range 50_000 {
		text, pattern := random([]rune("aбa%_\\\n")), random([]rune("aб%%__\\"))
		if danglingEscape(pattern) {
			continue
		}
		if got, want := like(text, pattern), reference(pattern).MatchString(text); got != want {
			t.Fatalf("%q LIKE %q: got %v, want %v", text, pattern, got, want)
		}
	}
}

func TestLikeStaysFast(t *testing.T) {
	text, pattern := strings.Repeat("a", 5000), strings.Repeat("a%", 200)+"b"
	if like(text, pattern) {
		t.Error("a text without b matches a pattern that ends in b")
	}
}

func TestPositiveMeansTheSame(t *testing.T) {
	vocab, r := sites(), rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		e := randomExpr(r, vocab, 4)
		p := Positive(e)
		Walk(p, func(e Expr) bool {
			if n, ok := e.(Not); ok {
				switch n.Term.(type) {
				case In, Like, IsNull, Spatial, Array:
				default:
					t.Fatalf("%s: NOT before %T", Canonical(p), n.Term)
				}
			}
			return true
		})
		for range 5 {
			row := randomRow(r, vocab)
			if got, want := Eval(p, row), Eval(e, row); got != want {
				t.Fatalf("%s is %v, %s is %v", Canonical(e), want, Canonical(p), got)
			}
		}
	}
}

// A condition and its negation put every site into opposite lists, and an
// unknown value into the list between them.
func TestListsPartition(t *testing.T) {
	vocab, r := sites(), rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		e, row := randomExpr(r, vocab, 3), randomRow(r, vocab)
		if got, want := Eval(Not{e}, row), Eval(e, row).Not(); got != want {
			t.Fatalf("NOT %s: got %v, want %v", Canonical(e), got, want)
		}
	}
}

func TestFieldsAndRewrite(t *testing.T) {
	e, err := ParseCQL2("(CASEI(name) = 'x' OR area_m2 > power_kw) AND NOT S_INTERSECTS(geometry, POINT(1 1)) AND A_OVERLAPS(tags, ('x')) AND name IS NULL", sites())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(Fields(e), " "), "name area_m2 power_kw geometry tags"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got := Canonical(Rewrite(e, func(e Expr) Expr {
		if s, ok := e.(Spatial); ok {
			return AllOf(s, Not{IsNull{s.Property}})
		}
		return e
	}))
	want := "(CASEI(name) = 'x' OR area_m2 > power_kw) AND (NOT (S_INTERSECTS(geometry, POINT(1 1)) AND (NOT geometry IS NULL))) AND A_OVERLAPS(tags, ('x')) AND name IS NULL"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
