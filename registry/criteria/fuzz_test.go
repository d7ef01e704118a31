package criteria

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkTree holds a parsed tree to what the package promises, whatever it was
// parsed from.
func checkTree(t *testing.T, e Expr) {
	t.Helper()
	vocab := sites()
	text := Canonical(e)
	if len(text) <= MaxText {
		back, err := ParseCQL2(text, vocab)
		if err != nil && !strings.Contains(err.Error(), "more than") {
			t.Fatalf("%s does not parse back: %v", text, err)
		}
		if err == nil && !reflect.DeepEqual(back, e) {
			t.Fatalf("%s parses back as %s", text, Canonical(back))
		}
	}
	for _, name := range Fields(e) {
		if f, ok := vocab.Lookup(name); !ok || !f.Filter {
			t.Fatalf("%s reads %s", text, name)
		}
	}
	r := rand.New(rand.NewPCG(uint64(len(text)), 1))
	for range 3 {
		row := randomRow(r, vocab)
		x := Explain(Split(e), row, vocab)
		if truth := Eval(e, row); x.Truth != truth || Eval(Positive(e), row) != truth {
			t.Fatalf("%s is %v, explained as %v", text, truth, x.Truth)
		}
		if _, err := json.Marshal(x.Failures); err != nil {
			t.Fatal(err)
		}
	}
}

// checkFaults holds an error to what the package promises.
func checkFaults(t *testing.T, err error) {
	t.Helper()
	var faults Faults
	if !errors.As(err, &faults) || len(faults) == 0 || len(faults) > MaxFaults {
		t.Fatalf("%T is no list of faults", err)
	}
	for _, f := range faults {
		if f.Rule == "" || f.Got == "" || !utf8.ValidString(f.Error()) {
			t.Fatalf("%#v", f)
		}
	}
}

func FuzzParseCQL2(f *testing.F) {
	for _, text := range grammar {
		f.Add(strings.TrimPrefix(text, "!"))
	}
	for _, text := range []string{
		"", "'", `"`, "((((", "NOT NOT", "name='\\", "name='a\\'", "area_m2>1e999", "\xff", "name='\xff'", "kind='it''s' OR NOT (TRUE)",
		"updated_at IN (DATE('2026-01-01'),TIMESTAMP('2026-01-01T00:00:00Z'))", "S_INTERSECTS(geometry,POLYGON((0 0)))", "name='; DROP TABLE site;--'",
		"area_m2 BETWEEN 1 AND 2 AND 3", "5 BETWEEN area_m2 AND 7", "S_INTERSECTS(geometry,BBOX(1,2,3))", "\u200b=1", "date.x:y=1",
		"-(-area_m2)^2 div 3 % 2 > 1 - -1", "(area_m2) IS NULL", "((area_m2+1)) IN (1/0)", "T_MEETS(INTERVAL(verified_on,'..'),INTERVAL('..',verified_on))",
		"S_WITHIN(BBOX(170,-1,-170,1),geometry)", "ACCENTI(CASEI(name)) LIKE 'é%'",
		"A_CONTAINS(tags,(name,CASEI(kind),'a'))", "A_EQUALS((1,'a',TRUE),(2,DATE('2026-01-01')))", "NOT a_overlaps(tags,allowed_uses)", "A_CONTAINEDBY((),())", "area_m2 = 1e308*10",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseCQL2(text, sites())
		if err != nil {
			checkFaults(t, err)
			return
		}
		checkTree(t, e)
	})
}

func FuzzParseFilterInJSON(f *testing.F) {
	for _, text := range grammar {
		if e, err := ParseCQL2(strings.TrimPrefix(text, "!"), sites()); err == nil {
			document, err := JSON(e)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(document))
		}
	}
	for _, document := range []string{
		"", "null", "[]", "{}", `{"op":"and","args":[]}`, `{"op":"=","args":[{"property":"na\"me"},"x"]}`, `{"op":"x(","args":[1]}`, `{"op":"=","args":[{"property":"name"},null]}`,
		`{"op":"t_during","args":[{"property":"verified_on"},{"interval":["..","2026-01-01"]}]}`, `{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[]}]}`,
		`{"op":"=","args":[{"property":"area_m2"},1e999]}`, `{"op":"in","args":[{"property":"kind"},[]]}`, `{"op":"not","args":[{"op":"isNull","args":[{"property":"name"}]}]} {}`,
	} {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) {
		e, err := ParseFilter(Filter{Text: document, Lang: CQL2JSON}, sites())
		if err != nil {
			checkFaults(t, err)
			return
		}
		checkTree(t, e)
		again, err := JSON(e)
		if err != nil {
			t.Fatal(err)
		}
		if len(again) > MaxText {
			return
		}
		back, err := ParseFilter(Filter{Text: string(again), Lang: CQL2JSON}, sites())
		if err != nil && !strings.Contains(err.Error(), "more than") {
			t.Fatalf("%s does not parse back: %v", again, err)
		}
		if err == nil && Canonical(back) != Canonical(e) {
			t.Fatalf("%s parses back as %s", again, Canonical(back))
		}
	})
}

