package postgres_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/criteria"
)

// inventory is a campaign in a country with candidates.
type inventory struct {
	*desk
	campaign registry.Campaign
	one, two registry.Principal // observers
	chief    registry.Principal // who runs the campaign
	tasks    map[string]int64   // by reference
	refs     []string
}

var inventoryQuestions = []registry.Question{
	{Key: "former_use", Field: "former_use", Required: true},
	{Key: "area_declared_m2", Field: "area_declared_m2"},
	{Key: "power_state", Field: "power_state"},
	{Key: "building_condition", Field: "building_condition"},
	{Key: "gate", Type: registry.TypeBoolean, Label: registry.Text{"en": "Is there a gate?"}},
}

// candidates imports candidates of a register, all in the west.
func (d *desk) candidates(n int) []string {
	j := job()
	j.Publish = false
	var rows []registry.Row
	for i := range n {
		rows = append(rows, plot(int64(i+1), fmt.Sprintf("c%03d", i), inPlace(square(27+float64(i)*0.01, 48, 0.001)), func(r *registry.Row) {
			r.Record.Confirmation = registry.Candidate
		}))
	}
	d.imported(j, rows...)
	return d.texts("select ref from site order by ref")
}

func newInventory(t *testing.T, candidates int) *inventory {
	t.Helper()
	d := newDesk(t)
	d.put(country()...)
	in := &inventory{desk: d, tasks: map[string]int64{}, refs: d.candidates(candidates)}
	account := func(email string, role registry.Role, territory string) registry.Principal {
		return d.person(email, registry.Grant{Role: role, Territory: territory}).Principal()
	}
	in.one, in.two = account("one@example.org", registry.Viewer, "west"), account("two@example.org", registry.Editor, "west")
	in.chief = account("chief@example.org", registry.Reviewer, "west")
	in.campaign = must[registry.Campaign](t)(d.store.CreateCampaign(t.Context(), in.chief, registry.CampaignEdit{Name: "Candidates of the west",
		Territory: "west", Deadline: registry.NewDate(2099, 12, 31), Questions: inventoryQuestions}))
	unseen, err := criteria.ParseCQL2("confirmation = 'candidate'", registry.Vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	in.wish(registry.TaskWish{ByCriteria: true, Criteria: unseen})
	for _, task := range must[registry.TaskPage](t)(d.store.Tasks(t.Context(), in.chief, in.campaign.ID, registry.TaskQuery{Limit: 1000})).Tasks {
		in.tasks[task.Ref] = task.ID
	}
	return in
}

func (in *inventory) wish(w registry.TaskWish) registry.TasksMade {
	in.t.Helper()
	return must[registry.TasksMade](in.t)(in.store.AddTasks(in.t.Context(), in.chief, in.campaign.ID, w))
}

func (in *inventory) open() {
	in.t.Helper()
	must[registry.Campaign](in.t)(in.store.MoveCampaign(in.t.Context(), in.chief, in.campaign.ID, "open", ""))
}

func deviceID(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// seen is an observation of a task, as a phone sends it.
func seen(n int, task int64, with ...func(*registry.Observation)) registry.Observation {
	o := registry.Observation{ID: deviceID(n), Task: task, Questions: 1, Sighting: registry.SeenThere, ObservedAt: time.Now().Add(-time.Hour).Truncate(time.Millisecond).UTC(),
		Position: &registry.Position{Longitude: 27.0005, Latitude: 48.0005, AccuracyM: 8},
		Answers: map[string]json.RawMessage{"former_use": json.RawMessage(`"industrial"`), "area_declared_m2": json.RawMessage(`8000`),
			"power_state": json.RawMessage(`null`), "building_condition": json.RawMessage(`"very_heavy"`), "gate": json.RawMessage(`true`)}}
	for _, change := range with {
		change(&o)
	}
	return o
}

func (in *inventory) observe(p registry.Principal, list ...registry.Observation) []string {
	in.t.Helper()
	var states []string
	for _, r := range must[[]registry.ObservationResult](in.t)(in.store.Observe(in.t.Context(), p, in.campaign.ID, list)) {
		states = append(states, strings.TrimSuffix(r.State+": "+r.Refusal, ": "))
	}
	return states
}

func (in *inventory) judge(id string, verdict string) {
	in.t.Helper()
	must[registry.Observation](in.t)(in.store.JudgeObservation(in.t.Context(), in.chief, in.campaign.ID, id, registry.Judgment{Verdict: verdict, Remark: "looked at"}))
}

func (in *inventory) state(task int64) string {
	return ask[string](in.desk, "select state || ' ' || coalesce(assignee, 'nobody') from campaign_task where id = $1", task)
}

// picture is a file that stands for a photo.
func picture(content string) registry.MediaFile {
	sum := sha256.Sum256([]byte(content))
	return registry.MediaFile{Hash: hex.EncodeToString(sum[:]), Type: "image/jpeg", Bytes: []byte(content), Width: 4, Height: 3}
}

func TestTasksAreMadeOfCriteriaSitesAndPlaces(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 5)
	ctx := t.Context()
	if len(in.tasks) != 5 {
		t.Fatalf("%d tasks of 5 candidates", len(in.tasks))
	}
	east := must[registry.Entry](t)(in.store.Create(ctx, editor, draft(33, 48)))
	west := must[registry.Entry](t)(in.store.Create(ctx, editor, draft(28, 49, func(r *registry.Record) { r.Area.DeclaredM2 = num(5000) })))
	small, err := criteria.ParseCQL2("area_m2 < 100", registry.Vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	building, _ := criteria.ParseCQL2("kind = 'brownfield' AND S_INTERSECTS(geom, BBOX(27.9, 48.9, 28.1, 49.1))", registry.Vocabulary())
	for name, c := range map[string]struct {
		wish registry.TaskWish
		want registry.TasksMade
	}{
		"all that are kept there":  {registry.TaskWish{ByCriteria: true}, registry.TasksMade{Made: 1, There: 5, Total: 6}},
		"nothing is that small":    {registry.TaskWish{ByCriteria: true, Criteria: small}, registry.TasksMade{Total: 5}},
		"by place and kind":        {registry.TaskWish{ByCriteria: true, Criteria: building}, registry.TasksMade{Made: 1, Total: 6}},
		"by reference, and places": {registry.TaskWish{Refs: []string{west.Ref, in.refs[0]}, Places: []registry.Place{{Label: "Behind the mill", Longitude: 27, Latitude: 48}}}, registry.TasksMade{Made: 2, There: 1, Total: 7}},
	} {
		if got := in.wish(c.wish); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		in.run("delete from campaign_task where not id = any($1)", slices.Collect(func(yield func(int64) bool) {
			for _, id := range in.tasks {
				if !yield(id) {
					return
				}
			}
		}))
	}
	_, err = in.store.AddTasks(ctx, in.chief, in.campaign.ID, registry.TaskWish{Refs: []string{east.Ref}})
	if !errors.Is(err, registry.ErrConflict) {
		t.Errorf("a site outside of the territory: %v", err)
	}
	if _, err := in.store.AddTasks(ctx, in.one, in.campaign.ID, registry.TaskWish{Refs: []string{west.Ref}}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("an observer makes tasks: %v", err)
	}
}

func TestTasksGoToPeopleWhoMayAnswerThere(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 5)
	ctx, id := t.Context(), in.campaign.ID
	stranger := in.person("east@example.org", registry.Grant{Role: registry.Editor, Territory: "east"}).Principal()
	all := [4]float64{20, 40, 40, 60}
	if _, err := in.store.AssignTasks(ctx, in.chief, id, registry.TaskAssignment{Within: &all, Assignee: stranger.ID}); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("to somebody from elsewhere: %v", err)
	}
	assign := func(a registry.TaskAssignment) int {
		return must[int](t)(in.store.AssignTasks(ctx, in.chief, id, a))
	}
	if n := assign(registry.TaskAssignment{Within: &all, Spread: []string{in.one.ID, in.two.ID}}); n != 5 {
		t.Errorf("spread %d of 5", n)
	}
	whose := in.texts("select assignee from campaign_task order by ST_X(geom)")
	if want := []string{in.one.ID, in.one.ID, in.one.ID, in.two.ID, in.two.ID}; !slices.Equal(whose, want) {
		t.Errorf("from west to east they went to %v, want %v", whose, want)
	}
	if n := assign(registry.TaskAssignment{Tasks: []int64{in.tasks[in.refs[0]]}, Assignee: in.one.ID}); n != 0 {
		t.Errorf("the same again changed %d", n)
	}
	people := must[[]registry.Observer](t)(in.store.Observers(ctx, in.chief, id))
	waiting := map[string]int{}
	for _, o := range people {
		waiting[o.Name] = o.Waiting
	}
	if want := map[string]int{"one": 3, "two": 2, "chief": 0}; !reflect.DeepEqual(waiting, want) {
		t.Errorf("observers %v, want %v", waiting, want)
	}
	if _, err := in.store.Package(ctx, in.one, id, registry.PackageWish{}); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("before it is open: %v", err)
	}
	in.open()
	taken := must[registry.FieldPackage](t)(in.store.Package(ctx, in.one, id, registry.PackageWish{}))
	if len(taken.Tasks) != 3 || taken.Tasks[0].State != registry.TaskTaken || !strings.Contains(string(taken.Tasks[0].Outline), "Polygon") {
		t.Errorf("taken along: %+v", taken.Tasks)
	}
	assign(registry.TaskAssignment{Within: &all, States: []string{registry.TaskOpen}})
	near := [2]float64{27.04, 48}
	more := must[registry.FieldPackage](t)(in.store.Package(ctx, in.one, id, registry.PackageWish{More: 1, Near: &near}))
	if len(more.Tasks) != 4 || more.Waiting != 1 || in.state(in.tasks[in.refs[4]]) != "taken "+in.one.ID {
		t.Errorf("%d tasks with the nearest of nobody, %d wait", len(more.Tasks), more.Waiting)
	}
}

