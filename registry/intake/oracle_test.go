package intake

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"landbank/registry"
)

var updateAgreement = flag.Bool("agreement", false, "rewrite the figures of docs/rules-agreement.md")

// said is one thing that one of the two programs says of a row.
type said struct {
	topic string
	kind  string // type of the oracle's issue, or our rule
	text  string // value of theirs, message of ours
}

// topics are what both speak of, in the order of the document.
var topics = []string{"place", "date", "number", "address", "organisation", "default"}

// disagreement is a class of things that one of the two says and the other
// does not, with why.
type disagreement struct {
	topic, side, kind string
	form              *regexp.Regexp // of the text; nil for any
	why               string
}

const theirs, ours = "oracle", "Landbank"

// disagreements explain every thing that only one of the two says; the test
// fails on one that none of them takes.
var disagreements = []disagreement{
	{"default", theirs, "default", nil, "The oracle fills in what is missing: the day of the last update by that of the first entry or of the file, both ends of the range of homes by the other or by the former column MinNetDwellings. Landbank reads the former column as what it became (V-28), and fills in nothing: unknown stays unknown."},
	{"date", theirs, "date", regexp.MustCompile(`\d{4}/\d\d/\d\d 00:00:00`), "2019/12/01 00:00:00+00 is no ISO day, but leaves no doubt; Landbank takes it as 2019-12-01."},
	{"date", ours, "V-10", regexp.MustCompile(`not one day beyond doubt`), "Days with two digits of the year, or whose day and month can be exchanged (05-Dec-18): the oracle takes the likeliest, Landbank proposes it."},
	{"date", ours, "V-10", regexp.MustCompile(`not a day`), "Years of three digits, a month 30 (2020-30-06), words: the oracle turns day and month round, keeps the year 218, or drops the word, without an issue."},
	{"date", ours, "V-10", regexp.MustCompile(`in the future`), "A check or an entry that has not taken place yet; the oracle does not look at the calendar."},
	{"date", ours, "V-10", regexp.MustCompile(`the end is before`), "A site that left its register before it entered; the oracle compares no days."},
	{"number", ours, "V-06", regexp.MustCompile(`less than nothing`), "A negative number of homes is an integer for the oracle."},
	{"address", theirs, "uri", regexp.MustCompile(`\|`), "The standard allows several addresses with a bar between them in PlanningHistory; Landbank reads each, and none of these is at fault."},
	{"address", ours, "V-11", nil, "Addresses with spaces or angle brackets in them: no browser takes them as they are; the oracle does."},
	{"organisation", theirs, "opendatacommunities-uri", nil, "Rows without the URI: where the name of the organisation stands beside it Landbank takes that, and of a row without a reference too it says that it has no identifier at all (V-12)."},
	{"organisation", ours, "V-12", nil, "Lines between the sites (a heading over a group) that look like rows without an organisation; the oracle fills the organisation in from the file's name."},
	{"place", theirs, "Failed", regexp.MustCompile(`\d,\d{3}\.\d`), "Coordinates with a comma between the thousands (558,600.24): a number that can be read in one way only, and Landbank reads it."},
	{"place", ours, "V-01", nil, "Latitude in the column of longitude: the oracle turns it round in silence, Landbank proposes it (--accept V-01)."},
	{"place", ours, "V-02", regexp.MustCompile(`earth-centred`), "X and Y of earth-centred coordinates without Z: the oracle converts them in silence, to places within some 40 m of those that Landbank proposes (--accept V-02)."},
	{"place", ours, "V-02", regexp.MustCompile(`axes exchanged the numbers fit`), "Northing in the column of easting: the oracle takes the numbers as they stand, and the sites lie in the Irish Sea."},
	{"place", ours, "V-02", regexp.MustCompile(`fit|stated`), "Metres of the national grid in the columns of degrees, or degrees where the grid is stated: the oracle converts in silence what fits, Landbank proposes the system (--accept V-02)."},
	{"place", ours, "V-02", regexp.MustCompile(`not a known reference system`), "A misspelled reference system (WSG84) is told; the oracle does not read the column."},
	{"place", ours, "V-03", nil, "Digits are missing (50431, 25035): the oracle converts what is left, and the sites lie in the Atlantic, without an issue."},
	{"place", ours, "V-04", nil, "Two values in one cell; the oracle leaves the point out."},
	{"place", ours, "V-06", nil, "A coordinate with a sign that is no text in front of it; the oracle leaves the row without a point, and without an issue."},
	{"place", ours, "V-15", nil, "A row without any coordinates is rejected: a site without a place cannot be shown. The oracle keeps the row without a point and says nothing."},
}

// The oracle is what another program, that of the English register of
// registers, found in the same files of councils: a second opinion, not the
// truth. Everything that only one of the two says has a class with a reason.
func TestRulesAgreeWithTheOracle(t *testing.T) {
	if !gdalInstalled() {
		t.Skip("one of the files is an old workbook, which needs ogr2ogr")
	}
	paths, err := filepath.Glob(realFile(t, "uk-brownfield/raw/*_*"))
	if err != nil || len(paths) != 152 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	c := comparison{t: t, both: map[string]int{}, classes: make([]int, len(disagreements))}
	for _, path := range paths {
		c.file(path)
	}
	text := c.table()
	t.Log("\n" + text)
	compareDocument(t, text)
}

// comparison counts what the two say.
type comparison struct {
	t       *testing.T
	rows    int
	extra   int // rows that only Landbank has
	both    map[string]int
	classes []int
}

