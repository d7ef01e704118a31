package uploads

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"landbank/registry"
	"landbank/registry/intake"
)

var _ registry.TerritoryReader = (*Service)(nil)

// ReadTerritories reads a file of territories. It lies in the folder of uploads
// only while it is read.
func (s *Service) ReadTerritories(ctx context.Context, file io.Reader, o registry.TerritoryFile) ([]registry.TerritoryRow, []string, error) {
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return nil, nil, registry.ErrTimeout
	}
	f, err := os.CreateTemp(s.options.Dir, "territories-*.geojson")
	if err != nil {
		return nil, nil, fmt.Errorf("keep a file of territories: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = io.Copy(f, file)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, nil, fmt.Errorf("keep a file of territories: %w", err)
	}
	rows, left, err := intake.ReadTerritories(f.Name(), intake.TerritoryOptions{Scheme: o.Scheme, Level: o.Level, CodeProperty: o.CodeProperty,
		NameProperty: o.NameProperty, ParentProperty: o.ParentProperty})
	var other *intake.NotARegister
	switch {
	case errors.As(err, &other):
		return nil, nil, registry.Refuse("territories", "file", other.Sentence)
	case err != nil:
		return nil, nil, registry.Refuse("territories", "file", err.Error())
	case len(rows) == 0:
		return nil, left, registry.Refuse("territories", "code_property", fmt.Sprintf("no feature has an outline and the property %s", o.CodeProperty))
	}
	return rows, left, nil
}
