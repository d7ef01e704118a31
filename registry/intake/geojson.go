package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

const recordSeparator = 0x1e

// framing says how the features of a file are kept apart.
type framing int

const (
	inCollection framing = iota // elements of a FeatureCollection's list
	byLine                      // one feature a line
	bySeparator                 // each feature after a record separator (RFC 8142)
	byBracket                   // features one after the other
)

// features is the table of a GeoJSON file. It never holds more than one feature.
type features struct {
	w        *window
	frame    framing
	columns  *header
	count    int64 // features or lines so far
	cells    []string
	legacy   *legacyText
	srid     int    // of the crs member, 0 where there was none
	crsName  string // as the file has it
	started  bool   // some feature was given out
	complete bool
}

// openFeatures reads up to the first feature. It says what the text is where it is not GeoJSON with features.
func openFeatures(source io.Reader) (*features, error) {
	f := &features{w: newWindow(source), columns: newHeader(nil), legacy: &legacyText{}}
	for {
		if c, err := f.w.at(0); err != nil || c != 0xef && c != 0xbb && c != 0xbf {
			break
		}
		f.w.advance(1)
	}
	first, err := f.w.at(0)
	if err != nil {
		return nil, fmt.Errorf("read the first feature: %w", err)
	}
	if first == recordSeparator {
		f.frame = bySeparator
		return f, nil
	}
	if _, err := f.w.skip(); err != nil {
		return nil, fmt.Errorf("read the first feature: %w", err)
	}
	return f, f.start()
}

// start tells a FeatureCollection from a sequence of features by the members of the first object.
func (f *features) start() error {
	n, err := f.firstMembers()
	if errors.Is(err, errIsFeature) {
		f.frame = byBracket
		if f.firstLineIsWhole() {
			f.frame = byLine
		}
		return nil
	}
	if err != nil {
		return err
	}
	f.w.advance(n)
	return nil
}

var (
	errIsFeature   = errors.New("a feature")
	errNotFeatures = errors.New("this is JSON, but neither a GeoJSON FeatureCollection nor a sequence of GeoJSON features")
)

// firstMembers walks over the members of the first object up to the list of features, and gives its length so
// far. A feature shows itself by its type.
func (f *features) firstMembers() (int, error) {
	if c, err := f.w.at(0); err != nil || c != '{' {
		return 0, errNotFeatures
	}
	for at := 1; ; {
		name, next, err := f.memberName(at)
		if err != nil {
			return 0, err
		}
		if name == "features" {
			if c, err := f.w.at(next); err != nil || c != '[' {
				return 0, errNotFeatures
			}
			return next + 1, nil
		}
		value, end, err := f.valueAt(next)
		if err != nil {
			return 0, err
		}
		switch {
		case name == "geometry", name == "properties", name == "type" && string(value) == `"Feature"`:
			return 0, errIsFeature
		case name == "crs":
			if err := f.declare(value); err != nil {
				return 0, err
			}
		}
		at = end
	}
}

// memberName takes the name of the member that starts at or after a place, up to its value.
func (f *features) memberName(at int) (string, int, error) {
	at, err := f.spaceFrom(at, ',')
	if err != nil {
		return "", 0, errNotFeatures
	}
	raw, end, err := f.valueAt(at)
	if err != nil {
		return "", 0, errNotFeatures
	}
	name, err := unquote(string(raw))
	if err != nil {
		return "", 0, errNotFeatures
	}
	end, err = f.spaceFrom(end, ':')
	if err != nil {
		return "", 0, errNotFeatures
	}
	return name, end, nil
}

// spaceFrom gives the place of the first byte that is neither white space nor the mark.
func (f *features) spaceFrom(at int, mark byte) (int, error) {
	for ; ; at++ {
		c, err := f.w.at(at)
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != mark {
			return at, nil
		}
	}
}

// valueAt gives the JSON value at a place and where it ends.
func (f *features) valueAt(at int) ([]byte, int, error) {
	var e extent
	for i := at; ; {
		if i < len(f.w.bytes) {
			n, done := e.scan(f.w.bytes[i:])
			if i += n; done {
				return f.w.bytes[at:i], i, nil
			}
		}
		if err := f.w.more(); err != nil {
			return nil, 0, errNotFeatures
		}
	}
}

func (f *features) firstLineIsWhole() bool {
	end := -1
	for end < 0 {
		if end = bytes.IndexByte(f.w.bytes, '\n'); end < 0 && f.w.more() != nil {
			end = len(f.w.bytes)
		}
	}
	var e extent
	n, done := e.scan(f.w.bytes[:end])
	return done && len(bytes.TrimSpace(f.w.bytes[n:end])) == 0
}

// declare takes a crs member. One that comes after features which were read otherwise stops the import.
func (f *features) declare(value []byte) error {
	srid, stated, err := geo.GeoJSONCRS(value)
	if err != nil {
		return fmt.Errorf("the file's crs member: %w", err)
	}
	if !stated {
		return nil
	}
	if f.started && srid != geo.WGS84 && srid != f.srid {
		return fmt.Errorf("the file names its reference system EPSG:%d only after its features; state it with --crs EPSG:%d", srid, srid)
	}
	f.srid, f.crsName = srid, fmt.Sprintf("EPSG:%d", srid)
	return nil
}

func (f *features) header() *header { return f.columns }

