package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// madeBy returns the major version of PostgreSQL that made the data directory, 0 when there is none yet.
func (p place) madeBy() (int, error) {
	text, err := os.ReadFile(filepath.Join(p.data(), "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, folderProblem(p.folder, err)
	}
	version, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("data folder %s: its PG_VERSION is not a version: %w", p.data(), err)
	}
	return version, nil
}

// initialise makes the data directory. It is made under another name and renamed when it is complete, so that an
// interruption never leaves half of one.
func (p place) initialise(ctx context.Context, s server, isThrowaway bool) error {
	fresh := p.data() + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return folderProblem(p.folder, err)
	}
	// Text sorts by code point on every machine, whatever its C library; letters are still letters in every script.
	args := []string{
		"--pgdata=" + fresh, "--username=" + adminRole, "--encoding=UTF8",
		"--locale=C.UTF-8", "--lc-collate=C", "--lc-messages=C",
		"--auth-local=peer", "--auth-host=reject", "--data-checksums", "--no-instructions",
	}
	if isThrowaway {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, s.program("initdb"), args...)
	cmd.Dir = p.folder
	p.owner.as(cmd)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return p.startProblem("initdb", out.String(), err)
	}
	if err := os.Rename(fresh, p.data()); err != nil {
		return folderProblem(p.folder, err)
	}
	return nil
}

// startProblem explains why initdb or postgres ended, from what it printed.
func (p place) startProblem(program, output string, err error) error {
	switch {
	case strings.Contains(output, "No space left on device"), strings.Contains(output, "Disk quota exceeded"):
		return diskProblem(p.folder, err)
	case strings.Contains(output, "lock file \"postmaster.pid\" already exists"),
		strings.Contains(output, "pre-existing shared memory block"):
		return p.inUse(err)
	case strings.Contains(output, "Permission denied"):
		return &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("PostgreSQL, running as the user %s, cannot use the folder %s (%s)", p.owner.name, p.folder, lastLine(output)),
			Remedy: fmt.Sprintf("give it back to that user (chown -R %s: %s), or choose another folder with --data", p.owner.name, p.folder),
			Err:    err,
		}
	}
	return &Problem{
		Code:   NotStarted,
		What:   fmt.Sprintf("%s did not start (%s)", program, lastLine(output)),
		Remedy: fmt.Sprintf("its full messages are in %s", p.log()),
		Err:    err,
	}
}

func (p place) inUse(err error) error {
	return &Problem{
		Code:   InUse,
		What:   fmt.Sprintf("another PostgreSQL, which cannot be reached from here, holds the folder %s (in another container, perhaps)", p.folder),
		Remedy: "stop it first, or choose another folder with --data",
		Err:    err,
	}
}
