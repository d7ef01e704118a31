package cluster

import (
	"os/exec"
	"strconv"
	"time"
)

// watchScript waits until no process uses the server any more, and then stops it, as the last user's Stop would have
// done. It is there for users that are killed, and for the lingering server of the tests. The kernel drops a killed
// process's lock, so waiting for the lock is all the watching there is.
//
// It gets the lock of start and stop open as file 3 and the lock of users as file 4: by their names it would take a
// data folder that was renamed for one that nobody uses. Arguments: data directory, seconds to linger.
const watchScript = `
stop_server() {
	pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null)
	serves() { [ -n "$pid" ] && tr "\\0" "\\n" <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF -e "$1"; }
	serves "$1" && kill -INT "$pid"
	while serves "$1"; do sleep 0.2; done
}
while :; do
	flock -x 4
	flock -u 4
	sleep "$2"
	flock -x 3
	if flock -n -x 4; then
		stop_server "$1"
		exit 0
	fi
	flock -u 3
done`

// watch leaves a watching shell behind. Without the program flock, which is part of every Debian, there is none, and
// a server whose users were all killed runs on until the next Start.
func (c *Cluster) watch() {
	if _, err := exec.LookPath("flock"); err != nil {
		return
	}
	seconds := strconv.FormatFloat(c.options.Linger.Seconds(), 'f', 1, 64)
	cmd := exec.Command("/bin/sh", "-c", watchScript, "landbank-watch", c.place.data(), seconds)
	cmd.Dir = "/"
	osUser{}.as(cmd)
	for _, held := range []*lock{c.startLock, c.userLock} {
		own, err := openLock(held.file.Name()) // opened anew, since a lock is of the opening: it must not keep ours alive
		if err != nil {
			return
		}
		defer own.close()
		cmd.ExtraFiles = append(cmd.ExtraFiles, own.file)
	}
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }() // reaps it when it ends before we do
	}
}

const (
	checkEvery   = 2 * time.Second
	longestPause = 30 * time.Second
)

// supervise starts the server again when it ended without being asked to, by the kernel's out-of-memory killer for
// instance. PostgreSQL itself restarts its workers; this is about its main process.
func (c *Cluster) supervise() {
	defer close(c.supervised)
	wait := checkEvery
	for pause(c.life, wait) == nil {
		wait = checkEvery
		if c.place.running() != nil {
			continue
		}
		if err := c.restart(); err != nil && c.life.Err() == nil {
			wait = longestPause
			c.say("PostgreSQL has stopped and cannot be started again, next attempt in 30 s: " + err.Error())
		}
	}
}

func (c *Cluster) restart() error {
	if err := c.startLock.take(c.life, true, nil); err != nil {
		return err
	}
	defer c.startLock.unlock()
	if c.place.running() != nil {
		return nil // another process was faster
	}
	c.say("PostgreSQL has stopped unexpectedly; starting it again.")
	_, err := c.bringUp(c.life)
	return err
}
