package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Tasks answers with a page of the tasks of a campaign.
func (a *Campaigns) Tasks(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	c.Query.Only("state", "assignee", "text", "folded", "limit", "after")
	q := registry.TaskQuery{States: c.Query.SomeOf("state", registry.TaskStates...), Limit: c.Query.Int("limit", 1, maxTasks, 100),
		After: int64(c.Query.Int("after", 1, maxNumber, 0))}
	if q.Assignee, _ = c.Query.Text("assignee"); q.Assignee == "me" {
		q.Assignee = c.Principal.ID
	}
	q.Text, _ = c.Query.Text("text")
	if _, given := c.Query.Values["folded"]; given {
		q.Folded = c.Query.OneOf("folded", "yes", "no")
	}
	if err := c.Query.Err(); err != nil {
		return err
	}
	page, err := a.store.Tasks(c.Context(), c.Principal, id, q)
	if err != nil {
		return err
	}
	out := struct {
		Matched int64      `json:"matched"`
		Tasks   []taskJSON `json:"tasks"`
		Next    *int64     `json:"next"`
	}{page.Matched, tasksOf(page.Tasks), nil}
	if page.Next != 0 {
		out.Next = &page.Next
	}
	return send(c, http.StatusOK, "", out)
}

// whileSame answers 304 while nothing has happened in the campaign; otherwise
// it gives the tag of the answer.
func (a *Campaigns) whileSame(c *exchange.Call, id int64, of string) (tag exchange.Tag, fresh bool, err error) {
	activity, err := a.store.Activity(c.Context(), c.Principal, id)
	if err != nil {
		return "", false, err
	}
	tag = exchange.Tag(fmt.Sprintf("%s-%d.%d", of, id, activity))
	return tag, c.Fresh(tag), nil
}

// Points answers with where the tasks are, for a map: rows of number,
// longitude, latitude, state and assignee.
func (a *Campaigns) Points(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	tag, fresh, err := a.whileSame(c, id, "points")
	if fresh || err != nil {
		return err
	}
	list, err := a.store.TaskPoints(c.Context(), c.Principal, id)
	if err != nil {
		return err
	}
	type pointJSON struct {
		ID        int64   `json:"id"`
		Longitude float64 `json:"longitude"`
		Latitude  float64 `json:"latitude"`
		State     string  `json:"state"`
		Assignee  *string `json:"assignee"`
	}
	points := []pointJSON{}
	for _, t := range list {
		points = append(points, pointJSON{t.ID, t.Longitude, t.Latitude, t.State, optional(t.Assignee)})
	}
	return send(c, http.StatusOK, tag, map[string]any{"points": points})
}

// Figures answers with how a campaign goes.
func (a *Campaigns) Figures(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	tag, fresh, err := a.whileSame(c, id, "figures")
	if fresh || err != nil {
		return err
	}
	figures, err := a.store.CampaignFigures(c.Context(), c.Principal, id)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, tag, figuresOf(&figures))
}

// People answers with those who may answer tasks of a campaign.
func (a *Campaigns) People(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	list, err := a.store.Observers(c.Context(), c.Principal, id)
	if err != nil {
		return err
	}
	type observerJSON struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		Waiting int    `json:"waiting"`
	}
	people := []observerJSON{}
	for _, o := range list {
		people = append(people, observerJSON(o))
	}
	return send(c, http.StatusOK, "", map[string]any{"observers": people})
}

// AddTasks makes tasks by criteria, of sites and of places.
func (a *Campaigns) AddTasks(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	body, err := readUpTo(c, maxCampaign)
	if err != nil {
		return err
	}
	wish := readWish(body)
	if err := body.Err(); err != nil {
		return err
	}
	made, err := a.store.AddTasks(c.Context(), c.Principal, id, wish)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", map[string]int{"made": made.Made, "there": made.There, "total": made.Total})
}

func readWish(body *exchange.Object) registry.TaskWish {
	body.Only("sites", "refs", "places", "second")
	wish := registry.TaskWish{Refs: body.Texts("refs")}
	wish.Second, _ = body.Bool("second")
	if sites := body.Object("sites"); sites != nil {
		sites.Only("filter", "lifecycle")
		wish.ByCriteria = true
		wish.Lifecycles = readStates(sites, "lifecycle", registry.Lifecycles)
		if filter, given := sites.Text("filter"); given {
			expr, err := criteria.ParseCQL2(filter, registry.Vocabulary())
			if err := sites.Join("filter", err); err != nil {
				sites.Fault("filter", criteria.RuleSyntax, exchange.Printable(filter), "a filter in CQL2")
			}
			wish.Criteria = expr
		}
		body.Include(sites)
	}
	places := body.Objects("places")
	checkCount(body, "places", len(places), 0, registry.MostTaskRefs)
	for _, item := range places {
		if item == nil {
			continue
		}
		item.Only("label", "longitude", "latitude")
		place := registry.Place{Longitude: readDegrees(item, "longitude"), Latitude: readDegrees(item, "latitude")}
		place.Label, _ = item.Needed("label")
		wish.Places = append(wish.Places, place)
		body.Include(item)
	}
	return wish
}