func (f *features) next() (row, error) {
	text, err := f.frameNext()
	if err != nil {
		return row{}, err
	}
	f.started = true
	return f.feature(text), nil
}

// frameNext gives the text of the next feature; it stays valid until the call after.
func (f *features) frameNext() ([]byte, error) {
	switch f.frame {
	case byLine:
		return f.nextUntil('\n', true)
	case bySeparator:
		return f.nextUntil(recordSeparator, false)
	case byBracket:
		return f.nextBracket()
	default:
		return f.nextElement()
	}
}

// nextUntil gives the next text between marks that is not blank, counting every line where lines are counted.
func (f *features) nextUntil(mark byte, countBlank bool) ([]byte, error) {
	for {
		from := 0
		end := -1
		for end < 0 {
			if at := bytes.IndexByte(f.w.bytes[from:], mark); at >= 0 {
				end = from + at
				break
			}
			from = len(f.w.bytes)
			if err := f.w.more(); err == io.EOF {
				break
			} else if err != nil {
				return nil, err
			}
		}
		atEnd := end < 0
		if atEnd {
			end = len(f.w.bytes)
		}
		text := bytes.Trim(f.w.bytes[:end], " \t\r\n\x1e")
		f.w.advance(min(end+1, len(f.w.bytes)))
		if len(text) > 0 || countBlank && !atEnd {
			f.count++
		}
		if len(text) > 0 {
			return text, nil
		}
		if atEnd {
			return nil, io.EOF
		}
	}
}

func (f *features) nextBracket() ([]byte, error) {
	if _, err := f.w.skip(); err != nil {
		return nil, err
	}
	n, err := f.w.jsonValue()
	if err != nil {
		return nil, f.cutOff(err)
	}
	f.count++
	text := f.w.bytes[:max(n, 1)]
	f.w.advance(len(text))
	return text, nil
}

// nextElement gives the next element of the collection's list, and looks through what follows the list.
func (f *features) nextElement() ([]byte, error) {
	if f.complete {
		return nil, io.EOF
	}
	c, err := f.w.skip()
	for err == nil && c == ',' {
		f.w.advance(1)
		c, err = f.w.skip()
	}
	if err != nil {
		return nil, f.cutOff(err)
	}
	if c == ']' {
		f.w.advance(1)
		return nil, f.rest()
	}
	return f.nextBracket()
}

// rest reads the members after the list of features; a crs member may be among them.
func (f *features) rest() error {
	f.complete = true
	for {
		c, err := f.w.skip()
		if err != nil {
			return f.cutOff(err)
		}
		if c == '}' {
			return io.EOF
		}
		name, at, err := f.memberName(0)
		if err != nil {
			return f.cutOff(io.EOF)
		}
		value, end, err := f.valueAt(at)
		if err != nil {
			return f.cutOff(io.EOF)
		}
		if name == "crs" {
			if err := f.declare(value); err != nil {
				return err
			}
		}
		f.w.advance(end)
	}
}

// cutOff names the place where a file ends too early: such a file is not a whole register.
func (f *features) cutOff(err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the file ends in the middle, after feature %d: %w", f.count, io.ErrUnexpectedEOF)
	}
	return err
}

// feature reads one feature into a row. One that cannot be read becomes a row with an error.
func (f *features) feature(text []byte) row {
	r := row{line: f.count}
	whole, finding := f.legacy.text(text, f.count)
	if finding != nil {
		r.findings = append(r.findings, *finding)
	}
	f.cells = f.cells[:0]
	isFeature, id := false, ""
	s := jsonText{text: whole}
	err := s.object(func(name, value string) (err error) {
		switch name {
		case "type":
			isFeature = value == `"Feature"`
		case "id":
			id, err = cellText(value)
		case "properties":
			err = f.properties(value)
		case "geometry":
			if value != "null" {
				r.geometry = value
			}
		}
		return err
	})
	if err == nil && s.space() != 0 {
		err = errJSON
	}
	if err == nil && !isFeature {
		err = errors.New("not a GeoJSON feature")
	}
	if err != nil {
		r.geometry, r.cells = "", []string{}
		r.findings = append(r.findings, registry.Issue{Line: f.count, Rule: "V-30", Severity: registry.Error,
			Field: "feature", Raw: excerpt(whole), Message: fmt.Sprintf("the feature cannot be read: %v", err)})
		return r
	}
	if id != "" {
		f.put(idColumn, id, true)
	}
	r.cells = f.cells
	return r
}

// idColumn is the name under which the id member of a feature stands among its properties.
const idColumn = "id"

func (f *features) properties(value string) error {
	if value == "null" {
		return nil
	}
	s := jsonText{text: value}
	return s.object(func(name, raw string) error {
		text, err := cellText(raw)
		if err != nil {
			return err
		}
		f.put(name, text, false)
		return nil
	})
}

// put sets a cell; keep leaves a value that is there already.
func (f *features) put(name, text string, keep bool) {
	at := len(f.cells)
	if at >= len(f.columns.names) || f.columns.names[at] != name { // features have the same members in the same order
		at = f.columns.add(name)
	}
	for len(f.cells) <= at {
		f.cells = append(f.cells, "")
	}
	if !keep || f.cells[at] == "" {
		f.cells[at] = text
	}
}

// excerpt keeps a raw value readable.
func excerpt(text string) string {
	const most = 200
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
