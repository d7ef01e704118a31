package intake

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every code that a profile can produce is in its list.
func TestProfilesProduceKnownCodes(t *testing.T) {
	seen := 0
	for _, p := range profiles {
		for i := range p.columns {
			codes := p.columns[i].codes
			if codes == nil {
				continue
			}
			for word, code := range codes.words {
				seen++
				if code != unknown && !registry.HasCode(codes.list, code) {
					t.Errorf("%s: %q becomes %q, which the list %s does not have", p.name, word, code, codes.list)
				}
			}
		}
	}
	for _, o := range frichesOwners {
		if !registry.HasCode("ownership", o.form) {
			t.Errorf("class %s becomes %q", o.class, o.form)
		}
	}
	if seen < 200 {
		t.Errorf("only %d words were looked at", seen)
	}
}

// The codes that profiles write without a list of words are real codes too.
func TestProfilesWriteKnownCodes(t *testing.T) {
	for _, path := range goldens(t) {
		_, rows := readAll(t, path, Options{Today: testDay})
		for _, r := range rows {
			if firstError(r).Rule != "" {
				continue
			}
			record := r.Record
			for _, use := range []struct{ list, code string }{{"kind", record.Kind}, {"confirmation", record.Confirmation},
				{"availability", record.Availability}, {"location_quality", record.LocationQuality}} {
				if use.code != "" && !registry.HasCode(use.list, use.code) {
					t.Errorf("%s: %s %q", path, use.list, use.code)
				}
			}
			for _, u := range record.Utilities {
				if !registry.HasCode("network", u.Network) || u.State != "" && !registry.HasCode("utility_state", u.State) {
					t.Errorf("%s: utility %+v", path, u)
				}
			}
			for _, a := range record.Access {
				if !registry.HasCode("access_mode", a.Mode) || !registry.HasCode("access_state", a.State) || a.Basis != "" && !registry.HasCode("access_basis", a.Basis) {
					t.Errorf("%s: access %+v", path, a)
				}
			}
			for _, o := range record.Offers {
				if !registry.HasCode("offer_mode", o.Mode) || !registry.HasCode("price_basis", o.PriceBasis) {
					t.Errorf("%s: offer %+v", path, o)
				}
			}
			for _, p := range record.Parcels {
				if !registry.HasCode("cadastre", p.Cadastre) {
					t.Errorf("%s: parcel %+v", path, p)
				}
			}
		}
	}
}

// No two columns of a profile claim the same spelling, or one of them would never be read.
func TestProfilesSpellEachColumnOnce(t *testing.T) {
	for _, p := range profiles {
		seen := map[string]string{}
		for _, c := range p.columns {
			if c.read == nil || c.member == "" || len(c.names) == 0 {
				t.Errorf("%s: a column is not complete: %+v", p.name, c)
			}
			for _, name := range slices.Concat(c.names, c.old, c.short) {
				if other, taken := seen[name]; taken {
					t.Errorf("%s: %s is both %s and %s", p.name, name, other, c.member)
				}
				seen[name] = c.member
			}
			for _, name := range slices.Concat(c.names, c.old) {
				if name != squeeze(name) {
					t.Errorf("%s: %s can never match, headers are squeezed", p.name, name)
				}
			}
		}
		for _, mark := range p.marks {
			for _, name := range mark {
				if place, rank := p.find(name); place < 0 || rank != 0 {
					t.Errorf("%s: the mark %s is no column's own name", p.name, name)
				}
			}
		}
	}
}

// goldens lists the fixture of each profile.
func goldens(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(paths, func(p string) bool { return strings.HasSuffix(p, ".golden.json") })
}

// mapped is a row as golden files have it.
type mapped struct {
	Line     int64            `json:"line"`
	Key      string           `json:"key"`
	Record   registry.Record  `json:"record"`
	Shape    json.RawMessage  `json:"shape"`
	SRID     int              `json:"srid"`
	Findings []registry.Issue `json:"findings"`
}

