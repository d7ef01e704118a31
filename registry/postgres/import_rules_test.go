package postgres_test

import (
	"math"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
)

// crossed is an outline that crosses itself in the middle.
var crossed = outline(30, 48, 30.002, 48.002, 30.002, 48, 30, 48.002, 30, 48)

func TestRulesFind(t *testing.T) {
	t.Parallel()
	area := func(m2 float64) func(*registry.Row) {
		return func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(m2) }
	}
	measured := 8282.0 // of the square at 30, 48, rounded
	cases := []struct {
		name     string
		change   func(*registry.Row)
		rule     string
		severity registry.Severity
		says     string
	}{
		{"crossing outline", func(r *registry.Row) { r.Shape = crossed }, "V-15", registry.Error, "Self-intersection"},
		{"no place", func(r *registry.Row) { r.Shape = geo.Shape{} }, "V-15", registry.Error, "no outline and no point"},
		{"unknown reference system", func(r *registry.Row) { r.Shape = ring(0, 1, 1, 2, 1, 2, 2, 1, 1) }, "V-02", registry.Error, "unknown"},
		{"reference system nobody has", func(r *registry.Row) { r.Shape = ring(999999, 1, 1, 2, 1, 2, 2, 1, 1) }, "V-02", registry.Error, "EPSG:999999"},
		{"coordinates of no place", func(r *registry.Row) { r.Shape = ring(32636, 9e9, 9e9, 9.1e9, 9e9, 9.1e9, 9.1e9, 9e9, 9e9) }, "V-02", registry.Error, "EPSG:32636"},
		{"off the map", func(r *registry.Row) { r.Shape = at(10, -89) }, "V-01", registry.Error, "on no map"},
		{"declared area far off", area(measured * 1.3), "V-07", registry.Error, "% apart"},
		{"declared area in another unit", area(measured / 10000), "V-07", registry.Error, "% apart"},
		{"declared area somewhat off", area(measured * 1.1), "V-07", registry.Warning, "% apart"},
		{"area of nothing", area(0), "V-07", registry.Error, "larger than 0"},
		{"negative area of a point", func(r *registry.Row) { r.Shape = at(30, 48); area(-5)(r) }, "V-07", registry.Error, "larger than 0"},
		{"no key", func(r *registry.Row) { r.SourceKey = "" }, "V-12", registry.Error, "no key"},
		{"endless key", func(r *registry.Row) { r.SourceKey = strings.Repeat("k", 2000) }, "V-12", registry.Error, "at most"},
		{"reference that is none", func(r *registry.Row) { r.Record.Ref = "KRM-42" }, "V-12", registry.Error, "KRM-2026-0042"},
		{"infinite number", func(r *registry.Row) { r.Record.Land.SlopePct = num(math.Inf(1)) }, "V-06", registry.Warning, "left unknown"},
		{"number that is none", func(r *registry.Row) { r.Record.Area.UsableM2 = num(math.NaN()) }, "V-06", registry.Warning, "left unknown"},
		{"negative distance", func(r *registry.Row) {
			r.Record.Utilities = []registry.Utility{{Network: "gas", DistanceM: num(-3)}}
		}, "V-06", registry.Warning, "left unknown"},
		{"more than all of a parcel", func(r *registry.Row) { r.Record.Parcels = []registry.Parcel{{SharePct: num(120)}} }, "V-06", registry.Warning, "100 %"},
		{"range that ends before it begins", func(r *registry.Row) {
			r.Record.Offers = []registry.Offer{{LeaseMinMonths: whole(60), LeaseMaxMonths: whole(12)}}
		}, "V-13", registry.Warning, "left unknown"},
		{"currency of no letters", func(r *registry.Row) { r.Record.Offers = []registry.Offer{{Currency: "₴"}} }, "V-09", registry.Warning, "currency"},
		{"day of no year", func(r *registry.Row) { r.Record.CheckedOn = registry.NewDate(0, 5, 1) }, "V-10", registry.Warning, "left unknown"},
		{"zero byte in a text", func(r *registry.Row) { r.Record.Address = "a\x00b" }, "V-30", registry.Warning, "replaced"},
		{"bytes that are no text", func(r *registry.Row) { r.Record.Parcels = []registry.Parcel{{CadastralNumber: "a\xffb"}} }, "V-30", registry.Warning, "replaced"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			var found []registry.Issue
			j := job()
			j.Warned = func(i registry.Issue) error { found = append(found, i); return nil }
			j.Rejected = func(row registry.RejectedRow) error { found = append(found, row.Issues...); return nil }
			result := d.imported(j, plot(0, "bad", c.change), plot(7, "good"))
			if want := map[registry.Severity]int64{registry.Error: 1, registry.Warning: 0}[c.severity]; result.Rejected != want {
				t.Errorf("%d rows rejected, want %d", result.Rejected, want)
			}
			if len(found) != 1 || found[0].Rule != c.rule || found[0].Severity != c.severity || !strings.Contains(found[0].Message+found[0].Raw, c.says) {
				t.Errorf("found %+v, want %s %s that says %q", found, c.rule, c.severity, c.says)
			}
		})
	}
}

func TestRulesLeaveGoodRowsAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	result := d.imported(job(),
		plot(0, "a", func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(8300) }),
		plot(1, "point", func(r *registry.Row) { r.Shape = at(31, 49); r.Record.Area.DeclaredM2 = num(5e6) }),
		plot(2, "below the sea", func(r *registry.Row) { r.Record.Land.ElevationM = num(-7) }))
	if result.Created != 3 || result.Warnings != 0 {
		t.Errorf("%+v, want no findings", result)
	}
}

func TestAnOutlineIsMendedOnlyWhereThatIsAccepted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	row := plot(1, "a", func(r *registry.Row) { r.Shape = crossed })
	var proposed string
	j := job()
	j.Rejected = func(row registry.RejectedRow) error { proposed = row.Issues[0].Proposed; return nil }
	if result := d.imported(j, row); result.Rejected != 1 {
		t.Fatalf("%+v, want the row rejected", result)
	}
	if !strings.Contains(proposed, "2 parts with 16") || !strings.Contains(proposed, "m² instead of") {
		t.Errorf("proposed %q, want the parts and the area that the repair gives", proposed)
	}
	j.Accept = []string{"V-15"}
	var told registry.Issue
	j.Warned = func(i registry.Issue) error { told = i; return nil }
	if result := d.imported(j, row); result.Created != 1 || told.Severity != registry.Repaired || told.Proposed != proposed {
		t.Errorf("%+v, told %+v; want the repair made and told", result, told)
	}
	if !ask[bool](d, "select ST_IsValid(geom) and ST_NumGeometries(geom) = 2 and area_m2 > 16000 from surface") {
		t.Error("the stored outline is not the mended one")
	}
	if ask[float64](d, "select largest_piece_m2 from site_public") > 9000 {
		t.Error("the largest piece is larger than one of two parts")
	}
	if result := d.imported(j, row); result.Unchanged != 1 {
		t.Errorf("the same row again: %+v, want it unchanged", result)
	}
}

func TestOutlinesInMetresComeOutInDegrees(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	// Zone 36 of UTM: its central meridian is 33° E, at easting 500000.
	row := plot(1, "a", func(r *registry.Row) {
		r.Shape = ring(32636, 500000, 5400000, 500100, 5400000, 500100, 5400100, 500000, 5400100, 500000, 5400000)
	})
	if result := d.imported(job(), row); result.Created != 1 || result.Warnings != 0 {
		t.Fatalf("%+v", result)
	}
	if got := ask[float64](d, "select area_m2 from surface"); math.Abs(got-10000) > 20 {
		t.Errorf("a square of 100 m measures %v m²", got)
	}
	if got := ask[float64](d, "select ST_XMin(geom) from surface"); got != 33 {
		t.Errorf("the central meridian is at %v°, want exactly 33", got)
	}
	if !ask[bool](d, "select bool_and(ST_X(p.geom) = round(ST_X(p.geom)::numeric, 7)::float8) from surface, ST_DumpPoints(geom) p") {
		t.Error("coordinates have more than seven decimals")
	}
	if result := d.imported(job(), row); result.Unchanged != 1 {
		t.Errorf("the same row again: %+v, want it unchanged", result)
	}
}

func TestRepeatedPointsAreDoubtful(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	point := func(x float64) func(*registry.Row) { return func(r *registry.Row) { r.Shape = at(x, 49) } }
	var lines []int64
	j := job()
	j.Warned = func(i registry.Issue) error {
		if i.Rule == "V-05" && strings.Contains(i.Message, "first is line 1") {
			lines = append(lines, i.Line)
		}
		return nil
	}
	d.imported(j, plot(1, "a", point(30)), plot(2, "b", point(31)), plot(3, "c", point(30)), plot(4, "d"))
	if len(lines) != 2 || lines[0] != 1 || lines[1] != 3 {
		t.Errorf("doubtful lines %v, want 1 and 3", lines)
	}
}

func TestZeroBytesAndBrokenTextAreReplacedEverywhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	row := plot(1, "a\x00b", func(r *registry.Row) {
		r.Record.Names = registry.Text{"uk": "Майданчик\x00 \\u0000 №1", "en": "caf\xe9"}
		r.Record.Extra = map[string]string{"x\x00": "\x00"}
		r.Record.Offers = []registry.Offer{{Mode: "sale", URL: "\x00"}}
		r.Raw = []registry.RawValue{{Column: "\x00", Value: "\xff\x00"}}
	})
	if result := d.imported(job(), row, plot(2, "a\x00b", func(r *registry.Row) { r.Raw = row.Raw })); counts(result) != [4]int64{1, 0, 0, 1} {
		t.Fatalf("%+v", result)
	}
	if got := ask[string](d, "select name from site_public"); got != "Майданчик\ufffd \\u0000 №1" {
		t.Errorf("name %q", got)
	}
	if got := ask[string](d, "select source_key from site"); got != "a\ufffdb" {
		t.Errorf("key %q", got)
	}
}
