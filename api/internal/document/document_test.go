package document_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"landbank/api/internal/document"
	"landbank/registry"
)

func TestCommittedDocumentIsUpToDate(t *testing.T) {
	contract := read(t, "../../openapi.yaml")
	want, err := document.Build(contract, registry.Fields())
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, "../../openapi.gen.json"); string(got) != string(want) {
		t.Fatal("openapi.gen.json differs from openapi.yaml and the table of fields: run make generate")
	}
}

func TestDocumentIsValidOpenAPI(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(read(t, "../../openapi.gen.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background(), openapi3.AllowExtensionsWithRef()); err != nil {
		t.Fatal(err)
	}
}

func TestUnknownMarkersAreRefused(t *testing.T) {
	for _, contract := range []string{"a:\n  x-landbank: nonsense\n", "a:\n  - x-landbank: site_properties\n"} {
		if _, err := document.Build([]byte(contract), nil); err == nil || !strings.Contains(err.Error(), "marker") {
			t.Errorf("Build(%q) error = %v, want one about the marker", contract, err)
		}
	}
}

func TestContractThatIsNoYAML(t *testing.T) {
	if _, err := document.Build([]byte("a: [b"), nil); err == nil {
		t.Error("Build of broken YAML gave no error")
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
