// Package fit measures what fits on an outline and along it: the largest rectangle inside, and the longest unbroken run
// of the boundary beside lines such as roads or the boundary of a neighbour.
//
// Everything is measured in metres in a plane that touches the WGS 84 ellipsoid in the middle of the outline. Lengths
// there differ from those on the ellipsoid by less than one part in a thousand for outlines up to ten kilometres across.
package fit
