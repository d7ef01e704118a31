package desk

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// elsewhere are the actions of the table that have addresses of their own.
var elsewhere = []registry.ActionName{registry.ActUpdate, registry.ActSplit, registry.ActMerge}

// needs says which members the body of an action may have besides the reason.
var needs = map[registry.ActionName][]string{
	registry.ActPublish: {"waivers", "together"},
	registry.ActReserve: {"until", "for", "method"},
	registry.ActRelease: {"method"}, registry.ActContract: {"method"},
	registry.ActConfirm: {"groups", "method"},
	registry.ActReuse:   {"outcome"},
}

// Actions lists the actions that Act does, in the order of the table.
func Actions() []registry.ActionName {
	var names []registry.ActionName
	for _, a := range registry.Actions {
		if !slices.Contains(elsewhere, a.Name) {
			names = append(names, a.Name)
		}
	}
	return names
}

// Act does one of the actions.
func (d *Desk) Act(c *exchange.Call, p path) error {
	ref, err := reference(p)
	if err != nil {
		return err
	}
	action := registry.ActionName(p("action"))
	if !slices.Contains(Actions(), action) {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "There is no such action here."}
	}
	version, err := known(c, ref)
	if err != nil {
		return err
	}
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only(append([]string{"reason"}, needs[action]...)...)
	act := readAct(body, action)
	if err := body.Err(); err != nil {
		return err
	}
	entry, err := d.store.Act(c.Context(), c.Principal, ref, version, act)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusOK, &entry)
}

// readAct reads what an action needs.
func readAct(o *exchange.Object, action registry.ActionName) registry.Act {
	act := registry.Act{Action: action, Reason: readText(o, "reason"), For: readText(o, "for"), Groups: o.Texts("groups")}
	for i, group := range act.Groups {
		if _, known := registry.Clocks[group]; !known {
			o.FaultAt("groups/"+strconv.Itoa(i), criteria.RuleUnknownName, exchange.Printable(group), "a freshness clock")
		}
	}
	act.Method = readMethod(o)
	act.Until = readDay(o, "until")
	for _, item := range o.Objects("waivers") {
		if item == nil {
			continue
		}
		item.Only("rule", "field", "raw", "reason")
		var w registry.Waiver
		w.Rule, _ = item.Needed("rule")
		w.Field, _ = item.Needed("field")
		if raw, ok := item.Kind("raw", "a text"); ok {
			_ = json.Unmarshal(raw, &w.Raw) // its kind was looked at
		}
		w.Reason, _ = item.Needed("reason")
		o.Include(item)
		act.Waivers = append(act.Waivers, w)
	}
	act.Outcome = readOutcome(o)
	act.Together = readVersions(o, "together", 0, maxParts)
	return act
}

// readOutcome reads what a site is used for now.
func readOutcome(body *exchange.Object) registry.Outcome {
	var out registry.Outcome
	o := body.Object("outcome")
	if o == nil {
		return out
	}
	defer func() { body.Include(o) }()
	o.Only("use", "year", "area_m2")
	if out.Use = readText(o, "use"); out.Use != "" && !registry.HasCode("use", out.Use) {
		o.Fault("use", criteria.RuleUnknownCode, exchange.Printable(out.Use), "a code of the list use")
	}
	if _, given := o.Raw("year"); given {
		year := o.Int("year", 1, 9999, 1)
		out.Year = &year
	}
	out.AreaM2 = readNumber(o, "area_m2")
	return out
}

// attempted is what became of one site of several: the answer that it alone
// would have had.
type attempted struct {
	Ref     string             `json:"ref"`
	Status  int                `json:"status"`
	Version int                `json:"version,omitempty"`
	Detail  string             `json:"detail,omitempty"`
	Reasons []registry.Refusal `json:"refusals,omitempty"`
}

// attemptOf tells it; err is nil where it went well.
func attemptOf(ref string, version int, err error) attempted {
	if err == nil {
		return attempted{Ref: ref, Status: http.StatusOK, Version: version}
	}
	problem := exchange.ProblemOf(err)
	if problem.Version != 0 {
		version = problem.Version
	}
	return attempted{Ref: ref, Status: problem.Kind.Status, Version: version, Detail: problem.Detail, Reasons: problem.Refusals}
}

// maxConfirmed is how many sites are confirmed at once: as many as there is
// time for.
const maxConfirmed = 100

// Confirm says of several sites that their facts are still true. Each is a
// change, and a transaction, of its own: one that cannot be confirmed keeps no
// other from it.
func (d *Desk) Confirm(c *exchange.Call, _ path) error {
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("sites", "groups", "method", "reason")
	sites := readVersions(body, "sites", 1, maxConfirmed)
	act := readAct(body, registry.ActConfirm)
	if err := body.Err(); err != nil {
		return err
	}
	out := make([]attempted, 0, len(sites))
	for _, site := range sites {
		entry, err := d.store.Act(c.Context(), c.Principal, site.Ref, site.Version, act)
		attempt := attemptOf(site.Ref, entry.Version, err)
		if attempt.Status >= http.StatusInternalServerError && len(out) == 0 {
			return err
		}
		out = append(out, attempt)
	}
	return send(c, http.StatusOK, "", map[string][]attempted{"results": out})
}
