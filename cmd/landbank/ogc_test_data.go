package main

import (
	"context"
	"errors"
	"slices"

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
		layers = append(layers, testLayer(ctx, file, t))
	}
	return store.LoadTestLayers(ctx, layers)
}

// Columns that mean something by their names, as in the test data of Part 4 of
// OGC API – Features: a text that is the id, and the instant of the newest change.
const idColumn, changeColumn = "id", "updated"

// testLayer makes a layer of a table.
func testLayer(ctx context.Context, file *geopackage.Reader, t geopackage.Table) postgres.TestLayer {
	layer := postgres.TestLayer{Layer: registry.Layer{Name: t.Name, Title: t.Name, Description: "Test data. " + t.Description, Geometry: t.Geometry, Open: true}}
	id := -1
	for i, c := range t.Columns {
		if c.Name == idColumn && c.Type == geopackage.Text {
			id = i
			continue
		}
		layer.Fields = append(layer.Fields, registry.LayerField{
			Field: criteria.Field{Name: c.Name, Type: fieldTypes[c.Type], Filter: true, Sort: true}, Label: registry.Text{"en": c.Name},
			Required: c.Required, Kept: c.Name == changeColumn && c.Type == geopackage.DateTime,
		})
	}
	layer.Each = func(visit func(int64, string, []byte, []any) error) error {
		return file.Each(ctx, &t, func(f *geopackage.Feature) error {
			if id < 0 {
				return visit(f.ID, "", f.WKB, f.Values)
			}
			ref, _ := f.Values[id].(string)
			return visit(f.ID, ref, f.WKB, slices.Delete(f.Values, id, id+1))
		})
	}
	return layer
}
