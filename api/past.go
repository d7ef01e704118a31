package api

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// asOf reads the parameter as_of; the zero time where it is not given or has a
// fault.
func (s *server) asOf(c *exchange.Call) time.Time {
	text, ok := c.Query.Text("as_of")
	if !ok {
		return time.Time{}
	}
	at, err := registry.ParseAsOf(text, s.now())
	if err != nil {
		c.Query.Fault("as_of", criteria.RuleBadValue, exchange.Printable(text),
			"an instant like 2026-11-23T09:30:00Z, or a day that is over in UTC like 2026-11-23, not in the future")
		return time.Time{}
	}
	return at
}

// frozenAt gives the instant of a snapshot, which stands in place of as_of.
func (s *server) frozenAt(c *exchange.Call, name string) (time.Time, error) {
	if c.Query.Values.Has("as_of") {
		c.Query.Fault("snapshot", criteria.RuleRepeated, "as_of and snapshot", "one of them")
		return time.Time{}, nil
	}
	frozen, err := s.ledger.Snapshot(c.Context(), name)
	if errors.Is(err, registry.ErrNotFound) {
		c.Query.Fault("snapshot", criteria.RuleBadValue, exchange.Printable(name), "the name of a snapshot, see /api/v1/snapshots")
		return time.Time{}, nil
	}
	return frozen.At, err
}

// momentTag makes the tag of an answer about the past: it depends on the
// revision then, on nothing that came later but erasures, and on the question.
func momentTag(c *exchange.Call, m registry.Past, parts ...string) exchange.Tag {
	return c.Tag(m.Seq, append(parts, "as of", m.At.Format(time.RFC3339Nano), strconv.FormatInt(m.Erased, 10))...)
}

// getSiteThen answers for one site as the public saw it.
func (s *server) getSiteThen(c *exchange.Call, ref string, at time.Time) error {
	m, err := s.ledger.PastAt(c.Context(), at)
	if err != nil {
		return err
	}
	tag := momentTag(c, m, "site", ref)
	if c.Fresh(tag) {
		return nil
	}
	site, err := s.ledger.SiteAt(c.Context(), m, ref)
	if errors.Is(err, registry.ErrNotFound) {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "The public did not see such a site then."}
	}
	if err != nil {
		return err
	}
	body, err := encodeSite(c, &site, m.At)
	if err != nil {
		return err
	}
	return c.Send(http.StatusOK, tag, exchange.NewBody(body))
}

// listSitesThen answers for a page of the sites that the public saw.
func (s *server) listSitesThen(c *exchange.Call, q *pageQuestion) error {
	m, err := s.ledger.PastAt(c.Context(), q.asOf)
	if err != nil {
		return err
	}
	tag := momentTag(c, m, "sites", exchange.Canonical(c.Query.Values))
	if c.Fresh(tag) {
		return nil
	}
	page, err := s.pages.Do(c.Context(), q.key(m.Seq), func(ctx context.Context) (registry.Page, error) {
		return s.ledger.PageAt(ctx, m, q.PageQuery)
	})
	if err != nil {
		return err
	}
	links := pageLinks(c, &page, q.hash)
	setLinks(c, links)
	return c.Stream(tag, func(w *bufio.Writer) error { return writeCollection(w, &page, m.At, m.At, links) })
}
