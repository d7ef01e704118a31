package registry_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"landbank/registry"
)

// hole stands for what is put into a sentence.
const hole = "…"

var verbs = regexp.MustCompile(`%[-+ #0-9.]*[a-z]`)

// sentence gives the text that an expression makes, with holes; false where it
// has no words of its own.
func sentence(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, some := sentence(e.X)
		right, more := sentence(e.Y)
		return left + right, some || more
	case *ast.CallExpr:
		if fun, ok := e.Fun.(*ast.SelectorExpr); ok && fun.Sel.Name == "Sprintf" {
			text, worded := sentence(e.Args[0])
			return strings.ReplaceAll(verbs.ReplaceAllStringFunc(text, func(verb string) string {
				if strings.HasSuffix(verb, "q") {
					return `"` + hole + `"`
				}
				return hole
			}), "%%", "%"), worded
		}
	}
	return hole, false
}

// refusing gives the message of a call that refuses something, nil for others.
func refusing(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if len(n.Args) != 3 {
			return nil
		}
		switch fun := n.Fun.(type) {
		case *ast.Ident:
			if fun.Name == "Refuse" {
				return n.Args[2]
			}
		case *ast.SelectorExpr:
			of, _ := fun.X.(*ast.Ident)
			if fun.Sel.Name == "Refuse" || fun.Sel.Name == "add" && of != nil && of.Name == "refused" {
				return n.Args[2]
			}
		}
	case *ast.CompositeLit:
		if name, ok := n.Type.(*ast.Ident); !ok || name.Name != "Refusal" {
			if name, ok := n.Type.(*ast.SelectorExpr); !ok || name.Sel.Name != "Refusal" {
				return nil
			}
		}
		for _, element := range n.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Message" {
				return pair.Value
			}
		}
	}
	return nil
}

// Whatever is refused is said in every language: each sentence of the program
// has a row in the table of refusals, and each row a sentence.
func TestRefusalsAreSaidInEveryLanguage(t *testing.T) {
	var worded []string
	for _, row := range registry.RefusalWords {
		worded = append(worded, placeholders.ReplaceAllString(row["en"], hole))
		wantAllLanguages(t, row["en"], row)
		for _, language := range registry.Languages {
			for _, place := range placesIn(row[language]) {
				if !slices.Contains(placesIn(row["en"]), place) {
					t.Errorf("%q has another place in %s: %s", row["en"], language, place)
				}
			}
		}
	}
	said := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "node_modules") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			message := refusing(n)
			if message == nil {
				return true
			}
			text, own := sentence(message)
			if own {
				said[text] = true
			}
			if own && !slices.Contains(worded, text) {
				t.Errorf("%s says %q, which the table of refusals has not", path, text)
			}
			return true
		})
		return nil
	})
	if err != nil || len(said) < 100 {
		t.Errorf("%d sentences (%v)", len(said), err)
	}
	for _, text := range worded {
		if !said[text] {
			t.Errorf("nobody says %q", text)
		}
	}
}

var placeholders = regexp.MustCompile(`\{\d(:\w+)?\}`)

func placesIn(text string) []string {
	return placeholders.FindAllString(text, -1)
}

func TestRefusalsAreSaidWithTheirFigures(t *testing.T) {
	for _, check := range []struct {
		rule, message, uk string
	}{
		{"lifecycle", "a site that is withdrawn cannot be the object of submit; it has to be candidate or draft", "ділянка в стані «Відкликано», а потрібно: «Кандидат або Чернетка»"},
		{"review", "discard is for a record that is draft or returned; this one is the published one", "це можливо для запису в стані: чернетка або повернуто; цей запис — оприлюднений"},
		{"waivers", "the waiver of V-07 on price needs a reason", "попередженню V-07 (price) потрібна причина, чому воно не заважає"},
		{"balance", "the parts overlap each other by 12345.50 m²; the tolerance is 1.00 of 100000.00 m²", "частини накладаються на 12\u00a0345,50 м²; допуск — 1,00 з 100\u00a0000,00 м²"},
		{"campaign", "the deadline 2026-11-01 is over; set a later one first", "строк 01.11.2026 минув; спершу встановіть пізніший"},
		{"correction", "correction 7 is rejected already", "виправлення 7 вже розглянуто: відхилено"},
		{"column", "the file has no column \"a \"b\"\"", "у файлі немає стовпця «a \"b\"»"},
		{"column", `the file has no column "area_m2"`, "у файлі немає стовпця «area_m2»"},
		{"V-09", "there is no field of this name", "поля з такою назвою немає"},
		{"file", "something that GDAL says", ""},
	} {
		r := registry.Refusal{Rule: check.rule, Field: "x", Message: check.message}
		if got := r.Text(); got["uk"] != check.uk || got["en"] != check.message {
			t.Errorf("%s:\ngot  %q\nwant %q", check.message, got["uk"], check.uk)
		}
	}
	body, err := json.Marshal(registry.RefusedError{Refusals: []registry.Refusal{{Rule: "reason", Field: "reason", Message: "withdraw needs a reason", Waivable: true}}})
	if err != nil || string(body) != `{"Refusals":[{"rule":"reason","field":"reason","message":"withdraw needs a reason","waivable":true,"text":{"en":"withdraw needs a reason","ru":"нужна причина","uk":"потрібна причина"}}]}` {
		t.Errorf("%s (%v)", body, err)
	}
}
