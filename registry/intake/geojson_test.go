package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"landbank/registry"
)

const pointFeature = `{"type":"Feature","properties":{"id":"%","name":"Site %"},"geometry":{"type":"Point","coordinates":[30.5101,50.4501]}}`

func feature(id string) string { return strings.ReplaceAll(pointFeature, "%", id) }

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func TestFramings(t *testing.T) {
	a, b := feature("a"), feature("b")
	for name, file := range map[string]struct {
		content string
		lines   [2]int64
	}{
		"collection":           {collection(a, b), [2]int64{1, 2}},
		"collection, mark":     {"\ufeff" + collection(a, b), [2]int64{1, 2}},
		"collection, spread":   {strings.NewReplacer("{", "{\n ", ",", " ,\n", ":", " : ").Replace(collection(a, b)), [2]int64{1, 2}},
		"members behind":       {`{"type":"FeatureCollection","features":[` + a + "," + b + `],"name":"x","crs":null}`, [2]int64{1, 2}},
		"members before":       {`{"name":"x","bbox":[1,2,3,4],"meta":{"features":[1]},"features":[` + a + "," + b + `]}`, [2]int64{1, 2}},
		"lines":                {a + "\n" + b + "\n", [2]int64{1, 2}},
		"lines, none at end":   {a + "\r\n" + b, [2]int64{1, 2}},
		"lines with a blank":   {a + "\n\n" + b + "\n", [2]int64{1, 3}},
		"record separators":    {"\x1e" + a + "\n\x1e" + b + "\n", [2]int64{1, 2}},
		"separators, spread":   {"\x1e" + strings.ReplaceAll(a, ",", ",\n") + "\n\x1e" + b + "\n", [2]int64{1, 2}},
		"one after the other":  {a + b, [2]int64{1, 2}},
		"spread without marks": {strings.ReplaceAll(a, ",", ",\n") + "\n" + strings.ReplaceAll(b, ",", ",\n"), [2]int64{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			_, rows := readAll(t, write(t, "f", file.content), Options{})
			if len(rows) != 2 {
				t.Fatalf("%d rows", len(rows))
			}
			for i, r := range rows {
				if r.SourceKey != []string{"a", "b"}[i] || r.Line != file.lines[i] || len(r.Issues) != 0 || r.Shape.IsNone() {
					t.Errorf("row %d: %s", i, told(r))
				}
			}
		})
	}
}

func TestPropertiesOfEveryKind(t *testing.T) {
	_, rows := readAll(t, write(t, "f", collection(
		`{"type":"Feature","id":7,"properties":{"name":"Line\nbreak \u0456 \"q\"","n":-1.5e3,"t":true,"none":null,"list":["a","b"],"object":{"x":1}},"geometry":null}`,
		`{"type":"Feature","id":"8","properties":null,"geometry":{"type":"Point","coordinates":[30.5101,50.4501]}}`,
		`{"type":"Feature","properties":{"late":"x"},"geometry":{"type":"Point","coordinates":[30.5101,50.4501,120]}}`)), Options{})
	e := rows[0].Record.Extra
	if e["n"] != "-1.5e3" || e["t"] != "true" || e["list"] != `["a","b"]` || e["object"] != `{"x":1}` || e["none"] != "" {
		t.Errorf("extra %v", e)
	}
	if got := rows[0].Record.Names["uk"]; got != `Line break і "q"` {
		t.Errorf("name %q", got)
	}
	if rows[0].SourceKey != "7" || rows[1].SourceKey != "8" || rows[2].Record.Extra["late"] != "x" {
		t.Errorf("keys %s %s, extra %v", rows[0].SourceKey, rows[1].SourceKey, rows[2].Record.Extra)
	}
	if i := rows[2].Issues[0]; i.Rule != "V-15" || i.Severity != registry.Warning {
		t.Errorf("a height is told as %+v", i)
	}
}

func TestFeatureIdBesideAnotherId(t *testing.T) {
	_, rows := readAll(t, write(t, "f", collection(
		`{"type":"Feature","id":"f-7","properties":{"id":"7"},"geometry":null}`, `{"type":"Feature","id":"8","properties":{"id":"8"},"geometry":null}`)), Options{})
	if rows[0].SourceKey != "7" || rows[0].Record.Extra["feature id"] != "f-7" || rows[1].SourceKey != "8" || rows[1].Record.Extra["feature id"] != "" {
		t.Errorf("%+v", rows)
	}
}

