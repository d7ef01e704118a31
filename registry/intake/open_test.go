package intake

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"landbank/registry"
)

// write puts a fixture into a file of its own.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// readAll opens a file and reads its rows.
func readAll(t *testing.T, path string, o Options) (*File, []registry.Row) {
	t.Helper()
	f, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var rows []registry.Row
	for {
		r, err := f.Next(context.Background())
		if err == io.EOF {
			return f, rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
}

const twoFeatures = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"a-1","name":"Ділянка біля вокзалу","hectares":2.5},"geometry":{"type":"Point","coordinates":[37.5541,48.7389]}},
{"type":"Feature","properties":{"id":"a-2","name":"Field","note":"new"},"geometry":null}]}`

func TestOpenCollection(t *testing.T) {
	f, rows := readAll(t, write(t, "two.geojson", twoFeatures), Options{})
	if got := f.Recognised(); got.Format != "GeoJSON" || got.Profile != "generic" {
		t.Errorf("recognised %+v", got)
	}
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	if r := rows[0]; r.SourceKey != "a-1" || r.Record.Names["uk"] == "" || *r.Record.Area.DeclaredM2 != 25000 || r.Shape.IsNone() || len(r.Issues) != 0 {
		t.Errorf("first row %+v", r)
	}
	r := rows[1]
	if len(r.Issues) != 1 || r.Issues[0].Rule != "V-15" || r.Issues[0].Severity != registry.Error || r.Line != 2 {
		t.Errorf("second row %+v", r)
	}
	if r.Record.Extra["note"] != "new" {
		t.Errorf("extra %v", r.Record.Extra)
	}
}
