package registry

import (
	"fmt"
	"math"
	"strings"
)

// Division splits a site.
type Division struct {
	Parts []Edit // at least two, each with an outline
	// Remainder says what becomes of the land that goes into no part: a road
	// that is given to the community. It is needed where there is such land.
	Remainder string
	Reason    string
}

// Check tells whether the division can be one, before anybody looks at the
// land. The error is a *RefusedError.
func (d *Division) Check() error {
	if len(d.Parts) < 2 {
		return Refuse("parts", "parts", fmt.Sprintf("a site is split into two or more, not %d", len(d.Parts)))
	}
	return nil
}

// Merger joins sites.
type Merger struct {
	Sites []Version // at least two
	// Into is the one of the sites that stays and becomes the whole; "" where
	// the whole is a new site.
	Into      string
	Whole     Edit // with the reason
	Remainder string
}

// Check tells whether the merger can be one. The error is a *RefusedError.
func (m *Merger) Check() error {
	var refused RefusedError
	seen := map[string]bool{}
	for _, v := range m.Sites {
		seen[v.Ref] = true
	}
	if len(seen) < 2 {
		refused.add("sites", "sites", "two or more sites are merged")
	}
	if m.Into != "" && !seen[m.Into] {
		refused.add("into", "into", "the site that stays is one of those that are merged")
	}
	return refused.orNil()
}

// The tolerance of a division: what drawing by hand and seven decimals may
// lose or add.
const (
	DivisionShare  = 0.005 // of the land that is divided
	DivisionLeastM = 1.0   // square metres
)

// Balance compares the outlines before a division with those after it, in
// square metres.
type Balance struct {
	BeforeM2   float64 // of the sites that end, together
	AfterM2    float64 // sum of the sites that come
	SharedM2   float64 // that the sites that come have in common
	BeyondM2   float64 // of them that lies outside the land before
	MissingM2  float64 // of the land before that lies in none of them
	Outlines   int     // sites that come and have an outline
	NoOutlines int     // and those that have none
}

// ToleranceM2 is how much may differ.
func (b Balance) ToleranceM2() float64 { return math.Max(DivisionLeastM, DivisionShare*b.BeforeM2) }

// RemainderM2 is the land that goes into none of the sites that come; 0 within
// the tolerance.
func (b Balance) RemainderM2() float64 {
	if b.MissingM2 <= b.ToleranceM2() {
		return 0
	}
	return b.MissingM2
}

// Check tells whether the land adds up. The error is a *RefusedError with the
// figures.
func (b Balance) Check(relation, remainder string) error {
	var refused RefusedError
	const field = "geometry"
	switch {
	case relation == string(ActSplit) && (b.BeforeM2 == 0 || b.NoOutlines > 0):
		return Refuse("balance", field, "a site is split by outlines: it and every part need one")
	case b.BeforeM2 == 0:
		return nil // points have no area to add up
	case b.NoOutlines > 0:
		return Refuse("balance", field, "sites with an outline are merged into one with an outline")
	}
	tolerance, before := figure(b.ToleranceM2()), figure(b.BeforeM2)
	if b.SharedM2 > b.ToleranceM2() {
		refused.add("balance", field, fmt.Sprintf("the parts overlap each other by %s m²; the tolerance is %s of %s m²", figure(b.SharedM2), tolerance, before))
	}
	if b.BeyondM2 > b.ToleranceM2() {
		refused.add("balance", field, fmt.Sprintf("%s m² lie outside the land that is divided; the tolerance is %s of %s m²", figure(b.BeyondM2), tolerance, before))
	}
	if b.RemainderM2() > 0 && strings.TrimSpace(remainder) == "" {
		refused.add("balance", "remainder", fmt.Sprintf("%s m² go into no site, and nobody says what becomes of them; the tolerance is %s of %s m²", figure(b.MissingM2), tolerance, before))
	}
	return refused.orNil()
}

func figure(m2 float64) string { return fmt.Sprintf("%.2f", m2) }

// Kin is one step of a lineage.
type Kin struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	Relation string   `json:"relation"` // split, merge
	AreaM2   *float64 `json:"area_m2"`  // what both outlines have in common; nil where one is a point
	On       Date     `json:"on"`       // zero while it is only proposed
}

// Lineage is where a site comes from and what became of it.
type Lineage struct {
	Ref         string
	Territories []string
	Lifecycle   string
	Outcome     Outcome
	From        []Kin
	Into        []Kin
	// Together are the sites that can only be published together with this
	// one, as they are now.
	Together []Version
}
