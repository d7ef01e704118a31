package intake

import (
	"errors"
	"io"
)

var errRowTooLong = errors.New("one row is longer than 64 MB; this does not look like a register")

// window is the part of a stream that is being looked at. Bytes stay in place from the mark that advance sets,
// so a row can be read twice where its form turns out to be broken.
type window struct {
	source io.Reader
	bytes  []byte // unread part, starts at the mark
	store  []byte // what bytes is cut from
	ended  bool
}

func newWindow(source io.Reader) *window {
	return &window{source: source, store: make([]byte, 0, 256<<10)}
}

// more makes the window longer; io.EOF where the stream has ended.
func (w *window) more() error {
	if w.ended {
		return io.EOF
	}
	if len(w.bytes) >= maxRow {
		return errRowTooLong
	}
	w.makeRoom()
	n, err := w.source.Read(w.bytes[len(w.bytes):cap(w.bytes)])
	w.bytes = w.bytes[:len(w.bytes)+n]
	if err == io.EOF {
		w.ended = true
		err = nil
	}
	if n == 0 && w.ended {
		return io.EOF
	}
	return err
}

// makeRoom moves the unread part to the start of the store, and doubles the store where it is full.
func (w *window) makeRoom() {
	if cap(w.bytes)-len(w.bytes) >= 32<<10 {
		return
	}
	if len(w.bytes) > cap(w.store)/2 {
		w.store = make([]byte, 0, 2*cap(w.store))
	}
	w.bytes = append(w.store[:0], w.bytes...)
}

// advance drops n bytes from the front.
func (w *window) advance(n int) { w.bytes = w.bytes[n:] }

// at gives the byte at a distance from the front, reading on as needed.
func (w *window) at(i int) (byte, error) {
	for i >= len(w.bytes) {
		if err := w.more(); err != nil {
			return 0, err
		}
	}
	return w.bytes[i], nil
}

// skip drops white space and record separators, and gives the byte that follows.
func (w *window) skip() (byte, error) {
	for {
		c, err := w.at(0)
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != recordSeparator {
			return c, nil
		}
		w.advance(1)
	}
}

// jsonValue gives the length of the JSON value at the front by counting brackets. Whether it is well-formed
// must be seen otherwise.
func (w *window) jsonValue() (int, error) {
	var v extent
	for i := 0; ; {
		n, done := v.scan(w.bytes[i:])
		i += n
		if done {
			return i, nil
		}
		if err := w.more(); err == io.EOF && v.scalar() && i > 0 {
			return i, nil
		} else if err != nil {
			return 0, err
		}
	}
}

// extent follows a JSON value byte by byte until it ends.
type extent struct {
	depth            int
	quoted, escaped  bool
	started, bracket bool
}

// scalar tells whether the value may end where the text ends.
func (e *extent) scalar() bool { return e.started && !e.bracket && !e.quoted }

// scan takes bytes until the value ends; done is false where it needs more.
func (e *extent) scan(text []byte) (n int, done bool) {
	for i, c := range text {
		if e.quoted {
			switch {
			case e.escaped:
				e.escaped = false
			case c == '\\':
				e.escaped = true
			case c == '"':
				e.quoted = false
				if e.depth == 0 {
					return i + 1, true
				}
			}
			continue
		}
		switch c {
		case '"':
			e.quoted, e.started = true, true
		case '{', '[':
			e.depth++
			e.started, e.bracket = true, true
		case '}', ']':
			if e.depth <= 1 {
				if e.depth == 1 {
					i++
				}
				return i, true
			}
			e.depth--
		case ',', ' ', '\t', '\n', '\r', recordSeparator:
			if e.depth == 0 {
				return i, true
			}
		default:
			e.started = true
		}
	}
	return len(text), false
}
