package registry_test

import (
	"encoding/json"
	"math"
	"testing"

	"landbank/registry"
)

// Every field that can be asked about has an answer that goes into it, and
// no other does.
func TestAnswersGoIntoTheirFields(t *testing.T) {
	asked := map[string]bool{}
	for _, f := range registry.Askable() {
		asked[f.Name] = true
		q := registry.Question{Key: f.Name, Field: f.Name}
		answer := `7`
		switch full := q.Complete(); f.Type {
		case registry.TypeCode, registry.TypeText:
			answer = `"x"`
			if len(full.Options) > 0 {
				answer = `"` + full.Options[0].Code + `"`
			}
		case registry.TypeCodes:
			answer = `["` + full.Options[0].Code + `"]`
		case registry.TypeBoolean:
			answer = `true`
		case registry.TypeDate:
			answer = `"2026-01-31"`
		}
		if want := q.CheckAnswer(json.RawMessage(answer)); want != "" {
			t.Errorf("%s: %s is no answer, it has to be %s", f.Name, answer, want)
		}
		set := registry.QuestionSet{Version: 1, Questions: []registry.Question{q}}
		o := registry.Observation{Sighting: registry.SeenThere, Answers: map[string]json.RawMessage{f.Name: json.RawMessage(answer)}}
		r, fields, left, err := o.Fold(&set, registry.Record{})
		if err != nil || len(left) != 0 || len(fields) != 2 || fields[0] != f.Name || fields[1] != "confirmation" {
			t.Errorf("%s = %s: fields %v, left %v, %v", f.Name, answer, fields, left, err)
		}
		got, _ := json.Marshal(registry.FlattenAt(&r, registry.Moment{})[registry.FieldPosition(f.Name)])
		if string(got) != answer {
			t.Errorf("%s was answered %s and is %s", f.Name, answer, got)
		}
	}
	for _, name := range []string{"former_use", "power_state", "dist_gas_m", "building_condition", "area_declared_m2", "contamination", "address"} {
		if !asked[name] {
			t.Errorf("nobody can be asked about %s", name)
		}
	}
	for _, name := range []string{"ref", "confirmation", "lifecycle", "area_m2", "ownership", "price_total", "contact_named", "dist_airport_m"} {
		if asked[name] {
			t.Errorf("an observer is asked about %s", name)
		}
	}
}

// What somebody knows from a later day stays, and so does what has several
// places.
func TestAnOldVisitMakesNothingOlder(t *testing.T) {
	set := registry.QuestionSet{Questions: []registry.Question{{Key: "former_use", Field: "former_use"}, {Key: "building_condition", Field: "building_condition"}}}
	day := registry.NewDate(2026, 11, 20)
	o := registry.Observation{Observer: "user:4", Sighting: registry.SeenThere, ObservedAt: day.Time, Answers: map[string]json.RawMessage{
		"former_use": json.RawMessage(`"x"`), "building_condition": json.RawMessage(`"ruin"`)}}
	was := registry.Record{Confirmation: "confirmed", FormerUse: "mine", CheckedOn: registry.NewDate(2026, 11, 25), Buildings: []registry.Building{{}, {}},
		Facts: map[string]registry.Fact{"former_use": {VerifiedOn: registry.NewDate(2026, 11, 21)}}}
	is, fields, left, err := o.Fold(&set, was)
	if err != nil || len(fields) != 0 || len(left) != 2 || is.FormerUse != "mine" || is.Buildings[0].Condition != "" || is.CheckedOn != was.CheckedOn {
		t.Errorf("fields %v, left %v, %v: %+v", fields, left, err, is)
	}
}

func TestQuestionsOfACampaignAreChecked(t *testing.T) {
	label := registry.Text{"en": "Gate?"}
	for name, q := range map[string]registry.Question{
		"no field":         {Key: "weather", Field: "weather"},
		"not askable":      {Key: "ownership", Field: "ownership"},
		"another key":      {Key: "use", Field: "former_use"},
		"key of a field":   {Key: "kind", Type: registry.TypeText, Label: label},
		"no type":          {Key: "gate", Label: label},
		"no label":         {Key: "gate", Type: registry.TypeBoolean},
		"no options":       {Key: "gate", Type: registry.TypeCode, Label: label},
		"needless option":  {Key: "gate", Type: registry.TypeText, Label: label, Options: []registry.Option{{Code: "a", Label: label}}},
		"label of a table": {Key: "kind", Field: "kind", Label: label},
	} {
		e := registry.CampaignEdit{Name: "x", Questions: []registry.Question{q}}
		if e.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
	twice := registry.Question{Key: "gate", Type: registry.TypeBoolean, Label: label}
	if e := (registry.CampaignEdit{Name: "x", Questions: []registry.Question{twice, twice}}); e.Check() == nil {
		t.Error("a question twice: taken")
	}
	if e := (registry.CampaignEdit{Name: "x", Questions: []registry.Question{twice}}); e.Check() != nil {
		t.Errorf("a sound one: %v", e.Check())
	}
}

// The precision of candidates comes with its interval: 50 of 107, and 0 of 3.
func TestPrecisionOfCandidates(t *testing.T) {
	near := func(got *float64, want float64) bool { return got != nil && math.Abs(*got-want) < 0.0005 }
	known := registry.Precision{Observed: 107, Confirmed: 50}
	known.Complete()
	if !near(known.Share, 0.4673) || !near(known.Low, 0.3754) || !near(known.High, 0.5614) {
		t.Errorf("50 of 107: %.4f, %.4f to %.4f", *known.Share, *known.Low, *known.High)
	}
	few := registry.Precision{Observed: 3}
	few.Complete()
	if !near(few.Share, 0) || !near(few.Low, 0) || !near(few.High, 0.5615) {
		t.Errorf("0 of 3: %.4f, %.4f to %.4f", *few.Share, *few.Low, *few.High)
	}
	none := registry.Precision{Candidates: 7}
	if none.Complete(); none.Share != nil {
		t.Errorf("of none: %v", *none.Share)
	}
}

func TestAgreementOfObservers(t *testing.T) {
	set := registry.QuestionSet{Questions: []registry.Question{{Key: "gate", Type: registry.TypeBoolean}}}
	pair := func(one, other string) registry.AnswerPair {
		return registry.AnswerPair{SightingOne: registry.SeenThere, Sight: registry.SeenThere,
			One: map[string]json.RawMessage{"gate": json.RawMessage(one)}, Other: map[string]json.RawMessage{"gate": json.RawMessage(other)}}
	}
	got := registry.Agreements(&set, []registry.AnswerPair{pair("true", "true"), pair("true", "true"), pair("false", "false"), pair("true", "false"), pair("null", "true")})
	if len(got) != 2 || got[0].Key != "sighting" || got[0].Pairs != 5 || got[0].Kappa != nil {
		t.Fatalf("got %+v", got)
	}
	if gate := got[1]; gate.Pairs != 4 || gate.Same != 3 || gate.Kappa == nil || math.Abs(*gate.Kappa-0.5) > 1e-9 {
		t.Errorf("gate: %+v", gate)
	}
}
