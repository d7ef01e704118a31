package api

import (
	"bufio"
	"context"
	"maps"
	"net/url"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// link is one link of an answer.
type link struct {
	Rel   string `json:"rel"`
	Href  string `json:"href"`
	Type  string `json:"type"`
	Title string `json:"title,omitempty"`
}

func (s *server) listSites(c *exchange.Call, _ params) error {
	q, err := s.readPageQuestion(c)
	if err != nil {
		return err
	}
	if !q.asOf.IsZero() {
		return s.listSitesThen(c, &q)
	}
	stock, err := s.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	// The query itself and not what it means, because the answer repeats it.
	asked := exchange.Canonical(c.Query.Values)
	if c.Fresh(c.Tag(stock.Revision, "sites", asked)) {
		return nil
	}
	page, err := s.pages.Do(c.Context(), q.key(stock.Revision), func(ctx context.Context) (registry.Page, error) {
		return s.catalog.Page(ctx, q.PageQuery)
	})
	if err != nil {
		return err
	}
	at, known, err := s.since(c.Context(), stock, page.Revision)
	if err != nil {
		return err
	}
	var tag exchange.Tag
	if known {
		tag = c.Tag(page.Revision, "sites", asked)
	}
	links := pageLinks(c, &page, q.hash)
	setLinks(c, links)
	return c.Stream(tag, func(w *bufio.Writer) error { return writeCollection(w, &page, at, time.Time{}, links) })
}

// since gives the time at which the stock came to be at a revision. When the
// stock moves on while it is being asked, that time cannot be told: it is now,
// and not known.
func (s *server) since(ctx context.Context, stock registry.Stock, revision int64) (time.Time, bool, error) {
	if stock.Revision == revision {
		return stock.ChangedAt, true, nil
	}
	stock, err := s.catalog.Stock(ctx)
	if err != nil {
		return time.Time{}, false, err
	}
	if stock.Revision == revision {
		return stock.ChangedAt, true, nil
	}
	return s.now(), false, nil
}

// pageLinks gives the links of a page: to itself and to the next one.
func pageLinks(c *exchange.Call, page *registry.Page, hash string) []link {
	const path = "/api/v1/sites"
	links := []link{{Rel: "self", Href: c.URL(path, c.Query.Values), Type: geoType}}
	if page.Next != nil {
		values := url.Values{}
		maps.Copy(values, c.Query.Values)
		values.Set("cursor", nextCursor(page.Next, hash))
		links = append(links, link{Rel: "next", Href: c.URL(path, values), Type: geoType})
	}
	return links
}

// longestLinks is how many bytes of links an answer has in its header. The body
// has them in any case, and proxies refuse longer headers.
const longestLinks = 4 << 10

func setLinks(c *exchange.Call, links []link) {
	var parts []string
	for _, l := range links {
		parts = append(parts, "<"+l.Href+`>; rel="`+l.Rel+`"; type="`+l.Type+`"`)
	}
	if value := strings.Join(parts, ", "); len(value) <= longestLinks {
		c.Header().Set("Link", value)
	}
}

// writeCollection writes a page as a feature collection. Errors of the writer
// come up when it is flushed. asOf is zero where the page is of now.
func writeCollection(w *bufio.Writer, page *registry.Page, at, asOf time.Time, links []link) error {
	f := feature{w: w}
	_, _ = w.WriteString(`{"type":"FeatureCollection","revision":`)
	f.int(page.Revision)
	_, _ = w.WriteString(`,"numberMatched":`)
	f.int(page.Matched)
	_, _ = w.WriteString(`,"numberReturned":`)
	f.int(int64(len(page.Hits)))
	_, _ = w.WriteString(`,"timeStamp":`)
	f.value(at.UTC().Truncate(time.Second))
	f.asOf(asOf)
	_, _ = w.WriteString(`,"links":`)
	f.value(links)
	_, _ = w.WriteString(`,"features":[`)
	for i := range page.Hits {
		if i > 0 {
			_ = w.WriteByte(',')
		}
		f.plain(&page.Hits[i])
	}
	_, err := w.WriteString("]}\n")
	return err
}
