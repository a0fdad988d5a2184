package certificate

import (
	"crypto/x509/pkix"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of a request, those of X.520 where it has any.
const (
	MaxCommonName = 64
	MaxHosts      = 100
)

var (
	hostPattern = regexp.MustCompile(`^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)
	country     = regexp.MustCompile(`^[A-Z]{2}$`)
)

// Normalised is the request as it will be: without space around texts, names
// in lower case, everything once.
func (s Spec) Normalised() Spec {
	for _, text := range []*string{&s.CommonName, &s.Organization, &s.OrganizationalUnit, &s.Locality, &s.Province, &s.Country} {
		*text = strings.TrimSpace(*text)
	}
	s.Country = strings.ToUpper(s.Country)
	s.DNSNames = each(s.DNSNames, func(n string) string { return strings.TrimSuffix(domain.NormaliseKey(n), ".") })
	s.IPAddresses = each(s.IPAddresses, func(text string) string {
		if a, ok := domain.NormaliseAddress(text); ok {
			return a.String()
		}
		return strings.TrimSpace(text)
	})
	return s
}

func each(list []string, change func(string) string) []string {
	var out []string
	for _, one := range list {
		if one = change(one); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// Check says what is wrong with a request.
func (s Spec) Check() error {
	var check domain.Checker
	s.Normalised().check(&check)
	return check.Err()
}

func (s Spec) check(c *domain.Checker) {
	domain.OneOf(c, s.KeyType, "keyType", events.KeyRSA2048, events.KeyRSA4096, events.KeyECDSAP256)
	for _, text := range []struct {
		value, field string
	}{
		{s.CommonName, "commonName"},
		{s.Organization, "organization"},
		{s.OrganizationalUnit, "organizationalUnit"},
		{s.Locality, "locality"},
		{s.Province, "province"},
	} {
		c.Text(text.value, MaxCommonName, text.field)
	}
	c.Invalid(s.Country == "" || country.MatchString(s.Country), "A country is given by its two letters, such as NO.", "country")
	if len(s.DNSNames)+len(s.IPAddresses) == 0 {
		c.Refuse(domain.CodeRequired, "A certificate names at least one host or address.", "dnsNames")
	}
	if len(s.DNSNames)+len(s.IPAddresses) > MaxHosts {
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d names and addresses are allowed.", MaxHosts), "dnsNames")
		return
	}
	const maxHost = 253
	for i, n := range s.DNSNames {
		c.Invalid(len(n) <= maxHost && hostPattern.MatchString(n), "This is not a host name.", "dnsNames", strconv.Itoa(i))
	}
	for i, text := range s.IPAddresses {
		_, ok := domain.NormaliseAddress(text)
		c.Invalid(ok, "This is not an IP address.", "ipAddresses", strconv.Itoa(i))
	}
}

// Subject is whom the certificate is to be about. Without a common name the
// first host stands there, for those who still look.
func (s Spec) Subject() pkix.Name {
	n := pkix.Name{CommonName: s.CommonName}
	if n.CommonName == "" && len(s.DNSNames) > 0 && len(s.DNSNames[0]) <= MaxCommonName {
		n.CommonName = s.DNSNames[0]
	}
	for _, part := range []struct {
		value string
		list  *[]string
	}{
		{s.Organization, &n.Organization},
		{s.OrganizationalUnit, &n.OrganizationalUnit},
		{s.Locality, &n.Locality},
		{s.Province, &n.Province},
		{s.Country, &n.Country},
	} {
		if part.value != "" {
			*part.list = []string{part.value}
		}
	}
	return n
}
