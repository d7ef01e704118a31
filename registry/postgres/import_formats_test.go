package postgres_test

import (
	"testing"

	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/intake/specimen"
)

// One register as Shapefile, GeoPackage, KML, XLSX, DXF and cp1251 CSV gives one stock: after the first of them has been
// published, every other one finds all its sites unchanged, which is to say the same identities, records (columns that
// no field is there for included) and outlines. A drawing has no attributes; it is joined with the table by the texts
// within its outlines. Formats that this leaves out, holes and outlines of several parts are compared row by row in
// registry/intake.
func TestEveryFormatGivesTheSameStock(t *testing.T) {
	t.Parallel()
	const sites = 1000
	s := specimen.New(t, sites)
	for i := range s.Rows { // a closed line of a drawing is one outline without holes
		s.Rows[i].Parts = s.Rows[i].Parts[:1]
		s.Rows[i].Parts[0] = s.Rows[i].Parts[0][:1]
	}
	d := newDesk(t)
	bring := func(path string, o intake.Options) registry.ImportResult {
		t.Helper()
		o.Today = registry.NewDate(2026, 1, 2)
		file, err := intake.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		result, err := d.store.Import(t.Context(), job(), file)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	if got := counts(bring(s.LegacyCSV(t), intake.Options{})); got != [4]int64{sites, 0, 0, 0} {
		t.Fatalf("the table brings %v", got)
	}
	const stock = "select md5(string_agg(to_jsonb(p)::text, '' order by id)) || (select max(seq) from revision) from site_public p"
	want := ask[string](d, stock)
	compare := func(name string, result registry.ImportResult) {
		t.Helper()
		if got := counts(result); got != [4]int64{0, 0, sites, 0} || ask[string](d, stock) != want {
			t.Errorf("%s brings another stock: %v", name, got)
		}
	}
	origin := s.GeoJSON(t)
	compare("DXF", bring(s.File(t, "table.csv", s.Table(t, false)), intake.Options{Outlines: s.Drawing(t), OutlinesCRS: 4326, Join: "id=Text"}))
	compare("Shapefile", bring(s.LegacyShapefile(t, origin), intake.Options{}))
	compare("GeoPackage", bring(s.Converted(t, origin, "s.gpkg", "GPKG"), intake.Options{}))
	compare("KML", bring(s.Converted(t, origin, "s.kml", "KML"), intake.Options{}))
	compare("XLSX", bring(s.Workbook(t), intake.Options{}))

	// A changed copy brings exactly what is changed.
	s.Rows[3].Cells[4], s.Rows[4].Parts[0][0][1][0] = "вул. Коротка, 1", s.Rows[4].Parts[0][0][1][0]+0.0001
	if got := counts(bring(s.Converted(t, s.GeoJSON(t), "changed.gpkg", "GPKG"), intake.Options{})); got != [4]int64{0, 2, sites - 2, 0} {
		t.Errorf("the changed copy brings %v", got)
	}
	d.holdsTogether()
}
