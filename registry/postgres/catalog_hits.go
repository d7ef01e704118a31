package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// hitReader reads the rows of page.sql and hits.sql: the columns of a hit, its
// box where withBox says so, then one column for each field, then what extra
// says.
type hitReader struct {
	withBox bool
	fields  []*registry.Field
	extra   int
}

// foundSite is a hit with the values that its cursor and its explanation need.
type foundSite struct {
	registry.Hit
	values map[string]criteria.Value
	extra  []any
}

func (r hitReader) read(ctx context.Context, tx pgx.Tx, sql string, args pgx.StrictNamedArgs) ([]foundSite, error) {
	rows, err := tx.Query(ctx, sql, args)
	if err != nil {
		return nil, fmt.Errorf("find sites: %w", err)
	}
	defer rows.Close()
	found := []foundSite{}
	for rows.Next() {
		site, err := r.scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, site)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("find sites: %w", err)
	}
	return found, nil
}

func (r hitReader) scan(rows pgx.Rows) (foundSite, error) {
	var f foundSite
	targets := []any{&f.ID, &f.Ref, (*[]byte)(&f.Geometry), (*[]byte)(&f.Properties)}
	var box []float64
	if r.withBox {
		targets = append(targets, &box)
	}
	more := make([]any, len(r.fields)+r.extra)
	for i := range more {
		targets = append(targets, &more[i])
	}
	if err := rows.Scan(targets...); err != nil {
		return f, fmt.Errorf("read a site: %w", err)
	}
	f.Properties = withUnknown(f.Properties)
	copy(f.BBox[:], box)
	f.values = make(map[string]criteria.Value, len(r.fields))
	for i, field := range r.fields {
		f.values[field.Name] = valueOf(field, more[i])
	}
	f.extra = more[len(r.fields):]
	return f, nil
}

// cursor is the place after the site in an answer ordered by the keys.
func (f *foundSite) cursor(keys []criteria.SortKey, revision int64) *criteria.Cursor {
	return &criteria.Cursor{
		Sort: keys, ID: f.ID, Revision: revision,
		Values: each(keys, func(k criteria.SortKey) criteria.Value { return f.values[k.Field] }),
	}
}

// valueOf makes what the driver gives for a column a value of criteria; the zero
// Value is NULL.
func valueOf(f *registry.Field, column any) criteria.Value {
	switch v := column.(type) {
	case string:
		return criteria.Text(v)
	case float64:
		return criteria.Number(v)
	case int64:
		return criteria.Number(float64(v))
	case bool:
		return criteria.Bool(v)
	case time.Time:
		if f.Type == registry.TypeDate {
			return criteria.Date(v)
		}
		return criteria.Instant(v)
	case []any:
		codes := make([]string, 0, len(v))
		for _, code := range v {
			if text, ok := code.(string); ok {
				codes = append(codes, text)
			}
		}
		return criteria.Codes(codes...)
	}
	return criteria.Value{}
}