func TestWhatIsSentTwiceIsThereOnce(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 3)
	in.open()
	ctx, id := t.Context(), in.campaign.ID
	first := seen(1, in.tasks[in.refs[0]], func(o *registry.Observation) { o.Photos = []string{deviceID(101)} })
	wrong := seen(2, in.tasks[in.refs[1]], func(o *registry.Observation) {
		o.Answers = map[string]json.RawMessage{"area_declared_m2": json.RawMessage(`"much"`), "weather": json.RawMessage(`"fine"`)}
	})
	states := in.observe(in.one, first, wrong, seen(3, 999))
	if states[0] != "stored" || !strings.Contains(states[1], "refused: ") || !strings.Contains(states[1], "weather") && !strings.Contains(states[1], "does not ask") ||
		!strings.Contains(states[2], "no task 999") {
		t.Errorf("sent: %q", states)
	}
	if again := in.observe(in.one, first); !slices.Equal(again, []string{"known"}) {
		t.Errorf("sent again: %q", again)
	}
	if stolen := in.observe(in.two, first); !strings.Contains(stolen[0], "refused") {
		t.Errorf("the number of another's: %q", stolen)
	}
	if n := ask[int64](in.desk, "select count(*) from observation"); n != 1 {
		t.Errorf("%d observations", n)
	}
	photo := registry.Photo{ID: deviceID(101), Observation: first.ID, File: picture("here")}
	for range 2 {
		if err := in.store.AddPhoto(ctx, in.one, id, photo); err != nil {
			t.Fatal(err)
		}
	}
	photo.ID = deviceID(102)
	if err := in.store.AddPhoto(ctx, in.one, id, photo); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("a photo that nobody named: %v", err)
	}
	photo.ID = deviceID(101)
	if err := in.store.AddPhoto(ctx, in.two, id, photo); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("a photo of another's observation: %v", err)
	}
	list := must[[]registry.Observation](t)(in.store.Observations(ctx, in.chief, id, registry.ObservationQuery{Verdicts: []string{registry.NoVerdict}, Limit: 10}))
	if len(list) != 1 || !slices.Equal(list[0].Sent, first.Photos) || list[0].Position.AccuracyM != 8 || *list[0].DistanceM > 10 || !list[0].ObservedAt.Equal(first.ObservedAt) ||
		string(list[0].Answers["power_state"]) != "null" {
		t.Errorf("came as %+v", list)
	}
	if got := must[registry.StoredFile](t)(in.store.Photo(ctx, in.chief, id, first.ID, photo.ID, "thumb")); string(got.Bytes) != "here" {
		t.Errorf("the photo: %q", got.Bytes)
	}
	if _, err := in.store.MediumFile(ctx, registry.Principal{}, photo.File.Hash, "full"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("the public sees the photo: %v", err)
	}
	if got := in.state(first.Task); got != "answered "+in.one.ID {
		t.Errorf("the task is %s", got)
	}
}

