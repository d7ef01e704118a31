package desk

import (
	"encoding/json"
	"net/http"
	"time"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Paths of the parcels of cadastres.
const (
	ParcelsPath      = Root + "/parcels"
	ParcelLayersPath = Root + "/parcel-layers"
)

// Parcels answers with the parcels of cadastres, which staff draw to.
type Parcels struct{ store registry.Cadastre }

// NewParcels makes it of the store.
func NewParcels(store registry.Cadastre) *Parcels { return &Parcels{store} }

// parcelJSON is one parcel.
type parcelJSON struct {
	Cadastre  string          `json:"cadastre"`
	Number    string          `json:"number"`
	Layer     string          `json:"layer"`
	AreaM2    *float64        `json:"area_m2"`
	Purpose   *string         `json:"purpose"`
	Ownership *string         `json:"ownership"`
	Geometry  json.RawMessage `json:"geometry"`
}

// List answers with the parcels in a box or with a number.
func (h *Parcels) List(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("bbox", "number", "limit")
	ask := registry.ParcelQuery{Limit: q.Int("limit", 1, registry.MostParcels, registry.MostParcels)}
	number, numbered := q.Text("number")
	ask.Number = number
	box, boxed := q.Text("bbox")
	if boxed {
		halves, err := geo.ParseBBox(box)
		if err != nil || len(halves) != 1 {
			q.Fault("bbox", criteria.RuleBadValue, box, "west,south,east,north in degrees")
		} else {
			ask.BBox = &halves[0]
		}
	}
	if !numbered && !boxed {
		q.Fault("bbox", exchange.RuleMissing, "nothing", "a box, or the beginning of a number")
	}
	if err := q.Err(); err != nil {
		return err
	}
	page, err := h.store.Parcels(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Parcels []parcelJSON `json:"parcels"`
		More    bool         `json:"more"`
	}{make([]parcelJSON, 0, len(page.Parcels)), page.More}
	for i := range page.Parcels {
		p := &page.Parcels[i]
		out.Parcels = append(out.Parcels, parcelJSON{p.Cadastre, p.Number, p.Layer, p.AreaM2, optional(p.Purpose), optional(p.Ownership), p.Geometry})
	}
	return send(c, http.StatusOK, "", out)
}

// parcelLayerJSON is one layer of parcels.
type parcelLayerJSON struct {
	Name     string        `json:"name"`
	Source   string        `json:"source"`
	Licence  *string       `json:"licence"`
	AsOf     registry.Date `json:"as_of"`
	Parcels  int64         `json:"parcels"`
	LoadedAt time.Time     `json:"loaded_at"`
	LoadedBy string        `json:"loaded_by"`
}

// Layers answers with the layers of parcels that there are.
func (h *Parcels) Layers(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := h.store.ParcelLayers(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	out := struct {
		Layers []parcelLayerJSON `json:"layers"`
	}{make([]parcelLayerJSON, 0, len(list))}
	for _, l := range list {
		out.Layers = append(out.Layers, parcelLayerJSON{l.Name, l.Source, optional(l.Licence), l.AsOf, l.Parcels, l.LoadedAt, l.LoadedBy})
	}
	return send(c, http.StatusOK, "", out)
}
