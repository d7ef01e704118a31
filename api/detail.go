package api

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// detailJSON is what does not fit into one flat row.
type detailJSON struct {
	Names         registry.Text                 `json:"names"`
	Summary       registry.Text                 `json:"summary"`
	Activity      string                        `json:"activity,omitempty"`
	ReservedUntil registry.Date                 `json:"reserved_until,omitzero"`
	Parcels       []registry.Parcel             `json:"parcels"`
	Offers        []registry.Offer              `json:"offers"`
	Utilities     []registry.Utility            `json:"utilities"`
	Access        []registry.Access             `json:"access"`
	Buildings     []registry.Building           `json:"buildings"`
	Environment   registry.Environment          `json:"environment"`
	Planning      registry.Planning             `json:"planning"`
	Readiness     []registry.ReadinessItem      `json:"readiness"`
	Contact       registry.Contact              `json:"contact"`
	Media         []registry.Medium             `json:"media"`
	Fit           registry.Fit                  `json:"fit"`
	Facts         map[string]registry.FieldFact `json:"facts"`
	Comparisons   []registry.Comparison         `json:"comparisons"`
	Territories   []territoryName               `json:"territories"`
	Provenance    provenanceJSON                `json:"provenance"`
}

// territoryName is one step of the ladder of territories.
type territoryName struct {
	Code  string        `json:"code"`
	Level int           `json:"level"`
	Name  registry.Text `json:"name"`
}

type provenanceJSON struct {
	Source      sourceJSON    `json:"source"`
	AsOf        registry.Date `json:"as_of"`
	ImportedAt  *string       `json:"imported_at"`
	PublishedAt *string       `json:"published_at"`
	Version     int           `json:"version"`
}

type sourceJSON struct {
	Code     string  `json:"code"`
	Name     string  `json:"name"`
	Producer *string `json:"producer"`
	URL      *string `json:"url"`
	Licence  *string `json:"licence"`
}

func (s *server) getSite(c *exchange.Call, path params) error {
	c.Query.Only("as_of")
	at := s.asOf(c)
	if err := c.Query.Err(); err != nil {
		return err
	}
	ref, ok := name(path("ref"))
	if !ok {
		return registry.ErrNotFound
	}
	if !at.IsZero() {
		return s.getSiteThen(c, ref, at)
	}
	stock, err := s.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	if c.Fresh(c.Tag(stock.Revision, "site", ref)) {
		return nil
	}
	site, err := s.catalog.Site(c.Context(), ref)
	if err != nil {
		return s.moved(c, "/api/v1/sites/", err)
	}
	body, err := encodeSite(c, &site, time.Time{})
	if err != nil {
		return err
	}
	return c.Send(http.StatusOK, c.Tag(site.Revision, "site", ref), exchange.NewBody(body))
}

// moved sends the caller on from a site that went into exactly one other; any
// other error stays what it is.
func (s *server) moved(c *exchange.Call, root string, err error) error {
	var gone *registry.GoneError
	if !errors.As(err, &gone) || gone.Successor() == "" {
		return err
	}
	c.Moved(c.URL(root+url.PathEscape(gone.Successor()), nil))
	return nil
}

// encodeSite writes a site as a feature with its detail and links. asOf is zero
// for the site as it is now.
func encodeSite(c *exchange.Call, site *registry.Detail, asOf time.Time) ([]byte, error) {
	said, err := detailOf(site)
	if err != nil {
		return nil, err
	}
	detail, err := exchange.JSON(said)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	f := feature{w: w}
	f.open(&site.Hit, true)
	_, _ = w.WriteString(`},"detail":`)
	_, _ = w.Write(detail)
	_, _ = w.WriteString(`,"revision":`)
	f.int(site.Revision)
	_, _ = w.WriteString(`,"seq":`)
	f.int(site.Seq)
	f.asOf(asOf)
	_, _ = w.WriteString(`,"links":`)
	escaped := url.PathEscape(site.Ref)
	f.value([]link{
		{Rel: "self", Href: c.URL("/api/v1/sites/"+escaped, c.Query.Values), Type: geoType},
		{Rel: "alternate", Href: c.URL("/sites/"+escaped, nil), Type: "text/html", Title: "Passport"},
		{Rel: "collection", Href: c.URL("/api/v1/sites", nil), Type: geoType},
	})
	_, _ = w.WriteString("}\n")
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("encode a site: %w", err)
	}
	return out.Bytes(), nil
}

func detailOf(site *registry.Detail) (detailJSON, error) {
	r := &site.Record
	out := detailJSON{
		Names: named(r.Names), Summary: named(r.Summary), Activity: r.Activity, ReservedUntil: r.ReservedTill,
		Parcels: some(r.Parcels), Offers: some(r.Offers), Utilities: some(r.Utilities), Access: some(r.Access),
		Buildings: some(r.Buildings), Environment: r.Environment, Planning: r.Planning, Readiness: some(r.Readiness),
		Fit: site.Fit, Contact: r.Contact, Media: some(r.Media), Territories: []territoryName{},
		Provenance: provenanceJSON{
			Source: sourceJSON{Code: site.Source.Code, Name: site.Source.Name, Producer: optional(site.Source.Producer),
				URL: optional(site.Source.URL), Licence: optional(site.Source.Licence)},
			AsOf: r.CheckedOn, ImportedAt: instant(site.ImportedAt), PublishedAt: instant(site.PublishedAt), Version: site.Version,
		},
	}
	var err error
	if out.Facts, err = registry.FactsOf(site); err != nil {
		return out, err
	}
	if out.Comparisons, err = registry.Comparisons(site); err != nil {
		return out, err
	}
	for _, t := range site.Territories {
		out.Territories = append(out.Territories, territoryName{t.Code, t.Level, named(t.Names)})
	}
	slices.SortStableFunc(out.Territories, func(a, b territoryName) int { return cmp.Compare(a.Level, b.Level) })
	return out, nil
}

// some gives a list that is a list in JSON even when it is empty.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}
