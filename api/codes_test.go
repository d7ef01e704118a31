package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"landbank/registry"
)

// What an administrator says of a code is what forms, filters, GIS tools and
// imports know from then on. Codes are in force for the process: the test does
// not run beside others.
func TestCodesChangeEverywhereAtOnce(t *testing.T) {
	t.Cleanup(func() { registry.UseCodes(nil) })
	o := newReception(t)
	m := &matrix{reception: o}
	m.fillStock()
	if err := o.store.PutCodes(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	following := make(chan struct{})
	go func() {
		defer close(following)
		_ = o.store.FollowCodes(ctx)
	}()
	defer func() { cancel(); <-following }()

	admin := o.person("admin@example.org", asAdmin)
	card := bearer(o.token(admin.ID))
	ask := func(method, path, body string, status int) string {
		t.Helper()
		got := o.send(method, path, body, card...)
		wantStatus(t, method+" "+path, got, status)
		return got.Body.String()
	}
	const codes = deskPath + "/codes"
	places := map[string]string{"/api/v1/fields": "", "/api/v1/members": "", "/ogc/collections/sites/queryables": ""}
	for path := range places {
		places[path] = ask(http.MethodGet, path, "", http.StatusOK)
	}
	filter := "/api/v1/sites?allowed_uses=data_centre"
	ask(http.MethodGet, filter, "", http.StatusBadRequest)

	added := ask(http.MethodPost, codes, `{"list":"use","code":"data_centre","label":{"uk":"Центр даних","en":"Data centre","ru":"Центр данных"},"standard":"Council 12/2026","valid_from":"2026-01-01"}`, http.StatusCreated)
	var got struct {
		Code      string
		Label     map[string]string
		Standard  string
		ValidFrom *string `json:"valid_from"`
		ValidTo   *string `json:"valid_to"`
		Current   bool
		CanEnd    bool   `json:"can_end"`
		ChangedBy string `json:"changed_by"`
		Provided  *struct{}
	}
	if err := json.Unmarshal([]byte(added), &got); err != nil || got.Code != "data_centre" || got.Label["en"] != "Data centre" || got.Standard != "Council 12/2026" ||
		*got.ValidFrom != "2026-01-01" || got.ValidTo != nil || !got.Current || !got.CanEnd || got.ChangedBy != admin.Principal().ID || got.Provided != nil {
		t.Errorf("added %s (%v)", added, err)
	}
	if held := ask(http.MethodGet, codes+"/kind/brownfield", "", http.StatusOK); !strings.HasPrefix(held, `{"list":"kind","entry":{"code":"brownfield"`) || !strings.Contains(held, `"published":`) || strings.Contains(held, `"published":0,`) {
		t.Errorf("one code %s", held)
	}
	for path, before := range places {
		now := ask(http.MethodGet, path, "", http.StatusOK)
		if strings.Contains(before, "data_centre") || !strings.Contains(now, "data_centre") {
			t.Errorf("%s does not know the code that was added", path)
		}
	}
	ask(http.MethodGet, filter, "", http.StatusOK)
	if list := ask(http.MethodGet, codes, "", http.StatusOK); !strings.Contains(list, `"code":"data_centre"`) || !strings.Contains(list, `"form":"^[a-z]`) || !strings.Contains(list, `"list":"kind","fields":["kind"],"members":["kind"],"form":null`) {
		t.Error("the table of codes has not the code, or not the forms of lists")
	}

	ended := ask(http.MethodPatch, codes+"/use/data_centre", `{"valid_to":"2026-02-01","standard":null}`, http.StatusOK)
	if !strings.Contains(ended, `"valid_to":"2026-02-01"`) || !strings.Contains(ended, `"standard":null`) || !strings.Contains(ended, `"valid_from":"2026-01-01"`) {
		t.Errorf("ended %s", ended)
	}
	site := `{"record":{"kind":"brownfield","names":{"uk":"Цех"},"location_quality":"cadastral","availability":"available","allowed_uses":["data_centre"]},"geometry":{"type":"Point","coordinates":[30,50]}}`
	if found := ask(http.MethodPost, deskPath+"/sites/check", site, http.StatusOK); !strings.Contains(found, `"case":"not_in_force"`) && !strings.Contains(found, "not in force") {
		t.Errorf("a site with a code that has ended: %s", found)
	}
	words := ask(http.MethodPatch, codes+"/kind/brownfield", `{"label":{"uk":"Колишня промисловість","en":"Former industry","ru":"Бывшая промышленность"}}`, http.StatusOK)
	if !strings.Contains(words, `"provided":{"label":{"en":"Brownfield`) {
		t.Errorf("changed words %s", words)
	}
	if fields := ask(http.MethodGet, "/api/v1/fields", "", http.StatusOK); !strings.Contains(fields, "Former industry") {
		t.Error("the table of fields has the old words")
	}
	for body, status := range map[string]int{
		`{"valid_to":"soon"}`: http.StatusBadRequest, `{"label":{"uk":"x"}}`: http.StatusConflict, `{"label":{"fr":"x"}}`: http.StatusBadRequest,
		`{"code":"x"}`: http.StatusBadRequest, `{"valid_from":7}`: http.StatusBadRequest, `{"valid_from":"2027-01-01"}`: http.StatusConflict,
		`{"standard":"` + strings.Repeat("x", 5000) + `"}`: http.StatusRequestEntityTooLarge,
	} {
		ask(http.MethodPatch, codes+"/use/data_centre", body, status)
	}
	ask(http.MethodPatch, codes+"/kind/brownfield", `{"valid_to":"2026-02-01"}`, http.StatusConflict)
	ask(http.MethodPatch, codes+"/kind/magic", `{}`, http.StatusNotFound)
	ask(http.MethodGet, codes+"/magic/x", "", http.StatusNotFound)
	for body, status := range map[string]int{`{}`: http.StatusBadRequest, `{"list":"use","code":"x"}`: http.StatusBadRequest,
		`{"list":"lifecycle","code":"x","label":{"uk":"а","en":"b","ru":"в"}}`: http.StatusConflict, `{"list":"magic","code":"x","label":{"uk":"а","en":"b","ru":"в"}}`: http.StatusNotFound} {
		ask(http.MethodPost, codes, body, status)
	}
	log := ask(http.MethodGet, deskPath+"/audit?action=code.add", "", http.StatusOK)
	if strings.Count(log, `"id":`) != 1 || !strings.Contains(log, `"code":"data_centre"`) {
		t.Errorf("log %s", log)
	}
}
