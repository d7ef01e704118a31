package testdb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// making is the advisory lock of who makes a template.
const making = "hashtext('landbank test template')"

// template makes the template database of that name when there is none, and returns the name. Test processes that come
// at the same time wait for the first. prepare gets the URL of the owner's role.
func (h *host) template(name string, prepare func(ctx context.Context, address string) error) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if err := h.exec(ctx, "select pg_advisory_lock("+making+")"); err != nil {
		return "", err
	}
	defer func() { _ = h.exec(ctx, "select pg_advisory_unlock("+making+")") }() // ends with the session at the latest

	found, err := h.names(ctx, "select datname from pg_database where datname = $1", name)
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		if err := h.makeTemplate(ctx, name, prepare); err != nil {
			return "", err
		}
	}
	// When it was used last; dropLeftovers reads it.
	return name, h.exec(ctx, fmt.Sprintf("comment on database %s is '%s'", name, time.Now().UTC().Format(time.RFC3339)))
}

// makeTemplate migrates under another name, so that an interruption never leaves half a template.
func (h *host) makeTemplate(ctx context.Context, name string, prepare func(context.Context, string) error) error {
	unfinished := name + makingSuffix
	if err := h.dropUnfinished(ctx); err != nil {
		return err
	}
	for _, sql := range []string{
		"create database " + unfinished + " owner landbank template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'",
	} {
		if err := h.exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := h.addPostGIS(ctx, unfinished); err != nil {
		return err
	}
	if err := prepare(ctx, h.address(unfinished, "landbank")); err != nil {
		return fmt.Errorf("test database: %w", err)
	}
	for _, sql := range []string{
		"alter database " + unfinished + " with is_template true allow_connections false", // nothing can change it any more
		"alter database " + unfinished + " rename to " + name,
	} {
		if err := h.exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// dropUnfinished removes what makers of templates left who were killed or whose migration failed. The lock is held.
func (h *host) dropUnfinished(ctx context.Context) error {
	names, err := h.names(ctx, "select datname from pg_database where datname like $1 || '%' || $2", templatePrefix, makingSuffix)
	for _, name := range names {
		err = errors.Join(err, h.exec(ctx, "drop database "+name+" with (force)"))
	}
	return err
}

func (h *host) addPostGIS(ctx context.Context, database string) error {
	conn, err := pgx.Connect(ctx, h.address(database, "postgres"))
	if err != nil {
		return fmt.Errorf("test database: %w", err)
	}
	_, err = conn.Exec(ctx, "create extension postgis")
	if closeErr := conn.Close(ctx); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("test database: add PostGIS: %w", err)
	}
	return nil
}

// dropLeftovers removes the databases of test processes that were killed, and templates that nobody used for a day.
func (h *host) dropLeftovers(ctx context.Context) error {
	orphans, err := h.names(ctx, `
		select datname from pg_database
		where datname like $1 || '%'
		  and split_part(substr(datname, length($1) + 1), '_', 1) not in (
		      select objid::text from pg_locks
		      where locktype = 'advisory' and classid::int = hashtext('landbank test process'))`, clonePrefix)
	if err != nil {
		return err
	}
	old, err := h.names(ctx, `
		select datname from pg_database
		where datname like $1 || '%' and datistemplate
		  and shobj_description(oid, 'pg_database')::timestamptz < now() - $2::interval`, templatePrefix, keepTemplates)
	if err != nil {
		return err
	}
	for _, name := range old {
		// Another process may have dropped it meanwhile, or be copying it: the next run tries again.
		if h.exec(ctx, "alter database "+name+" with is_template false") != nil {
			continue
		}
		orphans = append(orphans, name)
	}
	for _, name := range orphans {
		_ = h.exec(ctx, "drop database if exists "+name+" with (force)") // likewise
	}
	return nil
}
