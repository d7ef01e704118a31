package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
)

// openapiType is the media type of the document, as OGC clients compare it.
const openapiType = "application/vnd.oai.openapi+json;version=3.0"

//go:embed openapi.gen.json
var openapiJSON []byte

//go:embed docs.html
var docsTemplate string

//go:embed docs.css
var docsStyle string

// docs is the description of the interface, for programs and for people.
type docs struct {
	document []byte // without the member servers' address
	page     []byte // with docsBase for the address of the service
	policy   string
}

// contract is what the page shows of the document.
type contract struct {
	Info struct {
		Title, Version, Description string
	}
	Tags []struct {
		Name, Description string
	}
	Paths      map[string]map[string]contractOperation
	Components struct {
		Parameters map[string]contractParameter
		Schemas    map[string]json.RawMessage
		Responses  map[string]contractResponse
	}
}

type contractOperation struct {
	Tags                              []string
	OperationID, Summary, Description string
	Parameters                        []contractParameter
	Security                          []map[string][]string
	RequestBody                       *struct {
		Content map[string]struct {
			Schema   json.RawMessage
			Examples map[string]struct {
				Summary string
				Value   json.RawMessage
			}
		}
	}
	Responses map[string]contractResponse
}

type contractParameter struct {
	Ref                   string `json:"$ref"`
	Name, In, Description string
	Required              bool
	Schema                json.RawMessage
	Example               json.RawMessage
}

type contractResponse struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]struct{ Schema json.RawMessage }
}

func newDocs(operations []operation) (*docs, error) {
	var doc contract
	if err := json.Unmarshal(openapiJSON, &doc); err != nil {
		return nil, fmt.Errorf("read the description of the interface: %w", err)
	}
	page, err := renderDocs(&doc, operations)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(docsStyle))
	return &docs{
		document: openapiJSON,
		page:     page,
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	}, nil
}

func renderDocs(doc *contract, operations []operation) ([]byte, error) {
	t, err := template.New("docs").Funcs(template.FuncMap{
		"indent": indent, "refName": refName, "isField": isField, "upper": strings.ToUpper,
		"prose":   prose,
		"resolve": doc.response, "parameter": doc.parameter,
		"inOrder": func(tag string) []operationShown { return doc.inOrder(tag, operations) },
	}).Parse(docsTemplate)
	if err != nil {
		return nil, fmt.Errorf("read the page of the interface: %w", err)
	}
	var out bytes.Buffer
	err = t.Execute(&out, map[string]any{
		"Doc": doc, "Style": template.CSS(docsStyle), "Fields": fieldsShown(), "Kinds": exchange.Kinds,
	})
	if err != nil {
		return nil, fmt.Errorf("write the page of the interface: %w", err)
	}
	return out.Bytes(), nil
}

// fieldShown is one row of the table of fields on the page.
type fieldShown struct {
	Name, Type, Unit, Label, Help string
	Operators                     string
	Filter, Sort, Facet           bool
}

func fieldsShown() []fieldShown {
	var out []fieldShown
	for i := range registry.Fields() {
		f := &registry.Fields()[i]
		out = append(out, fieldShown{f.Name, string(f.Type), f.Unit, f.Label.In("en"), f.Help["en"], strings.Join(f.Operators(), " "),
			f.Can(registry.Filter), f.Can(registry.Sort), f.Can(registry.Facet)})
	}
	return out
}

// operationShown is one operation on the page.
type operationShown struct {
	Method, Path string
	doc          *contract
	contractOperation
}

// inOrder gives the operations of a tag in the order of the routes.
func (doc *contract) inOrder(tag string, operations []operation) []operationShown {
	var out []operationShown
	for _, op := range operations {
		path := documentPath(op.path)
		described, ok := doc.Paths[path][strings.ToLower(op.method)]
		if ok && len(described.Tags) > 0 && described.Tags[0] == tag {
			out = append(out, operationShown{op.method, path, doc, described})
		}
	}
	return out
}

var (
	codeMarks = regexp.MustCompile("`([^`]+)`")
	boldMarks = regexp.MustCompile(`\*\*([^*]+)\*\*`)
)

// prose gives the paragraphs of a description. Of Markdown, descriptions use
// code and bold type alone; everything else in them is plain text.
func prose(text string) []template.HTML {
	var out []template.HTML
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		escaped := template.HTMLEscapeString(paragraph)
		escaped = codeMarks.ReplaceAllString(escaped, "<code>$1</code>")
		out = append(out, template.HTML(boldMarks.ReplaceAllString(escaped, "<b>$1</b>")))
	}
	return out
}

// documentPath writes a path of the router as the document does.
func documentPath(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func refName(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

func (doc *contract) response(r contractResponse) contractResponse {
	if r.Ref != "" {
		return doc.Components.Responses[refName(r.Ref)]
	}
	return r
}

func (doc *contract) parameter(p contractParameter) contractParameter {
	if p.Ref != "" {
		return doc.Components.Parameters[refName(p.Ref)]
	}
	return p
}

// isField tells the parameters that the table of fields gives from the others.
func isField(p contractParameter) bool {
	name := p.Name
	if p.In != "query" {
		return false
	}
	if _, ok := registry.FieldByName(name); ok {
		return true
	}
	for _, prefix := range []string{"min_", "max_"} {
		if field, found := strings.CutPrefix(name, prefix); found {
			_, ok := registry.FieldByName(field)
			return ok
		}
	}
	return false
}

func indent(raw json.RawMessage) (string, error) {
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return "", err
	}
	return out.String(), nil
}

// getOpenAPI answers with the document, whose server is the address that it was
// asked at.
func (s *server) getOpenAPI(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	own, err := exchange.JSON(c.Base)
	if err != nil {
		return err
	}
	body := exchange.NewBody(bytes.Replace(s.docs.document, []byte(`"url": "/"`), append([]byte(`"url": `), own...), 1))
	tag := c.Tag(0, "openapi", body.Digest())
	if c.Fresh(tag) {
		return nil
	}
	return c.Send(http.StatusOK, tag, body)
}

func (s *server) getDocs(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	c.Header().Set("Content-Security-Policy", s.docs.policy)
	page := exchange.NewBody(onPage(s.docs.page, c.Base))
	tag := c.Tag(0, "docs", page.Digest())
	if c.Fresh(tag) {
		return nil
	}
	return c.Send(http.StatusOK, tag, page)
}
