package intake

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"
)

// dbaseSample is how many bytes of a dBASE table are looked at to tell its encoding.
const dbaseSample = 1 << 20

// tableEncoding decides in which encoding a dBASE table is, "" to leave it to what the file states. What is valid
// UTF-8 is that, whatever is stated; what is stated and cannot be true is not believed.
func tableEncoding(table, codePage string) (string, error) {
	sample, language, err := dbaseText(table)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil // shapes without a table
	}
	if err != nil {
		return "", fmt.Errorf("read the table of the shapefile: %w", err)
	}
	if !hasHighBytes(sample) {
		return "", nil
	}
	if mostlyUTF8(sample) {
		return "UTF-8", nil
	}
	stated, err := os.ReadFile(codePage)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the code page of the shapefile: %w", err)
	}
	name := strings.ToUpper(strings.TrimSpace(string(stated)))
	utf8Stated := strings.Contains(name, "UTF") || name == "65001"
	if name != "" && !utf8Stated || name == "" && language != 0 && language != ansi {
		return "", nil
	}
	return strings.ToUpper(guessCharset(sample).name), nil
}

// ansi is the language of a dBASE table that says no more than "as on this computer".
const ansi = 0x57

// dbaseText gives the text of the first rows of a dBASE table, fields apart, and the code of its language.
func dbaseText(path string) (sample []byte, language byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer file.Close()
	head := make([]byte, 32)
	if _, err := io.ReadFull(file, head); err != nil {
		return nil, 0, nil // GDAL says what is wrong
	}
	rows := int64(binary.LittleEndian.Uint16(head[8:]))
	if _, err := file.Seek(rows, io.SeekStart); err != nil {
		return nil, 0, err
	}
	sample, err = io.ReadAll(io.LimitReader(file, dbaseSample))
	return sample, head[29], err
}

func hasHighBytes(sample []byte) bool {
	for _, c := range sample {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
