package registry

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"landbank/geo"
	"landbank/registry/criteria"
)

// Catalog reads what the public sees. Every method answers for one revision
// of the published stock, obeys the context's deadline, and returns
// ErrTimeout, ErrUnavailable or ErrNotFound for what they say; no error
// carries text of the database.
type Catalog interface {
	// Stock tells the state of the published stock.
	Stock(ctx context.Context) (Stock, error)
	// Page gives one page of the sites that meet the question.
	Page(ctx context.Context, q PageQuery) (Page, error)
	// Search gives the three lists and facets.
	Search(ctx context.Context, q SearchQuery) (Result, error)
	// Spread tells how the stock is spread over the values of fields.
	Spread(ctx context.Context, q SpreadQuery) (SpreadResult, error)
	// Relax tells which conditions, loosened, would bring most sites.
	Relax(ctx context.Context, q RelaxQuery) (RelaxResult, error)
	// Site gives one site, or ErrNotFound: a *GoneError where the public saw it
	// once.
	Site(ctx context.Context, ref string) (Detail, error)
	// Each visits every published site that meets the criteria (nil for all),
	// in the order of references, all of one revision, with bounded memory;
	// exports are made of it. It stops at visit's first error and returns it.
	Each(ctx context.Context, e criteria.Expr, visit func(*Detail) error) error
	// Tile gives one Mapbox vector tile, empty where nothing is in it.
	Tile(ctx context.Context, q TileQuery) ([]byte, error)
	// Assemble gives sets of adjoining sites that meet conditions together,
	// where no piece of them does.
	Assemble(ctx context.Context, q AssemblyQuery) (AssemblyResult, error)
	// Territories lists the territories with published sites and those above
	// them.
	Territories(ctx context.Context) ([]Territory, error)
	// Territory gives the outline of one as GeoJSON geometry, or ErrNotFound.
	Territory(ctx context.Context, code string) (Territory, json.RawMessage, error)
}

// Stock is the state of the published stock.
type Stock struct {
	Revision      int64
	ChangedAt     time.Time
	Sites         int64
	Demonstration int64     // how many of the sites are demonstration data
	Bounds        *geo.BBox // of all sites; nil while there is none
}

// List is one of the three lists.
type List string

// The three lists. They partition the published stock: a condition that
// holds, that cannot be told because a fact is unknown, that does not hold.
const (
	Meets   List = "meets"
	MayMeet List = "may_meet"
	Fails   List = "fails"
)

// Lists gives the three lists in the order of screens.
var Lists = []List{Meets, MayMeet, Fails}

// Outline says how much of a site's geometry an answer carries.
type Outline string

// The ways to carry geometry.
const (
	OutlineFull  Outline = "full"
	OutlinePoint Outline = "point"
	OutlineNone  Outline = "none"
)

// PageQuery asks for the sites that meet every condition.
type PageQuery struct {
	Criteria criteria.Expr // nil for all sites
	Sort     []criteria.SortKey
	Limit    int              // 1…1000
	After    *criteria.Cursor // nil for the first page; already checked against the question
	Offset   int64            // how many sites are passed over; in place of After
	Outline  Outline
	Frame    Frame // of the geometries
	// Prefer has each hit say what is known for these preferences, and Law which
	// of these conditions do not hold for it or cannot be told. Neither changes
	// which sites the page has.
	Prefer []Preference
	Law    criteria.Conditions
}

// SearchQuery asks for the three lists.
type SearchQuery struct {
	Conditions criteria.Conditions // empty: every site meets
	Lists      []List
	// Prefer, where it is not empty, orders the lists by the guaranteed score
	// unless Sort says otherwise, and has each hit say what it is made of.
	Prefer  []Preference
	Facets  []string // names of fields with the use Facet
	Sort    []criteria.SortKey
	Limit   int              // of features in each list, 0…1000
	After   *criteria.Cursor // only with exactly one list
	Outline Outline
}

