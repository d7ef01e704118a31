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
	"strconv"
	"strings"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/postgres"
)

// Exit codes of import besides 0, all rows taken.
const (
	exitNothing  = 2 // nothing was read or stored
	exitRejected = 3 // some rows were rejected, the others are stored
)

// importFlags are what an importer states about a file and what is to become of it.
type importFlags struct {
	at                              where
	profile, report, accept, crs    *string
	layer, outlines, join           *string
	outlinesCRS, outlinesLayer      *string
	columns                         *statements
	code, name, producer, url, term *string
	publish, dryRun, json           *bool
	choice                          choiceFlags
}

func importCommand() command {
	return command{
		name:    "import",
		args:    "FILE",
		summary: "takes a register of sites into the registry",
		about: `Reads CSV, GeoJSON, Excel and OpenDocument workbooks, and with GDAL (package gdal-bin) shapefiles, GeoPackages, KML, KMZ,
GML, DXF, FlatGeobuf, MapInfo and other formats of GIS programs, packed with zip or gzip or not, and finds out by their
content what they are. Profiles: ` + strings.Join(intake.Profiles(), ", ") + `.
All rows that pass the rules are stored in one transaction, the others are written to the report, which can be repaired
and imported again. Importing a file again changes nothing. Exit codes: 0 all rows taken, 3 some rejected, 2 nothing read
or stored.`,
		flags: func(flags *flag.FlagSet) action {
			columns := new(statements)
			flags.Var(columns, "map", "`COLUMN=FIELD[:UNIT[:MARK]]` reads a column into a field, such as \"Площа=area_declared_m2:ha:,\"; may be repeated, may be a JSON object; remembered for the source")
			f := importFlags{
				columns:       columns,
				at:            whereFlags(flags),
				profile:       flags.String("profile", "", "`NAME` of the mapping profile; without it the columns decide"),
				layer:         flags.String("layer", "", "`NAME` of the layer, or of the member of an archive; without it the one with geometry and most features"),
				outlines:      flags.String("outlines", "", "`FILE` of outlines that the rows of a table get by their ids"),
				join:          flags.String("join", "", "`TABLECOLUMN=OUTLINECOLUMN` with these ids; without it cadastral numbers, identities, or columns of the same name"),
				outlinesCRS:   flags.String("outlines-crs", "", "reference system of the outlines where their file does not state it, such as `EPSG:6384`"),
				outlinesLayer: flags.String("outlines-layer", "", "`NAME` of the layer in the file of outlines"),
				report:        flags.String("report", "", "CSV `FILE` for the rejected rows, with line, field, rule and raw value"),
				accept:        flags.String("accept", "", "`RULES` whose proposed repairs are made, such as V-01,V-02"),
				crs:           flags.String("crs", "", "reference system of the file's coordinates, such as `EPSG:27700`"),
				code:          flags.String("source", "", "`CODE` of the register that the file is of; rows of one source are known by their identifiers"),
				name:          flags.String("source-name", "", "`NAME` of the register, as it is shown"),
				producer:      flags.String("source-producer", "", "`NAME` of who keeps the register"),
				url:           flags.String("source-url", "", "`URL` of the register"),
				term:          flags.String("source-licence", "", "`LICENCE` of the register"),
				publish:       flags.Bool("publish", false, "publish the sites; without it they are drafts"),
				dryRun:        flags.Bool("dry-run", false, "do everything, and take it back at the end"),
				choice:        newChoiceFlags(flags),
				json:          flags.Bool("json", false, "print the counts as one JSON object"),
			}
			return f.run
		},
	}
}

