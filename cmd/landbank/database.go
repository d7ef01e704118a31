package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"landbank/migrations"
	"landbank/registry/postgres"
	"landbank/registry/postgres/cluster"
)

// stopLimit is how long an orderly end of the database may take.
const stopLimit = 60 * time.Second

// where are the flags, the same for every command, that say where the registry is.
type where struct {
	data     *string
	database *string
	binDir   *string
}

func whereFlags(flags *flag.FlagSet) where {
	return where{
		data:     flags.String("data", "data", "`DIR` is the data folder; the registry's own database lives in it"),
		database: flags.String("database", "", "`URL` of a PostgreSQL database with PostGIS to use instead"),
		binDir:   flags.String("postgres-bin", "", "`DIR` of PostgreSQL's server programs, when they are not where Debian puts them"),
	}
}

// database is a reachable database with the newest schema.
type database struct {
	url     string
	cluster *cluster.Cluster // nil for a database given by --database
}

// openDatabase brings up the data folder's database, or checks the one given, and migrates it. The caller closes it.
func (w where) openDatabase(ctx context.Context, c console) (*database, error) {
	db := &database{url: *w.database}
	if db.url == "" {
		started, err := cluster.Start(ctx, cluster.Options{Dir: *w.data, BinDir: *w.binDir, Log: c.say})
		if err != nil {
			return nil, err
		}
		db.cluster, db.url = started, started.URL()
	} else if err := cluster.Check(ctx, db.url); err != nil {
		return nil, err
	}
	if err := migrate(ctx, c, db.url); err != nil {
		return nil, errors.Join(err, db.close())
	}
	return db, nil
}

// close lets go of the database; the data folder's own is stopped unless another process uses it.
func (db *database) close() error {
	if db.cluster == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit) // also after the command was interrupted
	defer cancel()
	return db.cluster.Stop(ctx)
}

// migrate brings the schema up to date, and refuses a database that a newer program has been at.
func migrate(ctx context.Context, c console, url string) error {
	current, newest, err := migrations.Version(ctx, url)
	switch {
	case err != nil:
		return err
	case current > newest:
		return fmt.Errorf("the database has schema %d, which a newer landbank made, and this program knows schema %d: use the newer program", current, newest)
	case current == newest:
		return nil
	}
	if current > 0 {
		c.say(fmt.Sprintf("Bringing the database from schema %d to %d.", current, newest))
	}
	return migrations.Up(ctx, url)
}

// withStore opens the registry, hands it to do, and closes it again whatever do returns. Nearly every command is one
// call of it.
func (w where) withStore(ctx context.Context, c console, log *slog.Logger, do func(store *postgres.Store) error, options ...postgres.Option) (err error) {
	db, err := w.openDatabase(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	store, err := postgres.Open(ctx, db.url, append(options, postgres.WithLog(log))...)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.PutCodes(ctx); err != nil {
		return err
	}
	return do(store)
}

// flags gives the flags that another command needs to find the same registry; the URL of a database, which may hold a
// password, is left to whoever knows it.
func (w where) flags() string {
	if *w.database != "" {
		return "--database URL"
	}
	return "--data " + shellWord(*w.data)
}

// shellWord writes a text as one word of a shell.
func shellWord(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:,@%=") == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// newLog is the program's log: one line per event, for the operator.
func newLog(c console, level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: level}))
}
