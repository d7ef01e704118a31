package geo

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// WKT reads well-known text: POINT, MULTIPOINT with one point, POLYGON, MULTIPOLYGON, GEOMETRYCOLLECTION of
// polygons (or of one point), in any case, with Z, M or ZM or with unmarked third numbers, which are dropped and
// noted. A prefix such as SRID=3857; names the reference system in place of Parser.SRID. Blank text is the shape
// that is nothing. Paths in faults count as in GeoJSON: coordinates[part][ring][position]. The error is a
// *Violation.
func (p *Parser) WKT(text string) (Shape, []Note, error) {
	r := wktReader{text: text, b: p.builder(p.SRID)}
	if r.space() == 0 {
		return Shape{}, nil, nil
	}
	if err := r.prefix(); err != nil {
		return Shape{}, nil, err
	}
	if err := r.geometry("", 0); err != nil {
		return Shape{}, nil, err
	}
	if r.space() != 0 {
		return Shape{}, nil, r.fault("nothing after the geometry")
	}
	return r.b.finish()
}

// wktReader feeds a builder from well-known text.
type wktReader struct {
	text     string
	at       int
	b        *builder
	measured bool // the geometry is marked M: third numbers are measures
}

func (r *wktReader) fault(want string) error {
	got := "end of text"
	if r.at < len(r.text) {
		got = strconv.Quote(r.text[r.at:min(r.at+12, len(r.text))])
	}
	return &Violation{Rule: RuleSyntax, Path: "byte " + strconv.Itoa(r.at), Got: got, Want: want}
}

// space skips white space and gives the byte after it, 0 at the end of the text.
func (r *wktReader) space() byte {
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
		case 0:
			return 0xff // no part of any well-known text, and not the end
		default:
			return c
		}
	}
	return 0
}

func (r *wktReader) take(c byte) bool {
	if r.space() != c {
		return false
	}
	r.at++
	return true
}

func (r *wktReader) expect(c byte) error {
	if !r.take(c) {
		return r.fault("'" + string(rune(c)) + "'")
	}
	return nil
}

// word takes letters and gives them in upper case.
func (r *wktReader) word() string {
	r.space()
	from := r.at
	for r.at < len(r.text) && (r.text[r.at]|0x20 >= 'a' && r.text[r.at]|0x20 <= 'z') {
		r.at++
	}
	return strings.ToUpper(r.text[from:r.at])
}

// prefix takes SRID=number; where the text starts with it.
func (r *wktReader) prefix() error {
	start := r.at
	if r.word() != "SRID" {
		r.at = start
		return nil
	}
	if err := r.expect('='); err != nil {
		return err
	}
	from := r.at
	end := strings.IndexByte(r.text[from:], ';')
	if end < 0 {
		return r.fault("a number and ';'")
	}
	digits := strings.TrimSpace(r.text[from : from+end])
	srid, err := strconv.Atoi(digits)
	if err != nil || srid < 0 || srid > maxSRID {
		return &Violation{Rule: RuleUnknownCRS, Path: "SRID", Got: strconv.Quote(shorten(digits)), Want: "an EPSG code"}
	}
	r.at = from + end + 1
	if srid != UnknownCRS {
		r.b.srid = srid
	}
	return nil
}

// geometry takes a type, its dimension mark and its content.
func (r *wktReader) geometry(prefix string, depth int) error {
	r.b.prefix = prefix
	start := r.at
	kind := r.word()
	empty := r.mark(&kind)
	read, known := r.content(kind, prefix, depth)
	if !known {
		r.at = start
		if kind == "" {
			return r.fault("a geometry type")
		}
		return &Violation{Rule: RuleGeometryType, Path: prefix + "type", Got: shorten(kind), Want: wantTypes}
	}
	if empty {
		return r.b.empty(prefix + "coordinates")
	}
	return read()
}

