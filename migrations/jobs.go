package migrations

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivermigrate"
)

// jobSchema is the schema that the tables of the job queue lie in.
const jobSchema = "river"

// queueTables makes the tables of the job queue by the queue's own migrations,
// each time up to the version that a number of ours stands for. They are two,
// because PostgreSQL takes a new value of an enumeration into use only in the
// next transaction.
var queueTables = []*goose.Migration{queueUpTo(13, 5), queueUpTo(15, 8)}

func queueUpTo(number int64, version int) *goose.Migration {
	return goose.NewGoMigration(number, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "create schema if not exists "+jobSchema); err != nil {
			return fmt.Errorf("make the schema of jobs: %w", err)
		}
		migrator, err := rivermigrate.New(riverdatabasesql.New(nil), &rivermigrate.Config{Schema: jobSchema})
		if err != nil {
			return fmt.Errorf("prepare the tables of jobs: %w", err)
		}
		//lint:ignore SA1019 versions 5 and 8 are each reached from the one before within one transaction, and a migration of ours is one
		_, err = migrator.MigrateTx(ctx, tx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: version})
		return err
	}}, nil)
}
