package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// book is a kind of workbook that GDAL converts for us.
type book struct {
	name   string // as people call it
	what   string // within a sentence
	driver string
	ending string
}

var (
	xlsBook = book{"XLS", "an Excel workbook of the old kind (XLS)", "XLS", ".xls"}
	odsBook = book{"ODS", "an OpenDocument workbook (ODS)", "ODS", ".ods"}
)

// openConverted converts the sheets of a workbook to CSV and opens the one whose header is known best.
func (f *File) openConverted(path string, b book) error {
	dir, err := f.folder()
	if err != nil {
		return err
	}
	sheets := filepath.Join(dir, "sheets")
	if err := convert(path, dir, sheets, b); err != nil {
		return err
	}
	best, err := bestConverted(sheets)
	if err != nil {
		return err
	}
	lines, file, err := openConvertedSheet(best)
	if err != nil {
		return err
	}
	f.closers = append(f.closers, file)
	if info, err := file.Stat(); err == nil {
		f.share = func() float64 { return share(lines.read.count.Load(), info.Size()) }
	}
	f.found.Format, f.found.Encoding = b.name, "UTF-8"
	f.found.Sheet = strings.TrimSuffix(filepath.Base(best), ".csv")
	return f.openGrid(lines)
}

// convert writes one CSV file per sheet into the folder.
func convert(path, dir, into string, b book) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("convert the workbook: %w", err)
	}
	link := filepath.Join(dir, "register"+b.ending)
	if err := os.Symlink(absolute, link); err != nil {
		return fmt.Errorf("lay out the workbook: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), childPatience)
	defer cancel()
	child, err := limited(ctx, dir, "ogr2ogr", b.what, []string{b.driver, "CSV"}, "-f", "CSV", into, link)
	if err != nil {
		return err
	}
	stderr := &capped{most: 8 << 10}
	child.Stderr = stderr
	if err := child.Run(); err != nil {
		return ended(ctx, err, stderr.String(), dir, b.what)
	}
	return nil
}

// bestConverted chooses among the converted sheets as bestSheet does.
func bestConverted(dir string) (string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		return "", fmt.Errorf("look for the sheets: %w", err)
	}
	best, score := "", -1
	for _, path := range paths {
		known, err := knownInConverted(path)
		if err != nil {
			return "", err
		}
		if known > score {
			best, score = path, known
		}
	}
	if best == "" {
		return "", &NotARegister{"the workbook has no sheet with rows"}
	}
	return best, nil
}

func knownInConverted(path string) (known int, err error) {
	lines, file, err := openConvertedSheet(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for range headerRows {
		r, err := lines.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, err
		}
		known = max(known, knownNames(r.cells))
	}
	return known, nil
}

// openConvertedSheet opens a converted sheet behind the line of names that GDAL makes up. Its lines are the sheet's.
func openConvertedSheet(path string) (*rowLines, *os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("open the converted sheet: %w", err)
	}
	lines := &rowLines{read: &countingReader{source: file}}
	lines.csv = newCSVLines(lines.read, ',', '\n', &legacyText{})
	if _, err := lines.csv.next(); err != nil && err != io.EOF {
		return nil, nil, errors.Join(fmt.Errorf("read the converted sheet: %w", err), file.Close())
	}
	return lines, file, nil
}

// rowLines counts rows instead of lines.
type rowLines struct {
	read *countingReader
	csv  *csvLines
	row  int64
}

func (l *rowLines) next() (record, error) {
	r, err := l.csv.next()
	l.row++
	r.line = l.row
	return r, err
}
