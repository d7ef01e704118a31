package registry

import (
	"context"
	"io"
	"regexp"
	"time"
)

// ClockEffect says what other days of a clock would do to the published sites.
type ClockEffect struct {
	Clock     string `json:"clock"`
	Days      int    `json:"days"`       // as they would be
	StaleNow  int64  `json:"stale_now"`  // sites whose facts under the clock have to be checked
	StaleThen int64  `json:"stale_then"` // with those days
}

// ClocksEffect says what other days of clocks would do together.
type ClocksEffect struct {
	Sites         int64         `json:"sites"`          // that are published
	AvailableNow  int64         `json:"available_now"`  // sites
	AvailableThen int64         `json:"available_then"` // with those days
	Clocks        []ClockEffect `json:"clocks"`         // all, in the order of ClockNames
}

// TerritoryEntry is a territory as administrators list it.
type TerritoryEntry struct {
	Territory
	RefPrefix string
	Children  int64 // territories right below it
	Kept      int64 // sites that lie in it or below, but for those whose life has ended
}

// TerritoryListQuery asks for territories.
type TerritoryListQuery struct {
	Parent string   // code; "" for those with none above, unless Text or Codes say otherwise
	Text   string   // in code or name, wherever they lie; "" for any
	Codes  []string // exactly these, wherever they lie; nil for any
	Limit  int
	After  string // code after which the page begins
}

// MostTerritoryCodes is how many codes one question for territories names at most.
const MostTerritoryCodes = 200

// refPrefix is the form of prefixes that references of sites have.
var refPrefix = regexp.MustCompile(`^[A-Z]{2,5}$`)

// CheckRefPrefix returns a *RefusedError where references of sites cannot begin
// with the prefix: it has two to five capital letters of the Latin alphabet.
func CheckRefPrefix(prefix string) error {
	if !refPrefix.MatchString(prefix) {
		return Refuse("format", "ref_prefix", "a prefix has two to five capital Latin letters, such as KRM")
	}
	return nil
}

// TerritoryFile says how the features of a file become territories.
type TerritoryFile struct {
	Scheme         string
	Level          int    // 0 country … 4 settlement
	CodeProperty   string // that holds the code
	NameProperty   string
	ParentProperty string // "" where the file does not name the unit above: it is found by where the unit lies
}

// TerritoryPlan is what a file of territories holds, and what taking it does.
type TerritoryPlan struct {
	Units   []Territory // at most some of them, without outlines, with the unit above that they will have
	Count   int64
	New     int64    // that are not in the registry yet
	Left    []string // features that are left out, with why they cannot be taken
	Orphans []string // codes of units above that nobody knows: it is found by where the unit lies
	Found   int64    // units whose unit above was found by where they lie, of the file or in the registry already
	Placed  int64    // sites that lie in another one than before; 0 until it is taken
}

// CodeEntry is a code as the table of codes has it.
type CodeEntry struct {
	Code
	Position  int
	Current   bool      // the program or the registry still names it; others stay for what is written
	Provided  *Code     // as the program comes with it; nil for one that it does not come with
	ChangedAt time.Time // when the registry said last what it says itself; zero where it says nothing
	ChangedBy string    // principal
}

// CodeUse says how many sites hold a code.
type CodeUse struct {
	Published int64 // in what the public sees
	Drafts    int64 // in a newest version that the public does not see
}

// Settings are what administrators look at and set. Methods return
// *ForbiddenError where the principal has not the right, and note in the audit
// log what they change.
type Settings interface {
	// Clocks gives all freshness clocks.
	Clocks(ctx context.Context) (ClockDays, error)
	// SetClocks changes those that are named, and judges the stock by them.
	SetClocks(ctx context.Context, p Principal, clocks ClockDays) error
	// ClocksEffect says what such days would do. It takes ManageClocks.
	ClocksEffect(ctx context.Context, p Principal, clocks ClockDays) (ClocksEffect, error)
	// TerritoryList lists territories. It takes ReadSite somewhere.
	TerritoryList(ctx context.Context, p Principal, q TerritoryListQuery) ([]TerritoryEntry, error)
	// TakeTerritories adds or replaces territories, and places the sites anew;
	// dry tells what it would do. A unit whose unit above is not named gets the
	// smallest of a higher level that it lies in. It takes ManageTerritory.
	TakeTerritories(ctx context.Context, p Principal, rows []TerritoryRow, dry bool) (TerritoryPlan, error)
	// SetRefPrefix says what references of new sites in a territory, and in those
	// below that have no prefix of their own, begin with; "" for what the unit
	// above says. Sites that are there keep their reference. It takes
	// ManageTerritory; ErrNotFound where there is no such territory.
	SetRefPrefix(ctx context.Context, p Principal, code, prefix string) error
	// CodeTable gives all codes, list by list.
	CodeTable(ctx context.Context) ([]CodeEntry, error)
	// CodeEntry gives one of them, or returns ErrNotFound. It takes ManageCodes.
	CodeEntry(ctx context.Context, p Principal, list, code string) (CodeEntry, error)
	// CodeUse counts the sites that hold a code; none where no member holds codes
	// of the list. It takes ManageCodes.
	CodeUse(ctx context.Context, p Principal, list, code string) (CodeUse, error)
	// AddCode adds a code to a list that can grow; see [CodeLists.CheckAdded] for
	// its errors. It takes ManageCodes.
	AddCode(ctx context.Context, p Principal, c Code) error
	// ChangeCode says what a code is called, which standard it is from and when it
	// is in force; see [CodeLists.CheckChanged] for its errors. It takes
	// ManageCodes.
	ChangeCode(ctx context.Context, p Principal, c Code) error
	// Mappings lists how files of sources are read, by the code of the source.
	// It takes ManageMappings.
	Mappings(ctx context.Context, p Principal) ([]SourceMapping, error)
	// ForgetMapping takes one away, or returns ErrNotFound. It takes
	// ManageMappings.
	ForgetMapping(ctx context.Context, p Principal, source string) error
}

// TerritoryReader reads files of territories.
type TerritoryReader interface {
	// ReadTerritories reads a GeoJSON file. left names the features that have no
	// code or no outline. The error is a *RefusedError where the file cannot be
	// read as territories.
	ReadTerritories(ctx context.Context, file io.Reader, o TerritoryFile) (rows []TerritoryRow, left []string, err error)
}

// DutyPlan is a duty of the registry, with when it is due next.
type DutyPlan struct {
	Name  string
	Every time.Duration
	Next  time.Time
}
