package postgres

import (
	"regexp"
	"strings"
)

// derivation takes the statement that fills a table of parts to pieces: which
// columns it fills, from which member of the document, and by which query.
var derivation = regexp.MustCompile(`(?s)insert into (\w+) \(([^)]*)\)\s+(select .*r\.document -> '(\w+)'.*)$`)

// verifyPart gives the statement that compares a table of parts with the
// newest documents. It derives by the same query that filled the table, so the
// two cannot come to mean different things.
func verifyPart(table string) string {
	sql := filled("derive_"+table, map[string]string{
		"documents": "(select id as site_id, head_seq from site) p join revision r on r.seq = p.head_seq",
		"chosen":    "true",
	})
	found := derivation.FindStringSubmatch(sql)
	// To look for the name is much faster than to read the document, and most
	// documents have few parts.
	query := strings.TrimSpace(found[3]) + ` and r.document::text like '%"` + found[4] + `":%'`
	return filled("verify_part", map[string]string{"columns": found[2], "part": table, "derived": query,
		"reason": "'the table " + table + " is not what its newest revision says'"})
}
