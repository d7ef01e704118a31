package registry

import (
	"cmp"
	"slices"
	"sync"

	"landbank/registry/criteria"
)

// Type is the type of a field's values, the one that criteria compare by.
type Type = criteria.Type

// The types of fields, each with the Go type of its values in a [Flat].
const (
	TypeText    = criteria.TypeText    // string
	TypeCode    = criteria.TypeCode    // string, one of a code list
	TypeCodes   = criteria.TypeCodes   // []string, each of a code list where one is named
	TypeNumber  = criteria.TypeNumber  // float64; +Inf stands for a distance checked and found to be none
	TypeInteger = criteria.TypeInteger // int64
	TypeBoolean = criteria.TypeBoolean // bool
	TypeDate    = criteria.TypeDate    // Date
	TypeInstant = criteria.TypeInstant // time.Time
)

// Operators gives the comparison operators that the field takes, as the
// search body spells them; none where no condition can name it.
func (f *Field) Operators() []string {
	if !f.Can(Filter) {
		return []string{}
	}
	switch f.Type {
	case TypeText:
		return []string{"=", "<>", "<", "<=", ">", ">=", "in", "like", "isNull"}
	case TypeCode:
		return []string{"=", "<>", "in", "isNull"}
	case TypeCodes:
		return []string{"has", "isNull"}
	case TypeBoolean:
		return []string{"=", "<>", "isNull"}
	default:
		return []string{"=", "<>", "<", "<=", ">", ">=", "between", "in", "isNull"}
	}
}

// Display says how screens show a number: value × Factor, in Unit.
type Display struct {
	Unit     string  `json:"unit"`
	Factor   float64 `json:"factor"`
	Decimals int     `json:"decimals"`
}

// Use says what a field can be used for.
type Use uint8

// The uses of a field.
const (
	Filter Use = 1 << iota // a condition can name it
	Sort                   // pages can be ordered by it
	Facet                  // sites can be counted by its values
	Weight                 // a preference can weigh it

)

// Joint says how a condition on a field is asked of several adjoining sites
// together.
type Joint string

// The ways of a field with several sites.
const (
	JointEach    Joint = "each"    // each of them has to meet it
	JointAny     Joint = "any"     // it is enough that one does: what reaches one site reaches them all
	JointSum     Joint = "sum"     // asked of the sum of their values
	JointOutline Joint = "outline" // asked of what is measured of their common outline
)

// Together is the field's way with several sites.
func (f *Field) Together() Joint { return cmp.Or(f.Joint, JointEach) }

// JointOf says how a condition is asked: as its fields are where they agree,
// else of each site.
func JointOf(c criteria.Condition) Joint {
	joint := JointEach
	for i, name := range c.Fields {
		f, ok := FieldByName(name)
		if !ok || i > 0 && f.Together() != joint {
			return JointEach
		}
		joint = f.Together()
	}
	return joint
}

// Field is one row of the table of fields: one public property of a site.
type Field struct {
	Name     string
	Type     Type
	Unit     string // UCUM-like: m2, m, kW, m3/h, m3/d, %, t, a; "" where there is none
	Display  *Display
	Codes    string // name of its code list, "" where there is none
	Group    string // name of its group in [Groups]
	Use      Use
	Label    Text
	Help     Text   // one sentence on what exactly it says; may be nil
	Standard string // the standard that the field or its code list comes from
	Clock    string // freshness clock of the field, see [Clocks]

	Joint Joint // how several adjoining sites are asked for it; "" is each

	// Dated: its value depends on the day on which the record is judged.
	Dated bool

	value func(*Record) any // nil where the record alone does not give it
}

// Computed reports whether only the store can give the field: the database
// computes it, or it follows from how the site stands.
func (f *Field) Computed() bool {
	return f.value == nil && !f.Dated || slices.Contains(standingFields, f.Name)
}

// standingFields follow from the record, the day, and the lifecycle, which
// only the store knows.
var standingFields = []string{"available_now", "available_why"}

// Can reports whether the field has the use.
func (f *Field) Can(u Use) bool { return f.Use&u != 0 }

