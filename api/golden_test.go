package api

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"landbank/geo/geotest"
	"landbank/registry"
)

var update = flag.Bool("update", false, "write the golden files anew")

// list gives rows out of memory.
type list []registry.Row

func (l *list) Next(context.Context) (registry.Row, error) {
	if len(*l) == 0 {
		return registry.Row{}, io.EOF
	}
	row := (*l)[0]
	*l = (*l)[1:]
	row.Line = 1
	return row, nil
}

func of[T any](v T) *T { return &v }

// three are sites that show every state of knowledge: one with everything, one
// with less power, and a point of which nothing else is known.
func three(t *testing.T) *list {
	foundry := registry.Record{
		Kind: "brownfield", Names: registry.Text{"uk": "Ливарний цех", "en": "Foundry"}, Summary: registry.Text{"uk": "Дві ділянки біля станції."},
		Address: "вул. Ливарна, 1", Confirmation: "confirmed", Availability: "available", FormerUse: "industrial", AllowedUses: []string{"logistics"},
		Area:    registry.Area{DeclaredM2: of(985000.0), Divisible: of(true)},
		Parcels: []registry.Parcel{{Cadastre: "ua", CadastralNumber: "1412900000:99:001:0001", AreaM2: of(985000.0), Ownership: "communal", Purpose: "11.02"}},
		Offers:  []registry.Offer{{Mode: "lease", LeaseMaxMonths: of(588), Procedure: "auction"}},
		Utilities: []registry.Utility{
			{Network: "electricity", State: "on_site", CapacityAvailable: of(5000.0), CapacityBasis: "utility_letter", CapacityAsOf: registry.NewDate(2026, 5, 4), VoltageKV: of(10.0)},
			{Network: "gas", State: "none"},
		},
		Access:          []registry.Access{{Mode: "rail_siding", State: "none", Basis: "declared"}, {Mode: "national_road", RouteM: of(1500.0), Basis: "declared"}},
		Buildings:       []registry.Building{{Name: "Цех 1", FloorAreaM2: of(8400.0), ClearHeightM: of(12.0), Condition: "none_or_slight"}},
		Readiness:       []registry.ReadinessItem{{Item: "boundary_surveyed", State: "done", IssuedOn: registry.NewDate(2025, 9, 1)}},
		Contact:         registry.Contact{Organisation: "Відділ інвестицій", Email: "invest@example.org", AnswerDays: of(5)},
		LocationQuality: "surveyed", CheckedOn: registry.NewDate(2026, 6, 1),
		Facts: map[string]registry.Fact{"power_kw": {State: "known", Source: "Обленерго", Method: "document", AsOf: registry.NewDate(2026, 5, 4), VerifiedBy: "editor", VerifiedOn: registry.NewDate(2026, 5, 6)}},
	}
	depot := registry.Record{
		Kind: "brownfield", Names: registry.Text{"uk": "Депо"}, Confirmation: "confirmed", LocationQuality: "digitised",
		Area:      registry.Area{DeclaredM2: of(49000.0)},
		Utilities: []registry.Utility{{Network: "electricity", State: "at_boundary", DistanceM: of(120.0), CapacityAvailable: of(3000.0)}},
	}
	point := registry.Record{Kind: "free_land", Names: registry.Text{"uk": "Поле"}, Confirmation: "candidate", LocationQuality: "point_only", Demonstration: true}
	return &list{
		{SourceKey: "foundry", Record: foundry, Shape: geotest.WKT(t, "MULTIPOLYGON(((37.6 48.7,37.61 48.7,37.61 48.71,37.6 48.71,37.6 48.7),(37.604 48.704,37.604 48.706,37.606 48.706,37.606 48.704,37.604 48.704)),((37.62 48.7,37.63 48.7,37.62 48.705,37.62 48.7)))")},
		{SourceKey: "depot", Record: depot, Shape: geotest.WKT(t, "POLYGON((37.64 48.7,37.643 48.7,37.643 48.702,37.64 48.702,37.64 48.7))")},
		{SourceKey: "field", Record: point, Shape: geotest.WKT(t, "POINT(37.7 48.75)")},
	}
}

