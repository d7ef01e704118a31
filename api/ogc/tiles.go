// Package ogc is the part of the HTTP interface that speaks the words of the
// Open Geospatial Consortium: vector tiles of the sites in the grid
// WebMercatorQuad, and the TileJSON that leads map libraries to them. Tiles take
// the same criteria as pages of sites.
package ogc

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Paths of the tiles, as the router writes them. The order is the OGC's: zoom
// level, row, column.
const (
	TilePath     = tileset + "/:z/:y/:x"
	TileJSONPath = tileset + "/tilejson"

	tileset = siteTilesetsPath + "/" + gridName
)

// TileType is the media type of a Mapbox vector tile.
const TileType = "application/vnd.mapbox-vector-tile"

// Tiles answers for the tiles of the sites.
type Tiles struct {
	catalog registry.Catalog
	flights *exchange.Flights[*exchange.Body]
}

// NewTiles makes tiles out of a catalog; one tile may take the limit.
func NewTiles(catalog registry.Catalog, limit time.Duration) *Tiles {
	return &Tiles{catalog: catalog, flights: exchange.NewFlights[*exchange.Body](limit)}
}

// tileParameters are the parameters of a tile beside its criteria.
var tileParameters = []string{"lists"}

// question is what tiles are asked to show.
type question struct {
	criteria criteria.Expr
	lists    []registry.List // in the order of screens
}

// listNames names the three lists.
func listNames() []string {
	var names []string
	for _, list := range registry.Lists {
		names = append(names, string(list))
	}
	return names
}

// readQuestion reads the parameters. The error names every fault.
func readQuestion(q *exchange.Query) (question, error) {
	var out question
	conditions, err := criteria.FromParams(q.Values, tileParameters, registry.Vocabulary())
	if err = q.Join(err); err != nil {
		return out, err
	}
	if len(conditions) > 0 {
		out.criteria = conditions.Expr()
	}
	given := q.SomeOf("lists", listNames()...)
	for _, list := range registry.Lists {
		if slices.Contains(given, string(list)) {
			out.lists = append(out.lists, list)
		}
	}
	if len(out.lists) == 0 {
		out.lists = []registry.List{registry.Meets}
	}
	return out, q.Err()
}

// hash identifies what is shown.
func (q question) hash() string {
	return criteria.Hash(q.criteria, nil, fmt.Sprint(q.lists))
}

// Tile answers with one tile. An address beyond the grid is 404; a tile without
// sites is empty.
func (t *Tiles) Tile(c *exchange.Call, z, y, x string) error {
	tile, outside := geo.ParseTile(z, x, y)
	q, err := readQuestion(c.Query)
	switch {
	case outside != nil:
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "There is no such tile: " + outside.Error() + "."}
	case err != nil:
		return err
	}
	stock, err := t.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	hash := q.hash()
	tag := c.Tag(stock.Revision, "tile", tile.String(), hash)
	if c.Fresh(tag) {
		return nil
	}
	key := fmt.Sprintf("%d %s %s", stock.Revision, tile, hash)
	body, err := t.flights.Do(c.Context(), key, func(ctx context.Context) (*exchange.Body, error) {
		encoded, err := t.catalog.Tile(ctx, registry.TileQuery{Tile: tile, Criteria: q.criteria, Lists: q.lists})
		if err != nil {
			return nil, err
		}
		return exchange.NewBody(encoded), nil
	})
	if err != nil {
		return err
	}
	return c.Send(http.StatusOK, tag, body)
}