func TestAVerdictIsAnothersAndBringsTheTaskOn(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 2)
	in.open()
	ctx, id, task := t.Context(), in.campaign.ID, in.tasks[in.refs[0]]
	in.observe(in.chief, seen(1, task))
	verdict := registry.Judgment{Verdict: registry.VerdictRedo, Remark: "the photo shows the neighbour"}
	if _, err := in.store.JudgeObservation(ctx, in.chief, id, deviceID(1), verdict); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("one's own: %v", err)
	}
	if _, err := in.store.JudgeObservation(ctx, in.two, id, deviceID(1), verdict); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("by an editor: %v", err)
	}
	if _, err := in.store.JudgeObservation(ctx, reviewer, id, deviceID(1), registry.Judgment{Verdict: registry.VerdictRedo}); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("without a remark: %v", err)
	}
	must[registry.Observation](t)(in.store.JudgeObservation(ctx, reviewer, id, deviceID(1), verdict))
	if got := in.state(task); got != "redo "+in.chief.ID {
		t.Errorf("after redo: %s", got)
	}
	in.observe(in.chief, seen(2, task))
	must[registry.Observation](t)(in.store.JudgeObservation(ctx, reviewer, id, deviceID(2), registry.Judgment{Verdict: registry.VerdictDoubtful, Remark: "really?"}))
	if got := in.state(task); got != "open nobody" {
		t.Errorf("after doubtful: %s", got)
	}
	in.observe(in.one, seen(3, task))
	in.judge(deviceID(3), registry.VerdictAccepted)
	if got := in.state(task); got != "verified "+in.one.ID {
		t.Errorf("after accepted: %s", got)
	}
	missed := in.tasks[in.refs[1]]
	in.observe(in.one, seen(4, missed, func(o *registry.Observation) {
		o.Sighting, o.Comment, o.Answers = registry.NotReached, "The bridge is down.", nil
	}))
	if got := ask[string](in.desk, "select state || ': ' || comment from campaign_task where id = $1", missed); got != "skipped: The bridge is down." {
		t.Errorf("not reached: %s", got)
	}
	if _, err := in.store.JudgeObservation(ctx, reviewer, id, deviceID(4), registry.Judgment{Verdict: registry.VerdictAccepted}); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("nothing was seen, and accepted: %v", err)
	}
}

