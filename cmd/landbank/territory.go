package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"

	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/postgres"
)

func territoryImportCommand() command {
	return command{
		name:    "territory import",
		args:    "FILE",
		summary: "takes administrative units with their outlines into the registry",
		about: `Reads GeoJSON in degrees. Import the levels from the country down, so that each unit finds the one above it. Sites
that are in the registry already find their territory anew, each move a revision.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			o := intake.TerritoryOptions{}
			flags.StringVar(&o.Scheme, "scheme", "katottg", "`NAME` of the classifier that the codes are of")
			flags.IntVar(&o.Level, "level", -1, "`LEVEL` of the units: 0 country, 1 region, 2 district, 3 municipality, 4 settlement")
			flags.StringVar(&o.CodeProperty, "code-property", "katotth", "`PROPERTY` that holds the code")
			flags.StringVar(&o.NameProperty, "name-property", "name", "`PROPERTY` that holds the name; name:uk, name:en and name:ru are read besides")
			flags.StringVar(&o.ParentProperty, "parent-property", "", "`PROPERTY` that holds the code of the unit above")
			hierarchy := flags.String("hierarchy", "", "CSV `FILE` of the classifier, such as КАТОТТГ, which tells the units above")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("territory import takes one file, but got %d", len(args))
				}
				if o.Level < 0 || o.Level > 4 {
					return misuse("--level is missing: 0 country, 1 region, 2 district, 3 municipality, 4 settlement")
				}
				rows, err := readTerritories(c, args[0], *hierarchy, o)
				if err != nil {
					return err
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return storeTerritories(ctx, c, store, rows)
				})
			}
		},
	}
}

// readTerritories reads the file and says which features are left out.
func readTerritories(c console, path, hierarchy string, o intake.TerritoryOptions) ([]registry.TerritoryRow, error) {
	if hierarchy != "" {
		read, err := intake.ReadHierarchy(hierarchy)
		if err != nil {
			return nil, exit{code: exitNothing, err: fmt.Errorf("%s: %w", hierarchy, err)}
		}
		o.Hierarchy = read
	}
	rows, left, err := intake.ReadTerritories(path, o)
	if err != nil {
		return nil, exit{code: exitNothing, err: fmt.Errorf("%s: %w", path, err)}
	}
	if len(left) > 0 {
		const most = 5
		c.say(fmt.Sprintf("%d features have no %s or no outline and are left out: %s", len(left), o.CodeProperty,
			strings.Join(left[:min(len(left), most)], ", ")))
	}
	if len(rows) == 0 {
		return nil, exit{code: exitNothing, err: fmt.Errorf("%s: no feature has the property %s", path, o.CodeProperty)}
	}
	return rows, nil
}

// storeTerritories stores them; a unit above that nobody knows is left out and told.
func storeTerritories(ctx context.Context, c console, store *postgres.Store, rows []registry.TerritoryRow) error {
	known := map[string]bool{"": true}
	for i := range rows {
		known[rows[i].Code] = true
	}
	var unknown []string
	for i := range rows {
		parent := rows[i].Parent
		if !known[parent] {
			_, _, err := store.Territory(ctx, parent)
			if err != nil && !errors.Is(err, registry.ErrNotFound) {
				return err
			}
			if known[parent] = err == nil; !known[parent] {
				unknown = append(unknown, parent)
			}
		}
		if !known[parent] {
			rows[i].Parent = ""
		}
	}
	if len(unknown) > 0 {
		c.say(fmt.Sprintf("Units above that are not in the registry, so that nothing lies in them yet: %s", strings.Join(unknown, ", ")))
	}
	if err := store.PutTerritories(ctx, rows); err != nil {
		return err
	}
	placed, err := store.PlaceSites(ctx, registry.Operator)
	if err != nil {
		return fmt.Errorf("the territories are stored; sites are still to be placed (run the command again): %w", err)
	}
	_, err = fmt.Fprintf(c.out, "%d territories are in the registry; %d sites lie in another one than before.\n", len(rows), placed)
	return err
}
