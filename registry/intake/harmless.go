package intake

import "strings"

// Spreadsheets run cells that start with these characters as formulas.
const formulaStart = "=+-@\t\r"

// Harmless gives the text of a cell so that no spreadsheet runs it as a formula: with an apostrophe in front
// where it would be one. Plain numbers stay as they are. [Restored] takes the apostrophe back.
func Harmless(cell string) string {
	if cell == "" || !strings.ContainsRune(formulaStart+"'", rune(cell[0])) {
		return cell
	}
	if cell[0] == '\'' {
		if len(cell) == 1 || !strings.ContainsRune(formulaStart+"'", rune(cell[1])) {
			return cell
		}
		return "'" + cell
	}
	if plainNumber.MatchString(cell) {
		return cell
	}
	return "'" + cell
}

// Restored is what was given to [Harmless].
func Restored(cell string) string {
	if len(cell) < 2 || cell[0] != '\'' || !strings.ContainsRune(formulaStart+"'", rune(cell[1])) {
		return cell
	}
	return cell[1:]
}

func restore(cells []string) []string {
	for i, c := range cells {
		cells[i] = Restored(c)
	}
	return cells
}