func TestProfilesMapAsBefore(t *testing.T) {
	paths := goldens(t)
	if len(paths) < len(profiles) {
		t.Fatalf("%d fixtures for %d profiles", len(paths), len(profiles))
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			f, rows := readAll(t, path, Options{Today: testDay})
			profile, _, _ := strings.Cut(filepath.Base(path), ".")
			if got := f.Recognised().Profile; got != profile {
				t.Errorf("recognised as %s: %s", got, f.Recognised().Reasons)
			}
			var out []mapped
			for _, r := range rows {
				out = append(out, mapped{r.Line, r.SourceKey, r.Record, r.Shape.GeoJSON(), r.Shape.SRID(), r.Issues})
			}
			got, err := json.MarshalIndent(out, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden := path + ".golden.json"
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(append(got, '\n'), want) {
				t.Errorf("maps otherwise than %s; look at the difference, then run the test with -update\n%s", golden, got)
			}
		})
	}
}

func TestProfileIsChosenByColumns(t *testing.T) {
	for header, want := range map[string]string{
		"OrganisationURI,SiteReference,GeoX,GeoY":                    "england-brownfield",
		"Organisation URI,Site Reference (SHLAA),Geo X,Geo Y":        "england-brownfield",
		"ORGANISATI,SITE_REFER,GEO_X,GEO_Y,HECTARES":                 "england-brownfield",
		"site_id;site_nom;site_type;comm_insee;sol_pollution_existe": "cnig-friches",
		"site_id;pole_id;site_nom;site_type;site_vocadomi":           "cnig-sites-eco",
		"terr_id;site_id;terr_surf_brute;terr_stade_comm":            "cnig-sites-eco",
		"cadastralId;ownerName;kvtspzClassId;area":                   "ua-835-parcels",
		"Кадастровий номер;Площа;Категорія":                          "ua-835-parcels",
		"ref,name,kind,record,geometry":                              "landbank",
		"id,name,lon,lat":                                            "generic",
		"назва;довгота;широта;площа, га":                             "generic",
		"Site name,Acreage,Latitude,Longitude":                       "generic",
		"nom;superficie (ha);longitude;latitude":                     "generic",
	} {
		separator := ","
		if strings.Contains(header, ";") {
			separator = ";"
		}
		row := strings.Repeat("1"+separator, strings.Count(header, separator)) + "1\n"
		f, _ := readAll(t, write(t, "f.csv", header+"\n"+row), Options{})
		if got := f.Recognised(); got.Profile != want || len(got.Reasons) == 0 {
			t.Errorf("%s: %s (%v), want %s", header, got.Profile, got.Reasons, want)
		}
	}
}

func TestStatedProfileAndSourceWin(t *testing.T) {
	path := write(t, "some register.csv", "site_id,site_nom,lon,lat\n1,A,2.5101,48.1101\n")
	f, _ := readAll(t, path, Options{Profile: "generic", Source: registry.Source{Code: "mine", Licence: "CC0"}})
	job, err := f.Job()
	if err != nil {
		t.Fatal(err)
	}
	if job.Profile != "generic" || job.Source.Code != "mine" || job.Source.Name != "some register" || job.Source.Licence != "CC0" || len(job.FileDigest) != 32 {
		t.Errorf("%+v", job)
	}
	if _, err := Open(path, Options{Profile: "atlantis"}); err == nil || !strings.Contains(err.Error(), "cnig-friches") {
		t.Errorf("an unknown profile: %v", err)
	}
}

func TestAreaUnitsOfHeaders(t *testing.T) {
	for header, want := range map[string]float64{
		"Area (ha)": 20000, "Площа, га": 20000, "площадь га": 20000, "Hectares": 20000, "surface_m2": 2, "Площа, кв. м": 2, "Площадь, м²": 2,
		"Contenance": 2, "Acreage": 8093.71, "Lot acres": 8093.71, "Parcel_Square_Footage": 0.19, "sq_ft": 0.19, "Lot size sqft": 0.19,
		"Area": 0, "AREA_SCALE": 0, "Shape_Area": 0, "Price per ha": 0, "number of m2 sold": 0,
	} {
		_, rows := readAll(t, write(t, "f.csv", "id;name;"+header+"\na;A;2\n"), Options{Profile: "generic"})
		got := 0.0
		if area := rows[0].Record.Area.DeclaredM2; area != nil {
			got = *area
		}
		if got != want {
			t.Errorf("%s: %v m², want %v", header, got, want)
		}
	}
}
