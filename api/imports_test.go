package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
	"landbank/registry/uploads"
)

const imports = "/api/v1/desk/imports"

// fileRoom is an office that takes files.
type fileRoom struct {
	*office
	files *uploads.Service
	dir   string
}

func newFileRoom(t *testing.T, limit int64) *fileRoom {
	t.Helper()
	o := newOffice(t)
	r := &fileRoom{office: o, dir: t.TempDir()}
	r.files = o.takeFiles(t, o.store, r.dir, limit)
	return r
}

// takeFiles makes the interface take files.
func (s *service) takeFiles(t testing.TB, store *postgres.Store, dir string, limit int64) *uploads.Service {
	t.Helper()
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	files, err := uploads.New(ctx, store, uploads.Options{Dir: dir, Limit: limit, Days: 30, Log: s.server.log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(); files.Wait() })
	s.server.uploads = files
	if s.engine, err = s.server.engine(); err != nil {
		t.Fatal(err)
	}
	return files
}

// upload is what an answer says of an import.
type upload struct {
	ID         int64
	State      string
	FileName   string `json:"file_name"`
	Authors    []string
	Recognised registry.Recognition
	Settings   registry.UploadSettings
	Result     *registry.ImportResult
	Batch      *int64
	Failure    *string
	Progress   *registry.UploadProgress
}

func importIn(t testing.TB, a answer, status int) upload {
	t.Helper()
	if a.Code != status {
		t.Fatalf("status %d, want %d: %.900s", a.Code, status, a.Body)
	}
	var u upload
	if err := json.Unmarshal(a.Body.Bytes(), &u); err != nil {
		t.Fatal(err)
	}
	return u
}

func (r *fileRoom) sent(t testing.TB, who, name, content string) upload {
	t.Helper()
	return importIn(t, r.as(t, who, "POST", imports+"?file_name="+name, content, "Content-Type", "text/csv"), 201)
}

// done waits for what is under way, and reads what became of it.
func (r *fileRoom) done(t testing.TB, who string, u upload) upload {
	t.Helper()
	r.files.Settle()
	return importIn(t, r.as(t, who, "GET", at(u), ""), 200)
}

func at(u upload) string { return fmt.Sprintf("%s/%d", imports, u.ID) }

func registerCSV(lines ...string) string {
	return "id,name,longitude,latitude,kind\n" + strings.Join(lines, "\n") + "\n"
}

