package criteria_test

import (
	"fmt"

	"landbank/registry/criteria"
)

func vocabulary() *criteria.Table {
	return criteria.NewTable("geometry",
		criteria.Field{Name: "area_m2", Type: criteria.TypeNumber, Unit: "m2", Filter: true, Sort: true},
		criteria.Field{Name: "power_kw", Type: criteria.TypeNumber, Unit: "kW", Filter: true, Sort: true},
	)
}

func ExampleParseCQL2() {
	e, err := criteria.ParseCQL2("20000 <= area_m2 and not (power_kw < 5e3)", vocabulary())
	fmt.Println(criteria.Canonical(e), err)
	_, err = criteria.ParseCQL2("area > 'big'", vocabulary())
	fmt.Println(err)
	// Output:
	// area_m2 >= 20000 AND (NOT power_kw < 5000) <nil>
	// at line 1, column 1: unknown field: got area, want a field
}

func ExampleExplain() {
	vocab := vocabulary()
	e, err := criteria.ParseCQL2("area_m2 >= 20000 AND power_kw >= 5000", vocab)
	if err != nil {
		fmt.Println(err)
		return
	}
	site := criteria.Row{Value: func(field string) criteria.Value {
		if field == "area_m2" {
			return criteria.Number(13000)
		}
		return criteria.Value{} // unknown
	}}
	x := criteria.Explain(criteria.Split(e), site, vocab)
	f := x.Failures[0]
	fmt.Println(x.Truth, "for", f.Field, *f.Gap, f.Unit, "missing", x.Missing)
	// Output: fails for area_m2 7000 m2 missing [power_kw]
}