// varying are the texts that differ from run to run: instants of the database,
// the year in references, and cursors, which hold refs and ids.
var varying = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`("(?:published_at|imported_at|timeStamp)": ?)"\d{4}-\d\d-\d\dT[0-9:.]+Z"`), `${1}"2026-11-20T08:30:00Z"`},
	{regexp.MustCompile(`("at": ?)"\d{4}-\d\d-\d\dT[0-9:.]+Z"`), `${1}"2026-11-20T08:30:00.000000Z"`},
	{regexp.MustCompile(`("hash": ?)"[0-9a-f]{64}"`), `${1}"HASH"`},
	{regexp.MustCompile(`\b([A-Z]{3})-20\d\d-(\d{4,})\b`), `${1}-2026-${2}`},
	{regexp.MustCompile(`(cursor=|"cursor": ?")[A-Za-z0-9_-]+`), `${1}CURSOR`},
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	for _, v := range varying {
		got = v.pattern.ReplaceAll(got, []byte(v.with))
	}
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test ./api -run Golden -update writes it anew):\n%s", path, firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "got  " + string(g[i]) + "\nwant " + string(w[i])
		}
	}
	return "one is longer than the other"
}

// Whole answers, over a stock of three sites.
func TestGoldenAnswers(t *testing.T) {
	store := openStore(t)
	if err := store.PutTerritories(t.Context(), []registry.TerritoryRow{
		{Territory: registry.Territory{Code: "UA", Scheme: "iso3166", Names: registry.Text{"uk": "Україна", "en": "Ukraine", "ru": "Украина"}},
			Geometry: json.RawMessage(`{"type":"MultiPolygon","coordinates":[[[[36,47],[39,47],[39,50],[36,50],[36,47]]]]}`)},
		{Territory: registry.Territory{Code: "UA14120090000098500", Scheme: "katottg", Level: 3, Parent: "UA", Names: registry.Text{"uk": "Краматорська громада", "en": "Kramatorsk"}}, RefPrefix: "KRM",
			Geometry: json.RawMessage(`{"type":"MultiPolygon","coordinates":[[[[37.3,48.5],[37.8,48.5],[37.8,48.9],[37.3,48.9],[37.3,48.5]]]]}`)},
	}); err != nil {
		t.Fatal(err)
	}
	if result := importRows(t, store, three(t)); result.Created != 3 {
		t.Fatalf("%+v", result)
	}
	s := newService(t, store, func(d *Deps) {
		d.Settings.StreetStyleURL = "https://streets.example.org/style.json"
		d.Settings.Title = registry.Text{"uk": "Земельний банк", "en": "Land bank", "ru": "Земельный банк"}
	})
	pages := s.get(t, "/api/v1/sites?sortby=ref&limit=2")
	foundry := pages.json(t)["features"].([]any)[0].(map[string]any)["id"].(string)
	const conditions = `"must":[{"field":"power_kw","op":">=","value":5000},{"field":"dist_rail_siding_m","op":"<=","value":2000}]`
	for _, c := range []struct {
		name string
		got  answer
		want int
	}{
		{"sites.json", pages, 200},
		{"sites_empty.json", s.get(t, "/api/v1/sites?kind=building"), 200},
		{"site.json", s.get(t, "/api/v1/sites/"+foundry), 200},
		{"history.json", s.get(t, "/api/v1/sites/"+foundry+"/history"), 200},
		{"changes.json", s.get(t, "/api/v1/changes?limit=2"), 200},
		{"ledger.json", s.get(t, "/api/v1/ledger"), 200},
		{"snapshots.json", s.get(t, "/api/v1/snapshots"), 200},
		{"search.json", s.search(t, `{`+conditions+`,"facets":["kind","divisible","readiness"],"sortby":["ref"],"geometry":"point"}`), 200},
		{"search_page.json", s.search(t, `{"filter":"kind = 'brownfield'","lists":["meets"],"limit":1,"geometry":"none","sortby":["-area_m2"]}`), 200},
		{"search_counts.json", s.search(t, `{`+conditions+`,"limit":0}`), 200},
		{"settings.json", s.get(t, "/api/v1/settings"), 200},
		{"territories.json", s.get(t, "/api/v1/territories"), 200},
		{"territory.json", s.get(t, "/api/v1/territories/UA"), 200},
		{"tilejson.json", s.get(t, "/ogc/collections/sites/tiles/WebMercatorQuad/tilejson?kind=brownfield&lists=meets,may_meet&filter=power_kw%20%3E%3D%205000"), 200},
		{"style.json", s.get(t, "/ogc/collections/sites/tiles/WebMercatorQuad/style?theme=dark&kind=brownfield&lists=meets,may_meet&filter=power_kw%20%3E%3D%205000"), 200},
		{"problem_faults.json", s.get(t, "/api/v1/sites?min_area_m2=big&nosuch=1&filter=power_kw%20%3E%3D%20%27a%27"), 400},
		{"problem_not_found.json", s.get(t, "/api/v1/sites/KRM-2026-9999"), 404},
		{"problem_method.json", s.ask(t, http.MethodDelete, "/api/v1/sites/KRM-2026-0001", ""), 405},
	} {
		if c.got.Code != c.want {
			t.Errorf("%s: %d", c.name, c.got.Code)
		}
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, c.got.Body.Bytes(), "", "  "); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		golden(t, c.name, pretty.Bytes())
	}
	for _, c := range []struct {
		name string
		zoom uint32
	}{{"tile_z11.txt", 11}, {"tile_z8.txt", 8}} {
		const query = "?lists=meets,may_meet&min_power_kw=5000"
		dump, err := geotest.DumpTile(s.get(t, tilePath(c.zoom, 37.6225, 48.7025)+query).Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		golden(t, c.name, []byte(dump))
	}
}

