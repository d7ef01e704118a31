package registry

import (
	"net/url"
	"strconv"
	"strings"
)

// IsWebAddress tells whether a text is one address on the web.
func IsWebAddress(text string) bool {
	lower := strings.ToLower(text)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") || strings.ContainsAny(text, " \t\n|<>\"") {
		return false
	}
	u, err := url.Parse(text)
	return err == nil && strings.Contains(u.Host, ".") && !strings.Contains(u.Path, "://")
}

// ProposeWebAddress gives the address that a text might mean: the first of
// several, or the one without its scheme; "" where it cannot be told.
func ProposeWebAddress(text string) string {
	text = strings.TrimSpace(text)
	switch parts := strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == ';' || r == '\n' || r == ' ' }); {
	case len(parts) > 1 && IsWebAddress(parts[0]):
		return parts[0]
	case len(parts) == 1 && strings.HasPrefix(strings.ToLower(text), "www.") && IsWebAddress("https://"+text):
		return "https://" + text
	default:
		return ""
	}
}

// links looks for what is no address on the web (V-11).
func (j *judge) links() {
	j.link(spot{path: "source_url"}, j.record.SourceURL)
	for i, address := range j.record.Planning.HistoryURLs {
		j.link(spot{path: "planning.history_urls[" + strconv.Itoa(i+1) + "]"}, address)
	}
	for i := range j.record.Offers {
		j.link(spot{(*judge).offer, i, "url"}, j.record.Offers[i].URL)
	}
	for i := range j.record.Readiness {
		j.link(spot{(*judge).item, i, "url"}, j.record.Readiness[i].URL)
	}
}

func (j *judge) link(at spot, address string) {
	if address != "" && !IsWebAddress(address) {
		j.find("V-11", "not_an_address", at.name(j), address, ProposeWebAddress(address))
	}
}

// bounds looks for bounds that are the wrong way round, and parts that are
// larger than their whole (V-13).
func (j *judge) bounds() {
	r := j.record
	j.minMax(spot{path: "homes.min"}, r.Homes.Min, r.Homes.Max)
	for i := range r.Offers {
		j.minMax(spot{(*judge).offer, i, "lease_min_months"}, r.Offers[i].LeaseMinMonths, r.Offers[i].LeaseMaxMonths)
	}
	j.part(spot{path: "area.smallest_plot_m2"}, r.Area.SmallestPlotM2, r.Area.LargestPieceM2)
	j.part(spot{path: "area.usable_m2"}, r.Area.UsableM2, r.Area.DeclaredM2)
	j.part(spot{path: "area.largest_piece_m2"}, r.Area.LargestPieceM2, r.Area.DeclaredM2)
	j.part(spot{path: "environment.contaminated_m2"}, r.Environment.ContaminatedM2, r.Area.DeclaredM2)
	for i := range r.Utilities {
		j.part(spot{(*judge).utility, i, "capacity_available"}, r.Utilities[i].CapacityAvailable, r.Utilities[i].CapacityTotal)
	}
}

// SwappedBounds tells whether a lower bound is above its upper one.
func SwappedBounds(low, high *int) bool { return low != nil && high != nil && *low > *high }

func (j *judge) minMax(at spot, low, high *int) {
	if SwappedBounds(low, high) {
		a, b := strconv.Itoa(*low), strconv.Itoa(*high)
		j.find("V-13", "min_above_max", at.name(j), a+", "+b, b+", "+a)
	}
}

// slack is by how much rounding may lift a part above its whole.
const slack = 1.001

func (j *judge) part(at spot, part, whole *float64) {
	if part != nil && whole != nil && *part > *whole*slack {
		j.find("V-13", "part_above_whole", at.name(j), plain(*part), "", plain(*part), plain(*whole))
	}
}
