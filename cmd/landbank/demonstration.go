package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"landbank/registry"
	"landbank/registry/demo"
	"landbank/registry/postgres"
)

// loadDemonstration fills a registry that never held anything with the demonstration inventory.
func loadDemonstration(ctx context.Context, c console, store *postgres.Store) error {
	untouched, err := isUntouched(ctx, store)
	if err != nil || !untouched {
		return err
	}
	c.say("The registry is empty: loading the demonstration inventory (--demo never leaves it empty).")
	territories, err := demo.Territories()
	if err != nil {
		return err
	}
	if err := store.PutTerritories(ctx, territories); err != nil {
		return fmt.Errorf("demonstration inventory: %w", err)
	}
	now := time.Now().UTC()
	result, err := store.Import(ctx, registry.ImportJob{
		FileName: "demonstration inventory", Profile: demo.Profile, Source: demo.Source,
		Principal: registry.Job("demonstration"), Publish: true,
	}, demo.Rows(registry.NewDate(now.Year(), now.Month(), now.Day())))
	if err != nil {
		return fmt.Errorf("demonstration inventory: %w", err)
	}
	if _, err := store.PutRoads(ctx, registry.Operator, demo.RoadLayer, demo.Roads()); err != nil {
		return fmt.Errorf("demonstration roads: %w", err)
	}
	if _, err := store.Fit(ctx); err != nil {
		return fmt.Errorf("demonstration outlines: %w", err)
	}
	c.say(fmt.Sprintf("%d demonstration sites are in the registry, each marked as such.", result.Created))
	return nil
}

// isUntouched reports whether nothing was ever stored: everything in a registry comes from an import that went well,
// be it drafts that the public does not see, or sites that have been withdrawn since.
func isUntouched(ctx context.Context, store *postgres.Store) (bool, error) {
	const many = 1000 // imports that failed, one after another, before the first one that did not
	batches, err := store.Batches(ctx, many)
	if err != nil {
		return false, err
	}
	return len(batches) < many && !slices.ContainsFunc(batches, func(b registry.Batch) bool {
		return b.State != "interrupted" && b.State != "failed"
	}), nil
}
