package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"landbank/registry"
	"landbank/registry/intake"
)

// recognition says in a few lines what a file turned out to be.
func recognition(path string, r intake.Recognition) string {
	parts := []string{r.Format}
	add := func(text string, said bool) {
		if said {
			parts = append(parts, text)
		}
	}
	add("packed with "+r.Packing, r.Packing != "")
	add("sheet "+strconv.Quote(r.Sheet), r.Sheet != "")
	add("layer "+strconv.Quote(r.Layer)+besides(r.OtherLayers), r.Layer != "")
	add(r.Encoding, r.Encoding != "")
	add("separator "+separatorName(r.Separator), r.Separator != "")
	add(fmt.Sprintf("header in line %d", r.HeaderRow), r.HeaderRow > 0)
	text := fmt.Sprintf("%s: %s.\nProfile: %s (%s).\nCoordinates: %s.", filepath.Base(path), strings.Join(parts, ", "),
		r.Profile, strings.Join(r.Reasons, "; "), r.CRS)
	for _, note := range r.Notes {
		text += "\n" + note + "."
	}
	return text
}

// besides names the layers that are not read.
func besides(layers []string) string {
	const most = 5
	if len(layers) == 0 {
		return ""
	}
	list := strings.Join(layers[:min(len(layers), most)], ", ")
	if len(layers) > most {
		list += ", …"
	}
	return " (not read: " + list + ")"
}

func separatorName(separator string) string {
	switch separator {
	case ",":
		return "comma"
	case ";":
		return "semicolon"
	case "\t":
		return "tab"
	default:
		return "bar"
	}
}

// outcome gathers what there is to say after an import.
type outcome struct {
	report   string // where the rejected rows are
	gone     string // where the sites that are gone are
	crs      string // as the caller stated it
	job      *registry.ImportJob
	mendable map[string]int64 // rejected rows by rule that a proposed repair would save
}

// rejected looks whether the proposed repairs of a rejected row would save it.
func (o *outcome) rejected(row registry.RejectedRow) {
	rules := map[string]bool{}
	for _, i := range row.Issues {
		if i.Severity != registry.Error {
			continue
		}
		if i.Proposed == "" {
			return
		}
		rules[i.Rule] = true
	}
	if o.mendable == nil {
		o.mendable = map[string]int64{}
	}
	for rule := range rules {
		o.mendable[rule]++
	}
}

// print says what became of the rows, what the rules found, and what to do next.
func (o *outcome) print(w io.Writer, r registry.ImportResult) {
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // nobody is left to tell
	p("%s rows read: %s created, %s updated, %s unchanged, %s rejected. %s warnings.\n", thousands(r.Read), thousands(r.Created),
		thousands(r.Updated), thousands(r.Unchanged), thousands(r.Rejected), thousands(r.Warnings))
	if len(r.ByRule) > 0 {
		p("\nFindings:\n")
	}
	for _, id := range slices.Sorted(maps.Keys(r.ByRule)) {
		p("  %s  %-45s %9s\n", id, registry.FindingTitle(id).In("en"), thousands(r.ByRule[id]))
	}
	o.absent(p, r)
	o.next(p, r)
}

// absent tells of what is in the registry and not in the file.
func (o *outcome) absent(p func(string, ...any), r registry.ImportResult) {
	if r.Skipped > 0 {
		p("%s rows were left out, as you chose.\n", thousands(r.Skipped))
	}
	if r.Gone == 0 {
		return
	}
	p("\n%s sites of %s are not in this file", thousands(r.Gone), o.job.Source.Code)
	switch {
	case r.Withdrawn > 0:
		p(", and are withdrawn.\n")
	default:
		p(", and stay as they are. If it is the whole register: --gone withdraw --reason WORDS ends them.\n")
	}
	if o.gone != "" {
		p("They are listed in %s.\n", o.gone)
	} else {
		p("--gone-report FILE.csv lists them.\n")
	}
}

// next says what to do next.
func (o *outcome) next(p func(string, ...any), r registry.ImportResult) {
	switch {
	case r.Read == 0:
		p("The register has no rows.\n")
	case o.job.DryRun:
		p("\nThis was a dry run: nothing is stored.\n")
	case !o.job.Publish && r.Created > 0:
		p("\nThe new sites are drafts; --publish shows them to the public.\n")
	}
	if r.Rejected == 0 {
		return
	}
	if o.report != "" {
		p("\nThe rejected rows are in %s. Repair them there and import them again:\n  %s\n", o.report, o.again())
		if r.ByRule["V-12"] > 0 {
			p("Of rows with the same identifier (V-12) keep the one you want: imported by itself, it replaces the one that was taken.\n")
		}
	} else if o.job.DryRun {
		p("\n--report FILE.csv writes the rejected rows to a file.\n")
	} else {
		p("\nWhich rows were rejected and why: landbank import issues %d, or import again with --report FILE.csv.\n", r.Batch)
	}
	if len(o.mendable) > 0 {
		rules := slices.Sorted(maps.Keys(o.mendable))
		p("Some can be taken with the repairs that are proposed, if they are right: --accept %s\n", strings.Join(rules, ","))
	}
}

// again is the command that imports the repaired report as what it is a part of.
func (o *outcome) again() string {
	line := []string{"landbank import --profile", o.job.Profile, "--source", o.job.Source.Code}
	if o.crs != "" {
		line = append(line, "--crs", strconv.Quote(o.crs))
	}
	if o.job.Publish {
		line = append(line, "--publish")
	}
	return strings.Join(append(line, o.report), " ")
}

// joinSentence says how a table and its file of outlines fitted.
func joinSentence(j intake.Join) string {
	return fmt.Sprintf("Outlines of %s (%s = %s): %s rows got theirs, %s have none, %s have an ambiguous id; %s outlines belong to no row.",
		j.File, j.TableColumn, j.OutlineColumn, thousands(j.Joined), thousands(j.Without), thousands(j.Ambiguous), thousands(j.Unasked))
}

// thousands writes a count with a space between its thousands.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + " " + text[at:]
	}
	return text
}
