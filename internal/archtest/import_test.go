package archtest

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is the name in go.mod; paths in the table are relative to it.
const module = "landbank/"

// allowed is what one package may import besides the standard library. A trailing slash takes everything below.
type allowed struct {
	ours    []string // packages of this module
	outside []string // modules, by the beginning of their import path
	tests   []string // further packages and modules in _test.go files, besides those of testOnly
}

// Arrows point down only: cmd → api → registry → geo. registry/postgres hangs under registry, and cmd alone knows it.
// gin stays in api; pgx in the packages that talk to PostgreSQL; orb and go-geom in geo.
const (
	gin     = "github.com/gin-gonic/gin"
	pgx     = "github.com/jackc/pgx/v5"
	orb     = "github.com/paulmach/orb"
	gogeom  = "github.com/twpayne/go-geom"
	goose   = "github.com/pressly/goose/v3"
	openapi = "github.com/getkin/kin-openapi"
	yaml    = "github.com/goccy/go-yaml"
	text    = "golang.org/x/text"
	xsync   = "golang.org/x/sync"
	river   = "github.com/riverqueue/river"
	image   = "golang.org/x/image"
	crypto  = "golang.org/x/crypto"
	oauth2  = "golang.org/x/oauth2"
	oidc    = "github.com/coreos/go-oidc/v3"
	// Workbooks are read where files are read, and written where files are written.
	excelize = "github.com/xuri/excelize/v2"

	flatbuffers = "github.com/google/flatbuffers/go"

	sqlite = "modernc.org/sqlite"

	prometheus = "github.com/prometheus"
	compress   = "github.com/klauspost/compress"
)

// table has a line for every package; one that is missing here fails the test, so its place is decided when it is made.
var table = map[string]allowed{
	"geo":         {outside: []string{orb, gogeom}},
	"geo/fit":     {ours: []string{"geo"}, tests: []string{"geo/geotest"}},
	"geo/geotest": {ours: []string{"geo"}, outside: []string{orb, gogeom}},
	"geo/pggeo":   {ours: []string{"geo"}, outside: []string{pgx, gogeom}},

	"registry": {ours: []string{"geo", "registry/criteria", "registry/personal"}, outside: []string{text}},
	// What gives people away in texts.
	"registry/personal": {},
	"registry/criteria": {ours: []string{"geo"}, outside: []string{text}},
	"registry/score":    {ours: []string{"registry", "registry/criteria"}},
	"registry/demo":     {ours: []string{"geo", "registry"}, tests: []string{"geo/fit"}},
	"registry/export":   {ours: []string{"geo", "registry", "registry/geopackage", "registry/spreadsheet"}, outside: []string{excelize, flatbuffers}, tests: []string{"registry/intake"}},
	"registry/intake":   {ours: []string{"geo", "registry", "registry/spreadsheet"}, outside: []string{text, excelize}},
	// How passwords and tokens are made, hashed and checked.
	"registry/secret": {outside: []string{crypto}},
	// Registers in every format, for tests.
	"registry/intake/specimen": {outside: []string{text, excelize}},
	// Photos are drawn anew, documents told by their content.
	"registry/media": {ours: []string{"registry"}, outside: []string{image}},
	// Files that people send, and what runs in the background with them.
	"registry/uploads": {
		ours:  []string{"geo", "registry", "registry/intake"},
		tests: []string{"registry/postgres"},
	},
	// Files of SQLite with tables of features.
	"registry/geopackage": {outside: []string{sqlite}},
	// What spreadsheet programs do to cells, for whoever writes CSV or reads it back.
	"registry/spreadsheet": {},

	// Sets of adjoining sites.
	"registry/assembly": {ours: []string{"registry", "registry/criteria"}},

	"registry/postgres": {
		ours:    []string{"geo", "geo/fit", "geo/pggeo", "registry", "registry/assembly", "registry/criteria", "registry/score", "registry/secret"},
		outside: []string{pgx, river, xsync},
		tests:   []string{"migrations", "registry/demo", "registry/intake"},
	},
	"registry/postgres/cluster": {outside: []string{pgx}},
	"registry/postgres/fixture": {
		ours:    []string{"geo", "geo/pggeo", "geo/geotest", "registry", "registry/criteria"},
		outside: []string{pgx},
		tests:   []string{"migrations"},
	},
	"migrations": {outside: []string{pgx, goose, river}},

	"api": {
		ours:    []string{"geo", "registry", "registry/assembly", "registry/criteria", "registry/export", "registry/score", "api/"},
		outside: []string{gin, prometheus},
		tests:   []string{"internal/conformance/ogc", "registry/demo", "registry/media", "registry/postgres", "registry/secret", "registry/uploads", "migrations", "web", pgx, openapi, yaml},
	},
	// What every operation does alike; it knows neither the router nor sites.
	"api/exchange": {ours: []string{"geo", "registry", "registry/criteria"}, outside: []string{compress}},
	// What staff do with sites.
	"api/desk": {ours: []string{"api/exchange", "geo", "registry", "registry/criteria", "registry/media"}},
	"api/ogc":  {ours: []string{"api/exchange", "geo", "registry", "registry/criteria", "registry/score"}},

	// Single sign-on as a client of the provider.
	"api/signon": {ours: []string{"registry"}, outside: []string{oidc, oauth2}},

	"api/internal/document": {ours: []string{"registry"}, outside: []string{yaml}, tests: []string{openapi}},
	// A program that writes the generated parts of the contract; it is not part of landbank.
	"api/internal/document/generate": {ours: []string{"api/internal/document", "registry"}},

	"web": {},
	"cmd/landbank": {
		ours:  []string{"api", "api/signon", "geo", "migrations", "registry", "registry/", "web"},
		tests: []string{pgx}, // reads the ledger by hand, to compare
	},

	"internal/archtest": {},
	// Suites of tests for any service. They see it from outside, and know nothing of ours.
	"internal/conformance/ogc":     {},
	"internal/conformance/ogc/run": {ours: []string{"internal/conformance/ogc"}},
	// The benchmark wires the product as cmd does, and asks its database by hand for the floors.
	"internal/bench": {ours: []string{"api", "geo", "migrations", "registry", "registry/", "web"}, outside: []string{pgx}},
	// Programs of others are run against the built registry, over HTTP alone.
	"internal/conformance/qgis": {},
	"internal/testdb":           {ours: []string{"migrations", "registry/postgres/cluster"}, outside: []string{pgx}},
}

