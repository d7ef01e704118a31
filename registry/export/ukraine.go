package export

import (
	"strconv"

	"landbank/registry"
)

// ukraineNothing is what the data sets of resolution 835 say where there is
// nothing to be said.
const ukraineNothing = "null"

// ukraine is the Ukrainian data set of land parcels after resolution 835: a row
// for each parcel with a number. Sites that are offered have no contract yet.
var ukraine = national{rows: parcelsOf, columns: []nationalColumn{
	{"id", func(s *site) string { return s.parcel.CadastralNumber }},
	{"custodianName", func(s *site) string { return orNothing(s.parcel.Owner.Name) }},
	{"custodianID", func(s *site) string { return orNothing(s.parcel.Owner.Code) }},
	{"userName", nothing}, {"userID", nothing},
	{"normativeValueAmount", ukraineValue},
	{"normativeDate", func(s *site) string { return orNothing(s.parcel.ValueOn.String()) }},
	{"kvtspzClassID", func(s *site) string { return orNothing(s.parcel.Purpose) }},
	{"kvtspzClassDescription", ukrainePurpose},
	{"quantity", ukraineArea},
	{"contractNumber", nothing}, {"contractDateSigned", nothing}, {"contractType", nothing}, {"contractStatus", nothing},
	{"contractPeriodStartDate", nothing}, {"contractPeriodEndDate", nothing}, {"contractValueAmaunt", nothing}, {"contractValuePercentage", nothing},
	{"contractValueDescription", nothing}, {"contractURL", nothing},
	{"decisionNumber", nothing}, {"decisionDate", nothing}, {"decisionURL", nothing},
	{"publisherName", record(func(r *registry.Record) string { return orNothing(r.Contact.Organisation) })},
	{"publisherID", nothing},
}}

func nothing(*site) string { return ukraineNothing }

func orNothing(text string) string {
	if text == "" {
		return ukraineNothing
	}
	return text
}

func parcelsOf(s *site) []*site {
	var rows []*site
	for _, p := range s.Record.Parcels {
		if p.CadastralNumber != "" {
			rows = append(rows, &site{Detail: s.Detail, flat: s.flat, parcel: p})
		}
	}
	return rows
}

// ukraineValue is the normative value, which these data sets have in hryvnias.
func ukraineValue(s *site) string {
	if s.parcel.Value == nil || s.parcel.ValueCurrency != "" && s.parcel.ValueCurrency != "UAH" {
		return ukraineNothing
	}
	return strconv.FormatFloat(*s.parcel.Value, 'f', -1, 64)
}

func ukrainePurpose(s *site) string {
	for _, c := range registry.Codes("purpose") {
		if c.Code == s.parcel.Purpose {
			return orNothing(c.Label.In("uk"))
		}
	}
	return ukraineNothing
}

// ukraineArea is the parcel's own area, or the site's where it is its only one.
func ukraineArea(s *site) string {
	area := s.parcel.AreaM2
	if area == nil && len(s.Record.Parcels) == 1 {
		area = s.squareMetres()
	}
	return orNothing(hectares(area, 4))
}
