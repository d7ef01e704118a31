package api

// features are the resources of OGC API Features. The contract leaves them out:
// they are described by their own document at /ogc/api, which has a path for
// each collection.
func (s *server) features() []operation {
	var out []operation
	for _, route := range s.gis.Routes() {
		out = append(out, operation{route.ID, route.Method, route.Path, nil, route.Handle})
	}
	return out
}
