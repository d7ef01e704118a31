package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/internal/testdb"
	"landbank/registry"
)

// stagingTables are the statements that make the tables others need; they are
// run in this order before the others are prepared.
var stagingTables = []string{"stage_1_create", "stage_2_create_finding", "stage_3_create_place", "stage_4_create_plan",
	"stage_5_create_ladder", "stage_6_create_edit", "stage_7_create_skipped", "stage_8_create_looked", "gone_1_create", "merge_1_create", "merge_2_create", "match", "replay_1_create", "undo_1_create", "place_1_spots", "judge_1_create", "draft_1_create", "remind_1_create", "parcel_1_create"}

// Every file is a statement that the newest schema takes.
func TestEveryStatementPrepares(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), testdb.Clone(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range stagingTables {
		run := newImportRun(&Store{clock: time.Now}, registry.ImportJob{Source: registry.Source{Code: "test"}}, nil)
		args := pgx.StrictNamedArgs{}
		for _, arg := range argumentsIn(statement(name)) {
			args[arg] = run.arg(arg)
		}
		if _, err := tx.Exec(t.Context(), statement(name), args); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for name := range statements() {
		if slices.Contains(stagingTables, name) {
			continue
		}
		place, places := 0, map[string]string{}
		sql := argument.ReplaceAllStringFunc(statement(name), func(arg string) string {
			if places[arg] == "" {
				place++
				places[arg] = fmt.Sprintf("$%d", place)
			}
			return places[arg]
		})
		if _, err := tx.Prepare(t.Context(), name, sql); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

func TestEveryStatementSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	for name, text := range statements() {
		header := ""
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "--") {
				break
			}
			header += line
		}
		if !strings.HasPrefix(header, "-- ") || !strings.HasSuffix(header, ".\n") {
			t.Errorf("sql/%s.sql does not begin with sentences on what it is for", name)
		}
		if strings.Contains(text, ";\n") {
			t.Errorf("sql/%s.sql has more than one statement", name)
		}
	}
}

// sqlType gives the SQL type of the column that holds a field.
func sqlType(t registry.Type) string {
	switch t {
	case registry.TypeCodes:
		return "text[]"
	case registry.TypeNumber:
		return "double precision"
	case registry.TypeInteger:
		return "bigint"
	case registry.TypeBoolean:
		return "boolean"
	case registry.TypeDate:
		return "date"
	case registry.TypeInstant:
		return "timestamp with time zone"
	default: // text and code
		return "text"
	}
}
