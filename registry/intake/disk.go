package intake

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

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

// onDisk gives the path of the file as it lies unpacked on disk: the file itself, or a copy where it is packed with
// gzip.
func (f *File) onDisk(r *bufio.Reader) (string, error) {
	if f.disk != "" {
		return f.disk, nil
	}
	dir, err := f.folder()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "register")
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
		return "", &NotARegister{fmt.Sprintf("the file unpacks to more than %d GB", maxSpooled>>30)}
	}
	f.disk = path
	return path, nil
}

// openInner goes on with a file that was unpacked from this one.
func (f *File) openInner(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open what was unpacked: %w", err)
	}
	f.closers = append(f.closers, file)
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("look at what was unpacked: %w", err)
	}
	read := &countingReader{source: file}
	f.inner, f.disk = true, path
	f.share = func() float64 { return share(read.count.Load(), info.Size()) }
	return f.detect(bufio.NewReaderSize(read, 256<<10))
}
