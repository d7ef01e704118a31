package api

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// docsBase stands on the page for the address of the service, which is put in
// its place when the page is asked for.
const docsBase = "https://landbank.invalid"

// own are parameters whose examples are of one stock, and work nowhere else.
var own = []string{"cursor", "as_of", "since", "after", "wait"}

// closed tells whether an example would need somebody who signs in, or a number
// or a name of the stock.
func (o operationShown) closed() bool {
	return len(o.Security) > 0 || strings.Contains(o.Path, "{") || o.Tags[0] == "session"
}

// Address is where the example of a public reading can be opened; "" where
// there is none.
func (o operationShown) Address() string {
	if o.Method != http.MethodGet || o.closed() {
		return ""
	}
	query := url.Values{}
	for _, p := range o.Parameters {
		p = o.doc.parameter(p)
		if p.In == "query" && len(p.Example) > 0 && !slices.Contains(own, p.Name) && !isField(p) {
			query.Set(p.Name, inQuery(p.Example))
		}
	}
	if len(query) == 0 {
		return docsBase + o.Path
	}
	return docsBase + o.Path + "?" + query.Encode()
}

// Commands are the examples of a public request with a body, for a shell.
func (o operationShown) Commands() []command {
	if o.RequestBody == nil || o.closed() {
		return nil
	}
	var out []command
	for media, content := range o.RequestBody.Content {
		for _, name := range slices.Sorted(maps.Keys(content.Examples)) {
			example := content.Examples[name]
			body, _ := indent(example.Value) // the document was read
			body = strings.ReplaceAll(body, "'", `'\''`)
			out = append(out, command{example.Summary, fmt.Sprintf("curl -X %s -H 'Content-Type: %s' -d '%s' %s%s", o.Method, media, body, docsBase, o.Path)})
		}
	}
	return out
}

// command is one that can be copied into a shell.
type command struct{ Summary, Text string }

// inQuery writes an example as a query has it: lists with commas.
func inQuery(example json.RawMessage) string {
	var list []any
	if json.Unmarshal(example, &list) == nil {
		parts := make([]string, len(list))
		for i, one := range list {
			parts[i] = fmt.Sprint(one)
		}
		return strings.Join(parts, ",")
	}
	var one any
	_ = json.Unmarshal(example, &one) // the document was read
	return fmt.Sprint(one)
}

// onPage puts the address of the service into the page.
func onPage(page []byte, base string) []byte {
	return []byte(strings.ReplaceAll(string(page), docsBase, html.EscapeString(base)))
}
