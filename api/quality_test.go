package api

import (
	"encoding/json"
	"net/http"
	"testing"

	"landbank/registry"
)

// Figures and reminders come as the contract has them, page by page, and say
// what is wrong with a question.
func TestFiguresAndRemindersOverHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	m := &matrix{reception: o}
	m.fillStock()
	stop, err := o.store.Work(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	card := bearer(o.token(o.person("viewer@example.org", registry.Grant{Role: registry.Viewer, Territory: ownTerritory}).ID))
	get := func(path string, into any) {
		t.Helper()
		got := o.ask(t, http.MethodGet, deskPath+path, "", card...)
		wantStatus(t, path, got, http.StatusOK)
		if err := json.Unmarshal(got.Body.Bytes(), into); err != nil {
			t.Fatal(err)
		}
	}
	type page struct {
		Matched   int64
		Counts    map[string]int64
		Reminders []struct{ Ref, Kind, State string }
		Next      *string
	}
	var all page
	for all.Matched == 0 { // the job of the day is on its way
		get("/reminders?whose=all&limit=300", &all)
	}
	if all.Counts["facts"] != all.Matched || all.Matched != 800 || all.Next == nil || len(all.Reminders) != 300 {
		t.Errorf("%d of %d, %v", len(all.Reminders), all.Matched, all.Counts)
	}
	var rest page
	get("/reminders?whose=all&limit=500&after="+*all.Next, &rest)
	if len(rest.Reminders) != 500 || rest.Next != nil {
		t.Errorf("the rest: %d", len(rest.Reminders))
	}
	var mine page
	get("/reminders", &mine)
	if mine.Matched != 0 || mine.Counts["facts"] != 0 {
		t.Errorf("of nobody's sites: %+v", mine)
	}
	var figures struct {
		Published   int64
		Lifecycles  map[string]int64
		Freshness   registry.FreshnessCount
		Territories []struct {
			Code  string
			Sites int64
		}
	}
	get("/statistics?days=30", &figures)
	if figures.Published != 200 || figures.Lifecycles["draft"] != 200 || figures.Freshness.Unknown != 200 || len(figures.Territories) != 1 || figures.Territories[0].Sites != 200 {
		t.Errorf("%+v", figures)
	}
	for _, path := range []string{"/reminders?after=x", "/reminders?whose=yours", "/reminders?kind=joy", "/statistics?days=0", "/statistics?other=1"} {
		wantStatus(t, path, o.ask(t, http.MethodGet, deskPath+path, "", card...), http.StatusBadRequest)
	}
	if err := stop(t.Context()); err != nil {
		t.Error(err)
	}
}
