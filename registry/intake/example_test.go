package intake

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// examples are files, one for each rule that looks at how a file puts what it
// says: the first is at fault, the second says the same and is not.
var examples = map[string][2]string{
	"V-01": {"id,lat,lon\n1,0,0\n", "id,lat,lon\n1,48.1001,30.1001\n"},
	"V-02": {"id,lat,lon\n1,5330000.5,4100000.5\n", "id,lat,lon\n1,48.1001,30.1001\n"},
	"V-03": {englishHeader + "http://example.org/id/a,A1,Mill,12.736151,29.531910,0.28,2017-12-20\n", englishHeader + englishRow},
	"V-04": {"id,lat,lon\n1,\"48.1001, 30.1001\",\n", "id,lat,lon\n1,48.1001,30.1001\n"},
	"V-05": {"id,lat,lon\n1,48.1,30.1\n", "id,lat,lon\n1,48.1001,30.1001\n"},
	"V-06": {"id,lat,lon,area_m2\n1,48.1001,30.1001,700 (200 net)\n", "id,lat,lon,area_m2\n1,48.1001,30.1001,700\n"},
	"V-07": {"id,lat,lon,area_m2\n1,48.1001,30.1001,0\n", "id,lat,lon,area_m2\n1,48.1001,30.1001,700\n"},
	"V-08": {"id,lat,lon,area_ha\n1,48.1001,30.1001,302506\n", "id,lat,lon,area_ha\n1,48.1001,30.1001,30\n"},
	"V-09": {"id,lat,lon,kind\n1,48.1001,30.1001,spaceport\n", "id,lat,lon,kind\n1,48.1001,30.1001,brownfield\n"},
	"V-10": {englishHeader + strings.Replace(englishRow, "2017-12-20", "2017-03-07 | 2015-06-04", 1), englishHeader + englishRow},
	"V-11": {"id,lat,lon,url\n1,48.1001,30.1001,www.example.org/plan\n", "id,lat,lon,url\n1,48.1001,30.1001,https://www.example.org/plan\n"},
	"V-12": {"name,lat,lon\nMill,48.1001,30.1001\n", "id,name,lat,lon\n1,Mill,48.1001,30.1001\n"},
	"V-13": {"OrganisationURI,SiteReference,SiteNameAddress,GeoX,GeoY,NetDwellingsRangeFrom,NetDwellingsRangeTo\nhttp://example.org/id/a,A1,Mill,-1.549112,53.800812,20,10\n",
		"OrganisationURI,SiteReference,SiteNameAddress,GeoX,GeoY,NetDwellingsRangeFrom,NetDwellingsRangeTo\nhttp://example.org/id/a,A1,Mill,-1.549112,53.800812,10,20\n"},
	"V-14": {"id,lat,lon,price\n1,48.1001,30.1001,1000\n", "id,lat,lon,price\n1,48.1001,30.1001,\n"},
	"V-15": {"id,lat,lon\n1,,\n", "id,lat,lon\n1,48.1001,30.1001\n"},
	"V-17": {"cadastralid,area,kvtspzclassid,lat,lon\n12-7,0.5,11.02,48.1001,30.1001\n", "cadastralid,area,kvtspzclassid,lat,lon\n0510138500:06:005:0012,0.5,11.02,48.1001,30.1001\n"},
	"V-18": {"cadastralid,area,kvtspzclassid,lat,lon\n0510138500:06:005:0012,0.5,99.99,48.1001,30.1001\n", "cadastralid,area,kvtspzclassid,lat,lon\n0510138500:06:005:0012,0.5,11.02,48.1001,30.1001\n"},
	"V-28": {strings.Replace(englishHeader, "FirstAddedDate", "FirstDate", 1) + englishRow, englishHeader + englishRow},
	"V-30": {"id,name,lat,lon\n1,\"Mill,48.1001,30.1001\n2,Depot,48.2001,30.2001\n", "id,name,lat,lon\n1,\"Mill\",48.1001,30.1001\n2,Depot,48.2001,30.2001\n"},
}

const (
	englishHeader = "OrganisationURI,SiteReference,SiteNameAddress,GeoX,GeoY,Hectares,FirstAddedDate\n"
	englishRow    = "http://example.org/id/a,A1,Mill,-1.549112,53.800812,0.28,2017-12-20\n"
)

func TestEveryRuleOfReadingFindsItsExample(t *testing.T) {
	for _, rule := range registry.Rules {
		pair, shown := examples[rule.ID]
		reads := slices.ContainsFunc(rule.Cases, func(c registry.Case) bool { return c.Of == registry.OfRow })
		if reads && !shown {
			t.Errorf("%s has no example", rule.ID)
		}
		if !shown {
			continue
		}
		for i, content := range pair {
			bad := i == 0
			if found := findingsIn(t, content); slices.ContainsFunc(found, func(i registry.Issue) bool { return i.Rule == rule.ID }) != bad {
				t.Errorf("%s: bad is %v, found %+v in\n%s", rule.ID, bad, found, content)
			}
		}
	}
}

func findingsIn(t *testing.T, content string) []registry.Issue {
	t.Helper()
	path := filepath.Join(t.TempDir(), "register.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path, Options{Today: testDay})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var found []registry.Issue
	for {
		row, err := f.Next(context.Background())
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, row.Issues...)
	}
}
