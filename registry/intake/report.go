package intake

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"landbank/registry"
	"landbank/registry/spreadsheet"
)

// Report writes the rejected rows of an import to a CSV file that can be repaired and imported again: line, field,
// rule, raw value and message first, then the row as the file had it. [Open] knows the five columns and passes over
// them.
//
// Features bring their properties along one by one, so the columns are known only at the end; until then the rows
// wait in a file beside the report.
type Report struct {
	path    string
	waiting *os.File
	rows    *bufio.Writer
	columns *header
}

// NewReport begins a report at the path.
func NewReport(path string) (*Report, error) {
	waiting, err := os.CreateTemp(filepath.Dir(path), ".landbank-report-")
	if err != nil {
		return nil, fmt.Errorf("begin the report: %w", err)
	}
	return &Report{path: path, waiting: waiting, rows: bufio.NewWriter(waiting), columns: newHeader(nil)}, nil
}

// Add takes a rejected row.
func (r *Report) Add(row registry.RejectedRow) error {
	if err := json.NewEncoder(r.rows).Encode(row); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// Close writes the report: first the columns that are named, in their order, then any others that rows have.
func (r *Report) Close(columns []string) (err error) {
	defer func() { err = errors.Join(err, r.Discard()) }()
	for _, name := range columns {
		r.columns.add(name)
	}
	if err := r.rows.Flush(); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	geometry := false
	err = r.each(func(row *registry.RejectedRow) error {
		for _, v := range row.Raw {
			if v.Column == geometryColumn {
				geometry = true
				continue
			}
			r.columns.add(v.Column)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if geometry { // last, because it is longest
		r.columns.add(geometryColumn)
	}
	return r.write()
}

// Discard lets go of what was written so far.
func (r *Report) Discard() error {
	if r.waiting == nil {
		return nil
	}
	err := errors.Join(r.waiting.Close(), os.Remove(r.waiting.Name()))
	r.waiting = nil
	return err
}

// each visits the rows that wait.
func (r *Report) each(visit func(*registry.RejectedRow) error) error {
	if _, err := r.waiting.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	rows := json.NewDecoder(bufio.NewReader(r.waiting))
	for {
		var row registry.RejectedRow
		err := rows.Decode(&row)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the report: %w", err)
		}
		if err := visit(&row); err != nil {
			return err
		}
	}
}

// write makes the report whole beside its place and moves it there.
func (r *Report) write() error {
	out, err := os.CreateTemp(filepath.Dir(r.path), ".landbank-report-")
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	defer os.Remove(out.Name()) // gone already where everything went well
	if err := r.table(out); err != nil {
		return errors.Join(fmt.Errorf("write the report: %w", err), out.Close())
	}
	if err := errors.Join(out.Chmod(0o644), out.Close(), os.Rename(out.Name(), r.path)); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (r *Report) table(out io.Writer) error {
	buffered := bufio.NewWriter(out)
	if _, err := buffered.WriteString("\ufeff"); err != nil { // Excel reads UTF-8 only with it
		return err
	}
	table := csv.NewWriter(buffered)
	if err := table.Write(append(append([]string{}, reportColumns...), r.columns.names...)); err != nil {
		return err
	}
	cells := make([]string, len(reportColumns)+len(r.columns.names))
	err := r.each(func(row *registry.RejectedRow) error {
		clear(cells)
		describe(row, cells)
		for _, v := range row.Raw {
			cells[len(reportColumns)+r.columns.index[v.Column]] = v.Value
		}
		for i := range cells {
			cells[i] = spreadsheet.Harmless(cells[i])
		}
		return table.Write(cells)
	})
	table.Flush()
	return errors.Join(err, table.Error(), buffered.Flush())
}

// describe fills the report's own columns: the first error, and the words of all findings.
func describe(row *registry.RejectedRow, cells []string) {
	cells[0] = strconv.FormatInt(row.Line, 10)
	var messages []string
	for _, i := range row.Issues {
		if i.Severity == registry.Error && cells[2] == "" {
			cells[1], cells[2], cells[3] = i.Field, i.Rule, i.Raw
		}
		message := i.Rule + ": " + i.Message
		if i.Proposed != "" {
			message += " (proposed: " + i.Proposed + ")"
		}
		messages = append(messages, message)
	}
	cells[4] = strings.Join(messages, "; ")
}
