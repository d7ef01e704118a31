package main

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// assertion is one test of the abstract test suite of Part 4, by its id.
type assertion struct {
	id    string
	check func(t *testing.T, m *mutable, ids [3]string)
}

// part4 is the suite, in the order of its annex. The published runner has
// another data set and the same assertions.
var part4 = []assertion{
	{"create-replace-delete/options", func(t *testing.T, m *mutable, ids [3]string) {
		got := m.ask(t, http.MethodOptions, "", nil, "")
		m.want(t, got, http.StatusOK)
		wantMethods(t, got, "POST")
		if got.Header().Get("Accept-Post") == "" {
			t.Error("no Accept-Post")
		}
		for _, id := range ids {
			got := m.ask(t, http.MethodOptions, id, nil, "")
			m.want(t, got, http.StatusOK)
			wantMethods(t, got, "PUT", "DELETE", "PATCH")
		}
	}},
	{"create-replace-delete/create", func(t *testing.T, m *mutable, _ [3]string) {
		before := m.ids(t)
		got := m.ask(t, http.MethodPost, "", m.create, featureType)
		m.want(t, got, http.StatusCreated)
		made := decoded(t, m.get(t, got.Header().Get("Location")))
		alike(t, m.create, made, 1e-6)
		if slices.Contains(before, made["id"].(string)) {
			t.Errorf("the id %v is not new", made["id"])
		}
	}},
	{"create-replace-delete/create-content-type", func(t *testing.T, m *mutable, _ [3]string) {
		m.want(t, m.ask(t, http.MethodPost, "", m.create, ""), http.StatusBadRequest)
	}},
	{"create-replace-delete/replace", func(t *testing.T, m *mutable, ids [3]string) {
		m.want(t, m.ask(t, http.MethodPut, ids[1], m.replace, featureType), http.StatusOK, http.StatusNoContent)
		has := m.feature(t, ids[1])
		alike(t, m.replace, has, 1e-6)
		for _, name := range m.receivable() {
			if _, given := m.replace["properties"].(document)[name]; !given && has["properties"].(document)[name] != nil {
				t.Errorf("%s is still %v", name, has["properties"].(document)[name])
			}
		}
	}},
	{"create-replace-delete/replace-content-type", func(t *testing.T, m *mutable, ids [3]string) {
		m.want(t, m.ask(t, http.MethodPut, ids[0], m.replace, ""), http.StatusBadRequest)
	}},
	{"create-replace-delete/replace-rid", func(t *testing.T, m *mutable, ids [3]string) { replaceWithAnotherID(t, m, ids[0]) }},
	{"create-replace-delete/replace-exceptions", func(t *testing.T, m *mutable, _ [3]string) {
		m.want(t, m.ask(t, http.MethodPut, "B.900", m.create, featureType), http.StatusNotFound)
		m.want(t, m.ask(t, http.MethodPut, "B.901", m.create, featureType, "If-Match", `"xyz"`), http.StatusNotFound)
		m.want(t, m.ask(t, http.MethodGet, "B.901", nil, ""), http.StatusNotFound)
	}},
	{"create-replace-delete/delete", func(t *testing.T, m *mutable, ids [3]string) {
		m.want(t, m.ask(t, http.MethodDelete, ids[2], nil, ""), http.StatusOK, http.StatusNoContent)
		m.want(t, m.ask(t, http.MethodGet, ids[2], nil, ""), m.removed)
		if slices.Contains(m.ids(t), ids[2]) {
			t.Error("it is still listed")
		}
	}},
	{"update/options", func(t *testing.T, m *mutable, ids [3]string) {
		for _, id := range ids {
			got := m.ask(t, http.MethodOptions, id, nil, "")
			wantMethods(t, got, "PATCH")
			if !strings.Contains(got.Header().Get("Accept-Patch"), patchType) {
				t.Errorf("Accept-Patch %q", got.Header().Get("Accept-Patch"))
			}
		}
	}},
	{"update/update", func(t *testing.T, m *mutable, ids [3]string) {
		before := m.feature(t, ids[2])["properties"].(document)
		m.want(t, m.ask(t, http.MethodPatch, ids[2], m.edit, patchType), http.StatusOK, http.StatusNoContent)
		has := m.feature(t, ids[2])
		alike(t, m.edit, has, 1e-6)
		for _, name := range m.receivable() {
			if _, given := m.edit["properties"].(document)[name]; !given && !near(before[name], has["properties"].(document)[name], 0) {
				t.Errorf("%s was %v and is %v", name, before[name], has["properties"].(document)[name])
			}
		}
	}},
	{"update/update-content-type", func(t *testing.T, m *mutable, ids [3]string) {
		m.want(t, m.ask(t, http.MethodPatch, ids[2], m.edit, ""), http.StatusBadRequest)
	}},
	{"update/update-rid", func(t *testing.T, m *mutable, ids [3]string) {
		m.refused(t, m.ask(t, http.MethodPatch, ids[2], document{"id": "B.999"}, patchType))
		if m.feature(t, ids[2])["id"] != ids[2] {
			t.Error("the id has changed")
		}
	}},
	{"optimistic-locking-timestamps/get-last-modified", func(t *testing.T, m *mutable, ids [3]string) {
		for _, id := range ids {
			if _, err := http.ParseTime(m.ask(t, http.MethodGet, id, nil, "").Header().Get("Last-Modified")); err != nil {
				t.Error(err)
			}
		}
	}},
	{"optimistic-locking-timestamps/replace", func(t *testing.T, m *mutable, ids [3]string) {
		m.onCondition(t, http.MethodPut, ids[1], m.replace, featureType, unmodified)
	}},
	{"optimistic-locking-timestamps/update", func(t *testing.T, m *mutable, ids [3]string) {
		m.onCondition(t, http.MethodPatch, ids[2], m.edit, patchType, unmodified)
	}},
	{"optimistic-locking-timestamps/delete", func(t *testing.T, m *mutable, ids [3]string) {
		m.onCondition(t, http.MethodDelete, ids[0], nil, "", unmodified)
	}},
	{"optimistic-locking-etags/get-etag", func(t *testing.T, m *mutable, ids [3]string) {
		for _, id := range ids {
			if tag := m.ask(t, http.MethodGet, id, nil, "").Header().Get("ETag"); !regexp.MustCompile(`^"[^"]+"$`).MatchString(tag) {
				t.Errorf("ETag %q", tag)
			}
		}
	}},
	{"optimistic-locking-etags/replace", func(t *testing.T, m *mutable, ids [3]string) {
		m.onCondition(t, http.MethodPut, ids[1], m.replace, featureType, matching)
	}},
	{"optimistic-locking-etags/update", func(t *testing.T, m *mutable, ids [3]string) {
		m.onCondition(t, http.MethodPatch, ids[2], m.edit, patchType, matching)
	}},
	{"optimistic-locking-etags/delete", func(t *testing.T, m *mutable, ids [3]string) {
		m.onCondition(t, http.MethodDelete, ids[0], nil, "", matching)
	}},
	{"return-resource-representation-in-response/prefer", func(t *testing.T, m *mutable, _ [3]string) {
		for _, prefer := range []string{"", "return=representation", "return=minimal"} {
			m.want(t, m.ask(t, http.MethodPost, "", m.create, featureType, "Prefer", prefer), http.StatusCreated)
		}
	}},
	{"return-resource-representation-in-response/representation", func(t *testing.T, m *mutable, ids [3]string) {
		got := m.ask(t, http.MethodPost, "", m.create, featureType, "Prefer", "return=representation")
		m.want(t, got, http.StatusCreated)
		alike(t, m.create, decoded(t, got), 1e-6)
		got = m.ask(t, http.MethodPatch, ids[2], m.edit, patchType, "Prefer", "return=representation")
		m.want(t, got, http.StatusOK)
		alike(t, m.edit, decoded(t, got), 1e-6)
	}},
	{"return-resource-representation-in-response/minimal", func(t *testing.T, m *mutable, _ [3]string) {
		for _, prefer := range []string{"", "return=minimal"} {
			if got := m.ask(t, http.MethodPost, "", m.create, featureType, "Prefer", prefer); got.Code != http.StatusCreated || got.Body.Len() > 0 {
				t.Errorf("%q: %d %s", prefer, got.Code, got.Body)
			}
		}
	}},
	{"return-resource-representation-in-response/content-negotiation", func(t *testing.T, m *mutable, _ [3]string) {
		for _, media := range []string{featureType, "application/json"} {
			got := m.ask(t, http.MethodPost, "", m.create, featureType, "Prefer", "return=representation", "Accept", media)
			if got.Header().Get("Content-Type") != media {
				t.Errorf("%s: %s", media, got.Header().Get("Content-Type"))
			}
		}
	}},
	{"return-resource-representation-in-response/preference-applied", func(t *testing.T, m *mutable, _ [3]string) {
		got := m.ask(t, http.MethodPost, "", m.create, featureType, "Prefer", "return=representation")
		if got.Header().Get("Preference-Applied") != "return=representation" {
			t.Errorf("Preference-Applied %q", got.Header().Get("Preference-Applied"))
		}
	}},
	{"handling/prefer", func(t *testing.T, m *mutable, _ [3]string) {
		for _, prefer := range []string{"", "handling=strict", "handling=lenient"} {
			m.want(t, m.ask(t, http.MethodPost, "", m.create, featureType, "Prefer", prefer), http.StatusCreated)
		}
	}},
	{"handling/strict", func(t *testing.T, m *mutable, _ [3]string) {
		before := m.ids(t)
		m.refused(t, m.ask(t, http.MethodPost, "", m.invalid, featureType, "Prefer", "handling=strict"))
		if !slices.Equal(before, m.ids(t)) {
			t.Error("something was made")
		}
	}},
	{"handling/lenient", func(t *testing.T, m *mutable, _ [3]string) {
		more := maps.Clone(m.create)
		more["properties"] = maps.Clone(m.create["properties"].(document))
		more["properties"].(document)["no such property"] = 1
		for _, body := range []document{m.create, m.invalid, more} {
			usual := m.ask(t, http.MethodPost, "", body, featureType)
			if lenient := m.ask(t, http.MethodPost, "", body, featureType, "Prefer", "handling=lenient"); usual.Code < 300 && lenient.Code != usual.Code {
				t.Errorf("lenient: %d, usual: %d", lenient.Code, usual.Code)
			}
		}
		m.want(t, m.ask(t, http.MethodPost, "", more, featureType, "Prefer", "handling=lenient"), http.StatusCreated)
	}},
	{"handling/preference-applied", func(t *testing.T, m *mutable, _ [3]string) {
		got := m.ask(t, http.MethodPost, "", m.invalid, featureType, "Prefer", "handling=strict")
		if got.Code < 400 || got.Header().Get("Preference-Applied") != "handling=strict" {
			t.Errorf("%d %q", got.Code, got.Header().Get("Preference-Applied"))
		}
	}},
	{"features/endpoints", func(t *testing.T, m *mutable, ids [3]string) {
		list := decoded(t, m.get(t, "/ogc/collections"))["collections"].([]any)
		if !slices.ContainsFunc(list, func(c any) bool { return c.(document)["id"] == m.collection }) {
			t.Error("it is no collection")
		}
		for _, id := range ids {
			m.feature(t, id)
		}
	}},
	{"features/put-create", func(t *testing.T, m *mutable, _ [3]string) {
		for _, c := range decoded(t, m.get(t, "/ogc/collections"))["collections"].([]any) {
			if c.(document)["supportsNonAutogeneratedResourceIds"] == true {
				t.Error("features cannot be created by PUT")
			}
		}
		t.Skip("no collection takes ids from outside")
	}},
	{"features/crs84", func(t *testing.T, _ *mutable, _ [3]string) { t.Skip("reference systems are declared") }},
	{"features/crs", contentSystems},
	{"features/gml-srsname", func(t *testing.T, _ *mutable, _ [3]string) { t.Skip("GML is not declared") }},
	{"features/schema", func(t *testing.T, m *mutable, _ [3]string) {
		m.want(t, m.ask(t, http.MethodPost, "", m.create, featureType), http.StatusCreated)
		with := func(name string, value any) document {
			body := maps.Clone(m.create)
			body["properties"] = maps.Clone(m.create["properties"].(document))
			body["properties"].(document)[name] = value
			return body
		}
		more := m.ask(t, http.MethodPost, "", with("no such property", "value"), featureType)
		if closed := m.schema["additionalProperties"] == false; closed {
			m.refused(t, more)
		} else {
			m.want(t, more, http.StatusCreated)
		}
		tried := 0
		for name, schema := range m.schema["properties"].(document) {
			if schema.(document)["readOnly"] == true {
				m.refused(t, m.ask(t, http.MethodPost, "", with(name, "2020-01-01T00:00:00Z"), featureType))
				m.want(t, m.ask(t, http.MethodPost, "", with(name, nil), featureType), http.StatusCreated)
				if tried++; tried == 5 {
					break
				}
			}
		}
		if tried == 0 {
			t.Error("nothing is read-only")
		}
	}},
	{"features/geojson", func(t *testing.T, m *mutable, ids [3]string) { replaceWithAnotherID(t, m, ids[1]) }},
	{"features/json-merge-patch", func(t *testing.T, m *mutable, ids [3]string) {
		m.want(t, m.ask(t, http.MethodPatch, ids[2], m.edit, patchType), http.StatusOK, http.StatusNoContent)
		alike(t, m.edit, m.feature(t, ids[2]), 1e-6)
		m.refused(t, m.ask(t, http.MethodPatch, ids[2], document{"id": "B.888"}, patchType))
	}},
	{"features/jsonfg", func(t *testing.T, _ *mutable, _ [3]string) { t.Skip("JSON-FG is not declared") }},
	{"features/gml", func(t *testing.T, _ *mutable, _ [3]string) { t.Skip("GML is not declared") }},
}

