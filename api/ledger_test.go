package api

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"landbank/registry"
)

// What the ledger says can be checked by whoever asks, without the registry.
func TestTheHeadOfTheLedgerIsSigned(t *testing.T) {
	t.Parallel()
	store := openStore(t)
	s := newService(t, store)
	if got := s.get(t, "/api/v1/ledger").json(t); got["seq"] != 0.0 || got["at"] != nil || got["seal"] != nil {
		t.Errorf("an empty ledger: %v", got)
	}
	importRows(t, store, three(t))
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Seal(t.Context(), key, "Land of tests", time.Now()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Seq    int64
		Hash   string
		Seal   registry.Seal
		Public string `json:"public_key"`
	}
	answer := s.get(t, "/api/v1/ledger")
	if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	public, err := base64.StdEncoding.DecodeString(got.Public)
	if err != nil || got.Seq != 3 || got.Seal.Seq != 3 || !got.Seal.Check(public) || string(public) != string(key.Public().(ed25519.PublicKey)) {
		t.Errorf("%s (%v)", answer.Body, err)
	}
	if again := s.get(t, "/api/v1/ledger", "If-None-Match", answer.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
}

func TestChangesHistoryAndSnapshots(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	site := o.published(t, 30, 48)
	feed := o.get(t, "/api/v1/changes").json(t)
	if list := feed["changes"].([]any); len(list) != 1 || list[0].(map[string]any)["change"] != "created" || list[0].(map[string]any)["ref"] != site.Ref {
		t.Errorf("%v", feed)
	}
	if got := o.get(t, "/api/v1/changes?since=3").json(t); got["next"] != 3.0 || got["more"] != false {
		t.Errorf("%v", got)
	}
	frozen := o.as(t, "admin", "POST", "/api/v1/desk/snapshots", `{"name":"2026","note":"for the council"}`)
	if frozen.Code != http.StatusCreated {
		t.Fatalf("%d %s", frozen.Code, frozen.Body)
	}
	if got := o.as(t, "admin", "POST", "/api/v1/desk/snapshots", `{"name":"2026"}`); got.Code != http.StatusConflict {
		t.Errorf("frozen twice: %d", got.Code)
	}
	if _, err := o.store.Act(t.Context(), registry.Operator, site.Ref, site.Version, registry.Act{Action: registry.ActWithdraw, Reason: "sold to Olena"}); err != nil {
		t.Fatal(err)
	}
	if got := o.get(t, "/api/v1/sites?snapshot=2026").json(t); got["numberMatched"] != 1.0 {
		t.Errorf("the frozen stock: %v", got)
	}
	if got := o.get(t, "/api/v1/changes?since=3").json(t)["changes"].([]any); len(got) != 1 || got[0].(map[string]any)["change"] != "gone" {
		t.Errorf("%v", got)
	}
	page := o.get(t, "/api/v1/sites/"+site.Ref+"/history?limit=1&geometry=true")
	first := page.json(t)["revisions"].([]any)[0].(map[string]any)
	if first["action"] != "withdraw" || first["by"] != "department" || first["reason"] != nil || page.json(t)["next"] != 4.0 {
		t.Errorf("%s", page.Body)
	}
	whole := o.as(t, "viewer", "GET", "/api/v1/desk/sites/"+site.Ref+"/history", "").json(t)["revisions"].([]any)
	if len(whole) != 4 || whole[0].(map[string]any)["reason"] != "sold to Olena" || whole[0].(map[string]any)["actor"] != "cli" {
		t.Errorf("%v", whole)
	}
	for _, bad := range []string{"changes?since=-1", "changes?since=99", "changes?since=x", "changes?after=1", "changes?limit=0", "ledger?x=1", "snapshots?x=1",
		"sites?snapshot=none", "sites?snapshot=2026&as_of=2020-01-01", "sites?snapshot=",
		"sites/" + site.Ref + "/history?cursor=0", "sites/" + site.Ref + "/history?geometry=yes", "sites/" + site.Ref + "/history?lang=uk"} {
		if got := o.get(t, "/api/v1/"+bad); got.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, got.Code)
		}
	}
	for _, missing := range []string{"sites/NONE/history", "sites/" + o.made(t, 31, 48).Ref + "/history"} {
		if got := o.get(t, "/api/v1/"+missing); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", missing, got.Code)
		}
	}
	for _, body := range []string{`{}`, `{"name":"Two Words"}`, `{"name":"x","more":1}`, `[]`} {
		if got := o.as(t, "admin", "POST", "/api/v1/desk/snapshots", body); got.Code != http.StatusBadRequest && got.Code != http.StatusConflict {
			t.Errorf("%s: %d", body, got.Code)
		}
	}
}
