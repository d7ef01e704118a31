package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"landbank/registry"
)

// A reader who applies the feed, page by page, has the references that the
// public sees; and the frozen stock is the same whenever it is rebuilt.
func TestTheFeedAndTheSnapshotFollowTheStock(t *testing.T) {
	t.Parallel()
	c := told(t, 91, 60)
	ctx := t.Context()
	frozen, err := c.store.Freeze(ctx, admin, "2026", "for the council")
	if err != nil {
		t.Fatal(err)
	}
	known, since := map[string]int64{}, int64(0)
	apply := func() {
		for more := true; more; {
			feed, err := c.store.Feed(ctx, since, 3)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range feed.Events {
				_, seen := known[e.Ref]
				if seen == (e.Kind == registry.FeedCreated) || e.Seq <= since {
					t.Errorf("%+v, known %t", e, seen)
				}
				if known[e.Ref] = e.Seq; e.Kind == registry.FeedGone {
					delete(known, e.Ref)
				}
			}
			since, more = feed.Next, feed.More
		}
	}
	same := func() {
		t.Helper()
		count := 0
		if err := c.store.Each(ctx, nil, func(d *registry.Detail) error {
			count++
			if known[d.Ref] != d.Seq {
				return fmt.Errorf("%s is of revision %d, the feed says %d", d.Ref, d.Seq, known[d.Ref])
			}
			return nil
		}); err != nil || count != len(known) {
			t.Errorf("%d sites, the feed has %d: %v", count, len(known), err)
		}
	}
	apply()
	same()
	if int64(len(known)) != frozen.Sites || frozen.Seq != since {
		t.Errorf("frozen %+v, the feed has %d sites", frozen, len(known))
	}
	for range 10 {
		c.step()
	}
	apply()
	same()
	if ok, err := c.store.CheckSnapshot(ctx, frozen); err != nil || !ok {
		t.Errorf("the snapshot is another: %v", err)
	}
	if _, err := c.store.Freeze(ctx, admin, "2026", ""); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("frozen twice: %v", err)
	}
	if _, err := c.store.Freeze(ctx, reviewer, "2027", ""); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("frozen by a reviewer: %v", err)
	}
	for _, sql := range []string{"update snapshot set sites = 0", "delete from snapshot", "truncate snapshot"} {
		_, err := c.conn.Exec(ctx, sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: %v", sql, err)
		}
	}
	c.run(`alter table revision disable trigger user`)
	c.run(`update revision set document = (document::jsonb || '{"kind":"building"}')::json where seq = (select max(published_seq) from site where lifecycle = 'published' and published_seq <= $1)`, frozen.Seq)
	if ok, err := c.store.CheckSnapshot(ctx, frozen); err != nil || ok {
		t.Errorf("an altered snapshot is called the same: %v", err)
	}
}

func TestHistoryForThePublicAndForStaff(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	d.imported(job(), plot(1, "a", func(r *registry.Row) { r.Record.Internal.Note = "secret" }))
	ref := ask[string](d, "select ref from site")
	now := ok(d.store.Entry(ctx, editor, ref))
	edit := registry.Edit{Record: now.Record, Shape: square(30.02, 48, 0.001), Reason: "measured anew"}
	edit.Record.Kind, edit.Record.Internal.Note = "free_land", "another secret"
	edited := ok(d.store.Update(ctx, editor, ref, now.Version, edit))
	sent := ok(d.store.Act(ctx, editor, ref, edited.Version, registry.Act{Action: registry.ActSubmit}))
	done := ok(d.store.Act(ctx, reviewer, ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(edited.Findings)}))
	ok(d.store.Act(ctx, reviewer, ref, done.Version, registry.Act{Action: registry.ActWithdraw, Reason: "private reason"}))

	shown := must[registry.History](t)(d.store.History(ctx, ref, registry.HistoryQuery{Limit: 10, Geometry: true}))
	var told []string
	for _, e := range shown.Events {
		told = append(told, fmt.Sprint(e.Seq, " ", e.Action, " ", e.By, " ", e.Lifecycle))
		if text := fmt.Sprintf("%+v %s", e, e.Changes); strings.Contains(text, "secret") || strings.Contains(text, "user:") || e.Reason != "" {
			t.Errorf("the public is told %s", text)
		}
	}
	if want := []string{"5 withdraw department withdrawn", "4 publish department published", "1 create import published"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	if c := shown.Events[1].Changes; string(c["kind"].Before) != `"brownfield"` || string(c["kind"].After) != `"free_land"` || c["geometry"].After == nil ||
		len(shown.Events[1].Before) == 0 || len(c) != 2 {
		t.Errorf("published: %s", c)
	}
	if shown.Events[2].Source.Code != "register" || shown.Events[2].Changes != nil {
		t.Errorf("imported: %+v", shown.Events[2])
	}
	page := must[registry.History](t)(d.store.WholeHistory(ctx, reviewer, ref, registry.HistoryQuery{Limit: 3}))
	rest := must[registry.History](t)(d.store.WholeHistory(ctx, reviewer, ref, registry.HistoryQuery{Limit: 3, Before: page.Next}))
	if len(page.Events) != 3 || page.Next != 3 || len(rest.Events) != 2 || rest.Next != 0 || page.Events[0].Reason != "private reason" ||
		rest.Events[0].Actor != editor.ID || string(rest.Events[0].Changes["internal.note"].After) != `"another secret"` {
		t.Errorf("staff read %+v and %+v", page, rest)
	}
	if _, err := d.store.WholeHistory(ctx, registry.Principal{}, ref, registry.HistoryQuery{Limit: 3}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("the public reads it all: %v", err)
	}
	made := ok(d.store.Create(ctx, editor, draft(31, 48)))
	if _, err := d.store.History(ctx, made.Ref, registry.HistoryQuery{Limit: 3}); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("the history of a draft: %v", err)
	}
}
