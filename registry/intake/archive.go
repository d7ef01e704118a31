package intake

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// archive is a zip file whose listing was looked through: nothing in it can be written outside of a folder of ours,
// and it does not unpack to more than an import may.
type archive struct {
	reader *zip.Reader
	left   int64 // bytes that may still be unpacked
}

// openArchive looks through the listing of a zip file. The error is a *[NotARegister] where it is none, or breaks
// the bounds.
func openArchive(file io.ReaderAt, size int64) (*archive, error) {
	reader, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // our own look at the paths says more
		return nil, &NotARegister{"the file starts like a zip archive, but is damaged or cut off"}
	}
	if len(reader.File) > maxMembers {
		return nil, &NotARegister{fmt.Sprintf("the archive has more than %d members", maxMembers)}
	}
	total := uint64(0)
	for _, m := range reader.File {
		if fault := memberFault(m); fault != "" {
			return nil, &NotARegister{"the archive is refused: " + excerpt(strings.ToValidUTF8(m.Name, "?")) + " " + fault}
		}
		total += min(m.UncompressedSize64, maxUnpacked+1)
		if total > maxUnpacked {
			return nil, &NotARegister{fmt.Sprintf("the archive unpacks to more than %d GB", maxUnpacked>>30)}
		}
	}
	return &archive{reader: reader, left: maxUnpacked}, nil
}

// memberFault says what is wrong with a member of an archive, "" where nothing is.
func memberFault(m *zip.File) string {
	name := strings.ReplaceAll(m.Name, `\`, "/")
	switch mode := m.Mode(); {
	case path.IsAbs(name) || len(name) > 1 && name[1] == ':' || slices.Contains(strings.Split(name, "/"), ".."):
		return "has a path that leads out of it"
	case strings.ContainsRune(name, 0):
		return "has a path that is none"
	case mode&fs.ModeType != 0 && !mode.IsDir():
		return "is a link or a device, not a file"
	case m.Flags&1 != 0:
		return "is encrypted; pack it without a password"
	case m.UncompressedSize64 > maxEasyMember && m.UncompressedSize64/maxRatio > m.CompressedSize64:
		return fmt.Sprintf("unpacks to more than %d times its size", maxRatio)
	default:
		return ""
	}
}

// members are the files of the archive that can be of a register: no folders, and nothing that file managers leave.
func (a *archive) members() []*zip.File {
	var files []*zip.File
	for _, m := range a.reader.File {
		base := path.Base(strings.ReplaceAll(m.Name, `\`, "/"))
		if m.Mode().IsDir() || strings.HasSuffix(m.Name, "/") || strings.HasPrefix(m.Name, "__MACOSX/") ||
			strings.HasPrefix(base, ".") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini") {
			continue
		}
		files = append(files, m)
	}
	return files
}

// has tells whether the archive has a member of this very name.
func (a *archive) has(name string) bool {
	return slices.ContainsFunc(a.reader.File, func(m *zip.File) bool { return m.Name == name })
}

// start gives the first bytes of a member.
func (a *archive) start(m *zip.File) ([]byte, error) {
	content, err := m.Open()
	if err != nil {
		return nil, damaged(m, err)
	}
	defer content.Close() // read only
	start := make([]byte, 4096)
	n, err := io.ReadFull(content, start)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, damaged(m, err)
	}
	return start[:n], nil
}

// unpack writes a member to a file of ours.
func (a *archive) unpack(m *zip.File, to string) (err error) {
	content, err := m.Open()
	if err != nil {
		return damaged(m, err)
	}
	defer content.Close() // read only
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("unpack the register: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	buffer := make([]byte, 128<<10)
	for {
		n, reading := content.Read(buffer)
		if a.left -= int64(n); a.left < 0 {
			return &NotARegister{fmt.Sprintf("the archive unpacks to more than %d GB", maxUnpacked>>30)}
		}
		if _, err := out.Write(buffer[:n]); err != nil {
			return fmt.Errorf("unpack the register: %w", err)
		}
		if reading == io.EOF {
			return nil
		}
		if reading != nil {
			return damaged(m, reading)
		}
	}
}

func damaged(m *zip.File, err error) error {
	name := excerpt(strings.ToValidUTF8(m.Name, "?"))
	if errors.Is(err, zip.ErrAlgorithm) {
		return &NotARegister{name + " is packed in a way that cannot be unpacked; pack the archive as plain zip"}
	}
	return &NotARegister{"the archive is damaged at " + name}
}
