package webhook

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxURL          = 2048 // bytes
	MaxTypePrefixes = 50
	MaxTypePrefix   = 128 // bytes, like an event type
)

func validate(s events.WebhookSettings) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	checkURL(&c, s.URL)
	checkPrefixes(&c, s.TypePrefixes)
	return c.Err()
}

func checkPrefixes(c *domain.Checker, prefixes []string) {
	if len(prefixes) > MaxTypePrefixes {
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d types are allowed.", MaxTypePrefixes), "typePrefixes")
		return
	}
	for i, p := range prefixes {
		field := []string{"typePrefixes", strconv.Itoa(i)}
		switch {
		case p == "":
			c.Refuse(domain.CodeRequired, "A value is required.", field...)
		case len(p) > MaxTypePrefix:
			c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d bytes are allowed.", MaxTypePrefix), field...)
		case !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl):
			c.Refuse(domain.CodeInvalid, "Control characters are not allowed.", field...)
		case p[0] == '$':
			c.Refuse(domain.CodeInvalid, "Events about the log itself are not sent.", field...)
		}
	}
}

func checkURL(c *domain.Checker, text string) {
	if text == "" {
		c.Refuse(domain.CodeRequired, "A value is required.", "url")
		return
	}
	if why := badURL(text); why != "" {
		c.Refuse(domain.CodeInvalid, why, "url")
	}
}

// badURL says why nothing can be posted there; empty when it can. Its answers
// never hold the address, in which people put secrets.
func badURL(text string) string {
	if len(text) > MaxURL {
		return fmt.Sprintf("At most %d bytes are allowed.", MaxURL)
	}
	u, err := url.Parse(text)
	if err != nil || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsSpace) {
		return "This is not an address."
	}
	host := u.Hostname()
	switch {
	case u.Scheme != "https" && u.Scheme != "http" || u.Opaque != "" || host == "":
		return "The address must begin with https:// and name a host."
	case u.User != nil:
		return "The address must not hold a user name or a password."
	case u.Fragment != "" || strings.Contains(text, "#"):
		return "The address must not have a fragment (#)."
	case !validPort(u):
		return "The port must be a number from 1 to 65535."
	case u.Scheme == "http" && !Loopback(host):
		return "Without https only addresses of this machine are allowed."
	}
	if a, err := netip.ParseAddr(host); err == nil && a.Unmap().IsLinkLocalUnicast() {
		return "Link-local addresses are not allowed."
	}
	return ""
}

func validPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port > 0
}

// Loopback reports whether a host is this machine, by its name alone.
func Loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback()
}