func (f importFlags) run(ctx context.Context, c console, args []string) error {
	if len(args) != 1 {
		return misuse("import takes one file, but got %d; `landbank import --help` says more", len(args))
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	if sameFile(args[0], *f.report) {
		return misuse("--report: the report would replace the file that is imported; give it another name")
	}
	file, err := intake.Open(args[0], options)
	if err != nil {
		return exit{code: exitNothing, err: fmt.Errorf("%s: %w", args[0], err)}
	}
	defer file.Close() // read only
	job, told := registry.ImportJob{}, &outcome{crs: *f.crs}
	if err := f.choice.apply(&job); err != nil {
		return err
	}
	told.job = &job
	var result registry.ImportResult
	err = f.at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) (err error) {
		if err := remember(ctx, store, file); err != nil {
			return err
		}
		c.say(recognition(args[0], file.Recognised()))
		if job, err = file.Job(); err != nil {
			return err
		}
		if err := f.choice.apply(&job); err != nil {
			return err
		}
		job.Principal, job.Publish, job.DryRun = registry.Operator, *f.publish, *f.dryRun
		c.say(fmt.Sprintf("Source: %s (%s).", job.Source.Code, job.Source.Name))
		if result, err = f.store(ctx, c, store, file, told); err != nil || job.DryRun {
			return err
		}
		return keepMapping(ctx, c, store, file)
	})
	if err != nil {
		return exit{code: exitNothing, err: fmt.Errorf("nothing was stored: %w", err)}
	}
	return f.tell(c, result, told, file)
}

