// Package signon is single sign-on by OpenID Connect, as a client: the
// authorization code flow with PKCE, a state and a nonce. It knows neither
// accounts nor sessions; what it finds out is a registry.Identity.
package signon

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"landbank/registry"
)

// Settings name the provider, and this service at the provider.
type Settings struct {
	Issuer       string // such as https://login.example.org
	ClientID     string
	ClientSecret string // "" for a public client, which PKCE alone protects
}

// limit is how long the provider may take for one answer.
const limit = 8 * time.Second

// Provider is the provider, whose settings are read when they are first needed:
// this service starts whether or not it can be reached.
type Provider struct {
	settings Settings
	client   *http.Client

	mutex sync.Mutex
	known *oidc.Provider // nil until it has been read
}

// New makes a provider.
func New(s Settings) *Provider {
	return &Provider{settings: s, client: &http.Client{Timeout: limit}}
}

// Attempt is what a browser keeps between going to the provider and coming
// back. It is of no use to others without the browser's code.
type Attempt struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"` // of PKCE
}

// ErrRefused says that the provider, or what it answered, is not to be believed
// or that it did not let the person in.
var ErrRefused = errors.New("the provider did not sign the person on")

// Begin gives the address to send the browser to, which comes back to the
// address given. The error is registry.ErrUnavailable where the provider cannot
// be reached.
func (p *Provider) Begin(ctx context.Context, back string) (address string, a Attempt, err error) {
	config, _, err := p.config(ctx, back)
	if err != nil {
		return "", Attempt{}, err
	}
	a = Attempt{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier()}
	return config.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), a, nil
}

// Finish turns the code that the browser brought into the person. The caller
// has compared the state.
func (p *Provider) Finish(ctx context.Context, back string, a Attempt, code string) (registry.Identity, error) {
	config, provider, err := p.config(ctx, back)
	if err != nil {
		return registry.Identity{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return registry.Identity{}, refused("exchange the code", err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return registry.Identity{}, refused("read the answer", errors.New("it has no ID token"))
	}
	id, err := provider.Verifier(&oidc.Config{ClientID: p.settings.ClientID}).Verify(ctx, raw)
	if err != nil {
		return registry.Identity{}, refused("verify the ID token", err)
	}
	if id.Nonce != a.Nonce {
		return registry.Identity{}, refused("verify the ID token", errors.New("its nonce is another's"))
	}
	return person(ctx, provider, token, id)
}

// claims are what is read of a person.
type claims struct {
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
	Name     string `json:"name"`
}

// person reads the claims of the ID token; where it has no address, those of
// the provider's page about the person.
func person(ctx context.Context, provider *oidc.Provider, token *oauth2.Token, id *oidc.IDToken) (registry.Identity, error) {
	var c claims
	if err := id.Claims(&c); err != nil {
		return registry.Identity{}, refused("read the ID token", err)
	}
	if c.Email == "" && provider.UserInfoEndpoint() != "" {
		info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return registry.Identity{}, refused("read about the person", err)
		}
		if info.Subject != id.Subject {
			return registry.Identity{}, refused("read about the person", errors.New("it is another"))
		}
		if err := info.Claims(&c); err != nil {
			return registry.Identity{}, refused("read about the person", err)
		}
	}
	return registry.Identity{Issuer: id.Issuer, Subject: id.Subject, Email: c.Email, Verified: c.Verified, Name: c.Name}, nil
}

// config gives what the flow runs with, reading the provider's settings where
// that has not been done.
func (p *Provider) config(ctx context.Context, back string) (*oauth2.Config, *oidc.Provider, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.known == nil {
		// The provider's keys are read with this context later on, so it has no end of its own.
		known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.settings.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("read the settings of %s: %w: %w", p.settings.Issuer, registry.ErrUnavailable, err)
		}
		p.known = known
	}
	return &oauth2.Config{ClientID: p.settings.ClientID, ClientSecret: p.settings.ClientSecret, RedirectURL: back,
		Endpoint: p.known.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}, p.known, nil
}

// refused names what did not work. The provider's own words about a refusal are
// short codes; bodies, which could hold anything, are left out.
func refused(doing string, err error) error {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) {
		return fmt.Errorf("%s: %w: %d %q", doing, ErrRefused, answer.Response.StatusCode, answer.ErrorCode)
	}
	return fmt.Errorf("%s: %w: %w", doing, ErrRefused, err)
}
