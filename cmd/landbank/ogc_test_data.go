package main

import (
	"context"
	"errors"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/geopackage"
	"landbank/registry/postgres"
)

// fieldTypes gives the types of fields of the columns of a GeoPackage.
var fieldTypes = map[geopackage.Type]criteria.Type{
	geopackage.Text: criteria.TypeText, geopackage.Real: criteria.TypeNumber, geopackage.Integer: criteria.TypeInteger,
	geopackage.Boolean: criteria.TypeBoolean, geopackage.Date: criteria.TypeDate, geopackage.DateTime: criteria.TypeInstant,
}

// loadTestData puts each table of a GeoPackage beside the territories, under its
// own name, for suites of tests that bring their data.
func loadTestData(ctx context.Context, store *postgres.Store, path string) (err error) {
	file, err := geopackage.Open(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var layers []postgres.TestLayer
	for _, t := range file.Tables() {
		layer := postgres.TestLayer{Layer: registry.Layer{Name: t.Name, Title: t.Name, Description: "Test data. " + t.Description, Geometry: t.Geometry}}
		for _, c := range t.Columns {
			layer.Fields = append(layer.Fields, registry.LayerField{
				Field: criteria.Field{Name: c.Name, Type: fieldTypes[c.Type], Filter: true, Sort: true}, Label: registry.Text{"en": c.Name},
			})
		}
		layer.Each = func(visit func(int64, []byte, []any) error) error {
			return file.Each(ctx, &t, func(f *geopackage.Feature) error { return visit(f.ID, f.WKB, f.Values) })
		}
		layers = append(layers, layer)
	}
	return store.LoadTestLayers(ctx, layers)
}