// Every assertion of the suite holds for test data and for sites.
func TestSuiteOfPart4(t *testing.T) {
	if len(part4) != 39 {
		t.Errorf("%d assertions, want the 39 of the suite", len(part4))
	}
	for _, m := range mutables(t) {
		conforms := decoded(t, m.get(t, "/ogc/conformance"))["conformsTo"].([]any)
		for _, a := range part4 {
			t.Run(m.collection+"/conf/"+a.id, func(t *testing.T) {
				class, _, _ := strings.Cut(a.id, "/")
				if !slices.ContainsFunc(conforms, func(c any) bool { return strings.HasSuffix(c.(string), "/conf/"+class) }) {
					t.Errorf("%s is not declared", class)
				}
				a.check(t, m, m.reset(t))
			})
		}
	}
}

func (m *mutable) feature(t *testing.T, id string) document {
	t.Helper()
	return decoded(t, m.ask(t, http.MethodGet, id, nil, ""))
}

// receivable lists the properties that can be set.
func (m *mutable) receivable() (names []string) {
	for name, schema := range m.schema["properties"].(document) {
		if schema := schema.(document); schema["readOnly"] != true && schema["x-ogc-role"] != "primary-geometry" {
			names = append(names, name)
		}
	}
	return names
}

func wantMethods(t *testing.T, got *httptest.ResponseRecorder, methods ...string) {
	t.Helper()
	for _, method := range methods {
		if !slices.Contains(strings.Split(got.Header().Get("Allow"), ", "), method) {
			t.Errorf("Allow is %q, without %s", got.Header().Get("Allow"), method)
		}
	}
}

