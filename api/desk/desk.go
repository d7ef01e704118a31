// Package desk is the part of the HTTP interface with which a department keeps
// its sites: list, read, create, change, act, check. Every request has a
// principal; what it may do is decided by the registry, never here.
//
// A change names the version that it changes by If-Match, with the ETag of the
// site as it was read. Bodies are read strictly: every member that is unknown,
// of the wrong form or not a code of its list is a fault that names its place.
package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"unicode"
	"unicode/utf8"

	"landbank/api/exchange"
	"landbank/registry"
)

// Paths of the desk, as the router writes them.
const (
	Root        = "/api/v1/desk"
	SitesPath   = Root + "/sites"
	CheckPath   = SitesPath + "/check"
	ConfirmPath = SitesPath + "/confirm"
	MergePath   = SitesPath + "/merge"
	CountsPath  = SitesPath + "/counts"
	SpotsPath   = SitesPath + "/spots"
	ViewsPath   = Root + "/views"
	ViewPath    = ViewsPath + "/:id"
	PeoplePath  = Root + "/colleagues"
	SitePath    = SitesPath + "/:ref"
	SplitPath   = SitePath + "/split"
	LineagePath = SitePath + "/lineage"
	RecheckPath = SitePath + "/check"
	ActPath     = SitePath + "/:action"
)

// Desk answers for the sites of a department.
type Desk struct{ store registry.Desk }

// New makes it of the store.
func New(store registry.Desk) *Desk { return &Desk{store: store} }

// path gives the parts of the path.
type path = func(name string) string

// number gives the number in the path under the name, from 1 on and in its one
// spelling. What is none names nothing.
func number(p path, name string) (int64, error) {
	n, err := strconv.ParseInt(p(name), 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != p(name) {
		return 0, registry.ErrNotFound
	}
	return n, nil
}

// reference gives the reference in the path: 1 to 100 characters that can be
// shown. Others name nothing.
func reference(p path) (string, error) {
	ref := p("ref")
	if ref == "" || !utf8.ValidString(ref) || utf8.RuneCountInString(ref) > 100 {
		return "", registry.ErrNotFound
	}
	for _, r := range ref {
		if !unicode.IsGraphic(r) {
			return "", registry.ErrNotFound
		}
	}
	return ref, nil
}

// send answers with a JSON value that nobody keeps.
func send(c *exchange.Call, status int, tag exchange.Tag, value any) error {
	body, err := exchange.JSON(value)
	if err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "no-store")
	return c.Send(status, tag, exchange.NewBody(body))
}

// sendEntry answers with a site as it is now.
func sendEntry(c *exchange.Call, status int, e *registry.Entry) error {
	if status == http.StatusCreated {
		c.Header().Set("Location", c.URL(SitesPath+"/"+url.PathEscape(e.Ref), nil))
	}
	return send(c, status, tagOf(e.Ref, e.Version), entryOf(c.Principal, e))
}
