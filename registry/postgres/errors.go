package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"landbank/geo/pggeo"
	"landbank/registry"
)

// fault turns an error of the database into one of the registry's kinds,
// named by what was being done, and logs what the database said. Errors that
// do not come from the database pass through, wrapped.
func (s *Store) fault(doing string, err error) error {
	if err == nil {
		return nil
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		s.log.Error("database refused", slog.String("doing", doing), slog.String("sqlstate", refused.Code),
			slog.String("message", refused.Message), slog.String("detail", refused.Detail),
			slog.String("where", refused.Where), slog.String("constraint", refused.ConstraintName))
		if kind := kindOf(refused.Code); kind != nil {
			return fmt.Errorf("%s: %w", doing, kind)
		}
		return fmt.Errorf("%s: the database refused (SQLSTATE %s)", doing, refused.Code)
	}
	if kind := kindOfDriver(err); kind != nil {
		s.log.Error("database failed", slog.String("doing", doing), slog.Any("error", err))
		return fmt.Errorf("%s: %w", doing, kind)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// kindOf gives the registry's kind of an SQLSTATE, nil where it has none.
func kindOf(sqlstate string) error {
	switch sqlstate {
	case "57014", "55P03", "25P03": // cancelled by a time limit, lock not available, idle in transaction
		return registry.ErrTimeout
	case "22003", "22012", "2201F": // a number beyond its type, a quotient by nothing, a power that is none
		return registry.ErrUncomputable
	case "40001", "40P01": // serialisation failure, deadlock
		return registry.ErrConflict
	}
	switch class := sqlstate[:min(2, len(sqlstate))]; class {
	case "08", "53", "57": // connection, out of resources, shutting down
		return registry.ErrUnavailable
	case "28", "3D": // not allowed in, no such database
		return registry.ErrUnavailable
	case "23": // a constraint
		return registry.ErrConflict
	}
	return nil
}

// kindOfDriver gives the registry's kind of an error that the driver made.
func kindOfDriver(err error) error {
	var connect *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return registry.ErrNotFound
	case errors.Is(err, pggeo.ErrNoPostGIS):
		return nil // its own sentence says the remedy
	case errors.Is(err, context.DeadlineExceeded):
		return registry.ErrTimeout
	case errors.Is(err, context.Canceled):
		return nil
	case errors.As(err, &connect), errors.As(err, &network):
		return registry.ErrUnavailable
	case strings.Contains(err.Error(), "closed pool"), strings.Contains(err.Error(), "conn closed"),
		strings.Contains(err.Error(), "unexpected EOF"):
		return registry.ErrUnavailable
	}
	return nil
}