// replaceWithAnotherID puts a feature whose id is another: it is passed over.
func replaceWithAnotherID(t *testing.T, m *mutable, id string) {
	t.Helper()
	body := maps.Clone(m.replace)
	body["id"] = "B.999"
	m.want(t, m.ask(t, http.MethodPut, id, body, featureType), http.StatusOK, http.StatusNoContent)
	has := m.feature(t, id)
	if has["id"] != id {
		t.Errorf("the id is %v", has["id"])
	}
	alike(t, m.replace, has, 1e-6)
	m.want(t, m.ask(t, http.MethodGet, "B.999", nil, ""), http.StatusNotFound)
}

// condition is a way to say what a change is made for.
type condition struct {
	header string
	stale  func(now http.Header) string
	now    func(now http.Header) string
	moved  func(t *testing.T, before, after http.Header) // after a change
}

var unmodified = condition{"If-Unmodified-Since", func(now http.Header) string {
	at, _ := http.ParseTime(now.Get("Last-Modified"))
	return at.Add(-24 * time.Hour).Format(http.TimeFormat)
}, func(now http.Header) string { return now.Get("Last-Modified") }, func(t *testing.T, before, after http.Header) {
	was, _ := http.ParseTime(before.Get("Last-Modified"))
	if is, err := http.ParseTime(after.Get("Last-Modified")); err != nil || is.Before(was) {
		t.Errorf("Last-Modified %s after %s", after.Get("Last-Modified"), before.Get("Last-Modified"))
	}
}}

