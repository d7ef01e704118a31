package postgres_test

import (
	"errors"
	"slices"
	"testing"

	"landbank/registry"
)

// alone is a reviewer who writes, too.
var alone = registry.Principal{ID: "user:5", Grants: []registry.Grant{{Role: registry.Reviewer}}}

// wantOtherEyes fails the test unless the author's own publication is refused.
func (d *desk) wantOtherEyes(what string, site registry.Entry) {
	d.t.Helper()
	ctx := d.t.Context()
	sent := must[registry.Entry](d.t)(d.store.Act(ctx, alone, site.Ref, site.Version, registry.Act{Action: registry.ActSubmit}))
	if !slices.Contains(sent.Authors, alone.ID) {
		d.t.Errorf("%s: the authors are %v", what, sent.Authors)
	}
	_, err := d.store.Act(ctx, alone, site.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(site.Findings)})
	var refused *registry.RefusedError
	if !errors.As(err, &refused) || refused.Refusals[0].Rule != "four_eyes" {
		d.t.Errorf("%s: the author publishes alone: %v", what, err)
	}
}

// Taking a site off and bringing it back is no way around the second pair of
// eyes: what nobody else has looked at keeps its author.
func TestNobodyPublishesAloneByWayOfAWithdrawal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	back := func(site registry.Entry, end registry.ActionName) registry.Entry {
		t.Helper()
		gone := ok(d.store.Act(ctx, alone, site.Ref, site.Version, registry.Act{Action: end, Reason: "for a moment"}))
		again := ok(d.store.Act(ctx, alone, site.Ref, gone.Version, registry.Act{Action: registry.ActRestore, Reason: "it was a mistake"}))
		again.Findings = site.Findings
		return again
	}
	made := ok(d.store.Create(ctx, alone, draft(30, 48)))
	d.wantOtherEyes("a new site", back(made, registry.ActWithdraw))

	dearer := draft(31, 48, func(r *registry.Record) { r.Offers = []registry.Offer{{Mode: "lease", PriceAmount: num(7)}} })
	for _, end := range []registry.ActionName{registry.ActWithdraw, registry.ActReuse} {
		site := d.published(draft(31, 48))
		changed := ok(d.store.Update(ctx, alone, site.Ref, site.Version, dearer))
		d.wantOtherEyes("a price, "+string(end), back(changed, end))
	}
	d.holdsTogether()
}
