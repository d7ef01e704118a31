package api

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"landbank/geo/geotest"
	"landbank/registry"
)

func TestAValueOfARowIsCorrectedInPlaceOfTheFile(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	u := r.sent(t, "editor", "town.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield", "b,Depot,30.22222,,brownfield", "c,Yard,30.33333,48.33333,castle"))
	importIn(t, r.as(t, "editor", "POST", at(u)+"/dry-run", ""), 202)
	if got := r.done(t, "editor", u); got.Result == nil || got.Result.Created != 2 || got.Result.Rejected != 1 {
		t.Fatalf("before: %+v, %v", got.Result, got.Failure)
	}

	// A value is put in, another one in its place, and one is taken away again.
	importIn(t, r.as(t, "editor", "PATCH", at(u)+"/rows/2", `{"latitude":"4822222","name":"Depot"}`), 200)
	got := importIn(t, r.as(t, "reviewer", "PATCH", at(u)+"/rows/2", `{"latitude":"48.22222","name":null}`), 200)
	if want := []registry.RowCorrection{{Row: 2, Column: "latitude", Value: "48.22222"}}; !reflect.DeepEqual(got.Settings.Corrections, want) {
		t.Fatalf("corrections %+v, want %+v", got.Settings.Corrections, want)
	}
	if got.State != "uploaded" || got.Result != nil || len(got.Authors) != 2 {
		t.Errorf("what was counted still holds, or whoever corrected is no author: %+v", got)
	}
	if rows := r.as(t, "editor", "GET", at(u)+"/rows?state=invalid", "").json(t); rows["matched"] != 1.0 {
		t.Errorf("what was said of the rows is gone before the next run: %v", rows)
	}
	if refused := r.as(t, "editor", "PATCH", at(u)+"/rows/2", `{"Latitude":"1","none":"2"}`); refused.Code != 409 ||
		strings.Count(refused.Body.String(), `"rule":"column"`) != 2 {
		t.Errorf("columns that are not there: %d %s", refused.Code, refused.Body)
	}
	if wrong := r.as(t, "editor", "PATCH", at(u)+"/rows/2", `{"latitude":48}`); wrong.Code != 400 {
		t.Errorf("a number: %d", wrong.Code)
	}
	if none := r.as(t, "editor", "PATCH", at(u)+"/rows/0", `{"latitude":"48"}`); none.Code != 404 {
		t.Errorf("row 0: %d", none.Code)
	}

	importIn(t, r.as(t, "editor", "POST", at(u)+"/apply", ""), 202)
	applied := r.done(t, "editor", u)
	if applied.State != "applied" || applied.Result.Created != 3 || applied.Result.ByRule[registry.Corrected] != 1 {
		t.Fatalf("after: %+v, %v", applied.Result, applied.Failure)
	}
	rows := r.as(t, "editor", "GET", at(u)+"/rows?rule=corrected", "").json(t)["rows"].([]any)
	if len(rows) != 1 {
		t.Fatalf("%d rows were corrected", len(rows))
	}
	row := rows[0].(map[string]any)
	finding := row["findings"].([]any)[0].(map[string]any)
	if row["name"] != "Depot" || row["latitude"] != 48.22222 || finding["severity"] != "repaired" || finding["field"] != "latitude" ||
		finding["raw"] != "" || finding["proposed"] != "48.22222" || finding["title"].(map[string]any)["uk"] == "" {
		t.Errorf("the corrected row %v", row)
	}
}

func TestTheRowsOfAFileStandOnAMap(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	u := r.sent(t, "editor", "town.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield", "b,Nowhere,,,brownfield", `c,"Old ""Yard""",30.33333,48.33333,brownfield`))
	importIn(t, r.as(t, "editor", "POST", at(u)+"/dry-run", ""), 202)
	r.done(t, "editor", u)
	for query, names := range map[string][]string{"0/0/0": {"Mill", `Old \"Yard\"`}, "0/0/0?state=invalid": nil, "0/0/0?held=true": nil, "8/88/149": {"Mill", `Old \"Yard\"`}, "8/88/150": nil} {
		got := r.as(t, "editor", "GET", at(u)+"/tiles/"+query, "")
		dump, err := geotest.DumpTile(got.Body.Bytes())
		if got.Code != 200 || err != nil {
			t.Fatalf("%s: %d, %v", query, got.Code, err)
		}
		for _, name := range []string{"Mill", `Old \"Yard\"`} {
			if strings.Contains(string(dump), name) != slices.Contains(names, name) {
				t.Errorf("%s: want %v in %s", query, names, dump)
			}
		}
	}
	if got := r.as(t, "editor", "GET", at(u)+"/tiles/0/0/1", ""); got.Code != 404 {
		t.Errorf("a tile beyond the grid: %d", got.Code)
	}
	bounds := r.as(t, "editor", "GET", at(u)+"/rows", "").json(t)["bounds"]
	if !reflect.DeepEqual(bounds, []any{30.11111, 48.11111, 30.33333, 48.33333}) {
		t.Errorf("bounds %v", bounds)
	}
	for query, want := range map[string][]any{"offset=1": {2.0, 3.0}, "offset=1&limit=1": {2.0}, "offset=1&state=new": {3.0}, "offset=3": {}, "after=1&offset=1": {3.0}} {
		rows := []any{}
		for _, row := range r.as(t, "editor", "GET", at(u)+"/rows?"+query, "").json(t)["rows"].([]any) {
			rows = append(rows, row.(map[string]any)["row"])
		}
		if !reflect.DeepEqual(rows, want) {
			t.Errorf("rows with %s: %v, want %v", query, rows, want)
		}
	}
	if got := r.as(t, "editor", "GET", at(u)+"/tiles/0/0/0?held=perhaps", ""); got.Code != 400 {
		t.Errorf("held=perhaps: %d", got.Code)
	}
}

