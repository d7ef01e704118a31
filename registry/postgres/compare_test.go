package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// neighbours are sites that stand there before the examples come: a yard with
// a parcel, a point, and ten prices.
func neighbours() []registry.Row {
	rows := []registry.Row{
		plot(0, "yard", inPlace(square(30.1, 48.1, 0.002)), func(r *registry.Row) {
			r.Record.Names = registry.Text{"uk": "Ливарний двір, Північна промзона"}
			r.Record.Parcels = []registry.Parcel{{Cadastre: "ua", CadastralNumber: "0510138500:06:005:0012"}}
		}),
		plot(0, "point", inPlace(at(30.2, 48.2)), func(r *registry.Row) { r.Record.LocationQuality = "point_only" }),
	}
	for i := range 10 {
		rows = append(rows, plot(0, fmt.Sprintf("priced%d", i), inPlace(square(30.3+float64(i)/100, 48.3, 0.001)), priced(float64(90+i*2))))
	}
	return rows
}

// priced gives a price per m².
func priced(amount float64) func(*registry.Row) {
	return func(r *registry.Row) {
		r.Record.Offers = []registry.Offer{{Mode: "sale", PriceAmount: &amount, Currency: "UAH", PriceBasis: "per_m2"}}
	}
}

func named(name string) func(*registry.Row) {
	return func(r *registry.Row) { r.Record.Names = registry.Text{"uk": name} }
}

func parcel(number string) func(*registry.Row) {
	return func(r *registry.Row) {
		r.Record.Parcels = append(r.Record.Parcels, registry.Parcel{Cadastre: "ua", CadastralNumber: number})
	}
}

// compared are rows for the cases that the database decides: the first of each
// list is at fault, the others are like it and are not.
var compared = map[string][]func(*registry.Row){
	"V-02 cannot_reproject": {inPlace(ring(32636, 9e9, 9e9, 9.1e9, 9e9, 9.1e9, 9.1e9, 9e9, 9e9)), inPlace(square(30.41, 48.4, 0.001))},
	"V-03 outside": {func(r *registry.Row) { r.Record.TerritoryCode, r.Shape = "west", square(33, 48, 0.001) },
		func(r *registry.Row) { r.Record.TerritoryCode, r.Shape = "east", square(33.1, 48, 0.001) }},
	"V-05 repeated":    {inPlace(at(30.45, 48.45)), inPlace(at(30.46, 48.46))},
	"V-05 same_point":  {inPlace(at(30.2, 48.2)), inPlace(at(30.21, 48.2))},
	"V-15 invalid":     {inPlace(crossed), inPlace(square(30.42, 48.4, 0.001))},
	"V-16 overlap":     {inPlace(square(30.1015, 48.1, 0.002)), inPlace(square(30.102, 48.1, 0.002))},
	"V-16 same_parcel": {parcel("0510138500:06:005:0012"), parcel("0510138500:06:005:0013")},
	"V-17 region": {func(r *registry.Row) { r.Shape = square(27.1, 49.1, 0.001); parcel("6310138500:06:005:0012")(r) },
		func(r *registry.Row) { r.Shape = square(27.2, 49.1, 0.001); parcel("6810138500:06:005:0012")(r) }},
	"V-23 above_median": {priced(1000), priced(980)},
	"V-29 likely": {func(r *registry.Row) {
		r.Shape = square(30.1021, 48.1, 0.002)
		named("Ливарний двір (Північна промзона)")(r)
	},
		func(r *registry.Row) { r.Shape = square(30.1, 48.103, 0.002); named("Вагонне депо")(r) },
		func(r *registry.Row) {
			r.Shape = square(30.11, 48.1, 0.002)
			named("Ливарний двір, Північна промзона")(r)
		}},
	"V-07 outline_above_territory":  {inPlace(square(30.001, 48.001, 0.6)), inPlace(square(30.43, 48.4, 0.001))},
	"V-07 declared_nothing":         {func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(0) }, declared(8000)},
	"V-07 declared_above_territory": {func(r *registry.Row) { r.Shape = at(30.44, 48.4); declared(1e12)(r) }, declared(8000)},
	"V-07 apart":                    {declared(9000), declared(8300)},
	"V-07 far_apart":                {declared(12000), declared(8300)},
}