// readDegrees gives a number that has to be there.
func readDegrees(o *exchange.Object, name string) float64 {
	if _, given := o.Raw(name); !given {
		o.Fault(name, exchange.RuleMissing, "nothing", "a number")
		return 0
	}
	return readFloat(o, name)
}

// readFloat gives a number, 0 where it is left out.
func readFloat(o *exchange.Object, name string) float64 {
	raw, ok := o.Kind(name, "a number")
	if !ok {
		return 0
	}
	number, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		o.Fault(name, criteria.RuleBadValue, exchange.Printable(string(raw)), "a number that can be stored")
	}
	return number
}

// Assign gives tasks to people.
func (a *Campaigns) Assign(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	body, err := readUpTo(c, maxCampaign)
	if err != nil {
		return err
	}
	body.Only("tasks", "within", "states", "assignee", "spread")
	assignment := registry.TaskAssignment{Tasks: readNumbers(body, "tasks"), Within: readBox(body, "within"), States: readStates(body, "states", registry.TaskStates),
		Assignee: readText(body, "assignee"), Spread: body.Texts("spread")}
	if err := body.Err(); err != nil {
		return err
	}
	changed, err := a.store.AssignTasks(c.Context(), c.Principal, id, assignment)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", map[string]int{"changed": changed})
}

// Remove takes away tasks that nobody has observed.
func (a *Campaigns) Remove(c *exchange.Call, p path) error {
	id, tasks, err := readTasks(c, p, 1, registry.MostTasksAssigned)
	if err != nil {
		return err
	}
	removed, err := a.store.RemoveTasks(c.Context(), c.Principal, id, tasks)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", map[string]int{"removed": removed})
}

// Fold brings what was accepted into the drafts.
func (a *Campaigns) Fold(c *exchange.Call, p path) error {
	id, tasks, err := readTasks(c, p, 0, registry.MostFolded)
	if err != nil {
		return err
	}
	results, err := a.store.Fold(c.Context(), c.Principal, id, tasks)
	if err != nil {
		return err
	}
	type foldJSON struct {
		Task    int64    `json:"task"`
		Ref     *string  `json:"ref"`
		Outcome *string  `json:"outcome"`
		Fields  []string `json:"fields"`
		Left    []string `json:"left"`
		Photos  int      `json:"photos"`
		Refusal *string  `json:"refusal"`
	}
	out := []foldJSON{}
	for _, r := range results {
		out = append(out, foldJSON{r.Task, optional(r.Ref), optional(r.Outcome), some(r.Fields), some(r.Left), r.Photos, optional(r.Refusal)})
	}
	return send(c, http.StatusOK, "", map[string]any{"results": out})
}

// readTasks gives the campaign in the path and the tasks that the body lists,
// from least to most of them.
func readTasks(c *exchange.Call, p path, least, most int) (id int64, tasks []int64, err error) {
	if id, err = number(p, "id"); err != nil {
		return 0, nil, err
	}
	body, err := readUpTo(c, maxCampaign)
	if err != nil {
		return 0, nil, err
	}
	body.Only("tasks")
	tasks = readNumbers(body, "tasks")
	checkCount(body, "tasks", len(tasks), least, most)
	return id, tasks, body.Err()
}

// readNumbers gives a list of numbers of tasks, each once; nil where it is left
// out.
func readNumbers(o *exchange.Object, name string) []int64 {
	raw, given := o.Kind(name, "a list")
	if !given {
		return nil
	}
	list := []int64{}
	for _, text := range strings.Split(strings.Trim(string(raw), "[] \n\r\t"), ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil || number < 1 || slices.Contains(list, number) {
			o.Fault(name, criteria.RuleBadValue, exchange.Printable(text), "numbers of tasks, each once")
			return nil
		}
		list = append(list, number)
	}
	return list
}

// readBox gives west, south, east and north; nil where it is left out.
func readBox(o *exchange.Object, name string) *[4]float64 {
	raw, given := o.Kind(name, "a list")
	if !given {
		return nil
	}
	var box [4]float64
	parts := strings.Split(strings.Trim(string(raw), "[] \n\r\t"), ",")
	for i, text := range parts {
		number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || len(parts) != 4 {
			o.Fault(name, criteria.RuleBadValue, exchange.Printable(string(raw)), "west, south, east, north")
			return nil
		}
		box[i] = number
	}
	return &box
}
