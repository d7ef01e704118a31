package demo

import (
	"encoding/json"
	"fmt"
	"math"

	"landbank/registry"
)

// town is a real town that demonstration sites are put around. The codes are
// those of its municipality: КАТОТТГ in Ukraine, ОКТМО in Russia.
type town struct {
	prefix   string // of references
	country  string
	scheme   string
	code     string
	names    registry.Text
	lon, lat float64
	cadastre string  // first block of its invented cadastral numbers
	power    float64 // typical free power of a site there, kW
	rail     float64 // share of sites with a siding near
	port     string  // mode of the nearest port, "" where there is none in reach
	industry []int   // which of the former uses are common, by index
}

var towns = []town{
	{"KRM", "UA", "katottg", "UA14120090000098500", name("Краматорська громада", "Kramatorsk", "Краматорск"), 37.5836, 48.7305, "1412900000", 6000, .7, "", []int{0, 1, 2, 5}},
	{"SRK", "UA", "katottg", "UA44040030000034083", name("Сорокинська громада", "Sorokyne (Krasnodon)", "Сорокино (Краснодон)"), 39.7351, 48.2930, "4414000000", 2500, .6, "", []int{3, 0, 5, 8}},
	{"SLV", "UA", "katottg", "UA14120210000056793", name("Слов'янська громада", "Sloviansk", "Славянск"), 37.6067, 48.8532, "1414100000", 3000, .5, "", []int{6, 0, 4, 7}},
	{"KRR", "UA", "katottg", "UA12060170000091033", name("Криворізька громада", "Kryvyi Rih", "Кривой Рог"), 33.3918, 47.9103, "1211000000", 9000, .7, "", []int{3, 0, 5, 1}},
	{"KRC", "UA", "katottg", "UA53020110000092487", name("Кременчуцька громада", "Kremenchuk", "Кременчуг"), 33.4204, 49.0657, "5310400000", 5000, .6, "river_port", []int{1, 0, 2, 4}},
	{"MKC", "UA", "katottg", "UA21040150000092428", name("Мукачівська громада", "Mukachevo", "Мукачево"), 22.7188, 48.4414, "2110400000", 2000, .4, "", []int{2, 4, 6, 7}},
	{"KMU", "RU", "oktmo", "65740000", name("Каменськ-Уральський", "Kamensk-Uralsky", "Каменск-Уральский"), 61.9189, 56.4150, "66:45:99", 7000, .7, "", []int{0, 1, 5, 8}},
	{"KHL", "RU", "oktmo", "64754000", name("Холмськ", "Kholmsk", "Холмск"), 142.0560, 47.0520, "65:09:99", 1500, .3, "sea_port", []int{9, 2, 5, 6}},
	{"ZHL", "RU", "oktmo", "04735000", name("Залізногорськ", "Zheleznogorsk", "Железногорск"), 93.5323, 56.2529, "24:58:99", 4000, .5, "", []int{0, 8, 4, 7}},
}

var countries = []struct {
	code  string
	names registry.Text
}{
	{"UA", name("Україна", "Ukraine", "Украина")},
	{"RU", name("Росія", "Russia", "Россия")},
}

func name(uk, en, ru string) registry.Text { return registry.Text{"uk": uk, "en": en, "ru": ru} }

func (t *town) seed() uint64 {
	var s uint64
	for _, r := range t.prefix {
		s = s*31 + uint64(r)
	}
	return s
}

// metres per degree of latitude on the mean sphere; good enough to lay out
// invented sites.
const metresPerDegree = 111_195

// at gives the longitude and latitude of a place east and north of the town's
// centre, in metres.
func (t *town) at(east, north float64) [2]float64 {
	lat := t.lat + north/metresPerDegree
	return [2]float64{t.lon + east/(metresPerDegree*math.Cos(t.lat*math.Pi/180)), lat}
}

// reach is how far from the centre of a town its schematic territory goes, in
// metres.
const reach = 14_000

// Territories gives schematic territories: a circle for each municipality,
// and for each country the circles of its towns. They say nothing about real
// boundaries and give way to real ones imported under the same codes.
func Territories() ([]registry.TerritoryRow, error) {
	var out []registry.TerritoryRow
	for _, c := range countries {
		var rings [][][][2]float64
		for i := range towns {
			if towns[i].country == c.code {
				rings = append(rings, [][][2]float64{towns[i].circle()})
			}
		}
		row, err := territory(registry.Territory{Code: c.code, Scheme: "iso3166", Level: 0, Names: c.names}, "", rings)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	for i := range towns {
		t := &towns[i]
		row, err := territory(registry.Territory{Code: t.code, Scheme: t.scheme, Level: 3, Parent: t.country, Names: t.names},
			t.prefix, [][][][2]float64{{t.circle()}})
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func territory(t registry.Territory, prefix string, rings [][][][2]float64) (registry.TerritoryRow, error) {
	geometry, err := json.Marshal(map[string]any{"type": "MultiPolygon", "coordinates": rings})
	if err != nil {
		return registry.TerritoryRow{}, fmt.Errorf("outline of %s: %w", t.Code, err)
	}
	return registry.TerritoryRow{Territory: t, RefPrefix: prefix, Geometry: geometry}, nil
}

func (t *town) circle() [][2]float64 {
	const corners = 48
	ring := make([][2]float64, 0, corners+1)
	for i := range corners {
		a := 2 * math.Pi * float64(i) / corners
		ring = append(ring, t.at(reach*math.Cos(a), reach*math.Sin(a)))
	}
	return append(ring, ring[0])
}
