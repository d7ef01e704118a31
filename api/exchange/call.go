package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"landbank/registry"
	"landbank/registry/criteria"
)

// Caching is the Cache-Control of data: it may be kept anywhere, and has to be
// asked for again before it is used, because the next import can change
// everything. Asking again costs a 304.
const Caching = "public, max-age=0, must-revalidate"

// Call is one request on its way to its answer.
type Call struct {
	Request *http.Request
	Query   *Query
	ID      string // number of the request in the log
	Base    string // base URL of links, without a slash at the end
	Media   string // media type of the answer
	// Principal is whoever asks; the zero one, which has no rights, where
	// nobody has signed in or the resource asks nobody.
	Principal registry.Principal
	// SignedIn is the account behind the principal, with the end of its session
	// or token; nil where nobody has signed in.
	SignedIn *registry.SignedIn

	salt   string
	writer http.ResponseWriter
}

// Options are what a call is made with.
type Options struct {
	ID      string
	Origins *Origins
	Offered []string // media types that the resource has, the usual one first; none where the handler decides
	Salt    string   // goes into every ETag; differs between versions of the program
}

// NewCall begins the answer to a request. The error is a problem of the request
// itself; the call can answer it.
func NewCall(w http.ResponseWriter, r *http.Request, o Options) (*Call, error) {
	c := &Call{Request: r, Query: ReadQuery(r.URL.RawQuery), ID: o.ID, salt: o.Salt, writer: w}
	var ok bool
	if c.Base, ok = o.Origins.Of(r); !ok {
		return c, criteria.Faults{{In: "header", Name: "Host", Rule: criteria.RuleSyntax, Got: Printable(r.Host), Want: "a host name, with a port or without"}}
	}
	vary(w.Header(), "Accept-Encoding")
	if len(o.Offered) > 1 {
		vary(w.Header(), "Accept")
	}
	if len(o.Offered) == 0 {
		return c, nil
	}
	if c.Media, ok = choose(r.Header.Values("Accept"), o.Offered); !ok {
		return c, &Problem{Kind: NotAcceptable, Detail: "This resource comes as " + strings.Join(o.Offered, ", ") + "."}
	}
	return c, nil
}

// Choose chooses the media type of the answer among those that the resource
// has, the usual one first, for resources that decide by themselves. The error
// is a problem.
func (c *Call) Choose(offered []string) error {
	vary(c.Header(), "Accept")
	media, ok := choose(c.Request.Header.Values("Accept"), offered)
	if !ok {
		c.Media = offered[0]
		return &Problem{Kind: NotAcceptable, Detail: "This resource comes as " + strings.Join(offered, ", ") + "."}
	}
	c.Media = media
	return nil
}

// Below gives the path that the service is mounted at, "" for the root.
func (c *Call) Below() string {
	_, rest, _ := strings.Cut(c.Base, "://")
	if at := strings.IndexByte(rest, '/'); at >= 0 {
		return rest[at:]
	}
	return ""
}

// Wants reports whether the caller would rather have the one media type than
// the other.
func (c *Call) Wants(media, other string) bool {
	best, ok := choose(c.Request.Header.Values("Accept"), []string{other, media})
	return ok && best == media
}

// Context ends when the caller goes away or the time of the request is up.
func (c *Call) Context() context.Context { return c.Request.Context() }

// MayTake gives the answer this long to be sent, whatever the server's limit is.
func (c *Call) MayTake(limit time.Duration) {
	// Where it cannot be set, as in tests without a connection, there is none.
	_ = http.NewResponseController(c.writer).SetWriteDeadline(time.Now().Add(limit))
}

// Header gives the headers of the answer.
func (c *Call) Header() http.Header { return c.writer.Header() }

// URL makes an absolute link to a path of this service with a query.
func (c *Call) URL(path string, query url.Values) string {
	link := c.Base + path
	if len(query) > 0 {
		link += "?" + Canonical(query)
	}
	return link
}

// Fresh answers 304, and says so, when the caller already has the
// representation with the tag.
func (c *Call) Fresh(tag Tag) bool {
	matched, ok := tag.match(c.Request.Header.Values("If-None-Match"), c.codings())
	if !ok {
		return false
	}
	c.setTag(matched)
	c.writer.WriteHeader(http.StatusNotModified)
	return true
}

// codings gives the content codings that the caller takes, the best one first
// and no coding last.
func (c *Call) codings() []string {
	headers := c.Request.Header.Values("Accept-Encoding")
	var out []string
	for _, coding := range []string{brotli, gzipCoding} {
		if takes(headers, coding) {
			out = append(out, coding)
		}
	}
	return append(out, identity)
}

