package ogc

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// The sizes of pages, and how deep they go.
const (
	mostItems   = 10_000
	usualItems  = 100
	deepestItem = 10_000_000
)

// itemParameters are the parameters of items beside the properties.
var itemParameters = []string{
	"f", "limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs", "sortby", "properties", "skipGeometry", "resultType", "cursor",
}

// asked is what a request for features asks.
type asked struct {
	registry.PageQuery
	system     system
	properties []string // chosen; nil for all
	hits       bool     // the number alone
	hash       string   // of the question; cursors carry it
	place      int64    // how many features come before the page
}

// readItems reads the parameters of items. The error names every fault.
func (f *Features) readItems(call *exchange.Call, c *collection) (asked, error) {
	q := call.Query
	var out asked
	bounds, err := c.bounds(call.Context())
	if err != nil {
		return out, err
	}
	offered := systems(bounds)
	conditions, err := criteria.FromParams(q.Values, itemParameters, c.vocabulary)
	if err = q.Join(err); err != nil {
		return out, err
	}
	terms := []criteria.Expr{conditions.Expr()}
	box, given, err := f.readBox(call.Context(), q, offered)
	if err != nil {
		return out, err
	}
	if given {
		terms = append(terms, c.within(box))
	}
	terms = append(terms, readTime(q, c))
	filter, err := f.readFilter(call, c, offered)
	if err != nil {
		return out, err
	}
	terms = slices.DeleteFunc(append(terms, filter), func(e criteria.Expr) bool { return e == criteria.Literal(true) })
	out.Criteria = criteria.AllOf(terms...)
	if text, ok := q.Text("sortby"); ok {
		out.Sort, err = criteria.ParseSort(text, c.vocabulary)
		if err = q.Join(err); err != nil {
			return out, err
		}
	}
	out.Limit = q.Int("limit", 1, mostItems, usualItems)
	out.Offset = int64(q.Int("offset", 0, deepestItem+1, 0))
	if out.Offset > deepestItem { // another page than the one that was asked for would be no answer
		q.Fault("offset", criteria.RuleBadValue, "more than "+strconv.Itoa(deepestItem), "a whole number from 0 to "+strconv.Itoa(deepestItem))
	}
	out.hits = q.OneOf("resultType", "results", "hits") == "hits"
	f.readForm(q, c, &out, offered)
	return out, out.readCursor(q, c)
}

// readCursor reads where the page begins. Links to further pages of sites carry
// a cursor beside the offset, so that sites that come and go meanwhile move
// nothing; clients that count use the offset alone.
func (a *asked) readCursor(q *exchange.Query, c *collection) error {
	a.hash, a.place = criteria.Hash(a.Criteria, a.Sort), a.Offset
	if text, ok := q.Text("cursor"); ok && q.Err() == nil {
		cursor, err := criteria.DecodeCursor(text, a.Sort, a.hash, c.vocabulary)
		if err = q.Join(err); err != nil {
			return err
		}
		a.After, a.Offset = &cursor, 0
	}
	return q.Err()
}

// within asks for features that touch the geometry, and for those without one,
// which sites never are.
func (c *collection) within(g criteria.Geometry) criteria.Expr {
	geometry := criteria.Property{Name: c.vocabulary.Geometry()}
	touches := criteria.Spatial{Op: criteria.Intersects, Property: geometry, Geometry: g}
	if c.ofSites() {
		return touches
	}
	return criteria.AnyOf(touches, criteria.IsNull{Value: geometry})
}

// readForm reads what features are to look like.
func (f *Features) readForm(q *exchange.Query, c *collection, out *asked, offered []system) {
	out.system = readSystem(q, "crs", offered)
	out.Frame = out.system.frame()
	out.Outline = registry.OutlineFull
	if q.OneOf("skipGeometry", "false", "true") == "true" {
		out.Outline = registry.OutlineNone
	}
	out.properties = q.SomeOf("properties", append(c.names(), c.vocabulary.Geometry())...)
}

// readFilter reads filter, filter-lang and filter-crs.
func (f *Features) readFilter(call *exchange.Call, c *collection, offered []system) (criteria.Expr, error) {
	q := call.Query
	language := q.OneOf("filter-lang", string(criteria.CQL2Text), string(criteria.CQL2JSON))
	s := readSystem(q, "filter-crs", offered)
	text, ok := q.Text("filter")
	if !ok {
		return criteria.Literal(true), nil
	}
	e, err := criteria.ParseFilter(criteria.Filter{Text: text, Lang: criteria.Lang(language), Place: f.placer(call.Context(), s)}, c.vocabulary)
	if err = q.Join(err); err != nil {
		return nil, err
	}
	if e == nil {
		e = criteria.Literal(true)
	}
	return e, nil
}

