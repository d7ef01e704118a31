package postgres_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/internal/testdb"
	"landbank/migrations"
	"landbank/registry"
)

// texts gives the rows of a query that yields one text each.
func (d *desk) texts(sql string, args ...any) []string {
	d.t.Helper()
	rows, err := d.conn.Query(d.t.Context(), sql, args...)
	if err != nil {
		d.t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		d.t.Fatalf("%s: %v", sql, err)
	}
	return list
}

func TestMigrationsRunFromNothingAndTwice(t *testing.T) {
	t.Parallel()
	url := testdb.Empty(t)
	for range 2 {
		if err := migrations.Up(t.Context(), url); err != nil {
			t.Fatal(err)
		}
	}
	current, newest, err := migrations.Version(t.Context(), url)
	if err != nil || current != newest {
		t.Errorf("schema %d of %d (%v)", current, newest, err)
	}
}

// ours picks the tables that the migrations make.
const ours = `c.relnamespace = 'public'::regnamespace and c.relname not in ('spatial_ref_sys', 'geography_columns',
	'geometry_columns', 'goose_db_version') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

func TestThePublishedProjectionIsTheTableOfFields(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	types := map[registry.Type]string{registry.TypeText: "text", registry.TypeCode: "text", registry.TypeCodes: "text[]",
		registry.TypeNumber: "double precision", registry.TypeInteger: "bigint", registry.TypeBoolean: "boolean",
		registry.TypeDate: "date", registry.TypeInstant: "timestamp with time zone"}
	var want []string
	for _, f := range registry.Fields() {
		want = append(want, f.Name+" "+types[f.Type])
	}
	internal := []string{"id", "revision_seq", "properties", "geom", "geom_3857", "point_3857", "mercator_x", "mercator_y", "mercator_cell", "judged_on", "fitted", "rectangle", "frontage"}
	columns := func(table string) []string {
		return d.texts(`select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute
			where attrelid = $2::regclass and attnum > 0 and not attisdropped and not attname = any($1) order by attnum`, internal, table)
	}
	got := columns("site_public")
	for _, other := range []string{"site_draft", "site_newest"} { // by position: the view joins the tables so
		if !slices.Equal(columns(other), got) {
			t.Errorf("%s has not the columns of site_public", other)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	for _, column := range want {
		if !slices.Contains(got, column) {
			t.Errorf("field %s has no such column", column)
		}
	}
	for _, column := range got {
		if !slices.Contains(want, column) {
			t.Errorf("column %s is no such field", column)
		}
	}
}

func TestTablesOfPartsAreTheMembersOfTheRecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for table, part := range map[string]any{"parcel": registry.Parcel{}, "offer": registry.Offer{}, "utility": registry.Utility{},
		"access": registry.Access{}, "building": registry.Building{}, "planning": registry.Planning{}, "environment": registry.Environment{},
		"readiness_item": registry.ReadinessItem{}, "contact": registry.Contact{}, "fact": registry.Fact{}} {
		var want []string
		for i := range reflect.TypeOf(part).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(part).Field(i).Tag.Get("json"), ",")
			want = append(want, name)
		}
		got := d.texts(`select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and attname not in ('site_id', 'position', 'field')`, table)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("table %s has columns\n%v, the record has members\n%v", table, got, want)
		}
	}
}

func TestTheSchemaExplainsItself(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, name := range d.texts(`select c.relname from pg_class c where c.relkind in ('r', 'v') and obj_description(c.oid) is null and ` + ours) {
		t.Errorf("table or view %s has no comment", name)
	}
	// Names that PostgreSQL makes up say nothing in an error message.
	for _, name := range d.texts(`select conname || ' of ' || c.relname from pg_constraint n join pg_class c on c.oid = n.conrelid
		where conname ~ '_(check|key|fkey|excl)[0-9]+$' or conname ~ '_check$' and ` + ours) {
		t.Errorf("constraint %s has no name of its own", name)
	}
	for _, name := range d.texts(`select t.tgrelid::regclass::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal and tgenabled <> 'O' and ` + ours) {
		t.Errorf("a trigger of %s is disabled", name)
	}
}

func TestPartsNeedASite(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a"))
	site := ask[int64](d, "select id from site")
	for _, table := range []string{"parcel", "offer", "building"} {
		d.run(fmt.Sprintf("insert into %s (site_id, position) values ($1, 1)", table), site)
		if _, err := d.conn.Exec(t.Context(), fmt.Sprintf("insert into %s (site_id, position) values (4711, 1)", table)); err == nil {
			t.Errorf("%s took a row of no site", table)
		}
		if _, err := d.conn.Exec(t.Context(), fmt.Sprintf("update %s set site_id = 4711", table)); err == nil {
			t.Errorf("a row of %s moved to no site", table)
		}
	}
}
