package spreadsheet_test

import (
	"testing"

	"landbank/registry/spreadsheet"
)

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"":                        "",
		"Plain text":              "Plain text",
		"=HYPERLINK(\"http://\")": "'=HYPERLINK(\"http://\")",
		"+380 44 000 00 00":       "'+380 44 000 00 00",
		"-12.5":                   "-12.5",
		"+1e-3":                   "+1e-3",
		"-2.25, 47.5":             "-2.25, 47.5",
		"-2.25, A1":               "'-2.25, A1",
		"-2.25, ":                 "'-2.25, ",
		"-12.5-A1":                "'-12.5-A1",
		"-":                       "'-",
		"@SUM(A1)":                "'@SUM(A1)",
		"\tcmd":                   "'\tcmd",
		"'quoted'":                "'quoted'",
		"'=already":               "''=already",
		"''":                      "'''",
		"1-2":                     "1-2",
	} {
		if got := spreadsheet.Harmless(cell); got != want {
			t.Errorf("Harmless(%q) = %q, want %q", cell, got, want)
		}
	}
}

func FuzzRestored(f *testing.F) {
	for _, seed := range []string{"", "'", "''", "'=", "=1+1", "-1", "-1-1", "-1, ", "-1, 2", "+e", "'+'", "\r", "''=x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		safe := spreadsheet.Harmless(cell)
		if got := spreadsheet.Restored(safe); got != cell {
			t.Errorf("Restored(Harmless(%q)) = %q", cell, got)
		}
	})
}