// The table of fields is served whole and in its order.
func TestTableOfFields(t *testing.T) {
	var table struct {
		Languages []string
		Groups    []struct{ Name string }
		Fields    []struct {
			Name, Type, Unit, Group string
			Codes                   []struct{ Code string }
			Operators               []string
			Label                   map[string]string
			Display                 *registry.Display
			Filter, Sort            bool
		}
	}
	if err := json.Unmarshal(stock(t).get(t, "/api/v1/fields").Body.Bytes(), &table); err != nil {
		t.Fatal(err)
	}
	if len(table.Fields) != len(registry.Fields()) || len(table.Groups) != len(registry.Groups) || !slices.Equal(table.Languages, registry.Languages) {
		t.Fatalf("%d fields, %d groups, languages %q", len(table.Fields), len(table.Groups), table.Languages)
	}
	for i, got := range table.Fields {
		f := &registry.Fields()[i]
		if got.Name != f.Name || got.Type != string(f.Type) || got.Unit != f.Unit || got.Filter != f.Can(registry.Filter) ||
			len(got.Codes) != len(registry.Codes(f.Codes)) || !slices.Equal(got.Operators, f.Operators()) || got.Label["uk"] == "" {
			t.Errorf("field %d is %+v, want %s", i, got, f.Name)
		}
	}
}

// The time of a page is the one at which its stock came to be, so that equal
// requests have equal answers.
func TestTimeOfPages(t *testing.T) {
	known, err := inventory().Stock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := time.Parse(time.RFC3339, stock(t).get(t, "/api/v1/sites?limit=1").json(t)["timeStamp"].(string))
	if err != nil || !got.Equal(known.ChangedAt.Truncate(time.Second)) {
		t.Errorf("%v (%v), want %v", got, err, known.ChangedAt)
	}
}
