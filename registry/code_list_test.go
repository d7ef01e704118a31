package registry

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
)

// useCodes puts codes in force for the test; those who use it do not run beside others.
func useCodes(t *testing.T, own ...Code) {
	t.Helper()
	UseCodes(own)
	t.Cleanup(func() { UseCodes(nil) })
}

func purpose(code, label string) Code {
	return Code{List: "purpose", Code: code, Label: text(label, label+" (en)", label+" (ru)"), Standard: "КВЦПЗ"}
}

func TestOwnCodesStandAmongThoseOfTheProgram(t *testing.T) {
	park := Code{List: "building_type", Code: "data_centre", Label: text("Центр даних", "Data centre", "Центр данных")}
	useCodes(t, purpose("11.99", "Парк енергії"), park, purpose("00.01", "Перше"))
	for _, want := range []struct{ list, before, code, after string }{
		{"purpose", "11.08", "11.99", "12.01"}, // by code
		{"purpose", "", "00.01", "01.01"},
		{"building_type", "", "data_centre", "other"}, // before what is said where nothing fits
	} {
		list := codeNames(want.list)
		at := slices.Index(list, want.code)
		if at < 0 || at+1 >= len(list) || list[at+1] != want.after || want.before != "" && list[at-1] != want.before {
			t.Errorf("%s of %s stands at %d of %v", want.code, want.list, at, list)
		}
	}
	if f, ok := Vocabulary().Lookup("purposes"); !ok || !slices.Contains(f.Codes, "11.99") {
		t.Error("criteria do not know the code that was added")
	}
	UseCodes(nil)
	if HasCode("purpose", "11.99") || len(AllCodes()) != len(provided().all) {
		t.Error("without own codes the lists are not those of the program")
	}
}

func TestOwnWordsReplaceThoseOfTheProgram(t *testing.T) {
	was, _ := CodeOf("kind", "brownfield")
	own := was
	own.Label = text("Колишня промисловість", "Former industry", "Бывшая промышленность")
	follow := FollowCodes(func() string { c, _ := CodeOf("kind", "brownfield"); return c.Label.In("en") })
	before := follow()
	useCodes(t, own)
	if got := follow(); before == got || got != "Former industry" {
		t.Errorf("made %q, then %q of the codes", before, got)
	}
	if now, _ := ProvidedCode("kind", "brownfield"); !now.Same(&was) {
		t.Errorf("what the program says is %+v now", now)
	}
	if len(Codes("kind")) != len(provided().lists["kind"]) {
		t.Error("the list has grown")
	}
}

// Whoever says nothing new of a code is not refused, whichever code it is.
func TestEveryCodeCanStayAsItIs(t *testing.T) {
	lists := ListCodes(nil)
	for _, c := range lists.All() {
		if err := lists.CheckChanged(&c); err != nil {
			t.Errorf("%s %s: %v", c.List, c.Code, err)
		}
	}
}

