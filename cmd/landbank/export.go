package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/export"
	"landbank/registry/postgres"
)

func exportCommand() command {
	names := make([]string, len(export.Formats))
	for i, f := range export.Formats {
		names[i] = string(f)
	}
	formats := strings.Join(names, ", ")
	return command{
		name:    "export",
		summary: "writes published sites to a file",
		about: `Formats: ` + formats + `. Those that can be imported again and give the same sites are
geojson, geojsonseq, csv and gpkg. shp is a ZIP archive. Without -o the file goes to standard output. The file appears whole or
not at all.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			format := flags.String("format", string(export.GeoJSON), "`NAME` of the format: "+formats)
			filter := flags.String("filter", "", "`CQL2` text that the sites meet, such as \"area_m2 > 50000 AND kind = 'brownfield'\"")
			asOf := flags.String("as-of", "", "`DAY` or instant: the sites as the public saw them then")
			path := flags.String("o", "", "`FILE` to write")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 {
					return misuse("export takes no arguments, but got %q; the file is named with -o", args[0])
				}
				chosen, err := export.ParseFormat(*format)
				if err != nil {
					return misuse("--format: %w", err)
				}
				var condition criteria.Expr
				if *filter != "" {
					if condition, err = criteria.ParseCQL2(*filter, registry.Vocabulary()); err != nil {
						return misuse("--filter: %w", err)
					}
				}
				var then time.Time
				if *asOf != "" {
					if then, err = registry.ParseAsOf(*asOf, time.Now()); err != nil {
						return misuse("--as-of: %w", err)
					}
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					sites, err := sitesOf(ctx, store, condition, then)
					if err != nil {
						return err
					}
					return exportTo(ctx, c, *path, chosen, sites)
				})
			}
		},
	}
}

// sitesOf gives the published sites of now, where then is zero, or of another instant.
func sitesOf(ctx context.Context, store *postgres.Store, condition criteria.Expr, then time.Time) (export.Sites, error) {
	if then.IsZero() {
		return func(visit func(*registry.Detail) error) error { return store.Each(ctx, condition, visit) }, nil
	}
	m, err := store.PastAt(ctx, then)
	if err != nil {
		return nil, err
	}
	return func(visit func(*registry.Detail) error) error { return store.StockAt(ctx, m, condition, visit) }, nil
}

// exportTo writes the sites to the file, or to standard output.
func exportTo(_ context.Context, c console, path string, format export.Format, sites export.Sites) error {
	if path == "" || path == "-" {
		_, err := export.Write(c.out, format, sites)
		return err
	}
	count, err := writeWhole(path, func(w io.Writer) (int64, error) { return export.Write(w, format, sites) })
	if err != nil {
		return err
	}
	c.say(fmt.Sprintf("%s sites are in %s.", thousands(count), path))
	return nil
}

// writeWhole writes a file beside its place and moves it there once it is complete.
func writeWhole(path string, write func(io.Writer) (int64, error)) (count int64, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".landbank-export-")
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	count, err = write(file)
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err != nil {
		return 0, err
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return 0, fmt.Errorf("write %s: %w", path, err)
	}
	return count, nil
}
