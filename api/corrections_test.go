package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"landbank/registry"
)

func TestACorrectionFromAnybodyToItsReply(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	importRows(t, o.store, three(t))
	ref := readPage(t, o.get(t, "/api/v1/sites?sortby=ref&limit=1")).refs[0]
	path := "/api/v1/sites/" + ref + "/corrections"
	for body, place := range map[string]string{
		`{}`:                                 "/changes",
		`{"text":"x","email":"nobody"}`:      "/email",
		`{"text":"x","weather":"fine"}`:      "/weather",
		`{"changes":{"internal.note":"x"}}`:  "/changes.internal.note",
		`{"changes":{"kind":5}}`:             "/changes.kind",
		`{"text":5}`:                         "/text",
		`{"text":"x","evidence_urls":["x"]}`: "/evidence_urls",
	} {
		if got := o.send(http.MethodPost, path, body); got.Code != http.StatusBadRequest || !strings.Contains(got.Body.String(), place) {
			t.Errorf("%s: %d %s", body, got.Code, got.Body)
		}
	}
	long := o.send(http.MethodPost, path, `{"text":"`+strings.Repeat("x", maxProposal)+`"}`)
	if long.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too long: %d", long.Code)
	}
	made := o.send(http.MethodPost, path, `{"changes":{"address":"Mill Lane 5","activity":null},"evidence":"seen","email":"neighbour@example.org"}`)
	if made.Code != http.StatusCreated || strings.Contains(made.Body.String(), "neighbour") {
		t.Fatalf("proposed: %d %s", made.Code, made.Body)
	}
	editor := bearer(o.token(o.person("editor@example.org", registry.Grant{Role: registry.Editor}).ID))
	list := o.get(t, deskPath+"/corrections?state=new&ref="+ref, editor...)
	if list.Code != http.StatusOK || !strings.Contains(list.Body.String(), "neighbour@example.org") {
		t.Errorf("staff: %d %s", list.Code, list.Body)
	}
	decide := fmt.Sprintf("%s/corrections/%.0f/decision", deskPath, made.json(t)["id"])
	if got := o.send(http.MethodPost, decide, `{"state":"accepted","reply":"Thank you.","accept":["address"]}`, editor...); got.Code != http.StatusConflict {
		t.Errorf("accepted in part: %d", got.Code)
	}
	if got := o.send(http.MethodPost, decide, `{"state":"new"}`, editor...); got.Code != http.StatusBadRequest {
		t.Errorf("no decision: %d", got.Code)
	}
	if got := o.send(http.MethodPost, decide, `{"state":"partly","reply":"The address is right.","accept":["address"]}`, editor...); got.Code != http.StatusOK {
		t.Errorf("decided: %d %s", got.Code, got.Body)
	}
	public := o.get(t, path)
	if text := public.Body.String(); !strings.Contains(text, `"accepted":["address"]`) || strings.Contains(text, "Mill Lane") || !strings.Contains(text, "The address is right.") || strings.Contains(text, "neighbour") || strings.Contains(text, "seen") {
		t.Errorf("the public: %d %s", public.Code, public.Body)
	}
	if got := o.get(t, "/api/v1/sites/KRM-2026-9999/corrections"); got.Code != http.StatusNotFound {
		t.Errorf("of no site: %d", got.Code)
	}
	throttled := 0
	for range registry.CorrectionThrottle.Free + 3 {
		if got := o.send(http.MethodPost, path, `{"text":"again"}`); got.Code == http.StatusTooManyRequests && got.Header().Get("Retry-After") != "" {
			throttled++
		}
	}
	if throttled == 0 {
		t.Error("nothing holds a flood of corrections back")
	}
}