// readTime reads datetime. Features without a time match, too; in a collection
// without times all do.
func readTime(q *exchange.Query, c *collection) criteria.Expr {
	text, ok := q.Text("datetime")
	if !ok {
		return criteria.Literal(true)
	}
	from, until, ok := parseInterval(text)
	if !ok {
		q.Fault("datetime", criteria.RuleBadValue, exchange.Printable(text), "an instant as 2026-01-31T12:00:00Z, a day, or two of them with / between; .. is an open end")
	}
	if c.instant == "" || !ok {
		return criteria.Literal(true)
	}
	at := criteria.Property{Name: c.instant}
	var terms []criteria.Expr
	if !from.IsZero() {
		terms = append(terms, criteria.Compare{Op: criteria.GreaterOrEqual, Left: at, Right: criteria.Instant(from)})
	}
	if !until.IsZero() {
		terms = append(terms, criteria.Compare{Op: criteria.LessOrEqual, Left: at, Right: criteria.Instant(until)})
	}
	return criteria.AnyOf(criteria.IsNull{Value: at}, criteria.AllOf(terms...))
}

// parseInterval reads an instant or an interval; the zero time is an open end.
func parseInterval(text string) (from, until time.Time, ok bool) {
	first, second, two := strings.Cut(text, "/")
	if !two {
		second = first
	}
	from, _, ok = parseEnd(first, two)
	if !ok {
		return from, until, false
	}
	begin, end, ok := parseEnd(second, two)
	if !begin.IsZero() {
		until = end
	}
	backwards := !from.IsZero() && !until.IsZero() && from.After(until)
	return from, until, ok && !backwards && (two || !from.IsZero())
}

// parseEnd reads one end: the first and the last instant that it means.
func parseEnd(text string, mayBeOpen bool) (first, last time.Time, ok bool) {
	if mayBeOpen && (text == "" || text == "..") {
		return first, last, true
	}
	text = strings.TrimSuffix(text, "T") // GDAL writes days so
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return at, at.Add(24*time.Hour - time.Microsecond), true
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	return at, at, err == nil
}

// items answers with a page of features.
func (f *Features) items(call *exchange.Call, path func(string) string) error {
	c, err := f.begin(call, path, geoType, jsonType)
	if err != nil {
		return err
	}
	q, err := f.readItems(call, c)
	if err != nil {
		return err
	}
	question := q.PageQuery
	if q.hits {
		question.Limit, question.Outline = 1, registry.OutlineNone
	}
	if call.Media == htmlType {
		question.Frame = registry.Frame{} // the map of the page
		question.Limit = min(question.Limit, usualItems)
	}
	page, err := c.page(call.Context(), question)
	if err != nil {
		return err
	}
	if q.hits {
		page.Hits = nil
	}
	q.Limit = question.Limit
	links := pageLinks(call, c, &q, &page)
	if call.Media == htmlType {
		return f.sendPage(call, f.itemsPage(call, c, &page, links))
	}
	setLinks(call, links)
	call.Header().Set("Content-Crs", "<"+q.system.uri+">")
	tag := exchange.Tag("")
	if c.stock { // whatever else there is can change without a revision of what is public
		tag = call.Tag(page.Revision, "ogc", c.id, exchange.Canonical(call.Query.Values))
	}
	if call.Fresh(tag) {
		return nil
	}
	return call.Stream(tag, func(w *bufio.Writer) error {
		return writeCollection(w, &page, f.now(), links, q.properties)
	})
}

// pageLinks links to the page itself, its other form, and those beside it.
func pageLinks(call *exchange.Call, c *collection, q *asked, page *registry.Page) []link {
	path := c.path() + "/items"
	links := representations(call, path, geoType)
	media := links[0].Type
	to := func(rel, title string, offset int64, cursor *criteria.Cursor) {
		values := cloneValues(call.Query.Values)
		values.Del("cursor")
		if cursor != nil {
			cursor.Hash = q.hash
			values.Set("cursor", cursor.String())
		}
		values.Set("offset", strconv.FormatInt(offset, 10))
		values.Set("limit", strconv.Itoa(q.Limit))
		links = append(links, link{rel, media, title, call.URL(path, values)})
	}
	if q.hits {
		return links
	}
	next := q.place + int64(len(page.Hits))
	if len(page.Hits) > 0 && (page.Next != nil || !c.cursors && next < page.Matched) {
		to("next", "The next features", next, page.Next)
	}
	if q.place > 0 {
		to("prev", "The features before", max(0, q.place-int64(q.Limit)), nil)
	}
	return append(links, link{"collection", jsonType, c.title, call.Base + c.path()})
}

func writeCollection(w *bufio.Writer, page *registry.Page, now time.Time, links []link, properties []string) error {
	encoded, err := exchange.JSON(links)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(w, `{"type":"FeatureCollection","links":%s,"timeStamp":"%s","numberMatched":%d,"numberReturned":%d,"features":[`,
		encoded, now.UTC().Format(time.RFC3339), page.Matched, len(page.Hits))
	for i := range page.Hits {
		if i > 0 {
			_ = w.WriteByte(',')
		}
		if err := writeFeature(w, &page.Hits[i], nil, properties); err != nil {
			return err
		}
	}
	_, err = w.WriteString("]}\n")
	return err
}

