package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"landbank/geo"
)

// ParcelLayer is a set of cadastral parcels: a municipality, a region, a
// country. Staff draw to them and fill in sites by them; the public does not
// see them.
type ParcelLayer struct {
	Name     string    `json:"name"`
	Source   string    `json:"source"`  // who keeps the cadastre
	Licence  string    `json:"licence"` // "" where it is not told
	AsOf     Date      `json:"as_of"`   // the day that the parcels are as of; zero where it is not known
	Parcels  int64     `json:"parcels"`
	LoadedAt time.Time `json:"loaded_at"`
	LoadedBy string    `json:"loaded_by"`
}

// Bounds of what layers of parcels say of themselves, in characters.
const (
	MostParcelLayerName = 100
	mostParcelNumber    = 100
)

// Check tells why a layer may not be taken.
func (l ParcelLayer) Check() error {
	var refused RefusedError
	if name := utf8.RuneCountInString(l.Name); strings.TrimSpace(l.Name) == "" || name > MostParcelLayerName {
		refused.add("parcels", "name", fmt.Sprintf("a layer has a name of at most %d characters", MostParcelLayerName))
	}
	if strings.TrimSpace(l.Source) == "" {
		refused.add("parcels", "source", "say where the parcels come from: it stands with what is taken from them")
	}
	if utf8.RuneCountInString(l.Source) > MostRoadSource || utf8.RuneCountInString(l.Licence) > MostRoadSource {
		refused.add("parcels", "source", fmt.Sprintf("a source or licence is longer than %d characters", MostRoadSource))
	}
	return refused.orNil()
}

// CadastralParcel is one parcel of a layer.
type CadastralParcel struct {
	Cadastre  string
	Number    string          // in the form of the cadastre
	AreaM2    *float64        // as the cadastre states it
	Purpose   string          // code of the list purpose, "" where it is not known
	Ownership string          // code of the list ownership, "" where it is not known
	Shape     geo.Shape       // an outline in any reference system; of those that are taken in
	Geometry  json.RawMessage // GeoJSON in WGS 84; of those that are given out
	Layer     string          // name of its layer; of those that are given out
}

// Check tells why a parcel cannot be in a layer.
func (p *CadastralParcel) Check() error {
	switch {
	case p.Number == "":
		return Refuse("V-17", "number", "there is no cadastral number")
	case utf8.RuneCountInString(p.Number) > mostParcelNumber:
		return Refuse("V-17", "number", fmt.Sprintf("a cadastral number has at most %d characters", mostParcelNumber))
	}
	if _, outline := p.Shape.Surface(); !outline {
		return Refuse("V-15", "geometry", "the parcel has no outline")
	}
	return nil
}

// ParcelsTold says what became of a layer that was taken.
type ParcelsTold struct {
	Parcels int64 // that the layer has now
	Joined  int64 // rows whose number came before: parts of one parcel
	Mended  int64 // outlines that crossed themselves
	Lost    int64 // rows whose outline has no area, even mended
}

// ParcelQuery asks for parcels.
type ParcelQuery struct {
	BBox   *geo.BBox // what they touch, in degrees; nil for anywhere
	Number string    // what their number begins with, "" for any
	Limit  int
}

// MostParcels is how many parcels an answer has at most.
const MostParcels = 2000

// ParcelPage is an answer.
type ParcelPage struct {
	Parcels []CadastralParcel // in the order of their numbers
	More    bool              // there are more than these
}

// Cadastre keeps the layers of parcels.
type Cadastre interface {
	// PutParcels takes a layer in place of the one of its name, all or none. The
	// first error among the rows ends it. It takes ManageTerritory.
	PutParcels(ctx context.Context, p Principal, layer ParcelLayer, rows iter.Seq2[CadastralParcel, error]) (ParcelsTold, error)
	// RemoveParcels takes a layer away, or returns ErrNotFound. It takes
	// ManageTerritory.
	RemoveParcels(ctx context.Context, p Principal, name string) error
	// ParcelLayers lists the layers by name. It takes ReadSite somewhere.
	ParcelLayers(ctx context.Context, p Principal) ([]ParcelLayer, error)
	// Parcels gives parcels. It takes ReadSite somewhere.
	Parcels(ctx context.Context, p Principal, q ParcelQuery) (ParcelPage, error)
}
