package intake

import (
	"strings"
	"testing"

	"landbank/registry"
	"landbank/registry/intake/specimen"
)

const parcelTable = `Номер;Назва;Кадастровий номер;lon;lat
1;Перша;8000000000:10:001:0001;30.5;50.4
2;Друга; 8000000000:10:001:0002 ;30.5;50.4
3;Третя;8000000000:10:001:0003;30.51234;50.41234
4;Четверта;8000000000:10:001:0004;;
5;П'ята;8000000000:10:001:0005;30.51235;50.41235
6;Шоста;"8000000000:10:001:0001, 8000000000:10:001:0002";30.51236;50.41236
7;Сьома;;30.51237;50.41237
`

// messages are the words of all findings of a row.
func messages(r registry.Row) string {
	said := ""
	for _, i := range r.Issues {
		said += "; " + i.Message
	}
	return said
}

func square(x, y string) string {
	return `{"type":"Polygon","coordinates":[[[` + x + `0,` + y + `0],[` + x + `1,` + y + `0],[` + x + `1,` + y + `1],[` + x + `0,` + y + `0]]]}`
}

func parcel(number, geometry string) string {
	return `{"type":"Feature","properties":{"cadnum":"` + number + `"},"geometry":` + geometry + `}`
}

func TestTablesAreJoinedWithOutlines(t *testing.T) {
	t.Parallel()
	shapes := write(t, "parcels", collection(
		parcel("8000000000:10:001:0001", square("30.50", "50.40")), parcel("8000000000:10:001:0002", square("30.51", "50.40")),
		parcel("8000000000:10:001:0005", square("30.52", "50.40")), parcel("8000000000:10:001:0005", square("30.53", "50.40")),
		parcel("8000000000:10:001:0009", square("30.54", "50.40")), parcel("8000000000:10:001:0009", square("30.54", "50.40")),
		parcel("", square("30.54", "50.40")), parcel("8000000000:10:001:0008", "null")))
	f, rows := readAll(t, write(t, "t.csv", parcelTable), Options{Outlines: shapes, Today: testDay})
	got, _ := f.Joined()
	want := Join{File: "parcels", TableColumn: "Кадастровий номер", OutlineColumn: "cadnum", Outlines: 6, Nameless: 2, Joined: 2,
		Without: 4, Ambiguous: 1, Unasked: 1}
	if got != want {
		t.Errorf("joined %+v\nwant   %+v", got, want)
	}
	for i, c := range []struct {
		outline bool
		rule    string
		message string
	}{
		{true, "", ""}, {true, "", ""}, {false, "V-15 warning", "no outline with this id"}, {false, "V-15 error", "no location"},
		{false, "V-12 warning", "different outlines"}, {false, "V-15 warning", "2 of 2 outlines"}, {false, "V-15 warning", "no id"},
	} {
		r := rows[i]
		if _, outline := r.Shape.Surface(); outline != c.outline {
			t.Errorf("row %d is at %s", i+1, r.Shape.GeoJSON())
		}
		said := told(r) + messages(r)
		if c.rule == "" && len(r.Issues) > 0 || c.rule != "" && !strings.Contains(said, c.message) {
			t.Errorf("row %d is told %q, want %s %s", i+1, said, c.rule, c.message)
		}
		if rejected := firstError(r).Rule != ""; rejected != (c.rule == "V-15 error") {
			t.Errorf("row %d: %s", i+1, said)
		}
	}
	job, err := f.Job()
	alone, errAlone := digestOf(f.path)
	if err != nil || errAlone != nil || string(job.FileDigest) == string(alone) {
		t.Errorf("the digest does not cover the outlines: %v, %v", err, errAlone)
	}
}

func TestColumnsOfAJoinAreStated(t *testing.T) {
	t.Parallel()
	table := write(t, "t.csv", "plot;title;east;north\nA-7;x;300100;5500100\nA-8;y;300200;5500200\n")
	shapes := write(t, "s", collection(`{"type":"Feature","properties":{"label":"a-7"},"geometry":`+square("30.50", "50.40")+`}`))
	_, rows := readAll(t, table, Options{Outlines: shapes, Join: "Plot=label", CRS: 6384, Today: testDay})
	if _, outline := rows[0].Shape.Surface(); !outline || rows[0].Shape.SRID() != 4326 {
		t.Errorf("the outline is %s in EPSG:%d: %s", rows[0].Shape.GeoJSON(), rows[0].Shape.SRID(), told(rows[0]))
	}
	if rows[1].Shape.SRID() != 6384 {
		t.Errorf("the row without an outline is %s: %s", rows[1].Shape.GeoJSON(), told(rows[1])+messages(rows[1]))
	}
	for join, says := range map[string]string{"": "--join TABLECOLUMN=OUTLINECOLUMN", "nope=label": `no column "nope"`, "plot=nope": `no column "nope"`} {
		if said := refusal(t, table, Options{Outlines: shapes, Join: join}); !strings.Contains(said, says) {
			t.Errorf("--join %q is told %q", join, said)
		}
	}
}

// A drawing has no attributes; joined with the table by the texts within its outlines it gives the same stock as the
// formats that have them.
func TestDrawingsAreJoinedByTheirTexts(t *testing.T) {
	t.Parallel()
	s := specimen.New(t, 300)
	for i := range s.Rows { // a drawing's outline is one closed line
		s.Rows[i].Parts = [][][][2]float64{{s.Rows[i].Parts[0][0]}}
	}
	_, rows := readAll(t, s.File(t, "plain.csv", s.Table(t, true)), Options{Today: testDay})
	want := alike(t, rows)
	drawing := s.Drawing(t)
	table := s.File(t, "table.csv", s.Table(t, false))
	f, rows := readAll(t, table, Options{Outlines: drawing, OutlinesCRS: 4326, Join: "id=Text", Today: testDay})
	if said := differ(alike(t, rows), want); said != "" {
		t.Error(said)
	}
	if got, _ := f.Joined(); got.Joined != 300 || got.Nameless != 1 || got.Unasked != 0 {
		t.Errorf("joined %+v", got)
	}
	if notes := strings.Join(f.Recognised().Notes, "; "); !strings.Contains(notes, "DXF") {
		t.Errorf("notes %q", notes)
	}
	alone, rows := readAll(t, drawing, Options{CRS: 4326, Today: testDay})
	if got := alone.Recognised(); len(rows) != 301 || got.Format != "DXF" || got.CRS != "EPSG:4326, as stated by the caller" ||
		len(got.Notes) != 1 || got.Notes[0] != "301 closed lines taken as outlines, 600 texts within them; 1 other entities left out" {
		t.Errorf("%d rows, recognised %+v", len(rows), alone.Recognised())
	}
	if e := rows[0].Record.Extra; e["Layer"] != "PLOTS" || e["Text"] != "S-0000" || e["Text 2"] != "0.9 га" || e["EntityHandle"] == "" {
		t.Errorf("extra %v", e)
	}
}
