package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strings"

	"landbank/api"
	"landbank/registry"
)

// settings are the flags of what an operator decides about the interface.
type settings struct {
	publicURL, proxies, street, streetOrigins, title *string
}

func settingsFlags(flags *flag.FlagSet) *settings {
	return &settings{
		publicURL:     flags.String("public-url", "", "`URL` under which the world sees the app, when it stands behind a proxy"),
		proxies:       flags.String("trusted-proxies", "", "`NETWORKS` of those proxies, such as 10.0.0.0/8, with commas between; their X-Forwarded headers are believed"),
		street:        flags.String("street-style", "", "`URL` of a MapLibre style for the street map; without it the map is the offline one"),
		streetOrigins: flags.String("street-origins", "", "`URLS` that the street map's tiles and fonts come from, with commas between"),
		title:         flags.String("title", "", "`NAME` of this registry, shown on every page"),
	}
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
	if *s.title != "" {
		out.Title = registry.Text{}
		for _, language := range registry.Languages {
			out.Title[language] = *s.title
		}
	}
	return out, nil
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