func (c *comparison) file(path string) {
	c.t.Helper()
	f, err := Open(path, Options{Today: testDay, Profile: "england-brownfield"})
	if err != nil {
		c.t.Fatalf("%s: %v", path, err)
	}
	defer f.Close()
	var rows []registry.Row
	for {
		row, err := f.Next(context.Background())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.t.Fatalf("%s: %v", path, err)
		}
		rows = append(rows, row)
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + ".csv"
	folder := filepath.Join(filepath.Dir(path), "..", "oracle")
	harmonised, issues := tableOf(c.t, filepath.Join(folder, "harmonised", name)), tableOf(c.t, filepath.Join(folder, "issue", name))
	their := map[int][]said{}
	for _, i := range issues[1:] {
		at, err := strconv.Atoi(i[0])
		if err != nil {
			c.t.Fatalf("%s: %v", name, err)
		}
		their[at] = append(their[at], theirWords(i))
	}
	reference := slices.Index(harmonised[0], "SiteReference")
	at := 1
	for i := range rows {
		matched := at < len(harmonised) && (len(rows) == len(harmonised)-1 || c.reference(f, &rows[i]) == strings.TrimSpace(harmonised[at][reference]))
		if !matched {
			c.extra++
			continue
		}
		c.rows++
		c.row(fmt.Sprintf("%s:%d", filepath.Base(path), rows[i].Line), their[at], ourWords(&rows[i]))
		at++
	}
}

// reference is what the row has in the column of references.
func (c *comparison) reference(f *File, row *registry.Row) string {
	for _, v := range row.Raw {
		if place, _ := f.profile.find(v.Column); place >= 0 && f.profile.columns[place].names[0] == "sitereference" {
			return strings.TrimSpace(v.Value)
		}
	}
	return ""
}

func (c *comparison) row(where string, their, our []said) {
	for _, topic := range topics {
		of := func(all []said) *said {
			if at := slices.IndexFunc(all, func(s said) bool { return s.topic == topic }); at >= 0 {
				return &all[at]
			}
			return nil
		}
		a, b := of(their), of(our)
		switch {
		case a != nil && b != nil:
			c.both[topic]++
		case a != nil:
			c.class(where, theirs, a)
		case b != nil:
			c.class(where, ours, b)
		}
	}
}

func (c *comparison) class(where, side string, s *said) {
	at := slices.IndexFunc(disagreements, func(d disagreement) bool {
		return d.topic == s.topic && d.side == side && d.kind == s.kind && (d.form == nil || d.form.MatchString(s.text))
	})
	if at < 0 {
		c.t.Errorf("%s: only %s says of the %s: %s %s", where, side, s.topic, s.kind, s.text)
		return
	}
	c.classes[at]++
}

func theirWords(issue []string) said {
	field, kind, value := issue[1], strings.Fields(issue[2])[0], issue[3]
	topic, known := map[string]string{"date": "date", "integer": "number", "uri": "address", "default": "default"}[kind]
	switch {
	case field == "OrganisationURI":
		topic, kind = "organisation", "opendatacommunities-uri"
	case !known:
		topic = "place"
	}
	return said{topic, kind, value}
}

func ourWords(row *registry.Row) []said {
	var all []said
	for _, i := range row.Issues {
		topic := ""
		switch i.Rule {
		case "V-10":
			topic = "date"
		case "V-11":
			topic = "address"
		case "V-01", "V-02", "V-03", "V-04", "V-15":
			topic = "place"
		case "V-06":
			topic = "number"
			if strings.Contains(i.Message, "coordinate") {
				topic = "place"
			} else if !strings.Contains(squeeze(i.Field), "dwellings") {
				topic = "" // the oracle does not look at areas
			}
		case "V-12":
			if strings.Contains(i.Message, "organisation") {
				topic = "organisation"
			}
		}
		all = append(all, said{topic, i.Rule, i.Message})
	}
	return all
}

// table puts the counts into words.
func (c *comparison) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows of 152 files are compared; %d more are rows for Landbank and none for the oracle.\n\n", c.rows, c.extra)
	b.WriteString("| of the | both say something | only the oracle | only Landbank |\n|---|---|---|---|\n")
	for _, topic := range topics {
		count := map[string]int{}
		for i, d := range disagreements {
			if d.topic == topic {
				count[d.side] += c.classes[i]
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", topic, c.both[topic], count[theirs], count[ours])
	}
	b.WriteString("\n| of the | says only | as | rows | why |\n|---|---|---|---|---|\n")
	for i, d := range disagreements {
		if c.classes[i] > 0 {
			fmt.Fprintf(&b, "| %s | %s | %s | %d | %s |\n", d.topic, d.side, d.kind, c.classes[i], d.why)
		}
	}
	return b.String()
}

func tableOf(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", path, len(rows), err)
	}
	return rows
}

// compareDocument makes sure that the document has these figures.
func compareDocument(t *testing.T, text string) {
	t.Helper()
	const path = "../../docs/rules-agreement.md"
	const from, to = "by the test -->\n", "<!-- end of the figures -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(page), from)
	_, tail, ended := strings.Cut(rest, to)
	if !found || !ended {
		t.Fatalf("%s has no place for the figures", path)
	}
	want := head + from + "\n" + text + "\n" + to + tail
	if *updateAgreement {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(page) != want {
		t.Errorf("%s has other figures: go test ./registry/intake -run Oracle -agreement", path)
	}
}
