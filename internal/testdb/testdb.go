// Package testdb gives every test a migrated PostGIS database of its own.
//
// One throwaway server per user of the machine serves all tests. It is kept in a folder for throwaway files and stops by
// itself ten minutes after the last test, so a second run starts in no time. The schema is migrated once into a
// template, named after the content of the migrations; a test's database is a copy of it, made in a fraction of a
// second and dropped when the test ends. Test processes may run side by side.
package testdb

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/migrations"
	"landbank/registry/postgres/cluster"
)

const (
	templatePrefix = "landbank_template_"
	plainTemplate  = "landbank_template_plain"
	makingSuffix   = "_making"
	clonePrefix    = "landbank_test_"
	linger         = 10 * time.Minute
	keepTemplates  = "1 day" // of other checkouts and older schemas, since their last use
)

// host is this test process's hold on the shared server.
type host struct {
	cluster   *cluster.Cluster
	session   *pgx.Conn // holds the advisory lock that says that this process lives
	self      int32     // random number of this process; part of the names of its databases
	made      atomic.Int64
	migrated  func() (string, error) // name of the migrated template
	plain     func() (string, error) // name of the template with PostGIS and nothing else
	exclusive sync.Mutex             // session runs one statement at a time
}

// shared is the one global: a process has one hold, which the kernel releases at its end.
var shared = sync.OnceValues(open)

// Clone returns the URL of a fresh database with the newest schema. Its role owns the database and is no superuser.
// Without PostgreSQL or PostGIS the test fails with the sentence that says what to install.
func Clone(t testing.TB) string {
	t.Helper()
	h := held(t)
	template, err := h.migrated()
	if err != nil {
		t.Fatal(err)
	}
	return h.clone(t, template)
}

// Empty returns the URL of a fresh database with PostGIS and no schema: for tests of the migrations themselves.
func Empty(t testing.TB) string {
	t.Helper()
	h := held(t)
	template, err := h.plain()
	if err != nil {
		t.Fatal(err)
	}
	return h.clone(t, template)
}

func held(t testing.TB) *host {
	t.Helper()
	h, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func open() (*host, error) {
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	c, err := cluster.Start(ctx, cluster.Options{
		Dir: dir, BinDir: os.Getenv("LANDBANK_POSTGRES_BIN"), Throwaway: true, Linger: linger,
	})
	if err != nil {
		return nil, fmt.Errorf("the test database, which needs PostgreSQL with PostGIS and may be deleted at any time (%s): %w", dir, err)
	}
	session, err := pgx.Connect(ctx, c.AdminURL())
	if err != nil {
		return nil, fmt.Errorf("test database: %w", err)
	}
	h := &host{cluster: c, session: session, self: randomNumber()}
	// From here on the databases of this process are not leftovers.
	if err := h.exec(ctx, "select pg_advisory_lock(hashtext('landbank test process'), $1)", h.self); err != nil {
		return nil, err
	}
	if err := h.dropLeftovers(ctx); err != nil {
		return nil, err
	}
	h.migrated = sync.OnceValues(func() (string, error) {
		schema, err := digest()
		if err != nil {
			return "", err
		}
		return h.template(templatePrefix+schema, migrations.Up)
	})
	h.plain = sync.OnceValues(func() (string, error) {
		return h.template(plainTemplate, func(context.Context, string) error { return nil })
	})
	return h, nil
}

// folder is under LANDBANK_SCRATCH where that is set (the Makefile sets it, to memory where there is plenty), else under
// the user's cache folder.
func folder() (string, error) {
	base := os.Getenv("LANDBANK_SCRATCH")
	if base == "" {
		cache, err := os.UserCacheDir()
		if err != nil { // no home, as in some containers
			cache = filepath.Join(os.TempDir(), "cache-"+strconv.Itoa(os.Getuid()))
		}
		base = filepath.Join(cache, "landbank")
	}
	dir := filepath.Join(base, "testdb")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("test database: %w", err)
	}
	return dir, nil
}

func randomNumber() int32 {
	var b [4]byte
	_, _ = rand.Read(b[:])                              // never fails, by its documentation
	return int32(binary.LittleEndian.Uint32(b[:]) >> 1) // not negative: it becomes part of a name
}

func (h *host) exec(ctx context.Context, sql string, args ...any) error {
	h.exclusive.Lock()
	defer h.exclusive.Unlock()
	if _, err := h.session.Exec(ctx, sql, args...); err != nil {
		return fmt.Errorf("test database: %s: %w", sql, err)
	}
	return nil
}

func (h *host) names(ctx context.Context, sql string, args ...any) ([]string, error) {
	h.exclusive.Lock()
	defer h.exclusive.Unlock()
	rows, err := h.session.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("test database: %s: %w", sql, err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// clone copies a template for one test.
func (h *host) clone(t testing.TB, template string) string {
	t.Helper()
	name := fmt.Sprintf("%s%d_%d", clonePrefix, h.self, h.made.Add(1))
	if err := h.exec(t.Context(), "create database "+name+" owner landbank template "+template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := h.exec(ctx, "drop database if exists "+name+" with (force)"); err != nil {
			t.Error(err)
		}
	})
	return h.address(name, "landbank")
}

// address is the URL of a database of the server for a role.
func (h *host) address(database, role string) string {
	parsed, err := url.Parse(h.cluster.AdminURL())
	if err != nil {
		panic(err) // made by package cluster
	}
	parsed.Path = "/" + database
	parsed.User = url.User(role)
	return parsed.String()
}

// digest identifies the schema: the names and texts of the migrations.
func digest() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(migrations.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.FS(), path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("test database: read migrations: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
}
