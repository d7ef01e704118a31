package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"landbank/registry"
)

func TestStewardsAreAssignedToManyAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	account, _, err := d.store.CreateAccount(ctx, registry.Operator, registry.NewAccount{Email: "steward@example.org", Password: "twelve quiet herons"})
	if err != nil {
		t.Fatal(err)
	}
	steward, nobody := fmt.Sprintf("user:%d", account.ID), ""
	west := d.published(draft(30.1, 48.1))
	edited := must[registry.Entry](t)(d.store.Update(ctx, editor, west.Ref, west.Version, draft(30.1, 48.1, func(r *registry.Record) { r.Address = "Mill Lane" })))
	east := d.published(draft(33, 48))
	local := registry.Principal{ID: "user:8", Grants: []registry.Grant{{Role: registry.Reviewer, Territory: "west"}}}
	assign := func(p registry.Principal, a registry.Assignment) []string {
		t.Helper()
		return must[[]string](t)(d.store.Assign(ctx, p, a))
	}
	if got := assign(local, registry.Assignment{Steward: &steward}); !slices.Equal(got, []string{west.Ref}) {
		t.Errorf("a reviewer of the west assigned %v", got)
	}
	entry := must[registry.Entry](t)(d.store.Entry(ctx, editor, west.Ref))
	if entry.Record.Internal.Steward != steward || entry.Record.Address != "Mill Lane" || entry.Standing != edited.Standing || entry.Version != edited.Version+2 {
		t.Errorf("after: %+v", entry)
	}
	if seen := must[registry.Detail](t)(d.store.Site(ctx, west.Ref)); seen.Record.Address != "" || seen.Record.Internal.Steward != "" {
		t.Errorf("the public sees %+v", seen.Record)
	}
	if got := assign(reviewer, registry.Assignment{Steward: &steward, Reason: "all to one"}); !slices.Equal(got, []string{east.Ref}) {
		t.Errorf("what stays as it is was assigned again: %v", got)
	}
	if got := assign(reviewer, registry.Assignment{Sites: registry.EntryQuery{Steward: steward, Territory: "west"}, Steward: &nobody}); !slices.Equal(got, []string{west.Ref}) {
		t.Errorf("taken away from %v", got)
	}
	other := "user:4711"
	for name, test := range map[string]struct {
		who  registry.Principal
		a    registry.Assignment
		want error
	}{
		"an editor":          {editor, registry.Assignment{Steward: &steward}, registry.ErrForbidden},
		"nothing":            {reviewer, registry.Assignment{}, registry.ErrConflict},
		"nobody that is":     {reviewer, registry.Assignment{Deputy: &other}, registry.ErrConflict},
		"a job as a steward": {reviewer, registry.Assignment{Steward: &[]string{"job:x"}[0]}, registry.ErrConflict},
	} {
		if _, err := d.store.Assign(ctx, test.who, test.a); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.holdsTogether()
}
