package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
	"landbank/registry/criteria"
)

// lines gives geometries as PutRoads wants them.
func lines(list ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, line := range list {
			if !yield(line, nil) {
				return
			}
		}
	}
}

// measured is what is known of a published site's outline.
func (d *desk) measured(key string) (rectangle, long, short, frontage *float64) {
	d.t.Helper()
	err := d.conn.QueryRow(d.t.Context(), `select rectangle_m2, rectangle_long_m, rectangle_short_m, frontage_measured_m
		from site_public where source_key = $1`, key).Scan(&rectangle, &long, &short, &frontage)
	if err != nil {
		d.t.Fatal(err)
	}
	return rectangle, long, short, frontage
}

var layer = registry.RoadLayer{Source: "Road office", Licence: "CC0-1.0"}

func about(got *float64, want, share float64) bool {
	return got != nil && math.Abs(*got-want) <= share*want
}

// A degree of longitude at 48° is 74.6 km, so that a square of 0.001° is 74.6 × 111.2 m.
func TestOutlinesAreMeasuredWithTheChangeThatBringsThem(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	point := func(r *registry.Row) { r.Shape = at(30.5, 48.0005) }
	d.imported(job(), plot(1, "square"), plot(2, "point", point))
	rectangle, long, short, frontage := d.measured("square")
	if !about(rectangle, 74.6*111.2, 0.01) || !about(long, 111.2, 0.01) || !about(short, 74.6, 0.01) || frontage != nil {
		t.Errorf("square: %v m², %v × %v m, frontage %v; without roads that is not known", rectangle, long, short, frontage)
	}
	if rectangle, _, _, frontage := d.measured("point"); rectangle != nil || frontage != nil {
		t.Errorf("point: %v, %v", rectangle, frontage)
	}

	// A street along the southern side, 10 m off; the next site is 700 m to the east.
	street := `{"type":"LineString","coordinates":[[30.009,47.99991],[30.012,47.99991]]}`
	if n, err := d.store.PutRoads(t.Context(), registry.Operator, layer, lines(street)); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := d.store.Fit(t.Context()); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	// The sides of the corners are within 15 m for 5 m each.
	if _, _, _, frontage := d.measured("square"); !about(frontage, 74.6+10, 0.02) {
		t.Errorf("frontage %v", *frontage)
	}
	d.holdsTogether()

	// What is drawn anew is measured anew, the draft first.
	site := d.edited("square", func(e *registry.Edit) { e.Shape = square(30.01, 48.0, 0.0005) })
	if got := ask[float64](d, "select rectangle_m2 from site_draft where ref = $1", site.Ref); math.Abs(got-37.3*55.6) > 20 {
		t.Errorf("draft: %v m²", got)
	}
	if rectangle, _, _, _ := d.measured("square"); !about(rectangle, 74.6*111.2, 0.01) {
		t.Errorf("what the public sees: %v m²", *rectangle)
	}
}

func TestTheFrontageIsUnknownWhereNoRoadIsNear(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "near"), plot(90, "far"))
	// 600 m to the south of the first, 60 km from the second.
	road := `{"type":"MultiLineString","coordinates":[[[30.00,47.9946],[30.02,47.9946]]]}`
	if _, err := d.store.PutRoads(t.Context(), registry.Operator, layer, lines(road)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.Fit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, _, frontage := d.measured("near"); frontage == nil || *frontage != 0 {
		t.Errorf("a road in sight but not along: %v, want 0", frontage)
	}
	if _, _, _, frontage := d.measured("far"); frontage != nil {
		t.Errorf("no road known: %v", *frontage)
	}
	near, err := d.store.Site(t.Context(), ask[string](d, "select ref from site_public where source_key = 'near'"))
	if err != nil {
		t.Fatal(err)
	}
	if got := near.Fit.Roads; got == nil || got.Source != layer.Source || got.Licence != layer.Licence || got.Lines != 1 || got.LoadedAt.IsZero() {
		t.Errorf("roads %+v", got)
	}
	if near.Fit.Rectangle == nil || near.Fit.Frontage != nil {
		t.Errorf("rectangle %s, frontage %s", near.Fit.Rectangle, near.Fit.Frontage)
	}
	// Another layer takes the place of all before.
	if n, err := d.store.PutRoads(t.Context(), registry.Operator, layer, lines()); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := d.store.Fit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, _, frontage := d.measured("near"); frontage != nil {
		t.Errorf("without roads: %v", *frontage)
	}
	d.holdsTogether()
}

