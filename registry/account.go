package registry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"landbank/registry/criteria"
)

// Account is a person who may sign in.
type Account struct {
	ID          int64
	Email       string
	Name        string
	Grants      []Grant // one for a territory at most
	HasPassword bool
	OneTime     bool // somebody else set the password: it has to be changed first
	HasOIDC     bool // signs in by OpenID Connect
	Version     int  // raised with each change by an administrator
	CreatedAt   time.Time
	LastSeenAt  *time.Time // nil for never
	DisabledAt  *time.Time // nil while it may sign in
}

// Principal is the account as it acts: without any right until a one-time
// password has been changed.
func (a Account) Principal() Principal {
	p := Principal{ID: accountPrefix + strconv.FormatInt(a.ID, 10), Name: a.Name, Grants: a.Grants}
	if a.OneTime {
		p.Grants = nil
	}
	return p
}

const accountPrefix = "user:"

// Account gives the number of the principal's account; false for the public,
// the command line and jobs.
func (p Principal) Account() (int64, bool) {
	text, ok := strings.CutPrefix(p.ID, accountPrefix)
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil
}

// Token is a personal access token, without its secret.
type Token struct {
	ID         int64
	Account    int64
	Email      string // of the account
	Name       string
	Scope      []Operation // nil for all that the account may do
	CreatedAt  time.Time
	ExpiresAt  time.Time
	LastUsedAt *time.Time
	RevokedAt  *time.Time
}

// The days that a token may be good for, and for how many it is unless told.
const (
	TokenDays     = 90
	MostTokenDays = 366
)

// AuthorizeToken returns an error unless the principal may make a token for the
// account: for one's own, and never by a token, so that one that got into wrong
// hands makes no others; the command line for any.
func (p Principal) AuthorizeToken(account int64) error {
	own, is := p.Account()
	if p.ID == Operator.ID || is && own == account && p.Token == 0 {
		return nil
	}
	return ErrForbidden
}

// MayRevoke tells whether the principal may end a token: by signing in to the
// token's own account, by that token itself, or by keeping the users.
func (p Principal) MayRevoke(t Token) bool {
	own, is := p.Account()
	return is && own == t.Account && (p.Token == 0 || p.Token == t.ID) || p.Can(ManageUsers)
}

const (
	maxName  = 200 // characters
	maxEmail = 254 // bytes, as SMTP has it
)

// FoldEmail gives the form of an e-mail address by which it is found: letters
// of either case are the same.
func FoldEmail(email string) string {
	return cases.Fold().String(norm.NFC.String(strings.TrimSpace(email)))
}

// CheckEmail returns Faults unless the text can be an e-mail address.
func CheckEmail(email string) error {
	local, domain, ok := cutLast(email, "@")
	ok = ok && local != "" && len(email) <= maxEmail && utf8.ValidString(email) &&
		!strings.ContainsFunc(email, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }) &&
		!strings.ContainsAny(local, `@<>(),;:"\`) && !strings.ContainsAny(domain, `@<>(),;:"\_`) &&
		domain != "" && !strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.Contains(domain, "..")
	if ok {
		return nil
	}
	return criteria.Faults{{Name: "/email", Rule: criteria.RuleBadValue, Got: quoted(email), Want: "an e-mail address"}}
}

func cutLast(text, at string) (before, after string, found bool) {
	if i := strings.LastIndex(text, at); i >= 0 {
		return text[:i], text[i+len(at):], true
	}
	return text, "", false
}

// CheckName returns Faults unless the text can be the name of a person or of a
// token: up to 200 characters that can be shown.
func CheckName(name string) error {
	if name != "" && utf8.ValidString(name) && utf8.RuneCountInString(name) <= maxName && strings.TrimSpace(name) == name &&
		!strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }) {
		return nil
	}
	return criteria.Faults{{Name: "/name", Rule: criteria.RuleBadValue, Got: quoted(name),
		Want: fmt.Sprintf("1 to %d characters without space around them", maxName)}}
}

// NameOf makes a name of an e-mail address, for who gives none.
func NameOf(email string) string {
	local, _, _ := cutLast(email, "@")
	return local
}

// quoted shortens a wrong value for a fault.
func quoted(text string) string {
	const most = 60
	text = strings.ToValidUTF8(text, "�")
	if text == "" {
		return "nothing"
	}
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return text
}

// CheckGrants returns Faults unless the roles are known and no territory is
// named twice. Whether there are such territories only the store knows.
func CheckGrants(grants []Grant) error {
	var faults criteria.Faults
	seen := map[string]bool{}
	for i, g := range grants {
		at := "/grants/" + strconv.Itoa(i)
		if !slices.Contains(Roles, g.Role) {
			faults = append(faults, criteria.Fault{Name: at + "/role", Rule: criteria.RuleUnknownCode, Got: quoted(string(g.Role)), Want: "one of " + joined(Roles)})
		}
		if !isCode(g.Territory) {
			faults = append(faults, criteria.Fault{Name: at + "/territory", Rule: criteria.RuleBadValue, Got: quoted(g.Territory), Want: "the code of a territory"})
		}
		if seen[g.Territory] {
			faults = append(faults, criteria.Fault{Name: at + "/territory", Rule: criteria.RuleRepeated, Got: quoted(g.Territory) + " twice", Want: "one role for each territory"})
		}
		seen[g.Territory] = true
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// isCode tells whether a text can be the code of a territory.
func isCode(text string) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= maxName && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) })
}

// CheckScope returns Faults unless every operation is known and named once.
func CheckScope(scope []Operation) error {
	var faults criteria.Faults
	for i, op := range scope {
		at := "/scope/" + strconv.Itoa(i)
		if _, known := RightTo(op); !known {
			faults = append(faults, criteria.Fault{Name: at, Rule: criteria.RuleUnknownCode, Got: quoted(string(op)), Want: "an operation of docs/rights.md"})
		} else if slices.Index(scope, op) < i {
			faults = append(faults, criteria.Fault{Name: at, Rule: criteria.RuleRepeated, Got: string(op) + " twice", Want: "each once"})
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

func joined(roles []Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

// WithGrant gives the grants with one more, in the place of another role in the
// same territory.
func WithGrant(grants []Grant, more Grant) []Grant {
	return append(WithoutGrant(grants, more.Territory), more)
}

// WithoutGrant gives the grants without the one for the territory.
func WithoutGrant(grants []Grant, territory string) []Grant {
	return slices.DeleteFunc(slices.Clone(grants), func(g Grant) bool { return g.Territory == territory })
}
