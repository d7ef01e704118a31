package api

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/export"
)

// What the department keeps to itself and the names of natural persons are in
// no answer that anybody may have, whatever the address, nor in an export.
func TestTheNamesOfNaturalPersonsAreNowhere(t *testing.T) {
	store, _ := database(t)
	secret := []string{"Петренко", "1234567890", "user:77", "user:78", "Plant Ltd", "only between us", "сусід каже", "user:79"}
	legal := "Товариство «Ливарня»"
	rows := three(t)
	r := &(*rows)[0].Record
	r.Parcels = append(r.Parcels,
		registry.Parcel{CadastralNumber: "1412900000:99:001:0002", Ownership: "private", Owner: registry.Owner{Kind: "natural", Name: secret[0], Code: secret[1]}},
		registry.Parcel{CadastralNumber: "1412900000:99:001:0003", Ownership: "private", Owner: registry.Owner{Name: secret[0]}},
		registry.Parcel{CadastralNumber: "1412900000:99:001:0004", Ownership: "private", Owner: registry.Owner{Kind: "legal", Name: legal}})
	r.Internal = registry.Internal{Steward: secret[2], Deputy: secret[3], ReservedFor: secret[4], Note: secret[5],
		Waivers: []registry.Waiver{{Rule: "V-16", Reason: secret[5]}}}
	r.Extra = map[string]string{"note": secret[6]}
	importRows(t, store, rows)
	s := newService(t, store)
	ref := readPage(t, s.get(t, "/api/v1/sites?name=Foundry&sortby=ref&limit=1")).refs
	if len(ref) == 0 {
		ref = readPage(t, s.get(t, "/api/v1/sites?sortby=ref&limit=1")).refs
	}
	// A change, so that histories have something to tell.
	entry, err := store.Entry(t.Context(), registry.Operator, ref[0])
	if err != nil || entry.Record.Internal.Steward != secret[2] {
		t.Fatalf("%+v (%v)", entry.Record.Internal, err)
	}
	who := registry.Principal{ID: secret[7], Grants: []registry.Grant{{Role: registry.Admin}}} // who verifies that it is reserved
	if _, err = store.Act(t.Context(), who, ref[0], entry.Version, registry.Act{Action: registry.ActReserve,
		Until: registry.NewDate(2099, 1, 1), For: secret[4]}); err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{}
	hold := func(name string, got answer) {
		if got.Code == http.StatusOK {
			answers[name] = got.Body.String()
		}
	}
	parts := strings.NewReplacer(":ref", ref[0], ":code", "UA", ":z", "14", ":y", "5663", ":x", "9903")
	for _, op := range s.server.operations() {
		if op.method != http.MethodGet || strings.HasPrefix(op.path, deskPath) || strings.HasPrefix(op.path, sessionPath) {
			continue
		}
		path := parts.Replace(op.path)
		hold(op.id, s.get(t, path))
		hold(op.id+" as of", s.get(t, path+"?as_of="+time.Now().UTC().Add(time.Hour).Format(time.RFC3339)))
	}
	hold("searchSites", s.search(t, `{"limit":10,"lists":["meets","may_meet","fails"]}`))
	hold("tile", s.get(t, tilePath(11, 37.6225, 48.7025)))
	for _, id := range []string{"listSites", "getSite", "getHistory", "listChanges", "searchSites", "tile"} {
		if answers[id] == "" {
			t.Errorf("%s was not answered", id)
		}
	}
	for _, format := range export.Formats {
		var file bytes.Buffer
		if _, err := export.Write(&file, format, func(visit func(*registry.Detail) error) error { return store.Each(t.Context(), nil, visit) }); err != nil {
			t.Fatal(err)
		}
		answers["export "+string(format)] = file.String()
	}
	for name, text := range answers {
		for _, word := range secret {
			if strings.Contains(text, word) {
				t.Errorf("%s tells %q", name, word)
			}
		}
	}
	for _, name := range []string{"getSite", "export geojson", "export csv"} {
		if !strings.Contains(answers[name], "Ливарня") {
			t.Errorf("%s does not tell the legal owner", name)
		}
	}
}
