package postgres_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"landbank/registry"
	"landbank/registry/postgres"
)

// crashURL is the variable that turns the test program into an importer.
const crashURL = "LANDBANK_TEST_IMPORT_INTO"

func TestMain(m *testing.M) {
	if url := os.Getenv(crashURL); url != "" {
		if err := importAndTell(context.Background(), url); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		fmt.Println("done")
		_, _ = io.Copy(io.Discard, os.Stdin) // until it is killed
		os.Exit(0)
	}
	if url := os.Getenv(workURL); url != "" {
		if err := workAndTell(context.Background(), url); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		_, _ = io.Copy(io.Discard, os.Stdin) // until it is killed
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const crashRows = 2000

// importAndTell imports a register and says on standard output where it is. It
// waits for a line on standard input where told so.
func importAndTell(ctx context.Context, url string) error {
	store, err := postgres.Open(ctx, url)
	if err != nil {
		return err
	}
	defer store.Close()
	var rows []registry.Row
	for line := range int64(crashRows) {
		rows = append(rows, plot(line+1, fmt.Sprint("crash ", line)))
	}
	j := job()
	stop := os.Getenv("LANDBANK_TEST_STOP_AT")
	in := bufio.NewReader(os.Stdin)
	j.Progress = func(phase string, _ int64) {
		fmt.Println(phase)
		if phase == stop {
			_, _ = in.ReadString('\n')
		}
	}
	_, err = store.Import(ctx, j, listed(rows...))
	return err
}

// importer is an import in a process of its own.
type importer struct {
	t   *testing.T
	cmd *exec.Cmd
	out *bufio.Scanner
	in  io.WriteCloser
}

func startImporter(t *testing.T, url, stopAt string) *importer {
	t.Helper()
	return startProcess(t, crashURL+"="+url, "LANDBANK_TEST_STOP_AT="+stopAt)
}

// startProcess starts the test program again, with variables that say what to do.
func startProcess(t *testing.T, variables ...string) *importer {
	t.Helper()
	i := &importer{t: t, cmd: exec.CommandContext(t.Context(), os.Args[0])}
	i.cmd.Env = append(os.Environ(), variables...)
	out, err := i.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if i.in, err = i.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := i.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	i.out = bufio.NewScanner(out)
	return i
}

// until reads what the importer says until it says the word.
func (i *importer) until(word string) {
	i.t.Helper()
	for i.out.Scan() {
		if i.out.Text() == word {
			return
		}
		if strings.HasPrefix(i.out.Text(), "failed") {
			i.t.Fatal(i.out.Text())
		}
	}
	i.t.Fatalf("the importer ended before it said %q", word)
}

// kill ends the importer as a power cut would.
func (i *importer) kill() {
	i.t.Helper()
	if err := i.cmd.Process.Kill(); err != nil {
		i.t.Fatal(err)
	}
	_ = i.cmd.Wait() // tells that it was killed
}

// gone waits until the server has noticed that the importer's session is dead.
func (d *desk) gone() {
	d.t.Helper()
	d.run("select pg_advisory_lock($1, batch::int), pg_advisory_unlock($1, batch::int) from (select max(id) as batch from import_batch) b", 0x4c42)
}

func (d *desk) stored() int64 { return ask[int64](d, "select count(*) from site") }

func TestAnImportThatIsKilledLeavesNothingAndIsNamed(t *testing.T) {
	t.Parallel()
	for _, phase := range []string{"read", "check", "store", "report"} {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			i := startImporter(t, d.url, phase)
			i.until(phase)
			if phase == "read" { // it lives: nobody may take it for dead
				if batches, err := d.store.Interrupted(t.Context()); err != nil || len(batches) > 0 {
					t.Errorf("a living import was called interrupted: %+v (%v)", batches, err)
				}
			}
			i.kill()
			d.gone()
			if got := d.stored(); got != 0 {
				t.Errorf("%d sites of a killed import are visible", got)
			}
			batches, err := d.store.Interrupted(t.Context())
			if err != nil || len(batches) != 1 || batches[0].State != "interrupted" || batches[0].FileName != "register.csv" {
				t.Errorf("interrupted: %+v (%v), want the killed import", batches, err)
			}
			if again, err := d.store.Interrupted(t.Context()); err != nil || len(again) != 0 {
				t.Errorf("named again: %+v (%v)", again, err)
			}
			d.holdsTogether()
			d.imported(job(), plot(1, "after"))
		})
	}
}

// A kill right before the commit may still come before or after it; both are
// whole.
func TestAnImportThatIsKilledBeforeItsCommitIsWhole(t *testing.T) {
	t.Parallel()
	for range 3 {
		d := newDesk(t)
		i := startImporter(t, d.url, "report")
		i.until("report")
		if _, err := io.WriteString(i.in, "\n"); err != nil { // it goes on to its commit
			t.Fatal(err)
		}
		i.kill()
		d.gone()
		interrupted, err := d.store.Interrupted(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got, state := d.stored(), ask[string](d, "select state from import_batch")
		none := got == 0 && state == "interrupted" && len(interrupted) == 1
		all := got == crashRows && state == "applied" && len(interrupted) == 0
		if !none && !all {
			t.Errorf("%d sites stored, batch %s, %d named interrupted", got, state, len(interrupted))
		}
		d.holdsTogether()
	}
}

// A kill after the commit was asked for: the server ends it without anybody
// listening, and nobody is called interrupted.
func TestAnImportThatIsKilledDuringItsCommitIsWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const gate = 7
	d.run(fmt.Sprintf(`create function wait_at_commit() returns trigger language plpgsql as $$
		begin perform pg_advisory_xact_lock(%d); return null; end $$`, gate))
	d.run("create constraint trigger waits_at_commit after update on ledger_head deferrable initially deferred for each row execute function wait_at_commit()")
	d.run("select pg_advisory_lock($1)", gate)
	i := startImporter(t, d.url, "")
	for !ask[bool](d, "select exists (select from pg_locks where locktype = 'advisory' and objid = $1 and not granted)", gate) {
		if t.Context().Err() != nil {
			t.Fatal("the importer never came to its commit")
		}
	}
	i.kill()
	if got := d.stored(); got != 0 {
		t.Errorf("%d sites are visible before the commit is through", got)
	}
	if batches, err := d.store.Interrupted(t.Context()); err != nil || len(batches) > 0 {
		t.Errorf("interrupted: %+v (%v), while its commit is under way", batches, err)
	}
	d.run("select pg_advisory_unlock($1)", gate)
	d.gone()
	if got := d.stored(); got != crashRows {
		t.Errorf("%d sites are visible, want all %d", got, crashRows)
	}
	if batches, err := d.store.Interrupted(t.Context()); err != nil || len(batches) > 0 {
		t.Errorf("interrupted: %+v (%v), though it was applied", batches, err)
	}
	d.holdsTogether()
}

func TestAnImportThatIsDoneIsNotInterruptedWhenItsProcessDies(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	i := startImporter(t, d.url, "")
	i.until("done")
	i.kill()
	if batches, err := d.store.Interrupted(t.Context()); err != nil || len(batches) > 0 {
		t.Errorf("interrupted: %+v (%v)", batches, err)
	}
	if got := d.stored(); got != crashRows {
		t.Errorf("%d sites stored, want %d", got, crashRows)
	}
}
