package geo

import (
	"errors"
	"testing"
)

func TestParseCRS(t *testing.T) {
	for name, want := range map[string]int{
		"EPSG:26986":                    26986,
		"epsg:4326":                     WGS84,
		"EPSG: 27700 ":                  27700,
		"EPSG 5564":                     5564,
		"4326":                          WGS84,
		" 2154 ":                        2154,
		"SRID=3035":                     3035,
		"urn:ogc:def:crs:EPSG::26986":   26986,
		"urn:ogc:def:crs:EPSG:6.9:4258": 4258,
		"urn:ogc:def:crs:OGC:1.3:CRS84": WGS84,
		"http://www.opengis.net/def/crs/EPSG/0/27700":   27700,
		"https://www.opengis.net/def/crs/OGC/1.3/CRS84": WGS84,
		"http://www.opengis.net/gml/srs/epsg.xml#3857":  WebMercator,
		"OGC:CRS84":                         WGS84,
		"EPSG:900913":                       WebMercator,
		"ESRI:102100":                       WebMercator,
		"WGS84":                             WGS84,
		"WGS 84":                            WGS84,
		"British National Grid":             27700,
		"OSGB36":                            27700,
		"OSGB 1936 / British National Grid": 27700,
		"ETRS89":                            4258,
		"Lambert-93":                        2154,
		"Lambert 93":                        2154,
		"RGF93 / Lambert-93":                2154,
		"RGF93 v1 / Lambert-93":             2154,
		"RGF93 / CC48":                      3948,
		"ETRS89-extended / LAEA Europe":     3035,
		"LKS-92":                            3059,
		"WGS 84 / UTM zone 36N":             32636,
		"WGS 84 / Pseudo-Mercator":          WebMercator,
		"NAD83 / Massachusetts Mainland":    26986,
		"UCS-2000 / Gauss-Kruger zone 6":    5564,
		"S-JTSK / Krovak East North":        5514,
		"EPSG:28424":                        28424,
		"EPSG:31467":                        31467, // not a known one
	} {
		got, err := ParseCRS(name)
		if err != nil || got != want {
			t.Errorf("%q: got %d, %v, want %d", name, got, err, want)
		}
	}
}

func TestParseCRSRefuses(t *testing.T) {
	for _, name := range []string{"", " ", "EPSG:", "EPSG:0", "EPSG:-4326x", "EPSG:99999999999999999999", "1000000", "-4326", "+4326",
		"Mars 2000", "ESRI:54009", "urn:ogc:def:crs:EPSG::", "CRS27", "4326.5", "SRID=", "WGS", "№ 4326", "RGF93", "Krovak", "ITM", "National Grid"} {
		got, err := ParseCRS(name)
		var v *Violation
		if !errors.As(err, &v) || v.Rule != RuleUnknownCRS {
			t.Errorf("%q: got %d, %v, want unknown", name, got, err)
		}
	}
}

func TestKnownCRSAreWellFormed(t *testing.T) {
	seen := map[int]bool{}
	for _, c := range KnownCRS() {
		if seen[c.SRID] {
			t.Errorf("EPSG:%d twice", c.SRID)
		}
		seen[c.SRID] = true
		if c.Area.IsEmpty() || c.Bounds.IsEmpty() || c.Area.Intersection(World()) != c.Area {
			t.Errorf("EPSG:%d: area %s, bounds %s", c.SRID, c.Area, c.Bounds)
		}
		if got, err := ParseCRS(c.Name); err != nil || got != c.SRID {
			t.Errorf("%s: got %d, %v, want %d", c.Name, got, err, c.SRID)
		}
		if found, ok := LookupCRS(c.SRID); !ok || found != c {
			t.Errorf("EPSG:%d: looked up as %v", c.SRID, found)
		}
	}
	if _, ok := LookupCRS(1); ok {
		t.Error("EPSG:1 is known")
	}
	for _, srid := range []int{4326, 3857, 27700, 4258, 3034, 3035, 2154, 3942, 3950, 2180, 5514, 3059, 26986, 5562, 5565,
		7825, 7831, 28404, 28415, 32601, 32760} {
		if !seen[srid] {
			t.Errorf("EPSG:%d is not known", srid)
		}
	}
}

func TestGuessCRS(t *testing.T) {
	england, france, ukraine := NewBBox(-6.5, 49.8, 2, 55.9), NewBBox(-5.2, 41.3, 9.6, 51.1), NewBBox(22.1, 44.3, 40.3, 52.4)
	massachusetts := NewBBox(-73.6, 41.2, -69.8, 42.9)
	cases := []struct {
		name   string
		xs, ys []float64
		within BBox
		first  int // 0: none may be found
	}{
		{"national grid of Essex", []float64{543575}, []float64{543397 - 350000}, england, 27700},
		{"national grid of Northumberland", []float64{425000}, []float64{586000}, england, 27700},
		{"degrees of England", []float64{-1.5, 0.3}, []float64{53, 51}, england, WGS84},
		{"Lambert-93 of Paris", []float64{652469}, []float64{6862035}, france, 2154},
		{"CC44 of Toulouse", []float64{1574000}, []float64{3150000}, france, 3944},
		{"LAEA of Paris", []float64{3760000}, []float64{2890000}, france, 3035},
		{"Kramatorsk in zone 7", []float64{7397000}, []float64{5401000}, ukraine, 5565},
		{"near Kyiv in one of several zones", []float64{325000}, []float64{5591000}, NewBBox(30, 50, 31, 51), 6384},
		{"mercator of Kramatorsk", []float64{4183000}, []float64{6229000}, ukraine, 3857},
		{"Easthampton", []float64{101097.8}, []float64{893788.4}, massachusetts, 26986},
		{"most rows in one system", []float64{652469, 652470, 652471, 652472, 652473, 652474, 652475, 652476, 652477, 2.3},
			[]float64{6862035, 6862035, 6862035, 6862035, 6862035, 6862035, 6862035, 6862035, 6862035, 48.8}, france, 2154},
		{"geocentric metres", []float64{3868174.295}, []float64{-59185.9921}, england, 0},
		{"nothing to go by", nil, nil, england, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := GuessCRS(c.xs, c.ys, c.within)
			switch {
			case c.first == 0 && len(got) > 0:
				t.Errorf("got %v, want none", got)
			case c.first != 0 && (len(got) == 0 || got[0].SRID != c.first):
				t.Errorf("got %v, want EPSG:%d first", got, c.first)
			}
		})
	}
}

func TestGuessCRSFindsAmbiguousZonesTogether(t *testing.T) {
	found := map[int]bool{}
	for _, c := range GuessCRS([]float64{325000}, []float64{5591000}, NewBBox(22.1, 44.3, 40.3, 52.4)) {
		found[c.SRID] = true
	}
	for _, srid := range []int{32636, 6384, 5567} { // one number pair fits many zones; the database decides
		if !found[srid] {
			t.Errorf("EPSG:%d is not among %v", srid, found)
		}
	}
	if len(GuessCRS([]float64{325000}, []float64{5591000}, EmptyBBox())) < 60 {
		t.Error("anywhere on earth, every UTM zone should fit")
	}
}
