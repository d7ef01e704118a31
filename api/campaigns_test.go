package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"landbank/registry"
)

const (
	seenID  = "7f000000-0000-4000-8000-000000000001"
	photoID = "7f000000-0000-4000-9000-000000000001"
)

// A campaign from its plan to drafts, as the pages of the desk and of the phone
// ask for it.
func TestACampaignOverHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	chief := bearer(o.token(o.person("chief@example.org", registry.Grant{Role: registry.Reviewer}).ID))
	observer := o.person("observer@example.org", registry.Grant{Role: registry.Viewer})
	phone := bearer(o.token(observer.ID))
	call := func(method, path, body string, status int, who []string, more ...string) answer {
		t.Helper()
		got := o.send(method, deskPath+path, body, append(append([]string{}, who...), more...)...)
		wantStatus(t, method+" "+path, got, status)
		return got
	}
	for body, place := range map[string]string{
		`{}`:                         "/name",
		`{"name":"x","weather":"y"}`: "/weather",
		`{"name":"x","questions":[{"field":"kind","required":"yes"}]}`: "/questions/0/required",
		`{"name":"x","deadline":"soon"}`:                               "/deadline",
	} {
		if got := call(http.MethodPost, "/campaigns", body, http.StatusBadRequest, chief); !strings.Contains(got.Body.String(), place) {
			t.Errorf("%s: %s", body, got.Body)
		}
	}
	call(http.MethodPost, "/campaigns", `{"name":"x","questions":[{"field":"ownership"}]}`, http.StatusConflict, chief)
	made := call(http.MethodPost, "/campaigns", `{"name":"Spring","questions":[{"field":"former_use","required":true},{"key":"gate","type":"boolean","label":{"en":"Gate?"}}]}`, http.StatusCreated, chief)
	path := fmt.Sprintf("/campaigns/%.0f", made.json(t)["id"])
	if location := made.Header().Get("Location"); !strings.HasSuffix(location, path) {
		t.Errorf("it is at %s", location)
	}
	call(http.MethodPut, path, `{"name":"Spring"}`, http.StatusPreconditionRequired, chief)
	call(http.MethodPut, path, `{"name":"Spring"}`, http.StatusPreconditionFailed, chief, "If-Match", `"campaign-`+strings.TrimPrefix(path, "/campaigns/")+`.7"`)
	site := o.site(t, chief)
	call(http.MethodPost, path+"/tasks", `{"sites":{"filter":"kind = "}}`, http.StatusBadRequest, chief)
	if got := call(http.MethodPost, path+"/tasks", `{"sites":{"filter":"kind = 'brownfield'"},"places":[{"label":"Mill","longitude":30.3,"latitude":50.3}]}`, http.StatusOK, chief).json(t); got["made"] != 2.0 {
		t.Errorf("tasks: %v", got)
	}
	call(http.MethodPost, path+"/moves", `{"move":"vanish"}`, http.StatusBadRequest, chief)
	call(http.MethodPost, path+"/moves", `{"move":"open"}`, http.StatusOK, chief)
	call(http.MethodPost, path+"/tasks/assign", `{"within":[-180,-90,180,90],"assignee":"user:99"}`, http.StatusConflict, chief)
	call(http.MethodPost, path+"/tasks/assign", fmt.Sprintf(`{"within":[-180,-90,180,90],"assignee":"user:%d"}`, observer.ID), http.StatusOK, chief)
	taken := call(http.MethodPost, path+"/package", `{}`, http.StatusOK, phone).json(t)
	tasks := taken["tasks"].([]any)
	if len(tasks) != 2 || tasks[0].(map[string]any)["ref"] != site || tasks[0].(map[string]any)["state"] != "taken" || tasks[0].(map[string]any)["outline"] == nil {
		t.Fatalf("taken along: %v", tasks)
	}
	task := tasks[0].(map[string]any)["id"].(float64)
	figures := call(http.MethodGet, path+"/figures", "", http.StatusOK, chief)
	tag := figures.Header().Get("ETag")
	call(http.MethodGet, path+"/figures", "", http.StatusNotModified, chief, "If-None-Match", tag)

	item := fmt.Sprintf(`{"id":%q,"task":%.0f,"questions":1,"sighting":"there","answers":{"former_use":"industrial","gate":null},"position":{"longitude":30.2,"latitude":50.2,"accuracy_m":12.5},"photos":[%q],"observed_at":"2026-11-22T10:00:00Z"}`, seenID, task, photoID)
	broken := strings.Replace(strings.Replace(item, seenID, seenID[:35]+"2", 1), `"there"`, `"there","weather":"fine"`, 1)
	for _, want := range []string{"stored", "known"} {
		sent := call(http.MethodPost, path+"/observations", `{"observations":[`+item+`,`+broken+`]}`, http.StatusOK, phone)
		if text := sent.Body.String(); !strings.Contains(text, `"state":"`+want+`","refusal":null`) || !strings.Contains(text, `"state":"refused"`) || !strings.Contains(text, "weather") {
			t.Errorf("sent: %s", text)
		}
	}
	photo := path + "/observations/" + seenID + "/photos/" + photoID
	call(http.MethodPut, photo, "<svg/>", http.StatusBadRequest, phone)
	call(http.MethodPut, photo, "%PDF-1.4\n%%EOF\n", http.StatusBadRequest, phone)
	for range 2 {
		call(http.MethodPut, photo, drawn(t, 90), http.StatusNoContent, phone)
	}
	call(http.MethodPut, photo, drawn(t, 91), http.StatusNotFound, chief)
	seen := call(http.MethodGet, photo+"?size=thumb", "", http.StatusOK, chief)
	if seen.Header().Get("Content-Type") != "image/jpeg" || !strings.Contains(seen.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the photo comes with %v", seen.Header())
	}
	call(http.MethodGet, path+"/figures", "", http.StatusOK, chief, "If-None-Match", tag)
	call(http.MethodPost, path+"/observations/"+seenID+"/verdict", `{"verdict":"redo"}`, http.StatusConflict, chief)
	call(http.MethodPost, path+"/observations/"+seenID+"/verdict", `{"verdict":"accepted"}`, http.StatusOK, chief)
	call(http.MethodPost, path+"/observations/x/verdict", `{"verdict":"accepted"}`, http.StatusNotFound, chief)
	folded := call(http.MethodPost, path+"/fold", `{}`, http.StatusOK, chief).json(t)["results"].([]any)
	if len(folded) != 1 || folded[0].(map[string]any)["outcome"] != "draft" || folded[0].(map[string]any)["photos"] != 1.0 {
		t.Errorf("folded: %v", folded)
	}
	entry := call(http.MethodGet, "/sites/"+site, "", http.StatusOK, chief).json(t)
	record := entry["record"].(map[string]any)
	if record["former_use"] != "industrial" || record["confirmation"] != "confirmed" || len(record["media"].([]any)) != 1 {
		t.Errorf("the draft: %v", record)
	}
	call(http.MethodGet, path+"/observations?verdict=accepted&task="+fmt.Sprint(task), "", http.StatusOK, chief)
	call(http.MethodGet, path+"/tasks?folded=yes&assignee=me", "", http.StatusOK, phone)
	call(http.MethodGet, path+"/tasks?state=lost", "", http.StatusBadRequest, phone)
	call(http.MethodGet, "/campaigns/precision", "", http.StatusOK, phone)
}

