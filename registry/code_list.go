package registry

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what is said of a code.
const (
	MostCodeLabel    = 200 // characters of a label, and of the name of a standard
	MostAddedPerList = 500 // codes that a registry adds to one list
)

// The forms that codes have in the lists that can grow.
var (
	wordCode     = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	purposeCode  = regexp.MustCompile(`^\d\d\.\d\d$`)
	currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)
)

// openLists are the lists that a registry can add codes to, and end codes of:
// those by whose codes the program reckons nothing. In the others each code
// stands for something that the program does, so that words can be changed
// there and nothing else.
var openLists = map[string]*regexp.Regexp{
	"building_hazard": wordCode, "building_type": wordCode, "contaminant": wordCode, "contamination_origin": wordCode,
	"currency": currencyCode, "former_use": wordCode, "heritage": wordCode, "land_category": wordCode, "nature_zone": wordCode,
	"permission_type": wordCode, "plan_type": wordCode, "procedure": wordCode, "purpose": purposeCode, "restriction": wordCode,
	"right": wordCode, "use": wordCode,
}

// fallbackCodes are said where nothing of a list fits; they are in force for
// ever.
var fallbackCodes = []string{"none", "other", "not_applicable", "unknown"}

// OpenList tells whether a registry can add codes to the list, and say from
// when to when its codes are in force.
func OpenList(list string) bool { return openLists[list] != nil }

// CodeForm gives the regular expression that codes of a list which can grow
// have; "" for other lists.
func CodeForm(list string) string {
	if form := openLists[list]; form != nil {
		return form.String()
	}
	return ""
}

// CanEnd tells whether a registry can say when the code is in force.
func (c *Code) CanEnd() bool { return OpenList(c.List) && !slices.Contains(fallbackCodes, c.Code) }

// CheckAdded tells whether a registry can add the code. The error is a
// *RefusedError; ErrNotFound where there is no such list.
func (l *CodeLists) CheckAdded(c *Code) error {
	_, taken := l.Code(c.List, c.Code)
	if len(l.lists[c.List]) == 0 {
		return fmt.Errorf("code list %s: %w", c.List, ErrNotFound)
	}
	var refused RefusedError
	form := openLists[c.List]
	switch {
	case form == nil:
		refused.add("code", "list", fmt.Sprintf("the program reckons by the codes of the list %s: none can be added", c.List))
	case !form.MatchString(c.Code):
		refused.add("code", "code", fmt.Sprintf("codes of the list %s have the form %s", c.List, form))
	case taken:
		refused.add("code", "code", fmt.Sprintf("the list %s has the code %s already", c.List, c.Code))
	case len(l.lists[c.List])-len(provided().lists[c.List]) >= MostAddedPerList:
		refused.add("code", "list", fmt.Sprintf("the list %s has %d added codes, which is the most", c.List, MostAddedPerList))
	}
	l.checkWords(nil, c, &refused)
	c.checkValidity(&refused)
	return refused.orNil()
}

// CheckChanged tells whether a registry can have the code, which is in its list
// already, so. The error is a *RefusedError; ErrNotFound where the list has no
// such code.
func (l *CodeLists) CheckChanged(c *Code) error {
	was, known := l.Code(c.List, c.Code)
	if !known {
		return fmt.Errorf("code %s of the list %s: %w", c.Code, c.List, ErrNotFound)
	}
	var refused RefusedError
	if !was.CanEnd() && (c.ValidFrom != was.ValidFrom || c.ValidTo != was.ValidTo) {
		refused.add("code", "valid_to", fmt.Sprintf("the program reckons by the code %s of the list %s: it is always in force", c.Code, c.List))
	}
	l.checkWords(was.Label, c, &refused)
	c.checkValidity(&refused)
	return refused.orNil()
}

// checkWords looks at the label in each language, and at the standard. Two
// codes of a list cannot be called alike, but where they are already (some
// purposes are): imports read codes by their labels.
func (l *CodeLists) checkWords(was Text, c *Code, refused *RefusedError) {
	for language := range c.Label {
		if !slices.Contains(Languages, language) {
			refused.add("code", "label."+language, "labels are in "+strings.Join(Languages, ", "))
		}
	}
	for _, language := range Languages {
		label := c.Label[language]
		switch {
		case label == "":
			refused.add("code", "label."+language, "a label is needed in each language")
		case !printed(label, MostCodeLabel):
			refused.add("code", "label."+language, fmt.Sprintf("a label is one line of at most %d characters, without blanks around it", MostCodeLabel))
		case label != was[language] && l.namesake(c, language) != "":
			refused.add("code", "label."+language, fmt.Sprintf("the code %s of the list is called so already", l.namesake(c, language)))
		}
	}
	if c.Standard != "" && !printed(c.Standard, MostCodeLabel) {
		refused.add("code", "standard", fmt.Sprintf("the name of a standard is one line of at most %d characters", MostCodeLabel))
	}
}

// namesake gives another code of the list that is called so in any language, or
// is written so.
func (l *CodeLists) namesake(c *Code, language string) string {
	for _, other := range l.lists[c.List] {
		if other.Code == c.Code {
			continue
		}
		names := append(slices.Collect(maps.Values(other.Label)), other.Code, strings.ReplaceAll(other.Code, "_", " "))
		if slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, c.Label[language]) }) {
			return other.Code
		}
	}
	return ""
}

func (c *Code) checkValidity(refused *RefusedError) {
	if !c.ValidFrom.IsZero() && !c.ValidTo.IsZero() && !c.ValidFrom.Before(c.ValidTo.Time) {
		refused.add("code", "valid_to", "the last day cannot be before the first one")
	}
}

// printed tells whether a text is one line of printed characters.
func printed(text string, most int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= most && strings.TrimSpace(text) == text &&
		!strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

// withOwn puts a registry's own codes among those of the program.
func withOwn(provided, own []Code) []Code {
	all := slices.Clone(provided)
	for _, c := range own {
		at := slices.IndexFunc(all, func(p Code) bool { return p.List == c.List && p.Code == c.Code })
		if at >= 0 {
			all[at] = c
		} else {
			all = slices.Insert(all, placeOf(all, c), c)
		}
	}
	return all
}

// placeOf gives where a code is inserted. Lists stand in one piece.
func placeOf(all []Code, c Code) int {
	first := slices.IndexFunc(all, func(p Code) bool { return p.List == c.List })
	if first < 0 {
		return len(all)
	}
	end := first
	for end < len(all) && all[end].List == c.List {
		end++
	}
	list := all[first:end]
	byCode := func(a, b Code) int { return strings.Compare(a.Code, b.Code) }
	if slices.IsSortedFunc(list, byCode) {
		at, _ := slices.BinarySearchFunc(list, c, byCode)
		return first + at
	}
	for end > first && slices.Contains(fallbackCodes, all[end-1].Code) {
		end--
	}
	return end
}
