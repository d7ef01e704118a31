package desk

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/media"
)

const (
	maxObservationPage = 200
	// maxPhoto is the longest photo of an observation, in bytes; phones send
	// them much smaller.
	maxPhoto = 8 << 20
)

// Package gives the observer what answering takes without a network.
func (a *Campaigns) Package(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("more", "near")
	wish := registry.PackageWish{More: body.Int("more", 0, registry.MostPackaged, 0)}
	if near := body.Object("near"); near != nil {
		near.Only("longitude", "latitude")
		wish.Near = &[2]float64{readDegrees(near, "longitude"), readDegrees(near, "latitude")}
		body.Include(near)
	}
	if err := body.Err(); err != nil {
		return err
	}
	made, err := a.store.Package(c.Context(), c.Principal, id, wish)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", map[string]any{"campaign": campaignOf(c.Principal, &made.Campaign), "tasks": tasksOf(made.Tasks),
		"waiting": made.Waiting, "made_at": instant(made.MadeAt), "observer": c.Principal.ID})
}

// Observe takes observations, each for itself.
func (a *Campaigns) Observe(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	body, err := readUpTo(c, maxCampaign)
	if err != nil {
		return err
	}
	body.Only("observations")
	items := body.Objects("observations")
	checkCount(body, "observations", len(items), 1, registry.MostObservations)
	if err := body.Err(); err != nil {
		return err
	}
	results := make([]observedJSON, len(items))
	var list []registry.Observation
	var places []int
	for i, item := range items {
		o := readObservation(item)
		results[i] = observedJSON{ID: o.ID, State: registry.ObservationRefused}
		if err := item.Err(); err != nil {
			results[i].Refusal = optional(exchange.ProblemOf(err).Detail)
			continue
		}
		list, places = append(list, o), append(places, i)
	}
	stored, err := a.store.Observe(c.Context(), c.Principal, id, list)
	if err != nil {
		return err
	}
	for i, r := range stored {
		results[places[i]] = observedJSON{r.ID, r.State, optional(r.Refusal)}
	}
	return send(c, http.StatusOK, "", map[string]any{"results": results})
}

type observedJSON struct {
	ID      string  `json:"id"`
	State   string  `json:"state"`
	Refusal *string `json:"refusal"`
}

func readObservation(o *exchange.Object) registry.Observation {
	o.Only("id", "task", "questions", "sighting", "answers", "comment", "position", "photos", "observed_at")
	out := registry.Observation{Task: int64(o.Int("task", 1, maxNumber, 0)), Questions: o.Int("questions", 1, 1<<31-1, 0), Comment: readText(o, "comment"),
		Photos: o.Texts("photos"), Answers: map[string]json.RawMessage{}}
	out.ID, _ = o.Needed("id")
	out.Sighting, _ = o.Needed("sighting")
	if text, given := o.Needed("observed_at"); given {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			o.Fault("observed_at", criteria.RuleBadValue, exchange.Printable(text), "an instant by RFC 3339")
		}
		out.ObservedAt = at
	}
	if answers := o.Object("answers"); answers != nil {
		for _, key := range answers.Names() {
			if raw, given := answers.Raw(key); given {
				out.Answers[key] = raw
			} else {
				out.Answers[key] = json.RawMessage("null")
			}
		}
		o.Include(answers)
	}
	if at := o.Object("position"); at != nil {
		at.Only("longitude", "latitude", "accuracy_m")
		out.Position = &registry.Position{Longitude: readDegrees(at, "longitude"), Latitude: readDegrees(at, "latitude"), AccuracyM: readDegrees(at, "accuracy_m")}
		o.Include(at)
	}
	return out
}