func TestQuestionsThatChangeAreANewVersionOnceItIsOpen(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 1)
	ctx, id := t.Context(), in.campaign.ID
	edit := registry.CampaignEdit{Name: in.campaign.Name, Territory: "west", Questions: inventoryQuestions[:4]}
	planned := must[registry.Campaign](t)(in.store.ChangeCampaign(ctx, in.chief, id, 1, edit))
	if planned.Questions.Version != 1 || len(planned.Questions.Questions) != 4 || planned.Version != 2 {
		t.Errorf("planned: %+v", planned)
	}
	if _, err := in.store.ChangeCampaign(ctx, in.chief, id, 1, edit); !errors.Is(err, registry.ErrStale) {
		t.Errorf("an old version: %v", err)
	}
	edit.Territory = "town"
	if _, err := in.store.ChangeCampaign(ctx, in.chief, id, 2, edit); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("it moves with its tasks: %v", err)
	}
	in.open()
	edit.Territory, edit.Questions = "west", inventoryQuestions
	open := must[registry.Campaign](t)(in.store.ChangeCampaign(ctx, in.chief, id, 3, edit))
	if open.Questions.Version != 2 {
		t.Errorf("open: %+v", open.Questions)
	}
	gate := seen(1, in.tasks[in.refs[0]])
	if got := in.observe(in.one, gate); !strings.Contains(got[0], "gate") && !strings.Contains(got[0], "does not ask") {
		t.Errorf("an answer to a question that the version has not: %q", got)
	}
	gate.Questions = 2
	if got := in.observe(in.one, gate); got[0] != "stored" {
		t.Errorf("by the new version: %q", got)
	}
	must[registry.Campaign](t)(in.store.MoveCampaign(ctx, in.chief, id, "close", ""))
	late := seen(2, in.tasks[in.refs[0]], func(o *registry.Observation) { o.Questions = 2 })
	never := seen(3, in.tasks[in.refs[0]], func(o *registry.Observation) { o.Questions, o.ObservedAt = 2, time.Now().Add(time.Hour) })
	if got := in.observe(in.two, late, never); got[0] != "stored" || !strings.Contains(got[1], "closed") {
		t.Errorf("seen before it was closed and after: %q", got)
	}
}

