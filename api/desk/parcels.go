package desk

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Paths of the layers of cadastral parcels.
const (
	ReferencePath  = Root + "/reference-layers"
	ParcelsPath    = Root + "/parcels"
	ParcelTilePath = ParcelsPath + "/tiles/:z/:y/:x"
)

// mostParcels is how many parcels an answer has at most.
const mostParcels = 1000

// Parcels answers with what cadastres say.
type Parcels struct{ store registry.ParcelLayers }

// NewParcels makes it of the store.
func NewParcels(store registry.ParcelLayers) *Parcels { return &Parcels{store: store} }

// parcelLayerJSON is a layer of parcels in the list of reference layers.
type parcelLayerJSON struct {
	Name     string           `json:"name"`
	Source   string           `json:"source"`
	Licence  *string          `json:"licence"`
	AsOf     registry.Date    `json:"as_of"`
	Read     int64            `json:"read"`
	Kept     int64            `json:"kept"`
	Repaired int64            `json:"repaired"`
	Refused  map[string]int64 `json:"refused"`
	BBox     [4]float64       `json:"bbox"`
	LoadedAt time.Time        `json:"loaded_at"`
	LoadedBy string           `json:"loaded_by"`
}

// roadLayerJSON is the layer of roads.
type roadLayerJSON struct {
	Source   string    `json:"source"`
	Licence  *string   `json:"licence"`
	Lines    int64     `json:"lines"`
	LoadedAt time.Time `json:"loaded_at"`
}

// Reference answers with the layers that sites are held against.
func (s *Parcels) Reference(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	layers, err := s.store.ParcelLayers(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	roads, err := s.store.Roads(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	out := struct {
		Parcels []parcelLayerJSON `json:"parcels"`
		Roads   *roadLayerJSON    `json:"roads"`
	}{Parcels: []parcelLayerJSON{}}
	for i := range layers {
		l := &layers[i]
		out.Parcels = append(out.Parcels, parcelLayerJSON{l.Name, l.Source, optional(l.Licence), l.AsOf, l.Read, l.Kept, l.Repaired,
			l.Refused, l.Bounds, l.LoadedAt, l.LoadedBy})
	}
	if roads != nil {
		out.Roads = &roadLayerJSON{roads.Source, optional(roads.Licence), roads.Lines, roads.LoadedAt}
	}
	return send(c, http.StatusOK, "", out)
}

// parcelJSON is a parcel of a layer.
type parcelJSON struct {
	Number     string          `json:"cadastral_number"`
	Cadastre   string          `json:"cadastre"`
	AreaM2     *float64        `json:"area_m2"`
	MeasuredM2 float64         `json:"measured_m2"`
	Purpose    *string         `json:"purpose"`
	Ownership  *string         `json:"ownership"`
	Repaired   bool            `json:"repaired"`
	Layer      string          `json:"layer"`
	Source     string          `json:"source"`
	AsOf       registry.Date   `json:"as_of"`
	Geometry   json.RawMessage `json:"geometry"`
}

// Find answers with the parcels of a number, of a beginning of numbers, in a
// box, or at a place.
func (s *Parcels) Find(c *exchange.Call, _ path) error {
	asks, limit, err := readParcelQuery(c.Query)
	if err != nil {
		return err
	}
	found := []registry.LayerParcel{}
	for _, ask := range asks {
		ask.Limit = limit + 1 - len(found)
		list, err := s.store.LayerParcels(c.Context(), c.Principal, ask)
		if err != nil {
			return err
		}
		found = append(found, list...)
	}
	out := struct {
		Parcels []parcelJSON `json:"parcels"`
		More    bool         `json:"more"`
	}{Parcels: []parcelJSON{}, More: len(found) > limit}
	for i := range found[:min(limit, len(found))] {
		f := &found[i]
		out.Parcels = append(out.Parcels, parcelJSON{f.Parcel.CadastralNumber, f.Parcel.Cadastre, f.Parcel.AreaM2, f.MeasuredM2,
			optional(f.Parcel.Purpose), optional(f.Parcel.Ownership), f.Repaired, f.Layer.Name, f.Layer.Source, f.Layer.AsOf, f.Outline})
	}
	return send(c, http.StatusOK, "", out)
}

// readParcelQuery reads the one thing that parcels are asked for; a box across
// the antimeridian is two.
func readParcelQuery(q *exchange.Query) (asks []registry.ParcelQuery, limit int, err error) {
	q.Only("number", "prefix", "bbox", "at", "limit")
	limit = q.Int("limit", 1, mostParcels, 20)
	for _, name := range []string{"number", "prefix", "bbox", "at"} {
		text, given := q.Text(name)
		if !given {
			continue
		}
		switch name {
		case "number":
			asks = append(asks, registry.ParcelQuery{Number: text})
		case "prefix":
			asks = append(asks, registry.ParcelQuery{Prefix: text})
		case "at":
			asks = append(asks, registry.ParcelQuery{At: readPlace(q, text)})
		case "bbox":
			boxes, err := geo.ParseBBox(text)
			if err != nil {
				q.Fault(name, criteria.RuleBadValue, exchange.Printable(text), "west,south,east,north in degrees")
			}
			for _, box := range boxes {
				asks = append(asks, registry.ParcelQuery{Within: box})
			}
		}
		q.Only(name, "limit") // one question at a time
	}
	if len(asks) == 0 {
		q.Fault("number", exchange.RuleMissing, "nothing", "number, prefix, bbox or at")
	}
	return asks, limit, q.Err()
}

// readPlace reads a longitude and a latitude with a comma between them.
func readPlace(q *exchange.Query, text string) *[2]float64 {
	first, second, _ := strings.Cut(text, ",")
	longitude, err := strconv.ParseFloat(strings.TrimSpace(first), 64)
	latitude, fault := strconv.ParseFloat(strings.TrimSpace(second), 64)
	// Written so that what is no number is none of them.
	if err != nil || fault != nil || !(longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90) {
		q.Fault("at", criteria.RuleBadValue, exchange.Printable(text), "a longitude and a latitude in degrees")
		return nil
	}
	return &[2]float64{longitude, latitude}
}

// Tile answers with a tile of parcels, which may be kept and asked for again.
func (s *Parcels) Tile(c *exchange.Call, p path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	tile, outside := geo.ParseTile(p("z"), p("x"), p("y"))
	if outside != nil {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "There is no such tile: " + outside.Error() + "."}
	}
	edition, err := s.store.ParcelEdition(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "private, no-cache") // kept by the browser alone, and asked for each time
	tag := c.Tag(edition, "parcels", tile.String())
	if c.Fresh(tag) {
		return nil
	}
	encoded, err := s.store.ParcelTile(c.Context(), c.Principal, tile)
	if err != nil {
		return err
	}
	return c.Send(http.StatusOK, tag, exchange.NewBody(encoded))
}
