package api

import (
	"fmt"
	"net/http"
	"net/url"

	"landbank/registry"
)

// settingGuards are the rows of what administrators look at and set.
func settingGuards() []guarded {
	days := `{"clocks":{"availability":30}}`
	unit := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"AQ","name":"Ice"},"geometry":{"type":"Polygon","coordinates":[[[100,-80],[101,-80],[101,-79],[100,-80]]]}}]}`
	return []guarded{
		{id: "listClocks", request: get("clocks")},
		{id: "setClocks", needs: registry.ManageClocks, request: send(http.MethodPatch, "clocks", days)},
		{id: "getClocksEffect", needs: registry.ManageClocks, request: send(http.MethodPost, "clocks/effect", days)},
		{id: "listDeskTerritories", needs: registry.ReadSite, somewhere: true, request: get("territories")},
		{id: "takeTerritories", needs: registry.ManageTerritory, request: send(http.MethodPost, "territories?scheme=x&level=0&code_property=code&name_property=name", unit)},
		{id: "changeTerritory", needs: registry.ManageTerritory, request: func(m *matrix) request {
			return request{method: http.MethodPatch, path: "territories/UA14", body: `{"ref_prefix":"DON"}`}
		}},
		{id: "listReferenceLayers", needs: registry.ReadSite, somewhere: true, request: get("reference-layers")},
		{id: "findParcels", needs: registry.ReadSite, somewhere: true, request: get("parcels?prefix=53")},
		{id: "getParcelTile", needs: registry.ReadSite, somewhere: true, request: get("parcels/tiles/14/0/0")},
		{id: "listCodes", request: get("codes")},
		{id: "addCode", needs: registry.ManageCodes, spent: true, request: func(m *matrix) request {
			n := fmt.Sprintf("%d", m.next())
			return request{method: http.MethodPost, path: "codes", body: `{"list":"use","code":"use_` + n + `","label":{"uk":"Вид ` + n + `","en":"Use ` + n + `","ru":"Вид (ru) ` + n + `"}}`}
		}},
		{id: "getCode", needs: registry.ManageCodes, request: withCodes(http.MethodGet, "")},
		{id: "changeCode", needs: registry.ManageCodes, request: withCodes(http.MethodPatch, `{"standard":"Own"}`)},
		{id: "listMappings", needs: registry.ManageMappings, request: get("mappings")},
		{id: "forgetMapping", needs: registry.ManageMappings, spent: true, request: func(m *matrix) request {
			m.t.Helper()
			source := fmt.Sprintf("a/b %d", m.next())
			if err := m.store.PutSourceMapping(m.t.Context(), registry.Operator, registry.SourceMapping{Source: source, Profile: "generic", Columns: []registry.MappedColumn{}}); err != nil {
				m.t.Fatal(err)
			}
			return request{method: http.MethodDelete, path: "mappings?source=" + url.QueryEscape(source)}
		}},
	}
}

// withCodes is about a code of the table of codes, which is filled.
func withCodes(method, body string) func(m *matrix) request {
	return func(m *matrix) request {
		m.t.Helper()
		if err := m.store.PutCodes(m.t.Context()); err != nil {
			m.t.Fatal(err)
		}
		return request{method: method, path: "codes/use/port", body: body}
	}
}
