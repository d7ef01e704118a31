// Package migrations holds the schema as forward-only, numbered SQL files and
// brings a database up to it.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	_ "github.com/jackc/pgx/v5/stdlib" // the database/sql driver that goose needs
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed *.sql
var files embed.FS

// FS gives the migration files, NNNN_verb_noun.sql.
func FS() fs.FS { return files }

// Up brings the database at the URL to the newest schema. Several processes
// may call it at once: they wait for each other.
func Up(ctx context.Context, url string) error {
	return run(ctx, url, func(p *goose.Provider) error {
		_, err := p.Up(ctx)
		return err
	})
}

// UpTo brings the database to the given schema version; tests use it to try a
// migration on data of the schema before.
func UpTo(ctx context.Context, url string, version int64) error {
	return run(ctx, url, func(p *goose.Provider) error {
		_, err := p.UpTo(ctx, version)
		return err
	})
}

// Version gives the schema version of the database and the newest one known.
func Version(ctx context.Context, url string) (current, newest int64, err error) {
	err = run(ctx, url, func(p *goose.Provider) error {
		current, newest, err = p.GetVersions(ctx)
		return err
	})
	return current, newest, err
}

func run(ctx context.Context, url string, do func(*goose.Provider) error) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return fmt.Errorf("open database for migration: %w", err)
	}
	defer db.Close()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return fmt.Errorf("prepare migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker),
		goose.WithGoMigrations(queueTables...))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if err := do(provider); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}
