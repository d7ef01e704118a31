package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"landbank/api/desk"
	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/media"
)

// Where the sites of the matrix lie: in the territory that some roles are
// limited to, and outside of all.
var inOwn, outside = [2]float64{30.2, 50.2}, [2]float64{35, 45}

// siteGuards are the rows of what is done with sites: reading, changing and
// acting in the territory and outside of all, and every action in the territory.
func siteGuards() []guarded {
	own := []string{ownTerritory}
	rows := []guarded{
		{id: "listFindings", needs: registry.ReadFindings, somewhere: true, request: get("findings")},
		{id: "listDeskCorrections", needs: registry.DecideCorrection, somewhere: true, request: get("corrections")},
		{id: "decideCorrection", needs: registry.DecideCorrection, where: own, spent: true, request: decision},
		{id: "listJobs", needs: registry.ReadOperations, request: get("jobs")},
		{id: "runJob", needs: registry.RunOperations, request: send(http.MethodPost, "jobs", `{"duty":"check"}`)},
		{id: "listDeskSites", needs: registry.ReadSite, somewhere: true, request: get("sites")},
		{id: "countDeskSites", needs: registry.ReadSite, somewhere: true, request: get("sites/counts")},
		{id: "placeDeskSites", needs: registry.ReadSite, somewhere: true, request: get("sites/spots")},
		{id: "listColleagues", needs: registry.ReadSite, somewhere: true, request: get("colleagues")},
		{id: "listViews", needs: registry.ReadSite, somewhere: true, request: get("views")},
		{id: "createView", needs: registry.ReadSite, somewhere: true, spent: true, request: func(m *matrix) request {
			return request{method: http.MethodPost, path: "views", body: fmt.Sprintf(`{"name":"view %d"}`, m.next())}
		}},
		{id: "changeView", needs: registry.ReadSite, somewhere: true, others: true, request: send(http.MethodPut, "views/999999", `{"name":"another"}`)},
		{id: "removeView", needs: registry.ReadSite, somewhere: true, others: true, request: send(http.MethodDelete, "views/999999", "")},
		{id: "checkDeskSite", needs: registry.EditSite, where: own, request: send(http.MethodPost, "sites/check", contentAt(inOwn))},
		{id: "checkDeskSite", needs: registry.EditSite, request: send(http.MethodPost, "sites/check", contentAt(outside))},
		{id: "createDeskSite", needs: registry.CreateSite, where: own, request: send(http.MethodPost, "sites", contentAt(inOwn))},
		{id: "createDeskSite", needs: registry.CreateSite, request: send(http.MethodPost, "sites", contentAt(outside))},
		{id: "getDeskSite", needs: registry.ReadSite, where: own, request: aSiteOf(http.MethodGet, "", "")},
		{id: "recheckDeskSite", needs: registry.EditSite, where: own, request: aSiteOf(http.MethodPost, "/check", contentAt(inOwn))},
		{id: "changeDeskSite", needs: registry.EditSite, where: own, spent: true, request: aSiteOf(http.MethodPatch, "", `{"record":{"address":"another"}}`)},
		{id: "getDeskHistory", needs: registry.ReadSite, where: own, request: aSiteOf(http.MethodGet, "/history", "")},
		{id: "freezeStock", needs: registry.FreezeStock, spent: true, request: func(m *matrix) request {
			return request{method: http.MethodPost, path: "snapshots", body: fmt.Sprintf(`{"name":"s%d"}`, m.next())}
		}},
		{id: "addDeskMedium", needs: registry.EditSite, where: own, spent: true, request: aSiteOf(http.MethodPost, "/media?kind=decision", "%PDF-1.4\n%%EOF\n")},
		{id: "changeDeskMedium", needs: registry.EditSite, where: own, spent: true, request: mediumOf(http.MethodPatch, `{"medium":{"public":true}}`)},
		{id: "removeDeskMedium", needs: registry.EditSite, where: own, spent: true, request: mediumOf(http.MethodDelete, "")},
		{id: "getDeskMedium", needs: registry.ReadSite, where: own, request: func(m *matrix) request {
			_, hash, _ := strings.Cut(mediumOf("", "")(m).path, "/media/")
			return request{method: http.MethodGet, path: "media/" + hash}
		}},
		{id: "listReminders", needs: registry.ReadSite, somewhere: true, request: get("reminders")},
		{id: "getStatistics", needs: registry.ReadSite, somewhere: true, request: get("statistics")},
		{id: "getLineage", needs: registry.ReadSite, where: own, request: aSiteOf(http.MethodGet, "/lineage", "")},
		{id: "assignDeskSites", needs: registry.AssignSteward, somewhere: true, request: send(http.MethodPost, "sites/assign", `{"sites":{"text":"nothing like it"},"steward":""}`)},
		{id: "splitDeskSite", needs: registry.DivideSite, where: own, spent: true, request: splitting},
		{id: "mergeDeskSites", needs: registry.DivideSite, where: own, spent: true, request: merging},
		{id: "changeDeskSites", needs: registry.EditSite, where: own, spent: true, request: bulkChange, inside: insideConfirmation},
		{id: "confirmDeskSites", needs: registry.ConfirmSite, where: own, spent: true, request: confirmation, inside: insideConfirmation},
	}
	outsiders := []guarded{
		{id: "getDeskSite", needs: registry.ReadSite, request: outsiderOf(http.MethodGet, "", "")},
		{id: "recheckDeskSite", needs: registry.EditSite, request: outsiderOf(http.MethodPost, "/check", contentAt(outside))},
		{id: "changeDeskSite", needs: registry.EditSite, spent: true, request: outsiderOf(http.MethodPatch, "", `{"record":{"address":"another"}}`)},
		{id: "actOnDeskSite", needs: registry.EndSite, spent: true, request: outsiderOf(http.MethodPost, "/withdraw", `{"reason":"tried"}`)},
	}
	rows = append(rows, outsiders...)
	for _, action := range desk.Actions() {
		row, _ := registry.ActionByName(action)
		rows = append(rows, guarded{id: "actOnDeskSite", needs: row.Operation, where: own, spent: true, request: acting(action)})
	}
	return rows
}

