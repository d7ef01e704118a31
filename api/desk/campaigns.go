package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Paths of campaigns, as the router writes them.
const (
	CampaignsPath         = Root + "/campaigns"
	CampaignQuestionsPath = CampaignsPath + "/questions"
	CampaignPrecisionPath = CampaignsPath + "/precision"
	CampaignPath          = CampaignsPath + "/:id"
	CampaignMovePath      = CampaignPath + "/moves"
	CampaignFiguresPath   = CampaignPath + "/figures"
	CampaignPointsPath    = CampaignPath + "/points"
	CampaignPeoplePath    = CampaignPath + "/observers"
	CampaignTasksPath     = CampaignPath + "/tasks"
	CampaignAssignPath    = CampaignTasksPath + "/assign"
	CampaignRemovePath    = CampaignTasksPath + "/remove"
	CampaignPackagePath   = CampaignPath + "/package"
	CampaignFoldPath      = CampaignPath + "/fold"
	ObservationsPath      = CampaignPath + "/observations"
	VerdictPath           = ObservationsPath + "/:observation/verdict"
	PhotoPath             = ObservationsPath + "/:observation/photos/:photo"
)

// The pages of campaigns.
const (
	maxCampaigns = 200
	maxTasks     = 1000
	// maxCampaign is the longest body of a campaign, of a wish for tasks and of
	// an upload of observations, in bytes.
	maxCampaign = 2 << 20
)

// Campaigns answers for inventories.
type Campaigns struct {
	store registry.Campaigns
	media *Media // draws photos anew
}

// NewCampaigns makes it of the store and of what draws photos anew.
func NewCampaigns(store registry.Campaigns, media *Media) *Campaigns {
	return &Campaigns{store: store, media: media}
}

// campaignRef is what the ETag of a campaign calls it.
func campaignRef(id int64) string { return "campaign-" + strconv.FormatInt(id, 10) }

func sendCampaign(c *exchange.Call, status int, campaign *registry.Campaign) error {
	if status == http.StatusCreated {
		c.Header().Set("Location", c.URL(CampaignsPath+"/"+strconv.FormatInt(campaign.ID, 10), nil))
	}
	return send(c, status, tagOf(campaignRef(campaign.ID), campaign.Version), campaignOf(c.Principal, campaign))
}

// List answers with the campaigns that the principal may read.
func (a *Campaigns) List(c *exchange.Call, _ path) error {
	c.Query.Only("state", "limit", "before")
	q := registry.CampaignQuery{States: c.Query.SomeOf("state", registry.CampaignStates...), Limit: c.Query.Int("limit", 1, maxCampaigns, maxCampaigns) + 1,
		Before: int64(c.Query.Int("before", 1, maxNumber, 0))}
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := a.store.Campaigns(c.Context(), c.Principal, q)
	if err != nil {
		return err
	}
	out := struct {
		Campaigns []campaignJSON `json:"campaigns"`
		Next      *int64         `json:"next"`
	}{Campaigns: []campaignJSON{}}
	for i := range list[:min(q.Limit-1, len(list))] {
		out.Campaigns = append(out.Campaigns, campaignOf(c.Principal, &list[i]))
	}
	if len(list) == q.Limit {
		out.Next = &list[q.Limit-2].ID
	}
	return send(c, http.StatusOK, "", out)
}

// Questions answers with the fields that observers can be asked about, and with
// the codes of what they find and of what is said of it.
func (a *Campaigns) Questions(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	if !c.Principal.CanSomewhere(registry.ReadSite) {
		return c.Principal.Authorize(registry.ReadSite)
	}
	list := []questionJSON{}
	for _, f := range registry.Askable() {
		list = append(list, questionOf(&registry.Question{Key: f.Name, Field: f.Name}))
	}
	return send(c, http.StatusOK, "", map[string]any{"questions": list, "sightings": registry.Sightings, "verdicts": registry.Verdicts,
		"states": registry.TaskStates})
}

