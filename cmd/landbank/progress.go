package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// How often progress is told: on a terminal the line is drawn anew, elsewhere lines are added.
const (
	redrawEvery = 150 * time.Millisecond
	lineEvery   = 15 * time.Second
)

// progress tells how far an import is: rows, rate, share of the file's bytes, time left.
type progress struct {
	w        io.Writer
	bytes    func() (read, size int64)
	terminal bool
	started  time.Time
	last     time.Time
	phase    string
	width    int // of the line on the terminal
}

func newProgress(w io.Writer, bytes func() (read, size int64)) *progress {
	now := time.Now()
	p := &progress{w: w, bytes: bytes, started: now, last: now}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

// phaseWords are what happens in the phases after reading.
var phaseWords = map[string]string{"check": "Checking outlines, places and duplicates", "store": "Storing", "report": "Writing the report"}

// tell is called with the phase and the rows that are through it.
func (p *progress) tell(phase string, rows int64) {
	now := time.Now()
	changed := phase != p.phase
	p.phase = phase
	pause := lineEvery
	if p.terminal {
		pause = redrawEvery
	}
	if phase != "read" {
		if changed && (p.terminal || now.Sub(p.started) > lineEvery) {
			p.line(fmt.Sprintf("%s: %s rows …", phaseWords[phase], thousands(rows)))
		}
		return
	}
	if now.Sub(p.last) < pause {
		return
	}
	p.last = now
	read, size := p.bytes()
	p.line(reading(rows, read, size, now.Sub(p.started)))
}

// reading is one line on how far reading is.
func reading(rows, read, size int64, took time.Duration) string {
	seconds := took.Seconds()
	if seconds <= 0 || size <= 0 || read <= 0 {
		return fmt.Sprintf("Reading: %s rows", thousands(rows))
	}
	share := min(float64(read)/float64(size), 1)
	left := time.Duration(seconds/share*(1-share)) * time.Second
	return fmt.Sprintf("Reading: %3.0f %%, %s rows, %s rows/s, %s left", 100*share, thousands(rows),
		thousands(int64(float64(rows)/seconds)), left)
}

// line writes a line, over the last one where it is a terminal.
func (p *progress) line(text string) {
	if !p.terminal {
		_, _ = fmt.Fprintln(p.w, text) // nobody is left to tell
		return
	}
	padding := max(p.width-len(text), 0)
	p.width = len(text)
	_, _ = fmt.Fprint(p.w, "\r"+text+strings.Repeat(" ", padding))
}

// done takes the line off the terminal.
func (p *progress) done() {
	if p.terminal && p.width > 0 {
		_, _ = fmt.Fprint(p.w, "\r"+strings.Repeat(" ", p.width)+"\r")
	}
}
