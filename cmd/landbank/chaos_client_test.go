package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// known is a site as a client has seen it last.
type known struct {
	Ref, Lifecycle string
	Review         *string
	Version        int
	Findings       []finding
}

type finding struct {
	Rule, Severity, Field, Raw string
	Waived                     bool
}

// answered is what a client was told of one operation. Status is 0 where there was no answer: it may have happened or
// not.
type answered struct {
	mark, action, ref string
	status            int
	told              string // reference in the answer
	version           int    // version in the answer
	body              string
}

// client does operations one after the other.
type client struct {
	*chaos
	number int
	random *rand.Rand
}

func newClient(c *chaos, number int) *client {
	return &client{chaos: c, number: number, random: rand.New(rand.NewPCG(chaosSeed, uint64(number)+1))}
}

func (c *client) run(operations int) []answered {
	answers := make([]answered, 0, operations)
	for n := range operations {
		o := c.operate(fmt.Sprintf("client %d operation %d", c.number, n))
		answers = append(answers, o)
		c.over()
		if o.status == 0 || o.status >= 500 {
			c.awaitReady()
			c.refresh(o.ref)
		}
	}
	return answers
}

// pick takes a site at random; none at the beginning, and now and then.
func (c *client) pick() (known, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.known) == 0 || c.random.IntN(8) == 0 {
		return known{}, false
	}
	return c.known[c.random.IntN(len(c.known))], true
}

// note remembers how a site is now.
func (c *client) note(now known) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for i := range c.chaos.known {
		if c.chaos.known[i].Ref == now.Ref {
			if c.chaos.known[i].Version < now.Version {
				c.chaos.known[i] = now
			}
			return
		}
	}
	c.chaos.known = append(c.chaos.known, now)
}

const deskSites = "/api/v1/desk/sites"

// operate does one operation. Its mark is the reason of the change, so the ledger tells which one it was.
func (c *client) operate(mark string) answered {
	site, any := c.pick()
	if !any {
		return c.send(answered{mark: mark, action: "create"}, "editor", http.MethodPost, deskSites, "", c.content(mark))
	}
	action := c.choose(site)
	o := answered{mark: mark, action: action, ref: site.Ref}
	tag := fmt.Sprintf(`"%s.%d"`, site.Ref, site.Version)
	if action == "update" {
		return c.send(o, "editor", http.MethodPatch, deskSites+"/"+site.Ref, tag, fmt.Sprintf(`{"record":{"address":%q},"reason":%q}`, mark, mark))
	}
	row, _ := registry.ActionByName(registry.ActionName(action))
	who := "editor"
	if right, _ := registry.RightTo(row.Operation); right.Least != registry.Editor {
		who = "reviewer"
	}
	return c.send(o, who, http.MethodPost, deskSites+"/"+site.Ref+"/"+action, tag, body(mark, action, site.Findings))
}

// choose takes an action that can be done with the site as it was seen, or, one time in five, any.
func (c *client) choose(site known) string {
	standing := registry.Standing{Lifecycle: site.Lifecycle}
	if site.Review != nil {
		standing.Review = *site.Review
	}
	var possible []string
	anything := c.random.IntN(5) == 0
	for _, a := range registry.Actions {
		ends := a.Name == registry.ActReuse || a.Name == registry.ActWithdraw
		if a.Name == registry.ActSplit || a.Name == registry.ActMerge || ends && c.random.IntN(4) > 0 {
			continue
		}
		if anything || a.Check(standing, "-") == nil {
			possible = append(possible, string(a.Name))
		}
	}
	if len(possible) == 0 {
		return string(registry.ActConfirm)
	}
	return possible[c.random.IntN(len(possible))]
}

func body(mark, action string, findings []finding) string {
	members := map[string]any{"reason": mark}
	switch action {
	case "reserve":
		members["until"] = "2099-12-31"
	case "publish":
		waivers := []map[string]string{}
		for _, f := range findings {
			if f.Severity == "warning" && !f.Waived {
				waivers = append(waivers, map[string]string{"rule": f.Rule, "field": f.Field, "raw": f.Raw, "reason": "chaos"})
			}
		}
		members["waivers"] = waivers
	}
	text, err := json.Marshal(members)
	if err != nil {
		panic(err) // texts have a JSON form
	}
	return string(text)
}

// content is a new site, somewhere where no other is.
func (c *client) content(mark string) string {
	x, y := 25+c.random.Float64()*10, 47+c.random.Float64()*4
	return fmt.Sprintf(`{"reason":%[1]q,"record":{"kind":"brownfield","names":{"uk":%[1]q,"en":%[1]q},"address":%[1]q,"location_quality":"cadastral","availability":"available"},
		"geometry":{"type":"Polygon","coordinates":[[[%.6[2]f,%.6[3]f],[%.6[4]f,%.6[3]f],[%.6[4]f,%.6[5]f],[%.6[2]f,%.6[5]f],[%.6[2]f,%.6[3]f]]]}}`,
		mark, x, y, x+0.001, y+0.001)
}

// send sends a change and learns from the answer.
func (c *client) send(o answered, who, method, path, tag, body string) answered {
	status, text, err := ask(c.t.Context(), method, c.url(path), c.cards[who], tag, body)
	if err != nil {
		return o
	}
	o.status, o.body = status, text
	var now known
	switch {
	case status < 300 && json.Unmarshal([]byte(text), &now) == nil:
		o.told, o.version = now.Ref, now.Version
		c.note(now)
	case status == http.StatusPreconditionFailed:
		c.refresh(o.ref)
	}
	return o
}

// refresh reads a site anew.
func (c *client) refresh(ref string) {
	if ref == "" {
		return
	}
	status, text, err := ask(c.t.Context(), http.MethodGet, c.url(deskSites+"/"+ref), c.cards["editor"], "", "")
	var now known
	if err == nil && status == http.StatusOK && json.Unmarshal([]byte(text), &now) == nil {
		c.note(now)
	}
}

var chaosHTTP = &http.Client{Timeout: 30 * time.Second}

// ask sends a request. An answer that breaks off is an error.
func ask(ctx context.Context, method, address, token, tag, body string) (int, string, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if tag != "" {
		request.Header.Set("If-Match", tag)
	}
	response, err := chaosHTTP.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

// readRevisions reads the ledger by the reasons of its revisions, in its order.
func readRevisions(ctx context.Context, conn *pgx.Conn) (map[string][]revision, error) {
	rows, err := conn.Query(ctx, `select coalesce(reason, ''), seq, ref, version, action, coalesce(document ->> 'address', ''), at from revision order by seq`)
	if err != nil {
		return nil, err
	}
	written := map[string][]revision{}
	var mark string
	var r revision
	_, err = pgx.ForEachRow(rows, []any{&mark, &r.seq, &r.ref, &r.version, &r.action, &r.address, &r.at}, func() error {
		written[mark] = append(written[mark], r)
		return nil
	})
	return written, err
}
