package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/export"
	"landbank/registry/intake"
)

// standards is where the published schemas lie; they are no part of this project
// and their tests are skipped without them.
const standards = "../../../shared/data/standards"

// french is a site that says everything the French standard asks for.
func french() registry.Detail {
	r := registry.Record{Ref: "FRA-2026-0001", Kind: "brownfield", Names: registry.Text{"fr": "Ancienne filature"}, Address: "1 rue du Pont", FormerUse: "industrial",
		Occupancy: "occupied", Activity: "Filature; Teinture", ActivityEnded: whole(1989), SourceURL: "https://example.org/site",
		FirstListedOn: registry.NewDate(2019, 1, 2), CheckedOn: registry.NewDate(2025, 6, 7), Area: registry.Area{DeclaredM2: number(16750.4)},
		Parcels:   []registry.Parcel{{Cadastre: "fr", CadastralNumber: "12083000AH0035", Ownership: "communal"}, {Cadastre: "fr", CadastralNumber: "12083000AH0072", Ownership: "private"}, {CadastralNumber: "7"}},
		Buildings: []registry.Building{{Count: whole(2), Type: "office", FloorAreaM2: number(2400.5), Hazardous: "asbestos", Vacancy: "vacant", Heritage: "listed", Condition: "medium", YearFirst: whole(1890)}},
		Planning:  registry.Planning{DocType: "zoning_plan", ZoneCode: "UX", ZoneLabel: "Zone d'activités"}, Environment: registry.Environment{Contamination: "confirmed", ContaminationFrom: "operation", StudiedYear: whole(1996)},
		Contact: registry.Contact{Email: "friches@example.org", Organisation: "Ville"}}
	d := detail(r, `{"type":"MultiPolygon","coordinates":[[[[2.2,44.5],[2.201,44.5],[2.201,44.501],[2.2,44.501],[2.2,44.5]]]]}`)
	d.Territories = []registry.Territory{{Code: "12", Names: registry.Text{"fr": "Aveyron"}}, {Code: "12083", Names: registry.Text{"fr": "CRANSAC"}}}
	d.Source = registry.Source{Code: "inventory", Name: "Inventaire", URL: "https://example.org", Producer: "DDT"}
	d.PublishedAt = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return d
}

// table writes sites in a national shape and reads the rows back by column.
func table(t *testing.T, format export.Format, all ...registry.Detail) ([]string, []map[string]string) {
	t.Helper()
	var out bytes.Buffer
	if _, err := export.Write(&out, format, each(all)); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return lines[0], rows
}

// passes holds a table against its Table Schema: the columns, and every value against type, list and pattern. The first
// row has to have what the schema requires, but for what is in unsaid.
func passes(t *testing.T, path string, head []string, rows []map[string]string, unsaid ...string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(standards, path))
	if err != nil {
		t.Skipf("the schema is not at %s", standards)
	}
	var schema struct {
		Fields []struct {
			Name, Type, Format string
			Enum               []string // where the publisher has it outside of the constraints
			Constraints        struct {
				Required bool
				Enum     []string
				Pattern  string
			}
		}
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range schema.Fields {
		names = append(names, f.Name)
		list := slices.Concat(f.Enum, f.Constraints.Enum)
		for i, row := range rows {
			value := row[f.Name]
			switch {
			case value == "":
				if f.Constraints.Required && i == 0 && !slices.Contains(unsaid, f.Name) {
					t.Errorf("%s is missing", f.Name)
				}
				continue
			case list != nil && !slices.Contains(list, value):
				t.Errorf("%s is %q, which the schema does not have", f.Name, value)
			case !ofType(f.Type, f.Format, value):
				t.Errorf("%s is %q, which is no %s %s", f.Name, value, f.Type, f.Format)
			}
			// Patterns that refer back to what they are part of are Python's own.
			if pattern, err := regexp.Compile(f.Constraints.Pattern); err == nil && !pattern.MatchString(value) {
				t.Errorf("%s is %q, not as %s", f.Name, value, f.Constraints.Pattern)
			}
		}
	}
	if !slices.Equal(head, names) {
		t.Errorf("columns %q\nschema %q", head, names)
	}
}

var geopoint = regexp.MustCompile(`^-?\d+(\.\d+)?, ?-?\d+(\.\d+)?$`)

