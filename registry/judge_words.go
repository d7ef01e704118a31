package registry

import (
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"landbank/registry/personal"
)

// contactTestDays is how many days a test of a mailbox holds.
const contactTestDays = 180

// publicMail are mail services where anybody has a mailbox.
var publicMail = []string{"gmail.com", "googlemail.com", "ukr.net", "i.ua", "meta.ua", "bigmir.net", "mail.ru", "yandex.ru", "ya.ru",
	"rambler.ru", "bk.ru", "list.ru", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "orange.fr", "wanadoo.fr", "free.fr"}

// contact looks whether there is a named role whose mailbox answers (V-25).
func (j *judge) contact() {
	c := &j.record.Contact
	if c.Organisation == "" && c.Role == "" {
		j.find("V-25", "no_name", "contact.role", "", "")
	}
	if c.Email == "" {
		j.find("V-25", "no_mailbox", "contact.email", "", "")
		return
	}
	if address, err := mail.ParseAddress(c.Email); err != nil || address.Address != c.Email {
		j.find("V-25", "not_a_mailbox", "contact.email", c.Email, "")
		return
	}
	if _, domain, _ := strings.Cut(strings.ToLower(c.Email), "@"); slices.Contains(publicMail, domain) {
		j.find("V-25", "private_mailbox", "contact.email", c.Email, "")
	}
	switch last := c.TestedOn; {
	case last.IsZero():
		j.find("V-25", "never_tested", "contact.tested_on", c.Email, "")
	case last.AddDate(0, 0, contactTestDays).Before(j.by.Day.Time):
		j.find("V-25", "tested_long_ago", "contact.tested_on", last.String(), "", last.String(), strconv.Itoa(contactTestDays))
	}
}

// translations looks whether names and summary are there in every language,
// and whether the days of the facts say that one is older than the original
// (V-26).
func (j *judge) translations() {
	r := j.record
	j.translated("names", r.Names)
	j.translated("summary", r.Summary)
	original := r.Facts["name"].AsOf
	for _, language := range []string{"en", "ru"} {
		if of := r.Facts["name_"+language].AsOf; !of.IsZero() && !original.IsZero() && of.Before(original.Time) && r.Names[language] != "" {
			j.find("V-26", "older", "names."+language, r.Names[language], "", of.String(), original.String())
		}
	}
}

func (j *judge) translated(path string, t Text) {
	var missing []string
	for _, language := range Languages {
		if strings.TrimSpace(t[language]) == "" {
			missing = append(missing, language)
		}
	}
	if raw := t.In(Languages[0]); len(missing) > 0 && hasLetters(raw) {
		j.find("V-26", "missing", path, raw, "", strings.Join(missing, ", "))
	}
}

// hasLetters tells a text from a number, which needs no translation.
func hasLetters(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// persons screens every text that the public can read for data of natural
// persons (V-27).
func (j *judge) persons() {
	r := j.record
	j.screenAll("names", r.Names)
	j.screenAll("summary", r.Summary)
	j.screen(spot{path: "address"}, r.Address)
	j.screen(spot{path: "activity"}, r.Activity)
	j.screen(spot{path: "planning.zone_label"}, r.Planning.ZoneLabel)
	for i := range r.Buildings {
		j.screen(spot{(*judge).building, i, "name"}, r.Buildings[i].Name)
	}
	for i := range r.Utilities {
		j.screen(spot{(*judge).utility, i, "asset"}, r.Utilities[i].Asset)
		j.screen(spot{(*judge).utility, i, "provider"}, r.Utilities[i].Provider)
	}
	for i := range r.Access {
		j.screen(spot{(*judge).access, i, "target"}, r.Access[i].Target)
	}
	for _, name := range j.factNames() {
		f := r.Facts[name]
		j.screen(spot{path: "facts." + name + ".source"}, f.Source)
		j.screen(spot{path: "facts." + name + ".verified_by"}, f.VerifiedBy)
		j.screen(spot{path: "facts." + name + ".note"}, f.Note)
	}
	for i := range r.Parcels {
		if o := &r.Parcels[i].Owner; o.Kind == "legal" {
			j.screen(spot{(*judge).parcel, i, "owner.name"}, o.Name)
		}
	}
	for _, member := range []struct{ path, text string }{{"contact.organisation", r.Contact.Organisation}, {"contact.role", r.Contact.Role}} {
		if found := personal.Find(member.text); len(found) > 0 && found[0].Kind == personal.Name {
			j.find("V-27", "person_contact", member.path, member.text, personal.Without(member.text, found), found[0].Text)
		}
	}
}

func (j *judge) screenAll(path string, t Text) {
	languages := make([]string, 0, len(t))
	for language := range t {
		languages = append(languages, language)
	}
	slices.Sort(languages)
	for _, language := range languages {
		j.screen(spot{path: path + "." + language}, t[language])
	}
}

func (j *judge) screen(at spot, text string) {
	found := personal.Find(text)
	seen := map[string]bool{}
	for _, m := range found {
		name := map[personal.Kind]string{personal.Name: "person", personal.Email: "email", personal.Phone: "phone"}[m.Kind]
		if !seen[name] {
			j.find("V-27", name, at.name(j), text, personal.Without(text, found), m.Text)
		}
		seen[name] = true
	}
}
