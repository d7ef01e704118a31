package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"landbank/registry"
)

// What administrators set takes effect at once, is shown before, and stands in
// the audit log.
func TestSettingsOfTheRegistryOverHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	m := &matrix{reception: o}
	m.fillStock()
	m.files = m.takeFiles(t, o.store, t.TempDir(), 1<<20)
	admin := o.person("admin@example.org", asAdmin)
	card := bearer(o.token(admin.ID))
	ask := func(method, path, body string, status int) string {
		t.Helper()
		got := o.send(method, deskPath+path, body, card...)
		wantStatus(t, method+" "+path, got, status)
		return got.Body.String()
	}
	effect := ask(http.MethodPost, "/clocks/effect", `{"clocks":{"availability":60}}`, http.StatusOK)
	if !strings.Contains(effect, `"sites":200`) || !strings.Contains(effect, `{"clock":"availability","days":60,"stale_now":200,"stale_then":200}`) {
		t.Errorf("effect %s", effect)
	}
	set := ask(http.MethodPatch, "/clocks", `{"clocks":{"availability":45}}`, http.StatusOK)
	if !strings.Contains(set, `{"clock":"availability","days":45,"default_days":30}`) || !strings.Contains(set, `{"clock":"price","days":90,"default_days":90}`) {
		t.Errorf("set %s", set)
	}
	for _, body := range []string{`{}`, `{"clocks":{"magic":1}}`, `{"clocks":{"price":0}}`, `{"clocks":{"price":"x"}}`} {
		ask(http.MethodPatch, "/clocks", body, http.StatusBadRequest)
	}

	file := `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"code":"UA14A","name":"Захід","up":"UA14"},"geometry":{"type":"Polygon","coordinates":[[[30,50],[30.5,50],[30.5,51],[30,51],[30,50]]]}},
		{"type":"Feature","properties":{"code":"XX1","name":"Далеко","up":"XX"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}},
		{"type":"Feature","properties":{"name":"Без коду"},"geometry":null}]}`
	query := "/territories?scheme=test&level=2&code_property=code&name_property=name&parent_property=up"
	dry := ask(http.MethodPost, query+"&dry=true", file, http.StatusOK)
	for _, want := range []string{`"dry":true`, `"count":2`, `"new":2`, `"left_out":1`, `"orphans":["XX"]`, `"placed":0`, `"parent":"UA14"`} {
		if !strings.Contains(dry, want) {
			t.Errorf("dry %s has no %s", dry, want)
		}
	}
	if list := ask(http.MethodGet, "/territories?parent=UA14", "", http.StatusOK); !strings.Contains(list, `"territories":[]`) {
		t.Errorf("the dry run stored %s", list)
	}
	done := ask(http.MethodPost, query, file, http.StatusOK)
	if strings.Contains(done, `"placed":0`) || !strings.Contains(done, `"dry":false`) {
		t.Errorf("taken %s", done)
	}
	var list struct {
		Territories []struct {
			Code     string
			Parent   string
			Children int64
			Sites    int64
		}
	}
	if err := json.Unmarshal([]byte(ask(http.MethodGet, "/territories?parent=UA14", "", http.StatusOK)), &list); err != nil || len(list.Territories) != 1 || list.Territories[0].Sites == 0 {
		t.Errorf("list %+v (%v)", list, err)
	}
	if found := ask(http.MethodGet, "/territories?text=захід", "", http.StatusOK); !strings.Contains(found, "UA14A") {
		t.Errorf("found %s", found)
	}
	if named := ask(http.MethodGet, "/territories?code=UA14A&code=XX1", "", http.StatusOK); strings.Count(named, `"code":`) != 2 {
		t.Errorf("by code %s", named)
	}
	ask(http.MethodGet, "/territories?"+strings.Repeat("code=a&", registry.MostTerritoryCodes+1), "", http.StatusBadRequest)
	ask(http.MethodPatch, "/territories/UA14A", `{"ref_prefix":"ZAH"}`, http.StatusNoContent)
	if found := ask(http.MethodGet, "/territories?code=UA14A", "", http.StatusOK); !strings.Contains(found, `"ref_prefix":"ZAH"`) {
		t.Errorf("with its prefix %s", found)
	}
	for body, status := range map[string]int{`{}`: http.StatusBadRequest, `{"ref_prefix":""}`: http.StatusBadRequest,
		`{"ref_prefix":"zah"}`: http.StatusConflict, `{"ref_prefix":"TOOLONG"}`: http.StatusConflict} {
		ask(http.MethodPatch, "/territories/UA14A", body, status)
	}
	ask(http.MethodPatch, "/territories/UA99", `{"ref_prefix":"ZAH"}`, http.StatusNotFound)
	ask(http.MethodPost, query, file, http.StatusOK) // the file says nothing of prefixes
	if found := ask(http.MethodGet, "/territories?code=UA14A", "", http.StatusOK); !strings.Contains(found, `"ref_prefix":"ZAH"`) {
		t.Errorf("after the file was taken again %s", found)
	}
	ask(http.MethodPatch, "/territories/UA14A", `{"ref_prefix":null}`, http.StatusNoContent)
	if found := ask(http.MethodGet, "/territories?code=UA14A", "", http.StatusOK); !strings.Contains(found, `"ref_prefix":null`) {
		t.Errorf("without a prefix %s", found)
	}
	ask(http.MethodPost, query, `{"a":1}`, http.StatusConflict)
	ask(http.MethodPost, "/territories?level=9", file, http.StatusBadRequest)

	if err := o.store.PutCodes(t.Context()); err != nil {
		t.Fatal(err)
	}
	codes := ask(http.MethodGet, "/codes", "", http.StatusOK)
	for _, want := range []string{`"list":"media_kind"`, `"members":["media.kind"]`, `"fields":["kind"]`} {
		if !strings.Contains(codes, want) {
			t.Errorf("codes have no %s", want)
		}
	}
	if err := o.store.PutSourceMapping(t.Context(), registry.Operator, registry.SourceMapping{Source: "council", Profile: "generic",
		Columns: []registry.MappedColumn{{Column: "ha", Field: "area_m2", Unit: "ha"}}}); err != nil {
		t.Fatal(err)
	}
	if mappings := ask(http.MethodGet, "/mappings", "", http.StatusOK); !strings.Contains(mappings, `"columns":[{"column":"ha","field":"area_m2","unit":"ha"}]`) {
		t.Errorf("mappings %s", mappings)
	}
	ask(http.MethodDelete, "/mappings?source=council", "", http.StatusNoContent)
	ask(http.MethodDelete, "/mappings?source=council", "", http.StatusNotFound)

	log := ask(http.MethodGet, "/audit?actor="+admin.Principal().ID, "", http.StatusOK)
	for _, want := range []string{`"action":"mapping.forget","account":null,"detail":{"source":"council"}`, `"action":"territory.put"`, `"action":"clock.set","account":null,"detail":{"availability":45}`} {
		if !strings.Contains(log, want) {
			t.Errorf("log %s has no %s", log, want)
		}
	}
	if only := ask(http.MethodGet, "/audit?action=clock.set", "", http.StatusOK); strings.Count(only, `"id":`) != 1 {
		t.Errorf("only clocks: %s", only)
	}
	if jobs := ask(http.MethodGet, "/jobs", "", http.StatusOK); !strings.Contains(jobs, `{"duty":"reminders","every_s":86400,"next_at":"`) {
		t.Errorf("jobs %s", jobs)
	}
}