// ofType tells whether a value is of a type of Table Schema.
func ofType(kind, format, value string) bool {
	var err error
	switch kind {
	case "integer":
		_, err = strconv.Atoi(value)
	case "number":
		_, err = strconv.ParseFloat(value, 64)
	case "date":
		layout := map[string]string{"%Y": "2006", "%Y-%m-%d": time.DateOnly}[format]
		_, err = time.Parse(layout, value)
	case "geojson":
		var shape struct{ Type string }
		err = json.Unmarshal([]byte(value), &shape)
		return err == nil && strings.HasSuffix(shape.Type, "Polygon")
	case "geopoint":
		return geopoint.MatchString(value)
	}
	return err == nil
}

// A site that says everything passes the schema of CNIG Friches, column for
// column; one that says nothing breaks nothing but what the schema requires.
func TestFrichesPassesItsSchema(t *testing.T) {
	bare := registry.Record{Ref: "FRA-2026-0002", Kind: "brownfield", Confirmation: "confirmed"}
	head, rows := table(t, export.Friches, french(), detail(bare, `{"type":"Point","coordinates":[2.2,44.5]}`))
	if rows[0]["unite_fonciere_refcad"] != "12083000AH0035|12083000AH0072" || rows[0]["comm_insee"] != "12083" || rows[0]["sol_pollution_existe"] != "pollution avérée" || rows[0]["bati_surface"] != "2401" {
		t.Errorf("row %v", rows[0])
	}
	passes(t, "cnig-friches/schema.json", head, rows)
}

