package criteria

import (
	"fmt"
	"slices"
	"strings"
)

// isGeometry reports whether a geometry literal begins with the two tokens.
func isGeometry(t, after token) bool {
	return t.kind == nameToken && (after.isSymbol("(") || after.is("Z") || after.is("EMPTY")) &&
		slices.Contains(geometries, strings.ToLower(t.text))
}

// ParseGeometry reads a geometry in well-known text of WGS 84. The error is
// [Faults].
func ParseGeometry(text string) (Geometry, error) {
	b := &builder{text: text}
	tokens, fault := lex(text)
	if fault != nil {
		b.fault(fault.at, RuleSyntax, fault.got, fault.want)
		return Geometry{}, b.faults
	}
	p := parser{b: b, tokens: tokens}
	if !isGeometry(p.peek(), p.after()) {
		_ = p.unexpected("a geometry")
		return Geometry{}, b.faults
	}
	g, err := p.geometry()
	if err == nil && p.peek().kind != endToken {
		err = p.unexpected("the end")
	}
	if err != nil || len(b.faults) > 0 {
		return Geometry{}, b.faults
	}
	return g, nil
}

// geometry is spatialInstance. Elevations are read and left out.
func (p *parser) geometry() (Geometry, error) {
	if !p.b.count(p.peek().at) {
		return Geometry{}, errStopped
	}
	if p.peek().is("BBOX") {
		return p.box()
	}
	g := Geometry{Type: GeometryType(strings.ToUpper(p.peek().text))}
	if g.Type != CollectionType {
		return g, p.geometryText(&g)
	}
	p.next++
	p.acceptWord("Z")
	err := p.items(func() error {
		member := Geometry{Type: GeometryType(strings.ToUpper(p.peek().text))}
		if !isGeometry(p.peek(), p.after()) || p.peek().is("BBOX") || member.Type == CollectionType {
			return p.unexpected("a geometry other than a BBOX or a collection")
		}
		err := p.geometryText(&member)
		g.Points = append(g.Points, member.Points...)
		g.Lines = append(g.Lines, member.Lines...)
		g.Polygons = append(g.Polygons, member.Polygons...)
		return err
	})
	return g, err
}

// geometryText reads a geometry that is no collection from its keyword on.
func (p *parser) geometryText(g *Geometry) error {
	p.next++
	p.acceptWord("Z")
	switch g.Type {
	case PointType:
		return p.point(g)
	case LineStringType:
		return p.line(g)
	case PolygonType:
		return p.polygon(g)
	case MultiPointType:
		return p.items(func() error { return p.memberPoint(g) })
	case MultiLineStringType:
		return p.items(func() error { return p.line(g) })
	}
	return p.items(func() error { return p.polygon(g) })
}

// items reads what is in parentheses with commas between, at least one.
func (p *parser) items(item func() error) error {
	if err := p.expect("("); err != nil {
		return err
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if !p.acceptSymbol(",") {
			return p.expect(")")
		}
	}
}

func (p *parser) point(g *Geometry) error {
	if err := p.expect("("); err != nil {
		return err
	}
	position, err := p.position()
	g.Points = append(g.Points, position)
	if err != nil {
		return err
	}
	return p.expect(")")
}

// memberPoint is a point of a MULTIPOINT, which many writers leave without
// parentheses.
func (p *parser) memberPoint(g *Geometry) error {
	if p.peek().isSymbol("(") {
		return p.point(g)
	}
	position, err := p.position()
	g.Points = append(g.Points, position)
	return err
}

func (p *parser) line(g *Geometry) error {
	start := p.peek()
	line, err := p.positions()
	g.Lines = append(g.Lines, line)
	if err == nil && len(line) < 2 {
		p.b.fault(start.at, RuleBadGeometry, "a line of one position", "two positions or more")
	}
	return err
}

func (p *parser) polygon(g *Geometry) error {
	var rings [][]Position
	err := p.items(func() error {
		start := p.peek()
		ring, err := p.positions()
		rings = append(rings, ring)
		if err != nil {
			return err
		}
		if len(ring) < 4 {
			p.b.fault(start.at, RuleBadGeometry, fmt.Sprintf("a ring of %d positions", len(ring)), "four positions or more, the last equal to the first")
		} else if ring[0] != ring[len(ring)-1] {
			p.b.fault(start.at, RuleBadGeometry, "an open ring", "the last position equal to the first")
		}
		return nil
	})
	g.Polygons = append(g.Polygons, rings)
	return err
}

func (p *parser) positions() ([]Position, error) {
	var list []Position
	err := p.items(func() error {
		position, err := p.position()
		list = append(list, position)
		return err
	})
	return list, err
}

// position is a longitude, a latitude, and perhaps an elevation.
func (p *parser) position() (Position, error) {
	start := p.peek()
	var numbers []float64
	for len(numbers) < 2 || len(numbers) < 3 && !p.peek().isSymbol(",") && !p.peek().isSymbol(")") {
		n, err := p.signedNumber()
		if err != nil {
			return Position{}, err
		}
		numbers = append(numbers, n)
	}
	p.b.inRange(start.at, numbers[0], numbers[1])
	return Position{numbers[0], numbers[1]}, nil
}

// inRange notes a fault unless the position is on the globe.
func (b *builder) inRange(at int, longitude, latitude float64) {
	if b.place != nil {
		return // whoever places the geometry knows
	}
	if longitude < -180 || longitude > 180 || latitude < -90 || latitude > 90 {
		b.fault(at, RuleBadGeometry, number(longitude)+" "+number(latitude), "a longitude within ±180, then a latitude within ±90")
	}
}

// box is bboxTaggedText: west, south, [low,] east, north[, high].
func (p *parser) box() (Geometry, error) {
	start := p.take()
	var sides []float64
	err := p.items(func() error {
		n, err := p.signedNumber()
		sides = append(sides, n)
		return err
	})
	if err != nil {
		return Geometry{}, err
	}
	switch len(sides) {
	case 4:
	case 6:
		sides = []float64{sides[0], sides[1], sides[3], sides[4]}
	default:
		p.b.fault(start.at, RuleBadGeometry, fmt.Sprintf("a BBOX of %d numbers", len(sides)), "four numbers, or six with elevations")
		return Geometry{}, nil
	}
	p.b.inRange(start.at, sides[0], sides[1])
	p.b.inRange(start.at, sides[2], sides[3])
	if b := p.b; b.place == nil && sides[1] > sides[3] {
		p.b.fault(start.at, RuleBadGeometry, "a BBOX with its south above its north", "west, south, east, north")
	}
	return BoxGeometry(Box(sides)), nil
}
