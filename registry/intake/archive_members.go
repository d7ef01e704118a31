package intake

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// openZip opens what a zip file holds: a workbook, layers that GDAL reads, or one other register.
func (f *File) openZip(r *bufio.Reader) error {
	disk, err := f.onDisk(r)
	if err != nil {
		return err
	}
	file, err := os.Open(disk)
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	f.closers = append(f.closers, file)
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("look at the archive: %w", err)
	}
	a, err := openArchive(file, info.Size())
	if err != nil {
		return err
	}
	switch {
	case a.has("[Content_Types].xml") && a.has("_rels/.rels") && slices.ContainsFunc(a.reader.File, inWorkbook):
		return f.openWorkbook(disk)
	case isSpreadsheet(a):
		return f.openConverted(disk, odsBook)
	case f.inner:
		return &NotARegister{"this is an archive within an archive; unpack it"}
	}
	f.found.Packing = strings.TrimPrefix(f.found.Packing+", zip", ", ")
	return f.openMembers(a)
}

func inWorkbook(m *zip.File) bool { return strings.HasPrefix(m.Name, "xl/") }

// isSpreadsheet tells workbooks of OpenDocument, which name their kind in their first member.
func isSpreadsheet(a *archive) bool {
	for _, m := range a.reader.File {
		if m.Name == "mimetype" {
			start, err := a.start(m)
			return err == nil && strings.HasPrefix(string(start), "application/vnd.oasis.opendocument.spreadsheet")
		}
	}
	return false
}

// openMembers lays out the members that GDAL reads and opens the best layer of them; where there are none it opens
// the one other register.
func (f *File) openMembers(a *archive) error {
	var found []candidate
	var others []*zip.File
	members := a.members()
	for _, m := range members {
		if folder := databaseFolder(m.Name); folder != "" {
			if !slices.ContainsFunc(found, func(c candidate) bool { return c.folder == folder }) {
				found = append(found, candidate{format: geodatabase, folder: folder, member: m})
			}
			continue
		}
		start, err := a.start(m)
		if err != nil {
			return err
		}
		switch s := sniffSpatial(start); {
		case s == nil:
			others = append(others, m)
		case s.ending == ".dbf" && besideShapes(a, m, members):
		default:
			found = append(found, candidate{format: s, member: m})
		}
	}
	if len(found) == 0 {
		return f.openOnlyMember(a, others)
	}
	if len(found) > maxCandidates {
		return &NotARegister{fmt.Sprintf("the archive has more than %d registers; pack the one to import", maxCandidates)}
	}
	var origins []*origin
	for _, c := range found {
		o, err := f.layOut(a, c, members)
		if err != nil {
			return err
		}
		origins = append(origins, o)
	}
	return f.openOrigins(origins)
}

// candidate is a member of an archive that GDAL reads, or a folder that it reads as one.
type candidate struct {
	format *spatial
	member *zip.File
	folder string
}

// databaseFolder is the folder of a file geodatabase that a member lies in, "" where it lies in none.
func databaseFolder(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if at := strings.Index(strings.ToLower(name), ".gdb/"); at >= 0 {
		return name[:at+len(".gdb")]
	}
	return ""
}

// stem is a member's path without its ending, in small letters.
func stem(m *zip.File) string {
	return strings.ToLower(strings.TrimSuffix(m.Name, path.Ext(m.Name)))
}

// besideShapes tells whether a dBASE table belongs to shapes of the same name.
func besideShapes(a *archive, table *zip.File, members []*zip.File) bool {
	return slices.ContainsFunc(members, func(m *zip.File) bool {
		if m == table || stem(m) != stem(table) {
			return false
		}
		start, err := a.start(m)
		return err == nil && (isShapes(start) || isTAB(start))
	})
}

// layOut unpacks a candidate, with what belongs to it, into a folder of its own and under names of ours.
func (f *File) layOut(a *archive, c candidate, members []*zip.File) (*origin, error) {
	dir, err := f.folder()
	if err != nil {
		return nil, err
	}
	o := &origin{dir: dir, format: c.format, title: strings.ToValidUTF8(path.Base(strings.TrimSuffix(c.member.Name, path.Ext(c.member.Name))), "?")}
	if c.folder != "" {
		o.title = strings.ToValidUTF8(path.Base(c.folder), "?")
		return o, f.layOutFolder(a, c.folder, o, members)
	}
	if err := a.unpack(c.member, o.path(c.format.ending)); err != nil {
		return nil, err
	}
	for _, m := range members {
		ending := strings.ToLower(path.Ext(m.Name))
		if m == c.member || stem(m) != stem(c.member) || !slices.Contains(c.format.beside, ending) {
			continue
		}
		if err := a.unpack(m, o.path(ending)); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	return o, nil
}

// layOutFolder unpacks the files of a folder that is read as one.
func (f *File) layOutFolder(a *archive, folder string, o *origin, members []*zip.File) error {
	if err := os.Mkdir(o.path(o.format.ending), 0o700); err != nil {
		return fmt.Errorf("unpack the register: %w", err)
	}
	for _, m := range members {
		name := strings.ReplaceAll(m.Name, `\`, "/")
		base := path.Base(name)
		if path.Dir(name) != folder || strings.Trim(strings.ToLower(base), "abcdefghijklmnopqrstuvwxyz0123456789_.") != "" {
			continue
		}
		if err := a.unpack(m, filepath.Join(o.path(o.format.ending), base)); err != nil {
			return err
		}
	}
	return nil
}

// openOnlyMember opens the one member of an archive that can be a table or features.
func (f *File) openOnlyMember(a *archive, members []*zip.File) error {
	var names []string
	best, score := (*zip.File)(nil), 0
	several := false
	for _, m := range members {
		names = append(names, excerpt(strings.ToValidUTF8(m.Name, "?")))
		start, err := a.start(m)
		if err != nil {
			return err
		}
		points := memberPoints(m, start)
		if f.options.Layer != "" && (m.Name == f.options.Layer || strings.EqualFold(path.Base(stem(m)), f.options.Layer)) {
			best, score, several = m, 100, false
			break
		}
		if points > score {
			best, score, several = m, points, false
		} else if points == score && points > 0 {
			several = true
		}
	}
	const most = 10
	list := strings.Join(names[:min(len(names), most)], ", ")
	switch {
	case len(members) == 0:
		return &NotARegister{"the archive has no files"}
	case best == nil:
		return &NotARegister{"nothing in the archive is a register (" + list + ")"}
	case several:
		return &NotARegister{"the archive has several tables (" + list + "); name one with --layer"}
	}
	dir, err := f.folder()
	if err != nil {
		return err
	}
	to := filepath.Join(dir, "member")
	if err := a.unpack(best, to); err != nil {
		return err
	}
	if len(members) > 1 {
		f.found.Layer = best.Name
	}
	return f.openInner(to)
}

// memberPoints says how likely a member is a register: features before workbooks before tables before other texts.
func memberPoints(m *zip.File, start []byte) int {
	text := strings.TrimSpace(strings.TrimPrefix(string(start), "\ufeff"))
	switch {
	case len(text) == 0:
		return 0
	case text[0] == '{' || text[0] == recordSeparator:
		return 4
	case strings.HasPrefix(text, "PK\x03\x04") || strings.HasPrefix(text, "\xd0\xcf\x11\xe0"):
		return 3
	case notText(start) != "" || otherKind(start) != "":
		return 0
	}
	lineEnd := sniffLineEnd(start)
	if separator, columns := sniffSeparator(start, lineEnd, false); separator != 0 && columns >= 3 && path.Ext(m.Name) != ".txt" {
		return 2
	}
	return 1
}