func (c *Call) setTag(text string) {
	h := c.writer.Header()
	h.Set("ETag", text)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", Caching)
	}
}

// begin writes the status and the headers of a representation. Answers without
// a tag are for this request alone.
func (c *Call) begin(status int, media string, tag Tag, coding string) {
	h := c.writer.Header()
	h.Set("Content-Type", media)
	if coding != identity {
		h.Set("Content-Encoding", coding)
	}
	switch {
	case tag != "":
		c.setTag(tag.of(coding))
	case h.Get("Cache-Control") == "":
		h.Set("Cache-Control", "no-store")
	}
	c.writer.WriteHeader(status)
}

// Send answers with a finished body.
func (c *Call) Send(status int, tag Tag, body *Body) error {
	return c.send(status, c.Media, tag, body)
}

func (c *Call) send(status int, media string, tag Tag, body *Body) error {
	coding, bytes := body.in(c.codings(), media)
	c.writer.Header().Set("Content-Length", strconv.Itoa(len(bytes)))
	c.begin(status, media, tag, coding)
	if c.Request.Method == http.MethodHead {
		return nil
	}
	if _, err := c.writer.Write(bytes); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// SendEmpty answers with a status and without a body.
func (c *Call) SendEmpty(status int) {
	c.writer.Header().Set("Cache-Control", "no-store")
	if status != http.StatusNoContent {
		c.writer.Header().Set("Content-Length", "0")
	}
	c.writer.WriteHeader(status)
}

// SetTag says in an answer without a body what the thing's ETag is now.
func (c *Call) SetTag(tag Tag) { c.writer.Header().Set("ETag", tag.of(identity)) }

// Vary says that the answer depends on request headers, too.
func (c *Call) Vary(names ...string) {
	for _, name := range names {
		vary(c.writer.Header(), name)
	}
}

// buffers collect small writes before they are compressed or sent.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(io.Discard, 32<<10) }}

// SendNothing answers 204: it is done, and there is nothing to say.
func (c *Call) SendNothing() {
	c.SendEmpty(http.StatusNoContent)
}

// Redirect answers 303: a browser goes on to the address.
func (c *Call) Redirect(address string) {
	h := c.writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Location", address)
	c.writer.WriteHeader(http.StatusSeeOther)
}

// Moved answers 308: the thing has another address for good.
func (c *Call) Moved(address string) {
	h := c.writer.Header()
	h.Set("Cache-Control", Caching)
	h.Set("Location", address)
	c.writer.WriteHeader(http.StatusPermanentRedirect)
}

// Stream answers 200 with a body that is written as it is made.
func (c *Call) Stream(tag Tag, write func(*bufio.Writer) error) error {
	coding := identity
	if compressible(c.Media) && takes(c.Request.Header.Values("Accept-Encoding"), gzipCoding) {
		coding = gzipCoding
	}
	c.begin(http.StatusOK, c.Media, tag, coding)
	if c.Request.Method == http.MethodHead {
		return nil
	}
	var out io.Writer = c.writer
	if coding == gzipCoding {
		packer := borrowGzip(c.writer)
		defer returnGzip(packer)
		out = packer
	}
	buffer := buffers.Get().(*bufio.Writer)
	defer buffers.Put(buffer)
	buffer.Reset(out)
	defer buffer.Reset(io.Discard)
	err := write(buffer)
	if err == nil {
		err = buffer.Flush()
	}
	if closer, ok := out.(io.Closer); ok && err == nil {
		err = closer.Close()
	}
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// Fail answers with a problem document.
func (c *Call) Fail(p *Problem) {
	h := c.writer.Header()
	for _, name := range []string{"ETag", "Content-Length", "Content-Encoding", "Link", "Last-Modified"} {
		h.Del(name)
	}
	for name, values := range p.Header {
		h[name] = values
	}
	h.Set("Cache-Control", "no-store")
	body := NewBody(p.document(c.Below(), (&url.URL{Path: c.Request.URL.Path}).EscapedPath(), c.ID))
	_ = c.send(p.Kind.Status, ProblemType, "", body) // the caller has gone
}

// vary adds names to the Vary header, each once.
func vary(h http.Header, name string) {
	for _, have := range h.Values("Vary") {
		if strings.EqualFold(have, name) {
			return
		}
	}
	h.Add("Vary", name)
}
