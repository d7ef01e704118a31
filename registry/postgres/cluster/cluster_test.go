package cluster

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// The test binary plays a second landbank process when this variable names a data folder: it starts the cluster,
// prints "ready" and stays until it is killed or its standard input ends.
const otherProcess = "LANDBANK_TEST_OTHER_PROCESS"

func TestMain(m *testing.M) {
	dir := os.Getenv(otherProcess)
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := beOther(dir); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func beOther(dir string) error {
	ctx := context.Background()
	c, err := Start(ctx, Options{Dir: dir, Throwaway: true, system: filepath.Join(dir, "system")})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return c.Stop(ctx)
}

// other is that process, seen from the test.
type other struct {
	cmd   *exec.Cmd
	stdin io.Closer
}

func startOther(t *testing.T, dir string, env ...string) *other {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(append(os.Environ(), otherProcess+"="+dir), env...)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	if line != "ready\n" {
		t.Fatalf("the other process said %q", line)
	}
	return &other{cmd: cmd, stdin: stdin}
}

func (o *other) kill(t *testing.T) {
	t.Helper()
	if err := o.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = o.cmd.Wait() // "signal: killed"
}

func (o *other) leave(t *testing.T) {
	t.Helper()
	if err := errors.Join(o.stdin.Close(), o.cmd.Wait()); err != nil {
		t.Fatal(err)
	}
}

// folder is a data folder that every user can enter, with a short path: t.TempDir's can exceed a socket's.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "landbank-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// What watches over a server that is gone may still put its files away: a folder that filled meanwhile is emptied again.
		err := os.RemoveAll(dir)
		for tries := 0; errors.Is(err, syscall.ENOTEMPTY) && tries < 100; tries++ {
			err = os.RemoveAll(dir)
		}
		if err != nil {
			t.Error(err)
		}
	})
	return dir
}

func options(dir string) Options {
	return Options{Dir: dir, Throwaway: true, system: filepath.Join(dir, "system")}
}

// start starts a cluster that is stopped at the end of the test at the latest.
func start(t *testing.T, o Options) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, c) })
	return c
}

func stop(t *testing.T, c *Cluster) {
	t.Helper()
	if err := c.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

// exec1 runs statements on a new connection; ask returns the text of the only value.
func exec1(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer closeConn(conn)
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func ask(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer closeConn(conn)
	var got string
	if err := conn.QueryRow(t.Context(), "select ("+sql+")::text").Scan(&got); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return got
}

// until waits for a condition that another process brings about.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for !holds() {
		if pause(ctx, poll) != nil {
			t.Fatalf("in a minute it did not come about that %s", what)
		}
	}
}

func TestFirstStartMakesAPrivateDatabaseForTheRegistry(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	var said []string
	o := options(dir)
	o.Log = func(s string) { said = append(said, s) }
	c := start(t, o)

	for sql, want := range map[string]string{
		"select postgis_lib_version() is not null":                                                   "true",
		"select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user": "false",
		"select datdba::regrole from pg_database where datname = current_database()":                 "landbank",
		"select string_agg(w, '' order by w) from unnest('{б,a,Z,Є,_,Я}'::text[]) w":                 "Z_aЄЯб", // code points
		"select lower('ЇЖАК') || upper('ґанок')":                                                     "їжакҐАНОК",
		"select current_setting('listen_addresses')":                                                 "",
		"select current_setting('data_checksums')":                                                   "on",
		"select current_setting('TimeZone')":                                                         "UTC",
	} {
		if got := ask(t, c.URL(), sql); got != want {
			t.Errorf("%s: got %q, want %q", sql, got, want)
		}
	}
	if len(said) == 0 || !strings.Contains(said[0], "new PostgreSQL") {
		t.Errorf("the slow first start said %q", said)
	}
	info, err := os.Stat(filepath.Join(dir, folderName))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the cluster folder has mode %v (%v), want 0700", info.Mode(), err)
	}

	exec1(t, c.URL(), "create table kept (v int); insert into kept values (42)")
	stop(t, c)
	stop(t, c) // again does no harm
	if c.place.running() != nil {
		t.Fatal("the server still runs after Stop")
	}
	if log := c.place.lastMessages(); strings.Contains(log, "crash") || strings.Contains(log, "not properly shut down") {
		t.Errorf("the stop was not clean:\n%s", log)
	}
	again := start(t, options(dir))
	if got := ask(t, again.URL(), "select v from kept"); got != "42" {
		t.Errorf("after a restart: got %s, want 42", got)
	}
}

