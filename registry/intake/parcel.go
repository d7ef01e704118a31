package intake

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// ParcelOptions say how the file of a cadastre is read.
type ParcelOptions struct {
	Options
	Cadastre string // whose form the numbers have; "" to tell it by them
	Number   string // column of the cadastral numbers, "" to find it out
}

// ReadParcels opens the file of a cadastre and gives its rows: one number with
// one outline, or why the row has not both. The error is a *[NotARegister]
// where the file cannot be read. The rows are read once, and the file has to be
// closed after them.
func ReadParcels(ctx context.Context, path string, o ParcelOptions) (*File, iter.Seq2[registry.ParcelRow, error], error) {
	f, err := Open(path, o.Options)
	if err != nil {
		return nil, nil, err
	}
	if o.Number != "" && !slices.Contains(f.Columns(), o.Number) {
		_ = f.Close()
		return nil, nil, &NotARegister{fmt.Sprintf("there is no column %q; the columns are %s", o.Number, strings.Join(f.Columns(), ", "))}
	}
	return f, func(yield func(registry.ParcelRow, error) bool) {
		for {
			row, err := f.Next(ctx)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(registry.ParcelRow{}, err)
				return
			}
			if !yield(o.parcel(&row), nil) {
				return
			}
		}
	}, nil
}

// parcel makes the parcel of a row.
func (o ParcelOptions) parcel(row *registry.Row) registry.ParcelRow {
	made := registry.ParcelRow{Line: row.Line, Shape: row.Shape}
	made.Parcel, made.Refused, made.Message = o.numbered(row)
	if made.Parcel.AreaM2 == nil {
		made.Parcel.AreaM2 = row.Record.Area.DeclaredM2
	}
	if area := made.Parcel.AreaM2; area != nil && *area <= 0 {
		made.Parcel.AreaM2 = nil
	}
	if made.Refused == "" && row.Shape.Kind() != geo.KindSurface {
		made.Refused, made.Message = registry.ParcelNoOutline, fault(row)
	}
	return made
}

// numbered finds the one cadastral number of a row.
func (o ParcelOptions) numbered(row *registry.Row) (p registry.Parcel, refused, message string) {
	if len(row.Record.Parcels) > 1 {
		var numbers []string
		for _, one := range row.Record.Parcels {
			numbers = append(numbers, written(one))
		}
		return p, registry.ParcelManyNumbers, strings.Join(numbers, ", ")
	}
	if len(row.Record.Parcels) == 1 {
		p = row.Record.Parcels[0]
	}
	raw := o.raw(row, p)
	if raw == "" {
		return p, registry.ParcelNoNumber, ""
	}
	cadastre := o.Cadastre
	if cadastre == "" {
		if cadastre = registry.GuessCadastre(raw); cadastre == "other" && p.Cadastre != "" {
			cadastre = p.Cadastre
		}
	}
	number, ok := registry.CadastralNumber(cadastre, raw)
	p.Cadastre, p.CadastralNumber, p.RawNumber = cadastre, number, ""
	if !ok || len([]rune(number)) > 100 {
		return p, registry.ParcelWrongNumber, "not a number of the cadastre " + strings.ToUpper(cadastre)
	}
	return p, "", ""
}

// raw gives the number as the file has it: of the column that is stated, else
// what the profile takes for one, else the identity of the row where the caller
// says of which cadastre it is.
func (o ParcelOptions) raw(row *registry.Row, p registry.Parcel) string {
	if o.Number != "" {
		for _, cell := range row.Raw {
			if cell.Column == o.Number {
				return strings.TrimSpace(cell.Value)
			}
		}
		return ""
	}
	if number := written(p); number != "" || o.Cadastre == "" {
		return number
	}
	if strings.HasPrefix(row.SourceKey, contentKey) {
		return ""
	}
	return row.SourceKey
}

// written is the number of a parcel as its source wrote it.
func written(p registry.Parcel) string {
	if p.RawNumber != "" {
		return p.RawNumber
	}
	return p.CadastralNumber
}

// fault is what the reader says is wrong with a row.
func fault(row *registry.Row) string {
	for _, issue := range row.Issues {
		if issue.Severity == registry.Error {
			return issue.Message
		}
	}
	return "no outline"
}
