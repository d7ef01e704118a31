package registry

import "strconv"

// Judgement is what a record is judged by beside itself.
type Judgement struct {
	Day Date // no check can be after it, and what is valid until before it is not any more
	// Lifecycle of the site, "" where it has none yet.
	Lifecycle string
	// Territory that the site lies in, where the record names none.
	Territory string
	// Import: the record is a row of a register. It is judged by what it says,
	// not by what it leaves out.
	Import bool
}

// Judge gives what the rules say of a record, but for those that need its
// outline or the other sites. The record is left as it is.
func Judge(r *Record, by Judgement) []Issue {
	j := judge{record: r, by: by}
	if j.by.Territory == "" || r.TerritoryCode != "" {
		j.by.Territory = r.TerritoryCode
	}
	for _, look := range []func(*judge){(*judge).codes, (*judge).days, (*judge).links, (*judge).bounds, (*judge).parcels,
		(*judge).buildings, (*judge).offers, (*judge).networks, (*judge).roads, (*judge).documents, (*judge).contact,
		(*judge).translations, (*judge).persons} {
		look(&j)
	}
	return j.findings
}

// judge is one judgement on its way.
type judge struct {
	record   *Record
	by       Judgement
	findings []Issue
}

// find notes a finding of a case that the table has.
func (j *judge) find(rule, name, field, raw, proposed string, args ...string) {
	c, known := CaseOf(rule, name)
	if !known {
		panic("no case " + rule + " " + name) // a test finds every case
	}
	if c.Missing && j.by.Import {
		return
	}
	j.findings = append(j.findings, Issue{Rule: rule, Case: name, Severity: c.Severity, Field: field, Raw: raw,
		Proposed: proposed, Args: args, Message: fill(c.Says, args)["en"]})
}

// element names an element of a list as changes do: by what it is about, else
// by its number, and a second of the same name by #2.
func element(list string, at int, about func(int) string) string {
	name := about(at)
	if name == "" {
		name = strconv.Itoa(at + 1)
	}
	nth := 1
	for before := range at {
		if other := about(before); other == name || other == "" && strconv.Itoa(before+1) == name {
			nth++
		}
	}
	if nth > 1 {
		name += "#" + strconv.Itoa(nth)
	}
	return list + "[" + name + "]."
}

func (j *judge) parcel(at int) string {
	return element("parcels", at, func(i int) string { return j.record.Parcels[i].CadastralNumber })
}

func (j *judge) offer(at int) string { return element("offers", at, numbered) }

func (j *judge) utility(at int) string {
	return element("utilities", at, func(i int) string { return j.record.Utilities[i].Network })
}

func (j *judge) access(at int) string {
	return element("access", at, func(i int) string { return j.record.Access[i].Mode })
}

func (j *judge) building(at int) string { return element("buildings", at, numbered) }

func (j *judge) item(at int) string {
	return element("readiness", at, func(i int) string { return j.record.Readiness[i].Item })
}

func (j *judge) medium(at int) string {
	return element("media", at, func(i int) string { return j.record.Media[i].Hash })
}

func numbered(int) string { return "" }

// plain writes a number in its shortest form.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
