package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"landbank/registry"

	"golang.org/x/text/encoding/charmap"
)

// trap is a file and what must come out of it.
type trap struct {
	name    string
	content string
	rows    []string // line, key, name and the rules that fired: "2 a Town hall V-06 V-30"
	encoded string   // encoding that is recognised, "" for any
	header  int64
}

// told gives a row in the form of trap.rows.
func told(r registry.Row) string {
	text := fmt.Sprintf("%d %s %s", r.Line, r.SourceKey, r.Record.Names.In("uk"))
	for _, i := range r.Issues {
		if i.Line == r.Line {
			text += " " + i.Rule
			if i.Severity == registry.Error {
				text += "!"
			}
		}
	}
	return strings.TrimSpace(text)
}

func utf16Text(text string, big bool) string {
	var b strings.Builder
	for _, unit := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		low, high := byte(unit), byte(unit>>8)
		if big {
			low, high = high, low
		}
		b.WriteByte(low)
		b.WriteByte(high)
	}
	return b.String()
}

func in(table *charmap.Charmap, text string) string {
	encoded, err := table.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return encoded
}

const plainCSV = "id,name,lon,lat\na,Town hall,30.5101,50.4501\nb,Depot,30.5202,50.4602\n"

var csvTraps = []trap{
	{name: "plain", content: plainCSV, rows: []string{"2 a Town hall", "3 b Depot"}, encoded: "UTF-8", header: 1},
	{name: "byte order mark", content: "\ufeff" + plainCSV, rows: []string{"2 a Town hall", "3 b Depot"}, encoded: "UTF-8 with BOM", header: 1},
	{name: "semicolons and decimal commas", content: "id;name;lon;lat\na;Town hall;30,5101;50,4501\n", rows: []string{"2 a Town hall"}, header: 1},
	{name: "tabs", content: strings.ReplaceAll(plainCSV, ",", "\t"), rows: []string{"2 a Town hall", "3 b Depot"}, header: 1},
	{name: "bars", content: strings.ReplaceAll(plainCSV, ",", "|"), rows: []string{"2 a Town hall", "3 b Depot"}, header: 1},
	{name: "carriage returns alone", content: strings.ReplaceAll(plainCSV, "\n", "\r"), rows: []string{"2 a Town hall", "3 b Depot"}, header: 1},
	{name: "carriage return and line feed", content: strings.ReplaceAll(plainCSV, "\n", "\r\n"), rows: []string{"2 a Town hall", "3 b Depot"}, header: 1},
	{name: "no line end at the end", content: strings.TrimSpace(plainCSV), rows: []string{"2 a Town hall", "3 b Depot"}, header: 1},
	{name: "cp1251", content: in(charmap.Windows1251, "id;назва;довгота;широта\na;Ділянка біля їдальні;30,5101;50,4501\n"),
		rows: []string{"2 a Ділянка біля їдальні"}, encoded: "cp1251", header: 1},
	{name: "cp1252", content: in(charmap.Windows1252, "id,nom,lon,lat\na,Friche de l’été – entrée,2.5101,48.4501\n"),
		rows: []string{"2 a Friche de l’été – entrée"}, encoded: "cp1252", header: 1},
	{name: "UTF-16, little end first", content: utf16Text(plainCSV, false), rows: []string{"2 a Town hall", "3 b Depot"}, encoded: "UTF-16LE", header: 1},
	{name: "UTF-16, big end first", content: utf16Text(plainCSV, true), rows: []string{"2 a Town hall", "3 b Depot"}, encoded: "UTF-16BE", header: 1},
	{name: "one row in another encoding", content: plainCSV + "d,Їдальня,30.5303,50.4703\n" + in(charmap.Windows1252, "c,Café,30.5303,50.4703\n"),
		rows: []string{"2 a Town hall", "3 b Depot", "4 d Їдальня", "5 c Café V-30"}, encoded: "UTF-8", header: 1},
	{name: "header not in the first line", content: "Register of sites\n\nas of 2026\n" + plainCSV, rows: []string{"5 a Town hall", "6 b Depot"}, header: 4},
	{name: "line breaks in cells", content: "id,name,lon,lat\na,\"Town\nhall\",30.5101,50.4501\nb,Depot,30.5202,50.4602\n",
		rows: []string{"2 a Town hall", "4 b Depot"}, header: 1},
	{name: "doubled quotes", content: "id,name,lon,lat\na,\"The \"\"Old\"\" hall\",30.5101,50.4501\n", rows: []string{`2 a The "Old" hall`}, header: 1},
	{name: "quotes within a cell", content: "id,name,lon,lat\na,The \"Old\" hall,30.5101,50.4501\n", rows: []string{`2 a The "Old" hall`}, header: 1},
	{name: "blank rows", content: "id,name,lon,lat\n\n,,,\na,Town hall,30.5101,50.4501\n , ,\u00a0,\n", rows: []string{"4 a Town hall"}, header: 1},
	{name: "a quote that never closes", content: "id,name,lon,lat\na,\"Town hall,30.5101,50.4501\nb,Depot,30.5202,50.4602\n",
		rows: []string{`2 a "Town hall V-30`, "3 b Depot"}, header: 1},
	{name: "a quote that swallows rows", content: "id,name,lon,lat\na,\"Town hall,30.5101,50.4501\nb,Depot,30.5202,50.4602\nc,\"Mill\",30.5303,50.4703\n",
		rows: []string{`2 a "Town hall V-30`, "3 b Depot", "4 c Mill"}, header: 1},
	{name: "too few cells", content: "id,name,lon,lat,note\na,Town hall,30.5101,50.4501\n", rows: []string{"2 a Town hall V-30"}, header: 1},
	{name: "a row cut in two", content: "id,name,lon,lat,note\na,Town\nhall,30.5101,50.4501,\n",
		rows: []string{"2 content-", "3 content-"}, header: 1},
	{name: "too many cells", content: "id,name,lon,lat\na,Hall, the old one,30.5101,50.4501\n", rows: []string{"2 content-"}, header: 1},
	{name: "empty cells beyond the header", content: "id,name,lon,lat\na,Town hall,30.5101,50.4501,,\n", rows: []string{"2 a Town hall"}, header: 1},
	{name: "values in a column without a name", content: "id,name,lon,lat,\na,Town hall,30.5101,50.4501,extra\n", rows: []string{"2 a Town hall"}, header: 1},
	{name: "the header again", content: plainCSV + "ID,Name,Lon,Lat\nc,Mill,30.5303,50.4703\n",
		rows: []string{"2 a Town hall", "3 b Depot", "4 content-", "5 c Mill"}, header: 1},
	{name: "a line of totals", content: plainCSV + "Total,2,,\n", rows: []string{"2 a Town hall", "3 b Depot", "4 content-"}, header: 1},
	{name: "the same name twice", content: "id,name,name,lon,lat\na,Town hall,Second,30.5101,50.4501\n", rows: []string{"2 a Town hall"}, header: 1},
}

