package criteria

// nearest gives the one of names that is spelled most like the one given, the
// first of several, or "" where none is like it.
func nearest(name string, names []string) string {
	const longest = 100
	if len(name) > longest {
		return ""
	}
	best, least := "", max(2, len([]rune(name))/3)+1
	for _, n := range names {
		if d := editDistance([]rune(name), []rune(n)); d < least {
			best, least = n, d
		}
	}
	return best
}

// editDistance counts the characters to insert, leave out or exchange to make b
// of a.
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := 1
			if ra == rb {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
