package intake

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/xuri/excelize/v2"
)

// openWorkbook opens the sheet of an XLSX or XLSM file whose header is known best.
func (f *File) openWorkbook(path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() > maxWorkbook {
		return &NotARegister{"the workbook is larger than 128 MB; save the sheet as CSV and import that"}
	}
	book, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: maxWorkbookPlain,
		UnzipXMLSizeLimit: maxWorkbookMemory, ShortDatePattern: "yyyy-mm-dd"})
	if err != nil {
		return &NotARegister{notAWorkbook(err)}
	}
	f.closers = append(f.closers, book)
	f.found.Format, f.found.Encoding = "XLSX", "UTF-8"
	sheet, err := bestSheet(book)
	if err != nil {
		return err
	}
	f.found.Sheet = sheet
	lines, err := openSheet(book, sheet)
	if err != nil {
		return err
	}
	f.closers = append(f.closers, lines)
	if rows := lastRow(book, sheet); rows > 0 {
		f.share = func() float64 { return min(float64(lines.line.Load())/float64(rows), 1) }
	}
	return f.openGrid(lines)
}

// lastRow is the number of the sheet's last row, 0 where the sheet does not say.
func lastRow(book *excelize.File, sheet string) int {
	area, err := book.GetSheetDimension(sheet)
	if err != nil {
		return 0
	}
	_, end, _ := strings.Cut(area, ":")
	_, row, err := excelize.CellNameToCoordinates(end)
	if err != nil {
		return 0
	}
	return row
}

func notAWorkbook(err error) string {
	if errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrUnsupportedEncryptMechanism) {
		return "the workbook is encrypted or not an Excel workbook; save it without a password, or as CSV"
	}
	return "this is a zip archive, but not an Excel workbook that can be read; unpack it, or save the sheet as CSV"
}

// bestSheet chooses the sheet whose first rows hold the most known names of columns, else the first with rows.
func bestSheet(book *excelize.File) (string, error) {
	best, score := "", -1
	for _, sheet := range book.GetSheetList() {
		lines, err := openSheet(book, sheet)
		if err != nil {
			continue // a chart, or a sheet that is broken
		}
		known, filledRows := 0, 0
		for range headerRows {
			r, err := lines.next()
			if err != nil {
				break
			}
			if !blank(r.cells) {
				filledRows++
				known = max(known, knownNames(r.cells))
			}
		}
		if err := lines.Close(); err != nil {
			return "", fmt.Errorf("close sheet %s: %w", sheet, err)
		}
		if filledRows > 0 && known > score {
			best, score = sheet, known
		}
	}
	if best == "" {
		return "", &NotARegister{"the workbook has no sheet with rows"}
	}
	return best, nil
}

// sheetLines reads a sheet twice at a time: the values as they are stored, and as the sheet shows them. Only the
// second tells a day from a number.
type sheetLines struct {
	stored, shown *excelize.Rows
	line          atomic.Int64
	date1904      bool
}

func openSheet(book *excelize.File, sheet string) (*sheetLines, error) {
	stored, err := book.Rows(sheet)
	if err != nil {
		return nil, fmt.Errorf("read sheet %s: %w", sheet, err)
	}
	shown, err := book.Rows(sheet)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read sheet %s: %w", sheet, err), stored.Close())
	}
	lines := &sheetLines{stored: stored, shown: shown}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		lines.date1904 = *props.Date1904
	}
	return lines, nil
}

// Close lets both readings go.
func (s *sheetLines) Close() error { return errors.Join(s.stored.Close(), s.shown.Close()) }

func (s *sheetLines) next() (record, error) {
	if !s.stored.Next() || !s.shown.Next() {
		if err := s.stored.Error(); err != nil {
			return record{}, fmt.Errorf("read the sheet: %w", err)
		}
		return record{}, io.EOF
	}
	line := s.line.Add(1)
	stored, err := s.stored.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return record{}, fmt.Errorf("read line %d of the sheet: %w", line, err)
	}
	shown, err := s.shown.Columns()
	if err != nil {
		return record{}, fmt.Errorf("read line %d of the sheet: %w", line, err)
	}
	for i := range stored {
		if i < len(shown) {
			stored[i] = s.cell(stored[i], shown[i])
		}
	}
	return record{line: line, cells: stored}, nil
}

var shownDay = regexp.MustCompile(`\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[- /][A-Za-zА-Яа-яІіЇїЄє]{3,}\.?[- /,]+\d{2,4}|[A-Za-zА-Яа-яІіЇїЄє]{3,} \d{1,2}, \d{4}`)

// cell gives a stored value, as a day where the sheet shows one, and without the noise of binary fractions.
func (s *sheetLines) cell(stored, shown string) string {
	if stored == shown || !plainNumber.MatchString(stored) {
		return stored
	}
	value, err := strconv.ParseFloat(stored, 64)
	if err != nil {
		return stored
	}
	if shownDay.MatchString(shown) && value >= 1 && value < 200_000 {
		if day, err := excelize.ExcelDateToTime(math.Floor(value), s.date1904); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	if len(stored) > 15 { // more digits than Excel has
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
		return formatNumber(rounded)
	}
	return stored
}