// Observations answers with a page of the observations, the newest first.
func (a *Campaigns) Observations(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	c.Query.Only("task", "verdict", "observer", "limit", "before")
	q := registry.ObservationQuery{Task: int64(c.Query.Int("task", 1, maxNumber, 0)),
		Verdicts: c.Query.SomeOf("verdict", append([]string{registry.NoVerdict}, registry.Verdicts...)...),
		Limit:    c.Query.Int("limit", 1, maxObservationPage, 50) + 1}
	if q.Observer, _ = c.Query.Text("observer"); q.Observer == "me" {
		q.Observer = c.Principal.ID
	}
	if q.Before, _ = c.Query.Text("before"); q.Before != "" && !registry.IsDeviceID(q.Before) {
		c.Query.Fault("before", criteria.RuleBadValue, exchange.Printable(q.Before), "the number of an observation")
	}
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := a.store.Observations(c.Context(), c.Principal, id, q)
	if err != nil {
		return err
	}
	out := struct {
		Observations []observationJSON `json:"observations"`
		Next         *string           `json:"next"`
	}{Observations: []observationJSON{}}
	for i := range list[:min(q.Limit-1, len(list))] {
		out.Observations = append(out.Observations, observationOf(&list[i]))
	}
	if len(list) == q.Limit {
		out.Next = &list[q.Limit-2].ID
	}
	return send(c, http.StatusOK, "", out)
}

// Judge says how good an observation is.
func (a *Campaigns) Judge(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	observation, err := deviceNumber(p("observation"))
	if err != nil {
		return err
	}
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("verdict", "remark")
	j := registry.Judgment{Verdict: body.OneOf("verdict", registry.Verdicts...), Remark: readText(body, "remark")}
	if _, given := body.Raw("verdict"); !given {
		body.Fault("verdict", exchange.RuleMissing, "nothing", "accepted, redo or doubtful")
	}
	if err := body.Err(); err != nil {
		return err
	}
	judged, err := a.store.JudgeObservation(c.Context(), c.Principal, id, observation, j)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", observationOf(&judged))
}

// deviceNumber gives a number that a device has made; others name nothing.
func deviceNumber(text string) (string, error) {
	if !registry.IsDeviceID(text) {
		return "", registry.ErrNotFound
	}
	return text, nil
}

// photoIn gives the numbers in the path of a photo.
func photoIn(p path) (id int64, observation, photo string, err error) {
	if id, err = number(p, "id"); err != nil {
		return 0, "", "", err
	}
	if observation, err = deviceNumber(p("observation")); err != nil {
		return 0, "", "", err
	}
	photo, err = deviceNumber(p("photo"))
	return id, observation, photo, err
}

// AddPhoto takes a photo of an observation: the body as it is. Nothing but the
// picture is kept of it.
func (a *Campaigns) AddPhoto(c *exchange.Call, p path) error {
	id, observation, photo, err := photoIn(p)
	if err != nil {
		return err
	}
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	if !c.Principal.CanSomewhere(registry.AnswerTask) { // before a long body is read
		return c.Principal.Authorize(registry.AnswerTask)
	}
	file, err := c.File(maxPhoto)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	// The body took the time that it took; what follows has its own.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), mediumTime)
	defer cancel()
	drawn, _, err := a.media.read(ctx, raw)
	if err != nil {
		return err
	}
	if !media.IsPicture(drawn.Type) {
		return criteria.Faults{{In: "body", Name: "", Rule: criteria.RuleBadValue, Got: "a document", Want: "a JPEG, PNG or WebP picture"}}
	}
	if err := a.store.AddPhoto(ctx, c.Principal, id, registry.Photo{ID: photo, Observation: observation, File: drawn}); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}

// Photo answers with a photo, as files of sites are served.
func (a *Campaigns) Photo(c *exchange.Call, p path) error {
	id, observation, photo, err := photoIn(p)
	if err != nil {
		return err
	}
	size, err := mediaSize(c)
	if err != nil {
		return err
	}
	file, err := a.store.Photo(c.Context(), c.Principal, id, observation, photo, size)
	if err != nil {
		return err
	}
	return sendMedium(c, &file, size, staffCaching)
}
