package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"time"
)

// childRows is what a run of ogr2ogr writes: one GeoJSON feature a line, as fast as it is read and no faster.
type childRows struct {
	child    *exec.Cmd
	cancel   context.CancelFunc
	out      *os.File
	stderr   *capped
	dir      string
	what     string
	lines    atomic.Int64 // read so far
	expected int64
	patience time.Duration // how long one reading may take
	over     error         // how it ended
}

// rowsOf begins to read a layer. Coordinates come as they are where we know their system, else in degrees.
func rowsOf(l layer, raw bool) (*childRows, error) {
	args := []string{"-f", "GeoJSONSeq", "/vsistdout/", "-lco", "COORDINATE_PRECISION=10", "-dim", "XY", "-nlt", "CONVERT_TO_LINEAR"}
	switch {
	case raw || l.srid != 0:
		args = append(args, "-a_srs", "EPSG:4326") // else GeoJSON's writer would transform them
	case l.stated:
		args = append(args, "-t_srs", "EPSG:4326")
	}
	args = append(args, l.origin.arguments()...)
	if l.origin.layers > 1 {
		args = append(args, l.name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	child, err := limited(ctx, l.origin.dir, "ogr2ogr", l.origin.format.what, []string{l.origin.format.driver, "GeoJSONSeq"}, args...)
	if err != nil {
		cancel()
		return nil, err
	}
	c := &childRows{child: child, cancel: cancel, stderr: &capped{most: 8 << 10}, dir: l.origin.dir,
		what: l.origin.format.what, expected: l.features, patience: childPatience}
	if err := c.start(); err != nil {
		cancel()
		return nil, fmt.Errorf("start GDAL: %w", err)
	}
	return c, nil
}

func (c *childRows) start() error {
	out, in, err := os.Pipe()
	if err != nil {
		return err
	}
	c.child.Stdout, c.child.Stderr = in, c.stderr
	if err := c.child.Start(); err != nil {
		return errors.Join(err, out.Close(), in.Close())
	}
	c.out = out
	return in.Close()
}

// Read gives what the child wrote; io.EOF only where it wrote all of it and ended well.
func (c *childRows) Read(p []byte) (int, error) {
	if c.over != nil {
		return 0, c.over
	}
	if err := c.out.SetReadDeadline(time.Now().Add(c.patience)); err != nil {
		return 0, fmt.Errorf("wait for GDAL: %w", err)
	}
	n, err := c.out.Read(p)
	c.lines.Add(int64(bytes.Count(p[:n], []byte{'\n'})))
	if err == nil {
		return n, nil
	}
	c.over = c.end(err)
	return n, c.over
}

// end waits for the child and says how it went.
func (c *childRows) end(reading error) error {
	ctx := context.Background()
	if errors.Is(reading, os.ErrDeadlineExceeded) {
		expired, cancel := context.WithCancel(ctx)
		cancel()
		ctx = expired
		c.cancel()
	}
	err := c.child.Wait()
	c.cancel()
	if err == nil && reading != io.EOF {
		err = reading
	}
	// A damaged file may give fewer rows without GDAL failing; then it has complained.
	if err == nil && c.lines.Load() < c.expected && complaint(c.stderr.String(), c.dir) != "" {
		err = fmt.Errorf("%d of %d rows", c.lines.Load(), c.expected)
	}
	if err != nil {
		return ended(ctx, err, c.stderr.String(), c.dir, c.what)
	}
	return io.EOF
}

// Close stops the child where it still runs.
func (c *childRows) Close() error {
	err := c.out.Close()
	if c.over == nil {
		c.over = io.ErrClosedPipe
		c.cancel()
		_ = c.child.Wait() // that it was killed is what was wanted
	}
	return err
}
