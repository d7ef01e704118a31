package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"landbank/registry"
)

// builder makes the sites of one town from its own stream of random numbers.
type builder struct {
	*rand.Rand
	town  *town
	today registry.Date
}

var kinds = []string{"brownfield", "brownfield", "free_land", "free_land", "free_land", "industrial_park_plot", "building"}

// site makes the i-th record and says how it is drawn. How much is known
// falls from site to site through a cycle of four: prepared, documented,
// registered, candidate.
func (b *builder) site(i int) (registry.Record, drawn) {
	kind := kinds[b.IntN(len(kinds))]
	depth := 3 - i%4 // 3 nearly everything is known … 0 a point and a name
	d := b.drawing(kind, depth, i)
	r := registry.Record{
		Kind: kind, Summary: summaries[kind], Demonstration: true,
		TerritoryCode: b.town.code,
		Confirmation:  choose(depth > 0, "confirmed", "candidate"),
		Availability:  b.availability(depth),
		CheckedOn:     b.ago(20+b.IntN(60), 3-depth),
		FirstListedOn: b.ago(500+b.IntN(900), 0),
	}
	quarter := quarters[b.IntN(len(quarters))]
	r.Address = quarter["uk"] + ", " + fmt.Sprint(1+b.IntN(140))
	b.name(&r, quarter, i)
	b.area(&r, d, depth)
	b.legal(&r, depth)
	b.networks(&r, depth)
	b.roads(&r, depth)
	b.ground(&r, kind, depth)
	b.built(&r, kind, depth)
	b.offer(&r, d, depth)
	b.prepare(&r, depth)
	return r, d
}

func (b *builder) drawing(kind string, depth, i int) drawn {
	largest := map[string]float64{"free_land": 260_000, "brownfield": 180_000, "industrial_park_plot": 90_000, "building": 18_000}[kind]
	d := drawn{areaM2: math.Round(largest * (.06 + .94*math.Pow(b.Float64(), 2.2))), form: "block"}
	switch {
	case depth == 0 && i%8 == 3:
		d.form = "point"
	case i%9 == 4:
		d.form = "hole"
	case i%7 == 5:
		d.form = "parts"
	case i%5 == 1:
		d.form = "ell"
	}
	return d
}

func (b *builder) name(r *registry.Record, quarter registry.Text, i int) {
	first := kindNames[r.Kind]
	if r.Kind == "brownfield" {
		f := formers[b.town.industry[i%len(b.town.industry)]]
		first = f.names
		r.FormerUse = f.code
		r.ActivityEnded = ptr(1992 + b.IntN(26))
		r.Occupancy = b.pick("fully_vacant", "fully_vacant", "partly_vacant", "transitional_use")
	}
	r.Names = join(first, quarter)
}

// availability is what the department says; a quarter of the candidates have
// none.
func (b *builder) availability(depth int) string {
	if depth == 0 && b.chance(.6) {
		return ""
	}
	return b.pick("available", "available", "available", "available", "reserved", "in_negotiation", "not_available")
}

// ago is a day so many days back; records of which less is known were also
// checked longer ago.
func (b *builder) ago(days, neglect int) registry.Date {
	days += neglect * (120 + b.IntN(160))
	return registry.Date{Time: b.today.AddDate(0, 0, -days)}
}

func (b *builder) area(r *registry.Record, d drawn, depth int) {
	r.LocationQuality = [...]string{"approximate", "digitised", "cadastral", "surveyed"}[depth]
	if d.form == "point" {
		r.LocationQuality = "point_only"
	}
	if depth > 0 || b.chance(.4) { // declared figures differ a little from the outline
		r.Area.DeclaredM2 = ptr(math.Round(d.areaM2*(.97+b.Float64()*.06)/100) * 100)
	}
	if depth > 1 {
		r.Area.UsableM2 = ptr(math.Round(d.areaM2 * (.7 + b.Float64()*.25)))
		r.Area.Divisible = ptr(b.chance(.5))
	}
	if depth == 3 {
		r.Area.SmallestPlotM2 = ptr(math.Round(d.areaM2/(2+b.Float64()*6)/500+1) * 500)
		r.Land.FrontageM = ptr(math.Round(40 + b.Float64()*220))
	}
}

