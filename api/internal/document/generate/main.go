// Command generate writes the complete document of the HTTP interface:
//
//	generate openapi.yaml openapi.gen.json
package main

import (
	"fmt"
	"os"

	"landbank/api/internal/document"
	"landbank/registry"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: generate openapi.yaml openapi.gen.json")
	}
	contract, err := os.ReadFile(args[0])
	if err != nil {
		return fmt.Errorf("read the contract: %w", err)
	}
	complete, err := document.Build(contract, registry.Fields())
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], complete, 0o644)
}
