package cloudaccount_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/cloudaccount"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[cloudaccount.Command, cloudaccount.State]{
	Initial: cloudaccount.Initial, Decide: cloudaccount.Decide, Evolve: cloudaccount.Evolve, Claims: cloudaccount.Claims,
}

func secret(plain string) domain.Opt[domain.Secret] {
	return domain.Some(domain.Secret{Plain: plain, Sealed: events.Sealed(map[bool]string{true: "s1." + plain}[plain != ""])})
}

func patch(change func(*cloudaccount.Patch)) cloudaccount.Patch {
	p := cloudaccount.Patch{
		Name: domain.Some("Frankfurt"), Region: domain.Some(" EU-central-1 "),
		AccessKeyID: domain.Some("AKIAIOSFODNN7EXAMPLE"), SecretKey: secret("wJalrXUtnFEMI/K7MDENG"),
	}
	if change != nil {
		change(&p)
	}
	return p
}

func settings(change func(*events.CloudAccountSettings)) events.CloudAccountSettings {
	s := events.CloudAccountSettings{
		Name: "Frankfurt", Provider: "aws", Region: "eu-central-1", AccessKeyID: "AKIAIOSFODNN7EXAMPLE",
		TagKey: "parley-cloud", TagValue: "parley-1234", Enabled: true,
	}
	if change != nil {
		change(&s)
	}
	return s
}

const sealed = events.Sealed("s1.wJalrXUtnFEMI/K7MDENG")

var created = events.CloudAccountCreated{ID: "a", Settings: settings(nil), SecretKey: sealed}

func pemOf(t *testing.T, kind string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1)}, &x509.Certificate{SerialNumber: big.NewInt(1)}, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func TestCreate(t *testing.T) {
	good := pemOf(t, "CERTIFICATE")
	for what, c := range map[string]struct {
		change  func(*cloudaccount.Patch)
		want    func(*events.CloudAccountSettings)
		refused []string
	}{
		"defaults": {},
		"all of it": {
			change: func(p *cloudaccount.Patch) {
				p.RoleARN, p.ExternalID = domain.Some("arn:aws-us-gov:iam::123456789012:role/ops/parley"), domain.Some("parley-7")
				p.Endpoint, p.CACertificates = domain.Some("https://ec2.internal.example:8443/api"), domain.Some(strings.ReplaceAll(good, "\n", "\r\n"))
				p.TagKey, p.TagValue, p.Enabled = domain.Some("team"), domain.Some("Video/Köln"), domain.Some(false)
			},
			want: func(s *events.CloudAccountSettings) {
				s.RoleARN, s.ExternalID = "arn:aws-us-gov:iam::123456789012:role/ops/parley", "parley-7"
				s.Endpoint, s.CACertificates = "https://ec2.internal.example:8443/api", good
				s.TagKey, s.TagValue, s.Enabled = "team", "Video/Köln", false
			},
		},
		"a price": {
			change: func(p *cloudaccount.Patch) { p.PricePerHour, p.Currency = domain.Some(" 0.0416 "), domain.Some("eur") },
			want:   func(s *events.CloudAccountSettings) { s.PricePerHour, s.Currency = "0.0416", "EUR" },
		},
		"a price of something": {change: func(p *cloudaccount.Patch) { p.PricePerHour = domain.Some("1") }, refused: []string{"REQUIRED currency"}},
		"a price in words": {
			change: func(p *cloudaccount.Patch) { p.PricePerHour, p.Currency = domain.Some("1,5"), domain.Some("Euro") }, refused: []string{"INVALID pricePerHour", "INVALID currency"},
		},
		"a negative price": {
			change: func(p *cloudaccount.Patch) { p.PricePerHour, p.Currency = domain.Some("-1"), domain.Some("EUR") }, refused: []string{"INVALID pricePerHour"},
		},
		"scripts beside a region": {change: func(p *cloudaccount.Patch) { p.Scripts = domain.Some("lab") }, refused: []string{"INVALID scripts"}},
		"an endpoint of this machine": {
			change: func(p *cloudaccount.Patch) { p.Endpoint = domain.Some("http://127.0.0.1:5000") },
			want:   func(s *events.CloudAccountSettings) { s.Endpoint = "http://127.0.0.1:5000" },
		},
		"nothing": {
			change: func(p *cloudaccount.Patch) { *p = cloudaccount.Patch{} }, refused: []string{"REQUIRED name", "REQUIRED region"},
		},
		"half a key":         {change: func(p *cloudaccount.Patch) { p.SecretKey = secret("") }, refused: []string{"REQUIRED secretAccessKey"}},
		"the other half":     {change: func(p *cloudaccount.Patch) { p.AccessKeyID = domain.Some("") }, refused: []string{"REQUIRED accessKeyId"}},
		"another cloud":      {change: func(p *cloudaccount.Patch) { p.Provider = domain.Some(events.CloudProvider("basement")) }, refused: []string{"INVALID provider"}},
		"no region":          {change: func(p *cloudaccount.Patch) { p.Region = domain.Some("Frankfurt") }, refused: []string{"INVALID region"}},
		"no key":             {change: func(p *cloudaccount.Patch) { p.AccessKeyID = domain.Some("short") }, refused: []string{"INVALID accessKeyId"}},
		"a secret in lines":  {change: func(p *cloudaccount.Patch) { p.SecretKey = secret("a\nb") }, refused: []string{"INVALID secretAccessKey"}},
		"no role":            {change: func(p *cloudaccount.Patch) { p.RoleARN = domain.Some("admin") }, refused: []string{"INVALID roleArn"}},
		"no role to go with": {change: func(p *cloudaccount.Patch) { p.ExternalID = domain.Some("x7") }, refused: []string{"INVALID externalId"}},
		"plain http":         {change: func(p *cloudaccount.Patch) { p.Endpoint = domain.Some("http://ec2.example.com") }, refused: []string{"INVALID endpoint"}},
		"a secret in the address": {
			change: func(p *cloudaccount.Patch) { p.Endpoint = domain.Some("https://me:secret@ec2.example.com") }, refused: []string{"INVALID endpoint"},
		},
		"another scheme":        {change: func(p *cloudaccount.Patch) { p.Endpoint = domain.Some("file:///etc/passwd") }, refused: []string{"INVALID endpoint"}},
		"words for a PEM":       {change: func(p *cloudaccount.Patch) { p.CACertificates = domain.Some("certificate") }, refused: []string{"INVALID caCertificates"}},
		"a private key":         {change: func(p *cloudaccount.Patch) { p.CACertificates = domain.Some(pemOf(t, "EC PRIVATE KEY")) }, refused: []string{"INVALID caCertificates"}},
		"a request":             {change: func(p *cloudaccount.Patch) { p.CACertificates = domain.Some(pemOf(t, "CERTIFICATE REQUEST")) }, refused: []string{"INVALID caCertificates"}},
		"a damaged certificate": {change: func(p *cloudaccount.Patch) { p.CACertificates = domain.Some(strings.Replace(good, "M", "A", 1)) }, refused: []string{"INVALID caCertificates"}},
		"a reserved tag":        {change: func(p *cloudaccount.Patch) { p.TagKey = domain.Some("AWS:x") }, refused: []string{"INVALID tagKey"}},
		"a long tag":            {change: func(p *cloudaccount.Patch) { p.TagValue = domain.Some(strings.Repeat("x", 257)) }, refused: []string{"INVALID tagValue"}},
		"an odd tag":            {change: func(p *cloudaccount.Patch) { p.TagValue = domain.Some("a*b") }, refused: []string{"INVALID tagValue"}},
	} {
		t.Run(what, func(t *testing.T) {
			out := decider.Given(t).When(cloudaccount.Create{ID: "a", Patch: patch(c.change), Deployment: "parley-1234"})
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(events.CloudAccountCreated{ID: "a", Settings: settings(c.want), SecretKey: sealed})
		})
	}
}

