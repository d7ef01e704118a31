package api

import (
	"net/http"
	"strings"
	"testing"
)

// A collection that is read alone has no other methods, whatever else is wrong.
func TestCollectionsThatAreReadAlone(t *testing.T) {
	s := stock(t)
	for _, path := range []string{"/ogc/collections/territories/items/x", "/ogc/collections/sites_for_solar/items/x"} {
		for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if got := s.ask(t, method, path+"?crs=x", "{}"); got.Code != http.StatusMethodNotAllowed || got.Header().Get("Allow") == "" {
				t.Errorf("%s %s: %d %s", method, path, got.Code, got.Body)
			}
		}
	}
}

// A declared area of nothing, beside another site with a like name, is a finding and nothing that cannot be computed.
func TestCheckOfAnAreaOfNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	point := `{"record":{"kind":"brownfield","names":{"uk":"Цех"},"location_quality":"cadastral"},"geometry":{"type":"Point","coordinates":[30,48]}}`
	if got := o.as(t, "editor", "POST", desksites, point); got.Code != http.StatusCreated {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	got := o.as(t, "editor", "POST", desksites+"/check", strings.Replace(point, `"kind"`, `"area":{"declared_m2":0},"kind"`, 1))
	if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), `"V-07"`) {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	// It cannot be kept, and the answer says why.
	got = o.as(t, "editor", "POST", desksites, strings.Replace(point, `"kind"`, `"area":{"declared_m2":0},"kind"`, 1))
	if got.Code != http.StatusConflict || !strings.Contains(got.Body.String(), `"V-07"`) {
		t.Errorf("%d %s", got.Code, got.Body)
	}
}

// No text of the database has the character NUL: what has it is refused where it is a value, and not found where it is
// a name.
func TestTextsWithNUL(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, c := range []struct {
		method, target, body string
		want                 int
	}{
		{"GET", "/ogc/collections/sites/items/a%00b", "", http.StatusNotFound},
		{"GET", "/ogc/collections/sites_for_solar/items/%00", "", http.StatusNotFound},
		{"GET", "/ogc/collections/territories/items/a%00b?f=html", "", http.StatusNotFound},
		{"PATCH", "/ogc/collections/sites/items/a%00b", "{}", http.StatusNotFound},
		{"DELETE", "/ogc/collections/sites/items/a%00b", "", http.StatusNotFound},
		{"GET", "/api/v1/desk/sites/spots?text=a%00b", "", http.StatusBadRequest},
		{"GET", "/api/v1/desk/territories?text=a%00b", "", http.StatusBadRequest},
		{"GET", "/ogc/collections/sites/items?filter=name='a%00b'", "", http.StatusBadRequest},
		{"POST", "/api/v1/desk/snapshots", `{"name":"n","note":"a\u0000b"}`, http.StatusBadRequest},
	} {
		if got := o.as(t, "admin", c.method, c.target, c.body); got.Code != c.want {
			t.Errorf("%s %s: %d, want %d: %s", c.method, c.target, got.Code, c.want, got.Body)
		}
	}
}
