package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/geo/pggeo"
	"landbank/registry"
)

// randomRecord fills every member of a record, each with some chance, with
// values that columns can hold.
func randomRecord(random *rand.Rand) registry.Record {
	var r registry.Record
	fill(random, reflect.ValueOf(&r).Elem())
	r.Ref, r.TerritoryCode, r.Area.DeclaredM2 = "", "", nil
	for i := range r.Offers {
		r.Offers[i].Currency = []string{"", "UAH", "EUR"}[random.IntN(3)]
		r.Offers[i].LeaseMaxMonths = nil
	}
	r.Homes.Max = nil
	lawful(random, &r)
	return r
}

// lawful takes out what keeps a record from the public: codes that no list
// has, and what contradicts the state or is over.
func lawful(random *rand.Rand, r *registry.Record) {
	registry.EachCode(r, func(list string, code *string) {
		codes := registry.Codes(list)
		if at := random.IntN(len(codes) + 1); at < len(codes) {
			*code = codes[at].Code
		} else {
			*code = ""
		}
	})
	if r.Availability == "contracted" {
		r.Availability = ""
	}
	r.ReservedTill = registry.Date{}
	facts := map[string]registry.Fact{}
	for _, fact := range r.Facts {
		fact.State, fact.Method = "known", "declared"
		facts[registry.Fields()[random.IntN(len(registry.Fields()))].Name] = fact
	}
	r.Facts = facts
	for i := range r.Readiness {
		r.Readiness[i].ValidUntil = registry.Date{}
	}
}

var words = []string{"", "unknown", "none", "brownfield", "electricity", "rail_siding", "Завод «Прогрес»", `quote " and \ slash`,
	"line\nbreak", "a|b;c,d", "'; drop table site; --", "😀", "on_site", "computed", "private", "муніципальна"}

func fill(random *rand.Rand, v reflect.Value) {
	switch v.Interface().(type) {
	case registry.Text:
		text := registry.Text{}
		for _, language := range []string{"uk", "en", "ru", "fr"}[random.IntN(4):] {
			text[language] = words[random.IntN(len(words))]
		}
		v.Set(reflect.ValueOf(text))
		return
	case registry.Date:
		if random.IntN(2) == 0 {
			v.Set(reflect.ValueOf(registry.NewDate(1900+random.IntN(200), time.Month(1+random.IntN(12)), 1+random.IntN(28))))
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(words[random.IntN(len(words))])
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(random.Int64N(3000))
	case reflect.Float64:
		v.SetFloat([]float64{0.25, 1, 99.5, 1e-7, 12345.678901234567, 7e7}[random.IntN(6)])
	case reflect.Pointer:
		if random.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(random, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if random.IntN(4) > 0 {
				fill(random, v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), random.IntN(4), 4))
		for i := range v.Len() {
			fill(random, v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range random.IntN(3) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(random, key)
			fill(random, value)
			v.SetMapIndex(key, value)
		}
	}
}

// randomPlace is a valid outline, at times with holes and parts, or a point.
func randomPlace(t *testing.T, random *rand.Rand) geo.Shape {
	if random.IntN(4) == 0 {
		return at(geo.RoundDegrees(20+random.Float64()*20), geo.RoundDegrees(44+random.Float64()*8))
	}
	return geotest.Random{Within: geo.NewBBox(20, 44, 40, 52), Radius: 0.02, Parts: 3, Holes: 2}.Surface(t, random)
}

func randomRow(t *testing.T, random *rand.Rand, line int64) registry.Row {
	key := fmt.Sprintf("k%d", line)
	return registry.Row{Line: line, SourceKey: key, Record: randomRecord(random), Shape: randomPlace(t, random),
		Raw: []registry.RawValue{{Column: "id", Value: key}}}
}

// Whatever a register holds: the counts are as planned, what the public sees
// is what the ledger's documents say, and places come out as they went in.
func TestImportsOfRandomRegisters(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := geotest.Source(seed)
			d := newDesk(t)
			if err := pggeo.Register(t.Context(), d.conn); err != nil {
				t.Fatal(err)
			}
			var rows []registry.Row
			for line := range int64(60) {
				rows = append(rows, randomRow(t, random, line+1))
			}
			for round := range 4 {
				want := [4]int64{}
				if round == 0 {
					want[0] = int64(len(rows))
				} else {
					want = change(t, random, &rows)
				}
				if got := counts(d.imported(job(), rows...)); got != want {
					t.Fatalf("round %d: created, updated, unchanged, rejected are %v, want %v", round, got, want)
				}
				d.samePublicAs(rows)
				d.sameParts()
			}
		})
	}
}

// change changes some rows and adds some, and tells what an import then counts.
func change(t *testing.T, random *rand.Rand, rows *[]registry.Row) [4]int64 {
	var want [4]int64
	for i := range *rows {
		row := &(*rows)[i]
		before := row.Record
		switch random.IntN(6) {
		case 0:
			row.Record = randomRecord(random)
		case 1:
			row.Shape = randomPlace(t, random)
			want[1]++
			continue
		}
		if reflect.DeepEqual(before, row.Record) {
			want[2]++
		} else {
			want[1]++
		}
	}
	for range 5 {
		*rows = append(*rows, randomRow(t, random, int64(len(*rows)+1)))
		want[0]++
	}
	random.Shuffle(len(*rows), func(i, j int) { (*rows)[i], (*rows)[j] = (*rows)[j], (*rows)[i] })
	return want
}