// Without a key the machine itself has the rights.
func TestCreateWithoutKey(t *testing.T) {
	p := patch(func(p *cloudaccount.Patch) {
		p.AccessKeyID, p.SecretKey = domain.Opt[string]{}, domain.Opt[domain.Secret]{}
	})
	decider.Given(t).When(cloudaccount.Create{ID: "a", Patch: p, Deployment: "parley-1234"}).
		Then(events.CloudAccountCreated{ID: "a", Settings: settings(func(s *events.CloudAccountSettings) { s.AccessKeyID = "" })})
}

// Scripts need nothing but their name, and take no secret along.
func TestScripts(t *testing.T) {
	create := func(change func(*cloudaccount.Patch)) *domaintest.Outcome[cloudaccount.Command, cloudaccount.State] {
		p := cloudaccount.Patch{Name: domain.Some("Cellar"), Provider: domain.Some(events.CloudStatic), Scripts: domain.Some(" cellar-2 ")}
		if change != nil {
			change(&p)
		}
		return decider.Given(t).When(cloudaccount.Create{ID: "a", Patch: p, Deployment: "parley-1234"})
	}
	cellar := events.CloudAccountSettings{
		Name: "Cellar", Provider: events.CloudStatic, Scripts: "cellar-2", TagKey: "parley-cloud", TagValue: "parley-1234", Enabled: true,
	}
	create(nil).Then(events.CloudAccountCreated{ID: "a", Settings: cellar})
	create(func(p *cloudaccount.Patch) { p.Scripts = domain.Some("") }).Refused("REQUIRED scripts")
	for _, name := range []string{"..", "/bin/sh", "a/b", ".hidden", "a b", "-x", strings.Repeat("x", 65)} {
		create(func(p *cloudaccount.Patch) { p.Scripts = domain.Some(name) }).Refused("INVALID scripts")
	}
	create(func(p *cloudaccount.Patch) {
		p.Region, p.AccessKeyID, p.SecretKey = domain.Some("eu-central-1"), domain.Some("AKIAIOSFODNN7EXAMPLE"), secret("x")
		p.RoleARN, p.ExternalID = domain.Some("arn:aws:iam::123456789012:role/parley"), domain.Some("x7")
		p.Endpoint, p.CACertificates = domain.Some("https://ec2.example.com"), domain.Some(pemOf(t, "CERTIFICATE"))
	}).Refused("INVALID region", "INVALID accessKeyId", "INVALID secretAccessKey", "INVALID roleArn", "INVALID externalId", "INVALID endpoint", "INVALID caCertificates")
	// An account goes over to scripts only without what belonged to the other cloud.
	decider.Given(t, created).When(cloudaccount.Update{ID: "a", Patch: cloudaccount.Patch{
		Provider: domain.Some(events.CloudStatic), Scripts: domain.Some("cellar-2"),
	}, Deployment: "parley-1234"}).Refused("INVALID region", "INVALID accessKeyId", "INVALID secretAccessKey")
	decider.Given(t, created).When(cloudaccount.Update{ID: "a", Patch: cloudaccount.Patch{
		Name: domain.Some("Cellar"), Provider: domain.Some(events.CloudStatic), Scripts: domain.Some("cellar-2"),
		Region: domain.Some(""), AccessKeyID: domain.Some(""), SecretKey: secret(""),
	}, Deployment: "parley-1234"}).Then(events.CloudAccountUpdated{ID: "a", Settings: cellar})
}