func TestAFileIsSentTriedAppliedAndUndone(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	u := r.sent(t, "editor", "..%2F..%2Fetc%2Fregister.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield", "b,Depot,30.22222,48.22222,brownfield", "c,Nowhere,,,brownfield"))
	if u.State != "uploaded" || u.FileName != "register.csv" || u.Recognised.Format != "CSV" || u.Recognised.Profile != "generic" || len(u.Recognised.Columns) != 5 {
		t.Fatalf("sent %+v", u)
	}
	u = importIn(t, r.as(t, "editor", "PATCH", at(u), `{"source":{"code":"town","name":"Town register"},"publish":true,"reason":"first issue"}`), 200)
	if u.Settings.Source.Code != "town" || !u.Settings.Publish || u.Recognised.Source.Name != "Town register" {
		t.Errorf("changed %+v", u)
	}
	if tried := importIn(t, r.as(t, "reviewer", "POST", at(u)+"/dry-run", ""), 202); tried.State != "checking" && tried.State != "checked" {
		t.Errorf("tried %+v", tried)
	}
	checked := r.done(t, "reviewer", u)
	if checked.State != "checked" || checked.Result == nil || checked.Result.Created != 2 || checked.Result.Rejected != 1 || checked.Batch != nil {
		t.Fatalf("checked %+v, %v", checked, checked.Failure)
	}
	if got := r.get(t, "/api/v1/sites"); strings.Contains(got.Body.String(), "Mill") {
		t.Error("a dry run published sites")
	}
	rows := r.as(t, "editor", "GET", at(u)+"/rows?state=invalid&rule=V-15", "").json(t)
	if rows["matched"] != 1.0 || rows["rows"].([]any)[0].(map[string]any)["source_key"] != "c" {
		t.Errorf("invalid rows: %v", rows)
	}
	first := r.as(t, "editor", "GET", at(u)+"/rows?limit=2", "").json(t)
	rest := r.as(t, "editor", "GET", at(u)+fmt.Sprintf("/rows?limit=2&after=%v", first["next"]), "").json(t)
	if len(first["rows"].([]any)) != 2 || len(rest["rows"].([]any)) != 1 || rest["next"] != nil {
		t.Errorf("pages %v and %v", first, rest)
	}
	report := r.as(t, "editor", "GET", at(u)+"/report.csv", "")
	if report.Code != 200 || !strings.Contains(report.Body.String(), "Nowhere") || strings.Contains(report.Body.String(), "Mill") {
		t.Errorf("report %d %s", report.Code, report.Body)
	}

	// Who brought the file does not publish it, and an editor does not at all.
	if got := r.as(t, "editor", "POST", at(u)+"/apply", ""); got.Code != 403 {
		t.Errorf("an editor published: %d", got.Code)
	}
	importIn(t, r.as(t, "reviewer", "POST", at(u)+"/apply", ""), 202)
	applied := r.done(t, "reviewer", u)
	if applied.State != "applied" || applied.Batch == nil || applied.Result.Created != 2 {
		t.Fatalf("applied %+v, %v", applied, applied.Failure)
	}
	if got := r.get(t, "/api/v1/sites"); !strings.Contains(got.Body.String(), "Mill") {
		t.Error("the public does not see what was published")
	}
	for method, path := range map[string]string{"POST": at(u) + "/apply", "DELETE": at(u), "PATCH": at(u)} {
		if got := r.as(t, "reviewer", method, path, `{"publish":false}`); got.Code != 409 {
			t.Errorf("%s %s after the import: %d", method, path, got.Code)
		}
	}
	undone := r.as(t, "reviewer", "POST", at(u)+"/undo", `{"reason":"the wrong file"}`)
	if undone.Code != 200 || undone.json(t)["withdrawn"] != 2.0 {
		t.Fatalf("undone %d %s", undone.Code, undone.Body)
	}
	if got := r.done(t, "editor", u); got.State != "undone" {
		t.Errorf("after the undo it is %s", got.State)
	}
	if got := r.as(t, "reviewer", "POST", at(u)+"/undo", `{}`); got.Code != 409 {
		t.Errorf("undone twice: %d", got.Code)
	}
	list := r.as(t, "editor", "GET", imports, "").json(t)
	if len(list["imports"].([]any)) != 1 || list["next"] != nil {
		t.Errorf("listed %v", list)
	}
}

func TestWhoBringsAFileDoesNotPublishIt(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	u := r.sent(t, "reviewer", "r.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield"))
	importIn(t, r.as(t, "reviewer", "PATCH", at(u), `{"publish":true}`), 200)
	if got := r.as(t, "reviewer", "POST", at(u)+"/apply", ""); got.Code != 409 || !strings.Contains(got.Body.String(), "four_eyes") {
		t.Errorf("published alone: %d %s", got.Code, got.Body)
	}
	// Whoever says how the file is read is an author as well.
	importIn(t, r.as(t, "admin", "PATCH", at(u), `{"source":{"code":"mine"}}`), 200)
	if got := r.as(t, "admin", "POST", at(u)+"/apply", ""); got.Code != 409 {
		t.Errorf("published with own settings: %d %s", got.Code, got.Body)
	}
	importIn(t, r.as(t, "reviewer", "PATCH", at(u), `{"publish":null,"only":"create","skip":[4]}`), 200)
	importIn(t, r.as(t, "reviewer", "POST", at(u)+"/apply", ""), 202)
	if got := r.done(t, "reviewer", u); got.State != "applied" || got.Result.Created != 1 {
		t.Errorf("as drafts: %+v, %v", got, got.Failure)
	}
}