// testOnly are imported by _test.go files, and by each other, alone: the product must not depend on its tests.
var testOnly = []string{"geo/geotest", "internal/testdb", "registry/intake/specimen", "registry/postgres/fixture"}

// onlyIn says which packages may use a part of the standard library that belongs to one layer.
var onlyIn = map[string][]string{
	"net/http":     {"api", "api/", "cmd/landbank", "internal/bench", "internal/conformance/"},
	"database/sql": {"migrations", "registry/geopackage"},
	"os/exec":      {"registry/intake", "registry/intake/specimen", "registry/postgres/cluster", "cmd/landbank", "internal/archtest", "internal/conformance/"},
}

// listed is one package as `go list` describes it.
type listed struct {
	path           string
	imports, tests []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	const format = `{{.ImportPath}}|{{join .Imports " "}}|{{join .TestImports " "}} {{join .XTestImports " "}}`
	var complaints bytes.Buffer
	cmd := exec.Command("go", "list", "-f", format, module+"...")
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &complaints)
	}
	var all []listed
	for line := range strings.Lines(string(out)) {
		part := strings.Split(strings.TrimSpace(line), "|")
		all = append(all, listed{
			path: strings.TrimPrefix(part[0], module), imports: strings.Fields(part[1]), tests: strings.Fields(part[2]),
		})
	}
	return all
}

func TestImports(t *testing.T) {
	t.Parallel()
	all := packages(t)
	if len(all) < 10 {
		t.Fatalf("go list found %d packages", len(all))
	}
	for _, p := range all {
		rule, known := table[p.path]
		if !known {
			t.Errorf("package %s is not in the table of %s: decide what it may import", p.path, "internal/archtest")
			continue
		}
		for _, path := range p.imports {
			if reason := rule.refuses(p.path, path, false); reason != "" {
				t.Errorf("%s must not import %s: %s", p.path, path, reason)
			}
		}
		for _, path := range p.tests {
			if reason := rule.refuses(p.path, path, true); reason != "" {
				t.Errorf("a test of %s must not import %s: %s", p.path, path, reason)
			}
		}
	}
	for path := range table {
		if !slices.ContainsFunc(all, func(p listed) bool { return p.path == path }) {
			t.Errorf("package %s is in the table and does not exist", path)
		}
	}
}

// refuses returns why a package must not import a path, "" when it may.
func (a allowed) refuses(from, path string, inTest bool) string {
	ours, isOurs := strings.CutPrefix(path, module)
	switch {
	case isOurs && inTest && (ours == from || slices.Contains(testOnly, ours)):
		return ""
	case isOurs && !inTest && slices.Contains(testOnly, ours) && !slices.Contains(testOnly, from):
		return "it is for tests"
	case isOurs && (matches(a.ours, ours) || inTest && matches(a.tests, ours)):
		return ""
	case isOurs:
		return "arrows point down (see the table)"
	case !strings.Contains(strings.SplitN(path, "/", 2)[0], "."): // the standard library
		if layer, limited := onlyIn[path]; limited && !inTest && !matches(layer, from) {
			return "it belongs to " + strings.Join(layer, ", ")
		}
		return ""
	case underAny(a.outside, path), inTest && underAny(a.tests, path):
		return ""
	}
	return "this module is not for that package (see the table)"
}

// matches reports whether the list names the path, or a folder above it by a trailing slash.
func matches(list []string, path string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		return path == entry || strings.HasSuffix(entry, "/") && strings.HasPrefix(path, entry)
	})
}

// underAny reports whether a path belongs to one of the modules.
func underAny(modules []string, path string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, path string
		inTest     bool
		refused    bool
	}{
		{"api", gin, false, false},
		{"api", pgx, false, true},
		{"api", module + "registry/postgres", false, true},
		{"api", module + "registry/postgres", true, false},
		{"api", module + "geo/geotest", false, true},
		{"api", module + "geo/geotest", true, false},
		{"registry", module + "registry/postgres", false, true},
		{"registry", module + "api", true, true},
		{"registry", "net/http", false, true},
		{"registry", "strings", false, false},
		{"geo", module + "registry", false, true},
		{"geo/pggeo", pgx + "/pgtype", false, false},
		{"registry/postgres", gogeom, false, true},
		{"cmd/landbank", module + "registry/postgres/cluster", false, false},
		{"cmd/landbank", gin, false, true},
		{"cmd/landbank", module + "internal/testdb", false, true},
	} {
		if got := table[c.from].refuses(c.from, c.path, c.inTest); (got != "") != c.refused {
			t.Errorf("%s importing %s (in a test: %v): refused %q", c.from, c.path, c.inTest, got)
		}
	}
}
