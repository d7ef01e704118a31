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

func (e *layerEditor) allows() allowance { return allowance{true, true, true} }

func (e *layerEditor) state(ctx context.Context, id string) (state, error) {
	s, err := e.layers.LayerState(ctx, e.layer, id)
	return state{version: s.Version, changed: s.ChangedAt}, err
}

func (e *layerEditor) create(ctx context.Context, c *content) (string, state, error) {
	id, err := e.layers.AddFeature(ctx, e.layer, registry.LayerContent{Properties: c.properties, Geometry: c.geometry})
	if err != nil {
		return "", state{}, err
	}
	now, err := e.state(ctx, id)
	return id, now, err
}

func (e *layerEditor) change(ctx context.Context, id string, version int, c *content) (state, error) {
	out := registry.LayerContent{Properties: c.properties, Geometry: c.geometry}
	if !c.whole {
		was, err := e.has(ctx, id)
		if err != nil {
			return state{}, err
		}
		patch, err := json.Marshal(c.properties)
		if err != nil {
			return state{}, err
		}
		merged, err := exchange.MergePatch(was, patch)
		if err != nil {
			return state{}, err
		}
		out.Properties = nil
		if err := json.Unmarshal(merged, &out.Properties); err != nil {
			return state{}, err
		}
	}
	if err := e.layers.ReplaceFeature(ctx, e.layer, id, version, out); err != nil {
		return state{}, err
	}
	return e.state(ctx, id)
}

func (e *layerEditor) remove(ctx context.Context, id string, version int) error {
	return e.layers.RemoveFeature(ctx, e.layer, id, version)
}
