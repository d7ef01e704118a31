package postgres

import (
	"regexp"
)

// A slot is a place in an SQL file where the compiler puts a piece of SQL:
// /*[name*/ what runs without one /*name]*/. Files with slots run in psql as
// they stand.
var slot = regexp.MustCompile(`(?s)/\*\[([a-z_]+)\*/.*?/\*([a-z_]+)\]\*/`)

// filled gives the SQL of sql/<name>.sql with pieces in its slots; slots without
// a piece keep what they have.
func filled(name string, pieces map[string]string) string {
	return slot.ReplaceAllStringFunc(statement(name), func(found string) string {
		if piece, ok := pieces[slot.FindStringSubmatch(found)[1]]; ok {
			return piece
		}
		return found
	})
}
