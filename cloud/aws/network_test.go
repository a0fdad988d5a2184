package aws_test

import (
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
	want(t, ask(elsewhere, own), cloud.CodeBadCertificate, "localhost")
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
		"https://vpce-1.ec2.eu-central-1.vpce.amazonaws.com": "sts.eu-central-1.amazonaws.com",
		"https://cloud.example":                              "cloud.example",
	} {
		var asked []string
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
