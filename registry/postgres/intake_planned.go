package postgres

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// computedFields are the fields that the record alone does not give, in the
// order in which planned.computed gives their values.
var computedFields = []string{"ref", "lifecycle", "territory", "territories", "outlined", "longitude", "latitude", "area_m2",
	"area_measured_m2", "largest_piece_m2", "source", "source_key", "published_at",
	"available_now", "available_why"}

// planned is a row of the file with what was decided and what the database
// alone knows of it.
type planned struct {
	rowNo, line    int64
	key            string  // of the file
	action         *string // nil for a row that was rejected
	place, siteID  int64
	ref            string
	source         string
	sourceKey      string
	version        int
	published      bool
	publishedAt    *time.Time
	lifecycle      string
	review         *string
	origin         *string // where the change comes from
	reason         *string
	new            bool
	content        bool   // differs from the newest revision's
	record         []byte // digests
	shown          []byte
	said           []byte // of the source
	territoryID    *int64
	territory      *string
	territories    []string
	outlined       *bool
	x, y           *float64
	measured       *float64
	declared       *float64
	largest        *float64
	moved          []byte // the outline, where it is not the one that the row brought
	before         []byte // document of the revision before
	wasLifecycle   *string
	territoryMoved bool
	wasTerritory   *string
	outlines       []byte // {"before", "after"} where the outline changed
	skipped        bool   // by choice of the caller; then action is nil too
}

func scanPlanned(row pgx.CollectableRow) (planned, error) {
	var p planned
	err := row.Scan(&p.rowNo, &p.line, &p.key, &p.action, &p.place, &p.siteID, &p.ref, &p.source, &p.sourceKey, &p.version,
		&p.published, &p.publishedAt, &p.lifecycle, &p.review, &p.origin, &p.reason, &p.new, &p.content, &p.record, &p.shown, &p.said, &p.territoryID, &p.territory, &p.territories, &p.outlined, &p.x, &p.y, &p.measured,
		&p.declared, &p.largest, &p.moved, &p.before, &p.wasLifecycle, &p.territoryMoved, &p.wasTerritory, &p.outlines, &p.skipped)
	return p, err
}

// computed gives the values of computedFields, each as a flat record has it.
// why is available_why of the site if it is published.
func (p *planned) computed(why string) [15]any {
	area := p.measured
	if area == nil {
		area = p.declared
	}
	var territories any
	if p.territories != nil {
		territories = p.territories
	}
	now, reason := registry.Available(p.lifecycle, why)
	return [...]any{p.ref, p.lifecycle, orNil(p.territory), territories, orNil(p.outlined), geo.RoundDegrees(*p.x), geo.RoundDegrees(*p.y),
		orNil(area), orNil(p.measured), orNil(p.largest), p.source, p.sourceKey, orNil(p.publishedAt), now, reason}
}

func orNil[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// changesOf gives the differences between two versions of a site as the
// ledger keeps them.
func (p *planned) changesOf(document []byte) ([]byte, error) {
	changes, err := registry.DocumentChanges(p.before, document)
	if err != nil {
		return nil, fmt.Errorf("compare %s with its record before: %w", p.ref, err)
	}
	text := func(s *string) json.RawMessage {
		if s == nil {
			return nil
		}
		return appendJSONText(nil, *s)
	}
	if p.outlines != nil {
		var c registry.Change
		if err := json.Unmarshal(p.outlines, &c); err != nil {
			return nil, fmt.Errorf("compare the outlines of %s: %w", p.ref, err)
		}
		changes["geometry"] = c
	}
	if p.wasLifecycle != nil && *p.wasLifecycle != p.lifecycle {
		changes["lifecycle"] = registry.Change{Before: text(p.wasLifecycle), After: text(&p.lifecycle)}
	}
	if p.territoryMoved {
		changes["territory"] = registry.Change{Before: text(p.wasTerritory), After: text(p.territory)}
	}
	return json.Marshal(changes)
}