func TestLastOfSeveralProcessesStopsTheServer(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := startOther(t, dir)
	second := start(t, options(dir))
	pid := second.place.running().pid

	first.leave(t) // the one that had started the server
	if now := second.place.running(); now == nil || now.pid != pid {
		t.Fatal("the server ended with the process that had started it, though another one uses it")
	}
	if got := ask(t, second.URL(), "select 1"); got != "1" {
		t.Fatal(got)
	}
	stop(t, second)
	if second.place.running() != nil {
		t.Error("the server runs on after its last user has stopped")
	}
}

func TestServerEndsAfterItsUserWasKilled(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	user := startOther(t, dir)
	c := start(t, options(dir))
	exec1(t, c.URL(), "create table kept (v int); insert into kept values (42)")
	p := c.place
	stop(t, c)
	if p.running() == nil {
		t.Fatal("the server ended although the other process uses it")
	}
	user.kill(t)
	until(t, "the watching shell stops the server", func() bool { return p.running() == nil })

	again := start(t, options(dir))
	if got := ask(t, again.URL(), "select v from kept"); got != "42" {
		t.Errorf("got %s, want 42", got)
	}
}

func TestStrayServerIsAdopted(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	// Without the program flock there is no watching shell, as if it had been killed too.
	user := startOther(t, dir, "PATH=/nonexistent")
	user.kill(t)
	c := start(t, options(dir))
	if got := ask(t, c.URL(), "select now() - pg_postmaster_start_time() > interval '0'"); got != "true" {
		t.Fatal(got)
	}
	if log := c.place.lastMessages(); strings.Count(log, "starting PostgreSQL") != 1 {
		t.Errorf("the running server was not used:\n%s", log)
	}
	stop(t, c)
	if c.place.running() != nil {
		t.Error("the adopted server was not stopped")
	}
}

func TestKilledServerIsStartedAgainAndRecovers(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	c := start(t, options(dir))
	exec1(t, c.URL(), "create table kept (v int); insert into kept values (42); set synchronous_commit = on; insert into kept values (43)")
	killed := c.place.running().pid
	if err := syscall.Kill(killed, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	until(t, "the supervisor starts the server again", func() bool {
		now := c.place.running()
		return now != nil && now.ready && now.pid != killed
	})
	if got := ask(t, c.URL(), "select sum(v) from kept"); got != "85" {
		t.Errorf("the same URL after the restart: got %s, want 85", got)
	}
}

func TestStartGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	busy, err := openLock(filepath.Join(dir, "cluster.lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer busy.close()
	if got, err := busy.try(true); !got || err != nil {
		t.Fatal(got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o := options(dir)
	o.Log = func(string) { cancel() } // it says that it waits
	if _, err := Start(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestInterruptedStartDecidesNothing(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ctx, options(dir)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	if _, err := os.Stat(filepath.Join(dir, pointerName)); !errors.Is(err, os.ErrNotExist) {
		t.Error("an interrupted start has moved the database elsewhere")
	}
}

func TestFolderHeldByAServerOutOfReach(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	held, err := openLock(filepath.Join(dir, "cluster.users"))
	if err != nil {
		t.Fatal(err)
	}
	defer held.close()
	if got, err := held.try(false); !got || err != nil {
		t.Fatal(got, err)
	}
	if _, err := Start(t.Context(), options(dir)); !HasCode(err, InUse) {
		t.Errorf("got %v, want %s", err, InUse)
	}
}

func TestStartWaitsForWhatIsLeftOfAKilledServer(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	c := start(t, options(dir))
	p := c.place
	stop(t, c)
	// To PostgreSQL, any process of its user whose number the pid file has is the server that was there.
	left := exec.Command("cat")
	stdin, err := left.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.owner.as(left)
	if err := left.Start(); err != nil {
		t.Fatal(err)
	}
	if err := p.write("data/postmaster.pid", strconv.Itoa(left.Process.Pid)+"\n"+p.data()+"\n"); err != nil {
		t.Fatal(err)
	}
	again := make(chan error)
	go func() {
		c, err := Start(t.Context(), options(dir))
		if err == nil {
			err = c.Stop(context.Background())
		}
		again <- err
	}()
	until(t, "the first attempt is refused", func() bool { return strings.Contains(p.lastMessages(), "already exists") })
	if err := errors.Join(stdin.Close(), left.Wait()); err != nil {
		t.Fatal(err)
	}
	if err := <-again; err != nil {
		t.Error(err)
	}
}