// Precision answers with how many candidates of each source were there.
func (a *Campaigns) Precision(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := a.store.CandidatePrecision(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", map[string]any{"candidates": precisionOf(list)})
}

// Create makes a campaign.
func (a *Campaigns) Create(c *exchange.Call, _ path) error {
	body, err := readUpTo(c, maxCampaign)
	if err != nil {
		return err
	}
	edit := readCampaign(body)
	if err := body.Err(); err != nil {
		return err
	}
	campaign, err := a.store.CreateCampaign(c.Context(), c.Principal, edit)
	if err != nil {
		return err
	}
	return sendCampaign(c, http.StatusCreated, &campaign)
}

// Read answers with one campaign.
func (a *Campaigns) Read(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	campaign, err := a.store.Campaign(c.Context(), c.Principal, id)
	if err != nil {
		return err
	}
	return sendCampaign(c, http.StatusOK, &campaign)
}

// Change replaces the content of a campaign.
func (a *Campaigns) Change(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	version, err := known(c, campaignRef(id))
	if err != nil {
		return err
	}
	body, err := readUpTo(c, maxCampaign)
	if err != nil {
		return err
	}
	edit := readCampaign(body)
	if err := body.Err(); err != nil {
		return err
	}
	campaign, err := a.store.ChangeCampaign(c.Context(), c.Principal, id, version, edit)
	if err != nil {
		return err
	}
	return sendCampaign(c, http.StatusOK, &campaign)
}

// Move opens, closes, reopens or cancels a campaign.
func (a *Campaigns) Move(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("move", "reason")
	move, given := body.Needed("move")
	if given && !slices.Contains(registry.CampaignMoveNames(), move) {
		body.Fault("move", criteria.RuleBadValue, exchange.Printable(move), "one of "+strings.Join(registry.CampaignMoveNames(), ", "))
	}
	reason := readText(body, "reason")
	if err := body.Err(); err != nil {
		return err
	}
	campaign, err := a.store.MoveCampaign(c.Context(), c.Principal, id, move, reason)
	if err != nil {
		return err
	}
	return sendCampaign(c, http.StatusOK, &campaign)
}

// readCampaign reads the content of a campaign.
func readCampaign(body *exchange.Object) registry.CampaignEdit {
	body.Only("name", "note", "territory", "deadline", "questions")
	edit := registry.CampaignEdit{Note: readText(body, "note"), Territory: readText(body, "territory"), Deadline: readDay(body, "deadline")}
	edit.Name, _ = body.Needed("name")
	for _, item := range body.Objects("questions") {
		if item == nil {
			continue
		}
		edit.Questions = append(edit.Questions, readQuestion(item))
		body.Include(item)
	}
	return edit
}

func readQuestion(o *exchange.Object) registry.Question {
	o.Only("key", "field", "type", "options", "label", "help", "required")
	q := registry.Question{Field: readText(o, "field"), Type: registry.Type(readText(o, "type")), Label: readWords(o, "label"), Help: readWords(o, "help")}
	if q.Key = readText(o, "key"); q.Key == "" {
		q.Key = q.Field
	}
	q.Required, _ = o.Bool("required")
	for _, item := range o.Objects("options") {
		if item == nil {
			continue
		}
		item.Only("code", "label")
		option := registry.Option{Label: readWords(item, "label")}
		option.Code, _ = item.Needed("code")
		q.Options = append(q.Options, option)
		o.Include(item)
	}
	return q
}

// readWords reads a text in several languages; nil where it is left out.
func readWords(body *exchange.Object, name string) registry.Text {
	o := body.Object(name)
	if o == nil {
		return nil
	}
	o.Only(registry.Languages...)
	words := registry.Text{}
	for _, language := range registry.Languages {
		if text, ok := o.Text(language); ok {
			words[language] = text
		}
	}
	body.Include(o)
	if len(words) == 0 {
		return nil
	}
	return words
}
