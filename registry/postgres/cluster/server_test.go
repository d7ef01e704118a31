package cluster

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// installation makes a bin folder with programs that only know their version, and PostGIS beside it unless it is "".
func installation(t *testing.T, prefix, version, postgis string) string {
	t.Helper()
	bin := filepath.Join(prefix, version, "bin")
	share := filepath.Join(prefix, version, "share", "extension")
	for _, dir := range []string{bin, share} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s.3 (Debian %s.3-1)'\n", version, version)
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if postgis != "" {
		control := fmt.Sprintf("comment = 'geometry'\ndefault_version = '%s'\n", postgis)
		if err := os.WriteFile(filepath.Join(share, "postgis.control"), []byte(control), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

func TestChooseServer(t *testing.T) {
	t.Parallel()
	type installed struct{ version, postgis string }
	for name, c := range map[string]struct {
		installed []installed
		made      int // by which version the data folder was made
		want      int
		code      Code
		remedy    string // what the sentence must contain
	}{
		"nothing is installed":        {code: NoServer, remedy: "apt-get install postgresql-postgis"},
		"the newest with PostGIS":     {installed: []installed{{"15", "3.3.2"}, {"17", "3.5.0"}, {"16", "3.4.1"}}, want: 17},
		"a newer one without PostGIS": {installed: []installed{{"15", "3.3.2"}, {"17", ""}}, want: 15},
		"only one without PostGIS":    {installed: []installed{{"15", ""}}, code: NoPostGIS, remedy: "postgresql-15-postgis-3"},
		"PostGIS is too old":          {installed: []installed{{"15", "3.2.9"}}, code: PostGISTooOld, remedy: "3.3"},
		"PostGIS of the next century": {installed: []installed{{"30", "10.0.0"}}, want: 30},
		"the server is too old":       {installed: []installed{{"14", "3.3.2"}}, code: ServerTooOld, remedy: "15"},
		"data keep their version":     {installed: []installed{{"15", "3.3.2"}, {"17", "3.5.0"}}, made: 15, want: 15},
		"data of a removed version":   {installed: []installed{{"17", "3.5.0"}}, made: 15, code: OtherVersion, remedy: "postgresql-15-postgis-3"},
		"data whose PostGIS is gone":  {installed: []installed{{"15", ""}, {"17", "3.5.0"}}, made: 15, code: NoPostGIS, remedy: "postgresql-15-postgis-3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prefix := t.TempDir()
			for _, i := range c.installed {
				installation(t, prefix, i.version, i.postgis)
			}
			got, err := chooseServer(context.Background(), []string{filepath.Join(prefix, "*", "bin")}, c.made)
			if c.code == "" {
				if err != nil || got.version != c.want {
					t.Errorf("got version %d (%v), want %d", got.version, err, c.want)
				}
				return
			}
			if !HasCode(err, c.code) || !strings.Contains(err.Error(), c.remedy) {
				t.Errorf("got %v, want %s with %q in it", err, c.code, c.remedy)
			}
		})
	}
}

func TestStartWithoutPostGISNamesThePackage(t *testing.T) {
	t.Parallel()
	o := options(folder(t))
	o.BinDir = installation(t, t.TempDir(), "15", "")
	_, err := Start(t.Context(), o)
	if !HasCode(err, NoPostGIS) {
		t.Fatalf("got %v, want %s", err, NoPostGIS)
	}
	const want = "PostgreSQL 15 is installed, its PostGIS extension is not: install it (on Debian: sudo apt-get install postgresql-15-postgis-3)"
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	if hasCluster(o.Dir) {
		t.Error("a start that could not be has left a cluster folder behind")
	}
}

func TestProgramsThatFailAreQuoted(t *testing.T) {
	t.Parallel()
	o := options(folder(t))
	o.BinDir = installation(t, t.TempDir(), "15", "3.3.2") // its initdb makes nothing
	if err := os.WriteFile(filepath.Join(o.BinDir, "initdb"), []byte("#!/bin/sh\necho 'initdb: error: out of luck' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(filepath.Dir(filepath.Dir(o.BinDir))), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), o); !HasCode(err, NotStarted) || !strings.Contains(err.Error(), "out of luck") {
		t.Errorf("got %v, want %s with the program's words", err, NotStarted)
	}
}
