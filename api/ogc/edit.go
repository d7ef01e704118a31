package ogc

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// Part 4 of OGC API – Features (20-002r2, a draft): features are created,
// replaced, updated and deleted. What may be done is decided by the registry.

// editor changes the features of a collection for somebody.
type editor interface {
	// allows tells what the caller may do with any of the features.
	allows() allowance
	// state tells of what version a feature is; ErrNotFound where there is none.
	state(ctx context.Context, id string) (state, error)
	// create makes a feature and gives its id.
	create(ctx context.Context, c *content) (string, state, error)
	// change changes a feature that is of the version; a content that is whole
	// takes the place of everything.
	change(ctx context.Context, id string, version int, c *content) (state, error)
	remove(ctx context.Context, id string, version int) error
}

// allowance is what somebody may do with features.
type allowance struct{ create, change, remove bool }

// state is what conditions of a change are asked of.
type state struct {
	version int
	changed time.Time
}

// content is what a feature is to be: its properties as they are written, null
// where they are to be taken away, and its geometry in WGS 84.
type content struct {
	properties map[string]json.RawMessage
	geometry   json.RawMessage // "null" for none; nil where it stays
	whole      bool            // what is not named is taken away
}

// mostTries is how often a change that names no version is tried anew when
// others were faster.
const mostTries = 3

// editing finds the collection of a path and who changes it. Without a right to
// anything there the error says so.
func (f *Features) editing(call *exchange.Call, path func(string) string) (*collection, error) {
	c, err := f.begin(call, path, geoType, jsonType)
	if err != nil {
		return nil, err
	}
	if c.editor == nil && !c.public() {
		allow := http.Header{"Allow": {strings.Join(reading, ", ")}}
		return nil, &exchange.Problem{Kind: exchange.MethodNotAllowed, Detail: "The features of this collection are read alone.", Header: allow}
	}
	call.Query.Only("f")
	if err := call.Query.Err(); err != nil {
		return nil, err
	}
	if c.public() { // the caller may not change any; the registry says what is missing
		if call.SignedIn == nil {
			return nil, registry.ErrUnknown
		}
		own := *c
		own.hidden, own.editor = true, &siteEditor{f.desk, call.Principal}
		return &own, nil
	}
	return c, nil
}

// create answers POST of a feature.
func (f *Features) create(call *exchange.Call, path func(string) string) error {
	c, err := f.editing(call, path)
	if err != nil {
		return err
	}
	prefer := readPrefer(call)
	body, err := f.readContent(call, c, prefer, nil)
	if err != nil {
		return err
	}
	id, now, err := c.editor.create(call.Context(), body)
	if err != nil {
		return unprocessable(err)
	}
	call.Header().Set("Location", call.Base+c.path()+"/items/"+escaped(id))
	return f.changed(call, c, id, now, prefer, http.StatusCreated)
}

// change answers PUT and PATCH of a feature.
func (f *Features) change(call *exchange.Call, path func(string) string) error {
	c, err := f.editing(call, path)
	if err != nil {
		return err
	}
	prefer := readPrefer(call)
	id := path("feature")
	var body *content
	read := func() (err error) {
		body, err = f.readContent(call, c, prefer, &id)
		return err
	}
	var is state
	err = f.onFeature(call, c, id, read, func(now state) (err error) {
		is, err = c.editor.change(call.Context(), id, now.version, body)
		return err
	})
	if err != nil {
		return unprocessable(err)
	}
	return f.changed(call, c, id, is, prefer, http.StatusNoContent)
}

// remove answers DELETE of a feature.
func (f *Features) remove(call *exchange.Call, path func(string) string) error {
	c, err := f.editing(call, path)
	if err != nil {
		return err
	}
	id := path("feature")
	err = f.onFeature(call, c, id, nil, func(now state) error { return c.editor.remove(call.Context(), id, now.version) })
	if err != nil {
		return unprocessable(err)
	}
	call.SendNothing()
	return nil
}

