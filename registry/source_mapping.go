package registry

import (
	"context"
	"time"
)

// SourceMapping says how the files of one source are read, as somebody stated
// it once: it goes before what the names of columns suggest.
type SourceMapping struct {
	Source    string         // code of the source
	Profile   string         // name of the mapping profile that the columns are of
	Columns   []MappedColumn // in the order in which they were stated
	CRS       int            // EPSG code of coordinates whose file states none, 0 where none is stated
	ChangedAt time.Time      // zero while it is not stored
	ChangedBy string         // Principal.ID
}

// MappedColumn is one column of a mapping.
type MappedColumn struct {
	Column string `json:"column"` // as the file calls it
	// Field is the name of a field, or another name that the profile knows a
	// column by; "-" where the column is not to be read into any field.
	Field   string `json:"field"`
	Unit    string `json:"unit,omitempty"`    // of its numbers, "" for the field's own
	Decimal string `json:"decimal,omitempty"` // "," or "." before its decimals, "" to find out
}

// SourceMappings keeps the mappings of sources.
type SourceMappings interface {
	// SourceMapping gives the mapping of a source, or ErrNotFound.
	SourceMapping(ctx context.Context, source string) (SourceMapping, error)
	// PutSourceMapping keeps the mapping in place of the one before. It takes
	// the right to import somewhere.
	PutSourceMapping(ctx context.Context, by Principal, mapping SourceMapping) error
}
