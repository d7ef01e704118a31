package api

import (
	"encoding/json"
	"fmt"
	"testing"

	"landbank/registry"
)

type foundPage struct {
	Matched  int64
	Findings []struct {
		Ref, Standing, Rule, Case, Severity string
		Message                             registry.Text
		Waived                              bool
	}
	Next *string
}

func TestFindingsOfTheStock(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, second := o.made(t, 30, 48), o.made(t, 30.1, 48)
	if _, err := o.store.CheckStock(t.Context(), registry.Operator); err != nil {
		t.Fatal(err)
	}
	ask := func(query string) foundPage {
		t.Helper()
		answer := o.as(t, "viewer", "GET", "/api/v1/desk/findings"+query, "")
		var page foundPage
		if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil || answer.Code != 200 {
			t.Fatalf("%s: status %d, %v: %s", query, answer.Code, err, answer.Body)
		}
		return page
	}
	page := ask("?rule=V-26&limit=1")
	if page.Matched != 2 || len(page.Findings) != 1 || page.Findings[0].Ref != first.Ref || page.Next == nil {
		t.Fatalf("found %+v", page)
	}
	if f := page.Findings[0]; f.Standing != "draft" || f.Case != "missing" || f.Severity != "warning" || f.Waived || f.Message["uk"] != "немає мовами: ru" {
		t.Errorf("found %+v", f)
	}
	if rest := ask("?rule=V-26&limit=1&after=" + *page.Next); len(rest.Findings) != 1 || rest.Findings[0].Ref != second.Ref || rest.Next != nil {
		t.Errorf("the next page is %+v", rest)
	}
	for query, want := range map[string]int64{"?severity=error": 0, "?ref=" + second.Ref: 3, "?standing=published": 0, "?gone=true": 0, "?territory=UA14": 0} {
		if page := ask(query); page.Matched != want {
			t.Errorf("%s: %d findings, want %d", query, page.Matched, want)
		}
	}
	for _, query := range []string{"?rule=V-99", "?severity=repaired", "?standing=x", "?gone=perhaps", "?after=0x", "?colour=red"} {
		if answer := o.as(t, "viewer", "GET", "/api/v1/desk/findings"+query, ""); answer.Code != 400 {
			t.Errorf("%s: status %d", query, answer.Code)
		}
	}
	if answer := o.ask(t, "GET", "/api/v1/desk/findings", ""); answer.Code != 401 {
		t.Errorf("without credentials: status %d", answer.Code)
	}
}

func TestRulesAreTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var table struct {
		Rules []struct {
			ID    string
			Title registry.Text
			Cases []struct{ Case, Blocks string }
		}
	}
	answer := o.ask(t, "GET", "/api/v1/rules", "")
	if err := json.Unmarshal(answer.Body.Bytes(), &table); err != nil || answer.Code != 200 || len(table.Rules) != len(registry.Rules) {
		t.Fatalf("status %d, %d rules (%v)", answer.Code, len(table.Rules), err)
	}
	for i, r := range table.Rules {
		if want := registry.Rules[i]; r.ID != want.ID || len(r.Cases) != len(want.Cases) || fmt.Sprint(r.Title) != fmt.Sprint(want.Title) {
			t.Errorf("rule %d is %+v", i, r)
		}
	}
	if again := o.ask(t, "GET", "/api/v1/rules", "", "If-None-Match", answer.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("asked again: status %d", again.Code)
	}
}
