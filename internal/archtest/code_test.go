package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the folder of go.mod, seen from this package's folder, where tests run.
const root = "../.."

// pure are the packages of rules and arithmetic: who calls them decides what runs at the same time.
var pure = []string{"geo", "registry", "registry/criteria"}

// eachFile parses every Go file of the module and calls visit with its path below the root.
func eachFile(t *testing.T, visit func(path string, files *token.FileSet, file *ast.File)) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			name := entry.Name()
			if path != root && (strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "testdata", "data", "bin"}, name)) {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, path)
		if err == nil {
			visit(filepath.ToSlash(below), files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A failure over HTTP is a problem document, which names every fault; http.Error writes plain text.
func TestNobodyAnswersWithPlainTextErrors(t *testing.T) {
	t.Parallel()
	seen := 0
	eachFile(t, func(path string, files *token.FileSet, file *ast.File) {
		seen++
		ast.Inspect(file, func(node ast.Node) bool {
			if selected, ok := node.(*ast.SelectorExpr); ok && selected.Sel.Name == "Error" {
				if name, ok := selected.X.(*ast.Ident); ok && name.Name == "http" {
					t.Errorf("%s: http.Error answers with plain text; write a problem document", files.Position(node.Pos()))
				}
			}
			return true
		})
	})
	if seen < 10 {
		t.Errorf("only %d files were read", seen)
	}
}

func TestRulesAndArithmeticStartNoGoroutines(t *testing.T) {
	t.Parallel()
	eachFile(t, func(path string, files *token.FileSet, file *ast.File) {
		folder := strings.TrimSuffix(path, "/"+filepath.Base(path))
		if !slices.Contains(pure, folder) || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if _, ok := node.(*ast.GoStmt); ok {
				t.Errorf("%s: package %s must not start goroutines", files.Position(node.Pos()), folder)
			}
			return true
		})
	})
}

// Every package says in a comment what it is for.
func TestEveryPackageIsDocumented(t *testing.T) {
	t.Parallel()
	documented := map[string]bool{}
	eachFile(t, func(path string, _ *token.FileSet, file *ast.File) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		folder := filepath.Dir(path)
		documented[folder] = documented[folder] || file.Doc != nil
	})
	for folder, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", folder)
		}
	}
}