func TestPropertiesWithoutEndDoNotFillTheMemory(t *testing.T) {
	var b strings.Builder
	for i := range maxProperties + 10 {
		fmt.Fprintf(&b, "{\"type\":\"Feature\",\"properties\":{\"p%d\":1},\"geometry\":null}\n", i)
	}
	_, rows := readAll(t, write(t, "f", b.String()), Options{})
	if last := firstError(rows[len(rows)-1]); last.Rule != "V-30" || !strings.Contains(last.Message, "different properties") {
		t.Errorf("%+v", last)
	}
}

func TestBrokenFeaturesDoNotStopTheOthers(t *testing.T) {
	for name, content := range map[string]string{
		"in a collection": collection(feature("a"), `{"type":"Feature","properties":{"id":}}`, feature("b")),
		"no feature":      collection(feature("a"), `{"type":"Point","coordinates":[1,2]}`, feature("b")),
		"a number":        collection(feature("a"), `17`, feature("b")),
		"in a line":       feature("a") + "\n{\"type\":\"Feature\",\"properties\":{\"id\n" + feature("b") + "\n",
		"bad nesting":     feature("a") + "\n{\"type\":\"Feature\",\"properties\":{\"id\":[1}}\n" + feature("b") + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, rows := readAll(t, write(t, "f", content), Options{})
			if len(rows) != 3 || rows[2].SourceKey != "b" {
				t.Fatalf("%d rows", len(rows))
			}
			if i := rows[1].Issues; len(i) != 1 || i[0].Rule != "V-30" || i[0].Severity != registry.Error || i[0].Raw == "" || i[0].Line != 2 {
				t.Errorf("findings %+v", i)
			}
		})
	}
}

// readUntil reads to the first error.
func readUntil(t *testing.T, content string) error {
	t.Helper()
	f, err := Open(write(t, "f", content), Options{})
	for err == nil {
		t.Cleanup(func() { _ = f.Close() })
		_, err = f.Next(context.Background())
	}
	return err
}

func TestACollectionThatIsCutOffIsNoRegister(t *testing.T) {
	whole := collection(feature("a"), feature("b"))
	for _, at := range []int{len(whole) - 1, len(whole) - 2, len(whole) - 20, len(whole) / 2} {
		if err := readUntil(t, whole[:at]); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut at %d: %v", at, err)
		}
	}
}

func TestDeclaredReferenceSystem(t *testing.T) {
	projected := `{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Point","coordinates":[101097.8,893788.4]}}`
	crs := `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::26986"}}`
	f, rows := readAll(t, write(t, "f", `{`+crs+`,"features":[`+projected+`]}`), Options{})
	if rows[0].Shape.SRID() != 26986 || len(rows[0].Issues) != 0 || !strings.HasPrefix(f.Recognised().CRS, "EPSG:26986") {
		t.Errorf("%s, shape in %d, %v", f.Recognised().CRS, rows[0].Shape.SRID(), rows[0].Issues)
	}
	if raw := rows[0].Raw[len(rows[0].Raw)-1].Value; !strings.Contains(raw, "EPSG:26986") {
		t.Errorf("the raw geometry %s forgets its reference system", raw)
	}
	_, rows = readAll(t, write(t, "f", collection(projected)), Options{CRS: 26986})
	if rows[0].Shape.SRID() != 26986 || len(rows[0].Issues) != 0 {
		t.Errorf("stated: shape in %d, %v", rows[0].Shape.SRID(), rows[0].Issues)
	}
	late := `{"features":[` + projected + `],` + crs + `}`
	if err := readUntil(t, late); err == nil || !strings.Contains(err.Error(), "--crs EPSG:26986") {
		t.Errorf("a late statement: %v", err)
	}
}

func FuzzGeoJSON(f *testing.F) {
	for _, seed := range []string{collection(feature("a"), feature("b")), feature("a") + "\n" + feature("b"), "\x1e" + feature("a"),
		collection(`{"type":"Feature","properties":{"a":[{"b":"}\\\""}]},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}`),
		`{"features":[]}`, `{"features":[`, `{"a":"\`, `{"type":"Feature"}`, "{}{}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		features, err := openFeatures(strings.NewReader(content))
		if err != nil {
			return
		}
		checkTable(t, features, len(content))
	})
}
