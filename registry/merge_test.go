package registry

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// randomDocument is a record with some members, the values of which are few, so
// that records agree in much.
func randomDocument(random *rand.Rand) []byte {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	amount := func() *float64 {
		if random.IntN(3) == 0 {
			return nil
		}
		return new(float64(random.IntN(3)))
	}
	r := Record{Kind: pick("", "building", "brownfield"), Address: pick("", "Mill Lane", "Quay 1"), Names: Text{},
		AllowedUses: [][]string{nil, {"a"}, {"a", "b"}}[random.IntN(3)], Facts: map[string]Fact{}}
	for _, language := range []string{"uk", "en"} {
		if random.IntN(3) > 0 {
			r.Names[language] = pick("Цех", "Mill")
		}
	}
	r.Area.DeclaredM2, r.Area.UsableM2 = amount(), amount()
	for _, network := range []string{"electricity", "gas", "water"} {
		if random.IntN(2) == 0 {
			r.Utilities = append(r.Utilities, Utility{Network: network, State: pick("", "on_site", "nearby"), DistanceM: amount()})
		}
	}
	if random.IntN(2) == 0 {
		r.Offers = append(r.Offers, Offer{Mode: pick("lease", "sale"), PriceAmount: amount()})
	}
	if random.IntN(2) == 0 {
		r.Facts["kind"] = Fact{Method: pick("", "declared"), Note: pick("", "seen")}
	}
	if random.IntN(2) == 0 {
		r.Internal.Steward = "user:1"
	}
	text, err := json.Marshal(&r)
	if err != nil {
		panic(err) // a record has a JSON form
	}
	return text
}

// differs tells in which paths two documents differ, the order of lists aside.
func differs(t *testing.T, a, b []byte) map[string]Change {
	t.Helper()
	changes, err := DocumentChanges(a, b)
	if err != nil {
		t.Fatalf("%v: %s, %s", err, a, b)
	}
	return changes
}

func TestMergeKeepsItsPromises(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 9))
	merge := func(base, theirs, ours []byte) ([]byte, []Clash) {
		merged, clashes, err := MergeDocuments(base, theirs, ours)
		if err != nil {
			t.Fatal(err)
		}
		var record Record
		if err := json.Unmarshal(merged, &record); err != nil {
			t.Fatalf("the merge is no record: %v: %s", err, merged)
		}
		return merged, clashes
	}
	clashing := 0
	for range 3000 {
		base, x, y := randomDocument(random), randomDocument(random), randomDocument(random)
		for name, c := range map[string]struct{ base, theirs, ours, want []byte }{
			"only staff changed":    {base, base, x, x},
			"only the source did":   {base, x, base, x},
			"both did alike":        {base, x, x, x},
			"nobody did":            {base, base, base, base},
			"without a word before": {[]byte(`{}`), []byte(`{}`), x, x},
		} {
			if merged, clashes := merge(c.base, c.theirs, c.ours); string(merged) != string(c.want) || len(clashes) > 0 {
				t.Fatalf("%s: %s with clashes %v, want %s", name, merged, clashes, c.want)
			}
		}
		merged, clashes := merge(base, x, y)
		clashing += len(clashes)
		checkPaths(t, base, x, y, merged, clashes)
		other, otherClashes := merge(base, y, x)
		if len(clashes) != len(otherClashes) {
			t.Fatalf("clashes %v one way and %v the other", clashes, otherClashes)
		}
		if len(clashes) == 0 && len(differs(t, merged, other)) > 0 {
			t.Fatalf("without clashes, one way %s, the other %s", merged, other)
		}
		if again, left := merge(x, x, merged); string(again) != string(merged) || len(left) > 0 {
			t.Fatalf("merged once more with what the source said: %s, was %s", again, merged)
		}
	}
	if clashing < 1000 {
		t.Errorf("%d clashes in all: the test hardly tries them", clashing)
	}
}

// checkPaths looks at every path: it is as the one side that changed it has
// it, or as staff have it.
func checkPaths(t *testing.T, base, theirs, ours, merged []byte, clashes []Clash) {
	t.Helper()
	clashed := func(path string) bool {
		for _, c := range clashes {
			if path == c.Path || strings.HasPrefix(path, c.Path+".") || strings.HasPrefix(path, c.Path+"[") {
				return true
			}
		}
		return false
	}
	changedThere, changedHere := differs(t, base, theirs), differs(t, base, ours)
	fromOurs, fromTheirs := differs(t, ours, merged), differs(t, theirs, merged)
	for path := range fromOurs {
		if _, there := changedThere[path]; !there || clashed(path) {
			t.Fatalf("%s is not what staff wrote, and the source did not change it (or it clashes)\nbase %s\ntheirs %s\nours %s\nmerged %s", path, base, theirs, ours, merged)
		}
	}
	for path := range fromTheirs {
		if _, here := changedHere[path]; !here && !clashed(path) {
			t.Fatalf("%s is not what the source says, and staff did not change it\nbase %s\ntheirs %s\nours %s\nmerged %s", path, base, theirs, ours, merged)
		}
	}
}

func TestMergeNamesWhatClashes(t *testing.T) {
	t.Parallel()
	base := []byte(`{"kind":"brownfield","utilities":[{"network":"gas","distance_m":5},{"network":"water","state":"nearby"}]}`)
	theirs := []byte(`{"kind":"building","utilities":[{"network":"gas","distance_m":7}],"offers":[{"mode":"sale"}]}`)
	ours := []byte(`{"kind":"free_land","utilities":[{"network":"water","state":"on_site"},{"network":"gas","distance_m":6,"state":"nearby"}]}`)
	merged, clashes, err := MergeDocuments(base, theirs, ours)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"kind":"free_land","offers":[{"mode":"sale"}],"utilities":[{"network":"water","state":"on_site"},{"distance_m":6,"network":"gas","state":"nearby"}]}`
	if string(merged) != want {
		t.Errorf("got %s", merged)
	}
	var told []string
	for _, c := range clashes {
		told = append(told, fmt.Sprintf("%s %s/%s", c.Path, c.Ours, c.Theirs))
	}
	if got := strings.Join(told, "; "); got != `kind "free_land"/"building"; utilities[gas].distance_m 6/7; utilities[water] {"network":"water","state":"on_site"}/` {
		t.Errorf("clashes: %s", got)
	}
}
