package postgres

import (
	"context"
	"slices"

	"landbank/registry"
)

const (
	// clusterZoom is the highest zoom whose tiles show clusters instead of sites.
	clusterZoom = 10
	// clusterCells is the binary logarithm of the cells along one side of a tile:
	// eight, so that a tile holds at most 64 clusters.
	clusterCells = 3
	// gridZoom is the zoom whose tiles are the squares of the mercator columns.
	gridZoom = 30
)

// Tile gives one vector tile. Up to zoom 10 it has a layer of clusters; above, a
// layer of sites and one of labels.
func (s *Store) Tile(ctx context.Context, q registry.TileQuery) ([]byte, error) {
	c := newCompiler()
	sql := c.tile(q)
	if c.err != nil {
		return nil, c.err
	}
	var tile []byte
	err := s.read.QueryRow(ctx, sql, c.args).Scan(&tile)
	return tile, s.readFault(ctx, "make tile "+q.Tile.String(), err)
}

// tile fills tile_clusters.sql or tile_sites.sql.
func (c *compiler) tile(q registry.TileQuery) string {
	square := gridZoom - q.Tile.Z // of a tile, as a power of two
	side := int64(1) << square
	c.set("west", int64(q.Tile.X)*side)
	c.set("north", int64(q.Tile.Y)*side)
	c.set("side", side)
	if q.Tile.Z <= clusterZoom {
		c.set("first", interleaved(q.Tile.X, q.Tile.Y)<<(2*square))
		c.set("squares", side*side)
		c.set("cell", int64(1)<<(2*(square-clusterCells)))
		return filled("tile_clusters", c.clusterPieces(q))
	}
	c.set("z", int32(q.Tile.Z))
	c.set("x", int32(q.Tile.X))
	c.set("y", int32(q.Tile.Y))
	return filled("tile_sites", c.sitePieces(q))
}

// interleaved is the SQL function interleave.
func interleaved(x, y uint32) int64 {
	var n int64
	for i := range gridZoom {
		n |= int64(x>>i&1)<<(2*i) | int64(y>>i&1)<<(2*i+1)
	}
	return n
}

// sitePieces makes the pieces of tile_sites.sql. A tile of the sites that meet
// asks the question plainly, so that indexes can answer.
func (c *compiler) sitePieces(q registry.TileQuery) map[string]string {
	condition := c.condition(q.Criteria)
	if onlyMeets(q) {
		return map[string]string{"where": condition}
	}
	return map[string]string{
		"list":  "case when " + condition + " then 'meets' when " + condition + " is null then 'may_meet' else 'fails' end",
		"where": drawn(condition, q.Lists),
	}
}

// clusterPieces makes the pieces of tile_clusters.sql.
func (c *compiler) clusterPieces(q registry.TileQuery) map[string]string {
	condition := c.condition(q.Criteria)
	if onlyMeets(q) {
		return map[string]string{"where": condition}
	}
	return map[string]string{
		"meets":    "count(*) filter (where " + condition + ")",
		"may_meet": "count(*) filter (where " + condition + " is null)",
		"where":    drawn(condition, q.Lists),
	}
}

// onlyMeets reports whether the tile shows nothing but sites that meet.
func onlyMeets(q registry.TileQuery) bool {
	return !slices.ContainsFunc(q.Lists, func(l registry.List) bool { return l != registry.Meets })
}

// drawn is the condition that a site is in one of the lists.
func drawn(condition string, lists []registry.List) string {
	has := func(l registry.List) bool { return slices.Contains(lists, l) }
	meets, mayMeet, fails := has(registry.Meets), has(registry.MayMeet), has(registry.Fails)
	switch {
	case meets && mayMeet && fails:
		return "true"
	case meets && mayMeet:
		return condition + " is not false"
	case meets && fails:
		return condition + " is not null"
	case mayMeet && fails:
		return condition + " is not true"
	case mayMeet:
		return condition + " is null"
	}
	return condition + " is false"
}
