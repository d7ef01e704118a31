package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// osUser is the operating-system user that the server runs as.
type osUser struct {
	name     string
	uid, gid int
	switched bool // not the user of this process: the child changes to it
}

// serverUser is the user that a new cluster's server runs as: this process's, unless that is root.
func serverUser() (osUser, error) {
	if self := os.Geteuid(); self != 0 {
		return userByID(self)
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, gid, err := numericIDs(found)
		if err != nil {
			return osUser{}, err
		}
		return osUser{name: name, uid: uid, gid: gid, switched: true}, nil
	}
	return osUser{}, &Problem{
		Code:   FolderDenied,
		What:   "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody",
		Remedy: "create a system user named postgres, or run landbank as an ordinary user",
	}
}

func userByID(uid int) (osUser, error) {
	found, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return osUser{}, &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("the user id %d has no name on this machine, and PostgreSQL needs one", uid),
			Remedy: "add it to /etc/passwd, or run as another user",
			Err:    err,
		}
	}
	id, gid, err := numericIDs(found)
	if err != nil {
		return osUser{}, err
	}
	return osUser{name: found.Username, uid: id, gid: gid}, nil
}

func numericIDs(u *user.User) (uid, gid int, err error) {
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, fmt.Errorf("user %s: %w", u.Username, err)
	}
	if gid, err = strconv.Atoi(u.Gid); err != nil {
		return 0, 0, fmt.Errorf("user %s: %w", u.Username, err)
	}
	return uid, gid, nil
}

// as makes a command run as the user, detached from this process's terminal and process group.
func (u osUser) as(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if u.switched {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(u.uid), Gid: uint32(u.gid)}
	}
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC"}
}

// canEnter asks the kernel, through a child of that user, rather than reading modes: lists and mounts count too.
func canEnter(ctx context.Context, u osUser, folder string) (bool, error) {
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", `cd -- "$1"`, "sh", folder)
	cmd.Dir = "/"
	u.as(cmd)
	err := cmd.Run()
	var refused *exec.ExitError
	switch {
	case ctx.Err() != nil: // the child was killed, which says nothing about the folder
		return false, ctx.Err()
	case errors.As(err, &refused):
		return false, nil
	case err != nil:
		return false, cannotRun("/bin/sh", u, err)
	}
	return true, nil
}

// cannotRun explains that no child could be started as the user, which a restricted container may forbid.
func cannotRun(program string, u osUser, err error) error {
	return &Problem{
		Code: NotStarted, What: fmt.Sprintf("%s could not be run as the user %s (%v)", program, u.name, err),
		Remedy: "run landbank as an ordinary user, or name another server with --database", Err: err,
	}
}
