package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// style says how a column writes its values, as far as the sample of its rows shows it beyond doubt.
type style struct {
	decimalComma bool // 3,5 is three and a half, so 3,500 is too
	groupComma   bool // 3,500 is three thousand five hundred
	dayFirst     bool // 03/04/2020 is in April
	monthFirst   bool // 03/04/2020 is in March
}

var (
	plainNumber  = regexp.MustCompile(`^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$`)
	commaNumber  = regexp.MustCompile(`^[+-]?(\d+),(\d+)$`)
	commaGroups  = regexp.MustCompile(`^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$`)
	pointGroups  = regexp.MustCompile(`^[+-]?\d{1,3}(\.\d{3})+,\d+$`)
	spaceGroups  = regexp.MustCompile(`^[+-]?\d{1,3}([ '’]\d{3})+([.,]\d+)?$`)
	numberInText = regexp.MustCompile(`(?:(?:^|\s)-)?\d+([.,]\d+)*`)
	twoNumbers   = regexp.MustCompile(`^([+-]?\d+(?:\.\d+)?)\s*[,;/ ]\s*([+-]?\d+(?:\.\d+)?)$`)
)

// numberText puts the minus signs and spaces that word processors write into plain ones.
var numberText = strings.NewReplacer("\u2212", "-", "\u2013", "-", "\u00a0", " ", "\u202f", " ", "\u2009", " ")

// parseNumber reads a number. Where the text is not one beyond doubt, ok is false and proposed is what it might
// mean, or "" where that cannot be told.
func parseNumber(text string, st style) (value float64, ok bool, proposed string) {
	if value, ok := plain(text); ok {
		return value, true, ""
	}
	text = strings.TrimSpace(numberText.Replace(text))
	switch {
	case plainNumber.MatchString(text):
	case spaceGroups.MatchString(text):
		text = strings.NewReplacer(" ", "", "'", "", "’", "", ",", ".").Replace(text)
	case pointGroups.MatchString(text):
		text = strings.NewReplacer(".", "", ",", ".").Replace(text)
	case commaNumber.MatchString(text):
		return commaValue(text, st)
	case commaGroups.MatchString(text): // two commas, or a comma and a point
		text = strings.ReplaceAll(text, ",", "")
	default:
		return 0, false, onlyNumber(text)
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil && !math.IsInf(value, 0), ""
}

// plain reads the form that nearly every number has.
func plain(text string) (float64, bool) {
	if text == "" || len(text) > 32 {
		return 0, false
	}
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && c != '.' && !(i == 0 && c == '-') {
			return 0, false
		}
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

// commaValue reads a number with one comma. Before exactly three digits the comma may be either mark.
func commaValue(text string, st style) (value float64, ok bool, proposed string) {
	parts := commaNumber.FindStringSubmatch(text)
	group := len(parts[2]) == 3 && len(parts[1]) <= 3 && parts[1] != "0"
	switch {
	case group && st.groupComma:
		text = strings.ReplaceAll(text, ",", "")
	case group && !st.decimalComma:
		return 0, false, strings.ReplaceAll(text, ",", "")
	default:
		text = strings.ReplaceAll(text, ",", ".")
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil, ""
}

// onlyNumber proposes the number in a text that holds exactly one and does not limit it.
func onlyNumber(text string) string {
	found := numberInText.FindAllString(text, 2)
	if len(found) != 1 || found[0] == text || strings.ContainsAny(text, "<>≤≥~±") {
		return ""
	}
	if value, ok, _ := parseNumber(strings.TrimSpace(found[0]), style{groupComma: true}); ok {
		return formatNumber(value)
	}
	return ""
}

// formatNumber writes a number in its shortest plain form.
func formatNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// learnStyle looks at the values of a column for a number that can be read in one way only. Where two such
// values contradict each other, nothing is taken for certain.
func learnStyle(values []string) style {
	var st style
	for _, text := range values {
		text = strings.TrimSpace(strings.TrimLeft(numberText.Replace(text), "$£€₴₽ "))
		if parts := commaNumber.FindStringSubmatch(text); parts != nil {
			if len(parts[2]) != 3 || len(parts[1]) > 3 || parts[1] == "0" {
				st.decimalComma = true
			}
		} else if commaGroups.MatchString(text) {
			st.groupComma = true
		}
		first, second, found := slashDate(text)
		st.dayFirst = st.dayFirst || found && first > 12 && second <= 12
		st.monthFirst = st.monthFirst || found && second > 12 && first <= 12
	}
	if st.decimalComma && st.groupComma {
		st.decimalComma, st.groupComma = false, false
	}
	if st.dayFirst && st.monthFirst {
		st.dayFirst, st.monthFirst = false, false
	}
	return st
}
