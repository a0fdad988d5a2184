package aws_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws"
	"github.com/parley-video/parley/cloud/aws/ec2test"
)

// Over a real network: an endpoint of one's own with certificates of one's own.
func TestCertificates(t *testing.T) {
	d := ec2test.New(doubleConfig())
	defer d.Close()
	server := httptest.NewUnstartedServer(d)
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	defer server.Close()
	other := httptest.NewTLSServer(http.NotFoundHandler())
	defer other.Close()
	own := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
	ask := func(endpoint, certificates string) error {
		c := config(d)
		c.Transport, c.Endpoint, c.CACertificates, c.RoleARN, c.ExternalID = nil, endpoint, certificates, roleARN, "x7"
		p := provider(t, c)
		defer p.Close()
		_, err := p.Machines(t.Context())
		return err
	}
	if err := ask(server.URL, own); err != nil {
		t.Errorf("with its certificate: %v", err)
	}
	if e := want(t, ask(server.URL, ""), cloud.CodeBadCertificate, "not trusted"); e.Retry {
		t.Error("certificates do not mend themselves")
	}
	elsewhere := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	// For whom it is instead is nobody's business.
	if e := want(t, ask(elsewhere, own), cloud.CodeBadCertificate, "another name"); strings.Contains(e.Message, "example.com") {
		t.Error(e.Message)
	}
}

// A clock that is off by years shows in certificates first.
func TestCertificateOfAnotherTime(t *testing.T) {
	for endpoint, code := range map[string]cloud.Code{
		"":                                 cloud.CodeClockSkew,
		"https://ec2.eu-central-1.api.aws": cloud.CodeClockSkew,
		"https://cloud.example":            cloud.CodeBadCertificate,
	} {
		c := aws.Config{Region: region, AccessKeyID: keyID, SecretAccessKey: secret, TagKey: tagKey, Endpoint: endpoint}
		c.Transport = failing(func(*http.Request) error {
			return &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}
		})
		_, err := provider(t, c).Machines(t.Context())
		want(t, err, code, "clock of this machine, which shows")
	}
}

// The role of this machine goes to EC2, and where its operator allows: not to
// hosts of customers of AWS.
func TestOwnRoleStays(t *testing.T) {
	for endpoint, lent := range map[string]bool{
		"":                                       true,
		"https://ec2.eu-central-1.amazonaws.com": true,
		"https://EC2.eu-central-1.amazonaws.com:443/":                 true,
		"https://ec2-fips.eu-central-1.amazonaws.com":                 true,
		"https://ec2.eu-central-1.api.aws":                            true,
		"https://vpce-1-2.ec2.eu-central-1.vpce.amazonaws.com":        true,
		"https://cloud.internal.example":                              true,
		"https://cloud.internal.example:8443":                         true,
		"http://127.0.0.1:9000":                                       false,
		"http://ec2.eu-central-1.amazonaws.com":                       false,
		"https://evil.example":                                        false,
		"https://ec2.eu-central-1.amazonaws.com.evil.example":         false,
		"https://1.execute-api.eu-central-1.amazonaws.com":            false,
		"https://ec2-198-51-100-1.eu-central-1.compute.amazonaws.com": false,
		"https://ec2.eu-central-1.amazonaws.com.s3.amazonaws.com":     false,
		"https://vpce-1.vpce-svc-2.eu-central-1.vpce.amazonaws.com":   false,
		"https://evil.example/ec2.eu-central-1.amazonaws.com":         false,
		"https://ec2.eu-central-1.amazonaws.com@evil.example":         false,
		"https://evilec2.eu-central-1.amazonaws.com":                  false,
		"https://not.cloud.internal.example":                          false,
	} {
		for _, role := range []string{"", roleARN} {
			asked := false
			c := aws.Config{Region: region, RoleARN: role, TagKey: tagKey, Endpoint: endpoint, OwnRoleHosts: []string{"cloud.internal.example"}}
			c.Transport = failing(func(*http.Request) error { asked = true; return x509.UnknownAuthorityError{} })
			p, err := aws.New(c)
			if lent != (err == nil) {
				t.Errorf("%q: %v", endpoint, err)
			}
			if err != nil {
				want(t, err, cloud.CodeBadCredentials, "--cloud-endpoints")
			} else if _, err := p.Machines(t.Context()); err == nil || !asked {
				t.Errorf("%q: %v", endpoint, err)
			}
			c.AccessKeyID, c.SecretAccessKey = keyID, secret
			provider(t, c) // with a key of its own, an account may ask anybody
		}
	}
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	_ = l.Close()
	c := aws.Config{Region: region, AccessKeyID: keyID, SecretAccessKey: secret, TagKey: tagKey, Endpoint: closed}
	_, err = provider(t, c).Machines(t.Context())
	if e := want(t, err, cloud.CodeUnreachable, "refused"); !e.Retry {
		t.Error("it may come back")
	}
	// What answers there may be something else altogether.
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	c.Endpoint = other.URL
	_, err = provider(t, c).Machines(t.Context())
	want(t, err, cloud.CodeProviderError, "")
}

