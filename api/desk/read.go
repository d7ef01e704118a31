package desk

import (
	"encoding/json"
	"strconv"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// readDay gives a day that may be left out.
func readDay(o *exchange.Object, name string) registry.Date {
	var day registry.Date
	if raw, ok := o.Raw(name); ok {
		before := len(o.Faults)
		if checkDate(o, name); len(o.Faults) == before {
			_ = json.Unmarshal(raw, &day) // it was looked at
		}
	}
	return day
}

// readNumber gives a number that may be left out.
func readNumber(o *exchange.Object, name string) *float64 {
	raw, ok := o.Kind(name, "a number")
	if !ok {
		return nil
	}
	var number float64
	if json.Unmarshal(raw, &number) != nil || number <= 0 {
		o.Fault(name, criteria.RuleBadValue, exchange.Printable(string(raw)), "a number above 0")
		return nil
	}
	return &number
}

// readVersions reads a list of sites, each with the version that the caller
// knows.
func readVersions(o *exchange.Object, name string, least, most int) []registry.Version {
	var list []registry.Version
	seen := map[string]bool{}
	items := o.Objects(name)
	if !checkCount(o, name, len(items), least, most) {
		return nil
	}
	for i, item := range items {
		if item == nil {
			continue
		}
		item.Only("ref", "version")
		var v registry.Version
		v.Ref, _ = item.Needed("ref")
		if _, given := item.Raw("version"); !given {
			item.Fault("version", exchange.RuleMissing, "nothing", "the version that you have read")
		}
		v.Version = item.Int("version", 1, 1<<31-1, 1)
		o.Include(item)
		if seen[v.Ref] {
			o.FaultAt(name+"/"+strconv.Itoa(i)+"/ref", criteria.RuleRepeated, exchange.Printable(v.Ref)+" twice", "each once")
		}
		seen[v.Ref] = true
		list = append(list, v)
	}
	return list
}

// checkCount notes a list that is too short or too long.
func checkCount(o *exchange.Object, name string, count, least, most int) bool {
	if count < least || count > most {
		o.Fault(name, criteria.RuleLimit, strconv.Itoa(count)+" items", strconv.Itoa(least)+" to "+strconv.Itoa(most))
		return false
	}
	return true
}
