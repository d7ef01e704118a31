package api

import (
	"fmt"
	"net/http"
	"strings"

	"landbank/registry"
)

// importGuards are the rows of what is done with files that were sent by
// somebody of the territory.
func importGuards() []guarded {
	own := []string{ownTerritory}
	return []guarded{
		{id: "listImports", needs: registry.RunImport, somewhere: true, request: get("imports")},
		{id: "addImport", needs: registry.RunImport, somewhere: true, request: func(m *matrix) request {
			return request{method: http.MethodPost, path: fmt.Sprintf("imports?file_name=r%d.csv", m.next()), body: m.registerFile()}
		}},
		{id: "getImport", needs: registry.RunImport, where: own, request: importOf(http.MethodGet, "", "")},
		{id: "changeImport", needs: registry.RunImport, where: own, request: importOf(http.MethodPatch, "", `{"reason":"tried"}`)},
		{id: "listImportRows", needs: registry.RunImport, where: own, request: importOf(http.MethodGet, "/rows", "")},
		{id: "correctImportRow", needs: registry.RunImport, where: own, request: importOf(http.MethodPatch, "/rows/1", `{"name":"Mill House"}`)},
		{id: "getImportTile", needs: registry.RunImport, where: own, request: importOf(http.MethodGet, "/tiles/0/0/0", "")},
		{id: "listImportProfiles", needs: registry.RunImport, somewhere: true, request: get("import-profiles")},
		{id: "listBatches", needs: registry.RunImport, request: get("batches")},
		{id: "undoBatch", needs: registry.UndoImport, where: own, spent: true, request: func(m *matrix) request {
			importOf(http.MethodPost, "/apply", "")(m)
			if _, err := m.server.uploads.Apply(m.t.Context(), registry.Operator, m.sent); err != nil {
				m.t.Fatal(err)
			}
			m.files.Settle()
			u, err := m.server.uploads.Read(m.t.Context(), registry.Operator, m.sent)
			if err != nil {
				m.t.Fatal(err)
			}
			return request{method: http.MethodPost, path: fmt.Sprintf("batches/%d/undo", u.Batch), body: `{}`}
		}},
		{id: "getImportReport", needs: registry.RunImport, where: own, request: importOf(http.MethodGet, "/report.csv", "")},
		{id: "removeImport", needs: registry.RunImport, where: own, spent: true, request: importOf(http.MethodDelete, "", "")},
		{id: "tryImport", needs: registry.RunImport, where: own, spent: true, request: importOf(http.MethodPost, "/dry-run", "")},
		{id: "applyImport", needs: registry.RunImport, where: own, spent: true, request: importOf(http.MethodPost, "/apply", "")},
		{id: "applyImport", needs: registry.PublishImport, where: own, spent: true, request: func(m *matrix) request {
			r := importOf(http.MethodPost, "/apply", "")(m)
			m.publishes()
			return r
		}},
		{id: "undoImport", needs: registry.UndoImport, where: own, spent: true, request: func(m *matrix) request {
			r := importOf(http.MethodPost, "/undo", `{}`)(m)
			if _, err := m.server.uploads.Apply(m.t.Context(), registry.Operator, m.sent); err != nil {
				m.t.Fatal(err)
			}
			m.files.Settle()
			return r
		}},
	}
}

// registerFile is a register of one site in the territory.
func (m *matrix) registerFile() string {
	return fmt.Sprintf("id,name,longitude,latitude,kind\n%d,Mill,%f,%f,brownfield\n", m.next(), inOwn[0], inOwn[1])
}

// importOf is a request about a file that somebody else of the territory sent.
func importOf(method, rest, body string) func(*matrix) request {
	return func(m *matrix) request {
		m.t.Helper()
		sender := registry.Principal{ID: "user:999999", Grants: []registry.Grant{{Role: registry.Editor, Territory: ownTerritory}}}
		u, err := m.files.Add(m.t.Context(), sender, fmt.Sprintf("r%d.csv", m.next()), strings.NewReader(m.registerFile()))
		if err != nil {
			m.t.Fatal(err)
		}
		m.sent = u.ID
		return request{method: method, path: fmt.Sprintf("imports/%d%s", u.ID, rest), body: body}
	}
}

// publishes makes the file that was sent last one to be published.
func (m *matrix) publishes() {
	m.t.Helper()
	if _, err := m.files.Change(m.t.Context(), registry.Operator, m.sent, func(s *registry.UploadSettings) { s.Publish = true }); err != nil {
		m.t.Fatal(err)
	}
}
