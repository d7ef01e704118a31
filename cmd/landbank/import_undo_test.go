package main

import (
	"fmt"
	"strings"
	"testing"

	"landbank/internal/testdb"
)

func TestImportUndo(t *testing.T) {
	t.Parallel()
	url, file := testdb.Clone(t), fixture(t, "council.csv", councilRegister)
	undo := func(wantCode int, args ...string) *said {
		t.Helper()
		var s said
		if code := s.landbank(t, nil, append([]string{"import", "undo", "--database", url}, args...)...); code != wantCode {
			t.Errorf("%v: exit code %d, want %d; said %s%s", args, code, wantCode, &s.out, &s.err)
		}
		return &s
	}
	undo(2)
	undo(2, "first")
	if s := undo(exitNothing, "7"); !strings.Contains(s.err.String(), "there is no import 7") {
		t.Errorf("an unknown import: %s", &s.err)
	}
	first, _ := importing(t, exitRejected, "--database", url, "--publish", file)
	changed := fixture(t, "council.csv", strings.Replace(councilRegister, "Mill, Mill Lane", "Mill, Old Mill Lane", 1))
	second, _ := importing(t, exitRejected, "--database", url, "--publish", changed)
	if second.Updated != 1 {
		t.Fatalf("second import %+v", second)
	}
	if s := undo(exitNothing, fmt.Sprint(first.Batch)); !strings.Contains(s.err.String(), fmt.Sprintf("update by cli (import %d)", second.Batch)) {
		t.Errorf("with a later import: %s", &s.err)
	}
	if s := undo(0, "--reason", "an older file", fmt.Sprint(second.Batch)); !strings.Contains(s.out.String(), "1 are again as they were") {
		t.Errorf("said %s", &s.out)
	}
	if s := undo(0, fmt.Sprint(first.Batch)); !strings.Contains(s.out.String(), fmt.Sprintf("%d sites that it had created are withdrawn", first.Created)) {
		t.Errorf("said %s", &s.out)
	}
	if s := undo(exitNothing, fmt.Sprint(first.Batch)); !strings.Contains(s.err.String(), "was undone already") {
		t.Errorf("twice: %s", &s.err)
	}
	if again, _ := importing(t, exitRejected, "--database", url, "--publish", file); again.Created != first.Created {
		t.Errorf("imported again: %+v, the first time %+v", again, first)
	}
}