var matching = condition{"If-Match", func(http.Header) string { return `"0"` }, func(now http.Header) string { return now.Get("ETag") },
	func(t *testing.T, before, after http.Header) {
		if tag := after.Get("ETag"); tag == "" || tag == before.Get("ETag") {
			t.Errorf("ETag %s after %s", tag, before.Get("ETag"))
		}
	}}

// onCondition changes a feature for another state of it, which is refused, for
// the one that it has, and without a condition.
func (m *mutable) onCondition(t *testing.T, method, id string, body any, media string, c condition) {
	t.Helper()
	before := m.ask(t, http.MethodGet, id, nil, "")
	m.want(t, before, http.StatusOK)
	m.want(t, m.ask(t, method, id, body, media, c.header, c.stale(before.Header())), http.StatusPreconditionFailed)
	if after := m.ask(t, http.MethodGet, id, nil, ""); after.Body.String() != before.Body.String() || after.Header().Get("ETag") != before.Header().Get("ETag") {
		t.Errorf("refused, and changed: %s", after.Body)
	}
	done := m.ask(t, method, id, body, media, c.header, c.now(before.Header()))
	m.want(t, done, http.StatusOK, http.StatusNoContent)
	if method == http.MethodDelete {
		m.want(t, m.ask(t, http.MethodGet, id, nil, ""), m.removed)
		return
	}
	c.moved(t, before.Header(), done.Header())
	m.want(t, m.ask(t, method, id, body, media), http.StatusOK, http.StatusNoContent)
}

