package exchange

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// Origins tells under which address the world sees this service.
type Origins struct {
	public  string
	trusted []netip.Prefix
}

// NewOrigins makes them of the public base URL, "" where each request says it,
// and of the networks whose X-Forwarded headers are believed. The URL must be
// absolute http or https without query, as checked by CheckBase.
func NewOrigins(public string, trusted []netip.Prefix) *Origins {
	return &Origins{public: strings.TrimRight(public, "/"), trusted: trusted}
}

// CheckBase reports whether the text can be a public base URL.
func CheckBase(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && host.MatchString(u.Host) &&
		u.RawQuery == "" && u.Fragment == "" && u.User == nil
}

// host is a name, an IPv4 or a bracketed IPv6 address, with a port or without.
var host = regexp.MustCompile(`^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$`)

// prefix is a path of plain segments.
var prefix = regexp.MustCompile(`^(?:/[A-Za-z0-9._~-]+)*$`)

// Of gives the base URL of links in the answer to the request, without a slash
// at the end; false where the request names a host that cannot be one.
func (o *Origins) Of(r *http.Request) (string, bool) {
	if o.public != "" {
		return o.public, true
	}
	scheme, name, path := "http", r.Host, ""
	if r.TLS != nil {
		scheme = "https"
	}
	if o.Trusts(r) {
		if proto := forwarded(r, "X-Forwarded-Proto"); proto == "http" || proto == "https" {
			scheme = proto
		}
		if h := forwarded(r, "X-Forwarded-Host"); h != "" {
			name = h
		}
		if p := strings.TrimRight(forwarded(r, "X-Forwarded-Prefix"), "/"); prefix.MatchString(p) {
			path = p
		}
	}
	if !host.MatchString(name) {
		return "", false
	}
	return scheme + "://" + strings.ToLower(name) + path, true
}

// Trusts reports whether the request comes from a proxy that is believed.
func (o *Origins) Trusts(r *http.Request) bool {
	ip, ok := remote(r)
	if !ok {
		return false
	}
	for _, network := range o.trusted {
		if network.Contains(ip) {
			return true
		}
	}
	return false
}

func remote(r *http.Request) (netip.Addr, bool) {
	name, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, false
	}
	ip, err := netip.ParseAddr(name)
	return ip.Unmap(), err == nil
}

// Client gives the address that the request comes from, for the log: behind a
// proxy that is believed, the last one that it names.
func (o *Origins) Client(r *http.Request) string {
	if o.Trusts(r) {
		list := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if ip, err := netip.ParseAddr(strings.TrimSpace(list[len(list)-1])); err == nil {
			return ip.String()
		}
	}
	if ip, ok := remote(r); ok {
		return ip.String()
	}
	return ""
}

// forwarded gives the first value of a header that proxies add to.
func forwarded(r *http.Request, name string) string {
	first, _, _ := strings.Cut(r.Header.Get(name), ",")
	return strings.TrimSpace(first)
}
