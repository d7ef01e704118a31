package api

import (
	"bufio"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/export"
)

const (
	// exportOperation is the one operation that may take longer than answers do.
	exportOperation = "exportSites"
	exportLimit     = 15 * time.Minute

	// mostExports is how many exports are written at once. Each holds a snapshot
	// of the database open.
	mostExports = 4
)

// exportMedia lists the media types of the formats.
func exportMedia() []string {
	var out []string
	for _, f := range export.Formats {
		if !slices.Contains(out, f.MediaType()) {
			out = append(out, f.MediaType())
		}
	}
	return out
}

// limitOf is how long an operation may take.
func (s *server) limitOf(op operation) time.Duration {
	switch op.id {
	case exportOperation:
		return exportLimit
	case changesOperation:
		return s.settings.AnswerLimit + longestWait
	}
	return s.settings.AnswerLimit
}

// exportSites answers with a file of the sites that meet the criteria, written
// as they are read, all of one revision. A file that breaks off ends its
// connection, so that nobody takes it for whole.
func (s *server) exportSites(c *exchange.Call, path params) error {
	format, ok := exportNamed(path("file"))
	if !ok {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "There are " + exportNames() + "."}
	}
	conditions, err := criteria.FromParams(c.Query.Values, nil, registry.Vocabulary())
	if err = c.Query.Join(err); err != nil {
		return err
	}
	if err := c.Query.Err(); err != nil {
		return err
	}
	select {
	case s.exports <- struct{}{}:
		defer func() { <-s.exports }()
	default:
		return &exchange.Problem{Kind: exchange.TooManyRequests, Header: http.Header{"Retry-After": {"30"}},
			Detail: "As many exports as can be written at once are under way: " + strconv.Itoa(mostExports) + "."}
	}
	c.Media = format.MediaType()
	c.MayTake(exportLimit)
	h := c.Header()
	h.Set("Content-Disposition", `attachment; filename="landbank-sites-`+s.now().UTC().Format(time.DateOnly)+"."+format.Extension()+`"`)
	h.Set("Link", "<"+c.Base+exchange.ProblemPage+`#fields>; rel="describedby"; type="text/html"`)
	return c.Stream("", func(w *bufio.Writer) error {
		_, err := export.Write(w, format, func(visit func(*registry.Detail) error) error {
			return s.catalog.Each(c.Context(), conditions.Expr(), visit)
		})
		return err
	})
}

// exportNamed finds the format of a file by its whole name, or by that of the
// format alone.
func exportNamed(file string) (export.Format, bool) {
	for _, f := range export.Formats {
		if file == "sites."+f.Extension() || file == "sites."+string(f) {
			return f, true
		}
	}
	return "", false
}

// exportNames lists the files that there are.
func exportNames() string {
	names := make([]string, len(export.Formats))
	for i, f := range export.Formats {
		names[i] = "sites." + f.Extension()
	}
	return strings.Join(names, ", ")
}
