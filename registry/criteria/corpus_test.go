package criteria

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// corpus is where the published examples of CQL2 lie; they are no part of this
// project and their tests are skipped without them.
const corpus = "../../../shared/data/standards/cql2"

func corpusFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(corpus, path))
	if os.IsNotExist(err) {
		t.Skipf("the CQL2 corpus is not at %s", corpus)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// exampleTypes are the types of the properties in the published examples; those
// in other files than most are named with the file.
var exampleTypes = map[Type][]string{
	TypeText: {
		"city", "name", "cityName", "road_class", "landsat:scene_id", "eo:instrument", "beamMode", "swathDirection",
		"polarization", "owner", "material", "geophys:SURVEY_NAME", "id", "example03 landsat:wrs_path", "example40-alt01 value",
		"example40 value", "etat_vol",
	},
	TypeNumber: {
		"windSpeed", "balance", "depth", "category", "eo:cloud_cover", "landsat:wrs_row", "landsat:wrs_path", "floors", "taxes",
		"value", "foo", "bar", "x", "vehicle_height", "bridge_clearance",
	},
	TypeBoolean:  {"swimming_pool"},
	TypeDate:     {"updated", "built"},
	TypeInstant:  {"updated_at", "starts_at", "ends_at", "event_time", "touchdown", "liftOff"},
	TypeCodes:    {"layer:ids", "values"},
	TypeGeometry: {"footprint", "location", "road"},
}

// exampleVocabulary is the vocabulary that a published example means.
func exampleVocabulary(example string) *Table {
	var fields, special []Field
	for typ, names := range exampleTypes {
		for _, name := range names {
			f := Field{Name: name, Type: typ, Filter: true}
			if file, own, ok := strings.Cut(name, " "); ok && file == example {
				f.Name = own
				special = append(special, f)
			} else if !ok {
				fields = append(fields, f)
			}
		}
	}
	return NewTable("geometry", append(fields, special...)...)
}

// beyond are the examples that need what is not answered here.
var beyond = strings.Fields(`
	clause6_01 clause6_02b clause7_18 example68 example69 clause7_16 example84
`)

// mistyped are the examples with sets of numbers and times, which no field holds.
var mistyped = []string{"example81", "example82"}

func TestPublishedExamples(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(corpus, "examples/text/*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skipf("the CQL2 corpus is not at %s", corpus)
	}
	parsed := 0
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		text := corpusFile(t, filepath.Join("examples/text", filepath.Base(path)))
		vocab := exampleVocabulary(name)
		e, err := ParseCQL2(text, vocab)
		rules := rulesOf(err)
		switch {
		case slices.Contains(mistyped, name):
			if slices.ContainsFunc(rules, func(r Rule) bool { return r != RuleWrongType }) || len(rules) == 0 {
				t.Errorf("%s: got %v, want wrong types", name, err)
			}
		case slices.Contains(beyond, name):
			if !slices.Equal(rules, []Rule{RuleUnsupported}) {
				t.Errorf("%s: %s\n got %v, want it unsupported", name, text, err)
			}
		case err != nil:
			t.Errorf("%s: %s\n%v", name, text, err)
		default:
			parsed++
			if again, err := ParseCQL2(Canonical(e), vocab); err != nil || Canonical(again) != Canonical(e) {
				t.Errorf("%s: %s does not parse back: %v", name, Canonical(e), err)
			}
		}
	}
	t.Logf("%d of %d examples parse, the others are refused as they should be", parsed, len(paths))
}

// answered are the classes of the abstract test suite whose predicates parse.
var answered = []string{
	"basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "accent-insensitive-comparison", "basic-spatial-functions",
	"basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "arithmetic", "property-property",
}

// suiteVocabulary has the fields of the suite's data that its predicates name.
func suiteVocabulary() *Table {
	fields := []Field{
		{Name: "name", Type: TypeText}, {Name: "NAME", Type: TypeText}, {Name: "pop_other", Type: TypeNumber},
		{Name: "POP_EST", Type: TypeNumber}, {Name: "date", Type: TypeDate}, {Name: "start", Type: TypeInstant},
		{Name: "end", Type: TypeInstant}, {Name: "boolean", Type: TypeBoolean},
		{Name: "nameascii", Type: TypeText}, {Name: "pop_min", Type: TypeNumber}, {Name: "pop_max", Type: TypeNumber},
	}
	for i := range fields {
		fields[i].Filter = true
	}
	return NewTable("geom", fields...)
}

func TestPublishedSuite(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(corpusFile(t, "cql2_ats_expected.tsv")), "\n")[1:]
	parsed := 0
	for _, line := range lines {
		columns := strings.Split(line, "\t") // class, needs, collection, filter, expected
		class, filter := columns[0], columns[3]
		_, err := ParseCQL2(filter, suiteVocabulary())
		if err == nil {
			parsed++
		} else if slices.Contains(answered, class) {
			t.Errorf("%s: %s: %v", class, filter, err)
		}
	}
	t.Logf("%d of %d predicates parse", parsed, len(lines))
}

// The published examples say the same in text and in JSON.
func TestPublishedExamplesInJSON(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(corpus, "examples/json/*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skipf("the CQL2 corpus is not at %s", corpus)
	}
	same := 0
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		vocab := exampleVocabulary(name)
		text, err := ParseCQL2(corpusFile(t, filepath.Join("examples/text", name+".txt")), vocab)
		if err != nil {
			continue
		}
		tree, err := ParseFilter(Filter{Text: corpusFile(t, filepath.Join("examples/json", name+".json")), Lang: CQL2JSON}, vocab)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := Canonical(tree), Canonical(text); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
		same++
	}
	t.Logf("%d of %d examples are the same in both languages", same, len(paths))
}