func TestWhatCannotBeTakenIsRefused(t *testing.T) {
	r := newFileRoom(t, 2000)
	for name, c := range map[string]struct {
		who, content string
		status       int
	}{
		"a viewer's":         {"viewer", registerCSV("a,Mill,30.1,48.1,brownfield"), 403},
		"nobody's":           {"nobody", registerCSV("a,Mill,30.1,48.1,brownfield"), 401},
		"no register":        {"editor", "%PDF-1.7 is no register", 409},
		"empty":              {"editor", "", 409},
		"longer than may be": {"editor", registerCSV(strings.Repeat("a,Mill,30.1,48.1,brownfield\n", 100)), 413},
	} {
		if got := r.as(t, c.who, "POST", imports+"?file_name=x.csv", c.content, "Content-Type", "application/octet-stream"); got.Code != c.status {
			t.Errorf("%s: %d, want %d: %s", name, got.Code, c.status, got.Body)
		} else if strings.Contains(got.Body.String(), r.dir) {
			t.Errorf("%s: the answer tells where files lie: %s", name, got.Body)
		}
	}
	if left, err := os.ReadDir(r.dir); err != nil || len(left) > 0 {
		t.Errorf("%d files of refused uploads are left (%v)", len(left), err)
	}
	u := r.sent(t, "editor", "r.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield"))
	for body, status := range map[string]int{`{"profile":"nonsense"}`: 409, `{"crs":"EPSG:x"}`: 409, `{"only":"some"}`: 409, `{"skip":["x"]}`: 400,
		`{"accept":["V-99"]}`: 400, `{"file":"/etc/passwd"}`: 400, `{"columns":[{"column":"id","filed":"x"}]}`: 400} {
		if got := r.as(t, "editor", "PATCH", at(u), body); got.Code != status {
			t.Errorf("%s: %d, want %d: %s", body, got.Code, status, got.Body)
		}
	}
	for _, path := range []string{imports + "/999", imports + "/x", imports + "/0/rows"} {
		if got := r.as(t, "editor", "GET", path, ""); got.Code != 404 {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
	if got := r.as(t, "editor", "DELETE", at(u), ""); got.Code != 204 {
		t.Errorf("removed: %d %s", got.Code, got.Body)
	}
	if left, err := os.ReadDir(r.dir); err != nil || len(left) > 0 {
		t.Errorf("%d files are left of a removed upload (%v)", len(left), err)
	}
}

func TestUploadsAreSeenWhereTheirSenderMayImport(t *testing.T) {
	r := newFileRoom(t, 1<<20)
	if err := r.store.PutTerritories(t.Context(), units()); err != nil {
		t.Fatal(err)
	}
	r.join(t, "west", registry.Grant{Role: registry.Editor, Territory: "west"})
	r.join(t, "east", registry.Grant{Role: registry.Reviewer, Territory: "east"})
	r.join(t, "land", registry.Grant{Role: registry.Reviewer, Territory: "land"})
	u := r.sent(t, "west", "r.csv", registerCSV("a,Mill,30.11111,48.11111,brownfield", "b,Depot,33.22222,48.22222,brownfield"))
	all := r.sent(t, "editor", "all.csv", registerCSV("z,Mill,30.11111,48.11111,brownfield"))
	for who, want := range map[string][2]int{"west": {200, 404}, "east": {404, 404}, "land": {200, 404}, "editor": {200, 200}} {
		if got := [2]int{r.as(t, who, "GET", at(u), "").Code, r.as(t, who, "GET", at(all), "").Code}; got != want {
			t.Errorf("%s reads %v, want %v", who, got, want)
		}
		listed := len(r.as(t, who, "GET", imports, "").json(t)["imports"].([]any))
		seen := 0
		for _, status := range want {
			if status == 200 {
				seen++
			}
		}
		if listed != seen {
			t.Errorf("%s lists %d, want %d", who, listed, seen)
		}
	}
	importIn(t, r.as(t, "west", "POST", at(u)+"/apply", ""), 202)
	if got := r.done(t, "west", u); got.State != "applied" || got.Result.Created != 1 || got.Result.ByRule[registry.OutsideRights] != 1 {
		t.Errorf("an editor of west imported %+v, %v", got.Result, got.Failure)
	}
}

// join lets somebody in.
func (r *fileRoom) join(t *testing.T, who string, grant registry.Grant) {
	t.Helper()
	account, _, err := r.store.CreateAccount(t.Context(), registry.Operator, registry.NewAccount{Email: who + "@example.org", WithoutPassword: true,
		Grants: []registry.Grant{grant}})
	if err != nil {
		t.Fatal(err)
	}
	text, _, err := r.store.CreateToken(t.Context(), registry.Operator, registry.NewToken{Account: account.ID, Name: "test", Days: 1})
	if err != nil {
		t.Fatal(err)
	}
	r.cards[who] = text
}

// units are a country with two regions west and east of 31°.
func units() []registry.TerritoryRow {
	unit := func(code, parent string, level int, west, east float64) registry.TerritoryRow {
		return registry.TerritoryRow{Territory: registry.Territory{Code: code, Scheme: "test", Level: level, Parent: parent, Names: registry.Text{"en": code}},
			Geometry: fmt.Appendf(nil, `{"type":"Polygon","coordinates":[[[%[1]g,45],[%[2]g,45],[%[2]g,52],[%[1]g,52],[%[1]g,45]]]}`, west, east)}
	}
	return []registry.TerritoryRow{unit("land", "", 0, 25, 35), unit("west", "land", 1, 25, 31), unit("east", "land", 1, 31, 35)}
}

// rowsOnTheFly is a register that is made while it is read.
type rowsOnTheFly struct {
	rows, made int
	left       []byte
	size       *atomic.Int64
}

func (r *rowsOnTheFly) Read(p []byte) (int, error) {
	if len(r.left) == 0 {
		if r.made > r.rows {
			return 0, io.EOF
		}
		if r.made == 0 {
			r.left = []byte("id,name,longitude,latitude,kind,remarks\n")
		} else {
			r.left = fmt.Appendf(nil, "%d,Mill %d,%.6f,%.6f,brownfield,%s\n", r.made, r.made, 25+float64(r.made%3000)*0.003, 45+float64(r.made/3000)*0.003, strings.Repeat("remark ", 600))
		}
		r.made++
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	r.size.Add(int64(n))
	return n, nil
}

// A large file goes through to disk, and through the import, without ever
// being in memory: what the heap holds at most is far below the file, whatever
// a run's windows of rows and the collector's own pace add to it.
func TestALargeFileStaysOutOfMemory(t *testing.T) {
	const rows = 28000
	r := newFileRoom(t, 128<<20)
	var size atomic.Int64
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	u, err := r.files.Add(t.Context(), registry.Operator, "large.csv", &rowsOnTheFly{rows: rows, size: &size})
	if err != nil {
		t.Fatal(err)
	}
	if size.Load() < 96<<20 {
		t.Fatalf("the file has only %d bytes", size.Load())
	}
	runtime.GC()
	runtime.ReadMemStats(&now)
	if grown := int64(now.HeapAlloc) - int64(before.HeapAlloc); grown > 12<<20 {
		t.Errorf("%d MiB of a file of %d MiB are in memory after it was taken", grown>>20, size.Load()>>20)
	}
	var most atomic.Int64
	over := make(chan struct{})
	go func() {
		for tick := time.Tick(100 * time.Millisecond); ; {
			runtime.GC()
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most.Store(max(most.Load(), int64(now.HeapAlloc)-int64(before.HeapAlloc)))
			select {
			case <-over:
				return
			case <-tick:
			}
		}
	}()
	if _, err := r.files.Try(t.Context(), registry.Operator, u.ID); err != nil {
		t.Fatal(err)
	}
	r.files.Settle()
	close(over)
	tried, err := r.files.Read(t.Context(), registry.Operator, u.ID)
	if err != nil || tried.State != registry.UploadChecked || tried.Result.Read != rows {
		t.Fatalf("it is %s: %s, %+v (%v)", tried.State, tried.Failure, tried.Result, err)
	}
	if most.Load() > 48<<20 {
		t.Errorf("%d MiB of a file of %d MiB were in memory", most.Load()>>20, size.Load()>>20)
	}
	page, err := r.files.Rows(t.Context(), registry.Operator, u.ID, registry.OutcomeQuery{State: registry.RowNew, Limit: 1})
	if err != nil || page.Matched < rows*9/10 {
		t.Errorf("%d new rows (%v)", page.Matched, err)
	}
}
