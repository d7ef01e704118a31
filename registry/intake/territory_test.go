package intake

import (
	"errors"
	"strings"
	"testing"
)

const units = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Перший район","name:en":"First Raion","katotth":"UA01020000000000002"},"geometry":{"type":"Polygon","coordinates":[[[30,50,1],[31,50,1],[31,51,1],[30,50,1]]]}},
{"type":"Feature","properties":{"name":"Другий район"},"geometry":{"type":"Polygon","coordinates":[[[31,50],[32,50],[32,51],[31,50]]]}},
{"type":"Feature","properties":{"name":"Третій район","katotth":"UA01040000000000004"},"geometry":null}]}`

const classifier = `Перший рівень;Другий рівень;Третій рівень;Категорія;Назва
UA01000000000000001;;;O;Зразкова
UA01000000000000001;UA01020000000000002;;P;Перший
UA01000000000000001;UA01030000000000003;;P;Другий
`

func TestReadTerritories(t *testing.T) {
	hierarchy, err := ReadHierarchy(write(t, "c.csv", classifier))
	if err != nil {
		t.Fatal(err)
	}
	rows, left, err := ReadTerritories(write(t, "u.geojson", units), TerritoryOptions{Scheme: "katottg", Level: 2,
		CodeProperty: "katotth", NameProperty: "name", Hierarchy: hierarchy})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || len(left) != 1 || !strings.Contains(left[0], "Третій") {
		t.Fatalf("%d territories, left out %v", len(rows), left)
	}
	first, second := rows[0], rows[1]
	if first.Code != "UA01020000000000002" || first.Parent != "UA01000000000000001" || first.Names["uk"] != "Перший район" ||
		first.Names["en"] != "First Raion" || strings.Contains(string(first.Geometry), ",1]") {
		t.Errorf("first %+v %s", first.Territory, first.Geometry)
	}
	if second.Code != "UA01030000000000003" {
		t.Errorf("found by its name: %+v", second.Territory)
	}
}

func TestTerritoriesThatAreNone(t *testing.T) {
	o := TerritoryOptions{CodeProperty: "katotth", NameProperty: "name"}
	var not *NotARegister
	if _, _, err := ReadTerritories(write(t, "t.csv", plainCSV), o); !errors.As(err, &not) {
		t.Errorf("a table: %v", err)
	}
	twice := strings.Replace(units, "UA01040000000000004\"},\"geometry\":null", "UA01020000000000002\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[30,50],[31,50],[31,51],[30,50]]]}", 1)
	if _, _, err := ReadTerritories(write(t, "t.geojson", twice), o); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a code that comes twice: %v", err)
	}
	if _, err := ReadHierarchy(write(t, "h.csv", plainCSV)); !errors.As(err, &not) {
		t.Errorf("another table as a classifier: %v", err)
	}
}