// Many at once are measured by a job that the change leaves; until then their rectangles are unknown.
func TestManyOutlinesAreMeasuredByAJob(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var rows []registry.Row
	for i := range int64(1200) {
		rows = append(rows, plot(i+1, fmt.Sprint("s", i)))
	}
	d.imported(job(), rows...)
	if n := ask[int64](d, "select count(*) from site_public where rectangle_m2 is not null or fitted"); n != 0 {
		t.Errorf("%d of them are measured in the import", n)
	}
	revision := ask[int64](d, "select revision from dataset")
	stop := must[func(context.Context) error](t)(d.store.Work(t.Context()))
	for ask[int64](d, "select count(*) from site_public where not fitted") > 0 {
		if t.Context().Err() != nil {
			t.Fatal("the job was not done")
		}
	}
	if err := stop(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	if n := ask[int64](d, "select count(*) from site_public where rectangle_m2 between 8000 and 8600 and properties::jsonb -> 'rectangle_m2' = to_jsonb(rectangle_m2)"); n != 1200 {
		t.Errorf("%d of 1200 are measured", n)
	}
	if now := ask[int64](d, "select revision from dataset"); now <= revision {
		t.Errorf("revision %d, as before: answers that are kept would stay", now)
	}
	d.holdsTogether()
	least := ask[float64](d, "select percentile_disc(0.5) within group (order by rectangle_m2) from site_public")
	asking := registry.SearchQuery{Conditions: criteria.Split(asked(t, fmt.Sprintf("rectangle_m2 >= %v AND rectangle_short_m >= 70", least))),
		Limit: 10, Lists: []registry.List{registry.Meets}}
	found, err := d.store.Search(t.Context(), asking)
	if err != nil {
		t.Fatal(err)
	}
	want := ask[int64](d, "select count(*) from site_public where rectangle_m2 >= $1 and rectangle_short_m >= 70", least)
	if got := found.Lists[registry.Meets].Count; got != want || want == 0 || want == 1200 {
		t.Errorf("%d sites meet, want %d", got, want)
	}
	// What a day makes of records keeps what was measured.
	if err := d.store.SetClocks(t.Context(), registry.Operator, registry.ClockDays{"geometry": 1}); err != nil {
		t.Fatal(err)
	}
	d.holdsTogether()
	if n := ask[int64](d, "select count(*) from site_public where properties like '{\"rectangle_m2\":%'"); n != 1200 {
		t.Errorf("%d of 1200 still tell the rectangle", n)
	}
}

func TestRoadsAreTakenWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	street := `{"type":"LineString","coordinates":[[30,48],[30.1,48]]}`
	if _, err := d.store.PutRoads(t.Context(), registry.Operator, layer, lines(street)); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the file ends in the middle")
	failing := func(yield func(string, error) bool) { _ = yield(street, nil) && yield("", broken) }
	if _, err := d.store.PutRoads(t.Context(), registry.Operator, layer, failing); !errors.Is(err, broken) {
		t.Errorf("a reader's error: %v", err)
	}
	editor := registry.Principal{ID: "editor", Grants: []registry.Grant{{Role: registry.Reviewer}}}
	if _, err := d.store.PutRoads(t.Context(), editor, layer, lines()); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a reviewer: %v", err)
	}
	var refused *registry.RefusedError
	for _, bad := range []registry.RoadLayer{{}, {Source: " "}, {Source: strings.Repeat("x", registry.MostRoadSource+1)}} {
		if _, err := d.store.PutRoads(t.Context(), registry.Operator, bad, lines()); !errors.As(err, &refused) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if n := ask[int64](d, "select count(*) from road"); n != 1 {
		t.Errorf("%d roads after what failed, want the one before", n)
	}
	if got := d.texts("select action from audit_log order by id"); !slices.Contains(got, string(registry.RoadsTaken)) {
		t.Errorf("audit log: %v", got)
	}
}