func FuzzFromParams(f *testing.F) {
	for _, query := range []string{
		"kind=brownfield,free_land&min_area_m2=1&bbox=1,2,3,4", `name=a\,b\\,c`, "bbox=170,0,-170,1", "bbox=-1e9,0,1e9,1", "bbox=NaN,0,1,1",
		"filter=area_m2>1+OR+fenced%3Dtrue", "updated_at=2026-01-31,2026-01-31T00:00:00Z", "max_updated_at=2026-01-31", "allowed_uses=industry",
		"name=%ff", "x=1&x=2", "=", "fenced=true,false", "min_=1", "area_m2=,",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		c, err := FromParams(values, []string{"limit"}, sites())
		if err != nil {
			checkFaults(t, err)
			return
		}
		e := c.Expr()
		checkTree(t, e)
	})
}

func FuzzFromMust(f *testing.F) {
	for _, seed := range [][3]string{
		{"area_m2", ">=", "5"}, {"kind", "in", `["brownfield"]`}, {"name", "like", `"a%"`}, {"allowed_uses", "has", `"industry"`},
		{"verified_on", "between", `["2026-01-01","2026-02-01"]`}, {"updated_at", "=", `"2026-01-01"`}, {"name", "isNull", "false"}, {"name", "=", `"\u0000"`},
	} {
		f.Add(seed[0], seed[1], seed[2], "")
	}
	f.Add("area_m2", "<", "1", `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`)
	f.Add("area_m2", "<", "1", `{"type":"GeometryCollection","geometries":[]}`)
	f.Fuzz(func(t *testing.T, field, op, value, within string) {
		if value != "" && !json.Valid([]byte(value)) || within != "" && !json.Valid([]byte(within)) {
			return
		}
		c, err := FromMust([]Must{{field, op, json.RawMessage(value)}}, json.RawMessage(within), sites())
		if err != nil {
			checkFaults(t, err)
			return
		}
		checkTree(t, c.Expr())
	})
}

func FuzzDecodeCursor(f *testing.F) {
	keys, err := ParseSort(everyKey, sites())
	if err != nil {
		f.Fatal(err)
	}
	hash := Hash(nil, keys)
	known := Cursor{Sort: keys, Hash: hash, ID: 5, Values: []Value{
		Number(1.5), Text("a"), Bool(false), day("2026-01-31"), instant("2026-01-31T12:00:00Z"),
	}}
	f.Add(known.String())
	f.Add(Cursor{Sort: keys, Hash: hash, Values: make([]Value, len(keys))}.String())
	f.Add("")
	f.Add("e30")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := DecodeCursor(text, keys, hash, sites())
		if err != nil {
			checkFaults(t, err)
			return
		}
		again, err := DecodeCursor(c.String(), keys, hash, sites())
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Fatalf("%+v decodes again as %+v, error %v", c, again, err)
		}
		if Eval(c.After("id"), rowOf(map[string]Value{"id": Number(0)})) == Unknown {
			t.Fatalf("%s is unknown", Canonical(c.After("id")))
		}
	})
}

func FuzzParseSort(f *testing.F) {
	f.Add("-area_m2,ref")
	f.Add("+ref, -kind")
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := ParseSort(text, sites())
		if err != nil {
			checkFaults(t, err)
			return
		}
		for _, k := range keys {
			if again, err := ParseSort(k.String(), sites()); err != nil || again[0] != k {
				t.Fatalf("%v reads back as %v, error %v", k, again, err)
			}
		}
	})
}
