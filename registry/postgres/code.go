package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// PutCodes brings the table of codes to the registry's lists, so that reports
// and GIS tools that read the database find their labels. It changes nothing
// when they are there already; programs call it at their start, after the
// migrations.
func (s *Store) PutCodes(ctx context.Context) error {
	var (
		lists, codes, standards []string
		positions               []int32
		labels                  []string
		from, to                []*time.Time
	)
	position := map[string]int32{}
	for _, c := range registry.AllCodes() {
		label, err := json.Marshal(c.Label)
		if err != nil {
			return fmt.Errorf("label of code %s %s: %w", c.List, c.Code, err)
		}
		position[c.List]++
		lists, codes, standards = append(lists, c.List), append(codes, c.Code), append(standards, c.Standard)
		positions, labels = append(positions, position[c.List]), append(labels, string(label))
		from, to = append(from, dayOrNull(c.ValidFrom)), append(to, dayOrNull(c.ValidTo))
	}
	_, err := s.write.Exec(ctx, statement("put_codes"), pgx.StrictNamedArgs{
		"lists": lists, "codes": codes, "standards": standards, "positions": positions,
		"labels": labels, "valid_from": from, "valid_to": to,
	})
	return s.fault("store the code lists", err)
}

// dayOrNull gives the day for a column of type date, nil where it is unknown.
func dayOrNull(d registry.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	return &d.Time
}
