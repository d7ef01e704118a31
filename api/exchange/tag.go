package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Tag is what the strong ETags of one representation begin with: the revision
// of the stock and a hash of everything else that the bytes depend on. Each
// content coding has an ETag of its own. The zero Tag is none.
type Tag string

// Tag makes the tag of the answer to this call out of the revision of the stock
// (0 for what does not depend on it) and the resource's own parts. The media
// type, the base URL of links and the version of the program go into every tag.
func (c *Call) Tag(revision int64, parts ...string) Tag {
	h := sha256.New()
	for _, part := range append([]string{c.salt, c.Media, c.Base}, parts...) {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return Tag(strconv.FormatInt(revision, 10) + "-" + hex.EncodeToString(h.Sum(nil)[:8]))
}

// VersionTag is the tag of a thing that is changed by itself and counts its
// changes; IfMatch reads it back.
func VersionTag(version int) Tag { return Tag(strconv.Itoa(version)) }

// IfMatch gives the version of the thing that a change was made for, as its
// ETag said it; 0 for whatever is there (*). Without If-Match the error is the
// problem IfMatchMissing, and Stale for an ETag that is no version.
func (c *Call) IfMatch() (int, error) {
	given := strings.TrimSpace(strings.Join(c.Request.Header.Values("If-Match"), ","))
	if given == "" {
		return 0, &Problem{Kind: IfMatchMissing, Detail: "If-Match has to name the ETag of what is to be changed."}
	}
	if given == "*" {
		return 0, nil
	}
	text := strings.Trim(strings.TrimPrefix(given, "W/"), `"`) // proxies that compress make weak ones
	for _, coding := range []string{gzipCoding, brotli} {
		text = strings.TrimSuffix(text, "-"+coding)
	}
	version, err := strconv.Atoi(text)
	if err != nil || version < 1 {
		return 0, &Problem{Kind: Stale, Detail: "If-Match does not name an ETag of this thing."}
	}
	return version, nil
}

// of gives the ETag of the representation in a coding.
func (t Tag) of(coding string) string {
	if coding == identity {
		return `"` + string(t) + `"`
	}
	return `"` + string(t) + "-" + coding + `"`
}

// match finds the representation, in one of the codings, that If-None-Match
// headers name, and gives its ETag.
func (t Tag) match(headers, codings []string) (string, bool) {
	if t == "" {
		return "", false
	}
	for _, item := range strings.Split(strings.Join(headers, ","), ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		if item == "*" {
			return t.of(identity), true
		}
		for _, coding := range codings {
			if item == t.of(coding) {
				return item, true
			}
		}
	}
	return "", false
}
