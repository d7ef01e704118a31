package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// postmaster is a running server, as its pid file describes it.
type postmaster struct {
	pid    int
	socket string // folder of the socket
	ready  bool   // takes connections
	ending bool   // on its way out
}

// running returns the server that runs on the place, nil when none does. A pid file alone proves nothing after a
// crash, when its number may belong to any process: the command line must name the data directory. (The working
// directory would tell as much, but root in a container may not read that of another user's process.)
func (p place) running() *postmaster {
	text, err := os.ReadFile(p.pidFile())
	if err != nil {
		return nil
	}
	lines := strings.Split(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || !p.isServer(pid) {
		return nil
	}
	line := func(n int) string {
		if n < len(lines) {
			return strings.TrimSpace(lines[n])
		}
		return ""
	}
	// pid, data directory, start time, port, socket folder, address, shared memory key, status
	return &postmaster{pid: pid, socket: line(4), ready: line(7) == "ready", ending: line(7) == "stopping"}
}

func (p place) isServer(pid int) bool {
	if pid <= 1 {
		return false
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return false // ended
	}
	return slices.Contains(strings.Split(string(text), "\x00"), p.data()) // empty for a zombie
}

// launch starts the server and returns when it takes connections. progress is called now and then while a crash is
// being recovered from, which can take minutes.
func (p place) launch(ctx context.Context, s server, progress func(string)) (*postmaster, error) {
	if err := room(p.folder, roomToStart); err != nil {
		return nil, err
	}
	output, err := os.OpenFile(p.startLog(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, folderProblem(p.folder, err)
	}
	defer func() { _ = output.Close() }() // the server has its own copy
	// Not CommandContext: the server outlives this process when others use it.
	cmd := exec.Command(s.program("postgres"), "-D", p.data(), "-c", "config_file="+filepath.Join(p.folder, "postgresql.conf"))
	cmd.Dir = p.folder
	cmd.Stdout, cmd.Stderr = output, output // a file, no pipe: writing to it must not fail when we are gone
	p.owner.as(cmd)
	if err := cmd.Start(); err != nil {
		return nil, cannotRun("PostgreSQL", p.owner, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return p.awaitReady(ctx, cmd, ended, progress)
}

func (p place) awaitReady(ctx context.Context, cmd *exec.Cmd, ended <-chan error, progress func(string)) (*postmaster, error) {
	began := time.Now()
	said := began
	for {
		if found := p.running(); found != nil && found.pid == cmd.Process.Pid && found.ready {
			return found, nil
		}
		select {
		case err := <-ended:
			return nil, p.startProblem("PostgreSQL", p.lastMessages(), err)
		case <-ctx.Done():
			_ = cmd.Process.Signal(syscall.SIGINT) // it may have ended by itself just now
			<-ended
			return nil, ctx.Err()
		case <-time.After(poll):
		}
		if time.Since(said) > 3*time.Second {
			said = time.Now()
			progress(fmt.Sprintf("PostgreSQL is still starting after %d s; after a crash it first replays what was stored.", int(time.Since(began).Seconds())))
		}
	}
}

// lastMessages is what the server said while it started: to the start log until its logging collector took over, to
// the log of the day from then on.
func (p place) lastMessages() string {
	early, _ := os.ReadFile(p.startLog()) // best effort: this only improves a message
	today, _ := os.ReadFile(filepath.Join(p.log(), "postgres-"+time.Now().UTC().Format("Mon")+".log"))
	const enough = 4000
	if len(today) > enough {
		today = today[len(today)-enough:]
	}
	if strings.Contains(string(early), "FATAL:") {
		return string(early)
	}
	return string(early) + string(today)
}

// stop ends a running server in an orderly way: clients are disconnected, everything is written, nothing has to be
// recovered at the next start. When ctx ends first the server is told to end at once, which loses nothing either.
func (p place) stop(ctx context.Context, server *postmaster) error {
	if err := signal(server.pid, syscall.SIGINT); err != nil {
		return err
	}
	if err := p.awaitEnd(ctx, server.pid); err == nil {
		return nil
	}
	if err := signal(server.pid, syscall.SIGQUIT); err != nil {
		return err
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return p.awaitEnd(last, server.pid)
}

func (p place) awaitEnd(ctx context.Context, pid int) error {
	for p.isServer(pid) {
		if err := pause(ctx, poll); err != nil {
			return fmt.Errorf("wait for PostgreSQL (process %d) to end: %w", pid, err)
		}
	}
	return nil
}

func signal(pid int, sig syscall.Signal) error {
	if err := syscall.Kill(pid, sig); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop PostgreSQL (process %d): %w", pid, err)
	}
	return nil
}
