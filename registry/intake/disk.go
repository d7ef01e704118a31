package intake

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// maxSpooled is the most bytes of a packed workbook that are unpacked to a file.
const maxSpooled = 1 << 30

// folder gives a folder of this file's own for temporary files. It goes when the file is closed.
func (f *File) folder() (string, error) {
	dir, err := os.MkdirTemp("", "landbank-import-")
	if err != nil {
		return "", fmt.Errorf("make a folder for temporary files: %w", err)
	}
	f.closers = append(f.closers, removal(dir))
	return dir, nil
}

// removal removes a folder when it is closed.
type removal string

// Close removes the folder with all that is in it.
func (r removal) Close() error { return os.RemoveAll(string(r)) }

// onDisk gives the path of the unpacked file: the file itself, or a copy where it is packed.
func (f *File) onDisk(r *bufio.Reader) (string, error) {
	if f.found.Packing == "" {
		return f.path, nil
	}
	dir, err := f.folder()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "workbook")
	out, err := os.Create(path)
	if err != nil {
		return "", fmt.Errorf("unpack the register: %w", err)
	}
	n, err := io.Copy(out, io.LimitReader(r, maxSpooled+1))
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", fmt.Errorf("unpack the register: %w", err)
	}
	if n > maxSpooled {
		return "", &NotARegister{"the file unpacks to more than 1 GB; save the sheet as CSV and import that"}
	}
	return path, nil
}
