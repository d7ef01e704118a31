package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"

	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/postgres"
)

func roadImportCommand() command {
	return command{
		name:    "road import",
		args:    "FILE",
		summary: "takes the roads by which frontages are measured into the registry",
		about: fmt.Sprintf(`Reads lines of GeoJSON in degrees, which take the place of all roads before. The frontage of every outline is measured
anew by them: the longest unbroken piece of the boundary within %d m of a road's line. A site with no road within %d m
keeps an unknown frontage, as the layer may not reach it. The source is named to the public.`, registry.FrontageReachM, registry.RoadsKnownM),
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			var layer registry.RoadLayer
			flags.StringVar(&layer.Source, "source", "", "`NAME` of whoever keeps the roads, as the public reads it")
			flags.StringVar(&layer.Licence, "licence", "", "`LICENCE` of the roads, as the public reads it")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("road import takes one file, but got %d", len(args))
				}
				if layer.Source == "" {
					return misuse("--source is missing: the public is told where the roads come from")
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return storeRoads(ctx, c, store, layer, args[0])
				})
			}
		},
	}
}

func storeRoads(ctx context.Context, c console, store *postgres.Store, layer registry.RoadLayer, path string) error {
	lines, err := store.PutRoads(ctx, registry.Operator, layer, intake.ReadRoads(path))
	var wrong *intake.NotARegister
	if errors.As(err, &wrong) {
		return exit{code: exitNothing, err: fmt.Errorf("%s: %w", path, err)}
	}
	if err != nil {
		return err
	}
	measured, err := store.Fit(ctx)
	if err != nil {
		return fmt.Errorf("the roads are stored; `landbank serve` goes on measuring: %w", err)
	}
	_, err = fmt.Fprintf(c.out, "%d lines of roads are in the registry; %d outlines are measured.\n", lines, measured)
	return err
}