func TestUpdate(t *testing.T) {
	update := func(change func(*cloudaccount.Patch)) cloudaccount.Command {
		var p cloudaccount.Patch
		change(&p)
		return cloudaccount.Update{ID: "a", Patch: p, Deployment: "parley-1234"}
	}
	given := func() *domaintest.Case[cloudaccount.Command, cloudaccount.State] { return decider.Given(t, created) }
	given().When(update(func(*cloudaccount.Patch) {})).Then()
	given().When(update(func(p *cloudaccount.Patch) { p.Enabled = domain.Some(false) })).
		Then(events.CloudAccountUpdated{ID: "a", Settings: settings(func(s *events.CloudAccountSettings) { s.Enabled = false }), SecretKey: sealed})
	given().When(update(func(p *cloudaccount.Patch) { p.SecretKey = secret("other") })).
		Then(events.CloudAccountUpdated{ID: "a", Settings: settings(nil), SecretKey: "s1.other"})
	given().When(update(func(p *cloudaccount.Patch) { p.AccessKeyID, p.SecretKey = domain.Some(""), secret("") })).
		Then(events.CloudAccountUpdated{ID: "a", Settings: settings(func(s *events.CloudAccountSettings) { s.AccessKeyID = "" })})
	given().When(update(func(p *cloudaccount.Patch) { p.AccessKeyID = domain.Some("") })).Refused("REQUIRED accessKeyId")
	given().When(update(func(p *cloudaccount.Patch) { p.SecretKey = secret("") })).Refused("REQUIRED secretAccessKey")
	given().When(update(func(p *cloudaccount.Patch) { p.TagKey, p.TagValue = domain.Some(""), domain.Some("") })).Then() // the defaults

	// Nobody sends a secret that they do not know to a server of theirs.
	for _, elsewhere := range []func(*cloudaccount.Patch){
		func(p *cloudaccount.Patch) { p.Endpoint = domain.Some("https://evil.example") },
		func(p *cloudaccount.Patch) { p.CACertificates = domain.Some(pemOf(t, "CERTIFICATE")) },
		func(p *cloudaccount.Patch) { p.AccessKeyID = domain.Some("AKIAIOSFODNN7OTHERKEY") },
	} {
		given().When(update(elsewhere)).Refused("REQUIRED secretAccessKey")
	}
	given().When(update(func(p *cloudaccount.Patch) {
		p.Endpoint, p.SecretKey = domain.Some("https://ec2.example.com"), secret("known")
	})).Then(events.CloudAccountUpdated{
		ID: "a", Settings: settings(func(s *events.CloudAccountSettings) { s.Endpoint = "https://ec2.example.com" }), SecretKey: "s1.known",
	})
}

func TestRemove(t *testing.T) {
	decider.Given(t, created).When(cloudaccount.Remove{ID: "a"}).Then(events.CloudAccountRemoved{ID: "a"}).
		When(cloudaccount.Remove{ID: "a"}).Refused("NOT_FOUND id")
	decider.Given(t).When(cloudaccount.Update{ID: "a"}).Refused("NOT_FOUND id")
	decider.Given(t, created).When(cloudaccount.Create{ID: "a"}).Refused("CONFLICT")
}

func TestSecretsAreSealed(t *testing.T) {
	_, err := cloudaccount.Decide(cloudaccount.Create{ID: "a", Patch: patch(func(p *cloudaccount.Patch) {
		p.SecretKey = domain.Some(domain.Plaintext("open"))
	})}, cloudaccount.Initial())
	if err == nil || strings.Contains(err.Error(), "open") {
		t.Errorf("%v", err)
	}
}