// Hit is one site of an answer. Geometry and Properties are JSON, written by
// the store; Properties is an object with every public field.
type Hit struct {
	ID         int64
	Ref        string
	Geometry   json.RawMessage // null for OutlineNone
	BBox       [4]float64      // only in a search
	Properties json.RawMessage
	Missing    []string           // fields that would have to be known, where conditions are explained
	Failures   []criteria.Failure // conditions that do not hold, where conditions are explained
	Preferred  []Preferred        // by preference, where there are some
}

// Preferred is what is known of the field of one preference.
type Preferred struct {
	Value any  // as in a [Flat]; nil where unknown
	Stale bool // the facts under its clock should have been checked, or are of unknown age
	Fact  Fact // what the record says of the evidence
}

// Page is one page of sites.
type Page struct {
	Revision int64
	Matched  int64
	Hits     []Hit
	Next     *criteria.Cursor // nil on the last page
}

// Result is the answer to a search.
type Result struct {
	Revision int64
	Lists    map[List]ListPage
	// Facets counts, per field and value, the sites that meet every condition
	// but those on the field itself; "" counts the sites whose value is
	// unknown.
	Facets map[string]map[string]int64
}

// ListPage is one list of a search: how many sites are in it, and the first
// or next of them.
type ListPage struct {
	Count int64
	Hits  []Hit
	Next  *criteria.Cursor
}

// Detail is one site with everything that is public of it.
type Detail struct {
	Hit
	Revision    int64
	Seq         int64  // of the revision of the ledger that it is of
	Record      Record // without Extra
	Territories []Territory
	Source      Source
	ImportedAt  time.Time
	PublishedAt time.Time
	Version     int
	Fit         Fit
}

// Fit is where on an outline the values of rectangle_m2 and frontage_measured_m lie.
type Fit struct {
	Rectangle json.RawMessage `json:"rectangle"` // Polygon of GeoJSON; null where there is none or it is not measured yet
	Frontage  json.RawMessage `json:"frontage"`  // LineString of GeoJSON; null where there is none or it is not known
	Roads     *RoadLayer      `json:"roads"`     // by which the frontage is measured; null without any
}

// RoadLayer is the set of roads by whose lines frontages are measured.
type RoadLayer struct {
	Source   string    `json:"source"`  // as it is named to the public
	Licence  string    `json:"licence"` // "" where it is not told
	Lines    int64     `json:"lines"`
	LoadedAt time.Time `json:"loaded_at"`
}

// Check tells why a layer may not be taken.
func (l RoadLayer) Check() error {
	switch {
	case strings.TrimSpace(l.Source) == "":
		return Refuse("roads", "source", "say where the roads come from: the public is told with each frontage")
	case utf8.RuneCountInString(l.Source) > MostRoadSource || utf8.RuneCountInString(l.Licence) > MostRoadSource:
		return Refuse("roads", "source", "a source or licence is longer than "+strconv.Itoa(MostRoadSource)+" characters")
	}
	return nil
}

// What a road means for an outline, in metres.
const (
	// FrontageReachM is how far a boundary may run from the line of a road and
	// still lie along it: half of a wide street, and its verge.
	FrontageReachM = 15
	// RoadsKnownM is within how much of a site there has to be any road for the
	// layer to say something about it: beyond, the frontage is unknown.
	RoadsKnownM = 1000
)

// MostRoadSource is how many characters a road layer's source and licence have at most.
const MostRoadSource = 500

// Source is the register that a record comes from.
type Source struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Producer string `json:"producer,omitempty"`
	URL      string `json:"url,omitempty"`
	Licence  string `json:"licence,omitempty"`
}

// Territory is an administrative unit.
type Territory struct {
	Code   string     `json:"code"`
	Scheme string     `json:"scheme"`
	Level  int        `json:"level"`            // 0 country … 4 settlement
	Parent string     `json:"parent,omitempty"` // code of the unit above
	Names  Text       `json:"name"`
	BBox   [4]float64 `json:"bbox"`
	Sites  int64      `json:"sites"` // published sites within
}

// TileQuery asks for one tile.
type TileQuery struct {
	Tile     geo.Tile
	Criteria criteria.Expr // nil for all sites
	Lists    []List        // which of the lists are drawn; Meets where empty
}
