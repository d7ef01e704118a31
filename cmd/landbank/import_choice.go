package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"

	"landbank/registry"
	"landbank/registry/spreadsheet"
)

// choiceFlags are what an importer chooses about the rows of a file, and about the sites that are not in it.
type choiceFlags struct {
	only, gone, goneReport, reason *string
	goneAnyway                     *bool
}

func newChoiceFlags(flags *flag.FlagSet) choiceFlags {
	return choiceFlags{
		only:       flags.String("only", "", "`WHICH` rows are taken: create, those of new sites, or update, those of sites that are there"),
		gone:       flags.String("gone", registry.GoneList, "`WHAT` becomes of sites of the source that are not in the file: list, or withdraw, which needs --reason"),
		goneReport: flags.String("gone-report", "", "CSV `FILE` for these sites"),
		goneAnyway: flags.Bool("gone-anyway", false, "withdraw them even where they are so many that the file looks like a part of the register"),
		reason:     flags.String("reason", "", "`WORDS` for the ledger on why"),
	}
}

// apply puts the choices into the job, and refuses those that do not go together.
func (f choiceFlags) apply(job *registry.ImportJob) error {
	job.Only, job.Gone, job.GoneAnyway, job.Reason = *f.only, *f.gone, *f.goneAnyway, *f.reason
	var refused *registry.RefusedError
	if errors.As(job.Check(), &refused) {
		return misuse("--%s: %s", refused.Refusals[0].Field, refused.Refusals[0].Message)
	}
	return nil
}

// goneReport is a CSV file of the sites that are gone. It is there when it is closed without an error.
type goneReport struct {
	file  *os.File
	table *csv.Writer
}

func newGoneReport(path string) (*goneReport, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("begin the list of sites that are gone: %w", err)
	}
	r := &goneReport{file: file, table: csv.NewWriter(file)}
	return r, r.table.Write([]string{"ref", "source_key", "name", "lifecycle"})
}

func (r *goneReport) add(g registry.GoneSite) error {
	row := []string{g.Ref, g.SourceKey, g.Name, g.Lifecycle}
	for i, cell := range row {
		row[i] = spreadsheet.Harmless(cell)
	}
	return r.table.Write(row)
}

func (r *goneReport) close() error {
	r.table.Flush()
	if err := errors.Join(r.table.Error(), r.file.Close()); err != nil {
		return fmt.Errorf("write the list of sites that are gone: %w", err)
	}
	return nil
}
