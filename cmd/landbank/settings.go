package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"landbank/api"
	"landbank/api/signon"
	"landbank/registry"
)

// settings are the flags of what an operator decides about the interface.
type settings struct {
	publicURL, proxies, street, streetOrigins, title *string

	oidcIssuer, oidcClient, oidcSecretFile, oidcRole *string
	sessions                                         registry.SessionLimits
}

func settingsFlags(flags *flag.FlagSet) *settings {
	s := &settings{
		publicURL:     flags.String("public-url", "", "`URL` under which the world sees the app, when it stands behind a proxy"),
		proxies:       flags.String("trusted-proxies", "", "`NETWORKS` of those proxies, such as 10.0.0.0/8, with commas between; their X-Forwarded headers are believed"),
		street:        flags.String("street-style", "", "`URL` of a MapLibre style for the street map; without it the map is the offline one"),
		streetOrigins: flags.String("street-origins", "", "`URLS` that the street map's tiles and fonts come from, with commas between"),
		title:         flags.String("title", "", "`NAME` of this registry, shown on every page"),

		oidcIssuer:     flags.String("oidc-issuer", "", "`URL` of the OpenID Connect provider of single sign-on; without it people sign in with passwords alone"),
		oidcClient:     flags.String("oidc-client-id", "", "`NAME` that this registry has at the provider"),
		oidcSecretFile: flags.String("oidc-client-secret-file", "", "`FILE` with the secret that goes with it; none for a public client"),
		oidcRole:       flags.String("oidc-default-role", "", "`ROLE` that people get everywhere who come by single sign-on and are new here; without it an administrator grants one"),
	}
	flags.DurationVar(&s.sessions.Whole, "session-limit", 12*time.Hour, "`TIME` after which people have to sign in again")
	flags.DurationVar(&s.sessions.Idle, "session-idle", 2*time.Hour, "`TIME` without a request after which they have to")
	return s
}

// read turns the flags into the interface's settings.
func (s *settings) read() (api.Settings, error) {
	version, err := buildIdentity()
	if err != nil {
		return api.Settings{}, err
	}
	out := api.Settings{
		Version: version, PublicURL: *s.publicURL,
		StreetStyleURL: *s.street, StreetOrigins: list(*s.streetOrigins),
	}
	for _, text := range list(*s.proxies) {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			address, addressErr := netip.ParseAddr(text)
			if addressErr != nil {
				return api.Settings{}, misuse("--trusted-proxies: %q is no network like 10.0.0.0/8", text)
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		out.TrustedProxies = append(out.TrustedProxies, network)
	}
	if err := s.readSignOn(&out); err != nil {
		return api.Settings{}, err
	}
	if s.sessions.Whole < time.Minute || s.sessions.Idle < time.Minute {
		return api.Settings{}, misuse("--session-limit and --session-idle are times of a minute at least, like 12h or 90m")
	}
	if *s.title != "" {
		out.Title = registry.Text{}
		for _, language := range registry.Languages {
			out.Title[language] = *s.title
		}
	}
	return out, nil
}

// mostSecret bounds the file of the provider's secret, in bytes.
const mostSecret = 4096

// readSignOn reads what concerns the provider of single sign-on.
func (s *settings) readSignOn(out *api.Settings) error {
	if *s.oidcIssuer == "" {
		if *s.oidcClient != "" || *s.oidcSecretFile != "" || *s.oidcRole != "" {
			return misuse("--oidc-issuer is missing, and the other settings of single sign-on mean nothing without it")
		}
		return nil
	}
	issuer, err := url.Parse(*s.oidcIssuer)
	if err != nil || issuer.Host == "" || issuer.Scheme != "https" && issuer.Scheme != "http" {
		return misuse("--oidc-issuer %q is no address like https://login.example.org", *s.oidcIssuer)
	}
	if *s.oidcClient == "" {
		return misuse("--oidc-client-id is missing: it is the name that this registry has at the provider")
	}
	role := registry.Role(*s.oidcRole)
	if role != "" && !slices.Contains(registry.Roles, role) {
		return misuse("--oidc-default-role is viewer, editor, reviewer or admin, not %q", *s.oidcRole)
	}
	out.SignOn = signon.Settings{Issuer: *s.oidcIssuer, ClientID: *s.oidcClient}
	out.SignOnRole = role
	if *s.oidcSecretFile == "" {
		return nil
	}
	file, err := os.Open(*s.oidcSecretFile)
	if err != nil {
		return fmt.Errorf("read the secret of single sign-on: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	text, err := io.ReadAll(io.LimitReader(file, mostSecret))
	if err != nil {
		return fmt.Errorf("read the secret of single sign-on: %w", err)
	}
	if out.SignOn.ClientSecret = strings.TrimSpace(string(text)); out.SignOn.ClientSecret == "" {
		return fmt.Errorf("the file %s holds no secret", *s.oidcSecretFile)
	}
	return nil
}

// list splits at commas and drops what is empty.
func list(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// buildIdentity names this build by the content of the program itself, so that after an upgrade no browser is answered
// from what the old one sent.
func buildIdentity() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find this program: %w", err)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read this program: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", fmt.Errorf("read this program: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
}
