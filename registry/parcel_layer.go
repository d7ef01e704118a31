package registry

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"landbank/geo"
)

// ParcelLayer is a layer of cadastral parcels: a file of a cadastre, kept as a
// whole beside the sites, so that outlines can be drawn by it.
type ParcelLayer struct {
	Name    string // by which it replaces itself
	Source  string // who keeps the cadastre
	Licence string // "" where it is not told
	AsOf    Date   // the day on which the cadastre said it
}

// MostParcelLayerName is how many characters the name of a layer has at most.
const MostParcelLayerName = 100

// Check tells why a layer may not be taken.
func (l ParcelLayer) Check() error {
	long := func(text string, most int) bool { return utf8.RuneCountInString(text) > most }
	switch {
	case strings.TrimSpace(l.Name) == "" || long(l.Name, MostParcelLayerName):
		return Refuse("parcels", "name", "name the layer in 1 to "+strconv.Itoa(MostParcelLayerName)+" characters")
	case strings.TrimSpace(l.Source) == "" || long(l.Source, MostRoadSource):
		return Refuse("parcels", "source", "say who keeps the cadastre, in 1 to "+strconv.Itoa(MostRoadSource)+" characters: it is evidence of what is taken of the layer")
	case long(l.Licence, MostRoadSource):
		return Refuse("parcels", "licence", "the licence is longer than "+strconv.Itoa(MostRoadSource)+" characters")
	case l.AsOf.IsZero():
		return Refuse("parcels", "as_of", "say of which day the cadastre's words are")
	}
	return nil
}

// Reasons for which a row of a cadastre's file is refused.
const (
	ParcelNoNumber     = "no_number"      // the row has no cadastral number
	ParcelWrongNumber  = "wrong_number"   // the number has not the form of its cadastre
	ParcelManyNumbers  = "many_numbers"   // several numbers have one outline: whose it is cannot be told
	ParcelNoOutline    = "no_outline"     // the row has no outline, or one that cannot be read
	ParcelNowhere      = "nowhere"        // the outline is not on the earth, or means nothing in its reference system
	ParcelBeyondRepair = "beyond_repair"  // the outline is not valid and cannot be mended
	ParcelRepeated     = "number_repeats" // an earlier row of the file has the number
)

// ParcelRow is a row of a cadastre's file. Refused says why it cannot be taken,
// "" where it can.
type ParcelRow struct {
	Line    int64 // of the file, or number of the feature
	Parcel  Parcel
	Shape   geo.Shape // in any reference system
	Refused string
	Message string // what the file had, for people; may be ""
}

// ParcelCount says what became of the rows of a cadastre's file: Read is Kept
// and all that is Refused, by reason. Repaired are among those kept.
type ParcelCount struct {
	Read     int64            `json:"read"`
	Kept     int64            `json:"kept"`
	Repaired int64            `json:"repaired"`
	Refused  map[string]int64 `json:"refused"`
}

// RefusedParcel is a row that was not taken, or whose outline was mended, with
// the number that it had.
type RefusedParcel struct {
	Line    int64
	Number  string
	Reason  string // of those above, or "repaired"
	Message string
}

// ParcelRepaired is the reason of rows that were taken with a mended outline.
const ParcelRepaired = "repaired"

// ParcelLayerEntry is a layer as it is listed.
type ParcelLayerEntry struct {
	ParcelLayer
	ParcelCount
	Bounds   [4]float64 // west, south, east, north
	LoadedAt time.Time
	LoadedBy string // Principal.ID
}

// LayerParcel is a parcel of a layer.
type LayerParcel struct {
	Layer   ParcelLayer
	Parcel  Parcel
	Outline json.RawMessage // MultiPolygon of GeoJSON
	// MeasuredM2 is the area of the outline.
	MeasuredM2 float64
	Repaired   bool // the outline was not valid, and was mended
}

// ParcelQuery asks for parcels of layers by one of its members, at most Limit.
type ParcelQuery struct {
	Number string   // this number, in the form of its cadastre or with what copying adds to it
	Prefix string   // numbers that begin so
	Within geo.BBox // parcels in or across a box
	At     *[2]float64
	Limit  int
}

// ParcelLayers keeps layers of cadastral parcels. Reading takes ReadSite
// somewhere. Errors are *ForbiddenError and *RefusedError.
type ParcelLayers interface {
	// ParcelLayers lists the layers by name.
	ParcelLayers(ctx context.Context, p Principal) ([]ParcelLayerEntry, error)
	// LayerParcels gives parcels by number, and of one number those of the newest
	// layer first.
	LayerParcels(ctx context.Context, p Principal, q ParcelQuery) ([]LayerParcel, error)
	// ParcelTile gives the vector tile of the parcels; it has no bytes where there
	// are none.
	ParcelTile(ctx context.Context, p Principal, tile geo.Tile) ([]byte, error)
	// ParcelEdition changes whenever any layer does. It is 0 without any.
	ParcelEdition(ctx context.Context, p Principal) (int64, error)
	// Roads gives the layer of roads, nil where there is none.
	Roads(ctx context.Context, p Principal) (*RoadLayer, error)
}

// TidyCadastralNumber brings a number that somebody typed into the form of the
// cadastre that it is of, or only drops what copying adds.
func TidyCadastralNumber(raw string) string {
	number, _ := CadastralNumber(GuessCadastre(raw), raw)
	return number
}
