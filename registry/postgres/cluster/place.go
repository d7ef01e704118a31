package cluster

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	folderName  = "postgres"          // the cluster folder within the data folder
	pointerName = "postgres.location" // names the cluster folder that lies elsewhere
	systemRoot  = "/var/lib/landbank" // where such a folder is made
	socketName  = ".s.PGSQL.5432"     // fixed by PostgreSQL for its default port
	socketLimit = 107                 // bytes of a Unix socket's path, by the kernel
	port        = 5432                // only part of the socket's name: no network port is opened
	roomToStart = int64(48) << 20     // free bytes below which a server is not started
	roomToMake  = int64(256) << 20    // free bytes below which a new cluster is not made
	pointerText = "# Landbank's PostgreSQL files are in this folder, because the user that the server runs as cannot enter this one.\n"
)

// osUser is the operating-system user that the server runs as.
type osUser struct {
	name     string
	uid, gid int
	switched bool // not the user of this process: the child changes to it
}

// place is where one cluster lives and who it belongs to.
type place struct {
	folder string // the cluster folder
	owner  osUser
}

func (p place) data() string     { return filepath.Join(p.folder, "data") }
func (p place) log() string      { return filepath.Join(p.folder, "log") }
func (p place) startLog() string { return filepath.Join(p.folder, "log", "start.log") }
func (p place) pidFile() string  { return filepath.Join(p.data(), "postmaster.pid") }

// findPlace returns the cluster folder of dir, which exists, and makes it when there is none. system is the folder
// that takes clusters whose owner cannot enter dir (systemRoot but in tests).
func findPlace(ctx context.Context, dir, system string, say func(string)) (place, error) {
	folder := filepath.Join(dir, folderName)
	pointed, err := readPointer(dir, system)
	if err != nil {
		return place{}, err
	}
	if pointed != "" {
		folder = pointed
	}
	info, err := os.Stat(folder)
	switch {
	case err == nil && !abandoned(folder, info):
		return existingPlace(ctx, folder, info)
	case err == nil:
		return newPlace(ctx, dir, system, say)
	case pointed != "":
		return place{}, &Problem{
			Code:   FolderGone,
			What:   fmt.Sprintf("the registry of %s was kept in %s, which cannot be found", dir, pointed),
			Remedy: fmt.Sprintf("bring that folder back, or delete %s to begin with an empty registry", filepath.Join(dir, pointerName)),
			Err:    err,
		}
	case !errors.Is(err, fs.ErrNotExist):
		return place{}, folderProblem(folder, err)
	}
	return newPlace(ctx, dir, system, say)
}

// abandoned reports whether root was interrupted between making the folder and giving it to the server's user.
func abandoned(folder string, info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || stat.Uid != 0 || os.Geteuid() != 0 || !info.IsDir() {
		return false
	}
	entries, err := os.ReadDir(folder)
	return err == nil && len(entries) == 0
}

// existingPlace says who an existing cluster folder belongs to: its owner is the user the server has to run as.
func existingPlace(ctx context.Context, folder string, info fs.FileInfo) (place, error) {
	if !info.IsDir() {
		return place{}, folderProblem(folder, syscall.ENOTDIR)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return place{}, fmt.Errorf("cluster folder %s: its owner is not known", folder)
	}
	owner, err := userByID(int(stat.Uid))
	if err != nil {
		return place{}, err
	}
	self := os.Geteuid()
	switch {
	case owner.uid == 0:
		return place{}, &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("the folder %s belongs to root, and PostgreSQL does not run as root", folder),
			Remedy: fmt.Sprintf("give it back to the user it had (usually: chown -R postgres: %s)", folder),
		}
	case self != 0 && self != owner.uid:
		return place{}, &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("the folder %s belongs to the user %s", folder, owner.name),
			Remedy: fmt.Sprintf("run as root or as %s, or choose another folder with --data", owner.name),
		}
	}
	owner.switched = self != owner.uid
	enters, err := canEnter(ctx, owner, folder)
	if err != nil {
		return place{}, err
	}
	if !enters {
		return place{}, &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("PostgreSQL runs as the user %s here, who cannot enter %s", owner.name, folder),
			Remedy: "let that user pass the folders above it (chmod o+x), or choose another folder with --data",
		}
	}
	return place{folder: folder, owner: owner}, nil
}

// newPlace makes the cluster folder: inside dir where the server's user can enter it, else under system.
func newPlace(ctx context.Context, dir, system string, say func(string)) (place, error) {
	owner, err := serverUser()
	if err != nil {
		return place{}, err
	}
	folder := filepath.Join(dir, folderName)
	enters, err := canEnter(ctx, owner, dir)
	if err != nil {
		return place{}, err
	}
	if !enters {
		if folder, err = folderElsewhere(dir, system); err != nil {
			return place{}, err
		}
		say(fmt.Sprintf("The user %s cannot enter %s, so the database is kept in %s.", owner.name, dir, folder))
	}
	if err := ownFolder(folder, owner); err != nil {
		return place{}, folderProblem(folder, err)
	}
	return place{folder: folder, owner: owner}, nil
}

