package intake

import (
	"testing"
)

func TestParseNumber(t *testing.T) {
	comma, groups := style{decimalComma: true}, style{groupComma: true}
	for _, c := range []struct {
		text     string
		style    style
		value    float64
		ok       bool
		proposed string
	}{
		{"12.5", style{}, 12.5, true, ""}, {"-0.25", style{}, -0.25, true, ""}, {".5", style{}, 0.5, true, ""},
		{"1.5e3", style{}, 1500, true, ""}, {"3,48", style{}, 3.48, true, ""}, {"0,125", style{}, 0.125, true, ""},
		{"3,500", style{}, 0, false, "3500"}, {"3,500", comma, 3.5, true, ""}, {"3,500", groups, 3500, true, ""},
		{"1,234,567", style{}, 1234567, true, ""}, {"114,425.00", style{}, 114425, true, ""},
		{"1.234.567,89", style{}, 1234567.89, true, ""}, {"1 234,5", style{}, 1234.5, true, ""},
		{"1\u00a0234", style{}, 1234, true, ""}, {"\u22125", style{}, -5, true, ""}, {"1'234.5", style{}, 1234.5, true, ""},
		{"700 (200 net)", style{}, 0, false, ""}, {"1 (net)", style{}, 0, false, "1"}, {">1", style{}, 0, false, ""},
		{"c. 50", style{}, 0, false, "50"}, {"about -1.5", style{}, 0, false, "-1.5"},
		{"Phase-2", style{}, 0, false, "2"}, {"$29,670", style{}, 0, false, "29670"}, {"TBC", style{}, 0, false, ""},
		{"30.0.5202", style{}, 0, false, ""}, {"1e999", style{}, 0, false, ""}, {"543575, 543397", style{}, 0, false, ""},
		{"0x10", style{}, 0, false, ""}, {"NaN", style{}, 0, false, ""}, {"", style{}, 0, false, ""},
	} {
		value, ok, proposed := parseNumber(c.text, c.style)
		if ok != c.ok || ok && value != c.value || proposed != c.proposed {
			t.Errorf("%q: %v %v %q, want %v %v %q", c.text, value, ok, proposed, c.value, c.ok, c.proposed)
		}
	}
}

func TestParseDate(t *testing.T) {
	days, months := style{dayFirst: true}, style{monthFirst: true}
	for _, c := range []struct {
		text     string
		style    style
		day      string
		proposed string
	}{
		{"2017-12-20", style{}, "2017-12-20", ""}, {"2017-12-20T00:00:00Z", style{}, "2017-12-20", ""},
		{"2009/07/30 00:00:00+00", style{}, "2009-07-30", ""}, {"19930516", style{}, "1993-05-16", ""},
		{"31/12/2019", style{}, "2019-12-31", ""}, {"12/31/2019", style{}, "2019-12-31", ""},
		{"03/04/2020", days, "2020-04-03", ""}, {"03/04/2020", months, "2020-03-04", ""},
		{"03/04/2020", style{}, "", "2020-04-03"}, {"04/04/2020", style{}, "2020-04-04", ""},
		{"01.02.2021", days, "2021-02-01", ""}, {"26/09/06", days, "", "2006-09-26"},
		{"3 December 2019", style{}, "2019-12-03", ""}, {"30-Jun-17", style{}, "", "2017-06-30"},
		{"2017-03-07 | 2015-06-04", style{}, "", "2017-03-07"}, {"1575158400000", style{}, "", "2019-12-01"},
		{"42887", style{}, "", "2017-06-01"}, {"2019-02-30", style{}, "", ""}, {"soon", style{}, "", ""},
		{"2017", style{}, "", ""}, {"218-05-25", style{}, "", ""},
	} {
		day, ok, proposed := parseDate(c.text, c.style)
		if ok != (c.day != "") || ok && day.String() != c.day || proposed != c.proposed {
			t.Errorf("%q: %s %v %q, want %s %q", c.text, day, ok, proposed, c.day, c.proposed)
		}
	}
}

func TestLearnStyle(t *testing.T) {
	for name, c := range map[string]struct {
		values []string
		want   style
	}{
		"decimal comma":       {[]string{"3,5", "3,500"}, style{decimalComma: true}},
		"grouping comma":      {[]string{"1,234,567", "3,500"}, style{groupComma: true}},
		"money":               {[]string{"$114,425.00"}, style{groupComma: true}},
		"nothing is certain":  {[]string{"3,500", "12"}, style{}},
		"a contradiction":     {[]string{"3,5", "1,234,567"}, style{}},
		"day first":           {[]string{"03/04/2020", "25/04/2020"}, style{dayFirst: true}},
		"month first":         {[]string{"03/04/2020", "04/25/2020"}, style{monthFirst: true}},
		"both orders at once": {[]string{"25/04/2020", "04/25/2020"}, style{}},
	} {
		if got := learnStyle(c.values); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestSplitList(t *testing.T) {
	for text, want := range map[string][]string{
		"a|b": {"a", "b"}, "{a,b}": {"a", "b"}, `{"a, b",c}`: {"a, b", "c"}, `["a","b"]`: {"a", "b"}, "a": {"a"}, "": nil,
		`{"q\"q",NULL}`: {`q"q`}, " a | ": {"a"},
	} {
		got := splitList(text)
		if len(got) != len(want) {
			t.Errorf("%s: %q, want %q", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
		}
	}
}

func TestLinks(t *testing.T) {
	for text, proposed := range map[string]string{
		"https://example.org/a?b=c": "ok", "http://www.example.org": "ok", "www.example.org/plan": "https://www.example.org/plan",
		"Link to PDF of map": "", "https://example.org|https://example.org/2": "https://example.org", "https://nothing": "",
		"https://a.example/x/https://b.example": "", "X:/folder/file.png": "", "ftp://example.org": "",
	} {
		m := newMapping(&generic, newHeader(nil), nil, testDay, 0)
		address, ok := m.link(cell{column: "url"}, text)
		switch {
		case proposed == "ok" && (!ok || address != text || len(m.issues) > 0):
			t.Errorf("%s: %s %v", text, address, m.issues)
		case proposed != "ok" && (ok || len(m.issues) != 1 || m.issues[0].Rule != "V-11" || m.issues[0].Proposed != proposed):
			t.Errorf("%s: %s %+v", text, address, m.issues)
		}
	}
}