func TestCSVTraps(t *testing.T) {
	for _, trap := range csvTraps {
		t.Run(trap.name, func(t *testing.T) {
			f, rows := readAll(t, write(t, "trap.csv", trap.content), Options{})
			if got := f.Recognised(); trap.encoded != "" && got.Encoding != trap.encoded || got.HeaderRow != trap.header {
				t.Errorf("recognised %s with the header in line %d", got.Encoding, got.HeaderRow)
			}
			var got []string
			for _, r := range rows {
				text := told(r)
				if strings.Contains(text, " content-") {
					text = text[:strings.Index(text, " content-")+len(" content-")]
					if !slices.ContainsFunc(r.Issues, func(i registry.Issue) bool { return i.Severity == registry.Error }) {
						t.Errorf("line %d: not rejected", r.Line)
					}
				}
				got = append(got, text)
			}
			if !slices.Equal(got, trap.rows) {
				t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(trap.rows, "\n"))
			}
		})
	}
}

func TestRejectedRowsKeepEveryCell(t *testing.T) {
	_, rows := readAll(t, write(t, "wide.csv", "id,name,lon,lat\na,Hall, the old one,30.5101,50.4501\n"), Options{})
	var cells []string
	for _, v := range rows[0].Raw {
		cells = append(cells, v.Value)
	}
	if got := strings.Join(cells, "/"); got != "a/Hall/ the old one/30.5101 | 50.4501" {
		t.Errorf("raw cells %s", got)
	}
}

func TestFilesThatAreNoRegisters(t *testing.T) {
	for name, content := range map[string]string{
		"empty":        "",
		"blank":        " \n\n",
		"web page":     "<!DOCTYPE html><html><body>Download</body></html>",
		"XML":          "<?xml version=\"1.0\"?><a/>",
		"PDF":          "%PDF-1.7\nbinary",
		"GeoPackage":   "SQLite format 3\x00",
		"list":         "[1,2,3]",
		"other JSON":   `{"a":1}`,
		"prose":        "Dear colleagues\nplease find the register enclosed\n",
		"binary":       strings.Repeat("\x01\x02\x03\x04a", 100),
		"no features":  `{"type":"FeatureCollection","features":[]}`,
		"broken zip":   "PK\x03\x04 and nothing more",
		"broken gzip":  "\x1f\x8b\x00",
		"one geometry": `{"type":"Point","coordinates":[1,2]}`,
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Open(write(t, "file", content), Options{})
			if err == nil {
				_ = f.Close()
				t.Fatalf("opened as %+v", f.Recognised())
			}
			if text := err.Error(); len(text) < 15 || strings.Contains(text, "EOF") {
				t.Errorf("the sentence is %q", text)
			}
		})
	}
}

func TestHeaderWithoutRowsIsAnEmptyRegister(t *testing.T) {
	f, rows := readAll(t, write(t, "empty.csv", "OrganisationURI,SiteReference,SiteNameAddress,GeoX,GeoY\n"), Options{})
	if len(rows) != 0 || f.Recognised().Profile != "england-brownfield" {
		t.Errorf("%d rows, %s", len(rows), f.Recognised().Profile)
	}
}

func FuzzCSV(f *testing.F) {
	for _, trap := range csvTraps {
		f.Add(trap.content)
	}
	f.Add("id,lon,lat\n\"\"\"\"\n\"a\"b\",\"c\nd\"\"\n")
	f.Add("id,name,lon,lat\na,Hall,30.0.5202,50.4\n")
	f.Fuzz(func(t *testing.T, content string) {
		lineEnd := sniffLineEnd([]byte(content))
		separator, columns := sniffSeparator([]byte(content), lineEnd, true)
		if columns < 2 {
			return
		}
		g, err := openGrid(newCSVLines(strings.NewReader(content), separator, lineEnd, &legacyText{}))
		if err != nil {
			return
		}
		checkTable(t, g, len(content))
	})
}

// checkTable maps the rows of a table and makes sure that each has a place and a key.
func checkTable(t *testing.T, from table, most int) {
	t.Helper()
	m := newMapping(&generic, from.header(), nil, registry.NewDate(2026, 11, 23), 0)
	last := int64(0)
	for rows := 0; ; rows++ {
		r, err := from.next()
		if err != nil {
			return
		}
		got := m.take(r)
		if got.Line <= last || got.SourceKey == "" || rows > most {
			t.Fatalf("row %d, line %d after %d, key %q", rows, got.Line, last, got.SourceKey)
		}
		last = got.Line
	}
}
