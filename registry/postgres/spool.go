package postgres

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool keeps the parts of rows that the database need not see before it is
// decided what becomes of them: written once, read once, in the same order. It
// lies in a temporary file that has no name, so nothing of it outlives the
// process.
type spool struct {
	file *os.File
	out  *bufio.Writer
	in   *bufio.Reader
	head [8 * binary.MaxVarintLen64]byte
	buf  []byte

	rows, bytes int64 // added since it was empty
}

// spooled is one row.
type spooled struct {
	raw        []byte // the row as the file had it, JSON
	document   []byte // nothing for a row that the reader rejected
	outline    []byte // EWKB, as the row has it
	columns    []byte // the declared columns of the projection, in the form of COPY
	properties []byte // their JSON members, each followed by a comma
	why        []byte // available_why, if the site is published
	site       []byte // the columns of a new site, as copyForm.site has them
	rows       []byte // of the tables of parts, as partRows has them
}

func newSpool() (*spool, error) {
	file, err := os.CreateTemp("", "landbank-import-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("hide the temporary file: %w", err), file.Close())
	}
	return &spool{file: file, out: bufio.NewWriterSize(file, 256<<10)}, nil
}

// add keeps a row.
func (s *spool) add(row *spooled) error {
	head := s.head[:0]
	for _, part := range row.parts() {
		head = binary.AppendUvarint(head, uint64(len(*part)))
		s.bytes += int64(len(*part))
	}
	s.rows++
	if _, err := s.out.Write(head); err != nil {
		return fmt.Errorf("write the temporary file: %w", err)
	}
	for _, part := range row.parts() {
		if _, err := s.out.Write(*part); err != nil {
			return fmt.Errorf("write the temporary file: %w", err)
		}
	}
	return nil
}

// rewind goes back to the first row, to read.
func (s *spool) rewind() error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("write the temporary file: %w", err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the temporary file: %w", err)
	}
	s.in = bufio.NewReaderSize(s.file, 256<<10)
	return nil
}

// reset empties the spool, to be filled again.
func (s *spool) reset() error {
	s.rows, s.bytes = 0, 0
	s.out.Reset(s.file)
	if err := s.file.Truncate(0); err != nil {
		return fmt.Errorf("empty the temporary file: %w", err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("empty the temporary file: %w", err)
	}
	return nil
}

// next gives the next row, whose bytes are good until the next call.
func (s *spool) next() (spooled, error) {
	var row spooled
	var sizes [8]int
	total := 0
	for i := range sizes {
		size, err := binary.ReadUvarint(s.in)
		if err != nil {
			return row, fmt.Errorf("read the temporary file: %w", err)
		}
		sizes[i] = int(size)
		total += sizes[i]
	}
	if cap(s.buf) < total {
		s.buf = make([]byte, total+total/2)
	}
	rest := s.buf[:total]
	if _, err := io.ReadFull(s.in, rest); err != nil {
		return row, fmt.Errorf("read the temporary file: %w", err)
	}
	for i, part := range row.parts() {
		*part, rest = rest[:sizes[i]:sizes[i]], rest[sizes[i]:]
	}
	return row, nil
}

// chunk is how many rows are written at once: most, but fewer where they are
// long, so that memory is bounded by bytes.
func (s *spool) chunk(most int64) int64 {
	if s.bytes == 0 {
		return most
	}
	return min(most, max(1, chunkBytes*s.rows/s.bytes))
}

// close gives the disk back.
func (s *spool) close() error { return s.file.Close() }

func (r *spooled) parts() [8]*[]byte {
	return [8]*[]byte{&r.raw, &r.document, &r.outline, &r.columns, &r.properties, &r.why, &r.site, &r.rows}
}
