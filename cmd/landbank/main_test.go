package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landbank/internal/testdb"
)

// said is a console whose outputs are kept. Its environment is the given map alone.
type said struct{ out, err bytes.Buffer }

func (s *said) console(env map[string]string) console {
	return console{
		in: strings.NewReader(""), out: &s.out, err: &s.err,
		env: func(name string) (string, bool) { value, ok := env[name]; return value, ok },
	}
}

// landbank runs a command line to its end and returns the exit code.
func (s *said) landbank(t *testing.T, env map[string]string, args ...string) int {
	t.Helper()
	return run(t.Context(), s.console(env), args)
}

func TestHelpListsEveryCommand(t *testing.T) {
	t.Parallel()
	for _, line := range [][]string{nil, {"help"}, {"--help"}, {"-h"}} {
		var s said
		if code := s.landbank(t, nil, line...); code != 0 || s.err.Len() > 0 {
			t.Errorf("%v: exit code %d, complaints %q", line, code, &s.err)
		}
		for _, cmd := range commands() {
			if !strings.Contains(s.out.String(), "  "+cmd.name+" ") {
				t.Errorf("%v: %s is not listed", line, cmd.name)
			}
		}
	}
}

func TestEveryCommandDescribesItsFlagsWithTheirVariables(t *testing.T) {
	t.Parallel()
	for _, cmd := range commands() {
		var asked, flagged said
		words := strings.Fields(cmd.name)
		if code := asked.landbank(t, nil, append([]string{"help"}, words...)...); code != 0 {
			t.Errorf("help %s: exit code %d", cmd.name, code)
		}
		if code := flagged.landbank(t, nil, append(words, "--help")...); code != 0 || flagged.out.String() != asked.out.String() {
			t.Errorf("%s --help: exit code %d, and not the same text as help %s", cmd.name, code, cmd.name)
		}
		if cmd.summary == "" {
			t.Errorf("%s has no summary", cmd.name)
		}
		flags, _ := cmd.flagSet()
		flags.VisitAll(func(f *flag.Flag) {
			if !strings.Contains(asked.out.String(), variable(f.Name)) || f.Usage == "" {
				t.Errorf("%s --%s: its help or its variable is missing", cmd.name, f.Name)
			}
		})
		for _, name := range []string{"data", "database"} {
			if flags.Lookup(name) == nil && cmd.name != "ledger key new" { // which is for a machine without the registry
				t.Errorf("%s does not take --%s", cmd.name, name)
			}
		}
	}
}

func TestMisuseEndsWithTwoAndOneSentence(t *testing.T) {
	t.Parallel()
	for name, line := range map[string][]string{
		"unknown command":    {"sevre"},
		"unknown flag":       {"migrate", "--nope"},
		"unwanted argument":  {"migrate", "extra"},
		"unknown help topic": {"help", "nope"},
	} {
		var s said
		if code := s.landbank(t, nil, line...); code != 2 {
			t.Errorf("%s: exit code %d, want 2", name, code)
		}
		if s.out.Len() > 0 || strings.Count(s.err.String(), "\n") != 1 || !strings.HasPrefix(s.err.String(), "landbank: ") {
			t.Errorf("%s: said %q %q", name, &s.out, &s.err)
		}
	}
}

func TestParseTakesFlagsAroundArguments(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		line    []string
		args    []string
		publish bool
		report  string
	}{
		"before":           {[]string{"--publish", "--report", "r.csv", "a.csv"}, []string{"a.csv"}, true, "r.csv"},
		"after":            {[]string{"a.csv", "--publish", "--report=r.csv"}, []string{"a.csv"}, true, "r.csv"},
		"between":          {[]string{"a.csv", "--publish", "b.csv"}, []string{"a.csv", "b.csv"}, true, ""},
		"after two dashes": {[]string{"--publish", "--", "--report", "-x"}, []string{"--report", "-x"}, true, ""},
		"nothing":          {nil, nil, false, ""},
	} {
		flags := flag.NewFlagSet("import", flag.ContinueOnError)
		publish, report := flags.Bool("publish", false, ""), flags.String("report", "", "")
		args, err := parse(flags, c.line)
		if err != nil || !slices.Equal(args, c.args) || *publish != c.publish || *report != c.report {
			t.Errorf("%s: got %v, publish %v, report %q (%v)", name, args, *publish, *report, err)
		}
	}
}

