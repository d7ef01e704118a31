package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"landbank/registry"
)

// changed is a service over three sites of which one was changed and one taken
// out since, with the instant between.
func changed(t *testing.T) (s *service, between string, refs []string) {
	t.Helper()
	store := openStore(t)
	importRows(t, store, three(t))
	s = newService(t, store, func(d *Deps) { d.Now = time.Now })
	for _, f := range s.get(t, "/api/v1/sites?sortby=ref").json(t)["features"].([]any) {
		refs = append(refs, f.(map[string]any)["id"].(string))
	}
	between = time.Now().UTC().Format(time.RFC3339Nano)
	rows := three(t)
	(*rows)[0].Record.Kind, (*rows)[0].Record.Area.DeclaredM2 = "free_land", of(900000.0)
	importRows(t, store, rows)
	gone, err := store.Entry(t.Context(), registry.Operator, refs[1])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Act(t.Context(), registry.Operator, refs[1], gone.Version, registry.Act{Action: registry.ActWithdraw, Reason: "sold"}); err != nil {
		t.Fatal(err)
	}
	return s, between, refs
}

func TestSitesAsTheyWere(t *testing.T) {
	t.Parallel()
	s, between, refs := changed(t)
	then := s.get(t, "/api/v1/sites/"+refs[0]+"?as_of="+between)
	body := then.json(t)
	if kind := body["properties"].(map[string]any)["kind"]; kind != "brownfield" || body["seq"] != 1.0 || body["revision"] != 3.0 {
		t.Errorf("kind %v, revision %v of %v", kind, body["seq"], body["revision"])
	}
	if now := s.get(t, "/api/v1/sites/"+refs[0]).json(t); now["properties"].(map[string]any)["kind"] != "free_land" || now["seq"] != 4.0 || now["as_of"] != nil {
		t.Errorf("now %v", now["properties"])
	}
	if got := s.get(t, "/api/v1/sites/"+refs[1]+"?as_of="+between); got.Code != http.StatusOK {
		t.Errorf("a site that is gone, as it was: %d", got.Code)
	}
	for _, missing := range []string{refs[1] + "?as_of=" + time.Now().UTC().Format(time.RFC3339Nano), refs[0] + "?as_of=2020-01-01"} {
		if got := s.get(t, "/api/v1/sites/"+missing); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", missing, got.Code)
		}
	}
	if got := s.get(t, "/api/v1/sites/"+refs[0]+"?as_of="+between, "If-None-Match", then.Header().Get("ETag")); got.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", got.Code)
	}
	if got := s.get(t, "/api/v1/sites?as_of=2020-01-01").json(t); got["numberMatched"] != 0.0 {
		t.Errorf("before the first revision: %v", got)
	}
}

func TestPagesOfThePast(t *testing.T) {
	t.Parallel()
	s, between, refs := changed(t)
	var got []string
	next := "/api/v1/sites?limit=1&kind=brownfield&geometry=none&as_of=" + url.QueryEscape(between)
	for pages := 0; next != "" && pages < 5; pages++ {
		page := s.get(t, next).json(t)
		if page["numberMatched"] != 2.0 {
			t.Fatalf("%v", page)
		}
		for _, f := range page["features"].([]any) {
			got = append(got, f.(map[string]any)["id"].(string))
		}
		next = ""
		for _, l := range page["links"].([]any) {
			if l := l.(map[string]any); l["rel"] == "next" {
				next = strings.TrimPrefix(l["href"].(string), "https://land.example.org")
			}
		}
	}
	if strings.Join(got, " ") != strings.Join(refs[:2], " ") {
		t.Errorf("read %v, want %v", got, refs[:2])
	}
	first := s.get(t, "/api/v1/sites?limit=1&as_of="+url.QueryEscape(between)).Header().Get("Link")
	_, cursor, _ := strings.Cut(first, "cursor=")
	cursor, _, _ = strings.Cut(cursor, "&")
	for _, bad := range []string{"cursor=" + cursor + "&as_of=2021-01-01", "cursor=" + cursor, "sortby=-area_m2&as_of=2021-01-01",
		"as_of=2999-01-01", "as_of=" + time.Now().UTC().Format(time.DateOnly), "as_of=yesterday", "as_of=", "as_of=2021-01-01&as_of=2021-01-02"} {
		if got := s.get(t, "/api/v1/sites?"+bad); got.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, got.Code)
		}
	}
	if got := s.get(t, "/api/v1/sites?sortby=ref&as_of="+url.QueryEscape(between)); got.Code != http.StatusOK {
		t.Errorf("ordered by ref: %d %s", got.Code, got.Body)
	}
}
