package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.SourceMappings = (*Store)(nil)

// SourceMapping gives the mapping of a source, or registry.ErrNotFound.
func (s *Store) SourceMapping(ctx context.Context, source string) (registry.SourceMapping, error) {
	var (
		m       registry.SourceMapping
		columns []byte
	)
	row := s.write.QueryRow(ctx, statement("source_mapping"), pgx.StrictNamedArgs{"source": source})
	err := row.Scan(&m.Source, &m.Profile, &columns, &m.CRS, &m.ChangedAt, &m.ChangedBy)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, fmt.Errorf("mapping of source %s: %w", source, registry.ErrNotFound)
	}
	if err != nil {
		return m, s.fault("read the mapping of a source", err)
	}
	if err := json.Unmarshal(columns, &m.Columns); err != nil {
		return m, fmt.Errorf("mapping of source %s: %w", source, err)
	}
	m.ChangedAt = m.ChangedAt.UTC()
	return m, nil
}

// PutSourceMapping keeps the mapping in place of the one before. The error is a *registry.ForbiddenError where the
// principal may import nowhere.
func (s *Store) PutSourceMapping(ctx context.Context, by registry.Principal, m registry.SourceMapping) error {
	if !by.CanSomewhere(registry.RunImport) {
		return &registry.ForbiddenError{Operation: registry.RunImport}
	}
	columns, err := json.Marshal(m.Columns)
	if err != nil {
		return fmt.Errorf("mapping of source %s: %w", m.Source, err)
	}
	_, err = s.write.Exec(ctx, statement("source_mapping_put"), pgx.StrictNamedArgs{
		"source": m.Source, "profile": m.Profile, "columns": string(columns), "crs": m.CRS, "changed_by": by.ID,
	})
	return s.fault("keep the mapping of a source", err)
}