// onFeature changes a feature that is there and for which the conditions of the
// request hold; read reads the body, nil where there is none.
func (f *Features) onFeature(call *exchange.Call, c *collection, id string, read func() error, change func(state) error) error {
	for try := 1; ; try++ {
		now, err := c.editor.state(call.Context(), id)
		if err != nil {
			return err
		}
		conditional, err := checkConditions(call, now)
		if err != nil {
			return err
		}
		if try == 1 && read != nil {
			if err := read(); err != nil {
				return err
			}
		}
		err = change(now)
		if !errors.Is(err, registry.ErrStale) || conditional || try == mostTries {
			return err
		}
	}
}

// changed answers with what a feature is now: its representation where that is
// preferred and may be read, its validators in any case.
func (f *Features) changed(call *exchange.Call, c *collection, id string, now state, prefer preferences, status int) error {
	applied := prefer.applied()
	if !prefer.representation || c.hidden {
		setValidators(call, c, id, now)
		setApplied(call, applied)
		call.SendEmpty(status)
		return nil
	}
	setApplied(call, append(applied, "return=representation"))
	if status == http.StatusNoContent {
		status = http.StatusOK
	}
	return f.sendItem(call, c, id, asked{PageQuery: registry.PageQuery{Outline: registry.OutlineFull}, system: wgs84}, status)
}

// reading are the methods of everything.
var reading = []string{http.MethodGet, http.MethodHead, http.MethodOptions}

// methodsOfItems answers OPTIONS of the features of a collection: what the
// caller may do with them.
func (f *Features) methodsOfItems(call *exchange.Call, path func(string) string) error {
	c, err := f.collectionFor(call, path("collection"))
	if err != nil {
		return err
	}
	methods := slices.Clone(reading)
	if c.editor != nil && c.editor.allows().create {
		methods = append(methods, http.MethodPost)
		call.Header().Set("Accept-Post", strings.Join(bodyTypes, ", "))
	}
	sendMethods(call, methods, http.MethodPost)
	return nil
}

// methodsOfItem answers OPTIONS of one feature: what the caller may do with
// features of the collection. QGIS asks it of the first feature alone and takes
// the answer for all, so it does not depend on where that one lies and how it
// stands; a change that is not for this feature is refused when it comes.
func (f *Features) methodsOfItem(call *exchange.Call, path func(string) string) error {
	c, err := f.collectionFor(call, path("collection"))
	if err != nil {
		return err
	}
	if !isPreflight(call) {
		if _, err := f.find(call.Context(), c, path("feature"), registry.PageQuery{Outline: registry.OutlineNone}); err != nil {
			return err
		}
	}
	methods := slices.Clone(reading)
	if c.editor != nil {
		may := c.editor.allows()
		if may.change {
			methods = append(methods, http.MethodPut, http.MethodPatch)
			call.Header().Set("Accept-Patch", strings.Join(patchTypes, ", "))
		}
		if may.remove {
			methods = append(methods, http.MethodDelete)
		}
	}
	sendMethods(call, methods, http.MethodPut, http.MethodPatch, http.MethodDelete)
	return nil
}

func isPreflight(call *exchange.Call) bool {
	return call.Request.Header.Get("Access-Control-Request-Method") != ""
}

// sendMethods answers OPTIONS. A browser that asks before it sends the request
// of a page of another origin sends no credentials, so it is told everything
// that there is.
func sendMethods(call *exchange.Call, methods []string, all ...string) {
	h := call.Header()
	h.Set("Allow", strings.Join(methods, ", "))
	h.Set("Content-Length", "0")
	if isPreflight(call) {
		h.Set("Access-Control-Allow-Methods", strings.Join(append(slices.Clone(reading), all...), ", "))
		h.Set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Crs, Content-Type, If-Match, If-None-Match, If-Unmodified-Since, Prefer")
		h.Set("Access-Control-Max-Age", "86400")
	}
	call.SendEmpty(http.StatusOK)
}
