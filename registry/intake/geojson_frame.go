package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
