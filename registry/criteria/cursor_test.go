package criteria

import (
	"encoding/base64"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestParseSort(t *testing.T) {
	for text, want := range map[string][]SortKey{
		"area_m2":             {{Field: "area_m2"}},
		"-area_m2,ref":        {{Field: "area_m2", Desc: true}, {Field: "ref"}},
		"+area_m2, ref,-kind": {{Field: "area_m2"}, {Field: "ref"}, {Field: "kind", Desc: true}},
	} {
		got, err := ParseSort(text, sites())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, error %v", text, got, err)
		}
	}
	for text, rules := range map[string][]Rule{
		"":                                      {RuleEmpty},
		"-":                                     {RuleEmpty},
		"ref,,kind":                             {RuleEmpty},
		"aera_m2,x":                             {RuleUnknownField, RuleUnknownField},
		"--ref":                                 {RuleUnknownField},
		"geometry":                              {RuleUnknownField},
		"allowed_uses":                          {RuleUnknownField},
		"verified_on,note":                      {RuleUnknownField},
		"ref,-ref":                              {RuleRepeated},
		"ref,name,kind,area_m2,power_kw,fenced": {RuleLimit},
	} {
		_, err := ParseSort(text, sites())
		if got := rulesOf(err); !slices.Equal(got, rules) {
			t.Errorf("%s: got %v, want %v", text, err, rules)
		}
	}
}

// rulesOf gives the rules of the faults that an error is.
func rulesOf(err error) []Rule {
	var faults Faults
	errors.As(err, &faults)
	var rules []Rule
	for _, f := range faults {
		rules = append(rules, f.Rule)
	}
	return rules
}

// everyKey orders by one field of each type that can be ordered by.
const everyKey = "-area_m2,name,fenced,-verified_on,updated_at"

func everyCursor(t *testing.T) (Cursor, []SortKey) {
	t.Helper()
	keys, err := ParseSort(everyKey, sites())
	if err != nil {
		t.Fatal(err)
	}
	return Cursor{Sort: keys, ID: 42, Hash: Hash(nil, keys), Revision: 17, Values: []Value{
		Number(math.Inf(1)), Text("Цех «№ 5»"), Bool(true), day("2026-01-31"), instant("2026-01-31T12:00:00.000001Z"),
	}}, keys
}

func TestCursorsDecodeToThemselves(t *testing.T) {
	c, keys := everyCursor(t)
	for range 2 {
		got, err := DecodeCursor(c.String(), keys, c.Hash, sites())
		if err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("got %+v, error %v, want %+v", got, err, c)
		}
		c.Values = make([]Value, len(keys)) // all unknown
	}
	plain := Cursor{ID: 7, Hash: Hash(nil, nil)}
	if got, err := DecodeCursor(plain.String(), nil, plain.Hash, sites()); err != nil || got.ID != 7 {
		t.Errorf("without keys: got %+v, error %v", got, err)
	}
}

