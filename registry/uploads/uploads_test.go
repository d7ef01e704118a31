package uploads

import (
	"strings"
	"testing"
)

func TestNamesOfFilesAreNoPaths(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"register.csv": "register.csv", "../../etc/passwd": "passwd", `C:\files\ділянки.xlsx`: "ділянки.xlsx", "/": "upload", "": "upload",
		"..": "upload", ".": "upload", "a/..": "upload", "x\x00y\n.csv": "xy.csv", "\xff.csv": ".csv", strings.Repeat("ї", 300): strings.Repeat("ї", 200),
	} {
		if got := displayName(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}
