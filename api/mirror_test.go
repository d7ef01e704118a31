package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/demo"
	"landbank/registry/postgres"
)

// mirror is a copy of the published stock in other hands. What it has kept
// survives it: its place in the feed, and the sites as they were at that place.
type mirror struct {
	address atomic.Pointer[string] // of the registry, which moves when it starts anew
	since   int64
	sites   map[string]string // feature by reference
	pages   int               // of the feed that had changes
}

// follow asks for changes until the context ends. Whatever goes wrong on the way
// is asked again.
func (m *mirror) follow(ctx context.Context) {
	for ctx.Err() == nil {
		if err := m.step(ctx); err != nil && ctx.Err() == nil {
			time.Sleep(5 * time.Millisecond) // as a client does that does not want to be a burden
		}
	}
}

// step takes over one page of the feed, or nothing of it.
func (m *mirror) step(ctx context.Context) error {
	var feed struct {
		Changes []struct{ Ref string }
		Next    int64
	}
	if _, err := m.get(ctx, fmt.Sprintf("/api/v1/changes?since=%d&limit=200&wait=30", m.since), &feed); err != nil {
		return err
	}
	fresh := map[string]string{}
	for _, change := range feed.Changes {
		if _, asked := fresh[change.Ref]; asked {
			continue
		}
		var site json.RawMessage
		status, err := m.get(ctx, "/api/v1/sites/"+url.PathEscape(change.Ref), &site)
		switch {
		case err != nil:
			return err
		case status == http.StatusOK:
			fresh[change.Ref] = withoutPlace(site)
		default:
			fresh[change.Ref] = ""
		}
	}
	for ref, site := range fresh {
		if site == "" {
			delete(m.sites, ref)
			continue
		}
		m.sites[ref] = site
	}
	if len(feed.Changes) > 0 {
		m.pages++
	}
	m.since = feed.Next
	return nil
}

// withoutPlace leaves out of an answer what says where and when it was asked.
func withoutPlace(site json.RawMessage) string {
	var members map[string]json.RawMessage
	if json.Unmarshal(site, &members) != nil {
		return string(site)
	}
	delete(members, "links")
	delete(members, "revision")
	text, _ := json.Marshal(members) // what was JSON is JSON
	return string(text)
}

func (m *mirror) get(ctx context.Context, path string, into any) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, *m.address.Load()+path, nil)
	if err != nil {
		return 0, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	switch {
	case err != nil:
		return 0, err
	case answer.StatusCode == http.StatusOK:
		return answer.StatusCode, json.Unmarshal(body, into)
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		return answer.StatusCode, nil
	}
	return 0, fmt.Errorf("%s: %s", path, answer.Status)
}

// opened is a registry on a port of this machine.
type opened struct {
	*service
	address string
	server  *http.Server
}

// registryOf opens a registry over the store.
func registryOf(t *testing.T, store *postgres.Store) *opened {
	t.Helper()
	s := newService(t, store, func(d *Deps) { d.Settings.PublicURL = "" })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := NewServer(s.engine, s.server.log)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return &opened{s, "http://" + listener.Addr().String(), server}
}

// close answers what is under way, and takes no more. It gives up before those
// would end by themselves who wait for as long as they may.
func (o *opened) close(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), longestWait/2)
	defer cancel()
	if err := o.server.Shutdown(ctx); err != nil {
		t.Error(err)
	}
}

