package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"landbank/registry"
)

const (
	readBatch = 64       // rows that travel from the reader to the encoder at once
	copyChunk = 64 << 10 // bytes that are encoded before they are handed to COPY
)

// copyStaging is the COPY that takes what stager.fill writes.
const copyStaging = `copy staging (row_no, line, rejected, source_key, ref, territory_code, declared_m2, largest_m2,
	quality, digest, document_digest, shown, title, numbers, price, price_kind, waivers, issues, shape) from stdin with (format binary)`

const stagingColumns = 19

// errNoTaker ends the encoder when COPY has ended before it.
var errNoTaker = errors.New("the database takes no more rows")

// stage copies the rows into the staging table as fast as they come. Reading,
// settling, encoding and the database's own work overlap; the few batches that
// are on their way bound what is in memory.
func (a *appending) stage(ctx context.Context, rows registry.Rows) error {
	start := time.Now()
	reading, stop := context.WithCancel(ctx)
	defer stop()
	batches := make(chan *rowBatch, runtime.GOMAXPROCS(0)+2)
	s := &stager{count: a.read, seen: a.seen, spool: a.spool, positions: declaredPositions(), moment: a.moment(registry.Published),
		by: registry.Judgement{Day: a.day, Import: !a.whole}, waivers: a.whole}
	out, in := io.Pipe()
	var workers sync.WaitGroup
	workers.Go(func() {
		defer close(batches)
		s.readErr = a.readRows(reading, rows, func(b *rowBatch) error {
			select {
			case batches <- b:
			case <-reading.Done():
				return reading.Err()
			}
			workers.Go(func() { s.settle(b) })
			return nil
		})
	})
	workers.Go(func() {
		s.err = s.encode(batches, in)
		_ = in.CloseWithError(s.err) // never fails
	})
	_, err := a.tx.Conn().PgConn().CopyFrom(ctx, out, copyStaging)
	_ = out.CloseWithError(errNoTaker) // never fails
	stop()
	workers.Wait()
	a.read, a.seen = s.count, s.seen
	a.store.log.Debug("import", "statement", "stage", "took", time.Since(start), "rows", s.count)
	return a.stageFault(ctx, s, err)
}

// stageFault says what went wrong at the source in its own words, not in those
// of the COPY that it broke.
func (a *appending) stageFault(ctx context.Context, s *stager, err error) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("stage the rows: %w", ctx.Err())
	case s.readErr != nil && !errors.Is(s.readErr, context.Canceled): // cancelled by an earlier fault
		return fmt.Errorf("read the file: %w", s.readErr)
	case s.err != nil && !errors.Is(s.err, errNoTaker):
		return s.err
	default:
		return a.store.fault("stage the rows", err)
	}
}

// readRows reads all rows and sends them on. It alone calls the reader, and
// tells the progress meanwhile.
func (a *appending) readRows(ctx context.Context, rows registry.Rows, send func(*rowBatch) error) error {
	count := int64(0)
	for done := false; !done; {
		batch := make([]registry.Row, 0, readBatch)
		for !done && len(batch) < readBatch {
			row, err := rows.Next(ctx)
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			if done = err != nil; !done {
				batch = append(batch, row)
			}
		}
		if err := send(&rowBatch{rows: batch, settled: make(chan struct{})}); err != nil {
			return err
		}
		count += int64(len(batch))
		a.tell("read", count)
	}
	return nil
}
