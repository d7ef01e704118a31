package api

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landbank/api/exchange"
)

// maxURL is the longest address: room for the longest CQL2 filter with most of
// its characters escaped.
const maxURL = 32 << 10

// Keys of what middleware leaves in a request.
const (
	idKey   = "request_id"
	goneKey = "gone" // the caller went away before there was an answer
)

// statusGone stands in logs and metrics for answers that nobody waited for.
const statusGone = 499

// knownID is a request number that a proxy may bring.
var knownID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

func randomID() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails, see crypto/rand
	return hex.EncodeToString(b)
}

func requestID(g *gin.Context) string { return g.GetString(idKey) }

// observe numbers, times, counts and logs the request. The log has no query and
// no headers: they may hold what is nobody's business.
func (s *server) observe(g *gin.Context) {
	start := s.now()
	id := g.GetHeader("X-Request-Id")
	if !s.origins.Trusts(g.Request) || !knownID.MatchString(id) {
		id = s.newID()
	}
	g.Set(idKey, id)
	g.Header("X-Request-Id", id)
	defer func() { // also when the handler ends the connection with a panic
		status := g.Writer.Status()
		if g.GetBool(goneKey) {
			status = statusGone
		}
		took := s.now().Sub(start)
		s.meters.count(g.FullPath(), g.Request.Method, status, took)
		s.log.Info("request", slog.String("request_id", id), slog.String("method", g.Request.Method),
			slog.String("path", g.Request.URL.Path), slog.Int("status", status), slog.Int("bytes", max(0, g.Writer.Size())),
			slog.Duration("took", took.Round(time.Microsecond)), slog.String("client", s.origins.Client(g.Request)))
	}()
	g.Next()
}

// protect sets the headers that keep browsers careful, and turns a panic into a
// problem document.
func (s *server) protect(g *gin.Context) {
	h := g.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	if strings.HasPrefix(s.settings.PublicURL, "https://") {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	switch path := g.Request.URL.Path; {
	case isStaff(path): // no other origin reads what staff see
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
	case isData(path):
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag, Link, Location, Last-Modified, Content-Crs, Preference-Applied, Retry-After, X-Request-Id, Allow, Accept-Post, Accept-Patch")
	case path == embedPath: // pages of others show it; it shows what is public, and nothing is done on it
		h.Set("Content-Security-Policy", s.settings.pagePolicy("*"))
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Permissions-Policy", nothingPermitted)
	default:
		h.Set("Content-Security-Policy", s.settings.pagePolicy("'none'"))
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)")
	}
	defer func() {
		if r := recover(); r != nil {
			if r == http.ErrAbortHandler {
				panic(r) // ends the connection
			}
			s.recovered(g, r)
		}
	}()
	g.Next()
}

// recovered logs a panic and answers it.
func (s *server) recovered(g *gin.Context, cause any) {
	s.log.Error("panic", slog.String("request_id", requestID(g)), slog.String("path", g.Request.URL.Path),
		slog.String("cause", fmt.Sprint(cause)), slog.String("stack", string(debug.Stack())))
	if g.Writer.Written() {
		panic(http.ErrAbortHandler)
	}
	c, _ := exchange.NewCall(g.Writer, g.Request, exchange.Options{ID: requestID(g), Origins: s.origins})
	c.Fail(exchange.ProblemOf(errPanic))
}

// limit refuses what is too long before anything reads it.
func (s *server) limit(g *gin.Context) {
	if len(g.Request.RequestURI) > maxURL {
		g.Abort()
		s.serve(operation{handle: func(*exchange.Call, params) error {
			return &exchange.Problem{Kind: exchange.URITooLong, Detail: "The address is longer than " + strconv.Itoa(maxURL) + " bytes."}
		}})(g)
	}
}

// isData tells the interface from the pages: it answers programs of any origin.
func isData(path string) bool {
	if path == "/ogc" {
		return true
	}
	for _, root := range []string{"/api/v1/", "/ogc/", "/api/openapi.json", "/healthz", "/readyz", "/metrics"} {
		if strings.HasPrefix(path, root) {
			return true
		}
	}
	return false
}

// nothingPermitted is the permissions policy of a page in a frame of others.
const nothingPermitted = "camera=(), microphone=(), payment=(), usb=(), geolocation=()"

// pagePolicy is the content policy of pages: everything comes from here but the
// street map, where one is set; ancestors are those who may show it in a frame. MapLibre makes pictures out of data: and blob:
// addresses and runs its worker from a file of ours.
func (s Settings) pagePolicy(ancestors string) string {
	street := ""
	for _, text := range append([]string{s.StreetStyleURL}, s.StreetOrigins...) {
		if origin, ok := originOf(text); ok && !strings.Contains(street+" ", " "+origin+" ") {
			street += " " + origin
		}
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "font-src 'self'",
		"img-src 'self' data: blob:" + street, "connect-src 'self'" + street, "manifest-src 'self'",
		"base-uri 'none'", "form-action 'self'", "frame-ancestors " + ancestors,
	}, "; ")
}

// errPanic stands for a panic in what the caller is told.
var errPanic = errors.New("panic")