// What was seen goes into drafts by the engine of the desk: candidates become
// confirmed drafts, what was not there is proposed for withdrawal, places become
// sites, and the public sees nothing of it.
func TestWhatWasSeenIsFoldedIntoDrafts(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 3)
	in.wish(registry.TaskWish{Places: []registry.Place{{Label: "Behind the mill", Longitude: 27.5, Latitude: 48.2}}})
	in.open()
	ctx, id := t.Context(), in.campaign.ID
	place := ask[int64](in.desk, "select id from campaign_task where site_id is null")
	there, gone, left := in.tasks[in.refs[0]], in.tasks[in.refs[1]], in.tasks[in.refs[2]]
	found := must[registry.Entry](t)(in.store.Create(ctx, editor, draft(28, 49, func(r *registry.Record) { r.Confirmation = registry.Candidate })))
	in.wish(registry.TaskWish{Refs: []string{found.Ref}})
	machine := ask[int64](in.desk, "select k.id from campaign_task k join site s on s.id = k.site_id where s.ref = $1", found.Ref)
	shot := func(o *registry.Observation) { o.Photos = []string{deviceID(201)} }
	states := in.observe(in.one, seen(1, there, shot), seen(2, gone, func(o *registry.Observation) { o.Sighting, o.Answers = registry.SeenNot, nil }), seen(3, left), seen(4, place), seen(5, machine))
	if !slices.Equal(states, slices.Repeat([]string{"stored"}, 5)) {
		t.Fatalf("observed: %q", states)
	}
	if err := in.store.AddPhoto(ctx, in.one, id, registry.Photo{ID: deviceID(201), Observation: deviceID(1), File: picture("seen")}); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 2, 4, 5} {
		in.judge(deviceID(n), registry.VerdictAccepted)
	}
	before := ask[int64](in.desk, "select count(*) from site_public")
	results := must[[]registry.FoldResult](t)(in.store.Fold(ctx, in.chief, id, nil))
	outcomes := map[int64]string{}
	for _, r := range results {
		outcomes[r.Task] = r.Outcome + r.Refusal
	}
	if want := map[int64]string{there: "draft", gone: "withdraw", place: "created", machine: "draft"}; !reflect.DeepEqual(outcomes, want) {
		t.Fatalf("folded %v, want %v", outcomes, want)
	}
	entry := must[registry.Entry](t)(in.store.Entry(ctx, in.chief, in.refs[0]))
	r := entry.Record
	if entry.Standing != (registry.Standing{Lifecycle: "draft", Review: "draft"}) || r.Confirmation != "confirmed" || r.FormerUse != "industrial" ||
		*r.Area.DeclaredM2 != 8000 || len(r.Utilities) != 0 || len(r.Buildings) != 1 || r.Buildings[0].Condition != "very_heavy" || r.CheckedOn != registry.DateOf(time.Now().Add(-time.Hour)) {
		t.Errorf("the draft: %+v %+v", entry.Standing, r)
	}
	if len(r.Media) != 1 || r.Media[0].Hash != picture("seen").Hash || r.Media[0].IsPublic() || r.Media[0].TakenOn != r.CheckedOn {
		t.Errorf("the photos: %+v", r.Media)
	}
	if fact := r.Facts["former_use"]; fact.Method != "field_visit" || fact.VerifiedBy != in.one.ID || fact.AsOf.IsZero() {
		t.Errorf("the fact: %+v", fact)
	}
	if _, told := r.Facts["power_state"]; told {
		t.Error("what nobody could tell became a fact")
	}
	if got := in.texts("select distinct source || ' ' || actor from revision where reason like 'campaign %'"); !slices.Equal(got, []string{"field_visit " + in.chief.ID}) {
		t.Errorf("the ledger says %v", got)
	}
	if kept := must[registry.Entry](t)(in.store.Entry(ctx, in.chief, in.refs[1])); kept.Version != 1 || kept.Record.Confirmation != registry.Candidate {
		t.Errorf("what was not there: %+v", kept.Standing)
	}
	if kept := must[registry.Entry](t)(in.store.Entry(ctx, in.chief, in.refs[2])); kept.Version != 1 || kept.Record.Confirmation != registry.Candidate {
		t.Errorf("what nobody accepted: %+v", kept.Standing)
	}
	if found.Standing.Lifecycle != registry.Candidate {
		t.Errorf("found by a machine: %+v", found.Standing)
	}
	if now := must[registry.Entry](t)(in.store.Entry(ctx, in.chief, found.Ref)); now.Standing != (registry.Standing{Lifecycle: "draft", Review: "draft"}) || now.Record.Confirmation != "confirmed" {
		t.Errorf("a candidate that was there: %+v", now.Standing)
	}
	made := must[registry.Entry](t)(in.store.Entry(ctx, in.chief, ask[string](in.desk, "select s.ref from campaign_task k join site s on s.id = k.folded_site where k.id = $1", place)))
	if made.Record.Names["uk"] != "Behind the mill" || made.Record.LocationQuality != "point_only" || made.Record.Confirmation != "confirmed" || !slices.Contains(made.Territories, "west") {
		t.Errorf("the new site: %+v", made)
	}
	if after := ask[int64](in.desk, "select count(*) from site_public"); after != before {
		t.Errorf("the public sees %d more", after-before)
	}
	if again := must[[]registry.FoldResult](t)(in.store.Fold(ctx, in.chief, id, nil)); len(again) != 0 {
		t.Errorf("folded again: %+v", again)
	}
	in.holdsTogether()
}

