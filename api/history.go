package api

import (
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
)

// revisionJSON is one step of a site's history. The members after Geometry are
// for staff.
type revisionJSON struct {
	Seq       int64            `json:"seq"`
	Version   int              `json:"version"`
	At        string           `json:"at"`
	Action    string           `json:"action"`
	By        string           `json:"by"`
	Source    *sourceName      `json:"source"`
	Lifecycle fromTo           `json:"lifecycle"`
	Changes   []differenceJSON `json:"changes"`
	Geometry  *beforeAfter     `json:"geometry,omitempty"`
	Hash      string           `json:"hash"`
	ErasedBy  *int64           `json:"erased_by"`
	*staffJSON
}

type staffJSON struct {
	Actor     string  `json:"actor"`
	ActorName *string `json:"actor_name"`
	Reason    *string `json:"reason"`
	Review    *string `json:"review"`
	Published bool    `json:"published"`
	Batch     *int64  `json:"batch"`
}

type sourceName struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

type fromTo struct {
	Before *string `json:"before"`
	After  string  `json:"after"`
}

type beforeAfter struct {
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// differenceJSON is one difference, with the field that it is about, where a
// field says exactly that.
type differenceJSON struct {
	Path  string        `json:"path"`
	Field *string       `json:"field"`
	Label registry.Text `json:"label"`
	Unit  *string       `json:"unit"`
	beforeAfter
}

func (s *server) getHistory(c *exchange.Call, path params) error {
	ref, q, err := readHistoryQuery(c, path)
	if err != nil {
		return err
	}
	head, err := s.ledger.Head(c.Context())
	if err != nil {
		return err
	}
	tag := c.Tag(head.Seq, "history", ref, exchange.Canonical(c.Query.Values))
	if c.Fresh(tag) {
		return nil
	}
	history, err := s.ledger.History(c.Context(), ref, q)
	if err != nil {
		return err
	}
	return sendHistory(c, tag, "/api/v1/sites/", &history, false)
}

func (s *server) getDeskHistory(c *exchange.Call, path params) error {
	ref, q, err := readHistoryQuery(c, path)
	if err != nil {
		return err
	}
	history, err := s.ledger.WholeHistory(c.Context(), c.Principal, ref, q)
	if err != nil {
		return err
	}
	return sendHistory(c, "", deskPath+"/sites/", &history, true)
}

func readHistoryQuery(c *exchange.Call, path params) (string, registry.HistoryQuery, error) {
	c.Query.Only("cursor", "limit", "geometry")
	q := registry.HistoryQuery{
		Before: int64(c.Query.Int("cursor", 1, 1<<62, 0)), Limit: c.Query.Int("limit", 1, mostRevisions, usualRevisions),
		Geometry: c.Query.OneOf("geometry", "false", "true") == "true",
	}
	if err := c.Query.Err(); err != nil {
		return "", q, err
	}
	ref, ok := name(path("ref"))
	if !ok {
		return "", q, registry.ErrNotFound
	}
	return ref, q, nil
}

func sendHistory(c *exchange.Call, tag exchange.Tag, root string, history *registry.History, staff bool) error {
	out := struct {
		Ref       string         `json:"ref"`
		Revisions []revisionJSON `json:"revisions"`
		Next      *int64         `json:"next"`
	}{history.Ref, []revisionJSON{}, positive(history.Next)}
	for i := range history.Events {
		out.Revisions = append(out.Revisions, revisionOf(&history.Events[i], staff))
	}
	if history.Next > 0 {
		values := url.Values{}
		for name, list := range c.Query.Values {
			values[name] = list
		}
		values.Set("cursor", strconv.FormatInt(history.Next, 10))
		setLinks(c, []link{{Rel: "next", Href: c.URL(root+url.PathEscape(history.Ref)+"/history", values), Type: jsonType}})
	}
	return sendJSON(c, tag, out)
}

func revisionOf(e *registry.HistoryEvent, staff bool) revisionJSON {
	out := revisionJSON{Seq: e.Seq, Version: e.Version, At: exact(e.At), Action: string(e.Action), By: e.By,
		Lifecycle: fromTo{optional(e.LifecycleBefore), e.Lifecycle}, Changes: []differenceJSON{}, Hash: hex.EncodeToString(e.Hash), ErasedBy: positive(e.ErasedBy)}
	if e.Source.Code != "" {
		out.Source = &sourceName{e.Source.Code, e.Source.Name}
	}
	for path, change := range e.Changes {
		d := differenceJSON{Path: path, beforeAfter: beforeAfter{orNull(change.Before), orNull(change.After)}}
		if f, ok := registry.FieldOfPath(path); ok {
			d.Field, d.Label, d.Unit = &f.Name, f.Label, optional(f.Unit)
		}
		out.Changes = append(out.Changes, d)
	}
	slices.SortFunc(out.Changes, func(a, b differenceJSON) int { return strings.Compare(a.Path, b.Path) })
	if e.Before != nil || e.After != nil {
		out.Geometry = &beforeAfter{orNull(e.Before), orNull(e.After)}
	}
	if staff {
		out.staffJSON = &staffJSON{e.Actor, optional(e.ActorName), optional(e.Reason), optional(e.Review), e.Published, positive(e.Batch)}
	}
	return out
}

func positive(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func orNull(raw json.RawMessage) json.RawMessage {
	if raw == nil {
		return json.RawMessage("null")
	}
	return raw
}
