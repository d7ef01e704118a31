// Package demo makes the demonstration inventory: about 400 invented sites in
// real towns, of every kind and in every state of knowledge. It is the same
// each time, but for the day from which ages are counted, and every record is
// marked as demonstration data.
//
// Nothing in it is a statement about a real piece of land: outlines, figures,
// cadastral numbers (of a zone 99 that no cadastre uses) and mailboxes (of
// example.org) are made up. Only the towns, their codes and positions are real.
package demo

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"landbank/registry"
)

// Profile is the name under which the inventory is imported.
const Profile = "demonstration"

// Source is the register that the demonstration records name as theirs.
var Source = registry.Source{
	Code: "demonstration", Name: "Landbank demonstration inventory",
	Producer: "Landbank", Licence: "CC0-1.0",
}

// SitesPerTown is how many sites each town has.
const SitesPerTown = 45

// seed keeps the inventory the same for ever.
const seed = 20260117

// Rows gives the inventory as rows to import, with ages counted back from the
// day given.
func Rows(today registry.Date) registry.Rows { return &rows{today: today} }

type rows struct {
	today registry.Date
	town  int
	batch []registry.Row
	line  int64
}

// Next gives the next site, io.EOF after the last one.
func (r *rows) Next(ctx context.Context) (registry.Row, error) {
	if err := ctx.Err(); err != nil {
		return registry.Row{}, err
	}
	if len(r.batch) == 0 {
		if r.town == len(towns) {
			return registry.Row{}, io.EOF
		}
		batch, err := sitesOf(&towns[r.town], r.today)
		if err != nil {
			return registry.Row{}, fmt.Errorf("demonstration sites of %s: %w", towns[r.town].names["en"], err)
		}
		r.batch = batch
		r.town++
	}
	row := r.batch[0]
	r.batch = r.batch[1:]
	r.line++
	row.Line = r.line
	return row, nil
}

func sitesOf(t *town, today registry.Date) ([]registry.Row, error) {
	b := &builder{Rand: rand.New(rand.NewPCG(seed, t.seed())), town: t, today: today}
	spots := b.spots(SitesPerTown)
	out := make([]registry.Row, 0, len(spots))
	var before drawn
	for i, spot := range spots {
		record, drawn := b.site(i)
		shape, err := b.shape(spot, drawn)
		if err == nil && slices.Contains(adjoining, i) && before.joinable() && drawn.joinable() {
			shape, err = beside(out[i-1].Shape, drawn.areaM2)
		}
		if err != nil {
			return nil, err
		}
		before = drawn
		out = append(out, registry.Row{
			SourceKey: fmt.Sprintf("%s-%03d", strings.ToLower(t.prefix), i+1),
			Record:    record, Shape: shape,
		})
	}
	return out, nil
}
