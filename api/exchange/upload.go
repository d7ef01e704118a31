package exchange

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// patience is how long a body of a file may stand still, and how long the
// answer to it may take.
const patience = 30 * time.Second

// File gives the body as it comes, of at most limit bytes. It may take as long
// as it likes as long as it moves: the limits of time that other bodies have do
// not hold. Reading more than limit gives a *http.MaxBytesError.
func (c *Call) File(limit int64) (io.Reader, error) {
	if c.Request.ContentLength > limit {
		return nil, &http.MaxBytesError{Limit: limit}
	}
	if coding := c.Request.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return nil, &Problem{Kind: UnsupportedType, Detail: "The body has to come without Content-Encoding."}
	}
	return &moving{from: http.MaxBytesReader(c.writer, c.Request.Body, limit), control: http.NewResponseController(c.writer)}, nil
}

// moving puts the end of the request off while its body moves.
type moving struct {
	from    io.Reader
	control *http.ResponseController
}

func (m *moving) Read(p []byte) (int, error) {
	// Where the deadline cannot be moved, as in tests without a connection, none is in the way.
	_ = m.control.SetReadDeadline(time.Now().Add(patience))
	n, err := m.from.Read(p)
	_ = m.control.SetWriteDeadline(time.Now().Add(2 * patience))
	var tooLarge *http.MaxBytesError
	if err != nil && !errors.Is(err, io.EOF) && !errors.As(err, &tooLarge) {
		err = &Problem{Kind: BadRequest, Detail: "The body could not be read to its end.", Cause: err}
	}
	return n, err
}
