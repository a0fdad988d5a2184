package cloudaccount

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// Limits of the settings.
const (
	MaxCertificates  = 64 << 10 // bytes of PEM
	maxCertificateNo = 50
	maxURL           = 2048
	maxSecret        = 250
	maxTagKey        = 128
	maxTagValue      = 256
)

var (
	region      = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-[1-9][0-9]?$`)
	accessKeyID = regexp.MustCompile(`^[A-Za-z0-9_]{16,128}$`)
	roleARN     = regexp.MustCompile(`^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,512}$`)
	externalID  = regexp.MustCompile(`^[\w+=,.@:/-]+$`)
	scripts     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	price       = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6})?$`)
	currency    = regexp.MustCompile(`^[A-Z]{3}$`)
	tagText     = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+@-]*$`)
)

func validate(s events.CloudAccountSettings, p Patch, secret events.Sealed) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Text(s.Description, domain.MaxText, "description")
	domain.OneOf(&c, s.Provider, "provider", events.CloudAWS, events.CloudStatic)
	if s.Provider == events.CloudStatic {
		checkScripts(&c, s, secret)
	} else {
		checkRemote(&c, s, p, secret)
	}
	c.Invalid(s.PricePerHour == "" || price.MatchString(s.PricePerHour), "Use a decimal number, such as 0.34.", "pricePerHour")
	switch {
	case s.Currency != "":
		c.Invalid(currency.MatchString(s.Currency), "Use the three letters of a currency, such as EUR.", "currency")
	case s.PricePerHour != "":
		c.Refuse(domain.CodeRequired, "A price needs a currency.", "currency")
	}
	checkTag(&c, s.TagKey, maxTagKey, "tagKey")
	checkTag(&c, s.TagValue, maxTagValue, "tagValue")
	return c.Err()
}

// checkRemote checks what says where a cloud is asked, and as whom.
func checkRemote(c *domain.Checker, s events.CloudAccountSettings, p Patch, secret events.Sealed) {
	if s.Region == "" {
		c.Refuse(domain.CodeRequired, "A value is required.", "region")
	} else {
		c.Invalid(region.MatchString(s.Region), "This is not a region, such as eu-central-1.", "region")
	}
	checkKey(c, s, p, secret)
	c.Invalid(s.RoleARN == "" || roleARN.MatchString(s.RoleARN), "This is not a role, such as arn:aws:iam::123456789012:role/parley.", "roleArn")
	switch {
	case s.ExternalID == "":
	case s.RoleARN == "":
		c.Refuse(domain.CodeInvalid, "An external identifier is of use with a role only.", "externalId")
	default:
		c.Invalid(len(s.ExternalID) >= 2 && len(s.ExternalID) <= 1224 && externalID.MatchString(s.ExternalID), "Use 2 to 1224 letters, digits and _+=,.@:/- only.", "externalId")
	}
	if why := badEndpoint(s.Endpoint); why != "" {
		c.Refuse(domain.CodeInvalid, why, "endpoint")
	}
	if why := badCertificates(s.CACertificates); why != "" {
		c.Refuse(domain.CodeInvalid, why, "caCertificates")
	}
	c.Invalid(s.Scripts == "", "Scripts belong to an account that is kept by scripts.", "scripts")
}

// checkScripts checks an account that scripts keep. They lie where only the
// operator of the machine puts programs: an administrator names the folder, and
// can have nothing else run.
func checkScripts(c *domain.Checker, s events.CloudAccountSettings, secret events.Sealed) {
	if s.Scripts == "" {
		c.Refuse(domain.CodeRequired, "A value is required.", "scripts")
	} else {
		c.Invalid(scripts.MatchString(s.Scripts), "Use the name of a folder: letters, digits, _ and - only.", "scripts")
	}
	for _, other := range []struct{ value, field string }{
		{s.Region, "region"},
		{s.AccessKeyID, "accessKeyId"},
		{string(secret), "secretAccessKey"},
		{s.RoleARN, "roleArn"},
		{s.ExternalID, "externalId"},
		{s.Endpoint, "endpoint"},
		{s.CACertificates, "caCertificates"},
	} {
		c.Invalid(other.value == "", "An account that is kept by scripts has none.", other.field)
	}
}

// checkKey wants both parts of a key, or neither: then the machine itself has
// the rights.
func checkKey(c *domain.Checker, s events.CloudAccountSettings, p Patch, secret events.Sealed) {
	c.Invalid(s.AccessKeyID == "" || accessKeyID.MatchString(s.AccessKeyID), "This is not an access key ID.", "accessKeyId")
	plain := p.SecretKey.Value.Plain
	odd := utf8.RuneCountInString(plain) > maxSecret || strings.ContainsFunc(plain, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	c.Invalid(!odd, "This is not a secret key.", "secretAccessKey")
	switch {
	case s.AccessKeyID != "" && secret == "":
		c.Refuse(domain.CodeRequired, "An access key needs its secret key.", "secretAccessKey")
	case s.AccessKeyID == "" && secret != "":
		c.Refuse(domain.CodeRequired, "A secret key needs its access key ID.", "accessKeyId")
	}
}

func checkTag(c *domain.Checker, text string, max int, field string) {
	switch {
	case utf8.RuneCountInString(text) > max:
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d characters are allowed.", max), field)
	case !tagText.MatchString(text):
		c.Refuse(domain.CodeInvalid, "Use letters, digits, spaces and _.:/=+@- only.", field)
	case strings.HasPrefix(strings.ToLower(text), "aws:"):
		c.Refuse(domain.CodeInvalid, "What begins with aws: is reserved.", field)
	}
}

// badEndpoint says why nothing can be asked there; empty when it can.
func badEndpoint(text string) string {
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case len(text) > maxURL:
		return fmt.Sprintf("At most %d bytes are allowed.", maxURL)
	case err != nil || strings.ContainsFunc(text, unicode.IsSpace):
		return "This is not an address."
	case u.Scheme != "https" && u.Scheme != "http" || u.Opaque != "" || u.Hostname() == "":
		return "The address must begin with https:// and name a host."
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(text, "?#"):
		return "The address must not hold a user name, a query or a fragment."
	case u.Scheme == "http" && !webhook.Loopback(u.Hostname()):
		return "Without https only addresses of this machine are allowed."
	}
	return ""
}

// certificates brings PEM into one form.
func certificates(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return ""
	}
	return text + "\n"
}

// badCertificates says what is wrong with certificates in PEM form.
func badCertificates(text string) string {
	if text == "" {
		return ""
	}
	if len(text) > MaxCertificates {
		return fmt.Sprintf("At most %d KB are allowed.", MaxCertificates>>10)
	}
	n := 0
	for rest := []byte(text); ; n++ {
		var block *pem.Block
		block, rest = pem.Decode(rest)
		if block == nil {
			if strings.Contains(string(rest), "-----BEGIN") {
				return fmt.Sprintf("Certificate %d is damaged.", n+1)
			}
			break
		}
		if strings.Contains(block.Type, "PRIVATE KEY") {
			return "This holds a private key, which does not belong here."
		}
		if block.Type != "CERTIFICATE" {
			return fmt.Sprintf("Part %d is not a certificate.", n+1)
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return fmt.Sprintf("Certificate %d is damaged.", n+1)
		}
	}
	switch {
	case n == 0:
		return "There is no certificate in PEM form (-----BEGIN CERTIFICATE-----)."
	case n > maxCertificateNo:
		return fmt.Sprintf("At most %d certificates are allowed.", maxCertificateNo)
	}
	return ""
}
