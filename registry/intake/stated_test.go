package intake

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"landbank/registry"
)

const producerTable = `Ділянка;Пл.;Потужн.;Стан;Призначення;X;Y;Примітка
П-1;3,500;2,5;вільна;;30.51234;50.41234;а
П-2;12;1.000;зарезервовано;;30.51235;50.41235;б
`

func producerColumns(t *testing.T) []registry.MappedColumn {
	t.Helper()
	columns, _, err := ParseColumns([]string{"Ділянка=id", "Пл.=area_usable_m2:ha:,", "Потужн.=power_kw:MW:,", "Призначення=-", "Примітка=address"})
	if err != nil {
		t.Fatal(err)
	}
	return columns
}

func TestColumnsAreReadAsStated(t *testing.T) {
	t.Parallel()
	path := write(t, "t.csv", producerTable)
	f, rows := readAll(t, path, Options{Columns: producerColumns(t), Today: testDay})
	if len(rows) != 2 || rows[0].SourceKey != "П-1" || *rows[0].Record.Area.UsableM2 != 35_000 || rows[0].Record.Address != "а" ||
		*rows[0].Record.Utilities[0].CapacityAvailable != 2500 || *rows[1].Record.Utilities[0].CapacityAvailable != 1000 {
		t.Fatalf("%+v", rows)
	}
	if said := strings.Join(f.Recognised().Notes, "\n"); !strings.Contains(said, "Пл. → area_usable_m2 in ha, decimals after a comma") ||
		!strings.Contains(said, "Призначення is not read") {
		t.Errorf("told %s", said)
	}
	stated, there := f.Stated()
	if !there || stated.Source != "t" || stated.Profile != "generic" || !reflect.DeepEqual(stated.Columns, producerColumns(t)) {
		t.Errorf("to be remembered: %+v", stated)
	}
	if f, _ := readAll(t, path, Options{Today: testDay}); f.mapping.anonymous == false {
		t.Errorf("the columns are known without being stated, so this test shows nothing")
	} else if _, there := f.Stated(); there {
		t.Errorf("there is something to remember where nothing was stated")
	}
}

// What a registry calls its codes, and the codes that it has added, are read in
// files from then on. Codes are in force for the process: the test does not run
// beside others.
func TestCodesOfTheRegistryAreRead(t *testing.T) {
	t.Cleanup(func() { registry.UseCodes(nil) })
	path := write(t, "t.csv", "Nr;Uses;Former\nП-1;Центр даних, Порт тут;Data centre\n")
	columns, _, err := ParseColumns([]string{"Nr=id", "Uses=allowed_uses", "Former=former_use"})
	if err != nil {
		t.Fatal(err)
	}
	read := func() ([]string, string) {
		_, rows := readAll(t, path, Options{Columns: columns, Today: testDay})
		return rows[0].Record.AllowedUses, rows[0].Record.FormerUse
	}
	if uses, former := read(); uses != nil || former != "" {
		t.Errorf("before: %v, %q", uses, former)
	}
	label := registry.Text{"uk": "Центр даних", "en": "Data centre", "ru": "Центр данных"}
	port, _ := registry.CodeOf("use", "port")
	port.Label = registry.Text{"uk": "Порт тут", "en": "Port here", "ru": "Порт здесь"}
	registry.UseCodes([]registry.Code{{List: "use", Code: "data_centre", Label: label}, {List: "former_use", Code: "data_centre", Label: label}, port})
	if uses, former := read(); !reflect.DeepEqual(uses, []string{"data_centre", "port"}) || former != "data_centre" {
		t.Errorf("after: %v, %q", uses, former)
	}
}

func TestRememberedColumnsAreReadAgain(t *testing.T) {
	t.Parallel()
	remembered := registry.SourceMapping{Source: "council", Profile: "generic", Columns: producerColumns(t),
		ChangedAt: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)}
	read := func(content string) (*File, registry.Row) {
		f, err := Open(write(t, "t.csv", content), Options{Today: testDay})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		if err := f.Remember(remembered); err != nil {
			t.Fatal(err)
		}
		r, err := f.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return f, r
	}
	f, r := read(producerTable)
	if r.SourceKey != "П-1" || *r.Record.Area.UsableM2 != 35_000 || len(r.Issues) != 0 {
		t.Errorf("%s %+v", messages(r), r)
	}
	if said := strings.Join(f.Recognised().Notes, "\n"); !strings.Contains(said, "remembered for council since 2026-03-04") || strings.Contains(said, "any more") {
		t.Errorf("told %s", said)
	}
	f, r = read(strings.Replace(producerTable, "Пл.", "Площа", 1))
	if r.Record.Area.UsableM2 != nil || r.SourceKey != "П-1" || !strings.Contains(messages(r), "does not have it any more") {
		t.Errorf("%s %+v", messages(r), r)
	}
	if said := strings.Join(f.Recognised().Notes, "\n"); !strings.Contains(said, "does not have these remembered columns any more: Пл.") {
		t.Errorf("told %s", said)
	}
}