func TestCursorFaults(t *testing.T) {
	c, keys := everyCursor(t)
	encode := func(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
	good, err := base64.RawURLEncoding.DecodeString(c.String())
	if err != nil {
		t.Fatal(err)
	}
	with := func(from, to string) string {
		if !strings.Contains(string(good), from) {
			t.Fatalf("%s is not in %s", from, good)
		}
		return encode(strings.Replace(string(good), from, to, 1))
	}
	for name, test := range map[string]struct {
		text string
		rule Rule
	}{
		"nothing":          {"", RuleBadCursor},
		"no base64":        {"!", RuleBadCursor},
		"padding":          {c.String() + "=", RuleBadCursor},
		"line break":       {c.String() + "\n", RuleBadCursor},
		"no JSON":          {encode("{"), RuleBadCursor},
		"more after it":    {encode(string(good) + "{}"), RuleBadCursor},
		"unknown member":   {with(`"v":`, `"x":1,"v":`), RuleBadCursor},
		"other version":    {with(`"v":1`, `"v":2`), RuleBadCursor},
		"fewer values":     {with(`"Infinity",`, ``), RuleBadCursor},
		"text for number":  {with(`"Infinity"`, `"5"`), RuleBadCursor},
		"infinite text":    {with(`true`, `"Infinity"`), RuleBadCursor},
		"number for text":  {with(`"Цех «№ 5»"`, `5`), RuleBadCursor},
		"day for instant":  {with(`T12:00:00.000001Z`, ``), RuleBadCursor},
		"broken id":        {with(`"i":42`, `"i":4.5`), RuleBadCursor},
		"too long":         {with(`Цех`, strings.Repeat("x", MaxCursor)), RuleBadCursor},
		"another question": {with(c.Hash, Hash(Literal(false), keys)), RuleCursorMismatch},
		"another order":    {with(`"-area_m2"`, `"area_m2"`), RuleCursorMismatch},
		"fewer keys":       {with(`"s":["-area_m2",`, `"s":[`), RuleBadCursor},
	} {
		_, err := DecodeCursor(test.text, keys, c.Hash, sites())
		if got := rulesOf(err); !slices.Equal(got, []Rule{test.rule}) {
			t.Errorf("%s: got %v, want %s", name, err, test.rule)
		}
	}
}

func TestHashTellsQuestionsApart(t *testing.T) {
	keys := []SortKey{{Field: "ref"}}
	hashes := []string{
		Hash(nil, nil), Hash(nil, keys), Hash(Literal(false), nil), Hash(nil, nil, "meets"), Hash(nil, nil, "fails"),
		Hash(nil, nil, "a", "b"), Hash(nil, nil, "ab"), Hash(Compare{Equal, Property{"ref"}, Text("a")}, nil),
	}
	if slices.Sort(hashes); len(slices.Compact(slices.Clone(hashes))) != len(hashes) {
		t.Errorf("two questions share a hash: %v", hashes)
	}
	if Hash(nil, keys) != Hash(Literal(true), keys) {
		t.Error("no expression and TRUE have two hashes")
	}
}

// Pages cut by After give every site once and in the order of the keys, with
// unknown values last.
func TestPagesGiveEverySiteOnce(t *testing.T) {
	vocab, r := sites(), rand.New(rand.NewPCG(11, 12))
	for _, order := range []string{"area_m2", "-area_m2", "-kind,fenced", "verified_on,-name", everyKey} {
		keys, err := ParseSort(order, vocab)
		if err != nil {
			t.Fatal(err)
		}
		stock := make([]Row, 80)
		for i := range stock {
			row, id := randomRow(r, vocab), Number(float64(i))
			value := row.Value
			row.Value = func(field string) Value {
				if field == "id" {
					return id
				}
				return value(field)
			}
			stock[i] = row
		}
		want := slices.Clone(stock)
		slices.SortStableFunc(want, func(a, b Row) int { return orderOf(keys, a, b) })
		var got []Row
		for after := Expr(Literal(true)); ; {
			page := slices.DeleteFunc(slices.Clone(want), func(row Row) bool { return Eval(after, row) != True })
			page = page[:min(7, len(page))]
			if len(page) == 0 {
				break
			}
			got = append(got, page...)
			after = cursorAt(keys, page[len(page)-1]).After("id")
		}
		if len(got) != len(want) {
			t.Fatalf("%s: got %d sites, want %d", order, len(got), len(want))
		}
		for i := range got {
			if got[i].Value("id").Number != want[i].Value("id").Number {
				t.Fatalf("%s: site %d is %v, want %v", order, i, got[i].Value("id"), want[i].Value("id"))
			}
		}
	}
}

func cursorAt(keys []SortKey, row Row) Cursor {
	c := Cursor{Sort: keys, ID: int64(row.Value("id").Number)}
	for _, k := range keys {
		c.Values = append(c.Values, row.Value(k.Field))
	}
	return c
}

func orderOf(keys []SortKey, a, b Row) int {
	for _, k := range keys {
		x, y := a.Value(k.Field), b.Value(k.Field)
		switch {
		case x.IsNull() && y.IsNull():
		case x.IsNull():
			return 1
		case y.IsNull():
			return -1
		default:
			if c := compare(x, y); c != 0 && k.Desc {
				return -c
			} else if c != 0 {
				return c
			}
		}
	}
	return 0
}
