package api

import (
	"context"
	"fmt"
	"net/http"
	"time"
	"unicode"
	"unicode/utf8"

	"landbank/api/exchange"
	"landbank/registry"
)

// noParameters refuses every query.
func noParameters(c *exchange.Call) error {
	c.Query.Only()
	return c.Query.Err()
}

// name checks a reference or code out of a path: 1 to 100 characters that can
// be shown. Others name nothing.
func name(text string) (string, bool) {
	if text == "" || len(text) > 400 || !utf8.ValidString(text) || utf8.RuneCountInString(text) > 100 {
		return "", false
	}
	for _, r := range text {
		if !unicode.IsGraphic(r) {
			return "", false
		}
	}
	return text, true
}

// sendJSON answers with the JSON form of a value.
func sendJSON(c *exchange.Call, tag exchange.Tag, value any) error {
	body, err := exchange.JSON(value)
	if err != nil {
		return err
	}
	return c.Send(http.StatusOK, tag, exchange.NewBody(body))
}

func (s *server) getHealth(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return c.Send(http.StatusOK, "", exchange.NewBody([]byte(`{"status":"ok"}`)))
}

// readyLimit is how long the database may take to show that it is there.
const readyLimit = 5 * time.Second

// getReadiness asks the database for its schema, and the published stock for
// its revision and one site. Whatever is wrong, the answer is 503: a balancer
// has to know no more.
func (s *server) getReadiness(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Context(), readyLimit)
	defer cancel()
	revision, err := s.probe(ctx)
	if err != nil {
		return &exchange.Problem{Kind: exchange.Unavailable, Detail: "The registry cannot answer yet, or not any more.",
			Header: http.Header{"Retry-After": {"5"}}, Cause: err}
	}
	return c.Send(http.StatusOK, "", exchange.NewBody(fmt.Appendf(nil, `{"status":"ready","revision":%d}`, revision)))
}

func (s *server) probe(ctx context.Context) (int64, error) {
	if s.ready != nil {
		if err := s.ready(ctx); err != nil {
			return 0, fmt.Errorf("ask whether the database is ready: %w", err)
		}
	}
	page, err := s.catalog.Page(ctx, registry.PageQuery{Limit: 1, Outline: registry.OutlineNone})
	if err != nil {
		return 0, fmt.Errorf("read the published stock: %w", err)
	}
	return page.Revision, nil
}