// site makes a draft and gives its reference.
func (o *reception) site(t *testing.T, who []string) string {
	t.Helper()
	got := o.send(http.MethodPost, deskPath+"/sites", contentAt(inOwn), who...)
	wantStatus(t, "make a site", got, http.StatusCreated)
	return got.json(t)["ref"].(string)
}

// The worker of the phone page stands below that page alone, so that it can be
// registered for nothing else; it is a script, asked for anew each time, and
// under the policy of pages. Every other address there is the interface.
func TestTheWorkerOfThePhonePageStandsInItsPlace(t *testing.T) {
	s := stock(t)
	worker := s.get(t, "/desk/field/worker.js", "Service-Worker", "script", "Accept", "*/*")
	for name, want := range map[string]string{"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=0, must-revalidate",
		"X-Content-Type-Options": "nosniff", "Service-Worker-Allowed": ""} {
		if got := worker.Header().Get(name); got != want {
			t.Errorf("%s of the worker: %q, want %q", name, got, want)
		}
	}
	if policy := worker.Header().Get("Content-Security-Policy"); worker.Code != http.StatusOK || !strings.Contains(policy, "worker-src 'self'") || !strings.Contains(policy, "script-src 'self'") {
		t.Errorf("the worker: %d under %q", worker.Code, policy)
	}
	for _, path := range []string{"/desk", "/desk/field/", "/desk/field/7", "/desk/field/other.js", "/desk/worker.js"} {
		if got := s.get(t, path, "Accept", "text/html"); got.Code != http.StatusOK || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", path, got.Code, got.Header().Get("Content-Type"))
		}
	}
}
