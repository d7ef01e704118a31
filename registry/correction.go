package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/mail"
	"net/url"
	"slices"
	"time"
	"unicode/utf8"
)

// The states of a correction.
const (
	CorrectionNew       = "new"
	CorrectionAccepted  = "accepted"
	CorrectionPartly    = "partly" // some of its changes
	CorrectionRejected  = "rejected"
	CorrectionDuplicate = "duplicate"
)

// CorrectionStates lists the states in their order.
var CorrectionStates = []string{CorrectionNew, CorrectionAccepted, CorrectionPartly, CorrectionRejected, CorrectionDuplicate}

// What a correction may hold at most.
const (
	maxCorrectionChanges = 20
	maxCorrectionURLs    = 10
	maxCorrectionText    = 4000 // characters
	maxCorrectionURL     = 2000
)

// CorrectionThrottle bounds how often one client address proposes.
var CorrectionThrottle = Throttle{Free: 10, Most: 15 * time.Minute}

// SenderDays is how long the address of whoever proposed is kept.
const SenderDays = 90

// Proposal is what somebody says is wrong with a site.
type Proposal struct {
	Changes      map[string]json.RawMessage // by path, as DocumentChanges names them; null takes a value away
	Asks         []string                   // fields of which nothing is known, and the sender asks what is true
	Text         string                     // what is wrong, in words
	Evidence     string                     // how the sender knows
	EvidenceURLs []string
	Email        string // for an answer; never public, and not kept for long
	Language     string // of the answer; "" where it does not matter
	Client       string // the network address that it came from; only counted
}

// Correction is a proposal and what became of it.
type Correction struct {
	ID           int64
	Ref          string
	State        string
	Changes      map[string]json.RawMessage
	Asks         []string
	Text         string
	Evidence     string
	EvidenceURLs []string
	Language     string
	Email        string // "" where none was given, or it was erased
	CreatedAt    time.Time
	DecidedAt    time.Time // zero before
	DecidedBy    string    // Principal.ID
	Reply        string    // public
	Accepted     []string  // paths
}

// Decision is what staff make of a correction.
type Decision struct {
	State  string
	Reply  string   // public; needed
	Accept []string // paths whose changes go into the draft of the site
}

// CorrectionQuery asks for corrections.
type CorrectionQuery struct {
	States []string // any where empty
	Ref    string   // of one site
	Limit  int      // 1…1000
	Before int64    // only those with a smaller number; 0 for all
}

// Corrections is what the public proposes and staff decide.
//
// Errors are ErrNotFound, *ForbiddenError, *RefusedError, *ThrottledError.
type Corrections interface {
	// Propose notes a proposal on a published site.
	Propose(ctx context.Context, ref string, p Proposal) (Correction, error)
	// Decided lists what was decided of a published site, the newest first,
	// without what only staff may know: texts, evidence and sender.
	Decided(ctx context.Context, ref string) ([]Correction, error)
	// Corrections lists those of the sites that the principal decides on, the
	// newest first.
	Corrections(ctx context.Context, p Principal, q CorrectionQuery) ([]Correction, error)
	// Decide decides one. What is accepted becomes part of the site's draft,
	// in the same transaction, by the origin correction:<number>.
	Decide(ctx context.Context, p Principal, id int64, d Decision) (Correction, error)
}