func TestVariablesStandInForFlags(t *testing.T) {
	t.Parallel()
	read := func(env map[string]string, line ...string) (dryRun bool, database string, err error) {
		flags := flag.NewFlagSet("import", flag.ContinueOnError)
		dry := flags.Bool("dry-run", false, "")
		url := flags.String("database", "default", "")
		if _, err := parse(flags, line); err != nil {
			return false, "", err
		}
		err = fromEnvironment(flags, func(name string) (string, bool) { value, ok := env[name]; return value, ok })
		return *dry, *url, err
	}
	dry, url, err := read(map[string]string{"LANDBANK_DRY_RUN": "true", "LANDBANK_DATABASE_URL": "postgresql://x"})
	if err != nil || !dry || url != "postgresql://x" {
		t.Errorf("variables alone: %v %q %v", dry, url, err)
	}
	_, url, _ = read(map[string]string{"LANDBANK_DATABASE_URL": "from the variable"}, "--database", "from the line")
	if url != "from the line" {
		t.Errorf("the command line must win, got %q", url)
	}
	_, url, _ = read(map[string]string{"LANDBANK_DATABASE_URL": ""})
	if url != "default" {
		t.Errorf("an empty variable must count as absent, got %q", url)
	}
	if _, _, err = read(map[string]string{"LANDBANK_DRY_RUN": "perhaps"}); err == nil || !strings.Contains(err.Error(), "LANDBANK_DRY_RUN") {
		t.Errorf("a wrong value must name its variable, got %v", err)
	}
}

func TestMigrateBringsAGivenDatabaseUpToDate(t *testing.T) {
	t.Parallel()
	url := testdb.Empty(t)
	for range 2 {
		var s said
		if code := s.landbank(t, nil, "migrate", "--database", url); code != 0 || !strings.Contains(s.out.String(), "the newest") {
			t.Fatalf("exit code %d, said %q %q", code, &s.out, &s.err)
		}
	}
}

func TestDatabaseThatCannotBeReachedIsOneSentence(t *testing.T) {
	t.Parallel()
	var s said
	env := map[string]string{"LANDBANK_DATABASE_URL": "postgresql://u:secret@127.0.0.1:1/x"}
	if code := s.landbank(t, env, "migrate"); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if got := s.err.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "does not answer") || strings.Contains(got, "secret") {
		t.Errorf("said %q", got)
	}
}

func TestDataFolderBringsItsOwnDatabase(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "landbank-") // short and open to the server's user, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	var s said
	if code := s.landbank(t, nil, "migrate", "--data", dir); code != 0 {
		t.Fatalf("exit code %d, said %q", code, &s.err)
	}
	if _, err := os.Stat(filepath.Join(dir, "postgres", "data", "postmaster.pid")); !os.IsNotExist(err) {
		t.Errorf("the server still runs after the command (%v)", err)
	}
}

func TestMissingPostGISIsOneSentenceWithThePackage(t *testing.T) {
	t.Parallel()
	bin := t.TempDir() // an installation that consists of its version, without any extension beside it
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\necho 'postgres (PostgreSQL) 15.3'\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var s said
	if code := s.landbank(t, nil, "migrate", "--data", t.TempDir(), "--postgres-bin", bin); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	const want = "landbank: PostgreSQL 15 is installed, its PostGIS extension is not: install it (on Debian: sudo apt-get install postgresql-15-postgis-3)\n"
	if got := s.err.String(); got != want {
		t.Errorf("said %q", got)
	}
}

func TestInterruptedCommandSaysSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var s said
	if code := run(ctx, s.console(nil), []string{"migrate", "--data", t.TempDir()}); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if got := s.err.String(); got != "landbank: stopped before it was done\n" {
		t.Errorf("said %q", got)
	}
}
