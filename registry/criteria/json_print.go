package criteria

import (
	"encoding/json"
	"strings"
	"time"
)

// JSON writes the expression as CQL2 JSON, which parses back to the same tree.
func JSON(e Expr) (json.RawMessage, error) { return json.Marshal(jsonOf(e)) }

type jsonNode = map[string]any

func jsonOperation(op string, args ...any) jsonNode { return jsonNode{"op": op, "args": args} }

func jsonOf(e Expr) any {
	switch e := e.(type) {
	case Literal:
		return bool(e)
	case And:
		return jsonOperation("and", jsonAll(e, jsonOf)...)
	case Or:
		return jsonOperation("or", jsonAll(e, jsonOf)...)
	case Not:
		return jsonOperation("not", jsonOf(e.Term))
	case Compare:
		return jsonOperation(string(e.Op), jsonOperand(e.Left), jsonOperand(e.Right))
	case Between:
		return jsonOperation("between", jsonOperand(e.Value), jsonOperand(e.Low), jsonOperand(e.High))
	case In:
		return jsonOperation("in", jsonOperand(e.Value), jsonAll(e.List, jsonOperand))
	case Like:
		return jsonOperation("like", jsonOperand(e.Value), jsonOperand(e.Pattern))
	case IsNull:
		return jsonOperation("isNull", jsonOperand(e.Value))
	case Spatial:
		return jsonOperation(strings.ToLower(string(e.Op)), jsonOperand(e.Property), jsonGeometry(e.Geometry))
	case Array:
		return jsonOperation(strings.ToLower(string(e.Op)), jsonOperand(e.Property), jsonSet(e))
	}
	return nil
}

// jsonSet writes the set that a property is related to.
func jsonSet(e Array) any {
	if e.Other.Name != "" {
		return jsonOperand(e.Other)
	}
	return jsonAll(e.members(), jsonOperand)
}

func jsonAll[T any](list []T, write func(T) any) []any {
	out := make([]any, len(list))
	for i, item := range list {
		out[i] = write(item)
	}
	return out
}

func jsonOperand(o Operand) any {
	switch o := o.(type) {
	case Property:
		return jsonNode{"property": o.Name}
	case Call:
		return jsonOperation(strings.ToLower(string(o.Func)), jsonAll(o.Args, jsonOperand)...)
	case Value:
		switch o.Type {
		case TypeDate:
			return jsonNode{"date": o.Time.Format(time.DateOnly)}
		case TypeInstant:
			return jsonNode{"timestamp": o.Time.Format(time.RFC3339Nano)}
		}
		return o.Any()
	}
	return nil
}

// jsonNames are the kinds of geometry as GeoJSON spells them.
var jsonNames = map[GeometryType]string{
	PointType: "Point", LineStringType: "LineString", PolygonType: "Polygon", MultiPointType: "MultiPoint",
	MultiLineStringType: "MultiLineString", MultiPolygonType: "MultiPolygon", CollectionType: "GeometryCollection",
}

func jsonGeometry(g Geometry) any {
	out := jsonNode{"type": jsonNames[g.Type]}
	switch g.Type {
	case BoxType:
		return jsonNode{"bbox": g.Box}
	case CollectionType:
		out["geometries"] = jsonAll(g.members(), jsonGeometry)
	case PointType:
		out["coordinates"] = g.Points[0]
	case MultiPointType:
		out["coordinates"] = g.Points
	case LineStringType:
		out["coordinates"] = g.Lines[0]
	case MultiLineStringType:
		out["coordinates"] = g.Lines
	case PolygonType:
		out["coordinates"] = g.Polygons[0]
	case MultiPolygonType:
		out["coordinates"] = g.Polygons
	}
	return out
}
