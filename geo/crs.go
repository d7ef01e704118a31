package geo

import "slices"

// maxSRID is the greatest code PostGIS takes.
const maxSRID = 999_999

// CRS is a reference system that coordinates of a register may be in.
type CRS struct {
	SRID   int    // EPSG code
	Name   string // as the EPSG dataset has it
	Area   BBox   // where it is meant to be used, in degrees
	Bounds BBox   // the coordinates of that area in its own units, x first
}

// Geographic tells whether the coordinates are degrees.
func (c CRS) Geographic() bool { return World().Intersection(c.Bounds) == c.Bounds }

// KnownCRS lists the reference systems that [GuessCRS] can find.
func KnownCRS() []CRS { return slices.Clone(known) }

// LookupCRS finds a known reference system by its EPSG code.
func LookupCRS(srid int) (CRS, bool) {
	i := slices.IndexFunc(known, func(c CRS) bool { return c.SRID == srid })
	if i < 0 {
		return CRS{}, false
	}
	return known[i], true
}
