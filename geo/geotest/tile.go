package geotest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/paulmach/orb/geojson"
)

// DumpTile writes a vector tile (gzipped or not) as text for golden files: layers and features in the order of the
// tile, properties by name, geometry in the units of the tile. An empty tile is "".
//
//	layer sites version 2 extent 4096 features 1
//	  feature 42
//	    kind = "brownfield"
//	    POLYGON((10 10,20 10,20 20,10 10))
func DumpTile(data []byte) (string, error) {
	decode := mvt.Unmarshal
	if len(data) > 1 && data[0] == 0x1f && data[1] == 0x8b {
		decode = mvt.UnmarshalGzipped
	}
	layers, err := decode(data)
	if err != nil {
		return "", fmt.Errorf("decode tile: %w", err)
	}
	var text strings.Builder
	for _, layer := range layers {
		fmt.Fprintf(&text, "layer %s version %d extent %d features %d\n",
			layer.Name, layer.Version, layer.Extent, len(layer.Features))
		for _, feature := range layer.Features {
			if err := dumpFeature(&text, feature); err != nil {
				return "", fmt.Errorf("layer %s: %w", layer.Name, err)
			}
		}
	}
	return text.String(), nil
}

func dumpFeature(text *strings.Builder, feature *geojson.Feature) error {
	id := "without id"
	if feature.ID != nil {
		id = fmt.Sprint(feature.ID)
		if number, ok := feature.ID.(float64); ok {
			id = fmt.Sprintf("%.0f", number)
		}
	}
	fmt.Fprintf(text, "  feature %s\n", id)
	names := make([]string, 0, len(feature.Properties))
	for name := range feature.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		value, err := json.Marshal(feature.Properties[name])
		if err != nil {
			return fmt.Errorf("feature %s, property %s: %w", id, name, err)
		}
		fmt.Fprintf(text, "    %s = %s\n", name, value)
	}
	fmt.Fprintf(text, "    %s\n", dumpGeometry(feature.Geometry))
	return nil
}

func dumpGeometry(geometry orb.Geometry) string {
	if geometry == nil {
		return "no geometry"
	}
	return wkt.MarshalString(geometry)
}
