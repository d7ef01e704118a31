package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

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
