package postgres_test

import (
	"encoding/json"
	"strings"
	"testing"

	"landbank/registry"
)

// What a source said where staff have written otherwise, and what the rules
// found in the stock, stand in no revision, and are erased like what does.
func TestErasedDataIsNotKeptBesideTheLedger(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	says := func(email, summary string) registry.Row {
		return plot(1, "a", func(r *registry.Row) {
			r.Record.Contact = registry.Contact{Organisation: "Council", Email: email}
			r.Record.Summary = registry.Text{"en": summary}
		})
	}
	d.imported(job(), says("first@example.org", "Ring Jane Doe on +380501112233"))
	d.edited("a", func(e *registry.Edit) { e.Record.Contact.Email = "office@example.org" })
	d.imported(job(), says("jane.doe@example.org", "Ring Jane Doe on +380501112233")) // both changed: what is here stays
	must[registry.StockCheck](t)(d.store.CheckStock(ctx, registry.Operator))
	for _, text := range []string{"jane.doe", "Jane Doe on +380501112233"} {
		if !strings.Contains(d.dumped(), text) {
			t.Fatalf("%s was nowhere before", text)
		}
	}
	if n := ask[int64](d, "select count(*) from stock_finding where raw || message like '%+380501112233%'"); n == 0 {
		t.Fatal("the check of the stock kept nothing")
	}
	ref := ask[string](d, "select ref from site")
	u := must[registry.Upload](t)(d.store.AddUpload(ctx, editor, registry.Upload{FileName: "a.csv", File: "f",
		Settings:   registry.UploadSettings{Corrections: []registry.RowCorrection{{Row: 1, Column: "mail", Value: "jane.doe@example.org"}, {Row: 2, Column: "mail", Value: "nobody's"}}},
		Recognised: registry.Recognition{Source: job().Source, Reads: []registry.ReadColumn{{Column: "mail", Values: []string{"first@example.org"}}}}}))
	told := func(yield func(registry.RowOutcome, error) bool) { // of a dry run, and of a row that was rejected
		_ = yield(registry.RowOutcome{Row: 1, Ref: ref, State: registry.RowChanged, Changes: json.RawMessage(`{"summary.en": {"before": "Jane Doe", "after": null}}`)}, nil) &&
			yield(registry.RowOutcome{Row: 2, SourceKey: "a", State: registry.RowInvalid, Name: "Jane Doe's yard", Issues: []registry.Issue{{Raw: "Jane Doe"}},
				Raw: []registry.RawValue{{Column: "mail", Value: "jane.doe@example.org"}}}, nil) &&
			yield(registry.RowOutcome{Row: 3, SourceKey: "b", State: registry.RowInvalid, Raw: []registry.RawValue{{Column: "mail", Value: "another's"}}}, nil)
	}
	if err := d.store.PutOutcomes(ctx, u.ID, told); err != nil {
		t.Fatal(err)
	}
	done := must[registry.Erased](t)(d.store.Erase(ctx, admin, ref, registry.Erasure{Paths: []string{"contact.email", "summary"}, Reason: "asked for"}))
	if done.Imported == 0 {
		t.Errorf("done %+v", done)
	}
	dump := d.dumped()
	for _, text := range []string{"jane.doe", "first@example.org", "office@example.org", "+380501112233", "Jane Doe"} {
		if at := strings.Index(dump, text); at >= 0 {
			t.Errorf("%s is still there: …%.300s", text, dump[max(0, at-200):])
		}
	}
	if !strings.Contains(dump, "another's") || !strings.Contains(dump, "nobody's") {
		t.Error("what was told of other rows was erased")
	}
	d.holdsTogether()
	d.imported(job(), says("", "")) // the next file still finds what it said
}
