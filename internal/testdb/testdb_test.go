package testdb

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/migrations"
)

func ask(t *testing.T, url, sql string, args ...any) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var got string
	if err := conn.QueryRow(t.Context(), sql, args...).Scan(&got); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return got
}

func TestCloneHasTheNewestSchemaAndIsItsOwn(t *testing.T) {
	t.Parallel()
	one, two := Clone(t), Clone(t)
	if one == two {
		t.Fatal("two tests share a database")
	}
	current, newest, err := migrations.Version(t.Context(), one)
	if err != nil || current != newest || newest == 0 {
		t.Errorf("schema version %d of %d (%v)", current, newest, err)
	}
	if a, b := ask(t, one, "select current_database()::text"), ask(t, two, "select current_database()::text"); a == b {
		t.Errorf("two URLs lead to the same database %s", a)
	}
	if got := ask(t, one, "select rolsuper::text from pg_roles where rolname = current_user"); got != "false" {
		t.Error("tests run as a superuser, the app does not")
	}
}

func TestEmptyHasPostGISAndNoSchema(t *testing.T) {
	t.Parallel()
	url := Empty(t)
	if got := ask(t, url, "select postgis_lib_version()"); !strings.HasPrefix(got, "3.") {
		t.Error(got)
	}
	if current, _, err := migrations.Version(t.Context(), url); err != nil || current != 0 {
		t.Errorf("schema version %d (%v), want none", current, err)
	}
}

func TestDatabaseIsDroppedAtTheEndOfItsTest(t *testing.T) {
	var name string
	t.Run("uses one", func(t *testing.T) { name = ask(t, Clone(t), "select current_database()::text") })
	if got := ask(t, held(t).cluster.AdminURL(), "select count(*)::text from pg_database where datname = $1", name); got != "0" {
		t.Errorf("%s is still there", name)
	}
}

func TestLeftoversOfKilledProcessesAreDropped(t *testing.T) {
	h := held(t)
	mine := Clone(t)
	for _, sql := range []string{
		"drop database if exists landbank_test_1_1", // no process has the number 1 for long
		"create database landbank_test_1_1",
	} {
		if err := h.exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.dropLeftovers(t.Context()); err != nil {
		t.Fatal(err)
	}
	found, err := h.names(t.Context(), "select datname from pg_database where datname = 'landbank_test_1_1'")
	if err != nil || len(found) != 0 {
		t.Errorf("found %v (%v), want it dropped", found, err)
	}
	if got := ask(t, mine, "select 'alive'"); got != "alive" {
		t.Error("the database of a living process was dropped")
	}
}