// contentSystems: coordinates come in the reference system that Content-Crs
// names, in angle brackets or without, and in none that is not offered.
func contentSystems(t *testing.T, m *mutable, _ [3]string) {
	offered := decoded(t, m.get(t, "/ogc/collections/"+m.collection))["crs"].([]any)
	made := m.ask(t, http.MethodPost, "", m.create, featureType)
	m.want(t, made, http.StatusCreated)
	for i, c := range offered {
		crs := c.(string)
		query := "?crs=" + url.QueryEscape(crs)
		first := decoded(t, m.get(t, made.Header().Get("Location")+query))
		body := maps.Clone(m.create)
		body["geometry"] = first["geometry"]
		header := "<" + crs + ">"
		if i%2 == 1 {
			header = crs
		}
		again := m.ask(t, http.MethodPost, "", body, featureType, "Content-Crs", header)
		m.want(t, again, http.StatusCreated)
		tolerance := 0.05 // of a metre
		if strings.Contains(crs, "CRS84") || strings.HasSuffix(crs, "/4326") {
			tolerance = 5e-7
		}
		if second := decoded(t, m.get(t, again.Header().Get("Location")+query)); !near(first["geometry"], second["geometry"], tolerance) {
			t.Errorf("%s: %v, want %v", crs, second["geometry"], first["geometry"])
		}
	}
	if len(offered) < 3 {
		t.Errorf("only %v are offered", offered)
	}
	for _, crs := range []string{"http://www.opengis.net/def/crs/EPSG/0/26910", "nonsense"} {
		m.refused(t, m.ask(t, http.MethodPost, "", m.create, featureType, "Content-Crs", "<"+crs+">"))
	}
}