// Check tells whether the proposal can be noted on a site whose public
// document is known. The error is a *RefusedError.
func (p *Proposal) Check(document []byte) error {
	var refused RefusedError
	if len(p.Changes) == 0 && len(p.Asks) == 0 && p.Text == "" {
		refused.add("correction", "changes", "neither changes nor questions nor a text")
	}
	if len(p.Asks) > maxCorrectionChanges {
		refused.add("correction", "asks", fmt.Sprintf("more than %d questions", maxCorrectionChanges))
	}
	for i, name := range p.Asks {
		if f, ok := FieldByName(name); !ok || !f.Can(Filter) || slices.Contains(p.Asks[:i], name) {
			refused.add("correction", "asks", "each question a field that a condition can name, once")
		}
	}
	if len(p.Changes) > maxCorrectionChanges {
		refused.add("correction", "changes", fmt.Sprintf("more than %d changes", maxCorrectionChanges))
	}
	for field, text := range map[string]string{"text": p.Text, "evidence": p.Evidence} {
		if utf8.RuneCountInString(text) > maxCorrectionText {
			refused.add("correction", field, fmt.Sprintf("more than %d characters", maxCorrectionText))
		}
	}
	if len(p.EvidenceURLs) > maxCorrectionURLs {
		refused.add("correction", "evidence_urls", fmt.Sprintf("more than %d addresses", maxCorrectionURLs))
	}
	for _, text := range p.EvidenceURLs {
		address, err := url.Parse(text)
		if err != nil || len(text) > maxCorrectionURL || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
			refused.add("correction", "evidence_urls", "an address of evidence has to begin with https:// or http://")
		}
	}
	if address, err := mail.ParseAddress(p.Email); p.Email != "" && (err != nil || address.Address != p.Email || len(p.Email) > 254) {
		refused.add("correction", "email", "not an e-mail address")
	}
	if p.Language != "" && !slices.Contains(Languages, p.Language) {
		refused.add("correction", "language", "a language of the registry")
	}
	if len(refused.Refusals) == 0 {
		for _, path := range slices.Sorted(maps.Keys(p.Changes)) {
			if _, err := ApplyChanges(document, map[string]json.RawMessage{path: p.Changes[path]}); err != nil {
				refused.add("correction", "changes."+path, err.Error())
			}
		}
	}
	return refused.orNil()
}

// Check tells whether the decision can be made of the correction. The error is
// a *RefusedError.
func (d *Decision) Check(c *Correction) error {
	var refused RefusedError
	if c.State != CorrectionNew {
		refused.add("correction", "state", fmt.Sprintf("correction %d is %s already", c.ID, c.State))
	}
	if d.State == CorrectionNew || !slices.Contains(CorrectionStates, d.State) {
		refused.add("correction", "state", "a decision is accepted, partly, rejected or duplicate")
	}
	if d.Reply == "" || utf8.RuneCountInString(d.Reply) > maxCorrectionText {
		refused.add("correction", "reply", fmt.Sprintf("a decision needs a public reply of at most %d characters", maxCorrectionText))
	}
	accepted := map[string]bool{}
	for _, path := range d.Accept {
		if _, known := c.Changes[path]; !known || accepted[path] {
			refused.add("correction", "accept", fmt.Sprintf("%q is no change of correction %d, or is named twice", path, c.ID))
		}
		accepted[path] = true
	}
	all := len(accepted) == len(c.Changes)
	switch {
	case d.State == CorrectionAccepted && !all:
		refused.add("correction", "accept", "accepted means every change of it")
	case d.State == CorrectionPartly && len(c.Changes) > 0 && (all || len(accepted) == 0):
		refused.add("correction", "accept", "partly means some of its changes and not all")
	case (d.State == CorrectionRejected || d.State == CorrectionDuplicate) && len(accepted) > 0:
		refused.add("correction", "accept", fmt.Sprintf("%s means none of its changes", d.State))
	}
	return refused.orNil()
}

// Apply gives the record with the changes that are accepted.
func (d *Decision) Apply(c *Correction, r Record) (Record, error) {
	document, err := json.Marshal(&r)
	if err != nil {
		return r, fmt.Errorf("encode the record of %s: %w", c.Ref, err)
	}
	changes := map[string]json.RawMessage{}
	for _, path := range d.Accept {
		changes[path] = c.Changes[path]
	}
	if document, err = ApplyChanges(document, changes); err != nil {
		return r, Refuse("correction", "accept", err.Error())
	}
	var changed Record
	if err := json.NewDecoder(bytes.NewReader(document)).Decode(&changed); err != nil {
		return r, fmt.Errorf("decode the record of %s: %w", c.Ref, err)
	}
	return changed, nil
}