// decision is a request to reject a correction of a site in the territory.
func decision(m *matrix) request {
	m.t.Helper()
	made, err := m.store.Propose(m.t.Context(), m.site(true).Ref, registry.Proposal{Text: "wrong", Client: fmt.Sprintf("10.0.%d.1", m.next())})
	if err != nil {
		m.t.Fatal(err)
	}
	return request{method: http.MethodPost, path: fmt.Sprintf("corrections/%d/decision", made.ID), body: `{"state":"rejected","reply":"It is right."}`}
}

func contentAt(at [2]float64) string { return contentJSON(at[0], at[1]) }

// before is what has to happen to a site for an action to be possible: whether
// it is published, and what the command line does with it.
var before = map[registry.ActionName]struct {
	published bool
	acts      []registry.ActionName
}{
	registry.ActSubmit:   {},
	registry.ActRecall:   {acts: []registry.ActionName{registry.ActSubmit}},
	registry.ActReturn:   {acts: []registry.ActionName{registry.ActSubmit}},
	registry.ActPublish:  {acts: []registry.ActionName{registry.ActSubmit}},
	registry.ActDiscard:  {published: true, acts: []registry.ActionName{registry.ActUpdate}},
	registry.ActReserve:  {published: true},
	registry.ActRelease:  {published: true, acts: []registry.ActionName{registry.ActReserve}},
	registry.ActContract: {published: true},
	registry.ActConfirm:  {published: true},
	registry.ActReuse:    {published: true},
	registry.ActWithdraw: {},
	registry.ActRestore:  {acts: []registry.ActionName{registry.ActWithdraw}},
}

// acting is a request for an action on a site that is ready for it.
func acting(action registry.ActionName) func(*matrix) request {
	return func(m *matrix) request {
		m.t.Helper()
		entry := m.site(before[action].published)
		for _, act := range before[action].acts {
			entry = m.operate(entry, act)
		}
		body := map[string]any{"reason": "tried"}
		switch action {
		case registry.ActReserve:
			body["until"], body["for"] = "2099-01-01", "somebody"
		case registry.ActPublish:
			body["waivers"] = reasonsFor(entry)
		case registry.ActReuse:
			body["outcome"] = map[string]any{"use": "logistics", "year": 2026}
		}
		text, err := json.Marshal(body)
		if err != nil {
			m.t.Fatal(err)
		}
		return request{http.MethodPost, "sites/" + entry.Ref + "/" + string(action), string(text), tagOfSite(entry)}
	}
}