// writeFeature writes a feature, with links where there are any. Errors of the
// writer come up when it is flushed.
func writeFeature(w *bufio.Writer, h *registry.Hit, links []link, chosen []string) error {
	ref, err := exchange.JSON(h.Ref)
	if err != nil {
		return err
	}
	properties, err := choose(h.Properties, chosen)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(w, `{"type":"Feature","id":%s,`, ref)
	if links != nil {
		encoded, err := exchange.JSON(links)
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(w, `"links":%s,`, encoded)
	}
	geometry := []byte(h.Geometry)
	if len(geometry) == 0 {
		geometry = []byte("null")
	}
	_, _ = fmt.Fprintf(w, `"geometry":%s,"properties":%s}`, geometry, properties)
	return nil
}

// choose keeps the chosen members of an object in their order; all for nil.
func choose(object json.RawMessage, chosen []string) ([]byte, error) {
	if chosen == nil {
		return object, nil
	}
	var out ordered
	err := eachMember(object, func(name string, value json.RawMessage) {
		if slices.Contains(chosen, name) {
			out = append(out, member{name, value})
		}
	})
	if err != nil {
		return nil, err
	}
	return out.MarshalJSON()
}

// eachMember visits the members of an object in their order.
func eachMember(object json.RawMessage, visit func(name string, value json.RawMessage)) error {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("read properties: %w", err)
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return fmt.Errorf("read properties: %w", err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return fmt.Errorf("read properties: %w", err)
		}
		name, _ := token.(string)
		visit(name, value)
	}
	return nil
}

// item answers with one feature.
func (f *Features) item(call *exchange.Call, path func(string) string) error {
	c, err := f.begin(call, path, geoType, jsonType)
	if err != nil {
		return err
	}
	bounds, err := c.bounds(call.Context())
	if err != nil {
		return err
	}
	call.Query.Only("f", "crs", "properties", "skipGeometry")
	var q asked
	f.readForm(call.Query, c, &q, systems(bounds))
	if err := call.Query.Err(); err != nil {
		return err
	}
	if call.Media == htmlType {
		q.Frame = registry.Frame{}
	}
	return f.sendItem(call, c, path("feature"), q, http.StatusOK)
}

// sendItem answers with one feature.
func (f *Features) sendItem(call *exchange.Call, c *collection, id string, q asked, status int) error {
	var now state
	if c.editor != nil { // before the feature is read: a change in between makes the ETag too old, never too new
		var err error
		if now, err = c.editor.state(call.Context(), id); err != nil && !c.private {
			return err
		}
	}
	hit, err := f.find(call.Context(), c, id, q.PageQuery)
	if err != nil {
		return err
	}
	own := c.path() + "/items/" + escaped(hit.Ref)
	links := append(representations(call, own, geoType), link{"collection", jsonType, c.title, call.Base + c.path()})
	switch {
	case c.private:
		links = append(links, link{"related", "text/html", "The site at the desk", call.Base + "/desk/sites/" + escaped(hit.Ref)})
	case c.stock:
		links = append(links, link{"canonical", "text/html", "The site's passport", call.Base + "/sites/" + escaped(hit.Ref)})
	}
	if call.Media == htmlType {
		return f.sendPage(call, f.itemPage(call, c, hit, links))
	}
	setLinks(call, links)
	call.Header().Set("Content-Crs", "<"+q.system.uri+">")
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	if err := writeFeature(w, hit, links, q.properties); err != nil {
		return err
	}
	_ = w.Flush() // a buffer takes everything
	body := exchange.NewBody(out.Bytes())
	tag := call.Tag(0, "ogc", body.Digest())
	switch {
	case c.stock: // what the public sees of it is as old as its revision
		site, err := f.catalog.Site(call.Context(), id)
		if err != nil {
			return err
		}
		setLastModified(call, site.ImportedAt)
	case now.version > 0:
		setLastModified(call, now.changed)
		tag = tagOf(call, c, id, now, body.Digest()) // which the day can change, too
	}
	if status == http.StatusOK && isRead(call) && call.Fresh(tag) {
		return nil
	}
	return call.Send(status, tag, body)
}

func isRead(call *exchange.Call) bool {
	return call.Request.Method == http.MethodGet || call.Request.Method == http.MethodHead
}

// find gives one feature, or why it is not there: a site that was public once
// says what became of it.
func (f *Features) find(ctx context.Context, c *collection, ref string, q registry.PageQuery) (*registry.Hit, error) {
	q.Limit = 1
	if c.ofSites() {
		q.Criteria = criteria.Compare{Op: criteria.Equal, Left: criteria.Property{Name: "ref"}, Right: criteria.Text(ref)}
	} else {
		q.Criteria = criteria.Compare{Op: criteria.Equal, Left: criteria.Property{Name: registry.LayerRef}, Right: criteria.Text(ref)}
	}
	page, err := c.page(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(page.Hits) > 0 {
		return &page.Hits[0], nil
	}
	if c.ofSites() {
		if _, err := f.catalog.Site(ctx, ref); err != nil {
			return nil, err
		}
	}
	return nil, registry.ErrNotFound
}
