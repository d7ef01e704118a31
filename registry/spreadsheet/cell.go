// Package spreadsheet knows what spreadsheet programs do to the cells of a CSV file when they open it.
package spreadsheet

import "strings"

// formulaStart are the characters that make a cell a formula in one program or another.
const formulaStart = "=+-@\t\r"

// Harmless gives the text of a cell so that no spreadsheet runs it: with an apostrophe in front where it would be a
// formula. Plain numbers, and lists of them with commas between as in coordinates, stay as they are. [Restored] takes the apostrophe back.
func Harmless(cell string) string {
	if cell == "" || !strings.ContainsRune(formulaStart+"'", rune(cell[0])) || areNumbers(cell) {
		return cell
	}
	if cell[0] == '\'' && !isQuotedFormula(cell) {
		return cell
	}
	return "'" + cell
}

// areNumbers tells lists of numbers, which no program takes for more than that.
func areNumbers(cell string) bool {
	for part := range strings.SplitSeq(cell, ", ") {
		if part == "" || !isNumber(part) {
			return false
		}
	}
	return true
}

// Restored is what was given to [Harmless].
func Restored(cell string) string {
	if isQuotedFormula(cell) {
		return cell[1:]
	}
	return cell
}

// isQuotedFormula tells cells that look as Harmless makes them.
func isQuotedFormula(cell string) bool {
	return len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formulaStart+"'", rune(cell[1]))
}

// isNumber takes an optional sign, digits, at most one point or comma and a power of ten.
func isNumber(cell string) bool {
	digits, points, power := 0, 0, 0
	for i := range len(cell) {
		switch c := cell[i]; {
		case c >= '0' && c <= '9':
			digits++
		case (c == '.' || c == ',') && points == 0 && power == 0:
			points++
		case (c == 'e' || c == 'E') && digits > 0 && power == 0:
			power++
		case (c == '-' || c == '+') && (i == 0 || cell[i-1] == 'e' || cell[i-1] == 'E'):
		default:
			return false
		}
	}
	last := cell[len(cell)-1]
	return digits > 0 && (last >= '0' && last <= '9' || last == '.')
}
