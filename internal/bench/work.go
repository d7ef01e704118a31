package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"

	"github.com/jackc/pgx/v5/pgxpool"

	"landbank/geo"
)

// variants is how many different requests each work cycles through.
const variants = 50

// work is one thing that users ask for, and the same by hand.
type work struct {
	name    string
	request func(base string, n int) (*http.Request, error)
	// floor does the work of request n as plain SQL and reads every row.
	floor func(ctx context.Context, pool *pgxpool.Pool, n int) error
}

func works() []work {
	return []work{
		{"page of 1000 by bbox", get(func(n int) string {
			return "/api/v1/sites?limit=1000&bbox=" + url.QueryEscape(box(n, 1).String())
		}), func(ctx context.Context, pool *pgxpool.Pool, n int) error {
			b := box(n, 1).Array()
			return read(ctx, pool, `select properties, ST_AsGeoJSON(geom, 7) from site_public
				where geom_3857 && ST_Transform(ST_MakeEnvelope($1, $2, $3, $4, 4326), 3857) limit 1000`, b[0], b[1], b[2], b[3])
		}},
		{"filtered page of 100", get(func(n int) string {
			return fmt.Sprintf("/api/v1/sites?limit=100&kind=brownfield&min_power_kw=%d&max_dist_rail_siding_m=3000&bbox=%s",
				2000+100*n, url.QueryEscape(box(n, 4).String()))
		}), func(ctx context.Context, pool *pgxpool.Pool, n int) error {
			b := box(n, 4).Array()
			return read(ctx, pool, `select properties, ST_AsGeoJSON(geom, 7) from site_public
				where geom_3857 && ST_Transform(ST_MakeEnvelope($1, $2, $3, $4, 4326), 3857)
				  and kind = 'brownfield' and power_kw >= $5 and dist_rail_siding_m <= 3000 limit 100`, b[0], b[1], b[2], b[3], float64(2000+100*n))
		}},
		{"search, three lists, facets", search, searchFloor},
		{"search for a profile", profileSearch, profileFloor()},
		{"tile z5", tile(5), clusterFloor(5)},
		{"tile z8", tile(8), clusterFloor(8)},
		{"tile z12", tile(12), tileFloor(12)},
		{"tile z14", tile(14), tileFloor(14)},
	}
}

// box is a box of so many degrees a side around town n, a little beside its middle.
func box(n int, side float64) geo.BBox {
	x, y := town(n % variants)
	return geo.NewBBox(x-side/2, y-side/2, x+side/2, y+side/2)
}

func tileOf(n int, zoom uint32) geo.Tile {
	x, y := town(n % variants)
	r := rand.New(rand.NewPCG(5, uint64(n%variants)))
	return geo.TileAt(x+r.NormFloat64()*.03, y+r.NormFloat64()*.02, zoom)
}

func get(path func(n int) string) func(string, int) (*http.Request, error) {
	return func(base string, n int) (*http.Request, error) {
		return http.NewRequest(http.MethodGet, base+path(n%variants), nil)
	}
}

func tile(zoom uint32) func(string, int) (*http.Request, error) {
	return get(func(n int) string {
		t := tileOf(n, zoom)
		return fmt.Sprintf("/ogc/collections/sites/tiles/WebMercatorQuad/%d/%d/%d", t.Z, t.Y, t.X)
	})
}

func search(base string, n int) (*http.Request, error) {
	body := fmt.Sprintf(`{"must":[{"field":"power_kw","op":">=","value":%d},{"field":"dist_rail_siding_m","op":"<=","value":2000},
		{"field":"kind","op":"in","value":["brownfield","free_land"]}],
		"facets":["kind","availability","ownership","contamination"],"limit":20,"geometry":"point"}`, 2000+100*(n%variants))
	r, err := http.NewRequest(http.MethodPost, base+"/api/v1/search", bytes.NewReader([]byte(body)))
	if err == nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, err
}

// searchFloor counts the three lists and one facet by hand and reads twenty rows of each list.
func searchFloor(ctx context.Context, pool *pgxpool.Pool, n int) error {
	kw := float64(2000 + 100*(n%variants))
	const where = `(power_kw >= $1 and dist_rail_siding_m <= 2000 and kind in ('brownfield', 'free_land'))`
	for _, q := range []string{
		`select count(*) filter (where ` + where + `), count(*) filter (where ` + where + ` is null), count(*) from site_public`,
		`select kind, count(*) from site_public where power_kw >= $1 and dist_rail_siding_m <= 2000 group by 1`,
		`select availability, count(*) from site_public where ` + where + ` group by 1`,
		`select ownership, count(*) from site_public where ` + where + ` group by 1`,
		`select contamination, count(*) from site_public where ` + where + ` group by 1`,
		`select properties from site_public where ` + where + ` limit 20`,
		`select properties from site_public where ` + where + ` is null limit 20`,
		`select properties from site_public where ` + where + ` is false limit 20`,
	} {
		if err := read(ctx, pool, q, kw); err != nil {
			return err
		}
	}
	return nil
}

// tileFloor makes the outlines of the tile and nothing else.
func tileFloor(zoom uint32) func(context.Context, *pgxpool.Pool, int) error {
	return func(ctx context.Context, pool *pgxpool.Pool, n int) error {
		t := tileOf(n, zoom)
		return read(ctx, pool, `with q as materialized (
				select id, ref, name, kind, ST_AsMVTGeom(geom_3857, ST_TileEnvelope($1, $2, $3), 4096, 64, true) as geom
				from site_public where geom_3857 && ST_TileEnvelope($1, $2, $3, margin => 64.0/4096))
			select ST_AsMVT(q.*, 'sites', 4096, 'geom', 'id') from q where geom is not null`, int(t.Z), int(t.X), int(t.Y))
	}
}

// clusterFloor counts the sites of the tile on a grid of 64 cells a side.
func clusterFloor(zoom uint32) func(context.Context, *pgxpool.Pool, int) error {
	return func(ctx context.Context, pool *pgxpool.Pool, n int) error {
		t := tileOf(n, zoom)
		return read(ctx, pool, `with q as materialized (
				select min(id) as id, count(*) as n, ST_Centroid(ST_Collect(point_3857)) as at from site_public
				where point_3857 && ST_TileEnvelope($1, $2, $3)
				group by floor(ST_X(point_3857) / (40075016.7 / 2 ^ $1 / 64)), floor(ST_Y(point_3857) / (40075016.7 / 2 ^ $1 / 64))),
			m as (select id, n, ST_AsMVTGeom(at, ST_TileEnvelope($1, $2, $3)) as geom from q)
			select ST_AsMVT(m.*, 'clusters', 4096, 'geom', 'id') from m`, int(t.Z), int(t.X), int(t.Y))
	}
}

// read runs a query and takes every row as bytes, as a server would pass them on.
func read(ctx context.Context, pool *pgxpool.Pool, sql string, args ...any) error {
	rows, err := pool.Query(ctx, sql, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		rows.RawValues()
	}
	return rows.Err()
}