// A site whose draft cannot be changed, or cannot take the answers, holds none of
// the others up.
func TestAFoldThatIsRefusedKeepsNoOther(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 3)
	in.open()
	ctx, id, ok := t.Context(), in.campaign.ID, must[registry.Entry](t)
	use := func(code string) func(o *registry.Observation) {
		return func(o *registry.Observation) { o.Answers["former_use"] = json.RawMessage(`"` + code + `"`) }
	}
	in.observe(in.one, seen(1, in.tasks[in.refs[0]]), seen(2, in.tasks[in.refs[1]]), seen(3, in.tasks[in.refs[2]], use("hospital")))
	for n := range 3 {
		in.judge(deviceID(n+1), registry.VerdictAccepted)
	}
	busy := ok(in.store.Entry(ctx, in.chief, in.refs[1]))
	ok(in.store.Act(ctx, in.two, busy.Ref, busy.Version, registry.Act{Action: registry.ActSubmit}))
	in.run("alter table site add constraint no_hospital check (former_use is distinct from 'hospital')")
	results := must[[]registry.FoldResult](t)(in.store.Fold(ctx, in.chief, id, nil))
	if len(results) != 3 || results[0].Outcome != "draft" || results[1].Outcome != "" || !strings.Contains(results[1].Refusal, "review") ||
		results[2].Outcome != "" || !strings.Contains(results[2].Refusal, "cannot be stored") {
		t.Errorf("folded: %+v", results)
	}
	if got := in.texts("select coalesce(folded, 'not') from campaign_task order by id"); !slices.Equal(got, []string{"draft", "not", "not"}) {
		t.Errorf("noted: %v", got)
	}
	in.holdsTogether()
}

