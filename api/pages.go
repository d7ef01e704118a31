package api

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"landbank/api/exchange"
	"landbank/registry"
)

// embedPath is the page of the map for frames of other pages.
const embedPath = "/embed"

// forever is the Cache-Control of files whose name changes with their content.
const forever = "public, max-age=31536000, immutable"

// site is the web interface, read into memory once: a path that names no file
// of it cannot reach anything.
type site struct {
	page  []byte // what every page begins with
	mutex sync.Mutex
	index map[string]*exchange.Body // the same below a path of the host, "" for the root
	files map[string]siteFile       // by path with a slash before it
}

type siteFile struct {
	media string
	body  *exchange.Body
}

// mediaTypes are those of files that a web interface is made of. The tables of
// the machine are not asked, because they differ.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json", ".geojson": geoType, ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml",
	".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon", ".woff2": "font/woff2",
	".pbf": "application/x-protobuf", ".txt": "text/plain; charset=utf-8", ".map": "application/json", ".wasm": "application/wasm",
	".html": htmlType,
}

// readSite reads the files of the web interface. A file with .gz or .br at the
// end of its name is another form of the one without.
func readSite(files fs.FS) (*site, error) {
	s := &site{index: map[string]*exchange.Body{}, files: map[string]siteFile{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".br") {
			return err
		}
		if name == "index.html" {
			s.page, err = fs.ReadFile(files, name)
			return err
		}
		body, err := readForms(files, name)
		if err != nil {
			return err
		}
		s.files["/"+name] = siteFile{mediaOf(name), body}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the web interface: %w", err)
	}
	if s.page == nil {
		return nil, errors.New("read the web interface: it has no index.html")
	}
	return s, nil
}

// mostBases is how many paths a service is mounted at; those of a proxy that
// makes them up are not kept.
const mostBases = 8

// below gives the page for a service that is mounted at a path. What it is made
// of stands beside it in the build, and is named from the root here, because
// pages have paths of several steps.
func (s *site) below(base string) *exchange.Body {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if body, known := s.index[base]; known {
		return body
	}
	text := strings.ReplaceAll(string(s.page), `="./`, `="`+html.EscapeString(base)+`/`)
	if base != "" {
		text = strings.Replace(text, "<head>", `<head><meta name="landbank-base" content="`+html.EscapeString(base)+`">`, 1)
	}
	body := exchange.NewBody([]byte(text))
	if len(s.index) < mostBases {
		s.index[base] = body
	}
	return body
}

func mediaOf(name string) string {
	extension := path.Ext(name)
	if media, ok := mediaTypes[extension]; ok {
		return media
	}
	if media := mime.TypeByExtension(extension); media != "" {
		return media
	}
	return "application/octet-stream"
}

func readForms(files fs.FS, name string) (*exchange.Body, error) {
	plain, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var forms [2][]byte
	for i, ending := range []string{".gz", ".br"} {
		forms[i], err = fs.ReadFile(files, name+ending)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return exchange.NewPackedBody(plain, forms[0], forms[1]), nil
}

// sitePages are the addresses of the web interface, which are no part of the
// contract.
func (s *server) sitePages() []operation {
	page := []string{htmlType}
	out := []operation{
		{"index", http.MethodGet, "/", page, s.getIndex},
		{"compare", http.MethodGet, "/compare", page, s.getIndex},
		{"scoring", http.MethodGet, "/scoring", page, s.getIndex},
		{"embed", http.MethodGet, embedPath, page, s.getIndex},
		{"passport", http.MethodGet, "/sites/:ref", page, s.getPassport},
		{"desk", http.MethodGet, "/desk", page, s.getIndex}, // which page of the desk it is, the interface decides
		{"desk", http.MethodGet, "/desk/*page", nil, s.getDesk},
		{"asset", http.MethodGet, "/assets/*name", nil, func(c *exchange.Call, p params) error {
			return s.sendFile(c, "/assets"+p("name"), forever)
		}},
	}
	for name := range s.site.files {
		if !strings.HasPrefix(name, "/assets/") && !strings.HasPrefix(name, "/desk/") {
			out = append(out, operation{"file", http.MethodGet, name, nil, func(c *exchange.Call, _ params) error {
				return s.sendFile(c, name, exchange.Caching)
			}})
		}
	}
	return out
}

// getDesk answers with a file of the desk that has to stand at its own place,
// as the worker of the phone page, whose place is its scope; else with the web
// interface.
func (s *server) getDesk(c *exchange.Call, path params) error {
	if name := "/desk" + path("page"); s.site.files[name].body != nil {
		return s.sendFile(c, name, exchange.Caching)
	}
	c.Media = htmlType
	return s.sendIndex(c, http.StatusOK)
}

// getIndex answers with the web interface. Its query is the interface's own.
func (s *server) getIndex(c *exchange.Call, _ params) error {
	return s.sendIndex(c, http.StatusOK)
}

// getPassport answers with the web interface too, which shows the site; for a
// site that there is not, with 404, for one that was public once with 410, and
// the interface says so. A site that went into exactly one other sends its
// readers on to that one. When nobody can
// tell, the interface shows what went wrong.
func (s *server) getPassport(c *exchange.Call, path params) error {
	ref, ok := name(path("ref"))
	if !ok {
		return s.sendIndex(c, http.StatusNotFound)
	}
	_, err := s.catalog.Site(c.Context(), ref)
	var gone *registry.GoneError
	switch {
	case errors.As(err, &gone) && gone.Successor() != "":
		return s.moved(c, "/sites/", err)
	case errors.As(err, &gone):
		return s.sendIndex(c, http.StatusGone)
	case errors.Is(err, registry.ErrNotFound):
		return s.sendIndex(c, http.StatusNotFound)
	}
	return s.sendIndex(c, http.StatusOK)
}

func (s *server) sendIndex(c *exchange.Call, status int) error {
	index := s.site.below(c.Below())
	tag := exchange.Tag("")
	if status == http.StatusOK {
		if tag = c.Tag(0, "index", index.Digest()); c.Fresh(tag) {
			return nil
		}
	}
	return c.Send(status, tag, index)
}

func (s *server) sendFile(c *exchange.Call, name, caching string) error {
	file, ok := s.site.files[name]
	if !ok {
		return registry.ErrNotFound
	}
	c.Media = file.media
	c.Header().Set("Cache-Control", caching)
	tag := c.Tag(0, "file", file.body.Digest())
	if c.Fresh(tag) {
		return nil
	}
	return c.Send(http.StatusOK, tag, file.body)
}

// notFound answers for addresses that nothing has: with the web interface to
// those who want a page, which says so in their language.
func (s *server) notFound(c *exchange.Call, _ params) error {
	if c.Wants(htmlType, jsonType) && !isData(c.Request.URL.Path) {
		c.Media = htmlType
		return s.sendIndex(c, http.StatusNotFound)
	}
	return &exchange.Problem{Kind: exchange.NotFound, Detail: "Nothing has this address."}
}