func reasonsFor(entry registry.Entry) []map[string]any {
	list := []map[string]any{}
	for _, f := range entry.Findings {
		if string(f.Severity) == "warning" {
			list = append(list, map[string]any{"rule": f.Rule, "field": f.Field, "raw": f.Raw, "reason": "looked at"})
		}
	}
	return list
}

// operate does an action by the command line.
func (m *matrix) operate(entry registry.Entry, action registry.ActionName) registry.Entry {
	m.t.Helper()
	var err error
	if action == registry.ActUpdate {
		entry.Record.Address = "another"
		shape := geotest.WKT(m.t, squareWKT(inOwn))
		entry, err = m.store.Update(m.t.Context(), registry.Operator, entry.Ref, entry.Version, registry.Edit{Record: entry.Record.Written(), Shape: shape})
	} else {
		act := registry.Act{Action: action, Reason: "prepared", For: "somebody", Until: registry.NewDate(2099, 1, 1)}
		entry, err = m.store.Act(m.t.Context(), registry.Operator, entry.Ref, entry.Version, act)
	}
	if err != nil {
		m.t.Fatalf("prepare by %s: %v", action, err)
	}
	return entry
}

func tagOfSite(entry registry.Entry) string {
	return fmt.Sprintf("%q", fmt.Sprintf("%s.%d", entry.Ref, entry.Version))
}

func aSiteOf(method, below, body string) func(*matrix) request {
	return func(m *matrix) request {
		entry := m.site(false)
		return request{method, "sites/" + entry.Ref + below, body, tagOfSite(entry)}
	}
}

// mediumOf is a request about a document of a site.
func mediumOf(method, body string) func(*matrix) request {
	return func(m *matrix) request {
		m.t.Helper()
		entry := m.site(false)
		file, _, err := media.Read(fmt.Appendf(nil, "%%PDF-1.4 %d\n%%%%EOF\n", m.next()))
		if err == nil {
			entry, err = m.store.AddMedium(m.t.Context(), registry.Operator, entry.Ref, entry.Version, registry.NewMedium{File: file})
		}
		if err != nil {
			m.t.Fatal(err)
		}
		return request{method, "sites/" + entry.Ref + "/media/" + file.Hash, body, tagOfSite(entry)}
	}
}

// splitting is a request to split a site into its western and eastern halves.
func splitting(m *matrix) request {
	entry := m.site(true)
	x, y := m.corner(entry)
	return request{http.MethodPost, "sites/" + entry.Ref + "/split", fmt.Sprintf(`{"reason":"tried","parts":[{"record":{},"geometry":%s},{"record":{},"geometry":%s}]}`,
		boxJSON(x, y, x+0.0005, y+0.001), boxJSON(x+0.0005, y, x+0.001, y+0.001)), tagOfSite(entry)}
}

// merging is a request to merge two sites into one of two pieces.
func merging(m *matrix) request {
	one, two := m.site(true), m.site(true)
	return request{method: http.MethodPost, path: "sites/merge", body: fmt.Sprintf(
		`{"reason":"tried","sites":[{"ref":%q,"version":%d},{"ref":%q,"version":%d}],"record":{},"geometry":{"type":"GeometryCollection","geometries":[%s,%s]}}`,
		one.Ref, one.Version, two.Ref, two.Version, one.Geometry, two.Geometry)}
}

// corner gives the south-western corner of a site.
func (m *matrix) corner(entry registry.Entry) (x, y float64) {
	m.t.Helper()
	shape, _, err := geo.ParseGeoJSON(entry.Geometry)
	if err != nil {
		m.t.Fatal(err)
	}
	return shape.Bounds().West(), shape.Bounds().South()
}

