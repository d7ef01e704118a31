package main

import (
	"context"
	"flag"
	"log/slog"
	"path/filepath"

	"landbank/registry/postgres"
	"landbank/registry/uploads"
)

// uploadFlags are what an operator decides about files that people send.
type uploadFlags struct {
	limitMiB, days *int
}

func newUploadFlags(flags *flag.FlagSet) *uploadFlags {
	return &uploadFlags{
		limitMiB: flags.Int("upload-limit", 512, "`MIB` that a file may have which staff send to be imported"),
		days:     flags.Int("upload-days", 30, "`DAYS` for which such a file is kept after it was imported, or touched last"),
	}
}

// service takes the files to a folder of the data folder.
func (f *uploadFlags) service(ctx context.Context, data string, store *postgres.Store, log *slog.Logger) (*uploads.Service, error) {
	if *f.limitMiB < 1 || *f.limitMiB > 4096 {
		return nil, misuse("--upload-limit is a number of MiB from 1 to 4096")
	}
	if *f.days < 1 {
		return nil, misuse("--upload-days is a number of days, 1 at least")
	}
	return uploads.New(ctx, store, uploads.Options{Dir: filepath.Join(data, "uploads"), Limit: int64(*f.limitMiB) << 20, Days: *f.days, Log: log})
}
