package intake

import (
	"strings"
	"testing"
	"time"

	"landbank/geo"
	"landbank/registry"
)

var testDay = registry.NewDate(2026, time.November, 23)

// place is a row of a register of England and what becomes of its coordinates.
type place struct {
	name     string
	cells    string // CoordinateReferenceSystem,GeoX,GeoY,Easting,Northing
	rule     string // of the error, "" where the row is taken
	proposed string
	srid     int     // of the shape, with the repair accepted where one is proposed
	x, y     float64 // its point
}

var places = []place{
	{"degrees", ",-1.5491,53.8008,,", "", "", 4326, -1.5491, 53.8008},
	{"zero", ",0,0,,", "V-01", "", 0, 0, 0},
	{"swapped", ",53.8008,-1.5491,,", "V-01", "-1.5491, 53.8008", 4326, -1.5491, 53.8008},
	{"lost sign", ",3.2894,54.8452,,", "V-01", "-3.2894, 54.8452", 4326, -3.2894, 54.8452},
	{"lost sign of the latitude", ",-1.5491,-53.8008,,", "V-01", "-1.5491, 53.8008", 4326, -1.5491, 53.8008},
	{"elsewhere", ",37.5541,48.7389,,", "V-03", "", 0, 0, 0},
	{"twice the same", ",50.3766,50.3766,,", "V-03", "", 0, 0, 0},
	{"metres", ",429900,433500,,", "V-02", "EPSG:27700", 27700, 429900, 433500},
	{"metres, stated", "OSGB36,429900,433500,,", "", "", 27700, 429900, 433500},
	{"metres, northing first", ",95581,486046,,", "V-02", "EPSG:27700 486046, 95581", 27700, 486046, 95581},
	{"degrees, stated as metres", "OSGB36,-1.5491,53.8008,,", "V-02", "EPSG:4326", 4326, -1.5491, 53.8008},
	{"metres, stated as degrees", "ETRS89,429900,433500,,", "V-02", "EPSG:27700", 27700, 429900, 433500},
	{"conic of Europe", "ETRS89,3228169.04,3012651.48,,", "V-02", "EPSG:3034", 3034, 3228169.04, 3012651.48},
	{"equal area of Europe", ",3570251.08,3428656.12,,", "V-02", "EPSG:3035", 3035, 3570251.08, 3428656.12},
	{"earth-centred", ",4037418,-9080,,", "V-02", "-0.1288558, 50.8216756", 4326, -0.1288558, 50.8216756},
	{"no system fits", ",25035,50431,,", "V-02", "", 0, 0, 0},
	{"grid beside empty degrees", ",,,429900,433500", "", "", 27700, 429900, 433500},
	{"grid beside metres", ",429900,433500,429900,433500", "", "", 27700, 429900, 433500},
	{"grid beside degrees", ",-1.5491,53.8008,429900,433500", "", "", 4326, -1.5491, 53.8008},
	{"two values", ",\"543575, 543397\",433500,,", "V-04", "", 0, 0, 0},
	{"both in one", ",\"-1.5491,53.8008\",,,", "V-04", "-1.5491 | 53.8008", 4326, -1.5491, 53.8008},
	{"text", ",about -1.5,53.8008,,", "V-06", "-1.5", 0, 0, 0},
	{"half", ",-1.5491,,,", "V-15", "", 0, 0, 0},
	{"nothing", ",,,,", "V-15", "", 0, 0, 0},
}

func TestPlaces(t *testing.T) {
	const header = "OrganisationURI,SiteReference,SiteNameAddress,CoordinateReferenceSystem,GeoX,GeoY,Easting,Northing\n"
	for _, p := range places {
		t.Run(p.name, func(t *testing.T) {
			path := write(t, "p.csv", header+"x,1,Site,"+p.cells+"\n")
			_, rows := readAll(t, path, Options{Today: testDay})
			fault := firstError(rows[0])
			if fault.Rule != p.rule || fault.Proposed != p.proposed {
				t.Errorf("found %+v, want %s with %q", fault, p.rule, p.proposed)
			}
			if (fault.Rule != "") != rows[0].Shape.IsNone() {
				t.Errorf("rule %q and the shape %s", fault.Rule, rows[0].Shape.GeoJSON())
			}
			if p.rule != "" && (fault.Line != 2 || fault.Field == "") {
				t.Errorf("line %d, field %q", fault.Line, fault.Field)
			}
			_, rows = readAll(t, path, Options{Today: testDay, Accept: []string{"V-01", "V-02", "V-04"}})
			checkPoint(t, rows[0], p)
		})
	}
}

func firstError(r registry.Row) registry.Issue {
	for _, i := range r.Issues {
		if i.Severity == registry.Error {
			return i
		}
	}
	return registry.Issue{}
}

// checkPoint holds the point of a row with accepted repairs against the one wanted.
func checkPoint(t *testing.T, r registry.Row, want place) {
	t.Helper()
	point, ok := r.Shape.Point()
	if want.srid == 0 {
		if ok {
			t.Errorf("taken at %v %v", point.X(), point.Y())
		}
		return
	}
	if !ok || point.SRID() != want.srid || point.X() != want.x || point.Y() != want.y {
		t.Errorf("with repairs: %s in EPSG:%d, want %v %v in EPSG:%d", r.Shape.GeoJSON(), r.Shape.SRID(), want.x, want.y, want.srid)
	}
	if repaired := len(r.Issues) > 0 && r.Issues[len(r.Issues)-1].Severity == registry.Repaired; repaired != (want.rule != "") {
		t.Errorf("findings %+v", r.Issues)
	}
}

