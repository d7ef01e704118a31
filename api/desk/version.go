package desk

import (
	"fmt"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/registry/criteria"
)

// tagOf makes the ETag of a site: its reference and version. Content codings
// add their name to it, so what is read back may end with one.
func tagOf(ref string, version int) exchange.Tag {
	return exchange.Tag(fmt.Sprintf("%s.%d", ref, version))
}

// known gives the version of the site that the caller knows, out of If-Match.
func known(c *exchange.Call, ref string) (int, error) {
	given := c.Request.Header.Values("If-Match")
	if len(given) == 0 {
		return 0, &exchange.Problem{Kind: exchange.IfMatchMissing, Detail: "A change of a site needs its ETag in If-Match."}
	}
	text := strings.Join(given, ",")
	tag := strings.TrimPrefix(strings.TrimSpace(text), "W/") // proxies that compress make weak ones
	inner, ok := strings.CutPrefix(tag, `"`+ref+".")
	number, ended := strings.CutSuffix(inner, `"`)
	number, _, _ = strings.Cut(number, "-")
	version, err := strconv.Atoi(number)
	if !ok || !ended || err != nil || version < 1 {
		return 0, criteria.Faults{{In: "header", Name: "If-Match", Rule: criteria.RuleBadValue, Got: exchange.Printable(text),
			Want: "one ETag of this site, like \"" + ref + ".7\""}}
	}
	return version, nil
}
