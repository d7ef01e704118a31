package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"landbank/registry"
)

// xlsxWriter writes a workbook: a sheet of sites with the flat fields and a point
// inside each, and one that says where they come from and what the fields mean.
// Texts are texts: nothing is a formula. It cannot carry whole records, which
// are longer than cells.
type xlsxWriter struct {
	to    io.Writer
	book  *excelize.File
	sheet *excelize.StreamWriter
	flat  *flattener
	notes notes
	row   int
	day   int // number of the style of days
}

// The limits of a sheet.
const (
	mostRows  = 1_048_576
	mostRunes = 32_767
)

func (w *xlsxWriter) begin() (err error) {
	w.book, w.flat, w.row = excelize.NewFile(), newFlattener(), 1
	if err = w.book.SetSheetName("Sheet1", "sites"); err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	if w.day, err = w.book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return err
	}
	if w.sheet, err = w.book.NewStreamWriter("sites"); err != nil {
		return err
	}
	if err = w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, XSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	head := make([]any, 0, len(registry.Fields())+2)
	for i := range registry.Fields() {
		f := &registry.Fields()[i]
		head = append(head, f.Name)
		if err = w.sheet.SetColWidth(i+1, i+1, columnWidth(f)); err != nil {
			return err
		}
	}
	return w.write(append(head, columnNone))
}

// columnWidth is how many digits wide the column of a field is: its name can be
// read, and most of its values.
func columnWidth(f *registry.Field) float64 {
	least := 12
	switch {
	case strings.HasPrefix(f.Name, "name"), f.Name == "address":
		least = 40
	case f.Type == registry.TypeCode || f.Type == registry.TypeText:
		least = 18
	case f.Type == registry.TypeCodes || f.Type == registry.TypeInstant:
		least = 24
	}
	return float64(max(least, len(f.Name)+2))
}

func (w *xlsxWriter) write(cells []any) error {
	if w.row > mostRows {
		return fmt.Errorf("a sheet of a workbook holds %d rows: narrow the filter, or take CSV or GeoPackage", mostRows)
	}
	at, err := excelize.CoordinatesToCellName(1, w.row)
	if err != nil {
		return err
	}
	w.row++
	return w.sheet.SetRow(at, cells)
}

func (w *xlsxWriter) site(d *registry.Detail) error {
	f, err := w.flat.flatten(d)
	if err != nil {
		return err
	}
	w.notes.add(d)
	cells := make([]any, 0, len(f.values)+1)
	for i, v := range f.values {
		cells = append(cells, w.cell(registry.Fields()[i].Type, v))
	}
	return w.write(append(cells, f.none))
}

// cell gives days as days, and texts as long as a cell holds.
func (w *xlsxWriter) cell(t registry.Type, v any) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	if t == registry.TypeDate {
		if day, err := time.Parse(time.DateOnly, text); err == nil && day.Year() >= 1900 {
			return excelize.Cell{StyleID: w.day, Value: day}
		}
	}
	if runes := []rune(text); len(runes) > mostRunes {
		return string(runes[:mostRunes-1]) + "…"
	}
	return text
}

func (w *xlsxWriter) end() error {
	if err := w.sheet.Flush(); err != nil {
		return err
	}
	if _, err := w.book.NewSheet("about"); err != nil {
		return err
	}
	for i, line := range strings.Split(strings.TrimSpace(w.notes.text()), "\n") {
		if err := w.book.SetCellStr("about", fmt.Sprintf("A%d", i+1), line); err != nil {
			return err
		}
	}
	return w.book.Write(w.to)
}

func (w *xlsxWriter) close() { _ = w.book.Close() } // its own folder for what does not fit into memory
