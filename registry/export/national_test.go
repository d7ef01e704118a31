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

// A site that says everything passes the schema of CNIG Friches, column for
// column; one that says nothing breaks nothing but what the schema requires.
func TestFrichesPassesItsSchema(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(standards, "cnig-friches/schema.json"))
	if err != nil {
		t.Skipf("the schema is not at %s", standards)
	}
	var schema struct {
		Fields []struct {
			Name, Type, Format string
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
	bare := registry.Record{Ref: "FRA-2026-0002", Kind: "brownfield", Confirmation: "confirmed"}
	head, rows := table(t, export.Friches, french(), detail(bare, `{"type":"Point","coordinates":[2.2,44.5]}`))
	var names []string
	for _, f := range schema.Fields {
		names = append(names, f.Name)
		for i, row := range rows {
			value := row[f.Name]
			switch {
			case value == "":
				if f.Constraints.Required && i == 0 {
					t.Errorf("%s is missing", f.Name)
				}
				continue
			case f.Constraints.Enum != nil && !slices.Contains(f.Constraints.Enum, value):
				t.Errorf("%s is %q, which the schema does not have", f.Name, value)
			case f.Type == "integer":
				if _, err := strconv.Atoi(value); err != nil {
					t.Errorf("%s is %q", f.Name, value)
				}
			case f.Type == "date":
				layout := map[string]string{"%Y": "2006", "%Y-%m-%d": time.DateOnly}[f.Format]
				if _, err := time.Parse(layout, value); err != nil {
					t.Errorf("%s is %q, not as %s", f.Name, value, f.Format)
				}
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
	if rows[0]["unite_fonciere_refcad"] != "12083000AH0035|12083000AH0072" || rows[0]["comm_insee"] != "12083" || rows[0]["sol_pollution_existe"] != "pollution avérée" || rows[0]["bati_surface"] != "2401" {
		t.Errorf("row %v", rows[0])
	}
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
