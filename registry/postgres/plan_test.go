package postgres

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// plan gives the plan of a statement as text.
func plan(t *testing.T, store *Store, sql string, args pgx.StrictNamedArgs) string {
	t.Helper()
	rows, err := store.read.Query(t.Context(), "explain "+sql, args)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return strings.Join(lines, "\n")
}

// multiply puts copies of every site beside it, so many of each in all.
func multiply(t *testing.T, store *Store, times int) {
	t.Helper()
	var projection []string
	err := store.read.QueryRow(t.Context(), `select array_agg(attname::text) from pg_attribute
		where attrelid = 'site_public'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`).Scan(&projection)
	if err != nil {
		t.Fatal(err)
	}
	site := []string{"id", "ref", "source_id", "source_key", "lifecycle", "version", "head_seq", "record_digest"}
	copies := fmt.Sprintf("generate_series(1, %d) k", times-1)
	for _, sql := range []string{
		"set synchronous_commit = on", // else vacuum does not take the copies for visible to all
		"insert into site (" + strings.Join(site, ", ") + ") overriding system value select " + copied(site) + " from site, " + copies,
		"insert into site_public (" + strings.Join(projection, ", ") + ") select " + copied(projection) + " from site_public, " + copies,
		"vacuum (analyze) site_public",
	} {
		if _, err := store.write.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%.100s: %v", sql, err)
		}
	}
}

// copied gives the columns of copy k of a row.
func copied(columns []string) string {
	return strings.Join(each(columns, func(column string) string {
		switch column {
		case "id":
			return "id + k * 1000000"
		case "ref", "source_key":
			return column + " || '-' || k"
		}
		return column
	}), ", ")
}

func TestPlansUseTheirIndexes(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 51, Sites: 5_000, Towns: 300, Corners: 5, Unknown: 0.9})
	multiply(t, store, 10)
	x, y := sites[0].Shape.Bounds().Center()
	box := parse(t, "S_INTERSECTS(geom, BBOX(30,48,30.5,48.3))")
	area := parse(t, "kind = 'brownfield' AND area_m2 >= 20000 AND S_INTERSECTS(geom, POLYGON((30 48,30.5 48,30.5 48.3,30 48)))")
	page := func(q registry.PageQuery) func(*compiler) string {
		q.Limit, q.Outline = 100, registry.OutlineFull
		return func(c *compiler) string { return c.page(q, "") }
	}
	tile := func(zoom uint32, e criteria.Expr) func(*compiler) string {
		return func(c *compiler) string {
			return c.tile(registry.TileQuery{Tile: geo.TileAt(x, y, zoom), Criteria: e})
		}
	}
	for name, want := range map[string]struct {
		statement func(*compiler) string
		index     string
	}{
		"page of a box":         {page(registry.PageQuery{Criteria: box}), "site_public_geom_idx"},
		"ordered page of a box": {page(registry.PageQuery{Criteria: box, Sort: []criteria.SortKey{{Field: "name"}}}), "site_public_geom_idx"},
		"counted page of an area": {func(c *compiler) string {
			return c.pageCounted(registry.PageQuery{Criteria: area, Sort: []criteria.SortKey{{Field: "name"}}, Limit: 100}, "")
		}, "site_public_geom_idx"},
		"page of an area":           {page(registry.PageQuery{Criteria: area}), "site_public_geom_idx"},
		"page of everything":        {page(registry.PageQuery{}), "Index Scan using site_public_pkey"},
		"next page of everything":   {page(registry.PageQuery{After: &criteria.Cursor{ID: 40_000}}), "Index Cond: (id > '40000'::bigint)"},
		"page of the largest":       {page(registry.PageQuery{Sort: []criteria.SortKey{{Field: "area_m2", Desc: true}}}), "site_public_area_idx"},
		"page of a territory":       {page(registry.PageQuery{Criteria: parse(t, "A_CONTAINS(territories, ('TT121'))"), Sort: []criteria.SortKey{{Field: "name"}}}), "site_public_territories_idx"},
		"page of one reference":     {page(registry.PageQuery{Criteria: parse(t, "ref = 'TST-2026-000007'")}), "site_public_ref_idx"},
		"tile of sites":             {tile(12, nil), "site_public_geom_idx"},
		"tile of sites in question": {tile(12, area), "site_public_geom_idx"},
		"tile of clusters":          {tile(8, nil), "Index Only Scan using site_public_mercator_idx"},
		"world of clusters":         {tile(0, nil), "Index Only Scan using site_public_mercator_idx"},
		"clusters in question":      {tile(8, parse(t, "kind = 'brownfield'")), "site_public_mercator_idx"},
		"lists of an area": {func(c *compiler) string {
			s := newSorting(registry.SearchQuery{Conditions: criteria.Split(area), Lists: []registry.List{registry.Meets, registry.MayMeet}, Limit: 10})
			*c = *s.compiler
			return s.sql
		}, "site_public_geom_idx"},
		"facets of an area": {func(c *compiler) string {
			s := newFaceting(registry.SearchQuery{Conditions: criteria.Split(area), Facets: []string{"kind", "readiness"}})
			*c = *s.compiler
			return s.sql
		}, "site_public_geom_idx"},
		"one site": {func(c *compiler) string {
			c.set("ref", "TST-2026-000007")
			c.set("limit", 1)
			return filled("site", map[string]string{"place": "s.ref = @ref::text"})
		}, "site_public_ref_idx"},
		"all sites": {func(c *compiler) string {
			c.set("after", "TST-2026-000007")
			c.set("limit", batchSize)
			return filled("site", nil)
		}, "Index Scan using site_public_ref_idx"},
	} {
		c := newCompiler()
		sql := want.statement(c)
		if got := plan(t, store, sql, c.args); !strings.Contains(got, want.index) {
			t.Errorf("%s: want %s in\n%s", name, want.index, got)
		}
	}
}

func parse(t testing.TB, text string) criteria.Expr {
	t.Helper()
	e, err := criteria.ParseCQL2(text, registry.Vocabulary())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}