// A name that nobody knows is a region with a typing error, unless somebody gave
// the endpoint.
func TestUnknownName(t *testing.T) {
	var asked []string
	c := aws.Config{Region: "eu-centrall-1", AccessKeyID: keyID, SecretAccessKey: secret, TagKey: tagKey}
	c.Transport = failing(func(r *http.Request) error {
		asked = append(asked, r.URL.Host)
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}}
	})
	_, err := provider(t, c).Machines(t.Context())
	want(t, err, cloud.CodeUnknownRegion, "ec2.eu-centrall-1.amazonaws.com")
	c.Endpoint = "https://ec2.internal.example"
	_, err = provider(t, c).Machines(t.Context())
	want(t, err, cloud.CodeUnreachable, "no such host")
	if len(asked) == 0 {
		t.Error("nobody was asked")
	}
}

// Roles are assumed where the endpoint is another cloud's, but not at an endpoint
// of the provider that knows EC2 only.
func TestWhereRolesAreAssumed(t *testing.T) {
	for endpoint, want := range map[string]string{
		"": "sts.eu-central-1.amazonaws.com",
		"https://vpce-1.ec2.eu-central-1.vpce.amazonaws.com":  "sts.eu-central-1.amazonaws.com",
		"https://ec2-fips.eu-central-1.amazonaws.com":         "sts-fips.eu-central-1.amazonaws.com",
		"https://ec2.eu-central-1.api.aws":                    "sts.eu-central-1.api.aws",
		"https://cloud.example":                               "cloud.example",
		"eusc-de-east-1":                                      "sts.eusc-de-east-1.amazonaws.eu",
		"https://vpce-1.ec2.eusc-de-east-1.vpce.amazonaws.eu": "sts.eusc-de-east-1.amazonaws.eu",
		"https://ec2.cn-north-1.api.amazonwebservices.com.cn": "sts.cn-north-1.api.amazonwebservices.com.cn",
		"https://vpce-1.ec2.us-iso-east-1.vpce.c2s.ic.gov":    "sts.us-iso-east-1.c2s.ic.gov",
	} {
		var asked []string
		region := region
		for _, other := range []string{"eusc-de-east-1", "cn-north-1", "us-iso-east-1"} {
			if strings.Contains(endpoint, other) {
				region, endpoint = other, strings.TrimPrefix(endpoint, other)
			}
		}
		c := aws.Config{Region: region, AccessKeyID: keyID, SecretAccessKey: secret, TagKey: tagKey, RoleARN: roleARN, Endpoint: endpoint}
		c.Transport = failing(func(r *http.Request) error {
			asked = append(asked, r.URL.Host)
			return x509.UnknownAuthorityError{}
		})
		_, err := provider(t, c).Machines(t.Context())
		if cloud.CodeOf(err) != cloud.CodeBadCertificate || len(asked) == 0 || asked[0] != want {
			t.Errorf("%q: %v was asked, %v", endpoint, asked, err)
		}
	}
}

type failing func(*http.Request) error

func (f failing) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("on the way: %w", f(r))
}
