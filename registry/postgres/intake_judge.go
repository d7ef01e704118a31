package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"landbank/registry"
)

// judged gives what the rules say of a record.
func (s *stager) judged(row *registry.Row) []registry.Issue {
	by := s.by
	by.Lifecycle = row.Lifecycle
	found := registry.Judge(&row.Record, by)
	for i := range found {
		f := &found[i]
		f.Line, f.Raw, f.Proposed = row.Line, excerpt(f.Raw), excerpt(f.Proposed)
	}
	return found
}

// maxRaw is how much of a value a finding repeats.
const maxRaw = 400

// excerpt shortens what a finding repeats of a long text. A digest of the whole
// stands behind it, so that a reason that was written for it does not hold for
// another one that begins alike.
func excerpt(text string) string {
	text = cleanText(text)
	if len(text) <= maxRaw {
		return text
	}
	sum := sha256.Sum256([]byte(text))
	return strings.ToValidUTF8(text[:maxRaw], "") + "… #" + hex.EncodeToString(sum[:4])
}

// stagedIssue is a finding on its way to the table of findings.
type stagedIssue struct {
	registry.Issue
	Held bool `json:"held,omitempty"` // an error with which the row is stored, as a draft
}

func stagedIssues(found []registry.Issue) []stagedIssue {
	staged := make([]stagedIssue, len(found))
	for i := range found {
		staged[i] = stagedIssue{Issue: found[i], Held: found[i].Blocks() == registry.BlocksPublishing}
	}
	return staged
}

// compared writes the columns by which a record is compared with other sites:
// its name, the numbers of the parcels that it has whole, a price and what kind
// of price that is, and the reasons why warnings may stand.
func (s *stager) compared(r *registry.Record) error {
	c := &s.form
	c.textOrNull(strings.ToLower(cleanText(r.Names.In(registry.Languages[0]))))
	var numbers []string
	for i := range r.Parcels {
		p := &r.Parcels[i]
		if whole := p.SharePct == nil || *p.SharePct >= 100; whole && p.CadastralNumber != "" && len(p.CadastralNumber) <= maxKeyBytes {
			numbers = append(numbers, cleanText(p.CadastralNumber))
		}
	}
	s.seen.numbered = s.seen.numbered || numbers != nil
	c.texts(numbers)
	price, kind := comparable(r)
	s.seen.priced = s.seen.priced || price != nil
	c.double(price)
	c.textOrNull(kind)
	if r.Internal.Waivers == nil || !s.waivers {
		c.null()
		return nil
	}
	waivers, err := json.Marshal(r.Internal.Waivers)
	c.bytes(waivers)
	return err
}

// comparable gives the first price that can be compared with others, and its
// kind: sale/UAH/per_m2.
func comparable(r *registry.Record) (*float64, string) {
	for i := range r.Offers {
		o := &r.Offers[i]
		if o.PriceAmount != nil && *o.PriceAmount > 0 && o.Currency != "" && (o.PriceBasis == "total" || o.PriceBasis == "per_m2") {
			return o.PriceAmount, o.Mode + "/" + o.Currency + "/" + o.PriceBasis
		}
	}
	return nil, ""
}
