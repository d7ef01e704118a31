package cluster

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The oldest versions that the registry's SQL is written and tested for.
const (
	oldestServer       = 15
	oldestPostGISMajor = 3
	oldestPostGISMinor = 3
)

// server is one installation of the PostgreSQL server programs.
type server struct {
	bin     string // folder of initdb and postgres
	version int    // major version
	postgis string // version of the PostGIS extension beside it, "" when there is none
}

func (s server) program(name string) string { return filepath.Join(s.bin, name) }

// debianPrefixes are the places where distributions put one folder per major version.
var debianPrefixes = []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"}

// chooseServer picks the installation to run. made is the major version that made the data folder, 0 when it is
// still empty. patterns are globs of bin folders. The newest usable installation wins.
func chooseServer(ctx context.Context, patterns []string, made int) (server, error) {
	all := findServers(ctx, patterns)
	if ctx.Err() != nil { // a version may not have been told
		return server{}, ctx.Err()
	}
	if len(all) == 0 {
		return server{}, &Problem{
			Code:   NoServer,
			What:   "no PostgreSQL server is installed here",
			Remedy: "install one with PostGIS (on Debian: sudo apt-get install postgresql-postgis), or name another server with --database",
		}
	}
	if made != 0 {
		return serverForData(all, made)
	}
	for _, s := range all {
		if s.version >= oldestServer && postgisFits(s.postgis) {
			return s, nil
		}
	}
	return server{}, unusable(all[0])
}

// serverForData returns the installation of exactly the version that made the data: another one cannot read it.
func serverForData(all []server, made int) (server, error) {
	var found []string
	for _, s := range all {
		if s.version != made {
			found = append(found, strconv.Itoa(s.version))
			continue
		}
		if s.version < oldestServer || !postgisFits(s.postgis) {
			return server{}, unusable(s)
		}
		return s, nil
	}
	return server{}, &Problem{
		Code: OtherVersion,
		What: fmt.Sprintf("the data folder was made by PostgreSQL %d and only version %s is installed", made, strings.Join(found, " and ")),
		Remedy: fmt.Sprintf("install version %d again (on Debian: sudo apt-get install postgresql-%d-postgis-3), or move the data as docs/operations.md describes",
			made, made),
	}
}

// unusable says what the newest installation lacks.
func unusable(s server) error {
	switch {
	case s.version < oldestServer:
		return &Problem{
			Code:   ServerTooOld,
			What:   fmt.Sprintf("the installed PostgreSQL %d is too old, version %d is the oldest that works", s.version, oldestServer),
			Remedy: "install a newer one with PostGIS, or name another server with --database",
		}
	case s.postgis == "":
		return &Problem{
			Code:   NoPostGIS,
			What:   fmt.Sprintf("PostgreSQL %d is installed, its PostGIS extension is not", s.version),
			Remedy: fmt.Sprintf("install it (on Debian: sudo apt-get install postgresql-%d-postgis-3)", s.version),
		}
	}
	return &Problem{
		Code:   PostGISTooOld,
		What:   fmt.Sprintf("the installed PostGIS %s is too old, version %d.%d is the oldest that works", s.postgis, oldestPostGISMajor, oldestPostGISMinor),
		Remedy: fmt.Sprintf("install a newer one (on Debian: sudo apt-get install postgresql-%d-postgis-3)", s.version),
	}
}

// findServers lists the installations that the globs match, newest first.
func findServers(ctx context.Context, patterns []string) []server {
	var all []server
	for _, pattern := range patterns {
		bins, err := filepath.Glob(pattern)
		if err != nil {
			continue // only a malformed pattern fails, and it matches nothing
		}
		for _, bin := range bins {
			if version, ok := serverVersion(ctx, bin); ok {
				all = append(all, server{bin: bin, version: version, postgis: postgisVersion(bin, version)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b server) int { return b.version - a.version })
	return all
}

var versionText = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// serverVersion asks the programs in bin for their major version; both have to be there.
func serverVersion(ctx context.Context, bin string) (int, bool) {
	if _, err := exec.LookPath(filepath.Join(bin, "initdb")); err != nil {
		return 0, false
	}
	out, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return 0, false
	}
	match := versionText.FindSubmatch(out)
	if match == nil {
		return 0, false
	}
	version, err := strconv.Atoi(string(match[1]))
	return version, err == nil
}

var controlVersion = regexp.MustCompile(`(?m)^default_version\s*=\s*'([^']+)'`)

// postgisVersion reads the version of the extension that CREATE EXTENSION would install.
func postgisVersion(bin string, version int) string {
	for _, share := range []string{
		fmt.Sprintf("/usr/share/postgresql/%d/extension", version), // Debian
		filepath.Join(bin, "../share/extension"),                   // built from source, PGDG on Fedora
		filepath.Join(bin, "../share/postgresql/extension"),
	} {
		if strings.HasPrefix(share, "/usr/share/") && !strings.HasPrefix(bin, "/usr/lib/postgresql/") {
			continue // another installation's folder
		}
		text, err := os.ReadFile(filepath.Join(share, "postgis.control"))
		if err != nil {
			continue
		}
		if match := controlVersion.FindSubmatch(text); match != nil {
			return string(match[1])
		}
	}
	return ""
}

var leadingVersion = regexp.MustCompile(`^(\d+)\.(\d+)`)

// postgisFits reports whether a PostGIS version such as "3.3.2" is new enough.
func postgisFits(version string) bool {
	match := leadingVersion.FindStringSubmatch(version)
	if match == nil {
		return false
	}
	major, _ := strconv.Atoi(match[1]) // digits only, by the pattern
	minor, _ := strconv.Atoi(match[2])
	return major > oldestPostGISMajor || major == oldestPostGISMajor && minor >= oldestPostGISMinor
}
