package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"landbank/registry"
	"landbank/registry/criteria"
)

var _ registry.LayerEditing = (*Store)(nil)

// openTable finds a layer whose features can be changed.
func (s *Store) openTable(name string) (*table, error) {
	t, err := s.table(name)
	if err == nil && !t.Open {
		err = fmt.Errorf("layer %s: %w", name, registry.ErrForbidden)
	}
	return t, err
}

// LayerState tells of what version a feature is.
func (s *Store) LayerState(ctx context.Context, layer, ref string) (registry.LayerState, error) {
	var out registry.LayerState
	t, err := s.openTable(layer)
	if err != nil {
		return out, err
	}
	sql := filled("layer_state", map[string]string{"from": t.from})
	err = s.read.QueryRow(ctx, sql, pgx.StrictNamedArgs{"ref": ref}).Scan(&out.Version, &out.ChangedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return out, registry.ErrNotFound
	}
	return out, s.readFault(ctx, "read a feature of "+layer, err)
}

// AddFeature adds a feature and gives its id.
func (s *Store) AddFeature(ctx context.Context, layer string, c registry.LayerContent) (string, error) {
	t, err := s.openTable(layer)
	if err != nil {
		return "", err
	}
	columns, args, err := t.columns(c)
	if err != nil {
		return "", err
	}
	names, values := []string{}, []string{}
	for _, column := range columns {
		names, values = append(names, column.name), append(values, column.value)
	}
	var ref string
	sql := "insert into " + t.from + " (" + strings.Join(names, ", ") + ") values (" + strings.Join(values, ", ") + ") returning layer_ref"
	err = s.write.QueryRow(ctx, sql, args).Scan(&ref)
	return ref, s.featureFault(layer, err)
}

// ReplaceFeature puts a content in the place of the one that is there.
func (s *Store) ReplaceFeature(ctx context.Context, layer, ref string, version int, c registry.LayerContent) error {
	t, err := s.openTable(layer)
	if err != nil {
		return err
	}
	columns, args, err := t.columns(c)
	if err != nil {
		return err
	}
	sets := []string{"layer_version = layer_version + 1", "layer_changed = now()"}
	for _, column := range columns {
		sets = append(sets, column.name+" = "+column.value)
	}
	args["ref"], args["version"] = ref, version
	return s.onFeature(ctx, t, "update "+t.from+" set "+strings.Join(sets, ", ")+" where layer_ref = @ref and layer_version = @version", args)
}

// RemoveFeature takes a feature away.
func (s *Store) RemoveFeature(ctx context.Context, layer, ref string, version int) error {
	t, err := s.openTable(layer)
	if err != nil {
		return err
	}
	return s.onFeature(ctx, t, "delete from "+t.from+" where layer_ref = @ref and layer_version = @version", pgx.StrictNamedArgs{"ref": ref, "version": version})
}

// onFeature changes one feature of a version.
func (s *Store) onFeature(ctx context.Context, t *table, sql string, args pgx.StrictNamedArgs) error {
	done, err := s.write.Exec(ctx, sql, args)
	if err != nil {
		return s.featureFault(t.Name, err)
	}
	if done.RowsAffected() == 0 {
		return registry.ErrStale
	}
	return nil
}

// featureFault says what a feature was refused for.
func (s *Store) featureFault(layer string, err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && (strings.HasPrefix(refused.Code, "XX") || strings.HasPrefix(refused.Code, "22") || strings.HasPrefix(refused.Code, "23")) {
		return criteria.Faults{{In: "content", Name: "/geometry", Rule: criteria.RuleBadGeometry, Got: "what cannot be stored", Want: "a GeoJSON geometry with longitudes and latitudes"}}
	}
	return s.fault("change a feature of "+layer, err)
}

// written is a column with the SQL of its value.
type written struct{ name, value string }

// columns gives the columns of a feature's content, with their arguments.
func (t *table) columns(c registry.LayerContent) ([]written, pgx.StrictNamedArgs, error) {
	if faults := t.Check(c.Properties); len(faults) > 0 {
		return nil, nil, faults
	}
	args := pgx.StrictNamedArgs{}
	var out []written
	more := map[string]json.RawMessage{}
	for name, value := range c.Properties {
		if string(value) != "null" && !slices.ContainsFunc(t.Fields, func(f registry.LayerField) bool { return f.Name == name }) {
			more[name] = value
		}
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		column := written{name: pgx.Identifier{f.Name}.Sanitize(), value: "now()"}
		if !f.Kept {
			arg := fmt.Sprintf("value%d", i)
			args[arg] = scalar(c.Properties[f.Name])
			column.value = "@" + arg + "::text::" + columnTypes[f.Type]
		}
		out = append(out, column)
	}
	extra, err := json.Marshal(more)
	if err != nil {
		return nil, nil, fmt.Errorf("encode properties: %w", err)
	}
	args["extra"] = string(extra)
	out = append(out, written{"layer_extra", "@extra::text::jsonb"})
	if c.Geometry != nil {
		args["geometry"] = scalar(c.Geometry)
		out = append(out, written{pgx.Identifier{t.Geometry}.Sanitize(), "ST_SetSRID(ST_GeomFromGeoJSON(@geometry::text), 4326)"})
	}
	return out, args, nil
}

// scalar gives the text of a value in JSON; nil for null and for none.
func scalar(value json.RawMessage) *string {
	if len(value) == 0 || string(value) == "null" {
		return nil
	}
	var text string
	if json.Unmarshal(value, &text) != nil {
		text = string(value)
	}
	return &text
}
