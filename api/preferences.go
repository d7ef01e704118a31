package api

import (
	"bytes"
	"encoding/json"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

// usualPrior is the v of what is not known for the middle of the interval,
// where the caller brings preferences of their own.
const usualPrior = 0.5

// usedProfile names the profile that an answer was scored with.
type usedProfile struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	Own     bool   `json:"own"` // the caller's preferences took the place of its own
}

// readPreferences reads what the project would like: a profile by name, in its
// newest version or the one that is named ("logistics@1"), or preferences of
// the caller's own. Together, these take the place of the profile's. What the law
// blocks for a profile is added to the conditions either way.
func (q *searchQuestion) readPreferences(o *exchange.Object) error {
	q.prior = usualPrior
	if name, named := o.Text("profile"); named {
		if err := q.useProfile(o, name); err != nil {
			return err
		}
	}
	if raw, own := o.Raw("prefer"); own {
		q.own = true
		return q.usePreferences(o, raw)
	}
	return nil
}

func (q *searchQuestion) useProfile(o *exchange.Object, text string) error {
	p, ok := score.Named(text)
	if !ok {
		o.Fault("profile", criteria.RuleBadValue, exchange.Printable(text), "a profile of /api/v1/profiles, such as logistics or logistics@1")
		return nil
	}
	blocked, err := p.Conditions()
	if err != nil {
		return err
	}
	q.profile, q.prior, q.Prefer = &p, p.Prior, p.Criteria
	q.Conditions = append(blocked, q.Conditions...)
	return nil
}

func (q *searchQuestion) usePreferences(o *exchange.Object, raw json.RawMessage) error {
	var list []registry.Preference
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&list); err != nil {
		o.Fault("prefer", criteria.RuleWrongType, "something else", `a list of {"field", "weight", "knots": [[x, v], …] or "values": {"code": v, …}}`)
		return nil
	}
	if len(list) == 0 {
		o.Fault("prefer", criteria.RuleEmpty, "no preference", "at least one, or the member left out")
		return nil
	}
	if faults := registry.CheckPreferences(list); len(faults) > 0 {
		return o.Join("prefer", faults)
	}
	q.Prefer = list
	return nil
}

// preferences tells questions with other preferences apart.
func (q *searchQuestion) preferences() string {
	if len(q.Prefer) == 0 {
		return ""
	}
	text, _ := exchange.JSON(q.Prefer) // numbers that were read from JSON can be written
	return string(text)
}

// profileUsed names the profile; nil where the answer was made without one.
func (q *searchQuestion) profileUsed() any {
	if q.profile == nil {
		return nil
	}
	return usedProfile{q.profile.Name, q.profile.Version, q.own}
}

// scored gives what a site's score is made of; nil where nobody asked.
func (q *searchQuestion) scored(h *registry.Hit) any {
	if len(q.Prefer) == 0 {
		return nil
	}
	a := score.Of(q.Prefer, q.prior, h)
	return struct {
		score.Score
		Band  string       `json:"band"`
		Lifts []score.Lift `json:"lifts"`
	}{a.Show(), score.Band(a.Low), a.Lifts(mostLifts)}
}

// mostLifts is how many facts an answer names that would lift a score.
const mostLifts = 3

// profileTable encodes the profiles, which are the same as long as the program
// runs.
func profileTable() (*exchange.Body, error) {
	body, err := exchange.JSON(struct {
		Profiles []score.Profile `json:"profiles"`
	}{score.Profiles()})
	if err != nil {
		return nil, err
	}
	return exchange.NewBody(body), nil
}

func (s *server) getProfiles(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return sendTable(c, "profiles", s.profiles)
}
