// Package exchange is one HTTP request and its answer, as every operation of
// the interface sees them: strict parameters, content negotiation, problem
// documents, validators and 304, compression, absolute links, and the sharing
// of identical work in flight. It knows nothing of sites, and nothing of the
// router.
package exchange