// A site passes the schema of CNIG Sites Économiques but for the members that no record has, one that says nothing and
// lies west of Greenwich breaks no type, and the profile of these tables reads back what was said.
func TestEconomicSitesPassTheirSchema(t *testing.T) {
	d := french()
	d.Record.Kind, d.Record.AllowedUses = "industrial_park_plot", []string{"logistics"}
	d.Record.Area.UsableM2 = number(15000)
	d.Record.Utilities = []registry.Utility{{Network: "gas", State: "none"}, {Network: "electricity", State: "on_site"}, {Network: "fibre", State: "at_boundary"}, {Network: "sewage", State: "planned"}}
	d.Record.Access = []registry.Access{{Mode: "motorway_junction", StraightM: number(900)}, {Mode: "motorway_junction", Target: "A75", RouteM: number(1250)},
		{Mode: "rail_siding", State: "none"}, {Mode: "public_transport", StraightM: number(300)}, {Mode: "sea_port", State: "none"}, {Mode: "river_port", Target: "Quai", RouteM: number(0)}}
	bare := registry.Record{Ref: "FRA-2026-0002", Kind: "brownfield", Confirmation: "confirmed"}
	head, rows := table(t, export.SitesEco, d, detail(bare, `{"type":"Point","coordinates":[-2.2,47.5]}`))
	for name, want := range map[string]string{
		"site_type": "zone d'activité économique", "site_vocadomi": "entrepôts, logistique", "site_surf_brute": "1.675", "site_surf_utile": "1.5", "site_comm_insee": "12083",
		"reseau_gaz": "non", "reseau_electrique": "oui", "reseau_fibre_optique": "", "reseau_assainissement": "non", "reseau_eau_potable": "",
		"autoroute_nom": "A75", "autoroute_echang_dist": "1.25", "reseau_fret_ferroviaire": "non", "desserte_tc": "", "reseau_fluvial": "oui", "port_nom": "Quai", "port_dist": "0",
		"site_voca_industrielle": "",
	} {
		if got := rows[0][name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if rows[1]["site_vocadomi"] != "inconnu" || rows[1]["site_type"] != "inconnu" || rows[1]["site_geompoint"] != "-2.2, 47.5" {
		t.Errorf("a site that says nothing is %v", rows[1])
	}
	f, err := intake.Open(written(t, export.SitesEco, []registry.Detail{d}), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	row, err := f.Next(context.Background())
	if err != nil || f.Recognised().Profile != "cnig-sites-eco" {
		t.Fatalf("recognised as %s, %v", f.Recognised().Profile, err)
	}
	if got := row.Record; !slices.Equal(got.AllowedUses, []string{"logistics"}) || *got.Area.DeclaredM2 != 16750 || *got.Area.UsableM2 != 15000 || got.CheckedOn != d.Record.CheckedOn || len(got.Utilities) != 3 {
		t.Errorf("read back %+v", got)
	}
	for use, word := range map[string]string{"airport": "aéroportuaire, aéronautique", "agri_logistics": "logistique agricole", "energy": "autre"} {
		d.Record.AllowedUses = []string{use}
		_, more := table(t, export.SitesEco, d)
		if more[0]["site_vocadomi"] != word {
			t.Errorf("%s is %q, want %q", use, more[0]["site_vocadomi"], word)
		}
		rows = append(rows, more...)
	}
	passes(t, "cnig-sites-eco/site-eco.schema.json", head, rows, "pole_id", "site_epci_nom", "site_epci_siren")
}

// The columns of the Ukrainian data set are those of its structure, a row for
// each parcel; what it requires and nobody knows is null.
func TestUkrainianParcels(t *testing.T) {
	head, rows := table(t, export.UA835, sites()...)
	if text, err := os.ReadFile(filepath.Join(standards, "ua-835/parcels.structure.csv")); err == nil {
		lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, line := range lines[1:] {
			names = append(names, line[0])
			if required := line[4] == "true"; required && rows[0][line[0]] == "" {
				t.Errorf("%s is empty", line[0])
			}
		}
		if !slices.Equal(head, names) {
			t.Errorf("columns %q\nstructure %q", head, names)
		}
	}
	if len(rows) != 1 || rows[0]["id"] != "1412900000:01:002:0003" || rows[0]["kvtspzClassID"] != "11.02" || rows[0]["quantity"] != "12.0001" || rows[0]["kvtspzClassDescription"] == "null" || rows[0]["userName"] != "null" {
		t.Errorf("rows %v", rows)
	}
}

// The English register says yes, or nothing; and what it says is read back by
// the profile of these registers.
func TestEnglishRegisterReadsBack(t *testing.T) {
	r := registry.Record{Ref: "ENG-2026-0001", Kind: "brownfield", Names: registry.Text{"en": "Old  mill"}, Address: "1 Mill Lane",
		Homes: registry.Homes{Min: whole(10), Max: whole(20), Deliverable: truth(true)}, Parcels: []registry.Parcel{{Cadastre: "gb", Ownership: "communal"}},
		Planning:    registry.Planning{PermissionStatus: "permissioned", PermissionType: "outline", PermissionOn: registry.NewDate(2024, 2, 3), HistoryURLs: []string{"https://example.org/a", "https://example.org/b"}},
		Environment: registry.Environment{Hazardous: truth(false)}, Area: registry.Area{DeclaredM2: number(12345)}, Summary: registry.Text{"en": "=SUM(A1)"},
		FirstListedOn: registry.NewDate(2019, 1, 2), CheckedOn: registry.NewDate(2025, 6, 7), Contact: registry.Contact{Organisation: "Council"}}
	d := detail(r, `{"type":"Point","coordinates":[-1.1234567,52.7654321]}`)
	_, rows := table(t, export.England, d)
	for name, want := range map[string]string{
		"SiteReference": "ENG-2026-0001", "SiteNameAddress": "Old mill, 1 Mill Lane", "GeoX": "-1.123457", "GeoY": "52.765432", "Hectares": "1.23", "OwnershipStatus": "owned by a public authority",
		"Deliverable": "yes", "HazardousSubstances": "", "PlanningStatus": "permissioned", "PermissionType": "outline planning permission", "PermissionDate": "2024-02-03",
		"PlanningHistory": "https://example.org/a|https://example.org/b", "NetDwellingsRangeFrom": "10", "NetDwellingsRangeTo": "20", "Notes": "'=SUM(A1)", "EndDate": "",
	} {
		if got := rows[0][name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	path := written(t, export.England, []registry.Detail{d})
	f, err := intake.Open(path, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	row, err := f.Next(context.Background())
	if err != nil || f.Recognised().Profile != "england-brownfield" {
		t.Fatalf("recognised as %s, %v", f.Recognised().Profile, err)
	}
	if got := row.Record; got.Planning.PermissionType != "outline" || *got.Homes.Max != 20 || !*got.Homes.Deliverable || got.FirstListedOn != r.FirstListedOn || *got.Area.DeclaredM2 != 12300 {
		t.Errorf("read back %+v", got)
	}
}
