package intake

import "landbank/registry"

// generic takes any table or GeoJSON by the usual names of columns.
var generic = profile{
	name:  "generic",
	title: "any table with names, areas and places",
	columns: []column{
		{names: []string{"id", "siteid", "parcelid", "fid", "objectid"}, member: "identity", read: keep("id")},
		{names: []string{"name", "sitename", "title"}, member: "name", read: name()},
		{names: []string{"address", "fulladdress", "siteaddress"}, member: "address",
			read: text(func(r *registry.Record) *string { return &r.Address })},
		{names: []string{"hectares", "areaha"}, member: "declared area",
			read: area(hectare, func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 })},
		{names: []string{"geometry", "wkt", "geom", "thegeom"}, member: "outline", read: surfaceText},
		{names: []string{"lon", "lng", "longitude", "long", "x"}, member: "longitude", read: xValue},
		{names: []string{"lat", "latitude", "y"}, member: "latitude", read: yValue},
	},
	prepare: func(m *mapping) { m.record.Confirmation = "candidate" },
	finish: func(m *mapping) {
		m.key = m.kept["id"].value
	},
}
