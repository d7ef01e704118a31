package ogc

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

// scoredPrefix begins the ids of collections of scored sites; the name of the
// profile follows, as in sites_for_logistics, or a version of it, as in
// sites_for_logistics@1.
const scoredPrefix = siteCollection + "_for_"

// scored makes the collection of the published sites with what a profile makes
// of each: its score, what that is made of, and what the law blocks.
func scored(catalog registry.Catalog, id string, p score.Profile, law criteria.Conditions) *collection {
	c := *sitesOf(catalog)
	c.id, c.title, c.edited, c.model = id, "Sites scored for: "+p.Label.In("en"), false, true
	c.description = "The published sites with their score for the profile " + p.ID() + ", what it is made of and what the law says: " +
		"the result of a model, not a measurement."
	sites := catalog.Page
	c.page = func(ctx context.Context, q registry.PageQuery) (registry.Page, error) {
		q.Prefer, q.Law = p.Criteria, law
		page, err := sites(ctx, q)
		if err != nil {
			return page, err
		}
		for i := range page.Hits {
			if err := appendScore(&page.Hits[i], &p); err != nil {
				return page, err
			}
		}
		return page, nil
	}
	for i := range c.properties {
		c.properties[i].readOnly = true
	}
	c.properties = append(c.properties, scoreProperties(&p)...)
	return &c
}

// lawCodes are what the law can say, the best first.
var lawCodes = []string{"clear", "unknown", "blocked"}

// scoreProperties are the properties that a score adds to a site, in the order
// in which appendScore writes them. Nothing can be asked of them: they are worked
// out for the sites of an answer.
func scoreProperties(p *score.Profile) []property {
	add := func(name string, of criteria.Type, title, help string) property {
		return property{Field: criteria.Field{Name: name, Type: of}, title: title, help: help, readOnly: true}
	}
	list := []property{
		add("score_profile", criteria.TypeText, "Profile", "Name and version of the profile that the score is made with"),
		add("score", criteria.TypeNumber, "Score", "Guaranteed points of 100: what is unknown counts nothing"),
		add("score_mid", criteria.TypeNumber, "Score, middle", "Points of 100 where what is unknown counts as usual"),
		add("score_high", criteria.TypeNumber, "Score at most", "Points of 100 if everything that is unknown or in doubt turns out well"),
		add("score_coverage", criteria.TypeNumber, "Known share", "Percent of the weights of which the fact is known"),
		bandProperty(),
		{Field: criteria.Field{Name: "law", Type: criteria.TypeCode, Codes: lawCodes}, title: "What the law says", readOnly: true,
			help: "blocked where it forbids such a project here, unknown where a fact is missing to tell, clear otherwise"},
		add("law_fields", criteria.TypeText, "Fields that the law is about", "Fields for which it is blocked, or that would have to be known; nothing where it is clear"),
	}
	whole := score.Assess(p.Criteria, p.Prior, func(string) score.Evidence { return score.Evidence{} })
	for _, line := range whole.Show().Contributions {
		title := line.Field
		if f, ok := registry.FieldByName(line.Field); ok {
			title = f.Label.In("en")
		}
		list = append(list,
			add("points_"+line.Field, criteria.TypeNumber, "Points for: "+title, fmt.Sprintf("Guaranteed points, at most %v", line.MaxPoints)),
			add("state_"+line.Field, criteria.TypeText, "State of: "+title, "Whether the fact is known, none, stale or unknown"))
	}
	return list
}

// bandProperty describes the letters of scores.
func bandProperty() property {
	var letters, says []string
	for _, b := range score.Bands {
		letters, says = append(letters, b.Letter), append(says, fmt.Sprintf("%s from %d points", b.Letter, b.From))
	}
	return property{Field: criteria.Field{Name: "score_band", Type: criteria.TypeCode, Codes: letters}, title: "Band", readOnly: true,
		help: strings.Join(says, ", ") + ", by the guaranteed points"}
}

// lawOf tells what the conditions of the law make of a site, and the fields that
// this is about, nil where it is clear.
func lawOf(h *registry.Hit) (law string, fields any) {
	switch {
	case len(h.Failures) > 0:
		names := make([]string, len(h.Failures))
		for i := range h.Failures {
			names[i] = h.Failures[i].Field
		}
		return lawCodes[2], strings.Join(names, ", ")
	case len(h.Missing) > 0:
		return lawCodes[1], strings.Join(h.Missing, ", ")
	}
	return lawCodes[0], nil
}

// appendScore writes the score of a site behind its other properties.
func appendScore(h *registry.Hit, p *score.Profile) error {
	assessment := score.Of(p.Criteria, p.Prior, h)
	shown := assessment.Show()
	law, fields := lawOf(h)
	members := ordered{
		{"score_profile", p.ID()}, {"score", shown.Low}, {"score_mid", shown.Mid}, {"score_high", shown.High}, {"score_coverage", shown.Coverage},
		{"score_band", score.Band(assessment.Low)}, {"law", law}, {"law_fields", fields},
	}
	for _, line := range shown.Contributions {
		members = append(members, member{"points_" + line.Field, line.Points}, member{"state_" + line.Field, line.State})
	}
	text, err := members.MarshalJSON()
	if err != nil {
		return err
	}
	own := slices.Clip(bytes.TrimSuffix(h.Properties, []byte("}"))) // a site always has some, such as its reference
	h.Properties = append(append(own, ','), text[1:]...)
	return nil
}
