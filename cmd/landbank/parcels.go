package main

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/postgres"
)

// parcelFlags are what the operator says of a cadastre's file.
type parcelFlags struct {
	at                where
	layer             registry.ParcelLayer
	options           intake.ParcelOptions
	asOf, crs, report *string
	columns           *statements
}

func parcelsCommand() command {
	return command{
		name:    "parcels",
		args:    "FILE",
		summary: "takes a layer of cadastral parcels into the registry",
		about: `Reads the same files as import: CSV with outlines, GeoJSON, shapefiles, GeoPackages, DXF and others, in any reference system.
A layer replaces the one of its name as a whole, or, where anything fails, not at all. Outlines that are not valid are mended. A row
without one cadastral number or without an outline, and a number that an earlier row has, are refused; each is told in the report.
Staff draw by the layer and take parcels out of it. Exit codes: 0 all rows taken, 3 some refused, 2 nothing read or stored.`,
		flags: func(flags *flag.FlagSet) action {
			f := parcelFlags{at: whereFlags(flags), columns: new(statements)}
			flags.StringVar(&f.layer.Name, "name", "", "`NAME` of the layer, by which it replaces itself")
			flags.StringVar(&f.layer.Source, "source", "", "`NAME` of whoever keeps the cadastre; it is shown on the map, and is evidence of what is taken")
			flags.StringVar(&f.layer.Licence, "licence", "", "`LICENCE` of the cadastre")
			f.asOf = flags.String("as-of", "", "`DATE` on which the cadastre said it, such as 2026-03-31")
			flags.StringVar(&f.options.Cadastre, "cadastre", "", "`CODE` of the cadastre whose form the numbers have: ua, ru, fr, lv, us, gb, other; without it the numbers decide")
			flags.StringVar(&f.options.Number, "number", "", "`COLUMN` of the cadastral numbers; without it its name decides")
			flags.StringVar(&f.options.Profile, "profile", "", "`NAME` of the mapping profile; without it the columns decide")
			flags.StringVar(&f.options.Layer, "layer", "", "`NAME` of the layer in the file; without it the one with geometry and most features")
			f.crs = flags.String("crs", "", "reference system of the file's coordinates, such as `EPSG:3059`")
			f.report = flags.String("report", "", "CSV `FILE` for the rows that are refused or mended, with line, number and reason")
			flags.Var(f.columns, "map", "`COLUMN=FIELD[:UNIT]` reads a column, such as \"contenance=area_declared_m2:m2\"; may be repeated")
			return f.run
		},
	}
}

func (f *parcelFlags) run(ctx context.Context, c console, args []string) error {
	if len(args) != 1 {
		return misuse("parcels takes one file, but got %d", len(args))
	}
	if err := f.read(args[0]); err != nil {
		return err
	}
	file, rows, err := intake.ReadParcels(ctx, args[0], f.options)
	if err != nil {
		return exit{code: exitNothing, err: fmt.Errorf("%s: %w", args[0], err)}
	}
	defer file.Close() // read only
	c.say(recognition(args[0], file.Recognised()))
	var count registry.ParcelCount
	err = f.at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) (err error) {
		count, err = f.put(ctx, store, rows)
		return err
	})
	if err != nil {
		return exit{code: exitNothing, err: fmt.Errorf("nothing was stored: %w", err)}
	}
	return f.tell(c.out, count)
}

// read checks what the flags say.
func (f *parcelFlags) read(path string) (err error) {
	if f.layer.AsOf, err = registry.ParseDate(*f.asOf); err != nil && *f.asOf != "" {
		return misuse("--as-of: %w", err)
	}
	if f.layer.Name == "" || f.layer.Source == "" || *f.asOf == "" {
		return misuse("--name, --source and --as-of are needed: what is taken of the layer names the source and the day")
	}
	known := func(c registry.Code) bool { return c.Code == f.options.Cadastre }
	if f.options.Cadastre != "" && !slices.ContainsFunc(registry.Codes("cadastre"), known) {
		return misuse("--cadastre: there is no cadastre %q", f.options.Cadastre)
	}
	if sameFile(path, *f.report) {
		return misuse("--report: the report would replace the file that is read; give it another name")
	}
	columns, srid, err := intake.ParseColumns(*f.columns)
	if err != nil {
		return misuse("--map: %w", err)
	}
	f.options.Columns, f.options.CRS = columns, srid
	if *f.crs == "" {
		return nil
	}
	if f.options.CRS, err = geo.ParseCRS(*f.crs); err != nil {
		return misuse("--crs: %w", err)
	}
	return nil
}

// put stores the rows and writes the report.
func (f *parcelFlags) put(ctx context.Context, store *postgres.Store, rows iter.Seq2[registry.ParcelRow, error]) (count registry.ParcelCount, err error) {
	to := io.Discard
	if *f.report != "" {
		file, err := os.Create(*f.report)
		if err != nil {
			return count, fmt.Errorf("begin the report: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		to = file
	}
	table := csv.NewWriter(to)
	if err := table.Write([]string{"line", "number", "reason", "message"}); err != nil {
		return count, fmt.Errorf("write the report: %w", err)
	}
	count, err = store.PutParcels(ctx, registry.Operator, f.layer, rows, func(r registry.RefusedParcel) error {
		return table.Write([]string{strconv.FormatInt(r.Line, 10), r.Number, r.Reason, r.Message})
	})
	table.Flush()
	return count, errors.Join(err, table.Error())
}

// tell prints what became of the rows, and chooses the exit code.
func (f *parcelFlags) tell(out io.Writer, count registry.ParcelCount) error {
	said := fmt.Sprintf("Layer %s: %d rows read, %d parcels kept, %d of them with a mended outline, %d refused", f.layer.Name,
		count.Read, count.Kept, count.Repaired, count.Read-count.Kept)
	var reasons []string
	for _, reason := range slices.Sorted(maps.Keys(count.Refused)) {
		reasons = append(reasons, fmt.Sprintf("%s %d", reason, count.Refused[reason]))
	}
	if len(reasons) > 0 {
		said += " (" + strings.Join(reasons, ", ") + ")"
	}
	if _, err := fmt.Fprintln(out, said+"."); err != nil {
		return fmt.Errorf("print the counts: %w", err)
	}
	if count.Read > count.Kept {
		return exit{code: exitRejected}
	}
	return nil
}
