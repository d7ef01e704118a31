package api

import (
	"fmt"
	"net/http"
	"strings"

	"landbank/registry"
)

// campaignGuards are the rows of inventories: of a campaign in the territory,
// and of one everywhere.
func campaignGuards() []guarded {
	own := []string{ownTerritory}
	manage, read, answer, judge := registry.ManageCampaign, registry.ReadSite, registry.AnswerTask, registry.JudgeObservation
	return []guarded{
		{id: "listCampaigns", needs: read, somewhere: true, request: get("campaigns")},
		{id: "listCampaignQuestions", needs: read, somewhere: true, request: get("campaigns/questions")},
		{id: "getCandidatePrecision", needs: read, somewhere: true, request: get("campaigns/precision")},
		{id: "createCampaign", needs: manage, where: own, request: send(http.MethodPost, "campaigns", `{"name":"x","territory":"`+ownTerritory+`"}`)},
		{id: "createCampaign", needs: manage, request: send(http.MethodPost, "campaigns", `{"name":"x"}`)},
		{id: "getCampaign", needs: read, where: own, request: aCampaign(http.MethodGet, "", "")},
		{id: "getCampaign", needs: read, request: everywhereCampaign(http.MethodGet, "", "")},
		{id: "changeCampaign", needs: manage, where: own, spent: true, request: aCampaign(http.MethodPut, "", `{"name":"y","territory":"`+ownTerritory+`"}`)},
		{id: "moveCampaign", needs: manage, where: own, spent: true, request: aCampaign(http.MethodPost, "/moves", `{"move":"close"}`)},
		{id: "getCampaignFigures", needs: read, where: own, request: aCampaign(http.MethodGet, "/figures", "")},
		{id: "listCampaignPoints", needs: read, where: own, request: aCampaign(http.MethodGet, "/points", "")},
		{id: "listCampaignObservers", needs: manage, where: own, request: aCampaign(http.MethodGet, "/observers", "")},
		{id: "listCampaignTasks", needs: read, where: own, request: aCampaign(http.MethodGet, "/tasks", "")},
		{id: "addCampaignTasks", needs: manage, where: own, request: aCampaign(http.MethodPost, "/tasks", `{"places":[{"label":"p","longitude":30.2,"latitude":50.2}]}`)},
		{id: "assignCampaignTasks", needs: manage, where: own, request: aCampaign(http.MethodPost, "/tasks/assign", `{"within":[30,50,31,51]}`)},
		{id: "removeCampaignTasks", needs: manage, where: own, request: aCampaign(http.MethodPost, "/tasks/remove", `{"tasks":[999999]}`)},
		{id: "takeCampaignPackage", needs: answer, where: own, request: aCampaign(http.MethodPost, "/package", `{}`)},
		{id: "takeCampaignPackage", needs: answer, request: everywhereCampaign(http.MethodPost, "/package", `{}`)},
		{id: "foldCampaign", needs: manage, where: own, request: aCampaign(http.MethodPost, "/fold", `{}`)},
		{id: "listObservations", needs: read, where: own, request: aCampaign(http.MethodGet, "/observations", "")},
		{id: "addObservations", needs: answer, where: own, request: aCampaign(http.MethodPost, "/observations", `{"observations":[{"id":"x","task":1,"questions":1,"sighting":"there","observed_at":"2026-01-31T00:00:00Z"}]}`)},
		{id: "judgeObservation", needs: judge, where: own, request: judging},
		// The observation is somebody else's: whoever may answer tasks adds no photo to it.
		{id: "addObservationPhoto", needs: "nobody", request: func(m *matrix) request {
			r := lookingAtPhoto(m)
			return request{method: http.MethodPut, path: r.path, body: drawn(m.t, 7)}
		}},
		{id: "getObservationPhoto", needs: read, where: own, request: lookingAtPhoto},
	}
}

// inventoryOf makes an open campaign with one task in a territory, "" for
// everywhere.
func (m *matrix) inventoryOf(territory string) (registry.Campaign, int64) {
	m.t.Helper()
	ctx := m.t.Context()
	c, err := m.store.CreateCampaign(ctx, registry.Operator, registry.CampaignEdit{Name: "Inventory", Territory: territory})
	if err != nil {
		m.t.Fatal(err)
	}
	place := registry.Place{Label: "A place", Longitude: inOwn[0], Latitude: inOwn[1]}
	if _, err = m.store.AddTasks(ctx, registry.Operator, c.ID, registry.TaskWish{Places: []registry.Place{place}}); err == nil {
		c, err = m.store.MoveCampaign(ctx, registry.Operator, c.ID, "open", "")
	}
	if err != nil {
		m.t.Fatal(err)
	}
	page, err := m.store.Tasks(ctx, registry.Operator, c.ID, registry.TaskQuery{Limit: 1})
	if err != nil {
		m.t.Fatal(err)
	}
	return c, page.Tasks[0].ID
}

func campaignIn(territory, method, below, body string) func(*matrix) request {
	return func(m *matrix) request {
		c, _ := m.inventoryOf(territory)
		return request{method, fmt.Sprintf("campaigns/%d%s", c.ID, below), body, fmt.Sprintf(`"campaign-%d.%d"`, c.ID, c.Version)}
	}
}

func aCampaign(method, below, body string) func(*matrix) request {
	return campaignIn(ownTerritory, method, below, body)
}

func everywhereCampaign(method, below, body string) func(*matrix) request {
	return campaignIn("", method, below, body)
}

// observed makes an observation with a photo by the command line, and gives its
// path.
func (m *matrix) observed() string {
	m.t.Helper()
	c, task := m.inventoryOf(ownTerritory)
	n := m.next()
	id, photo := fmt.Sprintf("00000000-0000-4000-8000-%012d", n), fmt.Sprintf("00000000-0000-4000-9000-%012d", n)
	o := registry.Observation{ID: id, Task: task, Questions: 1, Sighting: registry.SeenThere, Photos: []string{photo}, ObservedAt: fixedTime}
	got, err := m.store.Observe(m.t.Context(), registry.Operator, c.ID, []registry.Observation{o})
	if err != nil || got[0].State != registry.ObservationStored {
		m.t.Fatalf("observe: %+v %v", got, err)
	}
	file := registry.MediaFile{Hash: strings.Repeat(fmt.Sprintf("%02x", n%256), 32), Type: "image/jpeg", Bytes: []byte("x"), Width: 1, Height: 1}
	if err := m.store.AddPhoto(m.t.Context(), registry.Operator, c.ID, registry.Photo{ID: photo, Observation: id, File: file}); err != nil {
		m.t.Fatal(err)
	}
	return fmt.Sprintf("campaigns/%d/observations/%s/photos/%s", c.ID, id, photo)
}

func judging(m *matrix) request {
	path, _, _ := strings.Cut(m.observed(), "/photos/")
	return request{method: http.MethodPost, path: path + "/verdict", body: `{"verdict":"redo","remark":"tried"}`}
}

func lookingAtPhoto(m *matrix) request { return request{method: http.MethodGet, path: m.observed()} }
