//go:build conformance

package qgis

import (
	"math"
	"net/url"
	"slices"
	"testing"
)

func queried(text string) string { return url.QueryEscape(text) }

// refs lists the sites that the registry finds, in order.
func refs(t *testing.T, r *registry, who, query string) []string {
	t.Helper()
	var out []string
	for _, f := range r.got(t, who, items+"?limit=10000&skipGeometry=true&properties=ref&"+query)["features"].([]any) {
		out = append(out, f.(map[string]any)["id"].(string))
	}
	slices.Sort(out)
	return out
}

// sum is how many sites somebody sees.
func sum(t *testing.T, r *registry, who string) int {
	t.Helper()
	return int(r.got(t, who, items+"?resultType=hits")["numberMatched"].(float64))
}

// actor is what the ledger calls somebody.
func actor(t *testing.T, r *registry, who string) string {
	t.Helper()
	return r.got(t, who, "/api/v1/session").at("principal", "id")
}

// bounds is where the registry says that the sites lie.
func bounds(t *testing.T, r *registry) (out [4]float64) {
	t.Helper()
	spatial := r.got(t, "", "/ogc/collections/sites")["extent"].(map[string]any)["spatial"].(map[string]any)
	for i, v := range spatial["bbox"].([]any)[0].([]any) {
		out[i] = v.(float64)
	}
	return out
}

// mercator gives a box in metres of Web Mercator.
func mercator(box [4]float64) [4]float64 {
	const radius = 6378137.0
	x := func(longitude float64) float64 { return radius * longitude * math.Pi / 180 }
	y := func(latitude float64) float64 { return radius * math.Log(math.Tan(math.Pi/4+latitude*math.Pi/360)) }
	return [4]float64{x(box[0]), y(box[1]), x(box[2]), y(box[3])}
}

func near(a, b [4]float64, tolerance float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > tolerance {
			return false
		}
	}
	return true
}

// corner is the first position of a geometry of GeoJSON.
func corner(geometry any) [2]float64 {
	value := geometry.(map[string]any)["coordinates"]
	for {
		list := value.([]any)
		if x, ok := list[0].(float64); ok {
			return [2]float64{x, list[1].(float64)}
		}
		value = list[0]
	}
}
