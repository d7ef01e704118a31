package registry

import (
	"errors"
	"slices"
	"testing"
)

// standings gives every way to stand that actions lead to from a new draft or
// candidate, or from what an import publishes.
func standings() []Standing {
	list := []Standing{{Draft, ReviewDraft}, {Candidate, ReviewDraft}, {Published, ""}}
	for at := 0; at < len(list); at++ {
		for _, a := range Actions {
			if a.Check(list[at], "a reason") != nil {
				continue
			}
			if next := a.After(list[at]); !slices.Contains(list, next) {
				list = append(list, next)
			}
		}
	}
	return list
}

func TestEveryStandingMakesSense(t *testing.T) {
	t.Parallel()
	list := standings()
	for _, s := range list {
		switch {
		case !slices.Contains(Lifecycles, s.Lifecycle):
			t.Errorf("%+v: no state", s)
		case s.Lifecycle == InReview && s.Review != ReviewInReview:
			t.Errorf("%+v: in review, and nothing is submitted", s)
		case s.Lifecycle == Draft && s.Review != ReviewDraft && s.Review != ReviewReturned:
			t.Errorf("%+v: a draft that is none", s)
		case slices.Contains([]string{Merged, Split}, s.Lifecycle) && s.Review != "":
			t.Errorf("%+v: over, and there is something to publish", s)
		}
	}
	for _, lifecycle := range Lifecycles {
		if !slices.ContainsFunc(list, func(s Standing) bool { return s.Lifecycle == lifecycle }) {
			t.Errorf("no action leads to %s", lifecycle)
		}
	}
}

// Only a publication shows what was not shown, and only what ends a site hides
// it.
func TestOnlyPublicationShows(t *testing.T) {
	t.Parallel()
	for _, s := range standings() {
		for _, a := range Actions {
			if a.Check(s, "a reason") != nil {
				continue
			}
			next := a.After(s)
			if !Shown(s.Lifecycle) && Shown(next.Lifecycle) && a.Name != ActPublish {
				t.Errorf("%s shows %+v as %+v", a.Name, s, next)
			}
			if Shown(s.Lifecycle) && !Shown(next.Lifecycle) && a.Operation != EndSite && a.Operation != DivideSite {
				t.Errorf("%s hides %+v as %+v", a.Name, s, next)
			}
			if a.Shown && (!Shown(s.Lifecycle) || next.Review != s.Review) {
				t.Errorf("%s is about what is shown, and does with %+v: %+v", a.Name, s, next)
			}
			if a.Name == ActPublish && (next.Review != "" || !Shown(next.Lifecycle)) {
				t.Errorf("published %+v is %+v", s, next)
			}
		}
	}
}

func TestARefusalNamesEveryReason(t *testing.T) {
	t.Parallel()
	action, _ := ActionByName(ActReturn)
	var refused *RefusedError
	if err := action.Check(Standing{Published, ""}, " "); !errors.As(err, &refused) || len(refused.Refusals) != 2 ||
		refused.Refusals[0].Rule != "review" || refused.Refusals[1].Rule != "reason" || !errors.Is(err, ErrConflict) {
		t.Errorf("got %v", err)
	}
	if _, ok := ActionByName("paint"); ok {
		t.Error("there is an action to paint")
	}
}

func TestPriceAndOutlineNeedOtherEyes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first bool
		paths []string
		want  bool
	}{
		{true, nil, true},
		{false, nil, false},
		{false, []string{"summary.uk", "kind", "offers_note"}, false},
		{false, []string{"kind", "offers[1].price_amount"}, true},
		{false, []string{"geometry"}, true},
		{false, []string{"geometry_note"}, false},
	} {
		if got := NeedsOtherEyes(c.first, c.paths); got != c.want {
			t.Errorf("first %t, %v: got %t", c.first, c.paths, got)
		}
	}
}
