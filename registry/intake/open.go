package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"landbank/registry"
)

// Options say what the caller knows about a file better than the file itself.
type Options struct {
	// Name is what the file is called by whoever sent it, without a path; "" for its name on disk.
	Name    string
	Profile string // name of the mapping profile, "" to find it out
	Layer   string // name of the layer or the member of an archive, "" for the one with most features
	CRS     int    // EPSG code of all coordinates, 0 for what the file states
	// Encoding and Separator of a text are found out where they are "".
	Encoding  string          // UTF-8, UTF-16LE, UTF-16BE, cp1251 or cp1252
	Separator string          // one of , ; tab |
	Source    registry.Source // members that are set replace those of the profile
	Accept    []string        // ids of the rules whose proposed repairs are made
	// Outlines names a file whose outlines the rows of a table get by their ids, "" for none.
	Outlines      string
	OutlinesCRS   int    // EPSG code of its coordinates, 0 for what it states
	OutlinesLayer string // the layer to take, "" for the one with most features
	Join          string // TABLECOLUMN=OUTLINECOLUMN, "" to find the columns out
	// Columns are those that the caller maps to fields; the others are mapped by their names.
	Columns []registry.MappedColumn
	// Corrections are put in place of what the rows have.
	Corrections []registry.RowCorrection
	Today       registry.Date // the day that no check can be after; zero for the current one
}

// Recognition is what [Open] found out about a file.
type Recognition struct {
	Format    string // GeoJSON, GeoJSON sequence, CSV, XLSX, XLS, ODS, Shapefile, GeoPackage …
	Packing   string // gzip, zip, or "" for none
	Encoding  string // UTF-8, UTF-16LE, cp1251, cp1252
	Separator string // of a CSV file
	HeaderRow int64  // line of the header, 0 where the format has none
	Sheet     string // of a workbook
	Layer     string // of a file that has layers, or member of an archive
	// OtherLayers are those that are not read.
	OtherLayers []string
	Columns     []string
	Profile     string
	Reasons     []string // why this profile
	Notes       []string // what else there is to say
	CRS         string   // EPSG code and where it is from
}

// File is an open register. It is a [registry.Rows].
type File struct {
	path     string
	name     string // without the path
	file     *os.File
	options  Options
	disk     string   // where the content lies unpacked, "" where it is packed with gzip and not unpacked yet
	inner    bool     // the content comes out of an archive
	beside   []string // files that belong to it
	outlines *outlines
	counter  countingReader
	size     int64
	share    func() float64 // of the rows that are read, where the bytes do not tell
	found    Recognition
	table    table
	sample   []row // rows read ahead to learn the file's habits
	profile  *profile
	mapping  *mapping
	source   registry.Source
	accept   []string
	// corrections by the number of the row, and the number of the last row read.
	corrections map[int64][]registry.RowCorrection
	count       int64
	remembered  bool // the columns are those of a mapping that was remembered
	closers     []io.Closer
	// systemNote says in what system the coordinates are where that needs more words than a code.
	systemNote string
}

// NotARegister says that a file cannot be read as a register, and what it is instead. Its text is for people.
type NotARegister struct{ Sentence string }

// Error gives the sentence.
func (e *NotARegister) Error() string { return e.Sentence }

// Open finds out what the file is and gets ready to read its rows. The error is a *[NotARegister] where the
// file is something else.
func Open(path string, o Options) (*File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the register: %w", err)
	}
	f := &File{path: path, name: o.Name, file: file, disk: path, accept: o.Accept, options: o, corrections: byRow(o.Corrections)}
	if f.name == "" {
		f.name = filepath.Base(path)
	}
	if err := f.open(o); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func (f *File) open(o Options) error {
	info, err := f.file.Stat()
	if err != nil {
		return fmt.Errorf("look at the register: %w", err)
	}
	if info.IsDir() {
		return &NotARegister{fmt.Sprintf("%s is a folder; name a file in it", f.path)}
	}
	if f.size = info.Size(); f.size > maxFile {
		return &NotARegister{fmt.Sprintf("the file is larger than %d GB; split it", maxFile>>30)}
	}
	f.counter.source = f.file
	unpacked, err := f.unpack()
	if err != nil {
		return err
	}
	if err := f.detect(unpacked); err != nil {
		return err
	}
	if err := f.choose(o); err != nil {
		return err
	}
	if o.Outlines == "" {
		return nil
	}
	return f.join(o)
}

