package intake

import "landbank/registry"

// byRow sorts corrections by the number of their row.
func byRow(corrections []registry.RowCorrection) map[int64][]registry.RowCorrection {
	if len(corrections) == 0 {
		return nil
	}
	of := make(map[int64][]registry.RowCorrection)
	for _, c := range corrections {
		of[c.Row] = append(of[c.Row], c)
	}
	return of
}

// correct puts the corrections of the row that was read last in place of what the file has, and says so in a finding
// of each. A column that the file does not have any more is left alone: the row is judged as the file has it.
func (f *File) correct(r *row) {
	for _, c := range f.corrections[f.count] {
		was, there := f.correctCell(r, c)
		if !there || was == c.Value {
			continue
		}
		r.findings = append(r.findings, registry.Issue{Line: r.line, Rule: registry.Corrected, Severity: registry.Repaired, Field: c.Column,
			Raw: excerpt(was), Proposed: excerpt(c.Value), Message: "somebody has put another value in place of that of the file"})
	}
}

// correctCell gives what stood there; false where there is no such place.
func (f *File) correctCell(r *row, c registry.RowCorrection) (was string, there bool) {
	at, known := f.table.header().index[c.Column]
	switch {
	case known:
		for len(r.cells) <= at {
			r.cells = append(r.cells, "")
		}
		was, r.cells[at] = r.cells[at], c.Value
		return was, true
	case c.Column == geometryColumn:
		was, r.geometry = r.geometry, c.Value
		return was, true
	default:
		return "", false
	}
}
