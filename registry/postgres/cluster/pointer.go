package cluster

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

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
	// For the person who wonders whose folder this is, and for leftBehind.
	if err := writeFile(filepath.Join(folder, ownerNote), dir+"\n", 0o644); err != nil {
		return "", folderProblem(folder, err)
	}
	// Last, so that a pointer never names a folder that is not there yet.
	if err := writeFile(filepath.Join(dir, pointerName), pointerText+folder+"\n", 0o644); err != nil {
		return "", folderProblem(dir, err)
	}
	return folder, nil
}

// leftBehind lists the clusters under system that were made for dir and are not the present one: the data folder was
// deleted, its pointer with it, and whether they matter only the operator knows.
func leftBehind(dir, system, present string) []string {
	notes, err := filepath.Glob(filepath.Join(system, "*", ownerNote))
	if err != nil {
		return nil // only a malformed pattern fails
	}
	var old []string
	for _, note := range notes {
		text, err := os.ReadFile(note)
		if err == nil && strings.TrimSpace(string(text)) == dir && filepath.Dir(note) != present {
			old = append(old, filepath.Dir(note))
		}
	}
	return old
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