func boxJSON(west, south, east, north float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]g,%[2]g],[%[3]g,%[2]g],[%[3]g,%[4]g],[%[1]g,%[4]g],[%[1]g,%[2]g]]]}`, west, south, east, north)
}

// outsiderOf is a request about a new site outside of all territories.
func outsiderOf(method, below, body string) func(*matrix) request {
	return func(m *matrix) request {
		m.t.Helper()
		edit := registry.Edit{Shape: geotest.WKT(m.t, squareWKT(outside)), Record: registry.Record{Kind: "brownfield", Names: registry.Text{"uk": "Цех"},
			LocationQuality: "cadastral", Availability: "available"}}
		entry, err := m.store.Create(m.t.Context(), registry.Operator, edit)
		if err != nil {
			m.t.Fatal(err)
		}
		return request{method, "sites/" + entry.Ref + below, body, tagOfSite(entry)}
	}
}

func confirmation(m *matrix) request {
	entry := m.site(true)
	return request{method: http.MethodPost, path: "sites/confirm", body: fmt.Sprintf(`{"sites":[{"ref":%q,"version":%d}]}`, entry.Ref, entry.Version)}
}

func bulkChange(m *matrix) request {
	entry := m.site(true)
	return request{method: http.MethodPost, path: "sites/change", body: fmt.Sprintf(`{"sites":[{"ref":%q,"version":%d}],"values":{"address":"another"}}`, entry.Ref, entry.Version)}
}

func insideConfirmation(got answer) int {
	var body struct{ Results []struct{ Status int } }
	if json.Unmarshal(got.Body.Bytes(), &body) != nil || len(body.Results) != 1 {
		return 0
	}
	return body.Results[0].Status
}

// site takes a site out of the stock.
func (m *matrix) site(published bool) registry.Entry {
	m.t.Helper()
	refs := m.stock[published]
	if len(refs) == 0 {
		m.t.Fatal("the stock of the matrix is used up: make it larger")
	}
	m.stock[published] = refs[1:]
	entry, err := m.store.Entry(m.t.Context(), registry.Operator, refs[0])
	if err != nil {
		m.t.Fatal(err)
	}
	return entry
}

func squareWKT(at [2]float64) string {
	return fmt.Sprintf("POLYGON((%[1]g %[2]g,%[3]g %[2]g,%[3]g %[4]g,%[1]g %[4]g,%[1]g %[2]g))", at[0], at[1], at[0]+0.001, at[1]+0.001)
}

// fillStock adds two territories, and imports sites into the first, published
// and not.
func (m *matrix) fillStock() {
	m.t.Helper()
	var territories []registry.TerritoryRow
	for i, code := range reaches[1:] {
		outline := fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]d,50],[%[2]d,50],[%[2]d,51],[%[1]d,51],[%[1]d,50]]]}`, 30+10*i, 31+10*i)
		territories = append(territories, registry.TerritoryRow{Geometry: []byte(outline),
			Territory: registry.Territory{Code: code, Scheme: "test", Level: 1, Names: registry.Text{"en": code}}})
	}
	if err := m.store.PutTerritories(m.t.Context(), territories); err != nil {
		m.t.Fatal(err)
	}
	m.stock = map[bool][]string{}
	for _, published := range []bool{false, true} {
		rows := &list{}
		for i := range 200 {
			at := [2]float64{30.1 + float64(i)*0.004, 50.1}
			if published {
				at[1] = 50.5
			}
			*rows = append(*rows, registry.Row{SourceKey: fmt.Sprint(published, i), Shape: geotest.WKT(m.t, squareWKT(at)), Record: registry.Record{
				Kind: "brownfield", Names: registry.Text{"uk": "Цех"}, LocationQuality: "cadastral", Availability: "available", Confirmation: "confirmed"}})
		}
		_, err := m.store.Import(m.t.Context(), registry.ImportJob{FileName: "matrix", Profile: "test", Source: registry.Source{Code: "matrix", Name: "Matrix"},
			RefPrefix: "TST", Principal: registry.Operator, Publish: published}, rows)
		if err != nil {
			m.t.Fatal(err)
		}
		page, err := m.store.Entries(m.t.Context(), registry.Operator, registry.EntryQuery{Limit: 1000})
		if err != nil {
			m.t.Fatal(err)
		}
		for _, entry := range page.Entries {
			if registry.Shown(entry.Standing.Lifecycle) == published {
				m.stock[published] = append(m.stock[published], entry.Ref)
			}
		}
	}
	if len(m.stock[true]) == 0 || len(m.stock[false]) == 0 || strings.Join(m.stock[true], "") == strings.Join(m.stock[false], "") {
		m.t.Fatalf("stock of %d and %d", len(m.stock[true]), len(m.stock[false]))
	}
}