func TestStatedColumnGoesBeforeThoseThatAreKnownByName(t *testing.T) {
	t.Parallel()
	table := write(t, "t.csv", "id,hectares,measured,name,title,lon,lat\na,1,2,n,t,30.51234,50.41234\n")
	_, rows := readAll(t, table, Options{Today: testDay, Columns: []registry.MappedColumn{
		{Column: "measured", Field: "area_declared_m2", Unit: "ha"}, {Column: "title", Field: "name"}}})
	r := rows[0].Record
	if *r.Area.DeclaredM2 != 20_000 || r.Extra["hectares"] != "1" || r.Names["en"] != "t" || r.Extra["name"] != "n" {
		t.Errorf("%+v", r)
	}
}

func TestColumnsThatCannotBeMapped(t *testing.T) {
	t.Parallel()
	table := write(t, "t.csv", plainCSV)
	for stated, says := range map[string]string{
		"nope=address": "no column nope to map; it has id, name, lon, lat", "name=nope": `no field "nope"`,
		"name=area_declared_m2:km": `unit "km" cannot be`, "name=address:m": `unit "m" cannot be`,
	} {
		columns, _, err := ParseColumns([]string{stated})
		if err != nil {
			t.Fatal(err)
		}
		if said := refusal(t, table, Options{Columns: columns}); !strings.Contains(said, says) {
			t.Errorf("%s is told %q", stated, said)
		}
	}
	for _, stated := range [][]string{{"address"}, {"=address"}, {"a="}, {"a=address", "a=name"}, {"a=price::x"}, {`{"column":1}`}, {`{"columns":[],"crs":"nowhere"}`}} {
		if columns, _, err := ParseColumns(stated); err == nil {
			t.Errorf("%q is taken as %+v", stated, columns)
		}
	}
	columns, crs, err := ParseColumns([]string{`{"columns":[{"column":"a=b","field":"area_declared_m2","unit":"ha","decimal":","}],"crs":"EPSG:6384"}`, "c=d=address"})
	if err != nil || crs != 6384 || columns[0].Column != "a=b" || columns[1] != (registry.MappedColumn{Column: "c=d", Field: "address"}) {
		t.Errorf("%+v, %d, %v", columns, crs, err)
	}
}

// Every field that columns can be mapped to is one, and its reader writes the member that the field shows.
func TestTargetsAreFields(t *testing.T) {
	t.Parallel()
	values := map[registry.Type]string{registry.TypeNumber: "1", registry.TypeInteger: "1990", registry.TypeBoolean: "yes", registry.TypeDate: "2020-01-02",
		registry.TypeText: "https://example.org/x"}
	for name, reader := range targets {
		f, known := registry.FieldByName(name)
		if !known {
			t.Errorf("%s is no field", name)
			continue
		}
		value := values[f.Type]
		if f.Codes != "" {
			for _, c := range registry.Codes(f.Codes) {
				if value = c.Code; c.Code != "unknown" {
					break
				}
			}
		}
		m := newMapping(&generic, newHeader([]string{"c"}), nil, testDay, 0)
		reader(1)(m, cell{column: "c", value: value, at: -1})
		if got := registry.FlattenAt(&m.record, registry.Moment{})[registry.FieldPosition(name)]; got == nil && name != "territory" && name != "largest_piece_m2" || len(m.issues) > 0 {
			t.Errorf("%s reads %q as %v: %v", name, value, got, m.issues)
		}
	}
}

func TestAnyKindOfRegisterTakesFigures(t *testing.T) {
	t.Parallel()
	path := write(t, "parcels.csv", "Кадастровий номер;Площа, га;Форма власності;Цільове призначення;Широта;Довгота;Електропостачання, кВт\n"+
		"4610136900:03:005:0011;12,4;комунальна;11.02;49,8243;23,9467;4500\n")
	columns, _, err := ParseColumns([]string{"Електропостачання, кВт=power_kw"})
	if err != nil {
		t.Fatal(err)
	}
	f, rows := readAll(t, path, Options{Columns: columns, Today: testDay})
	if f.Recognised().Profile != "ua-835-parcels" || len(rows) != 1 || len(rows[0].Record.Utilities) != 1 ||
		*rows[0].Record.Utilities[0].CapacityAvailable != 4500 || rows[0].Record.Parcels[0].Purpose != "11.02" {
		t.Errorf("as %s: %+v", f.Recognised().Profile, rows)
	}
}
