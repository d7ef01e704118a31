//go:build conformance

package qgis

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

//go:embed steps.py
var program string

// hand is a running QGIS that does steps.
type hand struct {
	to      io.Writer
	from    *bufio.Reader
	Version string
}

// told is what QGIS says of a step; each has some of the members.
type told struct {
	OK       bool
	Error    string
	Messages []string

	Version string
	Number  int

	CRS, Shape                    string
	Fields                        map[string]string
	Editable, Add, Change, Delete bool

	Count, Read int
	Box         [4]float64
	Refs        []string
	Features    []feature
	Started     bool // the layer could be opened for editing
	Changed     bool
	WKT         string

	Media, Title string
	Layers       []projectLayer

	Classes []string

	Inked int
	PNG   []byte
}

type feature struct {
	Properties map[string]any
	WKT        string
}

type projectLayer struct {
	Name, Error, Shape, Subset, Renderer string
	Valid, Labels                        bool
	Count, Read                          int
	Aliases, Lists                       map[string]string
	Classes                              []string
}

// oldest is the QGIS that learnt to edit through OGC API – Features.
const oldest = 32600

// qgis starts QGIS, or skips the test, saying why.
func qgis(t *testing.T) *hand {
	t.Helper()
	words := strings.Fields(os.Getenv("LANDBANK_QGIS"))
	if len(words) == 0 {
		words = []string{"env", "QT_QPA_PLATFORM=offscreen", "python3"}
		if exec.Command("python3", "-c", "import qgis.core").Run() != nil {
			t.Skip("SKIPPED: there is no QGIS here. Install python3-qgis (3.26 or newer), or set LANDBANK_QGIS to the words " +
				"that start a Python with it; internal/conformance/qgis/make-chroot.sh makes one.")
		}
	}
	cmd := exec.Command(words[0], append(words[1:], "-u", "-c", program)...)
	cmd.Stderr = &complaints{t: t}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatalf("start QGIS by %q: %v", words, err)
	}
	h := &hand{to: in, from: bufio.NewReaderSize(out, 1<<20)}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	first := h.read(t)
	if first.Number < oldest {
		t.Skipf("SKIPPED: QGIS %s is too old, it takes 3.26.", first.Version)
	}
	h.Version = first.Version
	return h
}

// complaints keeps what QGIS prints, for when the test fails.
type complaints struct {
	t *testing.T
}

func (c *complaints) Write(p []byte) (int, error) {
	c.t.Logf("QGIS prints: %s", strings.TrimSpace(string(p)))
	return len(p), nil
}

// step is one step with what it takes.
type step map[string]any

// do has QGIS do a step.
func (h *hand) do(t *testing.T, what string, with step) told {
	t.Helper()
	with["do"] = what
	line, err := json.Marshal(with)
	if err == nil {
		_, err = h.to.Write(append(line, '\n'))
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	got := h.read(t)
	t.Logf("%-8s ok=%v %s", what, got.OK, strings.TrimSpace(got.Error+" "+strings.Join(got.Messages, " ")))
	return got
}

// did fails unless QGIS did the step.
func (h *hand) did(t *testing.T, what string, with step) told {
	t.Helper()
	got := h.do(t, what, with)
	if !got.OK {
		t.Fatalf("QGIS did not %s: %s %v", what, got.Error, got.Messages)
	}
	return got
}

func (h *hand) read(t *testing.T) told {
	t.Helper()
	type line struct {
		text []byte
		err  error
	}
	next := make(chan line, 1)
	go func() {
		text, err := h.from.ReadBytes('\n')
		next <- line{text, err}
	}()
	select {
	case l := <-next:
		var out told
		if l.err == nil {
			l.err = json.Unmarshal(l.text, &out)
		}
		if l.err != nil {
			t.Fatalf("QGIS says %.300q: %v", l.text, l.err)
		}
		return out
	case <-time.After(3 * time.Minute):
		t.Fatal("QGIS says nothing for three minutes")
	}
	return told{}
}
