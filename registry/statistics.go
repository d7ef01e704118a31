package registry

import "time"

// StatisticsQuery asks for the figures of the stock.
type StatisticsQuery struct {
	Territory string // code, with those below it; "" for all that one may read
	Steward   string // Principal.ID; "" for all
	Since     Date   // first day of the findings over time
}

// Statistics are the figures of the published sites that somebody may read, and
// what the rules found in all that are kept.
type Statistics struct {
	Day         Date
	Published   int64
	Lifecycles  map[string]int64   // of all sites, by lifecycle
	Freshness   FreshnessCount     // of all of them
	Territories []TerritoryQuality // one level of them
	Stewards    []StewardQuality   // with the sites that nobody looks after
	Clocks      []ClockQuality     // in the order of ClockNames
	Oldest      []OldSite          // those that were checked longest ago
	Fields      []FieldQuality     // those that count for completeness
	Completed   [10]int64          // sites by completeness: 0–9 %, …, 90–100 %
	Readiness   [5]int64           // sites by level
	Findings    []FindingCount     // open now, of the last check
	Days        []FindingDay       // in the order of days and rules
	CheckedAt   time.Time          // when the stock was checked last; zero for never
}

// FreshnessCount counts sites by the state of their facts. Unknown are those of
// which nobody knows how old they are.
type FreshnessCount struct {
	Sites   int64 `json:"sites"`
	Fresh   int64 `json:"fresh"`
	Due     int64 `json:"due"`
	Stale   int64 `json:"stale"`
	Expired int64 `json:"expired"`
	Unknown int64 `json:"unknown"`
}

// TerritoryQuality is one territory.
type TerritoryQuality struct {
	Code     string
	Level    int
	Names    Text
	Children bool // there are territories with sites below it
	FreshnessCount
}

// StewardQuality is one steward; the ID is "" for sites that nobody looks after.
type StewardQuality struct {
	ID, Name string
	FreshnessCount
}

// ClockQuality is one freshness clock: how many sites have facts under it that
// have to be checked.
type ClockQuality struct {
	Clock string
	Days  int
	Stale int64
}

// OldSite is a site that was checked long ago.
type OldSite struct {
	Ref       string
	Names     Text
	CheckedOn Date // zero where nobody knows
	Freshness string
	Stale     []string // clocks
	Steward   string
}

// FieldQuality is one field: in how many sites it is known.
type FieldQuality struct {
	Field string `json:"field"`
	Known int64  `json:"known"`
}

// FindingDay is what the last check of a day found by one rule.
type FindingDay struct {
	Day      Date     `json:"day"`
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Open     int64    `json:"open"`
	Waived   int64    `json:"waived"`
	Sites    int64    `json:"sites"`
}

// CompletenessFields lists the fields that count for completeness.
func CompletenessFields() []*Field {
	var list []*Field
	for i := range Fields() {
		if f := &Fields()[i]; f.matters() {
			list = append(list, f)
		}
	}
	return list
}

// matters tells whether a field matters most to an investor: those that a
// preference can weigh, and the offer.
func (f *Field) matters() bool {
	matters := f.Can(Weight) || f.Name == "ownership" || f.Name == "availability" || f.Name == "offer_modes"
	return matters && !f.Computed() && f.Name != "readiness"
}
