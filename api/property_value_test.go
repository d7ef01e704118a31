package api

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// maker makes values after schemas, the same for the same seed.
type maker struct {
	*rand.Rand
	known map[string][]string // values that answers had, by the name of their member
}

// deepest is how far values are nested before they end.
const deepest = 6

// words are texts that programs stumble over, beside plain ones.
var words = []string{
	"a", "Works", "Цех №5", "it's", `"q"`, "100%", "a_b", "=1+1", "<b>", "ß", "\u202e", "👍🏽", "e\u0301", "\t", " ", "null", "true", "0", "-1", "1e400", "../..", "%00", "a\x00b", ";", "&a=b", "\\", strings.Repeat("ж", 3000),
}

func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

func pick[T any](m *maker, from []T) T { return from[m.IntN(len(from))] }

// value makes a value that the schema allows, as JSON decodes it. Name is that of the member or parameter it is for.
func (m *maker) value(s *openapi3.Schema, name string, depth int) any {
	switch {
	case len(s.Enum) > 0:
		return pick(m, s.Enum)
	case s.Nullable && m.chance(15):
		return nil
	case len(s.OneOf) > 0:
		return m.value(pick(m, s.OneOf).Value, name, depth+1)
	case len(s.AnyOf) > 0:
		return m.value(pick(m, s.AnyOf).Value, name, depth+1)
	case len(s.AllOf) > 0:
		return m.merged(s, name, depth)
	case s.Type.Is("object"), s.Type == nil && len(s.Properties) > 0:
		return m.object(s, depth)
	case s.Type.Is("array"):
		return m.array(s, name, depth)
	case s.Type.Is("boolean"):
		return m.chance(50)
	case s.Type.Is("integer"):
		return math.Round(m.number(s))
	case s.Type.Is("number"):
		return m.number(s)
	case s.Type.Is("string"):
		return m.text(s, name)
	}
	return pick(m, []any{"x", 1.0, true, map[string]any{}, []any{}})
}

func (m *maker) merged(s *openapi3.Schema, name string, depth int) any {
	out := map[string]any{}
	for _, part := range s.AllOf {
		made, ok := m.value(part.Value, name, depth+1).(map[string]any)
		if !ok {
			return m.value(part.Value, name, depth+1)
		}
		for key, value := range made {
			out[key] = value
		}
	}
	for key, value := range m.object(s, depth) {
		out[key] = value
	}
	return out
}

func (m *maker) object(s *openapi3.Schema, depth int) map[string]any {
	out := map[string]any{}
	for _, name := range sortedNames(s.Properties) {
		property := s.Properties[name].Value
		if required := slices.Contains(s.Required, name); required || depth < deepest && m.chance(35) {
			out[name] = m.value(property, name, depth+1)
		}
	}
	if extra := s.AdditionalProperties.Schema; extra != nil && depth < deepest {
		for range m.IntN(3) {
			out[pick(m, []string{"uk", "en", "ru", "a b", "kind"})] = m.value(extra.Value, "", depth+1)
		}
	}
	return out
}

func (m *maker) array(s *openapi3.Schema, name string, depth int) []any {
	most := int(s.MinItems) + 3
	if s.MaxItems != nil {
		most = min(most, int(*s.MaxItems))
	}
	out := []any{}
	for range int(s.MinItems) + m.IntN(most-int(s.MinItems)+1) {
		if one := m.value(s.Items.Value, name, depth+1); !s.UniqueItems || !slices.ContainsFunc(out, func(o any) bool { return fmt.Sprint(o) == fmt.Sprint(one) }) {
			out = append(out, one)
		}
	}
	return out
}

func (m *maker) number(s *openapi3.Schema) float64 {
	low, high := -1000.0, 1e6
	if s.Min != nil {
		low, high = *s.Min, *s.Min+1e6
	}
	if s.Max != nil {
		high = *s.Max
		low = min(low, high)
	}
	switch m.IntN(4) {
	case 0:
		return low
	case 1:
		return high
	}
	return low + math.Floor(m.Float64()*min(high-low, 200))
}

// text makes a text: one that answers had under the name, one that the format demands, or any.
func (m *maker) text(s *openapi3.Schema, name string) string {
	if known := m.known[name]; len(known) > 0 && m.chance(50) {
		return pick(m, known)
	}
	switch s.Format {
	case "date":
		return fmt.Sprintf("%04d-%02d-%02d", 1990+m.IntN(60), 1+m.IntN(12), 1+m.IntN(28))
	case "date-time":
		return fmt.Sprintf("%04d-%02d-%02dT%02d:00:00Z", 1990+m.IntN(60), 1+m.IntN(12), 1+m.IntN(28), m.IntN(24))
	case "email":
		return fmt.Sprintf("p%d@example.org", m.IntN(1000))
	case "uuid":
		return fmt.Sprintf("%08x-0000-4000-8000-%012x", m.Uint32(), m.Uint32())
	case "uri":
		return "https://example.org/" + fmt.Sprint(m.IntN(100))
	}
	if s.Pattern != "" {
		if tree, err := syntax.Parse(s.Pattern, syntax.Perl); err == nil {
			return m.matching(tree)
		}
	}
	text := pick(m, words)
	for uint64(len([]rune(text))) < s.MinLength {
		text += "a"
	}
	if runes := []rune(text); s.MaxLength != nil && uint64(len(runes)) > *s.MaxLength {
		text = string(runes[:*s.MaxLength])
	}
	return text
}

// matching makes a text that a regular expression matches.
func (m *maker) matching(e *syntax.Regexp) string {
	repeated := func(low, high int) string {
		out := ""
		for range low + m.IntN(high-low+1) {
			out += m.matching(e.Sub[0])
		}
		return out
	}
	switch e.Op {
	case syntax.OpLiteral:
		return string(e.Rune)
	case syntax.OpCharClass:
		i := 2 * m.IntN(len(e.Rune)/2)
		return string(e.Rune[i] + m.Int32N(e.Rune[i+1]-e.Rune[i]+1))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "x"
	case syntax.OpStar:
		return repeated(0, 4)
	case syntax.OpPlus:
		return repeated(1, 4)
	case syntax.OpQuest:
		return repeated(0, 1)
	case syntax.OpRepeat:
		return repeated(e.Min, max(e.Min, min(e.Max, e.Min+6)))
	case syntax.OpAlternate:
		return m.matching(pick(m, e.Sub))
	case syntax.OpConcat, syntax.OpCapture:
		out := ""
		for _, part := range e.Sub {
			out += m.matching(part)
		}
		return out
	}
	return ""
}

// spoiled makes something else of a value: another type, a member more or less, a number beyond all bounds.
func (m *maker) spoiled(value any) any {
	switch v := value.(type) {
	case map[string]any:
		if len(v) > 0 && m.chance(60) {
			name := pick(m, sortedNames(v))
			if m.chance(30) {
				delete(v, name)
			} else {
				v[name] = m.spoiled(v[name])
			}
			return v
		}
		v["unknown_member"] = 1.0
		return v
	case []any:
		if len(v) > 0 && m.chance(60) {
			i := m.IntN(len(v))
			v[i] = m.spoiled(v[i])
			return v
		}
	}
	var deep any = "bottom"
	for range 60 {
		deep = []any{deep}
	}
	return pick(m, []any{nil, true, "", -1.0, 0.5, 1e308, 9007199254740993.0, "x", strings.Repeat("x", 70000), []any{}, []any{nil}, map[string]any{}, map[string]any{"type": "Polygon", "coordinates": []any{}}, deep})
}

func sortedNames[V any](of map[string]V) []string {
	var names []string
	for name := range of {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
