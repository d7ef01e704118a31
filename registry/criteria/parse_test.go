package criteria

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestParseCQL2(t *testing.T) {
	for text, want := range map[string]string{
		"area_m2>=20000":                                "area_m2 >= 20000",
		"  area_m2\n\t<> -1.50E+2 ":                     "area_m2 <> -150",
		"20000 < area_m2":                               "area_m2 > 20000",
		"20000 <= area_m2":                              "area_m2 >= 20000",
		"20000 > area_m2":                               "area_m2 < 20000",
		"20000 >= area_m2":                              "area_m2 <= 20000",
		"area_m2 = .5":                                  "area_m2 = 0.5",
		"area_m2 = 5.":                                  "area_m2 = 5",
		"area_m2 = -0":                                  "area_m2 = 0",
		"area_m2 = +1e-7":                               "area_m2 = 1E-07",
		"area_m2 > power_kw":                            "area_m2 > power_kw",
		"buildings < 2.5":                               "buildings < 2.5",
		"area_m2 BETWEEN 100 AND 1":                     "area_m2 BETWEEN 100 AND 1",
		"area_m2 not between 1 and 2":                   "NOT area_m2 BETWEEN 1 AND 2",
		"5 BETWEEN area_m2 AND power_kw":                "area_m2 <= 5 AND power_kw >= 5",
		"kind in ('brownfield')":                        "kind IN ('brownfield')",
		"kind NOT IN ('brownfield', 'free_land')":       "NOT kind IN ('brownfield', 'free_land')",
		"'a' IN (name, ref)":                            "name = 'a' OR ref = 'a'",
		"name like 'a%'":                                "name LIKE 'a%'",
		"name NOT LIKE 'a%'":                            "NOT name LIKE 'a%'",
		"CASEI(name) = casei('ЦЕХ')":                    "CASEI(name) = CASEI('ЦЕХ')",
		"casei(kind) = 'X'":                             "CASEI(kind) = 'X'",
		"name LIKE CASEI('FOO%')":                       "name LIKE CASEI('FOO%')",
		"name IS NULL":                                  "name IS NULL",
		"name is not null":                              "NOT name IS NULL",
		"CASEI(name) IS NULL":                           "name IS NULL",
		"geometry IS NULL":                              "geometry IS NULL",
		"fenced = TRUE":                                 "fenced = TRUE",
		"TRUE = fenced":                                 "fenced = TRUE",
		"fenced in (true)":                              "fenced IN (TRUE)",
		"true":                                          "TRUE",
		"FALSE OR (true)":                               "FALSE OR TRUE",
		"1 = 1":                                         "TRUE",
		"'a' LIKE 'b%'":                                 "FALSE",
		"5 BETWEEN 1 AND 2":                             "FALSE",
		"5 IN (1, 5)":                                   "FALSE OR TRUE",
		"CASEI('A') = CASEI('a')":                       "TRUE",
		"5 IS NULL":                                     "FALSE",
		"TRUE IS NOT NULL":                              "NOT FALSE",
		`"date" = DATE('2026-01-31')`:                   `"date" = DATE('2026-01-31')`,
		`date = date('2026-01-31')`:                     `"date" = DATE('2026-01-31')`,
		`"Назва ділянки" = 'x'`:                         `"Назва ділянки" = 'x'`,
		`"area_m2" > 1`:                                 "area_m2 > 1",
		"name = ''":                                     "name = ''",
		"name = 'Via dell''Avvento'":                    "name = 'Via dell''Avvento'",
		`name = 'Via dell\'Avvento'`:                    "name = 'Via dell''Avvento'",
		`name = 'a\tb'`:                                 "name = 'a\tb'",
		`name = 'C:\\temp'`:                             `name = 'C:\\temp'`,
		`name LIKE '100\%'`:                             `name LIKE '100\\%'`,
		"name = 'Ділянка № 5 😀'":                        "name = 'Ділянка № 5 😀'",
		"kind='free_land' AND area_m2>1 AND power_kw>2": "kind = 'free_land' AND area_m2 > 1 AND power_kw > 2",
		"(kind='free_land' AND area_m2>1) AND TRUE":     "kind = 'free_land' AND area_m2 > 1 AND TRUE",
		"area_m2>1 OR area_m2<0 AND fenced=true":        "area_m2 > 1 OR (area_m2 < 0 AND fenced = TRUE)",
		"(area_m2>1 OR area_m2<0) AND fenced=true":      "(area_m2 > 1 OR area_m2 < 0) AND fenced = TRUE",
		"NOT area_m2 > 1 AND fenced = TRUE":             "(NOT area_m2 > 1) AND fenced = TRUE",
		"NOT (NOT (area_m2 > 1))":                       "NOT (NOT area_m2 > 1)",
		"A_OVERLAPS(allowed_uses, ('industry'))":        "A_OVERLAPS(allowed_uses, ('industry'))",
		"A_CONTAINS(('x','y'), tags)":                   "A_CONTAINEDBY(tags, ('x', 'y'))",
		"a_containedby((), tags)":                       "A_CONTAINS(tags, ())",
		"A_EQUALS(tags, ('it''s'))":                     "A_EQUALS(tags, ('it''s'))",
		"updated_at >= TIMESTAMP('2026-01-31T12:00:00.500Z')":                                                 "updated_at >= TIMESTAMP('2026-01-31T12:00:00.5Z')",
		"updated_at = DATE('2026-12-31')":                                                                     "updated_at >= TIMESTAMP('2026-12-31T00:00:00Z') AND updated_at < TIMESTAMP('2027-01-01T00:00:00Z')",
		"updated_at <> DATE('2026-12-31')":                                                                    "NOT (updated_at >= TIMESTAMP('2026-12-31T00:00:00Z') AND updated_at < TIMESTAMP('2027-01-01T00:00:00Z'))",
		"updated_at < DATE('2026-12-31')":                                                                     "updated_at < TIMESTAMP('2026-12-31T00:00:00Z')",
		"updated_at <= DATE('2026-12-31')":                                                                    "updated_at < TIMESTAMP('2027-01-01T00:00:00Z')",
		"updated_at > DATE('2026-12-31')":                                                                     "updated_at >= TIMESTAMP('2027-01-01T00:00:00Z')",
		"updated_at BETWEEN DATE('2026-01-01') AND DATE('2026-12-31')":                                        "updated_at >= TIMESTAMP('2026-01-01T00:00:00Z') AND updated_at < TIMESTAMP('2027-01-01T00:00:00Z')",
		"updated_at IN (DATE('2026-12-31'))":                                                                  "updated_at >= TIMESTAMP('2026-12-31T00:00:00Z') AND updated_at < TIMESTAMP('2027-01-01T00:00:00Z')",
		"S_INTERSECTS(geometry, POINT(30.5 50.4))":                                                            "S_INTERSECTS(geometry, POINT(30.5 50.4))",
		"s_intersects(POINT Z (30.5 50.4 7), geometry)":                                                       "S_INTERSECTS(geometry, POINT(30.5 50.4))",
		"S_INTERSECTS(geometry, BBOX(150,-90,-150,90))":                                                       "S_INTERSECTS(geometry, BBOX(150,-90,-150,90))",
		"S_INTERSECTS(geometry, BBOX(1,2,3,4,5,6))":                                                           "S_INTERSECTS(geometry, BBOX(1,2,4,5))",
		"S_INTERSECTS(geometry, LINESTRING(0 0,1 1))":                                                         "S_INTERSECTS(geometry, LINESTRING(0 0,1 1))",
		"S_INTERSECTS(geometry, MULTIPOINT((0 0),(1 1)))":                                                     "S_INTERSECTS(geometry, MULTIPOINT((0 0),(1 1)))",
		"S_INTERSECTS(geometry, MULTIPOINT(0 0,1 1))":                                                         "S_INTERSECTS(geometry, MULTIPOINT((0 0),(1 1)))",
		"S_INTERSECTS(geometry, polygon((0 0,1 0,1 1,0 0),(0 0,1 0,1 1,0 0)))":                                "S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 0),(0 0,1 0,1 1,0 0)))",
		"S_INTERSECTS(geometry, MULTIPOLYGON(((0 0,1 0,1 1,0 0))))":                                           "S_INTERSECTS(geometry, MULTIPOLYGON(((0 0,1 0,1 1,0 0))))",
		"S_INTERSECTS(geometry, MULTILINESTRING((0 0,1 1),(2 2,3 3)))":                                        "S_INTERSECTS(geometry, MULTILINESTRING((0 0,1 1),(2 2,3 3)))",
		"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1),MULTIPOINT((2 2)),POLYGON((0 0,1 0,1 1,0 0))))": "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1),POINT(2 2),POLYGON((0 0,1 0,1 1,0 0))))",
	} {
		e, err := ParseCQL2(text, sites())
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := Canonical(e); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestParseCQL2Faults(t *testing.T) {
	deep := strings.Repeat("(", 10_000) + "TRUE" + strings.Repeat(")", 10_000)
	for _, test := range []struct {
		text  string
		rules []Rule
		where string // line:column of the first
	}{
		{"", []Rule{RuleEmpty}, "0:0"},
		{" \n", []Rule{RuleEmpty}, "0:0"},
		{"area_m2 >", []Rule{RuleSyntax}, "1:10"},
		{"area_m2 > 1 power_kw > 2", []Rule{RuleSyntax}, "1:13"},
		{"area_m2", []Rule{RuleSyntax}, "1:8"},
		{"(area_m2 > 1", []Rule{RuleSyntax}, "1:13"},
		{"area_m2 > 1)", []Rule{RuleSyntax}, "1:12"},
		{"name = 'open", []Rule{RuleSyntax}, "1:8"},
		{`"open = 1`, []Rule{RuleSyntax}, "1:1"},
		{"name = 'x' ; DROP TABLE site", []Rule{RuleSyntax}, "1:12"},
		{"name = NULL", []Rule{RuleSyntax}, "1:8"},
		{"name = \x00", []Rule{RuleSyntax}, "1:8"},
		{"name = 'a\x00b'", []Rule{RuleSyntax}, "1:10"},
		{"name = 'a\xffb'", []Rule{RuleSyntax}, "1:10"},
		{"name\xff = 1", []Rule{RuleSyntax}, "1:5"},
		{"name == 'a'", []Rule{RuleSyntax}, "1:7"},
		{"name != 'a'", []Rule{RuleSyntax}, "1:6"},
		{"and = 1", []Rule{RuleSyntax}, "1:1"},
		{"name IS 5", []Rule{RuleSyntax}, "1:9"},
		{"area_m2 BETWEEN 1 OR 2", []Rule{RuleSyntax}, "1:19"},
		{"kind IN ()", []Rule{RuleSyntax}, "1:10"},
		{"kind IN ('a'", []Rule{RuleSyntax}, "1:13"},
		{"name LIKE", []Rule{RuleSyntax}, "1:10"},
		{"NOT NOT fenced = TRUE", []Rule{RuleSyntax}, "1:5"},
		{"aera_m2 > 1", []Rule{RuleUnknownField}, "1:1"},
		{"AREA_M2 > 1", []Rule{RuleUnknownField}, "1:1"},
		{"note = 'x'", []Rule{RuleUnknownField}, "1:1"},
		{`"" = 'x'`, []Rule{RuleUnknownField}, "1:1"},
		{"kind = 'brwnfield'", []Rule{RuleUnknownCode}, "1:8"},
		{"kind IN ('x', 'brownfield', 'y')", []Rule{RuleUnknownCode, RuleUnknownCode}, "1:10"},
		{"A_OVERLAPS(allowed_uses, ('x','industry'))", []Rule{RuleUnknownCode}, "1:27"},
		{"area_m2 > 'x'", []Rule{RuleWrongType}, "1:11"},
		{"area_m2 > name", []Rule{RuleWrongType}, "1:11"},
		{"name = 5", []Rule{RuleWrongType}, "1:8"},
		{"fenced = 1", []Rule{RuleWrongType}, "1:10"},
		{"verified_on > '2026-01-01'", []Rule{RuleWrongType}, "1:15"},
		{"verified_on > TIMESTAMP('2026-01-01T00:00:00Z')", []Rule{RuleWrongType}, "1:15"},
		{"updated_at > '2026-01-01'", []Rule{RuleWrongType}, "1:14"},
		{"verified_on = updated_at", []Rule{RuleWrongType}, "1:15"},
		{"area_m2 BETWEEN 'a' AND DATE('2026-01-01')", []Rule{RuleWrongType, RuleWrongType}, "1:17"},
		{"area_m2 LIKE 'a'", []Rule{RuleWrongType}, "1:1"},
		{"CASEI(area_m2) = 'a'", []Rule{RuleWrongType}, "1:7"},
		{"allowed_uses = 'industry'", []Rule{RuleWrongType}, "1:1"},
		{"geometry = 'x'", []Rule{RuleWrongType}, "1:1"},
		{"S_INTERSECTS(name, POINT(1 1))", []Rule{RuleWrongType}, "1:14"},
		{"A_OVERLAPS(kind, ('brownfield'))", []Rule{RuleWrongType}, "1:12"},
		{"A_OVERLAPS(tags, (5, TRUE))", []Rule{RuleWrongType, RuleWrongType}, "1:19"},
		{"kind < 'brownfield'", []Rule{RuleUnknownOp}, "1:1"},
		{"fenced > FALSE", []Rule{RuleUnknownOp}, "1:1"},
		{"kind BETWEEN 'brownfield' AND 'building'", []Rule{RuleUnknownOp}, "1:1"},
		{`name LIKE 'a\\'`, []Rule{RuleBadValue}, "1:11"},
		{"name LIKE ref", []Rule{RuleUnsupported}, "1:11"},
		{"verified_on = DATE('2026-02-30')", []Rule{RuleBadValue}, "1:20"},
		{"verified_on = DATE('26-2-3')", []Rule{RuleBadValue}, "1:20"},
		{"verified_on = DATE('0000-01-01')", []Rule{RuleBadValue}, "1:20"},
		{"updated_at = TIMESTAMP('2026-01-31T24:00:00Z')", []Rule{RuleBadValue}, "1:24"},
		{"updated_at = TIMESTAMP('2026-01-31T5:00:00Z')", []Rule{RuleBadValue}, "1:24"},
		{"updated_at = TIMESTAMP('2026-01-31T05:00:00+02:00')", []Rule{RuleBadValue}, "1:24"},
		{"updated_at = TIMESTAMP('2026-01-31T05:00:00.1234567Z')", []Rule{RuleBadValue}, "1:24"},
		{"updated_at = TIMESTAMP('2026-01-31T05:00:00,5Z')", []Rule{RuleBadValue}, "1:24"},
		{"area_m2 < 1e400", []Rule{RuleBadValue}, "1:11"},
		{"S_INTERSECTS(geometry, POINT(90 180))", []Rule{RuleBadGeometry}, "1:30"},
		{"S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 2)))", []Rule{RuleBadGeometry}, "1:32"},
		{"S_INTERSECTS(geometry, POLYGON((0 0,1 0,0 0)))", []Rule{RuleBadGeometry}, "1:32"},
		{"S_INTERSECTS(geometry, LINESTRING(0 0))", []Rule{RuleBadGeometry}, "1:34"},
		{"S_INTERSECTS(geometry, BBOX(1,2,3))", []Rule{RuleBadGeometry}, "1:24"},
		{"S_INTERSECTS(geometry, BBOX(1,5,3,4))", []Rule{RuleBadGeometry}, "1:24"},
		{"S_INTERSECTS(geometry, BBOX(-181,5,3,6))", []Rule{RuleBadGeometry}, "1:24"},
		{"S_INTERSECTS(geometry, POINT EMPTY)", []Rule{RuleSyntax}, ""},
		{"S_INTERSECTS(geometry, SRID=4326;POINT(1 1))", []Rule{RuleSyntax}, ""},
		{"S_INTERSECTS(geometry, POINT(1 2 3 4))", []Rule{RuleSyntax}, ""},
		{"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(BBOX(1,2,3,4)))", []Rule{RuleSyntax}, ""},
		{"S_INTERSECTS(geometry, 5)", []Rule{RuleBadGeometry}, "1:24"},
		{"S_INTERSECTS(geometry, geometry)", []Rule{RuleUnsupported}, ""},
		{"S_INTERSECTS(POINT(1 1), POINT(1 1))", []Rule{RuleUnsupported}, ""},
		{"S_INTERSECTS(x, POINT(1 1))", []Rule{RuleUnknownField}, "1:14"},
		{"S_INTERSECTS geometry", []Rule{RuleUnknownField, RuleSyntax}, ""},
		{"S_INTERSECTS(geometry", []Rule{RuleSyntax}, "1:22"},
		{"S_INTERSECTS(geometry, POINT(1))", []Rule{RuleSyntax}, "1:31"},
		{"S_INTERSECTS(geometry, POINT(1 1)", []Rule{RuleSyntax}, "1:34"},
		{"S_INTERSECTS(geometry, POLYGON(1 1))", []Rule{RuleSyntax}, "1:32"},
		{"S_INTERSECTS(geometry, MULTIPOINT(x))", []Rule{RuleSyntax}, "1:35"},
		{"A_OVERLAPS(tags", []Rule{RuleSyntax}, "1:16"},
		{"A_OVERLAPS(tags, ('a')", []Rule{RuleSyntax}, "1:23"},
		{"A_OVERLAPS(tags, ('a'", []Rule{RuleSyntax}, "1:22"},
		{"A_OVERLAPS(5, ('b'))", []Rule{RuleWrongType}, "1:12"},
		{"A_OVERLAPS(x, ('b'))", []Rule{RuleUnknownField}, "1:12"},
		{"A_OVERLAPS(tags, (x))", []Rule{RuleUnknownField}, "1:19"},
		{"x IS NULL AND x LIKE 'a' AND x IN (1) AND x BETWEEN 1 AND 2 AND CASEI(x) = 'a'",
			[]Rule{RuleUnknownField, RuleUnknownField, RuleUnknownField, RuleUnknownField, RuleUnknownField}, "1:1"},
		{"area_m2 BETWEEN 1 AND", []Rule{RuleSyntax}, "1:22"},
		{"verified_on = DATE(2026)", []Rule{RuleSyntax}, "1:20"},
		{"verified_on = DATE('2026-01-01'", []Rule{RuleSyntax}, "1:32"},
		{"CASEI(name = 'x'", []Rule{RuleSyntax}, "1:12"},
		{"area_m2 = -'x'", []Rule{RuleWrongType}, "1:12"},
		{"avg(area_m2) > 5", []Rule{RuleUnsupported}, "1:1"},
		{"area_m2 > 1 AND\n  pg_sleep(10) = 1", []Rule{RuleUnsupported}, "2:3"},
		{"area_m2 + 'x' > 5", []Rule{RuleWrongType}, "1:11"},
		{"name ^ 2 > 5", []Rule{RuleWrongType}, "1:1"},
		{"area_m2 > 1 +", []Rule{RuleSyntax}, "1:14"},
		{"(area_m2 + 1 > 5", []Rule{RuleSyntax}, "1:17"},
		{"(area_m2 + (1) > 5", []Rule{RuleSyntax}, ""},
		{"area_m2 > " + strings.Repeat("-", 40) + "power_kw", []Rule{RuleLimit}, ""},
		{"S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(1 1)))", []Rule{RuleUnsupported}, "1:10"},
		{"T_AFTER(name, DATE('2026-01-01'))", []Rule{RuleWrongType, RuleWrongType}, "1:9"},
		{"T_AFTER(verified_on, updated_at)", []Rule{RuleWrongType}, ""},
		{"T_DURING(verified_on, INTERVAL('soon', '..'))", []Rule{RuleBadValue}, "1:32"},
		{"T_DURING(verified_on, INTERVAL('..'))", []Rule{RuleSyntax}, "1:36"},
		{"(fenced = TRUE) = TRUE", []Rule{RuleSyntax}, "1:9"},
		{"POINT(1 1) IS NULL", []Rule{RuleUnsupported}, "1:1"},
		{"kind='x' AND aera_m2>1 AND name=5 AND", []Rule{RuleUnknownCode, RuleUnknownField, RuleWrongType, RuleSyntax}, "1:6"},
		{"'Ділянка' = name AND\r\n\tназва = 5", []Rule{RuleUnknownField}, "2:2"},
		{deep, []Rule{RuleLimit}, "0:0"},
		{deep[9000 : len(deep)-9000], []Rule{RuleLimit}, "1:33"},
		{"NOT " + strings.Repeat("(", 33) + "TRUE", []Rule{RuleLimit}, "1:37"},
		{"name = " + strings.Repeat("casei(", 40) + "'x'", []Rule{RuleLimit}, ""},
		{"area_m2 IN (1" + strings.Repeat(",1", 2000) + ")", []Rule{RuleLimit}, ""},
		{strings.Repeat(" ", MaxText) + "TRUE", []Rule{RuleLimit}, "0:0"},
	} {
		name := test.text[:min(len(test.text), 60)]
		e, err := ParseCQL2(test.text, sites())
		var faults Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: got %v and error %v, want faults", name, e, err)
			continue
		}
		var rules []Rule
		for _, f := range faults {
			rules = append(rules, f.Rule)
		}
		if !slices.Equal(rules, test.rules) {
			t.Errorf("%s: got %v, want %v", name, faults, test.rules)
		}
		if where := strconv.Itoa(faults[0].Line) + ":" + strconv.Itoa(faults[0].Column); test.where != "" && where != test.where {
			t.Errorf("%s: got %v at %s, want it at %s", name, faults[0], where, test.where)
		}
	}
}

func TestFaultsSayWhatWouldBeRight(t *testing.T) {
	for text, want := range map[string]string{
		"aera_m2 > 1":                  "at line 1, column 1: unknown field: got aera_m2, want a field; the nearest is area_m2",
		"kind = 'brownfeld'":           "at line 1, column 8: unknown code: got 'brownfeld', want one of free_land, brownfield, building",
		"area_m2 > 'x'":                "at line 1, column 11: wrong type: got 'x' (text), want a number, because area_m2 is of type number",
		"verified_on = '2026-01-31'":   "at line 1, column 15: wrong type: got '2026-01-31' (text), want a day as DATE('2026-01-31'), because verified_on is of type date",
		"S_NEAR(geometry, POINT(1 1))": "at line 1, column 1: unsupported: got the function S_NEAR, want one of CASEI, ACCENTI, DATE, TIMESTAMP, INTERVAL, and the relations of CQL2: S_…, T_… and A_…",
	} {
		if _, err := ParseCQL2(text, sites()); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestFaultsAreCapped(t *testing.T) {
	text := strings.Repeat("x = 1 AND ", 300) + "TRUE"
	_, err := ParseCQL2(text, sites())
	var faults Faults
	if !errors.As(err, &faults) || len(faults) != MaxFaults {
		t.Errorf("got %d faults, want %d", len(faults), MaxFaults)
	}
}

func TestTreesPrintAndParseBack(t *testing.T) {
	vocab := sites()
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		e := randomExpr(r, vocab, 4)
		text := Canonical(e)
		if len(text) > MaxText {
			continue
		}
		back, err := ParseCQL2(text, vocab)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if !reflect.DeepEqual(back, e) {
			t.Fatalf("%s:\n got %#v\nwant %#v", text, back, e)
		}
	}
}

func TestWideTreesPrintAndParseBack(t *testing.T) {
	var terms []Expr
	for i := range 300 {
		terms = append(terms, Compare{Greater, Property{"area_m2"}, Number(float64(i))})
	}
	e := AnyOf(terms...)
	back, err := ParseCQL2(Canonical(e), sites())
	if err != nil || !reflect.DeepEqual(back, e) {
		t.Errorf("got %v, error %v", back, err)
	}
}
