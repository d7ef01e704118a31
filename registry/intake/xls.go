package intake

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Workbooks of before 2007 are converted by GDAL in a child process that may use so much and no more.
const (
	xlsTime   = 2 * time.Minute
	xlsLimits = `ulimit -v 2000000; ulimit -t 100; ulimit -f 4000000; ulimit -c 0; exec "$@"` // kB, s, blocks
)

// openOldWorkbook converts the sheets of an XLS file to CSV and opens the one whose header is known best.
func (f *File) openOldWorkbook(r *bufio.Reader) error {
	if !hasGDAL() {
		return &NotARegister{"this is an Excel workbook of the old kind (XLS), which needs GDAL: install the package gdal-bin, or save the workbook as XLSX or CSV"}
	}
	path, err := f.onDisk(r)
	if err != nil {
		return err
	}
	dir, err := f.folder()
	if err != nil {
		return err
	}
	sheets := filepath.Join(dir, "sheets")
	if err := convertXLS(path, sheets); err != nil {
		return err
	}
	best, err := bestConverted(sheets)
	if err != nil {
		return err
	}
	lines, file, err := openConverted(best)
	if err != nil {
		return err
	}
	f.closers = append(f.closers, file)
	if info, err := file.Stat(); err == nil && info.Size() > 0 {
		f.share = func() float64 { return float64(lines.read.count.Load()) / float64(info.Size()) }
	}
	f.found.Format, f.found.Encoding = "XLS", "UTF-8"
	f.found.Sheet = strings.TrimSuffix(filepath.Base(best), ".csv")
	return f.openGrid(lines)
}

// hasGDAL tells whether GDAL is installed.
func hasGDAL() bool {
	_, err := exec.LookPath("ogr2ogr")
	return err == nil
}

// convertXLS writes one CSV file per sheet into the folder.
func convertXLS(path, into string) error {
	ctx, cancel := context.WithTimeout(context.Background(), xlsTime)
	defer cancel()
	absolute, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("convert the workbook: %w", err)
	}
	var complaint bytes.Buffer
	child := exec.CommandContext(ctx, "/bin/sh", "-c", xlsLimits, "sh", "ogr2ogr", "-f", "CSV", into, absolute)
	child.Stderr = &complaint
	child.Env = []string{"PATH=" + os.Getenv("PATH"), "OGR_XLS_HEADERS=DISABLE", "OGR_XLS_FIELD_TYPES=STRING",
		"LC_ALL=C.UTF-8"}
	child.WaitDelay = time.Second
	if err := child.Run(); err != nil {
		if ctx.Err() != nil {
			return &NotARegister{"GDAL took more than two minutes to read the workbook; save it as XLSX or CSV"}
		}
		return &NotARegister{"GDAL cannot read the workbook (" + firstLine(complaint.String()) + "); save it as XLSX or CSV"}
	}
	return nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return excerpt(strings.ReplaceAll(line, os.TempDir(), ""))
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
	lines, file, err := openConverted(path)
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

// openConverted opens a converted sheet behind the line of names that GDAL makes up. Its lines are the sheet's.
func openConverted(path string) (*rowLines, *os.File, error) {
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
