package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landbank/internal/testdb"
)

func TestImportOfANewerIssue(t *testing.T) {
	t.Parallel()
	url, dir := testdb.Clone(t), t.TempDir()
	register := func(lines ...string) string {
		return fixture(t, "register.csv", "id,name,longitude,latitude,kind\n"+strings.Join(lines, "\n")+"\n")
	}
	a, b, c := "a,Mill,30.11111,48.11111,brownfield", "b,=Depot,30.22222,48.22222,brownfield", "c,Yard,30.33333,48.33333,brownfield"
	many := []string{a, b, c, "d,Quay,30.44444,48.44444,brownfield", "e,Shed,30.55555,48.55555,brownfield"}
	args := func(more ...string) []string {
		return append([]string{"--database", url, "--publish", "--source", "town", "--profile", "generic"}, more...)
	}
	importing(t, 0, args(register(many...))...)

	list := filepath.Join(dir, "gone.csv")
	told, s := importing(t, 0, args("--gone-report", list, register(append([]string{a}, many[2:]...)...))...)
	if told.Gone != 1 || told.Withdrawn != 0 || !strings.Contains(s.err.String(), "1 sites of town are not in this file, and stay as they are") {
		t.Errorf("told %+v, said %s", told, &s.err)
	}
	text, err := os.ReadFile(list)
	if err != nil || !strings.Contains(string(text), ",b,'=Depot,published\n") || strings.Count(string(text), "\n") != 2 {
		t.Errorf("listed %s (%v)", text, err)
	}
	if _, s := importing(t, exitNothing, args("--gone", "withdraw", "--reason", "sold", register(a, b))...); !strings.Contains(s.err.String(), "3 of the register's 5 sites") {
		t.Errorf("a part of the register: %s", &s.err)
	}
	if _, s := importing(t, 2, args("--gone", "withdraw", register(a, b))...); !strings.Contains(s.err.String(), "needs a reason") {
		t.Errorf("without a reason: %s", &s.err)
	}
	ended, s := importing(t, 0, args("--gone", "withdraw", "--reason", "sold", register(append([]string{a}, many[2:]...)...))...)
	if ended.Withdrawn != 1 || !strings.Contains(s.err.String(), "and are withdrawn") {
		t.Errorf("withdrawn %+v, said %s", ended, &s.err)
	}
	some, s := importing(t, 0, args("--only", "create", register(strings.Replace(a, "Mill", "Old Mill", 1), "f,Kiln,30.6666,48.6666,brownfield"))...)
	if some.Created != 1 || some.Skipped != 1 || !strings.Contains(s.err.String(), "1 rows were left out") {
		t.Errorf("new ones only: %+v, said %s", some, &s.err)
	}
}