func TestWhatCanBeSaidOfACode(t *testing.T) {
	lists := ListCodes([]Code{purpose("11.99", "Парк енергії")})
	good := Code{List: "use", Code: "data_centre", Label: text("Центр даних", "Data centre", "Центр данных")}
	with := func(change func(*Code)) Code {
		c := good
		c.Label = maps.Clone(good.Label)
		change(&c)
		return c
	}
	for name, check := range map[string]struct {
		code  Code
		field string
	}{
		"good":               {good, ""},
		"with days":          {with(func(c *Code) { c.ValidFrom, c.ValidTo = NewDate(2027, 1, 1), NewDate(2027, 1, 2) }), ""},
		"a closed list":      {with(func(c *Code) { c.List = "lifecycle" }), "list"},
		"a wrong form":       {with(func(c *Code) { c.Code = "Data centre" }), "code"},
		"a purpose in words": {with(func(c *Code) { c.List = "purpose" }), "code"},
		"one that is there":  {with(func(c *Code) { c.Code = "port" }), "code"},
		"no Russian":         {with(func(c *Code) { delete(c.Label, "ru") }), "label.ru"},
		"another language":   {with(func(c *Code) { c.Label["fr"] = "Centre" }), "label.fr"},
		"blanks around":      {with(func(c *Code) { c.Label["en"] = " Data centre" }), "label.en"},
		"two lines":          {with(func(c *Code) { c.Label["en"] = "Data\ncentre" }), "label.en"},
		"a bell":             {with(func(c *Code) { c.Label["en"] = "Data\acentre" }), "label.en"},
		"no text":            {with(func(c *Code) { c.Label["en"] = "\xff" }), "label.en"},
		"a long one":         {with(func(c *Code) { c.Label["uk"] = strings.Repeat("ц", MostCodeLabel+1) }), "label.uk"},
		"a namesake":         {with(func(c *Code) { c.Label["uk"] = strings.ToUpper(portLabel(lists)) }), "label.uk"},
		"called as a code":   {with(func(c *Code) { c.Label["en"] = "Port" }), "label.en"},
		"a long standard":    {with(func(c *Code) { c.Standard = strings.Repeat("x", MostCodeLabel+1) }), "standard"},
		"over before it was": {with(func(c *Code) { c.ValidFrom, c.ValidTo = NewDate(2027, 1, 2), NewDate(2027, 1, 2) }), "valid_to"},
	} {
		err := lists.CheckAdded(&check.code)
		var refused *RefusedError
		switch {
		case check.field == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case check.field != "" && (!errors.As(err, &refused) || !slices.ContainsFunc(refused.Refusals, func(r Refusal) bool { return r.Field == check.field })):
			t.Errorf("%s: got %v, want a refusal at %s", name, err, check.field)
		}
	}
	if err := lists.CheckAdded(&Code{List: "magic", Code: "x"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such list: %v", err)
	}
	if err := lists.CheckChanged(&good); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such code: %v", err)
	}
	for _, always := range [][2]string{{"kind", "brownfield"}, {"use", "other"}} { // the program reckons by one, the other is for what fits nowhere
		c, _ := lists.Code(always[0], always[1])
		c.ValidTo = NewDate(2027, 1, 1)
		if err := lists.CheckChanged(&c); err == nil {
			t.Errorf("%v can end", always)
		}
	}
	ends, _ := lists.Code("purpose", "11.99")
	ends.ValidTo = NewDate(2027, 1, 1)
	if err := lists.CheckChanged(&ends); err != nil {
		t.Errorf("a purpose cannot end: %v", err)
	}
}

func portLabel(lists *CodeLists) string {
	c, _ := lists.Code("use", "port")
	return c.Label["uk"]
}

func TestListsGrowUpToABound(t *testing.T) {
	var own []Code
	for i := range MostAddedPerList {
		own = append(own, Code{List: "right", Code: "r" + string(rune('a'+i/26)) + string(rune('a'+i%26)), Label: text("x", "x", "x")})
	}
	one := Code{List: "right", Code: "one_more", Label: text("Ще", "One more", "Ещё")}
	if err := ListCodes(own[1:]).CheckAdded(&one); err != nil {
		t.Errorf("the last one: %v", err)
	}
	if err := ListCodes(own).CheckAdded(&one); err == nil {
		t.Error("one beyond the bound was taken")
	}
}

// Open lists are lists, and their own codes have the form that is asked of others.
func TestOpenListsHaveTheirForm(t *testing.T) {
	for list, form := range openLists {
		if len(Codes(list)) == 0 {
			t.Errorf("there is no list %s", list)
		}
		for _, c := range Codes(list) {
			if !form.MatchString(c.Code) {
				t.Errorf("%s %s has not the form %s", list, c.Code, form)
			}
		}
	}
}

func TestACodeThatHasEndedIsFound(t *testing.T) {
	ended, _ := CodeOf("use", "port")
	ended.ValidTo = NewDate(2026, 11, 1)
	dear, _ := CodeOf("currency", "CZK")
	dear.ValidTo = NewDate(2026, 11, 1)
	useCodes(t, ended, dear)
	r := Record{AllowedUses: []string{"industrial", "port"}, Offers: []Offer{{Mode: "sale", Currency: "CZK"}}}
	find := func(day Date) (fields []string) {
		for _, issue := range Judge(&r, Judgement{Day: day}) {
			if issue.Rule == "V-09" {
				if issue.Case != "not_in_force" || issue.Severity != Warning {
					t.Errorf("found %+v", issue)
				}
				fields = append(fields, issue.Field)
			}
		}
		return fields
	}
	if got := find(NewDate(2026, 10, 31)); got != nil {
		t.Errorf("on its last day: %v", got)
	}
	if got := find(NewDate(2026, 11, 1)); !slices.Equal(got, []string{"allowed_uses[2]", "offers[sale].currency"}) && !slices.Equal(got, []string{"allowed_uses[2]", "offers[1].currency"}) {
		t.Errorf("on the day after: %v", got)
	}
}