func (b *builder) legal(r *registry.Record, depth int) {
	if depth == 0 {
		return
	}
	owner := b.pick("communal", "communal", "communal", "state", "private", "mixed")
	count := 1 + b.IntN(3)
	for n := range count {
		p := registry.Parcel{Ownership: owner, CadastralNumber: b.cadastralNumber(n)}
		p.Cadastre = strings.ToLower(b.town.country)
		if owner == "mixed" {
			p.Ownership = b.pick("communal", "private")
		}
		if b.town.country == "UA" {
			p.Purpose = b.pick("11.02", "11.02", "11.03", "12.08", "16.00", "03.10")
			p.LandCategory = "industry_transport_other"
			if p.Purpose == "03.10" {
				p.LandCategory = "housing_public"
			}
		} else {
			p.LandCategory = "industry_transport_other"
			p.Purpose = ""
		}
		if r.Area.DeclaredM2 != nil {
			p.AreaM2 = ptr(math.Round(*r.Area.DeclaredM2 / float64(count)))
		}
		p.Right = choose(owner == "private", "ownership", b.pick("ownership", "lease", "permanent_use"))
		p.RegistryStatus = "registered"
		r.Parcels = append(r.Parcels, p)
	}
	r.Contact = registry.Contact{
		Organisation: b.town.names["uk"], Role: "Відділ інвестицій",
		Email:     "invest." + strings.ToLower(b.town.prefix) + "@example.org",
		Languages: []string{"uk", "en"}, AnswerDays: ptr(3), TestedOn: b.ago(15, 3-depth),
	}
}

func (b *builder) cadastralNumber(n int) string {
	if b.town.country == "UA" {
		return fmt.Sprintf("%s:99:%03d:%04d", b.town.cadastre, 1+b.IntN(80), 1+n+10*b.IntN(400))
	}
	return fmt.Sprintf("%s%05d:%d", b.town.cadastre, 1+b.IntN(99000), 1+n+10*b.IntN(90))
}

func (b *builder) offer(r *registry.Record, d drawn, depth int) {
	if depth < 2 && b.chance(.7) {
		return
	}
	currency := choose(b.town.country == "UA", "UAH", "RUB")
	o := registry.Offer{Mode: b.pick("lease", "lease", "sale", "superficies"), Procedure: b.pick("auction", "auction", "direct", "application")}
	switch {
	case o.Mode == "sale" && depth == 3:
		o.PriceAmount, o.Currency, o.PriceBasis = ptr(math.Round(d.areaM2*(60+b.Float64()*240)/1000)*1000), currency, "total"
	case depth == 3:
		o.PriceAmount, o.Currency, o.PriceBasis = ptr(math.Round(d.areaM2*(2+b.Float64()*9)/1000)*1000), currency, "per_year"
	default:
		o.PriceBasis = "on_request"
	}
	if o.PriceAmount != nil {
		o.PriceAsOf = b.ago(10+b.IntN(140), 0)
	}
	if o.Mode == "lease" {
		o.LeaseMinMonths, o.LeaseMaxMonths = ptr(12), ptr(12*(5+b.IntN(44)))
	}
	o.AvailableFrom = b.ago(30, 0)
	if r.Availability == "reserved" {
		r.ReservedTill = registry.Date{Time: b.today.AddDate(0, 0, 20+b.IntN(70))}
	}
	r.Offers = append(r.Offers, o)
}

func (b *builder) chance(p float64) bool { return b.Float64() < p }

func (b *builder) pick(from ...string) string { return from[b.IntN(len(from))] }

func choose(yes bool, a, other string) string {
	if yes {
		return a
	}
	return other
}

func ptr[T any](v T) *T { return &v }
