package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"landbank/registry"
	"landbank/registry/score"
)

// The facets and the page of a search for a profile.
var profileFacets = []string{"kind", "availability", "ownership", "contamination"}

const profilePage = 20

// pieceOf is the largest piece that question n asks for, so that no two in a row are the same.
func pieceOf(n int) int { return 30_000 + 500*(n%variants) }

func profileSearch(base string, n int) (*http.Request, error) {
	body := fmt.Sprintf(`{"profile":"logistics@1","must":[{"field":"largest_piece_m2","op":">=","value":%d},
		{"field":"dist_motorway_junction_m","op":"<=","value":20000}],"facets":["%s"],"limit":%d,"geometry":"point"}`,
		pieceOf(n), strings.Join(profileFacets, `","`), profilePage)
	r, err := http.NewRequest(http.MethodPost, base+"/api/v1/search", bytes.NewReader([]byte(body)))
	if err == nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, err
}

// profileFloor is the same search as one statement, as somebody would write it by hand who knows the question: one pass that tells of
// each site its list and its guaranteed score, and from that the counts, the first sites of each list, and the facets.
func profileFloor() func(ctx context.Context, pool *pgxpool.Pool, n int) error {
	profile, known := score.Find("logistics", 1)
	if !known {
		panic("there is no profile logistics@1")
	}
	columns := strings.Join(profileFacets, ", ")
	var sql strings.Builder
	fmt.Fprintf(&sql, `with asked as materialized (
		select id, %s, (nature_zone <> 'reserve' and largest_piece_m2 >= $1 and dist_motorway_junction_m <= 20000) as truth, %s as points
		from site_public)
		select 'count' as part, truth::text as value, count(*) as n, null as properties from asked group by truth`,
		columns, points(profile.Criteria))
	for _, list := range []string{"truth", "truth is null", "not truth"} {
		fmt.Fprintf(&sql, ` union all (select 'site', null, null, s.properties from
			(select id, points from asked where %s order by points desc, id limit %d) f join site_public s using (id) order by points desc, id)`,
			list, profilePage)
	}
	for _, facet := range profileFacets {
		fmt.Fprintf(&sql, " union all select '%s', %s, count(*), null from asked where truth group by %s", facet, facet, facet)
	}
	return func(ctx context.Context, pool *pgxpool.Pool, n int) error {
		return read(ctx, pool, sql.String(), float64(pieceOf(n)))
	}
}

// points is the guaranteed score of a row in plain SQL: weights times value functions, a stale fact at three quarters, an unknown one
// at nothing.
func points(list []registry.Preference) string {
	var terms []string
	for i := range list {
		p := &list[i]
		field, _ := registry.FieldByName(p.Field)
		fresh := "1"
		if field.Clock != "" {
			fresh = "case when '" + field.Clock + "' = any(stale_groups) then 0.75 else 1 end"
		}
		terms = append(terms, fmt.Sprintf("coalesce(%g * %s * %s, 0)", p.Weight, valueOf(p), fresh))
	}
	return strings.Join(terms, " + ")
}

func valueOf(p *registry.Preference) string {
	var cases []string
	if p.Knots == nil {
		codes := make([]string, 0, len(p.Values))
		for code := range p.Values {
			codes = append(codes, code)
		}
		slices.Sort(codes)
		for _, code := range codes {
			cases = append(cases, fmt.Sprintf("when '%s' then %g", code, p.Values[code]))
		}
		return "case " + p.Field + "::text " + strings.Join(cases, " ") + " end"
	}
	first, last := p.Knots[0], p.Knots[len(p.Knots)-1]
	cases = append(cases, fmt.Sprintf("when %s <= %g then %g", p.Field, first[0], first[1]))
	for i := range len(p.Knots) - 1 {
		a, b := p.Knots[i], p.Knots[i+1]
		cases = append(cases, fmt.Sprintf("when %s <= %g then %g + (%s - %g) * %s", p.Field, b[0], a[1], p.Field, a[0],
			strconv.FormatFloat((b[1]-a[1])/(b[0]-a[0]), 'f', -1, 64)))
	}
	return "case " + strings.Join(append(cases, fmt.Sprintf("when %s is not null then %g", p.Field, last[1])), " ") + " end"
}
