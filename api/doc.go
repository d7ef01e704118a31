// Package api is the HTTP interface: the JSON interface that others script
// against, its description, the pages of the web interface, and the signals
// that operators watch. It is the only package that knows the router.
//
// [New] makes the handler out of a registry.Catalog; [NewServer] puts it behind
// limits. The contract is openapi.yaml; tests hold routes and answers to it.
package api

//go:generate go run ./internal/document/generate openapi.yaml openapi.gen.json
