package ogc

import (
	"context"
	"encoding/json"

	"landbank/api/exchange"
	"landbank/registry"
)

// layerEditor changes the features of an open layer.
type layerEditor struct {
	layers registry.LayerEditing
	layer  string
	has    func(ctx context.Context, id string) (json.RawMessage, error) // the properties of a feature
}

func (e *layerEditor) creates() bool { return true }

func (e *layerEditor) state(ctx context.Context, id string) (state, error) {
	s, err := e.layers.LayerState(ctx, e.layer, id)
	return state{version: s.Version, changed: s.ChangedAt, changes: true, removes: true}, err
}

func (e *layerEditor) create(ctx context.Context, c *content) (string, error) {
	return e.layers.AddFeature(ctx, e.layer, registry.LayerContent{Properties: c.properties, Geometry: c.geometry})
}

func (e *layerEditor) change(ctx context.Context, id string, version int, c *content) error {
	out := registry.LayerContent{Properties: c.properties, Geometry: c.geometry}
	if !c.whole {
		was, err := e.has(ctx, id)
		if err != nil {
			return err
		}
		patch, err := json.Marshal(c.properties)
		if err != nil {
			return err
		}
		merged, err := exchange.MergePatch(was, patch)
		if err != nil {
			return err
		}
		out.Properties = nil
		if err := json.Unmarshal(merged, &out.Properties); err != nil {
			return err
		}
	}
	return e.layers.ReplaceFeature(ctx, e.layer, id, version, out)
}

func (e *layerEditor) remove(ctx context.Context, id string, version int) error {
	return e.layers.RemoveFeature(ctx, e.layer, id, version)
}
