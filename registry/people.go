package registry

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// People keeps who may sign in, and what they may do. Methods that take a
// principal return ErrForbidden where it has not the right; all obey the
// context's deadline and return ErrTimeout and ErrUnavailable. Faults name
// members of what was given as JSON pointers.
type People interface {
	// SignIn begins a session and gives its secret. It returns ErrUnknown for
	// an unknown e-mail address, a wrong password and a disabled account alike,
	// and *ThrottledError after too many failures.
	SignIn(ctx context.Context, c Credentials) (string, SignedIn, error)
	// SignOn begins a session for a person whom a provider vouches for. It
	// returns ErrUnknown for a disabled account, and ErrUnverified where the
	// person is new and the provider does not vouch for the e-mail address.
	SignOn(ctx context.Context, i Identity, o SignOnOptions) (string, SignedIn, error)
	// Session gives who signed in, or ErrUnknown when the session has ended.
	Session(ctx context.Context, secret string) (SignedIn, error)
	// SignOut ends a session, if it has not ended before.
	SignOut(ctx context.Context, secret string) error
	// ChangePassword sets the password of a session's account, ends all its
	// sessions and begins another. It returns Faults for a wrong present
	// password and a bad new one, and ErrNoPassword where there is none.
	ChangePassword(ctx context.Context, c PasswordChange) (string, SignedIn, error)
	// ByToken gives who acts by an access token, or ErrUnknown.
	ByToken(ctx context.Context, token string) (SignedIn, error)

	// Accounts lists accounts in the order of their numbers.
	Accounts(ctx context.Context, p Principal, q AccountQuery) ([]Account, error)
	// Account gives one, or ErrNotFound.
	Account(ctx context.Context, p Principal, id int64) (Account, error)
	// CreateAccount adds an account and gives its password, where one was made
	// up. It returns ErrEmailTaken and Faults.
	CreateAccount(ctx context.Context, p Principal, n NewAccount) (Account, string, error)
	// ChangeAccount changes name, grants and whether it may sign in. It returns
	// ErrNotFound, ErrAccountChanged, ErrLastAdmin and Faults.
	ChangeAccount(ctx context.Context, p Principal, id int64, c AccountChange) (Account, error)
	// SetPassword sets another's password ("" to have one made up, which it
	// gives), ends all sessions of the account and lets it try again at once.
	SetPassword(ctx context.Context, p Principal, id int64, password string) (string, error)

	// Tokens lists tokens, newest first: those of the principal, or of everybody.
	Tokens(ctx context.Context, p Principal, q TokenQuery) ([]Token, error)
	// CreateToken makes a token and gives its text, which is not kept.
	CreateToken(ctx context.Context, p Principal, n NewToken) (string, Token, error)
	// RevokeToken ends a token: an own one, or any for who keeps the users. It
	// returns ErrNotFound for a token that is not there or not the principal's.
	RevokeToken(ctx context.Context, p Principal, id int64) error

	// Audit lists what was done to accounts, grants and tokens, newest first.
	Audit(ctx context.Context, p Principal, q AuditQuery) ([]AuditEntry, error)
}

// What can be in the way of a change to the accounts.
var (
	ErrEmailTaken     = Refuse("email_taken", "email", "there is an account with this e-mail address")
	ErrLastAdmin      = Refuse("last_admin", "grants", "this is the last administrator, who is needed to make others")
	ErrNoPassword     = Refuse("no_password", "present", "the account signs in without a password")
	ErrAccountChanged = fmt.Errorf("the account: %w", ErrStale)
	ErrUnverified     = errors.New("the provider does not vouch for the e-mail address")
)

// Credentials are what a person signs in with, and where.
type Credentials struct {
	Email, Password string
	Client          string // address that the request comes from
	Agent           string // what the browser calls itself
	Replaces        string // secret of the session that the browser had, "" for none
}

// Identity is a person as a provider of single sign-on knows them.
type Identity struct {
	Issuer, Subject string
	Email           string
	Verified        bool // the provider vouches for the e-mail address
	Name            string
}

