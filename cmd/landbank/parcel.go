package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/postgres"
)

// parcelFlags are what is said of a layer of parcels and of its file.
type parcelFlags struct {
	layer                  registry.ParcelLayer
	asOf, cadastre, number string
	crs, layerOf, profile  string
}

func parcelImportCommand() command {
	return command{
		name:    "parcel import",
		args:    "FILE",
		summary: "takes parcels of a cadastre, which staff draw to and fill in sites by",
		about: `Reads every format that registers come in. The parcels take the place of the layer of the same name, all or none; other
layers stay. A parcel is known by its cadastral number; rows of one number are its parts. Rows without a number of the
form of their cadastre or without an outline are told and passed over. The layer is for staff alone.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			var f parcelFlags
			flags.StringVar(&f.layer.Name, "layer-name", "", "`NAME` of the layer; without it the name of the file")
			flags.StringVar(&f.layer.Source, "source", "", "`NAME` of whoever keeps the cadastre; it stands with what is taken from it")
			flags.StringVar(&f.layer.Licence, "licence", "", "`LICENCE` of the parcels")
			flags.StringVar(&f.asOf, "as-of", "", "`DAY` that the parcels are as of, such as 2026-11-01")
			flags.StringVar(&f.cadastre, "cadastre", "", "`CODE` of the cadastre: ua, ru, fr, lv, us, gb or other; without it the form of the numbers decides")
			flags.StringVar(&f.number, "number", "", "`COLUMN` with the cadastral number, where its name does not say so")
			flags.StringVar(&f.crs, "crs", "", "reference system of the file's coordinates, such as `EPSG:6384`")
			flags.StringVar(&f.layerOf, "layer", "", "`NAME` of the layer in the file; without it the one with most features")
			flags.StringVar(&f.profile, "profile", "", "`NAME` of the mapping profile; without it the columns decide")
			return func(ctx context.Context, c console, args []string) error {
				options, err := f.options(args)
				if err != nil {
					return err
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return f.store(ctx, c, store, args[0], options)
				})
			}
		},
	}
}

// options checks what is said.
func (f *parcelFlags) options(args []string) (intake.Options, error) {
	o := intake.Options{Layer: f.layerOf, Profile: f.profile}
	if len(args) != 1 {
		return o, misuse("parcel import takes one file, but got %d", len(args))
	}
	if f.layer.Source == "" {
		return o, misuse("--source is missing: it stands with what is taken from the parcels")
	}
	if f.layer.Name == "" {
		f.layer.Name, _, _ = strings.Cut(filepath.Base(args[0]), ".")
	}
	if f.cadastre != "" && !registry.HasCode("cadastre", f.cadastre) {
		return o, misuse("--cadastre: there is no cadastre %q", f.cadastre)
	}
	if f.number != "" {
		o.Columns = []registry.MappedColumn{{Column: f.number, Field: "id"}}
	}
	var err error
	if f.asOf != "" {
		if f.layer.AsOf, err = registry.ParseDate(f.asOf); err != nil {
			return o, misuse("--as-of: %w", err)
		}
	}
	if f.crs != "" {
		if o.CRS, err = geo.ParseCRS(f.crs); err != nil {
			return o, misuse("--crs: %w", err)
		}
	}
	return o, nil
}

// mostLeftParcels is how many rows that are no parcel are named.
const mostLeftParcels = 5

func (f *parcelFlags) store(ctx context.Context, c console, store *postgres.Store, path string, o intake.Options) error {
	left := 0
	rows := intake.ReadParcels(ctx, path, f.cadastre, o, func(l intake.LeftParcel) {
		if left++; left <= mostLeftParcels {
			c.say(fmt.Sprintf("Row %d (%s) is passed over: %s", l.Line, l.Number, l.Why))
		}
	})
	told, err := store.PutParcels(ctx, registry.Operator, f.layer, rows)
	var wrong *intake.NotARegister
	if errors.As(err, &wrong) {
		return exit{code: exitNothing, err: fmt.Errorf("%s: %w", path, err)}
	}
	if err != nil {
		return err
	}
	if left > mostLeftParcels {
		c.say(fmt.Sprintf("… and %d rows more.", left-mostLeftParcels))
	}
	_, err = fmt.Fprintf(c.out, "%d parcels are in the layer %s; %d rows joined others of the same number, %d outlines were mended, %d have no area, %d rows were passed over.\n",
		told.Parcels, f.layer.Name, told.Joined, told.Mended, told.Lost, left)
	return err
}

func parcelRemoveCommand() command {
	return command{
		name:    "parcel remove",
		args:    "LAYER",
		summary: "takes a layer of parcels away; sites keep what they took from it",
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("parcel remove takes the name of one layer, but got %d", len(args))
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					if err := store.RemoveParcels(ctx, registry.Operator, args[0]); err != nil {
						return err
					}
					_, err := fmt.Fprintf(c.out, "The layer %s is gone.\n", args[0])
					return err
				})
			}
		},
	}
}
