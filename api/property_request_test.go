package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// described is one operation of a document.
type described struct {
	document     *openapi3.T
	base         string // before its path
	path, method string
	item         *openapi3.PathItem
	*openapi3.Operation
}

// operationsOf lists the operations of a document in order.
func operationsOf(document *openapi3.T, base string) []described {
	var out []described
	for _, path := range document.Paths.InMatchingOrder() {
		item := document.Paths.Value(path)
		for _, method := range sortedNames(item.Operations()) {
			out = append(out, described{document, base, path, method, item, item.Operations()[method]})
		}
	}
	slices.SortFunc(out, func(a, b described) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return out
}

// attempt is one request for an operation.
type attempt struct {
	*http.Request
	path map[string]string // its parameters of the path
	body []byte
	says string // what it was, for messages
}

// attempt makes a request: one that the document allows, or one with something wrong.
func (m *maker) attempt(d described, spoil bool) attempt {
	out := attempt{path: map[string]string{}}
	query, headers := url.Values{}, http.Header{}
	wrong := -1 // which part is spoiled
	if spoil {
		wrong = m.IntN(6)
	}
	target := d.base + d.path
	parameters := append(slices.Clone(d.Parameters), d.item.Parameters...)
	for _, p := range parameters {
		text, given := m.parameter(p.Value, wrong == 0 && m.chance(40))
		switch {
		case p.Value.In == "path":
			// Nothing, and a slash, make the address of something else.
			text = cmp.Or(strings.Trim(strings.ReplaceAll(text, "/", "_"), "."), "-")
			if wrong == 1 {
				text = pick(m, []string{"-", "%", "%2e", "\x00", "ж", strings.Repeat("a", 300), "99999999999999999999", "a b", "'"})
			}
			out.path[p.Value.Name] = text
			target = strings.ReplaceAll(target, "{"+p.Value.Name+"}", url.PathEscape(text))
		case !given:
		case p.Value.In == "query":
			query.Set(p.Value.Name, text)
		case p.Value.In == "header":
			headers.Set(p.Value.Name, pick(m, []string{text, "*", `"1"`, `W/"x"`, "\"", ""}))
			if known := m.known["ETag"]; len(known) > 0 && m.chance(60) {
				headers.Set(p.Value.Name, pick(m, known))
			}
		}
	}
	if wrong == 2 {
		query.Set(pick(m, []string{"unknown", "", "a[b]", "limit", "cursor", "f"}), pick(m, words))
	}
	body := m.body(d, wrong, headers)
	if wrong == 5 {
		headers.Set("Accept", pick(m, []string{"image/png", "*", ";", "application/json;q=0", "text/html"}))
	}
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	target = strings.TrimSuffix(target, "/")
	if target == "" {
		target = "/"
	}
	out.Request = httptest.NewRequest(d.method, target, bytes.NewReader(body))
	out.Header, out.body = headers, body
	out.says = fmt.Sprintf("%s %s %v %.600q", d.method, target, headers, body)
	return out
}

// parameter makes the text of a parameter, and whether it is sent at all.
func (m *maker) parameter(p *openapi3.Parameter, spoil bool) (text string, given bool) {
	schema := p.Schema.Value
	if p.Name == "wait" { // for changes that do not come
		return "0", m.chance(30)
	}
	value := m.value(schema, p.Name, 0)
	if spoil {
		value = m.spoiled(value)
	}
	given = p.Required || spoil || m.chance(max(4, 60/(1+len(p.Name)/4)/2))
	if list, ok := value.([]any); ok {
		var parts []string
		for _, one := range list {
			parts = append(parts, plainText(one))
		}
		return strings.Join(parts, ","), given && len(parts) > 0
	}
	return plainText(value), given
}

func plainText(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	text, _ := json.Marshal(value)
	return string(text)
}

// body makes the body of a request and sets its type.
func (m *maker) body(d described, wrong int, headers http.Header) []byte {
	if d.RequestBody == nil {
		return nil
	}
	content := d.RequestBody.Value.Content
	media := pick(m, sortedNames(content))
	headers.Set("Content-Type", media)
	if wrong == 3 {
		headers.Set("Content-Type", pick(m, []string{"text/plain", "application/xml", "", "a/b/c", "application/json; charset=latin1", "multipart/form-data"}))
	}
	schema := &openapi3.Schema{}
	if content[media].Schema != nil {
		schema = content[media].Schema.Value
	}
	switch {
	case strings.HasPrefix(media, "multipart/"):
		return m.form(schema, headers, wrong)
	case !strings.Contains(media, "json"):
		return []byte(pick(m, words))
	}
	value := m.value(schema, "", 0)
	if wrong == 4 {
		if m.chance(30) {
			return []byte(pick(m, []string{"", "{", "null", "[]", "{}{}", `{"a":1,"a":2}`, "\xff\xfe", "NaN", strings.Repeat("[", 20000), `"` + strings.Repeat("x", 1000) + `"`}))
		}
		value = m.spoiled(value)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return []byte("{}")
	}
	return text
}

// form makes a form with files.
func (m *maker) form(schema *openapi3.Schema, headers http.Header, wrong int) []byte {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, name := range sortedNames(schema.Properties) {
		property := schema.Properties[name].Value
		if wrong == 4 && m.chance(30) || !slices.Contains(schema.Required, name) && m.chance(60) {
			continue
		}
		if property.Format == "binary" {
			part, _ := w.CreateFormFile(name, pick(m, []string{"a.csv", "a.geojson", "a.png", "../a", ""}))
			_, _ = part.Write([]byte(pick(m, []string{"ref,kind\n1,brownfield\n", `{"type":"FeatureCollection","features":[]}`, "", "\x00\xff"})))
			continue
		}
		_ = w.WriteField(name, plainText(m.value(property, name, 0)))
	}
	_ = w.Close()
	if wrong != 3 {
		headers.Set("Content-Type", w.FormDataContentType())
	}
	return out.Bytes()
}
