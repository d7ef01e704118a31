package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// Code names a kind of Problem.
type Code string

// The kinds of Problem. Codes are for programs and tests; people read Problem.Error.
const (
	NoServer         Code = "no_server"         // no PostgreSQL server programs on this machine
	ServerTooOld     Code = "server_too_old"    // PostgreSQL before version 15
	NoPostGIS        Code = "no_postgis"        // PostgreSQL without the PostGIS extension
	PostGISTooOld    Code = "postgis_too_old"   // PostGIS before version 3.3
	OtherVersion     Code = "other_version"     // the data folder was made by a version that is not installed
	FolderDenied     Code = "folder_denied"     // the data folder cannot be written or entered
	FolderGone       Code = "folder_gone"       // the cluster folder that DIR points to is missing
	InUse            Code = "in_use"            // another server, which cannot be reached from here, holds the folder
	DiskFull         Code = "disk_full"         // too little room to start safely
	NotStarted       Code = "not_started"       // the server ended while starting, for a reason of its own
	Unreachable      Code = "unreachable"       // nothing answers at the URL of --database
	AccessRefused    Code = "access_refused"    // the server at that URL refuses this user, password or database
	NotUTF8          Code = "not_utf8"          // that database does not store UTF-8
	MalformedAddress Code = "malformed_address" // --database is not a PostgreSQL URL
)

// Problem is a failure that the person at the keyboard can mend. Its text is one sentence with the remedy in it.
type Problem struct {
	Code   Code
	What   string // what is wrong, without a full stop
	Remedy string // what to do about it, without a full stop
	Err    error  // the cause, where there is one; not part of the text
}

// Error returns the sentence to show.
func (p *Problem) Error() string {
	if p.Remedy == "" {
		return p.What
	}
	return p.What + ": " + p.Remedy
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// HasCode reports whether err is, or wraps, a Problem of that kind.
func HasCode(err error, code Code) bool {
	var p *Problem
	return errors.As(err, &p) && p.Code == code
}

// folderProblem turns a failed file operation on the data folder into a Problem with the remedy that fits.
func folderProblem(dir string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return diskProblem(dir, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("the data folder %s cannot be written by this user", dir),
			Remedy: "choose another folder with --data, or run as the user who owns it",
			Err:    err,
		}
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("the data folder %s is not a folder", dir),
			Remedy: "choose another one with --data",
			Err:    err,
		}
	}
	return fmt.Errorf("data folder %s: %w", dir, err)
}

func diskProblem(dir string, err error) error {
	return &Problem{
		Code:   DiskFull,
		What:   fmt.Sprintf("the disk that holds %s is full", dir),
		Remedy: "free some space (or choose a folder on another disk with --data) and start again; nothing that was stored is lost",
		Err:    err,
	}
}

// lastLine returns the line of a server log that says most: the last FATAL, PANIC or error line, else the last one.
func lastLine(log string) string {
	var last, worst string
	for line := range strings.Lines(log) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		last = line
		for _, mark := range []string{"FATAL:", "PANIC:", "error:"} {
			if _, text, found := strings.Cut(line, mark); found {
				worst = strings.TrimSpace(text)
			}
		}
	}
	if worst != "" {
		return worst
	}
	return last
}
