package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"landbank/api/exchange"
	"landbank/api/ogc"
	"landbank/registry"
)

// operation is one operation of the contract.
type operation struct {
	id     string // operationId
	method string
	path   string   // as the router writes it
	media  []string // what it comes as, the usual one first
	handle func(*exchange.Call, params) error
}

// params gives the parts of the path.
type params = func(name string) string

const (
	jsonType = "application/json"
	geoType  = "application/geo+json"
	htmlType = "text/html; charset=utf-8"
)

// operations lists everything of the contract.
func (s *server) operations() []operation {
	asJSON, asGeo := []string{jsonType}, []string{geoType, jsonType}
	tiles := ogc.NewTiles(s.catalog, s.settings.AnswerLimit)
	return slices.Concat([]operation{
		{"getFields", http.MethodGet, "/api/v1/fields", asJSON, s.getFields},
		{"getProfiles", http.MethodGet, "/api/v1/profiles", asJSON, s.getProfiles},
		{"getMembers", http.MethodGet, "/api/v1/members", asJSON, s.getMembers},
		{"getRules", http.MethodGet, "/api/v1/rules", asJSON, s.getRules},
		{"getSettings", http.MethodGet, "/api/v1/settings", asJSON, s.getSettings},
		{"listSites", http.MethodGet, "/api/v1/sites", asGeo, s.listSites},
		{"getSite", http.MethodGet, "/api/v1/sites/:ref", asGeo, s.getSite},
		{"searchSites", http.MethodPost, "/api/v1/search", asJSON, s.searchSites},
		{"spreadSites", http.MethodPost, "/api/v1/search/distribution", asJSON, s.spreadSites},
		{"assembleSites", http.MethodPost, "/api/v1/search/assemblies", asJSON, s.assembleSites},
		{"relaxSearch", http.MethodPost, "/api/v1/search/relaxations", asJSON, s.relaxSearch},
		{"rankSites", http.MethodPost, "/api/v1/search/ranks", asJSON, s.rankSites},
		{exportOperation, http.MethodGet, "/api/v1/exports/:file", exportMedia(), s.exportSites},
		{"listTerritories", http.MethodGet, "/api/v1/territories", asJSON, s.listTerritories},
		{"getTerritory", http.MethodGet, "/api/v1/territories/:code", asGeo, s.getTerritory},
		{"getTile", http.MethodGet, ogc.TilePath, []string{ogc.TileType}, func(c *exchange.Call, p params) error {
			return tiles.Tile(c, p("z"), p("y"), p("x"))
		}},
		{"getTileJSON", http.MethodGet, ogc.TileJSONPath, asJSON, func(c *exchange.Call, _ params) error {
			return tiles.TileJSON(c)
		}},
		{"getSession", http.MethodGet, sessionPath, asJSON, s.getSession},
		{"signIn", http.MethodPost, sessionPath, asJSON, s.signIn},
		{"signOut", http.MethodDelete, sessionPath, nil, s.signOut},
		{"changePassword", http.MethodPost, sessionPath + "/password", asJSON, s.changePassword},
		{"beginSignOn", http.MethodGet, signOnPath, nil, s.beginSignOn},
		{"finishSignOn", http.MethodGet, signOnPath + "/callback", nil, s.finishSignOn},
		{"listUsers", http.MethodGet, deskPath + "/users", asJSON, s.listUsers},
		{"createUser", http.MethodPost, deskPath + "/users", asJSON, s.createUser},
		{"getUser", http.MethodGet, deskPath + "/users/:id", asJSON, s.getUser},
		{"changeUser", http.MethodPatch, deskPath + "/users/:id", asJSON, s.changeUser},
		{"setUserPassword", http.MethodPost, deskPath + "/users/:id/password", asJSON, s.setUserPassword},
		{"listTokens", http.MethodGet, deskPath + "/tokens", asJSON, s.listTokens},
		{"createToken", http.MethodPost, deskPath + "/tokens", asJSON, s.createToken},
		{"revokeToken", http.MethodDelete, deskPath + "/tokens/:id", nil, s.revokeToken},
		{"listAudit", http.MethodGet, deskPath + "/audit", asJSON, s.listAudit},
		{"getOpenAPI", http.MethodGet, "/api/openapi.json", []string{openapiType, jsonType}, s.getOpenAPI},
		{"getDocs", http.MethodGet, exchange.ProblemPage, []string{htmlType}, s.getDocs},
		{"getHealth", http.MethodGet, "/healthz", asJSON, s.getHealth},
		{"getReadiness", http.MethodGet, "/readyz", asJSON, s.getReadiness},
		{"getMetrics", http.MethodGet, "/metrics", []string{metricsType}, s.getMetrics},
	}, s.ledgerOperations(), s.dutyOperations(), s.deskOperations(), s.campaignOperations())
}

