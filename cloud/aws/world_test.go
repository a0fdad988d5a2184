package aws_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws"
	"github.com/parley-video/parley/cloud/aws/ec2test"
)

const (
	region   = "eu-central-1"
	tagKey   = "parley-cloud"
	tagValue = "parley-1234"
	keyID    = "AKIAIOSFODNN7EXAMPLE"
	secret   = "wJalrXUtnFEMI/K7MDENG"
	roleARN  = "arn:aws:iam::123456789012:role/parley"

	bootDelay = 20 * time.Second
	stopDelay = 30 * time.Second
)

// wire carries requests to handlers in this process, so that time may be virtual.
type wire map[string]http.Handler // by host; "": any other

func (w wire) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	h := w[req.URL.Host]
	if h == nil {
		h = w[""]
	}
	served := req.Clone(req.Context())
	if served.Body == nil {
		served.Body = http.NoBody
	}
	served.Host = req.URL.Host
	if req.ContentLength > 0 {
		served.Header.Set("Content-Length", strconv.FormatInt(req.ContentLength, 10))
	}
	defer func() {
		if r := recover(); r != nil {
			if given, ok := r.(error); !ok || !errors.Is(given, http.ErrAbortHandler) {
				panic(r)
			}
			resp, err = nil, io.ErrUnexpectedEOF
		}
	}()
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, served)
	return answer.Result(), nil
}

func doubleConfig() ec2test.Config {
	return ec2test.Config{
		Region: region, Keys: []ec2test.Key{{ID: keyID, Secret: secret}}, Roles: []ec2test.Role{{ARN: roleARN, ExternalID: "x7"}},
		BootDelay: bootDelay, StopDelay: stopDelay,
		PublicAddress: func(_ ec2test.Instance, n int) string { return fmt.Sprintf("198.51.100.%d", n) },
	}
}

func config(d *ec2test.Double) aws.Config {
	return aws.Config{
		Region: region, AccessKeyID: keyID, SecretAccessKey: secret, TagKey: tagKey, TagValue: tagValue, PageSize: 5, Transport: wire{"": d},
	}
}

func provider(t *testing.T, c aws.Config) *aws.Provider {
	t.Helper()
	p, err := aws.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// world is a double and a provider that asks it, where time is virtual.
func world(t *testing.T, test func(*testing.T, *ec2test.Double, *aws.Provider)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := ec2test.New(doubleConfig())
		defer d.Close()
		test(t, d, provider(t, config(d)))
	})
}

func tagged(value string) map[string]string { return map[string]string{tagKey: value, "Name": "burst"} }

func add(d *ec2test.Double) string { return d.Add(ec2test.Instance{Tags: tagged(tagValue)}).ID }

// pass lets time pass, and everything happen that is due by then.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// want says what is not as it should be of an error.
func want(t *testing.T, err error, code cloud.Code, says string) *cloud.Error {
	t.Helper()
	var e *cloud.Error
	if !errors.As(err, &e) || e.Code != code || !strings.Contains(e.Message, says) {
		t.Fatalf("%v; want %s and %q", err, code, says)
	}
	if strings.Contains(err.Error(), secret) {
		t.Errorf("the secret is in %v", err)
	}
	return e
}

func state(t *testing.T, p *aws.Provider, id string) cloud.State {
	t.Helper()
	all, err := p.Machines(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.ID == id {
			return m.State
		}
	}
	return "absent"
}