// A mirror that follows the feed through 10,000 random edits, created, changed
// and withdrawn sites among them, with restarts of the registry and of the
// mirror, ends with the sites that the registry has.
func TestAMirrorEndsEqual(t *testing.T) {
	t.Parallel()
	const edits = 10_000
	store := openStore(t)
	random := rand.New(rand.NewPCG(7, 2026))
	open := registryOf(t, store)
	m := &mirror{sites: map[string]string{}}
	m.address.Store(&open.address)
	follow := func() (stop func()) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); m.follow(ctx) }()
		return func() { cancel(); <-done }
	}
	stop := follow()

	rows, made, imports := map[string]registry.Row{}, 0, 0
	add := func() {
		made++
		key := fmt.Sprintf("site-%05d", made)
		x, y := 22+18*random.Float64(), 45+6*random.Float64()
		rows[key] = registry.Row{SourceKey: key, Shape: geotest.WKT(t, fmt.Sprintf("POLYGON((%.5f %.5f,%.5f %.5f,%.5f %.5f,%.5f %.5f))", x, y, x+.003, y, x+.003, y+.002, x, y)),
			Record: registry.Record{Kind: "free_land", Names: registry.Text{"en": key}, Confirmation: "confirmed", LocationQuality: "digitised"}}
	}
	for range 400 {
		add()
	}
	for done := 0; done < edits; {
		result := importAll(t, store, rows)
		done += int(result.Created + result.Updated + result.Withdrawn)
		imports++
		switch random.IntN(6) { // somebody restarts
		case 0:
			open.close(t)
			open = registryOf(t, store)
			m.address.Store(&open.address)
		case 1:
			stop()
			stop = follow()
		}
		for _, key := range slices.Sorted(maps.Keys(rows)) {
			switch row := rows[key]; {
			case random.IntN(8) < 3:
			case random.IntN(12) == 0:
				delete(rows, key)
				add()
			default:
				row.Record.Address = fmt.Sprintf("Street %d", random.IntN(1e6))
				rows[key] = row
			}
		}
	}

	stop()
	head, err := store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for m.since < head.Seq {
		if err := m.step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{}
	page, err := store.Page(t.Context(), registry.PageQuery{Limit: 1000, Outline: registry.OutlineNone})
	if err != nil || page.Next != nil {
		t.Fatalf("%d sites: %v", page.Matched, err)
	}
	for _, hit := range page.Hits {
		var site json.RawMessage
		if status, err := m.get(t.Context(), "/api/v1/sites/"+url.PathEscape(hit.Ref), &site); err != nil || status != http.StatusOK {
			t.Fatalf("%s: %d %v", hit.Ref, status, err)
		}
		want[hit.Ref] = withoutPlace(site)
	}
	if len(want) < 300 || m.pages < 20 {
		t.Errorf("%d sites, %d pages of changes: too few to show anything", len(want), m.pages)
	}
	if !reflect.DeepEqual(m.sites, want) {
		for ref, site := range want {
			if m.sites[ref] != site {
				t.Errorf("%s differs:\n%.1000s\n%.1000s", ref, m.sites[ref], site)
				break
			}
		}
		t.Errorf("the mirror has %d sites, the registry %d", len(m.sites), len(want))
	}
	t.Logf("%d imports, %d pages of changes, %d sites", imports, m.pages, len(want))
}

// importAll brings the rows; sites that are not among them any more are withdrawn.
func importAll(t *testing.T, store *postgres.Store, rows map[string]registry.Row) registry.ImportResult {
	t.Helper()
	file := list{}
	for _, row := range rows {
		file = append(file, row)
	}
	result, err := store.Import(t.Context(), registry.ImportJob{
		FileName: "register", Profile: demo.Profile, Source: demo.Source, RefPrefix: "TST", Principal: registry.Operator, Publish: true,
		Gone: registry.GoneWithdraw, GoneAnyway: true, Reason: "sold",
	}, &file)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// Who waits for a change has it at once, and an answer without changes when the
// time is up or the registry ends.
func TestChangesAreWaitedFor(t *testing.T) {
	t.Parallel()
	store := openStore(t)
	open := registryOf(t, store)
	m := &mirror{sites: map[string]string{}}
	m.address.Store(&open.address)
	var feed struct {
		Changes []struct{ Ref, Change string }
		Next    int64
	}
	if _, err := m.get(t.Context(), "/api/v1/changes?wait=1", &feed); err != nil || len(feed.Changes) != 0 {
		t.Fatalf("%v %v", feed, err)
	}
	answered := make(chan error, 1)
	go func() {
		_, err := m.get(t.Context(), "/api/v1/changes?wait=30", &feed)
		answered <- err
	}()
	importRows(t, store, three(t))
	if err := <-answered; err != nil || len(feed.Changes) == 0 || feed.Changes[0].Change != "created" {
		t.Fatalf("%v %v", feed, err)
	}
	// The server does not wait for those who wait.
	go func() {
		_, err := m.get(t.Context(), fmt.Sprintf("/api/v1/changes?since=%d&wait=30", feed.Next), &feed)
		answered <- err
	}()
	for len(open.service.server.waits) == 0 {
		time.Sleep(time.Millisecond)
	}
	open.close(t)
	if err := <-answered; err != nil || len(feed.Changes) != 0 {
		t.Errorf("%v %v", feed, err)
	}
}
