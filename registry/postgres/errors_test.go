package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"landbank/internal/testdb"
	"landbank/registry"
)

func TestFaultsHaveTheRegistrysKinds(t *testing.T) {
	t.Parallel()
	refused := func(code string) error {
		return fmt.Errorf("outer: %w", &pgconn.PgError{Code: code, Message: "secret"})
	}
	cases := []struct {
		err  error
		want error
	}{
		{refused("57014"), registry.ErrTimeout},
		{refused("55P03"), registry.ErrTimeout},
		{refused("40P01"), registry.ErrConflict},
		{refused("23505"), registry.ErrConflict},
		{refused("57P01"), registry.ErrUnavailable},
		{refused("53300"), registry.ErrUnavailable},
		{refused("08006"), registry.ErrUnavailable},
		{refused("3D000"), registry.ErrUnavailable},
		{pgx.ErrNoRows, registry.ErrNotFound},
		{context.DeadlineExceeded, registry.ErrTimeout},
		{context.Canceled, context.Canceled},
	}
	s := &Store{log: slog.New(slog.DiscardHandler)}
	for _, c := range cases {
		got := s.fault("do something", c.err)
		if !errors.Is(got, c.want) || !strings.HasPrefix(got.Error(), "do something: ") {
			t.Errorf("%v became %v, want %v", c.err, got, c.want)
		}
	}
	if s.fault("do something", nil) != nil {
		t.Error("nothing became an error")
	}
}

// What the database says goes to the log and nowhere else.
func TestNoTextOfTheDatabaseLeaves(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	store, err := Open(t.Context(), testdb.Clone(t), WithLog(slog.New(slog.NewTextHandler(&log, nil))))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	_, err = store.write.Exec(t.Context(), "select no_such_column from site")
	told := store.fault("look for a column", err)
	if strings.Contains(told.Error(), "no_such_column") || !strings.Contains(log.String(), "no_such_column") {
		t.Errorf("told %q, logged %q", told, log.String())
	}
}

func TestWhereNobodyAnswersIsUnavailable(t *testing.T) {
	t.Parallel()
	_, err := Open(t.Context(), "postgresql://landbank@/landbank?host="+t.TempDir()+"&port=1")
	if !errors.Is(err, registry.ErrUnavailable) {
		t.Errorf("got %v, want unavailable", err)
	}
	if _, err := Open(t.Context(), "postgresql://%zz"); err == nil {
		t.Error("a URL that is none was taken")
	}
}

func TestReadsCannotWrite(t *testing.T) {
	t.Parallel()
	store, err := Open(t.Context(), testdb.Clone(t))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	_, err = store.read.Exec(t.Context(), "update dataset set revision = 7")
	var refused *pgconn.PgError
	if !errors.As(err, &refused) || refused.Code != "25006" {
		t.Errorf("a connection for reading wrote: %v", err)
	}
}

func TestCodesAreInTheDatabase(t *testing.T) {
	t.Parallel()
	store, err := Open(t.Context(), testdb.Clone(t))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for range 2 {
		if err := store.PutCodes(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	var label string
	err = store.read.QueryRow(t.Context(), `select count(*), (select label ->> 'uk' from code where list = 'kind' and code = 'free_land') from code`).Scan(&n, &label)
	if err != nil || n != len(registry.AllCodes()) || label != "Вільна земля" {
		t.Errorf("%d codes, label %q (%v), want %d", n, label, err, len(registry.AllCodes()))
	}
}
