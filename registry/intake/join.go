package intake

import (
	"bufio"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// Join is what came of a table that was read together with a file of outlines.
type Join struct {
	File          string // the file of outlines
	TableColumn   string
	OutlineColumn string
	Outlines      int64 // features with an outline and an id
	Nameless      int64 // features without an id, or without an outline
	Joined        int64 // rows that got their outline
	Without       int64 // rows that no outline is there for
	Ambiguous     int64 // rows for whose id there are different outlines
	Unasked       int64 // outlines that no row asked for, known when all rows were read
}

// outlines are the outlines of a file by their ids. The ids are kept in memory, the outlines in a file.
type outlines struct {
	found  Join
	at     int  // place of the id among the table's columns
	label  bool // the table's own places are in a system that the outlines are not in
	spool  *os.File
	index  map[string]int32 // id → place in places
	places []outlinePlace
	seed   maphash.Seed
	buffer []byte
}

// outlinePlace is where an outline waits.
type outlinePlace struct {
	offset    int64
	digest    uint64
	length    int32
	ambiguous bool
	asked     bool
}

// Joined tells how a table and its file of outlines fitted; false where there was no such file.
func (f *File) Joined() (Join, bool) {
	if f.outlines == nil {
		return Join{}, false
	}
	found := f.outlines.found
	for i := range f.outlines.places {
		if !f.outlines.places[i].asked {
			found.Unasked++
		}
	}
	return found, true
}

// join opens the file of outlines and sets its outlines aside.
func (f *File) join(o Options) error {
	source, err := Open(o.Outlines, Options{Profile: generic.name, CRS: o.OutlinesCRS, Layer: o.OutlinesLayer, Today: o.Today})
	if err != nil {
		return fmt.Errorf("the outlines %s: %w", filepath.Base(o.Outlines), err)
	}
	defer source.Close()
	dir, err := f.folder()
	if err != nil {
		return err
	}
	spool, err := os.Create(filepath.Join(dir, "outlines"))
	if err != nil {
		return fmt.Errorf("set the outlines aside: %w", err)
	}
	f.closers = append(f.closers, spool)
	j := &outlines{spool: spool, index: map[string]int32{}, seed: maphash.MakeSeed()}
	j.found.File = filepath.Base(o.Outlines)
	if j.found.TableColumn, j.found.OutlineColumn, err = f.joinColumns(source, o.Join); err != nil {
		return err
	}
	j.label = f.labelsOutlines()
	j.at = f.table.header().index[j.found.TableColumn]
	if err := j.gather(source); err != nil {
		return fmt.Errorf("the outlines %s: %w", j.found.File, err)
	}
	f.outlines = j
	f.beside = append(f.beside, append([]string{o.Outlines}, source.beside...)...)
	f.found.Notes = append(f.found.Notes, fmt.Sprintf("Outlines: %s (%s), %d by %s = %s; %d without id or outline", j.found.File,
		source.found.Format, j.found.Outlines, j.found.TableColumn, j.found.OutlineColumn, j.found.Nameless))
	return nil
}

// labelsOutlines tells whether outlines must say that they are in degrees, because the table's own places are not.
func (f *File) labelsOutlines() bool { return f.mapping.srid != 0 || f.statesSystem() }

// joinColumns finds the columns that hold the same ids: those that the caller names, else the cadastral numbers of
// both, else the identities of both, else the first column that has the same name in both.
func (f *File) joinColumns(source *File, stated string) (table, outline string, err error) {
	ours, theirs := f.table.header().names, source.table.header().names
	if stated != "" {
		table, outline, found := strings.Cut(stated, "=")
		if !found {
			outline = table
		}
		var fault error
		if table, fault = columnNamed(ours, table, "table"); fault != nil {
			return "", "", fault
		}
		if outline, fault = columnNamed(theirs, outline, "file of outlines"); fault != nil {
			return "", "", fault
		}
		return table, outline, nil
	}
	for _, member := range []string{"cadastral number", "identity"} {
		table, outline := columnFor(ours, member), columnFor(theirs, member)
		if table != "" && outline != "" {
			return table, outline, nil
		}
	}
	for _, name := range ours {
		at := slices.IndexFunc(theirs, func(other string) bool { return squeeze(other) == squeeze(name) })
		if at >= 0 && squeeze(name) != "" {
			return name, theirs[at], nil
		}
	}
	return "", "", &NotARegister{"no column of the table is known to hold the ids of the outlines; state it with --join TABLECOLUMN=OUTLINECOLUMN (the outlines have " +
		strings.Join(theirs[:min(len(theirs), 20)], ", ") + ")"}
}

// columnNamed finds a column as the caller calls it.
func columnNamed(names []string, name, of string) (string, error) {
	name = strings.TrimSpace(name)
	if slices.Contains(names, name) {
		return name, nil
	}
	if at := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) }); at >= 0 {
		return names[at], nil
	}
	return "", &NotARegister{fmt.Sprintf("the %s has no column %q; it has %s", of, name, strings.Join(names[:min(len(names), 20)], ", "))}
}

// columnFor finds the column that feeds a member of the record in the generic profile.
func columnFor(names []string, member string) string {
	best, bestRank := "", 0
	for _, name := range names {
		place, rank := generic.find(name)
		if place >= 0 && generic.columns[place].member == member && (best == "" || rank < bestRank) {
			best, bestRank = name, rank
		}
	}
	return best
}

