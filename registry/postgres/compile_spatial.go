package postgres

import (
	"strings"

	"landbank/geo"
	"landbank/registry/criteria"
)

// spatialFunctions are the relations as PostGIS names them.
var spatialFunctions = map[criteria.SpatialOp]string{
	criteria.Intersects: "ST_Intersects", criteria.Disjoint: "ST_Intersects", criteria.SameGeometry: "ST_Equals", criteria.Touches: "ST_Touches",
	criteria.Crosses: "ST_Crosses", criteria.Within: "ST_Within", criteria.Covers: "ST_Contains", criteria.PartlyCovers: "ST_Overlaps",
}

// spatial compiles a relation with a geometry. The box on geom_3857 finds the
// candidates by its index, the relation itself is answered on geom, where the
// question's coordinates mean exactly what they say.
func (c *compiler) spatial(e criteria.Spatial) string {
	function, ok := spatialFunctions[e.Op]
	if !ok {
		return c.fail("no relation %q", e.Op)
	}
	column := c.name(e.Property.Name)
	relation := function + "(" + column + ", " + c.geometry(e.Geometry) + ")"
	if inner, ok := innerBox(e.Geometry); ok && function == "ST_Intersects" {
		relation = "(" + column + " @ " + c.box(inner, "4326") + " or " + relation + ")"
	}
	if c.vocabulary == nil {
		relation = "((" + c.near(e.Geometry) + ") and " + relation + ")"
	}
	if e.Op == criteria.Disjoint {
		return "(not " + relation + ")"
	}
	return relation
}

// near compiles that a site's box comes near a geometry.
func (c *compiler) near(g criteria.Geometry) string {
	parts := each(g.Bounds(), func(box geo.BBox) string { return c.name("geom") + "_3857 && " + c.mercatorBox(box) })
	return strings.Join(parts, " or ")
}

// geometry binds a geometry literal in WGS 84. Drawn areas may cross themselves;
// what they enclose is what is meant.
func (c *compiler) geometry(g criteria.Geometry) string {
	sql := "ST_GeomFromText(" + c.bind(g.WKT()) + "::text, 4326)"
	switch {
	case len(g.Polygons) > 0 && g.Type != criteria.CollectionType:
		return "ST_CollectionExtract(ST_MakeValid(" + sql + "), 3)"
	case len(g.Polygons) > 0:
		return "ST_MakeValid(" + sql + ")"
	}
	return sql
}

// box compiles a box in the coordinates of a reference system, 4326 or 3857.
func (c *compiler) box(b geo.BBox, srid string) string {
	sql := "ST_MakeEnvelope("
	for _, side := range b.Array() {
		sql += c.bind(side) + "::float8, "
	}
	return sql + srid + ")"
}

// mercatorBox is the box in WebMercator, a hand wider on each side, so that no
// rounding loses a candidate. What lies beyond the square of the projection is
// in every box that reaches its edge.
func (c *compiler) mercatorBox(b geo.BBox) string {
	const (
		margin = 0.1 // metres
		beyond = 1e9 // metres, more than any coordinate
	)
	west, south := geo.ToMercator(b.West(), b.South())
	east, north := geo.ToMercator(b.East(), b.North())
	if b.South() <= -geo.MaxMercatorLatitude {
		south = -beyond
	}
	if b.North() >= geo.MaxMercatorLatitude {
		north = beyond
	}
	return c.box(geo.NewBBox(west, south, east, north).Pad(margin), "3857")
}

// innerBox gives a box within a BBOX such that every geometry whose own box
// PostGIS finds in it is certainly within the BBOX: PostGIS compares boxes in
// single precision, rounded outwards by up to 1.5e-5 degrees.
func innerBox(g criteria.Geometry) (geo.BBox, bool) {
	const margin = 5e-5
	bounds := g.Bounds()
	if g.Type != criteria.BoxType || len(bounds) > 1 {
		return geo.BBox{}, false
	}
	inner := bounds[0].Pad(-margin)
	return inner, !inner.IsEmpty()
}

// mayBeUnknown reports whether the expression can be Unknown for any site.
// References are always known, and so is where a site lies.
func mayBeUnknown(e criteria.Expr) bool {
	unknown := false
	criteria.Walk(e, func(e criteria.Expr) bool {
		switch e.(type) {
		case criteria.Literal, criteria.And, criteria.Or, criteria.Not, criteria.IsNull, criteria.Spatial:
		default:
			for _, name := range criteria.Fields(e) {
				unknown = unknown || name != "ref"
			}
		}
		return !unknown
	})
	return unknown
}
