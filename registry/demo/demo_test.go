package demo_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/demo"
)

var today = registry.NewDate(2026, 11, 23)

func inventory(t *testing.T, day registry.Date) []registry.Row {
	t.Helper()
	var out []registry.Row
	rows := demo.Rows(day)
	for {
		row, err := rows.Next(context.Background())
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
}

func TestInventoryIsTheSameEachTime(t *testing.T) {
	first, again := inventory(t, today), inventory(t, today)
	if len(first) != 405 {
		t.Errorf("got %d sites, want 405", len(first))
	}
	for i := range first {
		if !reflect.DeepEqual(first[i].Record, again[i].Record) || !first[i].Shape.Equal(again[i].Shape) {
			t.Fatalf("site %s differs from itself", first[i].SourceKey)
		}
	}
}

func TestInventoryShowsEveryStateOfKnowledge(t *testing.T) {
	counts := map[string]int{}
	for _, row := range inventory(t, today) {
		r := &row.Record
		counts["kind "+r.Kind]++
		counts["shape "+row.Shape.Kind().String()]++
		if !r.Demonstration || !slices.Contains([]string{"candidate", "confirmed"}, r.Confirmation) {
			t.Errorf("%s is not marked as demonstration data, or not as candidate or confirmed", row.SourceKey)
		}
		if s, ok := row.Shape.Surface(); ok {
			parts, holes := 0, 0
			for ring := range s.Rings {
				parts, holes = max(parts, ring.Part+1), max(holes, ring.Ring)
			}
			counts["several parts"] += min(parts-1, 1)
			counts["holes"] += holes
		}
		if today.Sub(r.CheckedOn.Time).Hours() > 365*24 {
			counts["stale"]++
		}
		flat := registry.FlattenAt(r, registry.Moment{})
		power := flat[registry.FieldPosition("power_kw")]
		switch power {
		case nil:
			counts["power unknown"]++
		case 0.0:
			counts["power none"]++
		default:
			counts["power known"]++
		}
		counts["readiness "+string(rune('0'+r.ReadinessLevel(registry.Date{})))]++
	}
	for _, want := range []string{
		"kind free_land", "kind brownfield", "kind building", "kind industrial_park_plot", "shape point", "shape surface",
		"several parts", "holes", "stale", "power unknown", "power none", "power known",
		"readiness 0", "readiness 1", "readiness 2", "readiness 3", "readiness 4",
	} {
		if counts[want] < 4 {
			t.Errorf("%s: %d sites, want several (%v)", want, counts[want], counts)
		}
	}
}

// codeMembers names the code list of every coded member of a document.
var codeMembers = map[string]string{
	"kind": "kind", "confirmation": "confirmation", "availability": "availability", "former_use": "former_use",
	"occupancy": "occupancy", "servicing": "servicing", "allowed_uses": "use", "location_quality": "location_quality",
	"ownership": "ownership", "right": "right", "purpose": "purpose", "land_category": "land_category",
	"registry_status": "registry_status", "mode": "", "price_basis": "price_basis", "procedure": "procedure",
	"currency": "currency", "network": "network", "capacity_basis": "capacity_basis", "siding_state": "siding_state",
	"contamination": "contamination", "contaminants": "contaminant", "contamination_origin": "contamination_origin",
	"nature_zone": "nature_zone", "flood_zone": "flood_zone", "restrictions": "restriction", "hazard_class_max": "hazard_class",
	"condition": "building_condition", "vacancy": "building_vacancy", "heritage": "heritage", "type": "building_type",
	"item": "readiness_item", "cadastre": "cadastre", "quality": "access_quality", "method": "fact_method",
}

func TestInventoryUsesOnlyKnownCodes(t *testing.T) {
	for _, row := range inventory(t, today) {
		document, err := json.Marshal(row.Record)
		if err != nil {
			t.Fatal(err)
		}
		var doc map[string]any
		if err := json.Unmarshal(document, &doc); err != nil {
			t.Fatal(err)
		}
		wantKnownCodes(t, row.SourceKey, doc)
	}
}

func wantKnownCodes(t *testing.T, key string, doc map[string]any) {
	t.Helper()
	for member, value := range doc {
		switch v := value.(type) {
		case map[string]any:
			wantKnownCodes(t, key, v)
		case []any:
			for _, item := range v {
				if m, ok := item.(map[string]any); ok {
					wantKnownCodes(t, key, m)
				} else if s, ok := item.(string); ok {
					wantKnownCodes(t, key, map[string]any{member: s})
				}
			}
		case string:
			if list := codeMembers[member]; list != "" && !registry.HasCode(list, v) {
				t.Errorf("%s: %s %q is not in the code list %s", key, member, v, list)
			}
		}
	}
}

// All but two groups of a town, which adjoin.
func TestSitesKeepClearOfEachOther(t *testing.T) {
	groups := map[string]string{"024": "three", "025": "three", "026": "three", "038": "two", "039": "two"}
	group := func(key string) string {
		town, number, _ := strings.Cut(key, "-")
		if groups[number] == "" {
			return key
		}
		return town + groups[number]
	}
	var boxes []geo.BBox
	rows := inventory(t, today)
	for _, row := range rows {
		boxes = append(boxes, row.Shape.Bounds())
	}
	for i := range boxes {
		for j := range i {
			if boxes[i].Intersects(boxes[j]) && group(rows[i].SourceKey) != group(rows[j].SourceKey) {
				t.Errorf("%s and %s touch", rows[i].SourceKey, rows[j].SourceKey)
			}
		}
	}
}

func TestTerritoriesHoldTheirSites(t *testing.T) {
	territories, err := demo.Territories()
	if err != nil {
		t.Fatal(err)
	}
	bounds := map[string]geo.BBox{}
	for _, row := range territories {
		shape, _, err := geo.ParseGeoJSON(row.Geometry)
		if err != nil {
			t.Fatalf("%s: %v", row.Code, err)
		}
		bounds[row.Code] = shape.Bounds()
		if row.Parent != "" && row.RefPrefix == "" {
			t.Errorf("%s has no prefix for references", row.Code)
		}
	}
	for _, row := range inventory(t, today) {
		within, ok := bounds[row.Record.TerritoryCode]
		if !ok || !within.Intersects(row.Shape.Bounds()) {
			t.Errorf("%s lies outside its territory %q", row.SourceKey, row.Record.TerritoryCode)
		}
	}
}
