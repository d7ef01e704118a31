package intake

import (
	"bytes"
	"encoding/json"
	"fmt"

	"landbank/registry"
)

// own reads Landbank's own exports. The column record holds the whole public document; everything beside it is
// there for other programs and is not read.
var own = profile{
	name:      "landbank",
	title:     registry.Text{"uk": "експорт Landbank", "en": "export of Landbank", "ru": "экспорт Landbank"},
	source:    registry.Source{Code: "landbank", Name: "Landbank"},
	refPrefix: "LB",
	verbatim:  true,
	marks:     [][]string{{"ref", "record"}},
	columns:   append(ownColumns, ownFields()...),
	finish:    ownFinish,
}

var ownColumns = []column{
	{names: []string{"ref"}, identity: true, member: "reference", read: keep("ref")},
	{names: []string{"record"}, member: "everything", read: ownRecord},
	{names: []string{"geometry"}, member: "outline or point", read: surfaceText},
	{names: []string{"none"}, member: "fields checked and found to be none", read: func(*mapping, cell) {}},
}

// ownFields are the columns that repeat what the record says.
func ownFields() []column {
	var all []column
	for _, f := range registry.Fields() {
		if f.Name != "ref" {
			all = append(all, column{names: []string{squeeze(f.Name)}, member: f.Name, read: func(*mapping, cell) {}})
		}
	}
	return all
}

// ownRecord takes the document. One that this version cannot hold whole is an error: nothing of an export may get
// lost in silence.
func ownRecord(m *mapping, c cell) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(c.value)))
	decoder.DisallowUnknownFields()
	var record registry.Record
	if err := decoder.Decode(&record); err != nil {
		m.note("V-30", registry.Error, c, "", fmt.Sprintf("the record cannot be read: %v", err))
		return
	}
	m.record = record
	m.ownCodes(c)
}

// ownCodes refuses codes that no list has.
func (m *mapping) ownCodes(c cell) {
	flat := registry.FlattenAt(&m.record, registry.Moment{})
	fields := registry.Fields()
	for i := range fields {
		if fields[i].Codes == "" {
			continue
		}
		codes, _ := flat[i].([]string)
		if code, single := flat[i].(string); single {
			codes = []string{code}
		}
		for _, code := range codes {
			if !registry.HasCode(fields[i].Codes, code) {
				m.note("V-09", registry.Error, cell{column: fields[i].Name, value: code, at: c.at}, "", "not a code of the list "+fields[i].Codes)
			}
		}
	}
}

func ownFinish(m *mapping) {
	ref := m.kept["ref"]
	if m.record.Ref == "" {
		m.record.Ref = ref.value
	}
	if ref.value != "" && ref.value != m.record.Ref {
		m.note("V-12", registry.Error, ref, "", "the record's own reference is "+m.record.Ref)
	}
	m.key = m.record.Ref
}
