package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	databaseName = "landbank"
	appRole      = "landbank" // owns the database, is no superuser
	adminRole    = "postgres" // the cluster's superuser
)

// ensureDatabase makes the role, the database and the extension where they are missing. Each step stands on its own,
// so one that was interrupted is finished by the next start.
func (c *Cluster) ensureDatabase(ctx context.Context) error {
	admin, err := connect(ctx, c.AdminURL())
	if err != nil {
		return fmt.Errorf("the started database: %w", err)
	}
	defer closeConn(admin)
	for _, step := range []struct{ missing, make string }{
		{"select not exists (select from pg_roles where rolname = '" + appRole + "')",
			"create role " + appRole + " login"},
		{"select not exists (select from pg_database where datname = '" + databaseName + "')",
			"create database " + databaseName + " owner " + appRole + " template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'"},
	} {
		if err := onlyIf(ctx, admin, step.missing, step.make); err != nil {
			return err
		}
	}
	registry, err := connect(ctx, c.url(adminRole, databaseName))
	if err != nil {
		return fmt.Errorf("the started database: %w", err)
	}
	defer closeConn(registry)
	if err := onlyIf(ctx, registry, "select not exists (select from pg_extension where extname = 'postgis')", "create extension postgis"); err != nil {
		return err
	}
	// The package was upgraded since the extension was made: its functions in the database follow.
	return onlyIf(ctx, registry,
		"select default_version <> installed_version from pg_available_extensions where name = 'postgis'",
		"alter extension postgis update")
}

func onlyIf(ctx context.Context, conn *pgx.Conn, condition, statement string) error {
	var holds bool
	if err := conn.QueryRow(ctx, condition).Scan(&holds); err != nil {
		return fmt.Errorf("prepare the database: %w", err)
	}
	if !holds {
		return nil
	}
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("prepare the database: %s: %w", statement, err)
	}
	return nil
}

func connect(ctx context.Context, address string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return pgx.Connect(ctx, address)
}

func closeConn(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = conn.Close(ctx) // nothing is left to save; the server notices by itself
}

// Check tells whether the database at a URL, as given with --database, can hold a registry: it answers, lets us in,
// is new enough, stores UTF-8 and has PostGIS. PostGIS that is installed on the server and not yet in the database is
// added when the role may do that. What is wrong comes back as a *Problem; passwords are never part of it.
func Check(ctx context.Context, address string) error {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return &Problem{
			Code: MalformedAddress, What: "the database address is not a PostgreSQL URL",
			Remedy: "write it as postgresql://user@host:5432/name", // the error itself may quote the password
		}
	}
	where := fmt.Sprintf("the database %q on %s", config.Database, config.Host)
	conn, err := connect(ctx, address)
	if err != nil {
		return refused(where, config.Host, err)
	}
	defer closeConn(conn)

	var found facts
	err = conn.QueryRow(ctx, `
		select current_setting('server_version_num')::int / 10000, current_setting('server_encoding'),
		       coalesce((select extversion from pg_extension where extname = 'postgis'), ''),
		       coalesce((select default_version from pg_available_extensions where name = 'postgis'), '')`).
		Scan(&found.server, &found.encoding, &found.postgis, &found.available)
	if err != nil {
		return fmt.Errorf("check %s: %w", where, err)
	}
	if problem := found.problem(where); problem != nil {
		return problem
	}
	if found.postgis != "" {
		return nil
	}
	if _, err := conn.Exec(ctx, "create extension if not exists postgis"); err != nil {
		return &Problem{
			Code: NoPostGIS, What: where + " has no PostGIS, and this user may not add it",
			Remedy: fmt.Sprintf("run CREATE EXTENSION postgis in %q as a superuser of that server", config.Database), Err: err,
		}
	}
	return nil
}

// facts are what a database says of itself.
type facts struct {
	server             int    // major version
	encoding           string // of the database
	postgis, available string // versions: in the database, and on the server for CREATE EXTENSION
}

func (f facts) problem(where string) error {
	switch {
	case f.server < oldestServer:
		return &Problem{
			Code: ServerTooOld, What: fmt.Sprintf("%s runs on PostgreSQL %d, version %d is the oldest that works", where, f.server, oldestServer),
			Remedy: "upgrade that server, or leave --database out to use the one of this machine",
		}
	case f.encoding != "UTF8":
		return &Problem{
			Code: NotUTF8, What: fmt.Sprintf("%s stores text as %s, which does not hold every language", where, f.encoding),
			Remedy: "create the database with ENCODING 'UTF8'",
		}
	case f.postgis == "" && f.available == "":
		return &Problem{
			Code: NoPostGIS, What: "PostGIS is not installed on the server of " + where,
			Remedy: fmt.Sprintf("install it there (on Debian: sudo apt-get install postgresql-%d-postgis-3)", f.server),
		}
	case f.postgis != "" && !postgisFits(f.postgis), f.postgis == "" && !postgisFits(f.available):
		version := f.postgis
		if version == "" {
			version = f.available
		}
		return &Problem{
			Code: PostGISTooOld, What: fmt.Sprintf("%s has PostGIS %s, version %d.%d is the oldest that works", where, version, oldestPostGISMajor, oldestPostGISMinor),
			Remedy: "upgrade PostGIS on that server and run ALTER EXTENSION postgis UPDATE",
		}
	}
	return nil
}

// refused explains a failed connection. The driver's own text can hold the address, so it is not repeated.
func refused(where, host string, err error) error {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		remedy := "check user, password and database name in the address"
		switch answer.Code {
		case "3D000":
			remedy = "create it (createdb) or correct the name in the address"
		case "53300":
			remedy = "the server has no connection left: raise max_connections or stop another client"
		case "57P03":
			remedy = "the server is just starting or stopping: try again in a moment"
		}
		return &Problem{Code: AccessRefused, What: where + " refuses the connection (" + answer.Message + ")", Remedy: remedy, Err: err}
	}
	return &Problem{
		Code: Unreachable, What: where + " does not answer",
		Remedy: fmt.Sprintf("check that the server on %s runs and takes connections from here, and the address given with --database", host), Err: err,
	}
}

// Redacted is the address without its password, for messages.
func Redacted(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme == "" { // "host=… password=…" is no URL
		return "the given address"
	}
	return parsed.Redacted()
}