func TestWhatIsReadIntoWhatIsTold(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	file := "Nr,Title,Size,longitude,latitude\n1,Mill,2.5,30.11111,48.11111\n2,Depot,,30.22222,48.22222\n"
	u := r.sent(t, "editor", "town.csv", file)
	type read = registry.ReadColumn
	by := func(u upload) map[string]read {
		m := map[string]read{}
		for _, c := range u.Recognised.Reads {
			m[c.Column] = c
		}
		return m
	}
	if got, want := by(u)["Size"], (read{Column: "Size", Values: []string{"2.5"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("a column that nobody knows: %+v, want %+v", got, want)
	}
	if got := by(u)["longitude"]; got.By != "name" || got.Field != "longitude" || len(got.Values) != 2 {
		t.Errorf("a column that is known by its name: %+v", got)
	}
	mapping := `{"columns":[{"column":"Nr","field":"id"},{"column":"Title","field":"name"},{"column":"Size","field":"area_declared_m2","unit":"ha"}],"source":{"code":"town"}}`
	u = importIn(t, r.as(t, "editor", "PATCH", at(u), mapping), 200)
	if got, want := by(u)["Size"], (read{Column: "Size", Field: "area_declared_m2", By: "stated", Unit: "ha", Values: []string{"2.5"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("a column that somebody mapped: %+v, want %+v", got, want)
	}
	importIn(t, r.as(t, "editor", "POST", at(u)+"/apply", ""), 202)
	if got := r.done(t, "editor", u); got.State != "applied" || got.Result.Created != 2 {
		t.Fatalf("applied %+v, %v", got.Result, got.Failure)
	}
	// The next file of the source is read as the first was.
	next := importIn(t, r.as(t, "editor", "PATCH", at(r.sent(t, "editor", "next.csv", file)), `{"source":{"code":"town"}}`), 200)
	if got := by(next)["Size"]; got.By != "remembered" || got.Field != "area_declared_m2" {
		t.Errorf("a column of the source's next file: %+v", got)
	}

	known := r.as(t, "editor", "GET", "/api/v1/desk/import-profiles", "").json(t)
	if known["limit"] != float64(1<<20) || len(known["profiles"].([]any)) == 0 {
		t.Errorf("profiles %v", known)
	}
}

func TestTheBooksKnowImportsOfTheCommandLine(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	u := r.sent(t, "editor", "town.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield"))
	importIn(t, r.as(t, "editor", "POST", at(u)+"/apply", ""), 202)
	u = r.done(t, "editor", u)
	books := r.as(t, "editor", "GET", "/api/v1/desk/batches?limit=1", "").json(t)
	newest := books["batches"].([]any)[0].(map[string]any)
	if newest["upload"] != float64(u.ID) || newest["id"] != float64(*u.Batch) || newest["state"] != "applied" || newest["file_name"] != "town.csv" {
		t.Errorf("the newest import is %v", newest)
	}
	if got := r.as(t, "viewer", "GET", "/api/v1/desk/batches", ""); got.Code != 403 {
		t.Errorf("a viewer read the books: %d", got.Code)
	}
	undone := r.as(t, "reviewer", "POST", fmt.Sprintf("/api/v1/desk/batches/%d/undo", *u.Batch), `{"reason":"the wrong file"}`)
	if undone.Code != 200 || undone.json(t)["withdrawn"] != 1.0 {
		t.Errorf("undone %d %s", undone.Code, undone.Body)
	}
}

func TestHowATextIsReadCanBeStated(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	// In cp1251; a name alone does not tell it from cp1252.
	file := "id;name;longitude;latitude;kind\na;\xd6\xe5\xf5;30.11111;48.11111;brownfield\n"
	u := r.sent(t, "editor", "town.csv", file)
	u = importIn(t, r.as(t, "editor", "PATCH", at(u), `{"encoding":"CP1252","separator":";"}`), 200)
	values := func(u upload) []string { return u.Recognised.Reads[1].Values }
	if got := values(u); !slices.Equal(got, []string{"Öåõ"}) || u.Recognised.Encoding != "cp1252" {
		t.Errorf("as cp1252: %q in %s", got, u.Recognised.Encoding)
	}
	u = importIn(t, r.as(t, "editor", "PATCH", at(u), `{"encoding":"cp1251"}`), 200)
	if got := values(u); !slices.Equal(got, []string{"Цех"}) || u.Settings.Separator != ";" {
		t.Errorf("as cp1251: %q, %+v", got, u.Settings)
	}
	for _, body := range []string{`{"encoding":"koi"}`, `{"separator":"#"}`} {
		if got := r.as(t, "editor", "PATCH", at(u), body); got.Code != 409 {
			t.Errorf("%s: %d", body, got.Code)
		}
	}
}
