// Package ogc holds a service to what the executable test suites of OGC API - Features (parts 1 and 2) and of OGC API -
// Tiles assert, in words of its own: the suites need Java and cannot be had everywhere. It knows nothing of this
// registry but what the service says of itself, so it asks any address.
//
// The names of the assertions are those of the abstract test suites, with the class before them.
package ogc

import (
	"fmt"
	"strings"
)

// Assertion is one thing that a suite asserts of a service.
type Assertion struct {
	Class string // conformance class, as core, crs, tileset
	ID    string
	check func(*finding)
}

// Name is the class and the id.
func (a Assertion) Name() string { return a.Class + "/" + a.ID }

// Assertions lists all of them in the order in which they are best read. The last one is about what was seen during the others.
func Assertions() []Assertion {
	var all []Assertion
	for _, list := range [][]Assertion{serviceAssertions, collectionAssertions, parameterAssertions, pageAssertions, featureAssertions, crsAssertions, tileAssertions, documentAssertions} {
		all = append(all, list...)
	}
	return all
}

// Check asks the service and gives every fault that it finds. Skipped says why the assertion has nothing to ask of this
// service, "" where it has.
func (a Assertion) Check(s *Service) (faults []string, skipped string) {
	f := &finding{service: s}
	a.check(f)
	if len(f.faults) == 0 && f.asked == 0 {
		return nil, "the service has nothing to ask this of"
	}
	return f.faults, ""
}

// finding gathers what an assertion finds.
type finding struct {
	service *Service
	faults  []string
	asked   int // how often something was held against the service
}

// mostFaults bounds what one assertion tells: a service that is wrong all over is told so once for each.
const mostFaults = 20

// hold notes a fault unless the condition holds.
func (f *finding) hold(holds bool, format string, args ...any) bool {
	f.asked++
	if !holds && len(f.faults) < mostFaults {
		f.faults = append(f.faults, fmt.Sprintf(format, args...))
	}
	return holds
}

// get asks for an address and holds its status.
func (f *finding) get(status int, address string, headers ...string) answer {
	got := f.service.get(address, headers...)
	f.hold(got.status == status, "%s: status %d, want %d: %s", address, got.status, status, got.extract())
	return got
}

// each runs a check for every collection.
func (f *finding) each(check func(c collection)) {
	all := f.service.collections()
	f.hold(len(all) > 0, "there are no collections")
	for _, c := range all {
		check(c)
	}
}

// link finds the first link with a relation and, where it is not "", of a media type.
func (f *finding) link(of string, links []any, relation, media string) string {
	for _, one := range links {
		l, _ := one.(map[string]any)
		if l["rel"] == relation && (media == "" || l["type"] == media) {
			href, _ := l["href"].(string)
			f.hold(strings.Contains(href, "://"), "%s: the link %s has the address %q", of, relation, href)
			return href
		}
	}
	f.hold(false, "%s: no link %s %s", of, relation, media)
	return ""
}
