package ogc

import (
	"fmt"
	"math"
	"net/http"

	"landbank/api/exchange"
)

// The zoom levels that tiles are made for. Up to lastClusterZoom sites are
// counted together, from the next one on they have outlines. Maps enlarge tiles
// of the last level: at level 16 a unit of a tile is 15 cm.
const (
	lastClusterZoom = 10
	lastZoom        = 16
)

// tileJSON is a TileJSON 3.0.0 document.
type tileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Version      string        `json:"version"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       *[4]float64   `json:"bounds,omitempty"`
	Center       *[3]float64   `json:"center,omitempty"`
	VectorLayers []vectorLayer `json:"vector_layers"`
}

type vectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

var layers = []vectorLayer{
	{"clusters", "Sites counted together", 0, lastClusterZoom, map[string]string{
		"count": "Number of sites", "n_meets": "How many of them meet", "n_may_meet": "How many of them may meet",
		"kind": "Kind, where all have the same", "ref": "Reference, of a single site", "name": "Name, of a single site",
	}},
	{"sites", "Outlines, and points where there is no outline", lastClusterZoom + 1, lastZoom, map[string]string{
		"ref": "Reference of the site", "name": "Name", "kind": "Kind", "list": "meets, may_meet or fails",
		"availability": "Availability", "demonstration": "Whether it is demonstration data",
	}},
	{"labels", "One point inside each site", lastClusterZoom + 1, lastZoom, map[string]string{
		"ref": "Reference of the site", "name": "Name", "kind": "Kind", "list": "meets, may_meet or fails",
	}},
}

// TileJSON answers with the description of the tiles that show the same
// question.
func (t *Tiles) TileJSON(c *exchange.Call) error {
	if _, err := readQuestion(c.Query); err != nil {
		return err
	}
	stock, err := t.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	tag := c.Tag(stock.Revision, "tilejson", exchange.Canonical(c.Query.Values))
	if c.Fresh(tag) {
		return nil
	}
	out := tileJSON{
		TileJSON: "3.0.0", Name: "Landbank", Version: fmt.Sprintf("1.0.%d", stock.Revision), Scheme: "xyz",
		Tiles: []string{tileAddress(c)}, MaxZoom: lastZoom, VectorLayers: layers,
	}
	if bounds, ok := exchange.Outward(stock.Bounds); ok {
		out.Bounds = &bounds
		out.Center = &[3]float64{middle(bounds[0], bounds[2]), middle(bounds[1], bounds[3]), zoomFor(bounds)}
	}
	body, err := exchange.JSON(out)
	if err != nil {
		return err
	}
	setLinks(c, []link{{ogcRel + "stylesheet", styleType, "A MapLibre style", c.URL(StylePath, c.Query.Values)}})
	return c.Send(http.StatusOK, tag, exchange.NewBody(body))
}

// tileAddress is the template of the tiles' addresses with the query of the
// call. Its braces stay as they are: libraries replace them.
func tileAddress(c *exchange.Call) string {
	query := ""
	if len(c.Query.Values) > 0 {
		query = "?" + exchange.Canonical(c.Query.Values)
	}
	return c.Base + tileset + "/{z}/{y}/{x}" + query
}

func middle(a, b float64) float64 { return math.Round((a+b)/2*1e7) / 1e7 }

// zoomFor is the level at which the box fills about one tile.
func zoomFor(bounds [4]float64) float64 {
	span := max(bounds[2]-bounds[0], 2*(bounds[3]-bounds[1]), 360.0/(1<<lastZoom))
	return max(0, math.Floor(math.Log2(360/span)))
}
