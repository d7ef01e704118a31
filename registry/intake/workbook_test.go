package intake

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook writes an XLSX file with a sheet of remarks and a register that begins in its third line.
func workbook(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(book.SetCellValue("Sheet1", "A1", "About this register"))
	_, err := book.NewSheet("Register")
	must(err)
	must(book.SetSheetRow("Register", "A1", &[]any{"Brownfield register 2026"}))
	must(book.SetSheetRow("Register", "A3", &[]any{"OrganisationURI", "SiteReference", "SiteNameAddress", "GeoX", "GeoY", "Hectares", "FirstAddedDate", "LastUpdatedDate", "Notes"}))
	must(book.SetSheetRow("Register", "A4", &[]any{"http://example.org/id/a", "A1", "Mill", -1.549112, 53.800812, 0.28, time.Date(2017, 12, 20, 0, 0, 0, 0, time.UTC), 43449, 12.5}))
	must(book.SetSheetRow("Register", "A6", &[]any{"http://example.org/id/a", 17, "Depot", -1.55, 53.81000000000001, 0.1 + 0.2}))
	style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	must(book.SetCellStyle("Register", "G4", "H4", style))
	two, err := book.NewStyle(&excelize.Style{NumFmt: 2})
	must(err)
	must(book.SetCellStyle("Register", "D4", "E4", two))
	path := filepath.Join(t.TempDir(), "register")
	file, err := os.Create(path)
	must(err)
	must(book.Write(file))
	must(file.Close())
	must(book.Close())
	return path
}

func TestWorkbook(t *testing.T) {
	path := workbook(t)
	for name, open := range map[string]string{"plain": path, "packed": packed(t, path)} {
		t.Run(name, func(t *testing.T) {
			f, rows := readAll(t, open, Options{Today: testDay})
			if got := f.Recognised(); got.Format != "XLSX" || got.Sheet != "Register" || got.HeaderRow != 3 || got.Profile != "england-brownfield" {
				t.Errorf("recognised %+v", got)
			}
			if len(rows) != 2 || rows[0].Line != 4 || rows[1].Line != 6 {
				t.Fatalf("%d rows", len(rows))
			}
			first, second := rows[0], rows[1]
			point, _ := first.Shape.Point()
			if point.X() != -1.549112 || first.Record.FirstListedOn.String() != "2017-12-20" || first.Record.CheckedOn.String() != "2018-12-15" {
				t.Errorf("first row %+v at %v", first.Record, point.X())
			}
			if !strings.HasSuffix(second.SourceKey, "/17") || *second.Record.Area.DeclaredM2 != 3000 {
				t.Errorf("second row %s, %v m²", second.SourceKey, *second.Record.Area.DeclaredM2)
			}
			for _, v := range second.Raw {
				if v.Column == "GeoY" && v.Value != "53.81" || v.Column == "Hectares" && v.Value != "0.3" {
					t.Errorf("%s is %s", v.Column, v.Value)
				}
			}
			if read, size := f.Progress(); read != size {
				t.Errorf("read %d of %d", read, size)
			}
		})
	}
}

// packed packs a file with gzip.
func packed(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	zip := gzip.NewWriter(&b)
	if _, err := zip.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	return write(t, "packed.gz", b.String())
}

func TestOldWorkbooksNeedGDAL(t *testing.T) {
	path := write(t, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no workbook")
	if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), "GDAL") && !strings.Contains(err.Error(), "gdal-bin") {
		t.Errorf("a broken workbook: %v", err)
	}
	t.Setenv("PATH", "")
	if _, err := Open(path, Options{}); err == nil || !strings.Contains(err.Error(), "gdal-bin") {
		t.Errorf("without GDAL: %v", err)
	}
}

func TestTemporaryFilesGo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	f, err := Open(packed(t, workbook(t)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "landbank*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind %v, %v", left, err)
	}
}