// folderElsewhere chooses a name under system that no cluster had before and leaves the pointer to it in dir.
// The name is random, not derived from dir: who deletes the data folder begins anew and never meets old data.
func folderElsewhere(dir, system string) (string, error) {
	if err := os.MkdirAll(system, 0o711); err != nil {
		return "", folderProblem(system, err)
	}
	name := make([]byte, 6)
	if _, err := rand.Read(name); err != nil {
		return "", fmt.Errorf("name a cluster folder: %w", err)
	}
	folder := filepath.Join(system, hex.EncodeToString(name))
	if err := os.Mkdir(folder, 0o700); err != nil {
		return "", folderProblem(folder, err)
	}
	// For the person who wonders whose folder this is.
	if err := writeFile(filepath.Join(folder, "data-folder"), dir+"\n", 0o644); err != nil {
		return "", folderProblem(folder, err)
	}
	// Last, so that a pointer never names a folder that is not there yet.
	if err := writeFile(filepath.Join(dir, pointerName), pointerText+folder+"\n", 0o644); err != nil {
		return "", folderProblem(dir, err)
	}
	return folder, nil
}

// readPointer returns the folder that dir's pointer file names, "" when there is none. Only a folder directly under
// system is believed: root must not follow the file of an ordinary user to any other place.
func readPointer(dir, system string) (string, error) {
	name := filepath.Join(dir, pointerName)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", folderProblem(dir, err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if filepath.Dir(filepath.Clean(line)) != filepath.Clean(system) {
			break
		}
		return filepath.Clean(line), nil
	}
	return "", &Problem{
		Code:   FolderGone,
		What:   fmt.Sprintf("%s does not name a folder under %s", name, system),
		Remedy: "write the right path into it, or delete it to begin with an empty registry",
	}
}

// ownFolder makes the folder, or takes an empty one, for the owner alone.
func ownFolder(folder string, owner osUser) error {
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if !owner.switched {
		return nil
	}
	return os.Lchown(folder, owner.uid, owner.gid)
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

// socketFolder returns where the socket goes: in the cluster folder, or in a short folder when the path would be
// longer than the kernel takes. A server that is started again keeps the previous one, which is part of the URL
// that was handed out; previous is empty the first time.
func (p place) socketFolder(previous string) (string, error) {
	folder := filepath.Join(p.folder, "socket")
	if previous != "" {
		folder = previous
	} else if len(filepath.Join(folder, socketName)) > socketLimit {
		sum := sha256.Sum256([]byte(p.folder))
		folder = filepath.Join(shortRoot(p.owner), "landbank-"+hex.EncodeToString(sum[:6]))
	}
	if err := ownFolder(folder, p.owner); err != nil {
		return "", folderProblem(folder, err)
	}
	// In a folder that everybody can write somebody else may have been there first.
	info, err := os.Lstat(folder)
	if err != nil {
		return "", folderProblem(folder, err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(stat.Uid) != p.owner.uid || info.Mode().Perm()&0o077 != 0 {
		return "", &Problem{
			Code:   FolderDenied,
			What:   fmt.Sprintf("the folder %s, which the database socket needs, is not private to %s", folder, p.owner.name),
			Remedy: "delete it and start again",
		}
	}
	return folder, nil
}

// shortRoot is a folder with a short path that the owner can enter.
func shortRoot(owner osUser) string {
	if runtime := os.Getenv("XDG_RUNTIME_DIR"); runtime != "" && !owner.switched && len(runtime) < 50 {
		return runtime
	}
	return "/tmp"
}

// room returns a Problem when the disk of folder has fewer than need bytes free.
func room(folder string, need int64) error {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(folder, &stat); err != nil {
		return folderProblem(folder, err)
	}
	free := int64(stat.Bavail) * stat.Bsize
	if free >= need {
		return nil
	}
	return &Problem{
		Code:   DiskFull,
		What:   fmt.Sprintf("only %d MB are free on the disk that holds %s, and at least %d MB are needed to start safely", free>>20, folder, need>>20),
		Remedy: "free some space, or choose a folder on another disk with --data",
	}
}

// writeFile replaces a file as a whole: a reader, and a crash, sees the old text or the new one.
func writeFile(name, text string, mode fs.FileMode) error {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone already after the rename
	if _, err = file.WriteString(text); err == nil {
		err = errors.Join(file.Chmod(mode), file.Sync())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
