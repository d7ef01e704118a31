package postgres_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"landbank/geo"
	"landbank/registry"
)

// then is what a reader of the ledger's rows takes a site to have been.
type then struct {
	seq, version int64
	lifecycle    string
	territory    *string
	record       registry.Record
	geom         []byte
	first        time.Time // published
}

// rebuilt goes through the rows of the ledger up to an instant, from the first
// on, with rules of its own: the public sees what was published last, as long
// as the site is published, reserved or under contract.
func rebuilt(t *testing.T, rows []revision, instant time.Time) map[string]then {
	stock := map[string]then{}
	published := map[string]then{}
	for _, r := range rows {
		if r.at > instant.UnixMicro() {
			break
		}
		if r.published {
			p := then{seq: r.seq, version: r.version, territory: r.territory, geom: r.geom, first: time.UnixMicro(r.at).UTC()}
			if before, known := published[r.ref]; known {
				p.first = before.first
			}
			if err := json.Unmarshal([]byte(*r.document), &p.record); err != nil {
				t.Fatal(err)
			}
			p.record.Ref, p.record.Extra, p.record.Internal = r.ref, nil, registry.Internal{}
			for i := range p.record.Parcels {
				if p.record.Parcels[i].Owner.Kind != "legal" {
					p.record.Parcels[i].Owner = registry.Owner{}
				}
			}
			for name, fact := range p.record.Facts {
				if strings.HasPrefix(fact.VerifiedBy, "user:") || fact.VerifiedBy == "cli" {
					fact.VerifiedBy = "department"
					p.record.Facts[name] = fact
				}
			}
			hideMedia(&p.record)
			published[r.ref] = p
		}
		delete(stock, r.ref)
		if p, known := published[r.ref]; known && (r.lifecycle == "published" || r.lifecycle == "reserved" || r.lifecycle == "contracted") {
			p.lifecycle = r.lifecycle
			stock[r.ref] = p
		}
	}
	return stock
}

// hideMedia takes away files that are not public, where cameras stood, what
// files were called, and letters behind readiness that nobody may see.
func hideMedia(record *registry.Record) {
	var shown []registry.Medium
	seen := map[string]bool{}
	for _, m := range record.Media {
		if m.Public != nil && *m.Public {
			m.Longitude, m.Latitude, m.FileName = nil, nil, ""
			shown = append(shown, m)
			seen[m.Hash] = true
		}
	}
	record.Media = shown
	for i := range record.Readiness {
		if !seen[record.Readiness[i].Document] {
			record.Readiness[i].Document = ""
		}
	}
}

// sameThen compares a site as the store tells it with what the rows say.
func sameThen(d *registry.Detail, want then) string {
	var properties struct {
		Lifecycle   string    `json:"lifecycle"`
		Territory   *string   `json:"territory"`
		Kind        *string   `json:"kind"`
		PublishedAt time.Time `json:"published_at"`
		Outlined    bool      `json:"outlined"`
		AreaM2      *float64  `json:"area_m2"`
	}
	if err := json.Unmarshal(d.Properties, &properties); err != nil {
		return err.Error()
	}
	shape, _, err := new(geo.Parser).EWKB(want.geom)
	if err != nil {
		return err.Error()
	}
	shown, _, err := geo.NewParser(geo.WGS84).GeoJSON(d.Geometry)
	if err != nil {
		return err.Error()
	}
	// Both decode the same document; whether empty and absent differ is not asked.
	said, _ := json.Marshal(d.Record)
	says, _ := json.Marshal(want.record)
	switch {
	case d.Seq != want.seq || int64(d.Version) != want.version:
		return fmt.Sprintf("revision %d, version %d", d.Seq, d.Version)
	case string(said) != string(says):
		return fmt.Sprintf("record %s, want %s", said, says)
	case properties.Lifecycle != want.lifecycle || !reflect.DeepEqual(properties.Territory, want.territory):
		return fmt.Sprintf("%+v", properties)
	case (properties.Kind == nil) != (want.record.Kind == "") || properties.Kind != nil && *properties.Kind != want.record.Kind:
		return "kind differs"
	case !d.PublishedAt.Equal(want.first) || !properties.PublishedAt.Equal(want.first.Truncate(time.Second)):
		return fmt.Sprintf("published at %v", d.PublishedAt)
	case !shown.Equal(shape):
		return "another place"
	case properties.Outlined != (properties.AreaM2 != nil) && want.record.Area.DeclaredM2 == nil:
		return "area without outline"
	}
	return ""
}

// The stock of any instant is the one that the ledger's rows give to whoever
// reads them without the store.
func TestTheStockOfAnyInstantFollowsFromTheLedger(t *testing.T) {
	t.Parallel()
	c := told(t, 51, 100)
	rows := c.revisions()
	if len(c.done) < 10 {
		t.Errorf("the history is poor: %v", c.done)
	}
	ever := false
	for i := range 50 {
		instant := c.instant(rows, i)
		want := rebuilt(t, rows, instant)
		ever = ever || len(want) > 2
		c.samePast(instant, want)
	}
	if !ever {
		t.Error("the public never saw more than two sites")
	}
}

// instant is one between the revisions, at one, or just before one.
func (c *chronicle) instant(rows []revision, i int) time.Time {
	at := time.UnixMicro(rows[c.random.IntN(len(rows))].at)
	switch i % 3 {
	case 0:
		return at
	case 1:
		return at.Add(-time.Microsecond)
	}
	from, to := rows[0].at, rows[len(rows)-1].at
	return time.UnixMicro(from + c.random.Int64N(to-from+1))
}

func (c *chronicle) samePast(instant time.Time, want map[string]then) {
	c.t.Helper()
	ctx := c.t.Context()
	m, err := c.store.PastAt(ctx, instant)
	if err != nil {
		c.t.Fatal(err)
	}
	var got []string
	err = c.store.StockAt(ctx, m, nil, func(d *registry.Detail) error {
		got = append(got, d.Ref)
		if w, known := want[d.Ref]; !known {
			c.t.Errorf("%v: %s was not public", instant, d.Ref)
		} else if differs := sameThen(d, w); differs != "" {
			c.t.Errorf("%v: %s: %s", instant, d.Ref, differs)
		}
		return nil
	})
	if err != nil || len(got) != len(want) || !slices.IsSorted(got) {
		c.t.Errorf("%v: %d sites %v (%v), want %d", instant, len(got), got, err, len(want))
	}
	ref := c.refs[c.random.IntN(len(c.refs))]
	d, err := c.store.SiteAt(ctx, m, ref)
	w, known := want[ref]
	if known != (err == nil) {
		c.t.Errorf("%v: %s: %v, public %t", instant, ref, err, known)
	} else if known {
		if differs := sameThen(&d, w); differs != "" {
			c.t.Errorf("%v: %s alone: %s", instant, ref, differs)
		}
	}
}