func TestFiguresOfACampaign(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 4)
	in.wish(registry.TaskWish{Places: []registry.Place{{Label: "A place", Longitude: 27, Latitude: 49}}, Second: true})
	in.open()
	ctx, id := t.Context(), in.campaign.ID
	not := func(o *registry.Observation) { o.Sighting, o.Answers = registry.SeenNot, nil }
	no := func(o *registry.Observation) { o.Answers["gate"] = json.RawMessage(`false`) }
	place := ask[int64](in.desk, "select id from campaign_task where site_id is null")
	in.observe(in.one, seen(1, in.tasks[in.refs[0]]), seen(2, in.tasks[in.refs[1]], not), seen(3, place))
	if got := in.state(place); got != "open nobody" {
		t.Errorf("where a second one is wanted: %s", got)
	}
	in.observe(in.two, seen(4, place, no), seen(5, in.tasks[in.refs[0]]))
	if got := in.state(place); got != "answered "+in.two.ID {
		t.Errorf("with the second one: %s", got)
	}
	for _, n := range []int{1, 2} {
		in.judge(deviceID(n), registry.VerdictAccepted)
	}
	f := must[registry.CampaignFigures](t)(in.store.CampaignFigures(ctx, in.chief, id))
	if want := map[string]int{"open": 2, "verified": 2, "answered": 1}; !reflect.DeepEqual(f.Tasks, want) || f.Waiting != 2 || f.Folded != 0 || f.Unjudged != 3 {
		t.Errorf("tasks %v, %d to fold, %d to judge", f.Tasks, f.Waiting, f.Unjudged)
	}
	if len(f.Days) != 1 && len(f.Days) != 2 || f.Observers[0].Name != "one" || f.Observers[0].Observed != 3 || f.Observers[0].Accepted != 2 || *f.Observers[0].AccuracyM != 8 {
		t.Errorf("days %+v, observers %+v", f.Days, f.Observers)
	}
	agreed := map[string]string{}
	for _, a := range f.Agreement {
		agreed[a.Key] = fmt.Sprintf("%d/%d", a.Same, a.Pairs)
	}
	if want := map[string]string{"sighting": "2/2", "former_use": "2/2", "area_declared_m2": "2/2", "building_condition": "2/2", "gate": "1/2"}; !reflect.DeepEqual(agreed, want) {
		t.Errorf("agreement %v, want %v", agreed, want)
	}
	if len(f.Candidates) != 1 || f.Candidates[0].Source != "register" || f.Candidates[0].Candidates != 4 || f.Candidates[0].Observed != 2 || f.Candidates[0].Confirmed != 1 || *f.Candidates[0].Share != 0.5 {
		t.Errorf("candidates %+v", f.Candidates)
	}
	all := must[[]registry.Precision](t)(in.store.CandidatePrecision(ctx, in.one))
	if !reflect.DeepEqual(all, f.Candidates) {
		t.Errorf("over all campaigns %+v", all)
	}
	activity := must[int64](t)(in.store.Activity(ctx, in.one, id))
	if activity != f.Activity {
		t.Errorf("activity %d, figures of %d", activity, f.Activity)
	}
	in.judge(deviceID(5), registry.VerdictAccepted)
	if now := must[int64](t)(in.store.Activity(ctx, in.one, id)); now <= activity {
		t.Errorf("a verdict left the activity at %d", now)
	}
}

func TestACampaignBelongsToItsTerritory(t *testing.T) {
	t.Parallel()
	in := newInventory(t, 1)
	ctx := t.Context()
	east := in.person("east@example.org", registry.Grant{Role: registry.Admin, Territory: "east"}).Principal()
	if list := must[[]registry.Campaign](t)(in.store.Campaigns(ctx, east, registry.CampaignQuery{Limit: 10})); len(list) != 0 {
		t.Errorf("seen from elsewhere: %+v", list)
	}
	if _, err := in.store.Campaign(ctx, east, in.campaign.ID); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("read from elsewhere: %v", err)
	}
	if _, err := in.store.CreateCampaign(ctx, in.chief, registry.CampaignEdit{Name: "Everywhere"}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("everywhere by a reviewer of the west: %v", err)
	}
	if _, err := in.store.CreateCampaign(ctx, in.chief, registry.CampaignEdit{Name: "The town", Territory: "town"}); err != nil {
		t.Errorf("in a part of the territory: %v", err)
	}
	if _, err := in.store.Campaign(ctx, in.chief, 99); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("one that is not: %v", err)
	}
	for _, move := range []string{"close", "reopen", "cancel", "vanish"} {
		if _, err := in.store.MoveCampaign(ctx, in.chief, in.campaign.ID, move, ""); !errors.Is(err, registry.ErrConflict) {
			t.Errorf("%s of one that is planned, without a reason: %v", move, err)
		}
	}
}