// SignOnOptions say how people come in who are new here.
type SignOnOptions struct {
	Role     Role // granted to new accounts everywhere; "" for no grant
	Agent    string
	Replaces string
}

// SignedIn is somebody who has come in by a session or a token.
type SignedIn struct {
	Account   Account
	Principal Principal
	ExpiresAt time.Time // of the session or the token, used or not
}

// PasswordChange is somebody's change of their own password.
type PasswordChange struct {
	Session      string // secret
	Present, New string
	Client       string
	Agent        string
}

// SessionLimits end sessions.
type SessionLimits struct {
	Whole time.Duration // after signing in
	Idle  time.Duration // after the last request
}

// AccountQuery picks accounts.
type AccountQuery struct {
	Email string // "" for all
	After int64  // those with greater numbers
	Limit int
}

// NewAccount is an account to be.
type NewAccount struct {
	Email, Name     string // the name is made of the address where it is ""
	Password        string // "" to have one made up
	WithoutPassword bool   // it will sign in by OpenID Connect
	Grants          []Grant
}

// AccountChange is a change of an account; nil leaves as it is.
type AccountChange struct {
	Version  int // of the account that was read; 0 for whatever it is now
	Name     *string
	Grants   *[]Grant
	Disabled *bool
}

// TokenQuery picks tokens.
type TokenQuery struct {
	Everybody bool  // takes the right to keep the users
	Before    int64 // those with smaller numbers; 0 for all
	Limit     int
}

// NewToken is a token to be.
type NewToken struct {
	Account int64
	Name    string
	Scope   []Operation // nil for all that the account may do
	Days    int         // from 1 to MostTokenDays
}

// AuditAction names what was done to an account. Codes are for ever.
type AuditAction string

// The actions of the audit log.
const (
	AccountCreated  AuditAction = "account.create"
	AccountRenamed  AuditAction = "account.rename"
	AccountDisabled AuditAction = "account.disable"
	AccountEnabled  AuditAction = "account.enable"
	AccountLinked   AuditAction = "account.link" // to a provider of single sign-on
	GrantAdded      AuditAction = "grant.add"
	GrantRemoved    AuditAction = "grant.remove"
	PasswordSet     AuditAction = "password.set"    // by another
	PasswordChanged AuditAction = "password.change" // by its owner
	TokenCreated    AuditAction = "token.create"
	TokenRevoked    AuditAction = "token.revoke"
	// What the whole registry is set to; such entries are about no account.
	ClocksSet        AuditAction = "clock.set"
	TerritoriesTaken AuditAction = "territory.put"
	RefPrefixSet     AuditAction = "territory.prefix"
	RoadsTaken       AuditAction = "road.put"
	ParcelsTaken     AuditAction = "parcel.put"
	CodeAdded        AuditAction = "code.add"
	CodeChanged      AuditAction = "code.change"
	MappingForgotten AuditAction = "mapping.forget"
)

// AuditActions lists the actions in the order of screens.
var AuditActions = []AuditAction{AccountCreated, AccountRenamed, AccountDisabled, AccountEnabled, AccountLinked, GrantAdded, GrantRemoved,
	PasswordSet, PasswordChanged, TokenCreated, TokenRevoked, ClocksSet, TerritoriesTaken, RefPrefixSet, RoadsTaken, ParcelsTaken, CodeAdded, CodeChanged, MappingForgotten}

// AuditQuery picks entries of the audit log.
type AuditQuery struct {
	Account int64       // 0 for all
	Action  AuditAction // "" for all
	Actor   string      // "" for all
	Before  int64       // those with smaller numbers; 0 for all
	Limit   int
}

// AuditEntry is one line of the audit log.
type AuditEntry struct {
	ID      int64
	At      time.Time
	Actor   string // as in the ledger: user:<number>, cli, job:<name>
	Action  AuditAction
	Account int64          // that it was done to; 0 for none
	Detail  map[string]any // role, territory, token; no personal data
}