func declared(m2 float64) func(*registry.Row) {
	return func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(m2) }
}

// Cases of which the examples stand in other tests: mending needs a job that
// accepts it, keys and references need rows before.
var elsewhere = []string{"V-15 repaired", "V-15 beyond_repair", "V-07 outline_nothing", "V-12 same_key", "V-12 same_reference", "V-12 changed_reference"}

func TestEveryCaseOfPlaceAndStockFindsItsExample(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.put(append(country(), unit("UA68000000000099709", "land", "", 2, box(27, 49, 27.5, 49.5)))...)
	d.imported(job(), neighbours()...)
	at := 0
	for _, rule := range registry.Rules {
		for _, c := range rule.Cases {
			name := rule.ID + " " + c.Name
			examples := compared[name]
			switch {
			case c.Of != registry.OfPlace && c.Of != registry.OfStock && examples == nil || slices.Contains(elsewhere, name):
				continue
			case len(examples) < 2:
				t.Errorf("%s has no bad and good example", name)
				continue
			}
			for i, change := range examples {
				at++
				row := plot(0, fmt.Sprintf("example%d", at), inPlace(square(30.001+float64(at)/500, 48.02, 0.001)), change)
				rows := []registry.Row{row}
				if name == "V-05 repeated" && i == 0 {
					again := row
					again.SourceKey += "b"
					rows = append(rows, again)
				}
				j := job()
				j.DryRun = true
				var found []registry.Issue
				j.Warned = func(i registry.Issue) error { found = append(found, i); return nil }
				j.Rejected = func(row registry.RejectedRow) error { found = append(found, row.Issues...); return nil }
				d.imported(j, rows...)
				judgeExample(t, name, i == 0, c, found)
			}
		}
	}
}

func judgeExample(t *testing.T, name string, bad bool, c registry.Case, found []registry.Issue) {
	t.Helper()
	at := slices.IndexFunc(found, func(i registry.Issue) bool { return i.Rule+" "+i.Case == name })
	if bad != (at >= 0) {
		t.Errorf("%s: bad is %v, found %+v", name, bad, found)
	}
	if at < 0 {
		return
	}
	i := &found[at]
	if i.Severity != c.Severity {
		t.Errorf("%s is of severity %s, the table says %s", name, i.Severity, c.Severity)
	}
	if said := i.Text()["en"]; said != i.Message {
		t.Errorf("%s says %q in the database and %q in the table", name, i.Message, said)
	}
	for language, words := range i.Text() {
		if strings.Contains(words, "{") {
			t.Errorf("%s in %s: %q", name, language, words)
		}
	}
}

func TestARowWithPersonalDataStaysADraft(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	j := job()
	j.Publish = true
	rows := []registry.Row{plot(0, "named", named("Склад, Іваненко І.І.")), plot(1, "plain", named("Склад"))}
	for range 2 { // and still does when the same comes again
		result := d.imported(j, rows...)
		if result.Held != 1 || result.Rejected != 0 {
			t.Errorf("%d held, %d rejected", result.Held, result.Rejected)
		}
		if n := ask[int64](d, "select count(*) from site_public"); n != 1 {
			t.Errorf("the public sees %d sites", n)
		}
	}
	d.holdsTogether()
}

func TestAnOverlapAtTheDeskNeedsAReason(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	first := d.published(draft(30, 48))
	made := ok(d.store.Create(ctx, editor, draft(30.0005, 48)))
	at := slices.IndexFunc(made.Findings, func(i registry.Issue) bool { return i.Rule == "V-16" })
	if at < 0 || made.Findings[at].Raw != first.Ref {
		t.Fatalf("found %+v", made.Findings)
	}
	sent := ok(d.store.Act(ctx, editor, made.Ref, made.Version, registry.Act{Action: registry.ActSubmit}))
	others := waived(slices.Delete(slices.Clone(made.Findings), at, at+1))
	_, err := d.store.Act(ctx, reviewer, made.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: others})
	var refused *registry.RefusedError
	if !errors.As(err, &refused) || len(refused.Refusals) != 1 || refused.Refusals[0].Rule != "V-16" || !refused.Refusals[0].Waivable {
		t.Fatalf("published without a reason: %v", err)
	}
	ok(d.store.Act(ctx, reviewer, made.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(made.Findings)}))
	checked := must[registry.StockCheck](t)(d.store.CheckStock(ctx, registry.Operator))
	page := must[registry.FindingPage](t)(d.store.Findings(ctx, registry.Operator, registry.FindingQuery{Rule: "V-16", Limit: 10}))
	if checked.Records != 2 || page.Matched != 2 || page.Findings[0].Waived || !page.Findings[1].Waived {
		t.Errorf("the check of %d records found %+v", checked.Records, page.Findings)
	}
}

func TestAStockCheckRemembersWhatItFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	site := d.published(draft(30.1, 48.1))
	changed := draft(30.1, 48.1, func(r *registry.Record) { r.Names["uk"] = "Склад, Іваненко І.І." })
	edited := must[registry.Entry](t)(d.store.Update(ctx, editor, site.Ref, site.Version, changed))
	first := must[registry.StockCheck](t)(d.store.CheckStock(ctx, registry.Operator))
	ask := func(p registry.Principal, q registry.FindingQuery) registry.FindingPage {
		q.Limit = 100
		return must[registry.FindingPage](t)(d.store.Findings(ctx, p, q))
	}
	named := ask(registry.Operator, registry.FindingQuery{Rule: "V-27"})
	if first.Records != 2 || named.Matched != 1 || named.Findings[0].Standing != "draft" || named.Findings[0].Ref != site.Ref ||
		!slices.Equal(named.Findings[0].Territories, []string{"land", "west", "town"}) {
		t.Fatalf("%d records, found %+v", first.Records, named.Findings)
	}
	var rules []string
	for _, f := range ask(registry.Operator, registry.FindingQuery{Ref: site.Ref, Standing: "published"}).Findings {
		rules = append(rules, f.Issue.Rule+" "+f.Issue.Case)
		if !f.Waived {
			t.Errorf("%s %s was published with a reason, but is open", f.Issue.Rule, f.Issue.Field)
		}
	}
	if want := []string{"V-25 no_mailbox", "V-25 no_name", "V-26 missing"}; !slices.Equal(rules, want) {
		t.Errorf("the published record has %q, want %q", rules, want)
	}
	for _, p := range []registry.Principal{{ID: "user:3", Grants: []registry.Grant{{Role: registry.Viewer, Territory: "west"}}},
		{ID: "user:4", Grants: []registry.Grant{{Role: registry.Viewer, Territory: "east"}}}} {
		page := ask(p, registry.FindingQuery{Rule: "V-27"})
		if want := map[string]int64{"west": 1, "east": 0}[p.Grants[0].Territory]; page.Matched != want {
			t.Errorf("in %s somebody reads %d findings, want %d", p.Grants[0].Territory, page.Matched, want)
		}
		if _, err := d.store.CheckStock(ctx, p); !errors.Is(err, registry.ErrForbidden) {
			t.Errorf("somebody of a territory checks all: %v", err)
		}
	}
	must[registry.Entry](t)(d.store.Act(ctx, editor, site.Ref, edited.Version, registry.Act{Action: registry.ActDiscard}))
	second := must[registry.StockCheck](t)(d.store.CheckStock(ctx, registry.Operator))
	gone := ask(registry.Operator, registry.FindingQuery{Rule: "V-27", Gone: true})
	if gone.Matched != 1 || !gone.Findings[0].FirstSeen.Equal(first.At) || !gone.Findings[0].GoneAt.Equal(second.At) {
		t.Errorf("after the draft was discarded: %+v", gone.Findings)
	}
	kept := ask(registry.Operator, registry.FindingQuery{Rule: "V-26", Standing: "published"})
	if kept.Matched != 1 || !kept.Findings[0].FirstSeen.Equal(first.At) || !kept.Findings[0].LastSeen.Equal(second.At) {
		t.Errorf("what stays: %+v", kept.Findings)
	}
	d.holdsTogether()
}
