package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"landbank/internal/testdb"
)

// ready waits for the sentence that serve prints once it serves, and returns the address in it.
type ready struct {
	mutex   sync.Mutex
	text    bytes.Buffer
	address chan string
}

const readySentence = "Landbank is ready: "

func (r *ready) Write(p []byte) (int, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.text.Write(p)
	if line, rest, whole := strings.Cut(r.text.String(), "\n"); whole && rest == "" && strings.HasPrefix(line, readySentence) {
		r.address <- strings.TrimPrefix(line, readySentence)
	}
	return len(p), nil
}

// serving runs serve until the test ends and returns its address. The sentences it says are in s.err afterwards.
func serving(t *testing.T, s *said, args ...string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &ready{address: make(chan string, 1)}
	c := s.console(nil)
	c.out = r
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, c, append([]string{"serve", "--listen", "127.0.0.1:0", "--log", "warn"}, args...))
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("exit code %d, said %s", code, &s.err)
		}
	})
	t.Cleanup(stop)
	select {
	case address := <-r.address:
		return address, stop
	case code := <-ended:
		ended <- code
		t.Fatalf("it ended with exit code %d: %s", code, &s.err)
	case <-time.After(2 * time.Minute):
		t.Fatalf("it did not become ready: %s", &s.err)
	}
	return "", stop
}

func get(t *testing.T, address string) (status int, body []byte) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err = io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, body
}

// published asks how many sites the public sees.
func published(t *testing.T, address string) int {
	t.Helper()
	status, body := get(t, address+"/api/v1/sites?limit=1&geometry=none")
	var page struct{ NumberMatched int }
	if err := json.Unmarshal(body, &page); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, %v: %.200s", status, err, body)
	}
	return page.NumberMatched
}

func TestServeFillsAnEmptyRegistryOnce(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	var first, second said
	address, stop := serving(t, &first, "--database", url)
	if status, _ := get(t, address+"/readyz"); status != http.StatusOK {
		t.Errorf("readyz answers %d", status)
	}
	sites := published(t, address)
	if sites == 0 {
		t.Error("an empty registry was not filled")
	}
	stop()
	if !strings.Contains(first.err.String(), "demonstration") {
		t.Errorf("said %q", &first.err)
	}
	address, stop = serving(t, &second, "--database", url)
	if again := published(t, address); again != sites {
		t.Errorf("%d sites after the second start, %d after the first", again, sites)
	}
	stop()
	if strings.Contains(second.err.String(), "demonstration") {
		t.Errorf("the second start said %q", &second.err)
	}
}

func TestServeLeavesTheRegistryEmptyWhenToldTo(t *testing.T) {
	t.Parallel()
	var s said
	address, _ := serving(t, &s, "--database", testdb.Clone(t), "--demo", "never")
	if sites := published(t, address); sites != 0 {
		t.Errorf("%d sites are in the registry", sites)
	}
}

func TestServeSaysThatThePortIsTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	var s said
	if code := s.landbank(t, nil, "serve", "--listen", taken.Addr().String(), "--data", t.TempDir()); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if got := s.err.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "is taken by another program") || !strings.Contains(got, "--listen 127.0.0.1:") {
		t.Errorf("said %q", got)
	}
}

func TestServeRefusesWhatItCannotUnderstand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no port":              {[]string{"--listen", "localhost"}, 2, "127.0.0.1:8080"},
		"somebody's address":   {[]string{"--listen", "192.0.2.1:8080"}, 1, "no address of this machine"},
		"demonstration always": {[]string{"--demo", "always"}, 2, "auto or never"},
		"an argument":          {[]string{"here"}, 2, "no arguments"},
		"networks in words":    {[]string{"--trusted-proxies", "10.0.0.0/8,ours"}, 2, `"ours"`},
		"level of the log":     {[]string{"--log", "loud"}, 2, "--log"},
	} {
		var s said
		if code := s.landbank(t, nil, append([]string{"serve", "--data", t.TempDir()}, c.args...)...); code != c.code || !strings.Contains(s.err.String(), c.says) {
			t.Errorf("%s: exit code %d, said %q", name, code, &s.err)
		}
	}
}

func TestServerSaysThatItIsStarting(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var s said
	server := newServer(listener, newLog(s.console(nil), 0))
	defer server.close()
	address := "http://" + listener.Addr().String() + "/readyz"
	if status, body := get(t, address); status != http.StatusServiceUnavailable || !strings.Contains(string(body), "starting") {
		t.Errorf("before: %d %s", status, body)
	}
	server.open(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "app") }))
	if status, body := get(t, address); status != http.StatusOK || string(body) != "app" {
		t.Errorf("after: %d %s", status, body)
	}
	if err := server.drain(); err != nil {
		t.Error(err)
	}
}

// The real program, killed in the middle of serving: what it had accepted is there afterwards, the database recovers.
func TestProgramSurvivesBeingKilled(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "landbank-") // short and open to the server's user, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	first := startProgram(t, folder)
	sites := published(t, first.address)
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.cmd.Wait() // "signal: killed"

	second := startProgram(t, folder)
	if got := published(t, second.address); got != sites || got == 0 {
		t.Errorf("%d sites after the kill, %d before", got, sites)
	}
	if err := second.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := second.cmd.Wait(); err != nil {
		t.Errorf("an asked-for end: %v", err)
	}
	if _, err := os.Stat(folder + "/postgres/data/postmaster.pid"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its database still runs (%v)", err)
	}
}

// program is this test binary playing landbank (see TestMain).
type program struct {
	cmd     *exec.Cmd
	address string
}

const playLandbank = "LANDBANK_TEST_PLAY"

func TestMain(m *testing.M) {
	if os.Getenv(playLandbank) != "" {
		main()
	}
	os.Exit(m.Run())
}

func startProgram(t *testing.T, folder string, flags ...string) *program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{"serve", "--data", folder, "--listen", "127.0.0.1:0"}, flags...)...)
	cmd.Env = append(os.Environ(), playLandbank+"=1")
	r := &ready{address: make(chan string, 1)}
	var complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = r, &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	select {
	case address := <-r.address:
		return &program{cmd: cmd, address: address}
	case <-time.After(2 * time.Minute):
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		t.Fatalf("it did not become ready: %s", &complaints)
	}
	return nil
}
