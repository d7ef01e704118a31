package api

import (
	"net/http/httptest"
	"testing"

	"landbank/internal/conformance/ogc"
)

// What the executable suites of OGC API - Features (parts 1 and 2) and of OGC API - Tiles assert holds of every
// collection.
func TestOGCSuites(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(stock(t, func(d *Deps) { d.Settings.PublicURL = "" }).engine)
	defer server.Close()
	service := ogc.NewService(server.URL + "/ogc")
	for _, assertion := range ogc.Assertions() {
		t.Run(assertion.Name(), func(t *testing.T) {
			faults, skipped := assertion.Check(service)
			if skipped != "" {
				t.Fatal(skipped)
			}
			for _, fault := range faults {
				t.Error(fault)
			}
		})
	}
}
