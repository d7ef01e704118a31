package desk

import (
	"encoding/json"
	"time"

	"landbank/registry"
)

// entryJSON is a site as its department sees it. Record is what can be sent
// back; what the registry itself writes stands beside it.
type entryJSON struct {
	Ref         string                     `json:"ref"`
	Version     int                        `json:"version"`
	Seq         int64                      `json:"seq"`
	Lifecycle   string                     `json:"lifecycle"`
	Review      *string                    `json:"review"`
	Record      registry.Record            `json:"record"`
	Geometry    json.RawMessage            `json:"geometry"`
	Territories []string                   `json:"territories"`
	Source      registry.Source            `json:"source"`
	SourceKey   string                     `json:"source_key"`
	ChangedAt   string                     `json:"changed_at"`
	ChangedBy   string                     `json:"changed_by"`
	PublishedAt *string                    `json:"published_at"`
	Authors     []string                   `json:"authors"`
	Pending     map[string]registry.Change `json:"pending"`
	Findings    []findingJSON              `json:"findings"`
	Actions     []registry.ActionName      `json:"actions"`
	Waivers     []registry.Waiver          `json:"waivers"`
	ReservedFor string                     `json:"reserved_for,omitempty"`
	Outcome     *registry.Outcome          `json:"outcome"`
	Extra       map[string]string          `json:"extra"`
	Assessment  assessmentJSON             `json:"assessment"`
}

// assessmentJSON is how far a record is, and what it lacks.
type assessmentJSON struct {
	Readiness    int      `json:"readiness"`
	Missing      []string `json:"missing"`
	Completeness int      `json:"completeness_pct"`
	Unknown      []string `json:"unknown"`
}

func assessmentOf(r *registry.Record) assessmentJSON {
	a := registry.Assess(r, registry.DateOf(time.Now().UTC()))
	return assessmentJSON{Readiness: a.Readiness, Missing: some(a.Missing), Completeness: a.Completeness, Unknown: some(a.Unknown)}
}

// findingJSON is what a rule found.
type findingJSON struct {
	Rule     string            `json:"rule"`
	Case     string            `json:"case,omitempty"`
	Severity registry.Severity `json:"severity"`
	Field    string            `json:"field"`
	Raw      string            `json:"raw"`
	Proposed string            `json:"proposed,omitempty"`
	Message  registry.Text     `json:"message"`
	Waived   bool              `json:"waived"`
}

func entryOf(p registry.Principal, e *registry.Entry) entryJSON {
	r := &e.Record
	out := entryJSON{
		Ref: e.Ref, Version: e.Version, Seq: e.Seq, Lifecycle: e.Standing.Lifecycle, Review: optional(e.Standing.Review),
		Record: r.Written(), Geometry: e.Geometry, Territories: some(e.Territories), Source: e.Source, SourceKey: e.SourceKey,
		ChangedAt: instant(e.ChangedAt), ChangedBy: e.ChangedBy, Authors: some(e.Authors), Pending: e.Pending,
		Findings: findingsOf(r, e.Findings), Actions: some(e.Allowed(p)), Waivers: some(r.Internal.Waivers),
		ReservedFor: r.Internal.ReservedFor, Extra: r.Extra, Assessment: assessmentOf(r),
	}
	if !e.PublishedAt.IsZero() {
		out.PublishedAt = optional(instant(e.PublishedAt))
	}
	if !r.Outcome.IsZero() {
		out.Outcome = &r.Outcome
	}
	if out.Extra == nil {
		out.Extra = map[string]string{}
	}
	return out
}

func findingsOf(r *registry.Record, found []registry.Issue) []findingJSON {
	list := []findingJSON{}
	for i := range found {
		list = append(list, findingOf(&found[i], r.Waives(found[i])))
	}
	return list
}

func findingOf(f *registry.Issue, waived bool) findingJSON {
	return findingJSON{Rule: f.Rule, Case: f.Case, Severity: f.Severity, Field: f.Field, Raw: f.Raw, Proposed: f.Proposed,
		Message: f.Text(), Waived: waived}
}

// briefJSON is a site in a list.
type briefJSON struct {
	Ref          string        `json:"ref"`
	Version      int           `json:"version"`
	Lifecycle    string        `json:"lifecycle"`
	Review       *string       `json:"review"`
	Kind         *string       `json:"kind"`
	Names        registry.Text `json:"names"`
	Address      *string       `json:"address"`
	Availability *string       `json:"availability"`
	Territories  []string      `json:"territories"`
	Source       string        `json:"source"`
	SourceKey    string        `json:"source_key"`
	Steward      *string       `json:"steward"`
	Deputy       *string       `json:"deputy"`
	AreaM2       *float64      `json:"area_m2"`
	Freshness    *string       `json:"freshness"`
	CheckedOn    registry.Date `json:"checked_on"`
	ChangedAt    string        `json:"changed_at"`
	ChangedBy    string        `json:"changed_by"`
	PublishedAt  *string       `json:"published_at"`
}

func briefOf(e *registry.Entry) briefJSON {
	r := &e.Record
	out := briefJSON{
		Ref: e.Ref, Version: e.Version, Lifecycle: e.Standing.Lifecycle, Review: optional(e.Standing.Review), Kind: optional(r.Kind),
		Names: r.Names, Address: optional(r.Address), Availability: optional(r.Availability), Territories: some(e.Territories),
		Source: e.Source.Code, SourceKey: e.SourceKey, Steward: optional(r.Internal.Steward), Deputy: optional(r.Internal.Deputy),
		AreaM2: e.AreaM2, Freshness: optional(e.Freshness), CheckedOn: r.CheckedOn, ChangedAt: instant(e.ChangedAt), ChangedBy: e.ChangedBy,
	}
	if out.Names == nil {
		out.Names = registry.Text{}
	}
	if !e.PublishedAt.IsZero() {
		out.PublishedAt = optional(instant(e.PublishedAt))
	}
	return out
}

// some gives a list that is a list in JSON even when it is empty.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