func TestStatedSystemIsUsed(t *testing.T) {
	_, rows := readAll(t, write(t, "p.csv", "id,x,y\na,429900,433500\n"), Options{CRS: 27700})
	checkPoint(t, rows[0], place{srid: 27700, x: 429900, y: 433500})
	_, rows = readAll(t, write(t, "p.csv", "id,easting,northing\na,429900,433500\n"), Options{})
	if fault := firstError(rows[0]); fault.Rule != "V-02" {
		t.Errorf("a grid that nobody named: %+v", fault)
	}
}

func TestLowPrecision(t *testing.T) {
	_, rows := readAll(t, write(t, "p.csv", "id,lon,lat\na,30.5,50.45\nb,30.5101,50.45\n"), Options{})
	if i := rows[0].Issues; len(i) != 1 || i[0].Rule != "V-05" || i[0].Severity != registry.Warning || rows[0].Record.LocationQuality != "approximate" {
		t.Errorf("%+v", i)
	}
	if len(rows[1].Issues) != 0 || rows[1].Record.LocationQuality != "point_only" {
		t.Errorf("%+v", rows[1])
	}
}

func TestOutlines(t *testing.T) {
	open := "POLYGON((30 50,31 50,31 51,30.5 51))"
	for name, c := range map[string]struct {
		wkt, rule, proposed string
		kind                geo.Kind
	}{
		"polygon":       {"POLYGON((30 50,31 50,31 51,30 50))", "", "", geo.KindSurface},
		"its system":    {"SRID=2180;POLYGON((500000 500000,500100 500000,500100 500100,500000 500000))", "", "", geo.KindSurface},
		"GeoJSON":       {`"{""type"":""Point"",""coordinates"":[30.5101,50.4501]}"`, "", "", geo.KindPoint},
		"in one cell":   {`"30.5101, 50.4501"`, "", "", geo.KindPoint},
		"not closed":    {open, "V-15", "ring_closed", geo.KindNone},
		"a line":        {"LINESTRING(30 50,31 50)", "V-15", "", geo.KindNone},
		"empty":         {"POLYGON EMPTY", "V-15", "", geo.KindNone},
		"broken":        {"POLYGON((30 50,...))", "V-15", "", geo.KindNone},
		"latitudefirst": {"POLYGON((50.1 130.2,50.2 130.2,50.2 130.3,50.1 130.2))", "V-01", "130.25, 50.15", geo.KindNone},
		"metres":        {"POLYGON((656589 6425785,656655 6425866,656663 6425874,656589 6425785))", "V-02", "", geo.KindNone},
	} {
		t.Run(name, func(t *testing.T) {
			wkt := c.wkt
			if !strings.HasPrefix(wkt, `"`) {
				wkt = `"` + wkt + `"`
			}
			_, rows := readAll(t, write(t, "p.csv", "id,name,geometry\na,A,"+wkt+"\n"), Options{})
			fault := firstError(rows[0])
			if fault.Rule != c.rule || rows[0].Shape.Kind() != c.kind || c.proposed != "" && fault.Proposed != c.proposed {
				t.Errorf("%+v, a %s", fault, rows[0].Shape.Kind())
			}
		})
	}
	_, rows := readAll(t, write(t, "p.csv", "id,name,geometry\na,A,\""+open+"\"\n"), Options{Accept: []string{"V-15"}})
	if i := rows[0].Issues; len(i) != 1 || i[0].Severity != registry.Repaired || rows[0].Shape.Kind() != geo.KindSurface {
		t.Errorf("with the repair: %+v", i)
	}
}

func TestOneCellOfCoordinatesIsOnlyProposed(t *testing.T) {
	path := write(t, "p.csv", "id,name,coordinates\na,A,\"48.7389, 37.5541\"\n")
	_, rows := readAll(t, path, Options{})
	if fault := firstError(rows[0]); fault.Rule != "V-04" || fault.Proposed != "longitude 37.5541, latitude 48.7389" {
		t.Errorf("%+v", fault)
	}
	_, rows = readAll(t, path, Options{Accept: []string{"V-04"}})
	checkPoint(t, rows[0], place{rule: "V-04", srid: 4326, x: 37.5541, y: 48.7389})
}

// Known points of reference systems, from their definitions' own examples and from maps.
func TestUnproject(t *testing.T) {
	for _, c := range []struct {
		srid     int
		x, y     float64
		lon, lat float64
	}{
		{27700, 530000, 180000, -0.1268, 51.5037}, {2154, 652000, 6862000, 2.3457, 48.8563}, {3035, 4321000, 3210000, 10, 52},
		{3034, 4000000, 2800000, 10, 52}, {3857, 1113194.9, 6800125.5, 10, 52}, {32636, 500000, 5400000, 33, 48.7526},
		{3949, 1700000, 8200000, 3, 49}, {6385, 300000, 5400000, 33, 48.7336}, {5564, 6500000, 5400000, 33, 48.7336},
		{28407, 7500000, 5400000, 39, 48.7336}, {2972, 500000, 500000, -51, 4.5233},
	} {
		lon, lat := inverses[c.srid](c.x, c.y)
		if lon-c.lon > 0.003 || c.lon-lon > 0.003 || lat-c.lat > 0.003 || c.lat-lat > 0.003 {
			t.Errorf("EPSG:%d %v %v: %.4f %.4f, want %.4f %.4f", c.srid, c.x, c.y, lon, lat, c.lon, c.lat)
		}
	}
}