// gather sets all outlines of the file aside.
func (j *outlines) gather(source *File) error {
	h := source.table.header()
	id := h.index[j.found.OutlineColumn]
	outline := -1
	if name := columnFor(h.names, "outline"); name != "" {
		outline = h.index[name]
	}
	writer := bufio.NewWriter(j.spool)
	offset := int64(0)
	for {
		r, err := source.nextRow()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		geometry := r.geometry
		if geometry == "" && outline >= 0 && outline < len(r.cells) {
			geometry = strings.TrimSpace(r.cells[outline])
		}
		key := ""
		if id < len(r.cells) {
			key = joinKey(r.cells[id])
		}
		if key == "" || geometry == "" {
			j.found.Nameless++
			continue
		}
		j.found.Outlines++
		geometry = inSystem(geometry, source.mapping.srid)
		if !j.place(key, geometry, offset) {
			continue
		}
		if len(j.places) > maxOutlines {
			return &NotARegister{fmt.Sprintf("there are more than %d outlines; take those of one district", maxOutlines)}
		}
		n, err := writer.WriteString(geometry)
		if err != nil {
			return fmt.Errorf("set the outlines aside: %w", err)
		}
		offset += int64(n)
	}
	if err := writer.Flush(); err != nil {
		return fmt.Errorf("set the outlines aside: %w", err)
	}
	if len(j.places) == 0 {
		return &NotARegister{"no feature has both an outline and an id in the column " + j.found.OutlineColumn}
	}
	return nil
}

// place notes where an outline is going to be; false where there is one of that id already. The same outline twice
// is no fault.
func (j *outlines) place(key, geometry string, offset int64) bool {
	digest := maphash.String(j.seed, geometry)
	if at, known := j.index[key]; known {
		p := &j.places[at]
		p.ambiguous = p.ambiguous || p.digest != digest
		return false
	}
	j.index[strings.Clone(key)] = int32(len(j.places))
	j.places = append(j.places, outlinePlace{offset: offset, length: int32(len(geometry)), digest: digest})
	return true
}

// inSystem makes a geometry say in which reference system it is, where that is known.
func inSystem(geometry string, srid int) string {
	switch {
	case srid == 0 || strings.HasPrefix(geometry, statedSystem):
		return geometry
	case strings.HasPrefix(geometry, "{"):
		return withSystem(geometry, fmt.Sprintf("EPSG:%d", srid))
	case strings.HasPrefix(strings.ToUpper(geometry), "SRID"):
		return geometry
	default:
		return fmt.Sprintf("SRID=%d;%s", srid, geometry)
	}
}

// joinKey drops what copying adds to ids, as it does to cadastral numbers.
func joinKey(text string) string {
	key, _ := registry.CadastralNumber("ua", generic.meaning(text)) // tidied, whatever cadastre it is of
	if whole, zeros, found := strings.Cut(key, "."); found && strings.Trim(zeros, "0") == "" && strings.Trim(whole, "0123456789") == "" {
		return whole // a number that went through a program that has no whole ones
	}
	return key
}

// apply gives a row its outline, or notes why it has none.
func (j *outlines) apply(r *row) error {
	if slices.ContainsFunc(r.findings, func(i registry.Issue) bool { return i.Severity == registry.Error }) {
		return nil
	}
	raw := ""
	if j.at < len(r.cells) {
		raw = strings.TrimSpace(r.cells[j.at])
	}
	at, known := j.index[joinKey(raw)]
	if !known {
		j.found.Without++
		j.note(r, "V-15", raw, j.missing(raw))
		return nil
	}
	p := &j.places[at]
	p.asked = true
	if p.ambiguous {
		j.found.Ambiguous++
		j.note(r, "V-12", raw, "there are different outlines with this id in "+j.found.File+"; none was taken")
		return nil
	}
	j.buffer = slices.Grow(j.buffer[:0], int(p.length))[:p.length]
	if _, err := j.spool.ReadAt(j.buffer, p.offset); err != nil {
		return fmt.Errorf("read an outline: %w", err)
	}
	j.found.Joined++
	r.geometry = string(j.buffer)
	if j.label {
		r.geometry = inSystem(r.geometry, geo.WGS84)
	}
	return nil
}

// missing says why there is no outline for an id.
func (j *outlines) missing(raw string) string {
	parts := strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(",;|\n", r) })
	among := 0
	for _, part := range parts {
		if at, known := j.index[joinKey(part)]; known {
			j.places[at].asked = true
			among++
		}
	}
	switch {
	case raw == "":
		return "the row has no id to look up its outline by"
	case len(parts) > 1 && among > 0:
		return fmt.Sprintf("several ids in one cell; %d of %d outlines are in %s, and are not put together", among, len(parts), j.found.File)
	default:
		return "there is no outline with this id in " + j.found.File
	}
}

// note notes a finding that leaves the row with its own place.
func (j *outlines) note(r *row, rule, raw, message string) {
	r.findings = append(r.findings, registry.Issue{Line: r.line, Rule: rule, Severity: registry.Warning, Field: j.found.TableColumn,
		Raw: excerpt(raw), Message: message})
}

// statedSystem is how a geometry begins that says in which reference system it is.
const statedSystem = `{"crs":`

// withSystem puts a reference system before the other members of a geometry.
func withSystem(geometry, crs string) string {
	return statedSystem + `{"type":"name","properties":{"name":"` + crs + `"}},` + strings.TrimLeft(geometry[1:], " ")
}