// Group is a heading under which fields stand together.
type Group struct {
	Name  string
	Label Text
}

// Groups lists the groups in the order of screens.
var Groups = []Group{
	{"identity", text("Ділянка", "Site", "Участок")},
	{"place", text("Розташування", "Location", "Расположение")},
	{"area", text("Площа", "Area", "Площадь")},
	{"offer", text("Пропозиція", "Offer", "Предложение")},
	{"tenure", text("Права на землю", "Tenure", "Права на землю")},
	{"utilities", text("Інженерні мережі", "Utilities", "Инженерные сети")},
	{"access", text("Транспортна доступність", "Transport access", "Транспортная доступность")},
	{"planning", text("Містобудівні умови", "Planning", "Градостроительные условия")},
	{"buildings", text("Будівлі", "Buildings", "Здания")},
	{"environment", text("Довкілля та ґрунти", "Environment and ground", "Экология и грунты")},
	{"readiness", text("Готовність", "Readiness", "Готовность")},
	{"record", text("Запис", "Record", "Запись")},
}

// Flat holds one value for each of [Fields], in their order: string,
// []string, float64, int64, bool, Date, time.Time, or nil for unknown and
// for fields that the database computes.
type Flat []any

var fieldTable = sync.OnceValue(func() []Field {
	return slices.Concat(identityFields, placeFields, areaFields, offerFields, tenureFields,
		utilityFields(), accessFields(), planningFields, buildingFields, environmentFields,
		readinessFields, mediaFields, recordFields)
})

var fieldIndex = sync.OnceValue(func() map[string]int {
	index := make(map[string]int)
	for i, f := range fieldTable() {
		index[f.Name] = i
	}
	return index
})

// Fields gives the table of fields. Callers must not change it.
func Fields() []Field { return fieldTable() }

// FieldByName finds a field by its public name.
func FieldByName(name string) (*Field, bool) {
	i, ok := fieldIndex()[name]
	if !ok {
		return nil, false
	}
	return &fieldTable()[i], true
}

// FieldPosition gives the position of the field in [Fields] and in a [Flat],
// or -1.
func FieldPosition(name string) int {
	if i, ok := fieldIndex()[name]; ok {
		return i
	}
	return -1
}

// FlattenAt reads the flat values of a record as they are at a moment. Values
// that the database computes stay nil; where the moment has no day, so do
// those that say what is true on a day. They hold from that day on until the
// day before next_check_on.
func FlattenAt(r *Record, m Moment) Flat {
	fields := Fields()
	flat := make(Flat, len(fields))
	for i := range fields {
		if fields[i].value != nil {
			flat[i] = fields[i].value(r)
		}
	}
	set := func(name string, value any) { flat[FieldPosition(name)] = value }
	set("completeness_pct", completeness(flat))
	j := judging{Moment: m}
	set("readiness", int64(r.readinessAt(&j)))
	if m.Day.IsZero() {
		return flat
	}
	j.judge(r, flat)
	set("freshness", j.freshness())
	set("stale_groups", j.stale())
	now, why := Available(m.Lifecycle, j.why(r, flat[FieldPosition("available_from")]))
	set("available_now", now)
	set("available_why", why)
	j.until(r.ReservedTill)
	set("next_check_on", day(j.next))
	return flat
}

// GeometryName is the name under which criteria mean a site's outline or point.
const GeometryName = "geom"

// Vocabulary is the table of fields as criteria know it, with the codes that
// are in force.
func Vocabulary() *criteria.Table { return codes().vocabulary() }

func vocabularyOf(t *CodeLists) *criteria.Table {
	var fields []criteria.Field
	for i := range Fields() {
		f := &Fields()[i]
		fields = append(fields, criteria.Field{
			Name: f.Name, Type: f.Type, Unit: f.Unit, Codes: t.names(f.Codes),
			Filter: f.Can(Filter), Sort: f.Can(Sort),
		})
	}
	return criteria.NewTable(GeometryName, fields...)
}

func (l *CodeLists) names(list string) []string {
	var names []string
	for _, c := range l.lists[list] {
		names = append(names, c.Code)
	}
	return names
}
