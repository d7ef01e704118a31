package registry

import "strings"

// parcels looks at cadastral numbers (V-17) and land-use purposes (V-18).
func (j *judge) parcels() {
	for i := range j.record.Parcels {
		p := &j.record.Parcels[i]
		j.number(i, p)
		j.purpose(i, p)
	}
}

func (j *judge) number(at int, p *Parcel) {
	path := j.parcel(at) + "cadastral_number"
	if p.CadastralNumber == "" {
		if p.RawNumber != "" {
			j.find("V-17", "unchecked", j.parcel(at)+"raw_number", p.RawNumber, "", strings.ToUpper(p.Cadastre))
		}
		return
	}
	number, ok := CadastralNumber(p.Cadastre, p.CadastralNumber)
	if !ok {
		j.find("V-17", "form", path, p.CadastralNumber, "", strings.ToUpper(p.Cadastre))
		return
	}
	if number != p.CadastralNumber {
		j.find("V-17", "form", path, p.CadastralNumber, number, strings.ToUpper(p.Cadastre))
	}
	begins, want, exists := foreignRegion(p.Cadastre, number, j.by.Territory)
	switch {
	case !exists:
		j.find("V-17", "no_region", path, p.CadastralNumber, "", begins)
	case want != "":
		j.find("V-17", "region", path, p.CadastralNumber, "", begins, j.by.Territory)
	}
}

// purposeInForce tells whether the classifier holds the code on a day.
func purposeInForce(code string, on Date) bool {
	c, known := CodeOf("purpose", code)
	return known && c.InForce(on)
}

// purpose looks whether the purpose is in the classifier in force on the day
// of the parcel's valuation, else of the record's last check, else today, and
// whether it belongs to the land category.
func (j *judge) purpose(at int, p *Parcel) {
	if p.Purpose == "" {
		return
	}
	path, on := j.parcel(at)+"purpose", j.by.Day
	for _, stated := range []Date{p.ValueOn, j.record.CheckedOn} {
		if !stated.IsZero() && stated.Before(j.by.Day.Time) {
			on = stated
			break
		}
	}
	if !purposeInForce(p.Purpose, on) {
		proposed := TidyPurpose(p.Purpose)
		if proposed == p.Purpose || !purposeInForce(proposed, on) {
			proposed = ""
		}
		j.find("V-18", "not_in_force", path, p.Purpose, proposed, on.String())
		return
	}
	if category := purposeCategory(p.Purpose); category != "" && p.LandCategory != "" && p.LandCategory != "other" && p.LandCategory != category {
		j.find("V-18", "category", j.parcel(at)+"land_category", p.LandCategory, category, p.Purpose, p.LandCategory)
	}
}

// TidyPurpose brings the code of a land-use purpose to NN.NN: 1.1 and 01.01
// are the same. What has another form stays as it is.
func TidyPurpose(code string) string {
	section, division, found := strings.Cut(strings.TrimSpace(code), ".")
	if !found || !digits(section) || !digits(division) {
		return code
	}
	return twoDigits(section) + "." + twoDigits(division)
}

func digits(s string) bool {
	return len(s) > 0 && len(s) <= 2 && strings.Trim(s, "0123456789") == ""
}

func twoDigits(s string) string {
	if len(s) < 2 {
		return "0" + s
	}
	return s
}

// purposeCategory gives the land category that a purpose belongs to by its
// section; "" for reserve and common land, which is in any.
func purposeCategory(purpose string) string {
	section, _, _ := strings.Cut(purpose, ".")
	switch section {
	case "01":
		return "agricultural"
	case "02", "03":
		return "housing_public"
	case "04", "05":
		return "nature_reserve"
	case "06":
		return "health"
	case "07":
		return "recreation"
	case "08":
		return "heritage"
	case "09":
		return "forest"
	case "10":
		return "water"
	case "11", "12", "13", "14", "15":
		return "industry_transport_other"
	default:
		return ""
	}
}
