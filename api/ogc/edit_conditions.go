package ogc

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry/criteria"
)

// preferences are what a client prefers (RFC 7240).
type preferences struct {
	representation bool   // the feature in the answer
	handling       string // strict, lenient, or "" for what is usual
}

// readPrefer reads the Prefer headers. Preferences that are not known here are
// passed over. That of handling is said to be applied at once, so that refusals
// say so, too.
func readPrefer(call *exchange.Call) preferences {
	var p preferences
	for part := range strings.SplitSeq(strings.Join(call.Request.Header.Values("Prefer"), ","), ",") {
		part, _, _ = strings.Cut(part, ";")
		name, value, _ := strings.Cut(part, "=")
		value = strings.ToLower(strings.Trim(strings.TrimSpace(value), `"`))
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "return":
			p.representation = value == "representation"
		case "handling":
			if value == "strict" || value == "lenient" {
				p.handling = value
			}
		}
	}
	setApplied(call, p.applied())
	return p
}

func (p preferences) applied() []string {
	if p.handling == "" {
		return nil
	}
	return []string{"handling=" + p.handling}
}

func setApplied(call *exchange.Call, applied []string) {
	if len(applied) > 0 {
		call.Header().Set("Preference-Applied", strings.Join(applied, ", "))
	}
}

// checkConditions tells whether a change names what it changes, by If-Match or
// If-Unmodified-Since, and returns the problem Stale where that is another.
// Where both are given the first counts alone (RFC 9110, 13.2.2).
func checkConditions(call *exchange.Call, now state) (conditional bool, err error) {
	h := call.Request.Header
	if tags := h.Values("If-Match"); len(tags) > 0 {
		if !matches(strings.Join(tags, ","), now.version) {
			return true, &exchange.Problem{Kind: exchange.Stale, Detail: "The feature is not what If-Match says; it is at version " + strconv.Itoa(now.version) + "."}
		}
		return true, nil
	}
	text := h.Get("If-Unmodified-Since")
	if text == "" {
		return false, nil
	}
	since, err := http.ParseTime(text)
	if err != nil {
		return true, criteria.Faults{{In: "header", Name: "If-Unmodified-Since", Rule: criteria.RuleBadValue, Got: exchange.Printable(text), Want: "a date of HTTP, as Last-Modified has it"}}
	}
	if now.changed.Truncate(time.Second).After(since) {
		return true, &exchange.Problem{Kind: exchange.Stale, Detail: "The feature was changed on " + now.changed.UTC().Format(http.TimeFormat) + "."}
	}
	return true, nil
}

// matches tells whether one of the ETags is of a representation of the version.
// Weak ones never are.
func matches(tags string, version int) bool {
	return slices.ContainsFunc(strings.Split(tags, ","), func(tag string) bool {
		tag = strings.TrimSpace(tag)
		if tag == "*" {
			return true
		}
		return strings.HasPrefix(tag, `"`+strconv.Itoa(version)+"-") && strings.HasSuffix(tag, `"`)
	})
}

// tagOf is the ETag of a representation of a feature that counts its versions.
func tagOf(call *exchange.Call, c *collection, id string, now state, parts ...string) exchange.Tag {
	return call.Tag(int64(now.version), append(parts, "ogc", c.id, id, exchange.Canonical(call.Query.Values))...)
}

// setValidators says of what version a feature is.
func setValidators(call *exchange.Call, c *collection, id string, now state) {
	call.SetTag(tagOf(call, c, id, now))
	setLastModified(call, now.changed)
}

func setLastModified(call *exchange.Call, at time.Time) {
	call.Header().Set("Last-Modified", at.UTC().Format(http.TimeFormat))
}
