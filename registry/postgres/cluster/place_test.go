package cluster

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root has to run the server as another user")
	}
}

// privateFolder is a data folder inside a home that only root can enter, and a folder for clusters that all can.
func privateFolder(t *testing.T) Options {
	t.Helper()
	home, system := folder(t), folder(t)
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	return Options{Dir: filepath.Join(home, "checkout", "data"), Throwaway: true, system: system}
}

func TestDataFolderThatTheServersUserCannotEnter(t *testing.T) {
	t.Parallel()
	needRoot(t)
	o := privateFolder(t)
	c := start(t, o)
	if c.place.owner.uid == 0 || filepath.Dir(c.place.folder) != o.system {
		t.Fatalf("the cluster of user %s is in %s, want it under %s", c.place.owner.name, c.place.folder, o.system)
	}
	exec1(t, c.URL(), "create table kept (v int); insert into kept values (42)")
	stop(t, c)

	again := start(t, o)
	if got := ask(t, again.URL(), "select v from kept"); got != "42" {
		t.Errorf("the second start found another database: %s", got)
	}
	stop(t, again)

	// The data folder may be renamed: what it points to goes with it.
	moved := o
	moved.Dir = o.Dir + "-renamed"
	if err := os.Rename(o.Dir, moved.Dir); err != nil {
		t.Fatal(err)
	}
	renamed := start(t, moved)
	if got := ask(t, renamed.URL(), "select v from kept"); got != "42" {
		t.Errorf("the renamed data folder has another database: %s", got)
	}
	stop(t, renamed)

	// Whoever deletes the data folder begins anew.
	if err := os.RemoveAll(moved.Dir); err != nil {
		t.Fatal(err)
	}
	var said []string
	moved.Log = func(s string) { said = append(said, s) }
	fresh := start(t, moved)
	if got := ask(t, fresh.URL(), "select coalesce(to_regclass('kept')::text, 'absent')"); got != "absent" {
		t.Errorf("a new data folder shows the old data")
	}
	if fresh.place.folder == c.place.folder {
		t.Errorf("the old cluster folder %s was used again", fresh.place.folder)
	}

	// Who deletes it once more is told what is left of the time before.
	stop(t, fresh)
	if err := os.RemoveAll(moved.Dir); err != nil {
		t.Fatal(err)
	}
	start(t, moved)
	if !slices.ContainsFunc(said, func(s string) bool {
		return strings.Contains(s, "earlier registry") && strings.Contains(s, fresh.place.folder)
	}) {
		t.Errorf("nothing is said of %s: %q", fresh.place.folder, said)
	}
}

// What watches over a server under the folder's old name must not take the new name's users for nobody.
func TestRenamedFolderKeepsItsLingeringServer(t *testing.T) {
	t.Parallel()
	needRoot(t)
	o := privateFolder(t)
	o.Linger = 2 * time.Second
	c := start(t, o)
	watching := watchers(t, c.place.data())
	if len(watching) != 1 {
		t.Fatalf("%d shells watch over the server, want 1", len(watching))
	}
	stop(t, c)
	until(t, "the server lingers", func() bool { return childOf(watching[0]) == "sleep" })
	moved := o
	moved.Dir = o.Dir + "-renamed"
	if err := os.Rename(o.Dir, moved.Dir); err != nil {
		t.Fatal(err)
	}
	renamed := start(t, moved)
	server := renamed.place.running()
	until(t, "the shell has found the folder in use, or has ended", func() bool {
		doing := childOf(watching[0])
		return doing == "flock" || doing == ""
	})
	if now := renamed.place.running(); now == nil || now.pid != server.pid || now.ending {
		t.Errorf("the server %d was stopped under its user", server.pid)
	}
}

// watchers lists the shells that watch over the server of a data directory.
func watchers(t *testing.T, data string) (pids []string) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		text, _ := os.ReadFile(line) // a process may have ended
		if words := strings.Split(string(text), "\x00"); slices.Contains(words, "landbank-watch") && slices.Contains(words, data) {
			pids = append(pids, filepath.Base(filepath.Dir(line)))
		}
	}
	return pids
}

// childOf names the program that a shell waits for, "sleep" at first; "" where the shell has ended.
func childOf(pid string) string {
	for {
		children, err := os.ReadFile("/proc/" + pid + "/task/" + pid + "/children")
		if err != nil {
			return ""
		}
		child, _, _ := strings.Cut(string(children), " ")
		if name, err := os.ReadFile("/proc/" + child + "/comm"); child != "" && err == nil {
			return strings.TrimSpace(string(name))
		}
	}
}

func TestPointerToALostClusterIsNotTakenForANewRegistry(t *testing.T) {
	t.Parallel()
	o := options(folder(t))
	pointer := filepath.Join(o.Dir, pointerName)
	for name, text := range map[string]string{
		"gone":               pointerText + filepath.Join(o.system, "0123456789ab") + "\n",
		"outside the system": "/etc\n",
		"climbing out":       filepath.Join(o.system, "..", "..", "etc") + "\n",
		"empty":              "",
	} {
		if err := os.WriteFile(pointer, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Start(t.Context(), o); !HasCode(err, FolderGone) {
			t.Errorf("%s: got %v, want %s", name, err, FolderGone)
		}
	}
}

func TestFolderOfRootIsRefused(t *testing.T) {
	t.Parallel()
	needRoot(t)
	dir := folder(t)
	kept := filepath.Join(dir, folderName, "data")
	if err := os.MkdirAll(kept, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), options(dir))
	if !HasCode(err, FolderDenied) || !strings.Contains(err.Error(), "belongs to root") {
		t.Errorf("got %v, want %s", err, FolderDenied)
	}
}

func TestDataFolderThatIsAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(folder(t), "data")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), options(file)); !HasCode(err, FolderDenied) {
		t.Errorf("got %v, want %s", err, FolderDenied)
	}
}

func TestLongPathStillHasASocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("long/", 30))
	c := start(t, options(dir))
	if len(filepath.Join(c.socket, socketName)) > socketLimit {
		t.Fatalf("the socket's folder %s is too long", c.socket)
	}
	if got := ask(t, c.URL(), "select 1"); got != "1" {
		t.Fatal(got)
	}
	stop(t, c)
	if err := os.RemoveAll(c.socket); err != nil {
		t.Error(err)
	}
}

func TestSocketFolderOfSomebodyElseIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.Chmod(dir, 0o777); err != nil { // as if another user had made it first
		t.Fatal(err)
	}
	owner, err := userByID(os.Geteuid())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (place{folder: dir, owner: owner}).socketFolder(dir); !HasCode(err, FolderDenied) {
		t.Errorf("got %v, want %s", err, FolderDenied)
	}
}

func TestTooLittleRoom(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := room(dir, 1); err != nil {
		t.Error(err)
	}
	if err := room(dir, 1<<60); !HasCode(err, DiskFull) {
		t.Errorf("got %v, want %s", err, DiskFull)
	}
	if err := folderProblem(dir, &os.PathError{Op: "write", Path: dir, Err: syscall.ENOSPC}); !HasCode(err, DiskFull) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v, want %s", err, DiskFull)
	}
}
