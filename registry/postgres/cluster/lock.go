package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// poll is how often a condition of another process is looked at again: a lock, a pid file, a socket.
const poll = 20 * time.Millisecond

// lock is an advisory lock on a file. The kernel drops it when the process ends, however it ends.
type lock struct{ file *os.File }

// openLock opens the lock file without locking it. Children do not inherit it.
func openLock(path string) (*lock, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	return &lock{file: file}, nil
}

// try takes the lock (exclusive or shared) unless another process holds it in a way that forbids this.
func (l *lock) try(exclusive bool) (bool, error) {
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(l.file.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case errors.Is(err, syscall.EINTR):
			continue
		}
		return false, fmt.Errorf("lock %s: %w", l.file.Name(), err)
	}
}

// take waits for the lock until ctx ends. waiting, which may be nil, is called once when the wait gets long.
func (l *lock) take(ctx context.Context, exclusive bool, waiting func()) error {
	const long = time.Second
	for began := time.Now(); ; {
		got, err := l.try(exclusive)
		if got || err != nil {
			return err
		}
		if waiting != nil && time.Since(began) > long {
			waiting()
			waiting = nil
		}
		if err := pause(ctx, poll); err != nil {
			return err
		}
	}
}

// tryFor is try, repeated for a while: it outlasts the instant in which the watching shell tests the lock.
func (l *lock) tryFor(exclusive bool, patience time.Duration) (bool, error) {
	deadline := time.Now().Add(patience)
	for {
		got, err := l.try(exclusive)
		if got || err != nil || time.Now().After(deadline) {
			return got, err
		}
		time.Sleep(poll)
	}
}

// close releases the lock.
func (l *lock) close() { _ = l.file.Close() }

// pause waits for d or until ctx ends, whose error it then returns.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// unlock releases the lock and keeps the file open for the next time.
func (l *lock) unlock() { _ = syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN) } // fails only for a closed file
