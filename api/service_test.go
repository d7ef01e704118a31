package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/gin-gonic/gin"

	"landbank/registry"
	"landbank/registry/postgres"
)

// service is the interface over a catalog, as a test asks it.
type service struct {
	engine *gin.Engine
	server *server
	log    *bytes.Buffer
}

// website stands for the built web interface.
func website() fstest.MapFS {
	script := strings.Repeat("console.log('site');\n", 100)
	return fstest.MapFS{
		"index.html":                &fstest.MapFile{Data: []byte("<!doctype html><head><title>Landbank</title><script type=\"module\" src=\"./assets/index-1a2b3c.js\"></script></head>")},
		"robots.txt":                &fstest.MapFile{Data: []byte("User-agent: *\n")},
		"desk/field/worker.js":      &fstest.MapFile{Data: []byte("self.addEventListener('fetch', () => {});")},
		"assets/index-1a2b3c.js":    &fstest.MapFile{Data: []byte(script)},
		"assets/index-1a2b3c.js.br": &fstest.MapFile{Data: []byte("brotli form")},
	}
}

// fixedTime is the clock of tests.
var fixedTime = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// newService puts the interface over a catalog. Requests are numbered alike.
func newService(t testing.TB, catalog registry.Catalog, change ...func(*Deps)) *service {
	t.Helper()
	log := &bytes.Buffer{}
	d := Deps{
		Catalog: catalog, Web: website(), Now: func() time.Time { return fixedTime },
		Log:      slog.New(slog.NewJSONHandler(&lockedWriter{w: log}, nil)),
		Settings: Settings{Version: "test", PublicURL: "https://land.example.org"},
	}
	if store, ok := catalog.(*postgres.Store); ok {
		d.People, d.Desk = store, store
	} else {
		d.People, d.Desk = inventory(), inventory()
	}
	d.Ledger, _ = catalog.(registry.Ledger)
	if d.Inspection, _ = catalog.(registry.Inspection); d.Inspection == nil {
		d.Inspection = inventory()
	}
	duties, ok := catalog.(*postgres.Store)
	if !ok {
		duties = inventory()
	}
	d.Corrections, d.Jobs, d.Stewards, d.Media, d.Campaigns, d.Quality, d.Registry = duties, duties, duties, duties, duties, duties, duties
	d.Layers, d.Parcels = duties, duties
	for _, f := range change {
		f(&d)
	}
	s, err := newServer(d)
	if err != nil {
		t.Fatal(err)
	}
	s.newID = func() string { return "0123456789abcdef" }
	engine, err := s.engine()
	if err != nil {
		t.Fatal(err)
	}
	return &service{engine: engine, server: s, log: log}
}

type lockedWriter struct {
	mutex sync.Mutex
	w     io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.w.Write(b)
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
}

func (a answer) json(t testing.TB) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &out); err != nil {
		t.Fatalf("answer is no JSON object: %v\n%.300s", err, a.Body)
	}
	return out
}

// ask sends a request; headers are name and value in turn. The answer has to be
// one that the contract knows.
func (s *service) ask(t testing.TB, method, target, body string, headers ...string) answer {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body == "" {
		r = httptest.NewRequest(method, target, nil)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.engine.ServeHTTP(w, r)
	checkContract(t, r, w)
	return answer{w}
}

func (s *service) get(t testing.TB, target string, headers ...string) answer {
	t.Helper()
	return s.ask(t, http.MethodGet, target, "", headers...)
}

func (s *service) search(t testing.TB, body string, headers ...string) answer {
	t.Helper()
	return s.ask(t, http.MethodPost, "/api/v1/search", body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// contractRouter finds the operation of a request in the committed document.
var contractRouter = sync.OnceValues(func() (routers.Router, error) {
	text, err := os.ReadFile("openapi.gen.json")
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	for _, media := range []string{"application/geo+json", "application/vnd.oai.openapi+json"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.JSONBodyDecoder)
	}
	for _, media := range []string{"application/vnd.mapbox-vector-tile", "text/html", "application/x-ndjson", "application/vnd.google-earth.kml+xml", "application/flatgeobuf", "application/x-qgis-project"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.FileBodyDecoder)
	}
	return gorillamux.NewRouter(doc)
})

// checkContract holds an answer to the contract: its status is among those of
// the operation, its media type too, and its body follows the schema. Addresses
// and methods that the contract does not have are left out.
func checkContract(t testing.TB, r *http.Request, w *httptest.ResponseRecorder) {
	t.Helper()
	router, err := contractRouter()
	if err != nil {
		t.Fatal(err)
	}
	sought := r.Clone(context.Background())
	if sought.Method == http.MethodHead {
		sought.Method = http.MethodGet
	}
	route, params, err := router.FindRoute(sought)
	if err != nil {
		return
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: sought, PathParams: params, Route: route},
		Status:                 w.Code, Header: w.Header(),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: r.Method == http.MethodHead || w.Code == http.StatusNotModified},
	}
	if w.Header().Get("Content-Encoding") == "" {
		input.SetBodyBytes(w.Body.Bytes())
	} else {
		input.Options.ExcludeResponseBody = true
	}
	if err := openapi3filter.ValidateResponse(context.Background(), input); err != nil {
		t.Errorf("%s %s: the answer is not of the contract: %.1000v", r.Method, r.URL, err)
	}
}

// stock is the service over the demonstration inventory.
func stock(t testing.TB, change ...func(*Deps)) *service {
	t.Helper()
	return newService(t, inventory(), change...)
}