// remember reads the file as those of its source were read before.
func remember(ctx context.Context, store registry.SourceMappings, file *intake.File) error {
	known, err := store.SourceMapping(ctx, file.Source().Code)
	if errors.Is(err, registry.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Remember(known)
}

// keepMapping keeps what was stated about the columns for the next file of the source.
func keepMapping(ctx context.Context, c console, store registry.SourceMappings, file *intake.File) error {
	stated, there := file.Stated()
	if !there {
		return nil
	}
	if err := store.PutSourceMapping(ctx, registry.Operator, stated); err != nil {
		c.say(fmt.Sprintf("The rows are stored, but the mapping of the source %s could not be kept: %v", stated.Source, err))
		return nil
	}
	c.say(fmt.Sprintf("The mapping is remembered for the source %s.", stated.Source))
	return nil
}

// sameFile tells whether two paths lead to one file.
func sameFile(a, b string) bool {
	first, errFirst := os.Stat(a)
	second, errSecond := os.Stat(b)
	return errFirst == nil && errSecond == nil && os.SameFile(first, second)
}

// options reads the flags that say something about the file.
func (f importFlags) options() (intake.Options, error) {
	o := intake.Options{Profile: *f.profile, Layer: *f.layer, Accept: list(*f.accept), Source: registry.Source{Code: *f.code,
		Name: *f.name, Producer: *f.producer, URL: *f.url, Licence: *f.term}}
	for i, rule := range o.Accept {
		o.Accept[i] = strings.ToUpper(rule)
		if _, known := registry.RuleByID(o.Accept[i]); !known {
			return o, misuse("--accept: there is no rule %q; they are V-01 to V-30", rule)
		}
	}
	columns, srid, err := intake.ParseColumns(*f.columns)
	if err != nil {
		return o, misuse("--map: %w", err)
	}
	o.Columns, o.CRS = columns, srid
	o.Outlines, o.Join, o.OutlinesLayer = *f.outlines, *f.join, *f.outlinesLayer
	if o.Outlines == "" && (o.Join != "" || o.OutlinesLayer != "" || *f.outlinesCRS != "") {
		return o, misuse("--join, --outlines-crs and --outlines-layer say something about --outlines FILE, which is not given")
	}
	for _, stated := range []struct {
		name, text string
		srid       *int
	}{{"--crs", *f.crs, &o.CRS}, {"--outlines-crs", *f.outlinesCRS, &o.OutlinesCRS}} {
		if stated.text == "" {
			continue
		}
		srid, err := geo.ParseCRS(stated.text)
		if err != nil {
			return o, misuse("%s: %w", stated.name, err)
		}
		*stated.srid = srid
	}
	return o, nil
}

// store runs the import with its report and progress.
func (f importFlags) store(ctx context.Context, c console, store *postgres.Store, file *intake.File, told *outcome) (registry.ImportResult, error) {
	if err := sayInterrupted(ctx, c, store); err != nil {
		return registry.ImportResult{}, err
	}
	var report *intake.Report
	if *f.report != "" {
		begun, err := intake.NewReport(*f.report)
		if err != nil {
			return registry.ImportResult{}, err
		}
		report, told.report = begun, *f.report
	}
	told.job.Rejected = func(row registry.RejectedRow) error {
		told.rejected(row)
		if report == nil {
			return nil
		}
		return report.Add(row)
	}
	var gone *goneReport
	if *f.choice.goneReport != "" {
		begun, err := newGoneReport(*f.choice.goneReport)
		if err != nil {
			return registry.ImportResult{}, err
		}
		gone, told.gone = begun, *f.choice.goneReport
		told.job.GoneSites = gone.add
	}
	bar := newProgress(c.err, file.Progress)
	told.job.Progress = bar.tell
	result, err := store.Import(ctx, *told.job, file)
	bar.done()
	if report != nil {
		if err == nil {
			err = report.Close(file.Columns())
		} else {
			err = errors.Join(err, report.Discard())
		}
	}
	if gone != nil {
		err = errors.Join(err, gone.close())
	}
	return result, err
}

// sayInterrupted tells of imports that were cut off.
func sayInterrupted(ctx context.Context, c console, store *postgres.Store) error {
	batches, err := store.Interrupted(ctx)
	for _, b := range batches {
		c.say(fmt.Sprintf("Import %d of %s was cut off; nothing of it was stored.", b.ID, b.FileName))
	}
	return err
}

// tell prints what became of the rows, and chooses the exit code.
func (f importFlags) tell(c console, result registry.ImportResult, told *outcome, file *intake.File) error {
	people := c.out
	if *f.json {
		people = c.err
	}
	told.print(people, result)
	if joined, there := file.Joined(); there {
		_, _ = fmt.Fprintln(people, joinSentence(joined)) // nobody is left to tell
	}
	if *f.json {
		if err := json.NewEncoder(c.out).Encode(result); err != nil {
			return fmt.Errorf("print the counts: %w", err)
		}
	}
	if result.Rejected > 0 {
		return exit{code: exitRejected}
	}
	return nil
}

// statements are the values of a flag that may be repeated.
type statements []string

// String gives the values for the help.
func (s *statements) String() string { return strings.Join(*s, "; ") }

// Set takes one more value.
func (s *statements) Set(value string) error {
	*s = append(*s, value)
	return nil
}

// findingsReader is a store that keeps the findings of imports.
type findingsReader interface {
	// BatchIssues visits the findings of an import in the order of its file, or returns registry.ErrNotFound.
	BatchIssues(ctx context.Context, batch int64, visit func(registry.Issue) error) error
}

func importIssuesCommand() command {
	return command{
		name:    "import issues",
		args:    "BATCH",
		summary: "lists what the rules found in an import",
		about: `Prints one line of CSV for each finding: line, field, rule, severity, raw, proposed, message. BATCH is the number that the import
printed.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("import issues takes the number of one import, but got %d arguments", len(args))
				}
				batch, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil {
					return misuse("%q is not the number of an import", args[0])
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return printFindings(ctx, c.out, store, batch)
				})
			}
		},
	}
}

func printFindings(ctx context.Context, out io.Writer, findings findingsReader, batch int64) error {
	table := csv.NewWriter(out)
	if err := table.Write([]string{"line", "field", "rule", "severity", "raw", "proposed", "message"}); err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	err := findings.BatchIssues(ctx, batch, func(i registry.Issue) error {
		return table.Write([]string{strconv.FormatInt(i.Line, 10), i.Field, i.Rule, string(i.Severity), i.Raw, i.Proposed, i.Message})
	})
	table.Flush()
	if errors.Is(err, registry.ErrNotFound) {
		return exit{code: exitNothing, err: fmt.Errorf("there is no import %d", batch)}
	}
	return errors.Join(err, table.Error())
}
