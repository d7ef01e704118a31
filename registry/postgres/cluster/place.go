package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

const (
	folderName  = "postgres"          // the cluster folder within the data folder
	pointerName = "postgres.location" // names the cluster folder that lies elsewhere
	ownerNote   = "data-folder"       // in such a folder: the data folder it was made for
	systemRoot  = "/var/lib/landbank" // where such a folder is made
	socketName  = ".s.PGSQL.5432"     // fixed by PostgreSQL for its default port
	socketLimit = 107                 // bytes of a Unix socket's path, by the kernel
	port        = 5432                // only part of the socket's name: no network port is opened
	roomToStart = int64(48) << 20     // free bytes below which a server is not started
	roomToMake  = int64(256) << 20    // free bytes below which a new cluster is not made
	pointerText = "# Landbank's PostgreSQL files are in this folder, because the user that the server runs as cannot enter this one.\n"
)

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

// hasCluster reports whether the data folder has, or points to, a cluster folder.
func hasCluster(dir string) bool {
	for _, name := range []string{folderName, pointerName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
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
		for _, old := range leftBehind(dir, system, folder) {
			say(fmt.Sprintf("An earlier registry of this data folder is still in %s; delete that folder if nobody needs it.", old))
		}
	}
	if err := ownFolder(folder, owner); err != nil {
		return place{}, folderProblem(folder, err)
	}
	return place{folder: folder, owner: owner}, nil
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
