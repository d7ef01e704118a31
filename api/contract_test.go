package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"landbank/api/desk"
	"landbank/registry"
)

func document(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(openapiJSON)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Every route is an operation of the contract and the other way round, but for
// HEAD and OPTIONS, which every resource has, and the pages of the web interface.
func TestRoutesAndContractNameTheSameOperations(t *testing.T) {
	s := stock(t)
	var routed []string
	pages := map[string]bool{}
	for _, page := range append(s.server.sitePages(), s.server.features()...) {
		pages[page.path] = true
	}
	heads := map[string]bool{}
	for _, route := range s.engine.Routes() {
		switch {
		case route.Method == http.MethodHead:
			heads[route.Path] = true
		case route.Method != http.MethodOptions && !pages[route.Path]:
			routed = append(routed, route.Method+" "+documentPath(route.Path))
		}
	}
	var described []string
	ids := map[string]string{}
	for path, item := range document(t).Paths.Map() {
		for method, op := range item.Operations() {
			described = append(described, method+" "+path)
			ids[method+" "+path] = op.OperationID
		}
	}
	slices.Sort(routed)
	slices.Sort(described)
	if !slices.Equal(routed, described) {
		t.Errorf("routes  %q\ncontract %q", routed, described)
	}
	for _, op := range s.server.operations() {
		if got := ids[op.method+" "+documentPath(op.path)]; got != op.id {
			t.Errorf("%s %s is %q in the contract and %q in the routes", op.method, op.path, got, op.id)
		}
		if op.method == http.MethodGet && !heads[op.path] {
			t.Errorf("%s has no HEAD", op.path)
		}
	}
}

// The media types of a route are those of its success in the contract.
func TestRoutesOfferTheMediaTypesOfTheContract(t *testing.T) {
	doc := document(t)
	for _, op := range stock(t).server.operations() {
		var want []string
		for status, response := range doc.Paths.Value(documentPath(op.path)).GetOperation(op.method).Responses.Map() {
			if strings.HasPrefix(status, "2") {
				want = append(want, slices.Collect(maps.Keys(response.Value.Content))...)
			}
		}
		var got []string
		for _, media := range op.media {
			if !strings.HasSuffix(media, "version=3.0") {
				media, _, _ = strings.Cut(media, ";")
			}
			got = append(got, media)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s comes as %q, in the contract %q", op.id, got, want)
		}
	}
}

// Fields of the table and parameters of the interface do not take each other's
// names.
func TestFieldsDoNotHideParameters(t *testing.T) {
	own := append(slices.Clone(siteParameters), "bbox", "filter", "lists", "none", "missing", "failures", registry.GeometryName)
	for i := range registry.Fields() {
		if name := registry.Fields()[i].Name; slices.Contains(own, name) || strings.HasPrefix(name, "min_") || strings.HasPrefix(name, "max_") {
			if _, ok := registry.FieldByName(strings.TrimPrefix(strings.TrimPrefix(name, "min_"), "max_")); ok || slices.Contains(own, name) {
				t.Errorf("field %s has the name of a parameter", name)
			}
		}
	}
}

// Every parameter of a field in the contract is understood, and what is not in
// the contract is refused.
func TestParametersOfTheContractAreUnderstood(t *testing.T) {
	s := stock(t)
	parameters := document(t).Paths.Value("/api/v1/sites").Get.Parameters
	if len(parameters) < 100 {
		t.Fatalf("%d parameters", len(parameters))
	}
	for _, p := range parameters {
		schema := p.Value.Schema.Value
		if schema.Items != nil {
			schema = schema.Items.Value
		}
		if !isField(contractParameter{Name: p.Value.Name, In: p.Value.In}) {
			continue
		}
		value := "x"
		switch {
		case len(schema.Enum) > 0:
			value = schema.Enum[0].(string)
		case schema.Example != nil:
			value = schema.Example.(string)
		case schema.Type.Is("number"):
			value = "1"
		case schema.Type.Is("boolean"):
			value = "true"
		case schema.Format == "date" || strings.HasSuffix(p.Value.Name, "_at"):
			value = "2026-01-31"
		}
		if got := s.get(t, "/api/v1/sites?geometry=none&limit=1&"+p.Value.Name+"="+value); got.Code != http.StatusOK {
			t.Errorf("%s=%s: %d %s", p.Value.Name, value, got.Code, got.Body)
		}
	}
}

// Enumerations of the contract hold what the code says.
func TestEnumerationsOfTheContract(t *testing.T) {
	doc := document(t)
	enum := func(schema string) []string {
		var out []string
		for _, v := range doc.Components.Schemas[schema].Value.Enum {
			out = append(out, v.(string))
		}
		return out
	}
	var lists []string
	for _, list := range registry.Lists {
		lists = append(lists, string(list))
	}
	if got := enum("List"); !slices.Equal(got, lists) {
		t.Errorf("lists %q, want %q", got, lists)
	}
	if got := enum("Outline"); !slices.Equal(got, outlines) {
		t.Errorf("outlines %q, want %q", got, outlines)
	}
	if got := enum("Lifecycle"); !slices.Equal(got, registry.Lifecycles) {
		t.Errorf("states %q, want %q", got, registry.Lifecycles)
	}
	names := func(list []registry.ActionName) (out []string) {
		for _, name := range list {
			out = append(out, string(name))
		}
		slices.Sort(out)
		return out
	}
	var actions []registry.ActionName
	for _, a := range registry.Actions {
		actions = append(actions, a.Name)
	}
	for schema, want := range map[string][]registry.ActionName{"ActionName": actions, "DeskAction": desk.Actions()} {
		got := enum(schema)
		slices.Sort(got)
		if !slices.Equal(got, names(want)) {
			t.Errorf("%s %q, want %q", schema, got, names(want))
		}
	}
	operators := enum("Operator")
	for i := range registry.Fields() {
		for _, op := range registry.Fields()[i].Operators() {
			if !slices.Contains(operators, op) {
				t.Errorf("operator %s of %s is not in the contract", op, registry.Fields()[i].Name)
			}
		}
	}
}

// The served document names the address that it was asked at.
func TestServedDocument(t *testing.T) {
	got := stock(t).get(t, "/api/openapi.json").json(t)
	servers, _ := json.Marshal(got["servers"])
	if want := `[{"url":"https://land.example.org"}]`; string(servers) != want {
		t.Errorf("servers %s, want %s", servers, want)
	}
}