// engine routes every address.
func (s *server) engine() (*gin.Engine, error) {
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	if err := e.SetTrustedProxies(nil); err != nil { // exchange.Origins decides whom to believe
		return nil, fmt.Errorf("interface: %w", err)
	}
	e.Use(s.observe, s.protect, s.limit)
	methods := map[string][]string{}
	for _, op := range slices.Concat(s.operations(), s.sitePages(), s.features()) {
		route := s.serve(op)
		e.Handle(op.method, op.path, route)
		methods[op.path] = append(methods[op.path], op.method)
		if op.method == http.MethodGet {
			e.Handle(http.MethodHead, op.path, route)
			methods[op.path] = append(methods[op.path], http.MethodHead)
		}
	}
	for path, list := range methods {
		if slices.Contains(list, http.MethodOptions) {
			continue // it depends on who asks
		}
		e.OPTIONS(path, options(append(list, http.MethodOptions)))
	}
	e.NoRoute(s.serve(operation{handle: s.notFound}))
	e.NoMethod(s.serve(operation{handle: methodNotAllowed}))
	return e, nil
}

// serve runs an operation and answers its error, if it has one.
func (s *server) serve(op operation) gin.HandlerFunc {
	return func(g *gin.Context) {
		ctx, cancel := context.WithTimeout(g.Request.Context(), s.limitOf(op))
		defer cancel()
		request := g.Request.WithContext(ctx)
		c, err := exchange.NewCall(g.Writer, request, exchange.Options{
			ID: requestID(g), Origins: s.origins, Offered: op.media, Salt: s.salt,
		})
		if isStaff(op.path) {
			c.Header().Set("Cache-Control", "no-store")
		}
		if err == nil && asksWho(op.path, request) {
			c.Principal, err = s.identify(c)
		}
		if err == nil && !slices.Contains(op.media, htmlType) && slices.ContainsFunc(g.Params, isNoText) { // pages say so as pages
			err = registry.ErrNotFound
		}
		if err == nil {
			err = op.handle(c, g.Param)
		}
		if err != nil {
			s.fail(g, c, err)
		}
		g.Writer.WriteHeaderNow() // an answer without a body, too, is an answer
	}
}

// fail answers an error. When the answer has begun, only ending the connection
// tells the caller that the rest is missing.
func (s *server) fail(g *gin.Context, c *exchange.Call, err error) {
	if g.Request.Context().Err() != nil {
		g.Set(goneKey, true)
		return // nobody is there to read an answer
	}
	problem := exchange.ProblemOf(err)
	if problem.Kind.Status >= http.StatusInternalServerError {
		s.log.Error("request failed", slog.String("request_id", c.ID), slog.String("path", g.Request.URL.Path), slog.Any("error", err))
	}
	if g.Writer.Written() {
		panic(http.ErrAbortHandler)
	}
	c.Fail(problem)
}

// options says which methods a resource has, to everybody.
func options(methods []string) gin.HandlerFunc {
	slices.Sort(methods)
	allow := strings.Join(methods, ", ")
	return func(g *gin.Context) {
		h := g.Writer.Header()
		h.Set("Allow", allow)
		h.Set("Content-Length", "0")
		if g.GetHeader("Access-Control-Request-Method") != "" && !isStaff(g.Request.URL.Path) {
			h.Set("Access-Control-Allow-Methods", allow)
			h.Set("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match")
			h.Set("Access-Control-Max-Age", "86400")
		}
		g.Writer.WriteHeader(http.StatusOK)
	}
}

// methodNotAllowed answers for a resource that has other methods, which the
// router has put into Allow.
func methodNotAllowed(c *exchange.Call, _ params) error {
	return &exchange.Problem{Kind: exchange.MethodNotAllowed, Detail: "The resource has " + c.Header().Get("Allow") + "."}
}

// isNoText tells whether a part of a path is no text that the database can have:
// nothing is called so.
func isNoText(p gin.Param) bool {
	return strings.Contains(p.Value, "\x00") || !utf8.ValidString(p.Value)
}