// mark takes Z, M or ZM, be it glued to the type, and EMPTY; it tells whether EMPTY stood there.
func (r *wktReader) mark(kind *string) (empty bool) {
	dimension := ""
	for _, glued := range []string{"ZM", "Z", "M"} {
		if base, cut := strings.CutSuffix(*kind, glued); cut {
			*kind, dimension = base, glued
			break
		}
	}
	at := r.at
	next := r.word()
	if dimension == "" && (next == "Z" || next == "M" || next == "ZM") {
		dimension = next
		at = r.at
		next = r.word()
	}
	r.measured = dimension == "M"
	if next == "EMPTY" {
		return true
	}
	r.at = at
	return false
}

// content chooses how a type is read.
func (r *wktReader) content(kind, prefix string, depth int) (read func() error, known bool) {
	switch kind {
	case "POINT":
		r.b.begin(formPoint)
		return r.point, true
	case "MULTIPOINT":
		r.b.begin(formMultiPoint)
		return func() error { return r.list(r.memberPoint) }, true
	case "POLYGON":
		r.b.begin(formPolygon)
		return r.polygon, true
	case "MULTIPOLYGON":
		r.b.begin(formMultiPolygon)
		return func() error { return r.list(r.polygon) }, true
	case "GEOMETRYCOLLECTION":
		return func() error { return r.collection(prefix, depth) }, true
	default:
		return nil, false
	}
}

// list takes '(', one or more elements with commas between, and ')'.
func (r *wktReader) list(element func() error) error {
	if err := r.expect('('); err != nil {
		return err
	}
	for {
		if err := element(); err != nil {
			return err
		}
		if r.take(',') {
			continue
		}
		if !r.take(')') {
			return r.fault("',' or ')'")
		}
		return nil
	}
}

func (r *wktReader) point() error {
	if err := r.expect('('); err != nil {
		return err
	}
	if err := r.position(); err != nil {
		return err
	}
	return r.expect(')')
}

// memberPoint takes a point of a MULTIPOINT, which may stand with or without brackets.
func (r *wktReader) memberPoint() error {
	if r.space() == '(' {
		return r.point()
	}
	return r.position()
}

func (r *wktReader) polygon() error {
	if err := r.b.beginPart(); err != nil {
		return err
	}
	if err := r.list(r.ring); err != nil {
		return err
	}
	return r.b.endPart()
}

func (r *wktReader) ring() error {
	if err := r.list(r.position); err != nil {
		return err
	}
	return r.b.endRing()
}

// position takes numbers up to a comma or bracket.
func (r *wktReader) position() error {
	var values [2]float64
	count := 0
	for {
		if c := r.space(); c == ',' || c == ')' || c == 0 {
			break
		}
		value, err := r.number()
		if err != nil {
			return err
		}
		if count < 2 {
			values[count] = value
		}
		count++
	}
	if err := r.b.dimensions(count, r.measured); err != nil {
		return err
	}
	return r.b.position(values[0], values[1])
}

// number takes a decimal number; words such as NaN come back as NaN for the builder to refuse by name.
func (r *wktReader) number() (float64, error) {
	from := r.at
	for r.at < len(r.text) && !strings.ContainsRune(" \t\r\n,()", rune(r.text[r.at])) {
		r.at++
	}
	token := r.text[from:r.at]
	switch strings.ToLower(strings.TrimLeft(token, "+-")) {
	case "nan", "inf", "infinity":
		return math.NaN(), nil
	}
	value, err := strconv.ParseFloat(token, 64)
	if err != nil && !math.IsInf(value, 0) || strings.ContainsAny(token, "xX_pP") {
		r.at = from
		return 0, r.fault("a number")
	}
	return value, nil
}

func (r *wktReader) collection(prefix string, depth int) error {
	if depth == maxCollectionDepth {
		return &Violation{Rule: RuleTooDeep, Path: prefix + "geometries", Got: "one more level",
			Want: fmt.Sprintf("at most %d collections in each other", maxCollectionDepth)}
	}
	n := 0
	err := r.list(func() error {
		path := fmt.Sprintf("%sgeometries[%d].", prefix, n)
		n++
		return r.geometry(path, depth+1)
	})
	if n > 1 {
		r.b.noteAt(NoteCollectionMerged, prefix+"geometries")
	}
	return err
}