// unpack looks through gzip.
func (f *File) unpack() (*bufio.Reader, error) {
	packed := bufio.NewReaderSize(&f.counter, 256<<10)
	start, _ := packed.Peek(2)
	if !bytes.Equal(start, []byte{0x1f, 0x8b}) {
		return packed, nil
	}
	f.found.Packing, f.disk = "gzip", ""
	zip, err := gzip.NewReader(packed)
	if err != nil {
		return nil, &NotARegister{"the file starts like a gzip file, but is not one"}
	}
	f.closers = append(f.closers, zip)
	return bufio.NewReaderSize(zip, 256<<10), nil
}

// detect tells the format by the first bytes and opens its table.
func (f *File) detect(r *bufio.Reader) error {
	start, err := r.Peek(4096)
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return fmt.Errorf("read the register: %w", err)
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return &NotARegister{"the file is empty"}
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return f.openZip(r)
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		path, err := f.onDisk(r)
		if err != nil {
			return err
		}
		return f.openConverted(path, xlsBook)
	}
	if s := sniffSpatial(start); s != nil {
		return f.openSpatial(s, r)
	}
	if what := otherKind(start); what != "" {
		return &NotARegister{what}
	}
	if trimmed[0] == '{' || trimmed[0] == recordSeparator {
		return f.openGeoJSON(r)
	}
	return f.openText(r)
}

func (f *File) openGeoJSON(r io.Reader) error {
	t, err := openFeatures(r)
	if errors.Is(err, errNotFeatures) {
		return &NotARegister{err.Error()}
	}
	if err != nil {
		return err
	}
	f.table = t
	f.found.Format, f.found.Encoding = "GeoJSON", "UTF-8"
	if t.frame != inCollection {
		f.found.Format = "GeoJSON sequence"
	}
	return nil
}

// Next gives the next row, io.EOF after the last.
func (f *File) Next(ctx context.Context) (registry.Row, error) {
	if err := ctx.Err(); err != nil {
		return registry.Row{}, err
	}
	r, err := f.nextRow()
	if err != nil {
		return registry.Row{}, err
	}
	if f.outlines != nil {
		if err := f.outlines.apply(&r); err != nil {
			return registry.Row{}, err
		}
	}
	f.count++
	f.correct(&r)
	return f.mapping.take(r), nil
}

// nextRow gives the next row as the table has it: first those of the sample.
func (f *File) nextRow() (row, error) {
	if len(f.sample) == 0 {
		return f.table.next()
	}
	r := f.sample[0]
	f.sample = f.sample[1:]
	return r, nil
}

// Columns gives the names of the columns met so far, in the order of the file.
func (f *File) Columns() []string { return slices.Clone(f.table.header().names) }

// Recognised tells what the file turned out to be.
func (f *File) Recognised() Recognition { return f.found }

// Progress tells how many bytes of the file have been read, of how many. Any goroutine may ask.
func (f *File) Progress() (read, size int64) {
	if f.share != nil {
		return int64(f.share() * float64(f.size)), f.size
	}
	return f.counter.count.Load(), f.size
}

// Source gives the register that the file is of, as stated or as its profile knows it.
func (f *File) Source() registry.Source { return f.source }

// Job gives the import of this file as far as the file and its profile determine it.
func (f *File) Job() (registry.ImportJob, error) {
	digest, err := f.digest()
	if err != nil {
		return registry.ImportJob{}, err
	}
	p := f.profile
	return registry.ImportJob{FileName: f.name, FileDigest: digest, Profile: p.name, Source: f.source,
		RefPrefix: p.refPrefix, Scope: p.scope, Accept: f.accept}, nil
}

// digest is the SHA-256 of the file as it lies on disk, and of those that belong to it behind it.
func (f *File) digest() ([]byte, error) {
	return digestOf(append([]string{f.path}, f.beside...)...)
}

func digestOf(paths ...string) ([]byte, error) {
	sum := sha256.New()
	for _, path := range paths {
		if err := addFile(sum, path); err != nil {
			return nil, err
		}
	}
	return sum.Sum(nil), nil
}

func addFile(to io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the register: %w", err)
	}
	defer file.Close()
	if _, err := io.Copy(to, file); err != nil {
		return fmt.Errorf("read the register: %w", err)
	}
	return nil
}

// Close closes the file and removes what it had unpacked.
func (f *File) Close() error {
	var errs []error
	for _, c := range slices.Backward(f.closers) {
		errs = append(errs, c.Close())
	}
	return errors.Join(append(errs, f.file.Close())...)
}

// countingReader counts what goes through it.
type countingReader struct {
	source io.Reader
	count  atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.count.Add(int64(n))
	return n, err
}
