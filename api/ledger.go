package api

import (
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// The sizes of pages of the ledger.
const (
	usualRevisions = 50
	mostRevisions  = 1000
)

// ledgerOperations lists what the ledger tells.
func (s *server) ledgerOperations() []operation {
	asJSON := []string{jsonType}
	return []operation{
		{"getLedger", http.MethodGet, "/api/v1/ledger", asJSON, s.getLedger},
		{changesOperation, http.MethodGet, "/api/v1/changes", asJSON, s.listChanges},
		{"getHistory", http.MethodGet, "/api/v1/sites/:ref/history", asJSON, s.getHistory},
		{"getDeskHistory", http.MethodGet, deskPath + "/sites/:ref/history", asJSON, s.getDeskHistory},
		{"listSnapshots", http.MethodGet, "/api/v1/snapshots", asJSON, s.listSnapshots},
		{"freezeStock", http.MethodPost, deskPath + "/snapshots", asJSON, s.freezeStock},
	}
}

// exact gives an instant to the microsecond, as seals and the ledger have it.
func exact(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

func (s *server) getLedger(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	head, err := s.ledger.Head(c.Context())
	if err != nil {
		return err
	}
	out := struct {
		Seq       int64          `json:"seq"`
		Hash      string         `json:"hash"`
		At        *string        `json:"at"`
		Seal      *registry.Seal `json:"seal"`
		PublicKey *string        `json:"public_key"`
	}{head.Seq, hex.EncodeToString(head.Hash), nil, head.Seal, nil}
	sealed := ""
	if !head.At.IsZero() {
		at := exact(head.At)
		out.At = &at
	}
	if head.Seal != nil {
		key := base64.StdEncoding.EncodeToString(head.PublicKey)
		out.PublicKey, sealed = &key, exact(head.Seal.SealedAt)
	}
	tag := c.Tag(head.Seq, "ledger", out.Hash, sealed)
	if c.Fresh(tag) {
		return nil
	}
	return sendJSON(c, tag, out)
}

// changeJSON is what one revision changed for the public.
type changeJSON struct {
	Seq     int64  `json:"seq"`
	Change  string `json:"change"`
	Ref     string `json:"ref"`
	Version int    `json:"version"`
	At      string `json:"at"`
	Hash    string `json:"hash"`
}

func (s *server) listChanges(c *exchange.Call, _ params) error {
	c.Query.Only("since", "limit", "wait")
	since := int64(c.Query.Int("since", 0, 1<<62, 0))
	limit := c.Query.Int("limit", 1, mostRevisions, mostRevisions)
	wait := time.Duration(c.Query.Int("wait", 0, int(longestWait/time.Second), 0)) * time.Second
	if err := c.Query.Err(); err != nil {
		return err
	}
	head, err := s.ledger.Head(c.Context())
	if err != nil {
		return err
	}
	if since > head.Seq {
		c.Query.Fault("since", criteria.RuleBadValue, strconv.FormatInt(since, 10), "at most the newest revision, "+strconv.FormatInt(head.Seq, 10))
		return c.Query.Err()
	}
	tag := c.Tag(head.Seq, "changes", exchange.Canonical(c.Query.Values))
	if wait > 0 { // what is waited for is never had already
		tag = ""
		c.Header().Set("Cache-Control", "no-store")
	}
	if c.Fresh(tag) {
		return nil
	}
	feed, err := s.awaitChanges(c, since, limit, wait)
	if err != nil {
		return err
	}
	out := struct {
		Changes []changeJSON `json:"changes"`
		Next    int64        `json:"next"`
		More    bool         `json:"more"`
	}{[]changeJSON{}, feed.Next, feed.More}
	for _, e := range feed.Events {
		out.Changes = append(out.Changes, changeJSON{e.Seq, e.Kind, e.Ref, e.Version, exact(e.At), hex.EncodeToString(e.Hash)})
	}
	values := url.Values{"since": {strconv.FormatInt(feed.Next, 10)}}
	for _, name := range []string{"limit", "wait"} {
		if text, ok := c.Query.Text(name); ok {
			values.Set(name, text)
		}
	}
	setLinks(c, []link{{Rel: "next", Href: c.URL("/api/v1/changes", values), Type: jsonType}})
	if feed.Next > head.Seq {
		tag = "" // the ledger moved on meanwhile
	}
	return sendJSON(c, tag, out)
}

// snapshotJSON is a frozen stock.
type snapshotJSON struct {
	Name   string `json:"name"`
	Seq    int64  `json:"seq"`
	Hash   string `json:"hash"`
	At     string `json:"at"`
	Sites  int64  `json:"sites"`
	Digest string `json:"digest"`
	MadeAt string `json:"made_at"`
	Note   string `json:"note,omitempty"`
}

func snapshotOf(f *registry.Snapshot) snapshotJSON {
	return snapshotJSON{f.Name, f.Seq, hex.EncodeToString(f.Hash), exact(f.At), f.Sites, hex.EncodeToString(f.Digest), exact(f.MadeAt), f.Note}
}

func (s *server) listSnapshots(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	list, err := s.ledger.Snapshots(c.Context())
	if err != nil {
		return err
	}
	out := map[string][]snapshotJSON{"snapshots": {}}
	var names []string
	for i := range list {
		out["snapshots"] = append(out["snapshots"], snapshotOf(&list[i]))
		names = append(names, list[i].Name)
	}
	tag := c.Tag(0, append([]string{"snapshots"}, names...)...)
	if c.Fresh(tag) {
		return nil
	}
	return sendJSON(c, tag, out)
}

// freezeStock freezes the published stock under a name.
func (s *server) freezeStock(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	body, err := c.ReadObject(4 << 10)
	if err != nil {
		return err
	}
	body.Only("name", "note")
	name, _ := body.Needed("name")
	note, _ := body.Text("note")
	if err := body.Err(); err != nil {
		return err
	}
	frozen, err := s.ledger.Freeze(c.Context(), c.Principal, name, note)
	if err != nil {
		return err
	}
	text, err := exchange.JSON(snapshotOf(&frozen))
	if err != nil {
		return err
	}
	return c.Send(http.StatusCreated, "", exchange.NewBody(text))
}
