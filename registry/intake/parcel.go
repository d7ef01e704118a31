package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"landbank/registry"
)

// LeftParcel is a row that is no parcel, and why.
type LeftParcel struct {
	Line   int64
	Number string
	Why    string
}

// ReadParcels reads the cadastral parcels of a file of any format and kind that registers come in. The number is that
// of the cadastre where a column of the file is read so, else what tells its rows apart; cadastre says whose form it
// has, "" to tell by the form. Rows without a number of that form or without an outline are told to left and passed
// over. The error is a *[NotARegister] where the file is something else.
func ReadParcels(ctx context.Context, path, cadastre string, o Options, left func(LeftParcel)) iter.Seq2[registry.CadastralParcel, error] {
	return func(yield func(registry.CadastralParcel, error) bool) {
		f, err := Open(path, o)
		if err != nil {
			yield(registry.CadastralParcel{}, err)
			return
		}
		defer f.Close()
		for {
			r, err := f.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(registry.CadastralParcel{}, err)
				return
			}
			parcel, err := parcelOf(&r, cadastre)
			if err != nil {
				left(LeftParcel{Line: r.Line, Number: parcel.Number, Why: whyNot(&r, err)})
				continue
			}
			if !yield(parcel, nil) {
				return
			}
		}
	}
}

// parcelOf makes a parcel of a row.
func parcelOf(r *registry.Row, cadastre string) (registry.CadastralParcel, error) {
	p := registry.CadastralParcel{Cadastre: cadastre, Number: r.SourceKey, Shape: r.Shape, AreaM2: r.Record.Area.DeclaredM2}
	if len(r.Record.Parcels) > 0 {
		of := &r.Record.Parcels[0]
		p.Purpose, p.Ownership = of.Purpose, of.Ownership
		if of.CadastralNumber != "" {
			p.Number = of.CadastralNumber
		}
		if of.AreaM2 != nil {
			p.AreaM2 = of.AreaM2
		}
		if p.Cadastre == "" {
			p.Cadastre = of.Cadastre
		}
	}
	if p.Cadastre == "" {
		p.Cadastre = registry.GuessCadastre(p.Number)
	}
	number, formed := registry.CadastralNumber(p.Cadastre, p.Number)
	if !formed {
		return p, registry.Refuse("V-17", "number", fmt.Sprintf("%q has not the form of the cadastre %s", p.Number, p.Cadastre))
	}
	p.Number = number
	return p, p.Check()
}

// whyNot says why a row is no parcel: what is wrong with its outline, where that was found.
func whyNot(r *registry.Row, err error) string {
	for i := range r.Issues {
		if issue := &r.Issues[i]; issue.Severity == registry.Error {
			return issue.Rule + ": " + issue.Message
		}
	}
	var refused *registry.RefusedError
	if errors.As(err, &refused) && len(refused.Refusals) > 0 {
		return refused.Refusals[0].Rule + ": " + refused.Refusals[0].Message
	}
	return err.Error()
}
