package geo

// Parser reads shapes from text and binary forms. One parser serves one goroutine and is meant to be reused:
// it keeps its scratch memory from shape to shape.
type Parser struct {
	SRID        int  // reference system of coordinates whose text does not name one
	MaxVertices int  // most positions in one shape, 0 for DefaultMaxVertices
	CloseRings  bool // close open rings and note it, instead of refusing them

	b *builder
}

// NewParser makes a parser for coordinates in the reference system srid.
func NewParser(srid int) *Parser { return &Parser{SRID: srid} }

// ParseGeoJSON reads a GeoJSON geometry in WGS 84 with the limits of a new parser; see [Parser.GeoJSON].
func ParseGeoJSON(text []byte) (Shape, []Note, error) { return NewParser(WGS84).GeoJSON(text) }

// ParseWKT reads WKT or EWKT in WGS 84 with the limits of a new parser; see [Parser.WKT].
func ParseWKT(text string) (Shape, []Note, error) { return NewParser(WGS84).WKT(text) }

// ParseEWKB reads EWKB or WKB with the limits of a new parser; see [Parser.EWKB].
// Without an SRID in the bytes the reference system is unknown.
func ParseEWKB(data []byte) (Shape, []Note, error) { return NewParser(UnknownCRS).EWKB(data) }

// builder gives the parser's builder, emptied, for coordinates in the reference system srid.
func (p *Parser) builder(srid int) *builder {
	if p.b == nil {
		p.b = &builder{}
	}
	most := p.MaxVertices
	if most <= 0 {
		most = DefaultMaxVertices
	}
	p.b.reset(srid, most, p.CloseRings)
	return p.b
}
