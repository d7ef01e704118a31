package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
	"landbank/registry/spreadsheet"
)

func doctorCommand() command {
	return command{
		name:    "doctor",
		summary: "checks the installation, and the whole stock by the rules",
		about: `Says what the registry runs on, then has every rule look at every site that is kept, published or draft, and counts what it
finds. Nothing of the stock changes; the findings are kept with the days on which they were first and last made. Exit codes:
0 no record has an error, 3 some have (docs/rules.md), 1 something of the installation does not work.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			path := flags.String("findings", "", "`FILE` that every finding is written to, as CSV")
			asJSON := flags.Bool("json", false, "print one JSON object instead of sentences")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 {
					return misuse("doctor takes no arguments, but got %q", args[0])
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return doctor(ctx, c, store, at, *path, *asJSON)
				})
			}
		},
	}
}

func doctor(ctx context.Context, c console, store *postgres.Store, at where, path string, asJSON bool) error {
	on, err := store.Installation(ctx)
	if err != nil {
		return err
	}
	free, err := freeBytes(*at.data)
	if err != nil && *at.database == "" {
		return fmt.Errorf("look at the disk of the data folder: %w", err)
	}
	if !asJSON {
		tellInstallation(c.out, on, free)
	}
	found, err := store.CheckStock(ctx, registry.Operator)
	if err != nil {
		return err
	}
	if path != "" {
		if err := writeFindings(ctx, store, path); err != nil {
			return err
		}
	}
	if asJSON {
		err = json.NewEncoder(c.out).Encode(struct {
			PostgreSQL string                  `json:"postgresql"`
			PostGIS    string                  `json:"postgis"`
			Bytes      int64                   `json:"database_bytes"`
			Free       int64                   `json:"free_bytes"` // 0 where the database is elsewhere
			Seq        int64                   `json:"ledger_seq"`
			Hash       string                  `json:"ledger_hash"`
			At         time.Time               `json:"at"`
			Records    int64                   `json:"records"`
			Findings   []registry.FindingCount `json:"findings"`
		}{on.PostgreSQL, on.PostGIS, on.Bytes, free, on.Seq, fmt.Sprintf("%x", on.Hash), found.At, found.Records, orNone(found.Counts)})
	} else {
		tellStock(c.out, found, path)
	}
	if err != nil {
		return err
	}
	for _, n := range found.Counts {
		if n.Severity == registry.Error {
			return exit{code: 3}
		}
	}
	return nil
}

func orNone(counts []registry.FindingCount) []registry.FindingCount {
	if counts == nil {
		return []registry.FindingCount{}
	}
	return counts
}

// freeBytes is the room that is left on the disk of a folder.
func freeBytes(dir string) (int64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return 0, err
	}
	return int64(disk.Bavail) * disk.Bsize, nil
}

func tellInstallation(w io.Writer, on registry.Installation, free int64) {
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // nobody is left to tell
	p("PostgreSQL %s with %s\n", on.PostgreSQL, on.PostGIS)
	p("The database has %s MB", thousands(on.Bytes>>20))
	if free > 0 {
		p("; %s MB are free on the disk", thousands(free>>20))
	}
	p("\nThe ledger ends with revision %d, hash %x\n", on.Seq, on.Hash)
}

func tellStock(w io.Writer, found registry.StockCheck, path string) {
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // nobody is left to tell
	p("\n%s records were looked at.\n", thousands(found.Records))
	if len(found.Counts) == 0 {
		p("The rules found nothing.\n")
		return
	}
	p("\n%-6s%-47s%-9s%11s%11s\n", "", "", "", "open", "waived")
	for _, n := range found.Counts {
		rule, _ := registry.RuleByID(n.Rule)
		p("%-6s%-47s%-9s%11s%11s\n", n.Rule, rule.Title.In("en"), n.Severity, thousands(n.Open), thousands(n.Waived))
	}
	if path != "" {
		p("\nEvery finding: %s\n", path)
	} else {
		p("\nEvery finding as CSV: landbank doctor --findings FILE.csv\n")
	}
}

var findingColumns = []string{"ref", "territory", "standing", "rule", "case", "severity", "field", "raw", "proposed", "message", "waived",
	"first_seen", "last_seen"}

// writeFindings writes every finding as CSV.
func writeFindings(ctx context.Context, store *postgres.Store, path string) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the findings: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	table := csv.NewWriter(file)
	if err := table.Write(findingColumns); err != nil {
		return fmt.Errorf("write the findings: %w", err)
	}
	q := registry.FindingQuery{Limit: 1000}
	for more := true; more; {
		page, err := store.Findings(ctx, registry.Operator, q)
		if err != nil {
			return err
		}
		for i := range page.Findings {
			if err := table.Write(findingRow(&page.Findings[i])); err != nil {
				return fmt.Errorf("write the findings: %w", err)
			}
		}
		q.After, more = page.Next, page.Next > 0
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return fmt.Errorf("write the findings: %w", err)
	}
	return nil
}

func findingRow(f *registry.Found) []string {
	unit := ""
	if n := len(f.Territories); n > 0 {
		unit = f.Territories[n-1]
	}
	i := &f.Issue
	row := []string{f.Ref, unit, f.Standing, i.Rule, i.Case, string(i.Severity), i.Field, i.Raw, i.Proposed, i.Message,
		strings.ToLower(fmt.Sprint(f.Waived)), f.FirstSeen.Format(time.RFC3339), f.LastSeen.Format(time.RFC3339)}
	for at := range row {
		row[at] = spreadsheet.Harmless(row[at])
	}
	return row
}
