package api

import (
	"landbank/api/exchange"
	"landbank/api/ogc"
)

// features are the resources of OGC API Features. The contract leaves them out:
// they are described by their own document at /ogc/api, which has a path for
// each collection.
func (s *server) features() []operation {
	service := ogc.NewFeatures(s.catalog, s.layers, s.desk, s.settings.Title.In("en"), s.now)
	var out []operation
	for _, route := range service.Routes() {
		out = append(out, operation{route.ID, route.Method, route.Path, nil, func(c *exchange.Call, p params) error {
			return route.Handle(c, p)
		}})
	}
	return out
}