// samePublicAs compares what the public sees with the rows that were imported.
func (d *desk) samePublicAs(rows []registry.Row) {
	d.t.Helper()
	var columns []string
	for _, f := range registry.Fields() {
		columns = append(columns, "p."+f.Name)
	}
	byKey := map[string]registry.Row{}
	for _, row := range rows {
		byKey[row.SourceKey] = row
	}
	result, err := d.conn.Query(d.t.Context(), "select r.document, p.geom, p.source_key, "+strings.Join(columns, ", ")+
		" from site_public p join revision r on r.seq = p.revision_seq")
	if err != nil {
		d.t.Fatal(err)
	}
	seen := 0
	for result.Next() {
		values, err := result.Values()
		if err != nil {
			d.t.Fatal(err)
		}
		seen++
		key := values[2].(string)
		var record registry.Record
		if err := result.Scan(append([]any{&record}, make([]any, len(values)-1)...)...); err != nil {
			d.t.Fatal(err)
		}
		want := byKey[key]
		now := registry.Moment{Lifecycle: registry.Published, Day: registry.DateOf(time.Now())}
		if !values[1].(geo.Shape).Equal(want.Shape) {
			d.t.Errorf("%s: stored at %v, want %v", key, values[1].(geo.Shape).Bounds(), want.Shape.Bounds())
		}
		d.sameValues(key, registry.FlattenAt(&record, now), registry.FlattenAt(&want.Record, now), values[3:])
	}
	if err := result.Err(); err != nil || seen != len(rows) {
		d.t.Errorf("the public sees %d sites (%v), want %d", seen, err, len(rows))
	}
}

func (d *desk) sameValues(key string, ledger, file registry.Flat, columns []any) {
	d.t.Helper()
	for i, f := range registry.Fields() {
		if f.Computed() {
			continue
		}
		if !reflect.DeepEqual(ledger[i], file[i]) {
			d.t.Errorf("%s: the ledger's document says %s is %v, the file said %v", key, f.Name, ledger[i], file[i])
		}
		want := ledger[i]
		switch v := want.(type) {
		case registry.Date:
			want = v.Time
		case []string:
			items := []any{}
			for _, item := range v {
				items = append(items, item)
			}
			want = items
		}
		if !reflect.DeepEqual(columns[i], want) {
			d.t.Errorf("%s: the public sees %s %v, the ledger says %v", key, f.Name, columns[i], want)
		}
	}
}

// sameParts compares the tables of parts with the documents they come from.
func (d *desk) sameParts() {
	d.t.Helper()
	for table, member := range map[string]string{"parcel": "parcels", "offer": "offers", "utility": "utilities", "access": "access",
		"building": "buildings", "readiness_item": "readiness", "planning": "planning", "environment": "environment", "contact": "contact"} {
		got := ask[string](d, fmt.Sprintf(`
			with part as (
				select s.id, coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(p) - 'site_id' - 'position') %[3]s) filter (where p.site_id is not null), '[]') as rows
				from site s left join %[1]s p on p.site_id = s.id group by s.id
			)
			select coalesce(string_agg(s.ref, ', '), '') from site s join part using (id) join revision r on r.seq = s.head_seq
			cross join lateral (select r.document::jsonb -> '%[2]s') as d (value)
			where rows <> jsonb_strip_nulls(case jsonb_typeof(d.value) when 'array' then d.value when 'object' then jsonb_build_array(d.value) else '[]' end)`,
			table, member, map[bool]string{true: "", false: "order by p.position"}[slices.Contains([]string{"planning", "environment", "contact"}, table)]))
		if got != "" {
			d.t.Errorf("table %s is not what the documents of %s say", table, got)
		}
	}
	if got := ask[int64](d, `select count(*) from (
		select s.id, f.key, jsonb_strip_nulls(f.value) from site s join revision r on r.seq = s.head_seq cross join lateral jsonb_each(r.document::jsonb -> 'facts') f
		except
		select site_id, field, jsonb_strip_nulls(to_jsonb(f) - 'site_id' - 'field') from fact f) missing`); got != 0 {
		d.t.Errorf("%d facts are not in their table", got)
	}
}

// Two imports at once: each is whole, and the chain is one.
func TestImportsAtTheSameTime(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const importers = 4
	var group sync.WaitGroup
	for n := range importers {
		group.Go(func() {
			j := job()
			if n%2 == 1 { // two registers, each twice
				j.Source.Code = "other"
			}
			var rows []registry.Row
			for line := range int64(300) {
				rows = append(rows, plot(line+1, fmt.Sprintf("%s %d", j.Source.Code, line)))
			}
			if _, err := d.store.Import(t.Context(), j, listed(rows...)); err != nil {
				t.Errorf("importer %d: %v", n, err)
			}
		})
	}
	group.Wait()
	d.holdsTogether()
	if got := ask[int64](d, "select count(*) from site_public"); got != 600 {
		t.Errorf("%d sites, want 600", got)
	}
	if got := ask[int64](d, "select max(split_part(ref, '-', 3)::int) from site"); got != 600 {
		t.Errorf("the highest number is %d, want 600: none twice and none left out", got)
	}
	rows, err := d.conn.Query(t.Context(), "select created || '+' || unchanged from import_batch order by created desc")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if want := []string{"300+0", "300+0", "0+300", "0+300"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("created and unchanged: %v (%v), want %v", got, err, want)
	}
}
