package postgres

import (
	"strings"
	"sync"

	"landbank/registry"
)

// declared gives the fields whose values come with the record, in table order.
var declared = sync.OnceValue(func() []*registry.Field {
	var fields []*registry.Field
	for i := range registry.Fields() {
		if f := &registry.Fields()[i]; !f.Computed() {
			fields = append(fields, f)
		}
	}
	return fields
})

// declaredColumns lists the columns of the declared fields.
func declaredColumns() string {
	var names []string
	for _, f := range declared() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// datedNames lists the fields whose values depend on the day.
func datedNames() []string {
	var names []string
	for i := range registry.Fields() {
		if f := &registry.Fields()[i]; f.Dated {
			names = append(names, f.Name)
		}
	}
	return names
}

// undatedColumns lists the columns of the declared fields that hold on any day.
func undatedColumns() string {
	return strings.Join(each(declaredUndated(), func(f *registry.Field) string { return f.Name }), ", ")
}

// marks gives what stands in the SQL files for lists that are kept elsewhere:
//
//	{{declared columns}}  name, kind, …
//	{{computed columns}}  ref, lifecycle, …
//	{{undated columns}}   those of declared fields that do not depend on the day
//	{{dated columns}}     those of fields that depend on the day
//	{{fitted columns}}    those of fields that are measured after the outline was written
//	{{fitted assignments}} each of them set to what f has
//	{{fitted pattern}}    a regular expression of their names
//	{{batch columns}}     the columns that scanBatch reads
//	{{upload columns}}    the columns that scanUpload reads
//	{{correction columns}} those that scanCorrection reads
//	{{kept lifecycles}}   the states of sites that have not ended, as literals
//	{{campaign columns}}, {{task columns}}, {{observation columns}} those of scanCampaign, scanTask and scanObservation
func marks() []string {
	return []string{"{{undated columns}}", undatedColumns(), "{{dated columns}}", strings.Join(datedNames(), ", "), "{{declared columns}}", declaredColumns(), "{{computed columns}}", strings.Join(computedFields, ", "),
		"{{fitted columns}}", strings.Join(fittedFields, ", "), "{{fitted pattern}}", strings.Join(fittedFields, "|"),
		"{{fitted assignments}}", strings.Join(each(fittedFields, func(name string) string { return name + " = f." + name }), ", "),
		"{{batch columns}}", batchColumns, "{{upload columns}}", uploadColumns, "{{correction columns}}", correctionColumns, "{{kept lifecycles}}", keptLifecycles(),
		"{{campaign columns}}", campaignColumns, "{{task columns}}", taskColumns, "{{observation columns}}", observationColumns}
}

func keptLifecycles() string {
	var states []string
	for _, state := range registry.Lifecycles {
		if registry.IsKept(state) {
			states = append(states, "'"+state+"'")
		}
	}
	return strings.Join(states, ", ")
}
