package aws_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/cloud/aws"
	"github.com/parley-video/parley/cloud/aws/ec2test"
)

var update = flag.Bool("update", false, "write the golden files")

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// recorder writes down what goes over the wire.
type recorder struct {
	next http.RoundTripper
	text strings.Builder
}

var (
	requestID = regexp.MustCompile(`(?i)(<requestid>)[0-9a-f-]{36}`)
	temporary = regexp.MustCompile(`(<(AccessKeyId|SecretAccessKey|SessionToken)>)[A-Z0-9]+`)
	hidden    = regexp.MustCompile(`ASIA[A-Z0-9]{16}`)
	signature = regexp.MustCompile(`Signature=[0-9a-f]{64}`)
)

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.Body = io.NopCloser(bytes.NewReader(body))
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	r.text.WriteString(req.Method + " " + req.URL.String() + "\n")
	for _, h := range []string{"Content-Type", "Authorization", "X-Amz-Date"} {
		r.text.WriteString(h + ": " + req.Header.Get(h) + "\n")
	}
	r.text.WriteString("\n")
	var names []string
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		r.text.WriteString(name + "=" + strings.Join(form[name], " | ") + "\n")
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(answer))
	fmt.Fprintf(&r.text, "\nHTTP %d\n%s\n\n", resp.StatusCode, answer)
	return resp, nil
}

func (r *recorder) String() string {
	text := requestID.ReplaceAllString(r.text.String(), "${1}…")
	text = temporary.ReplaceAllString(text, "${1}…")
	text = signature.ReplaceAllString(text, "Signature=…")
	return hidden.ReplaceAllString(text, "ASIA…")
}

// What is said and answered, word for word: the double must not drift from EC2
// together with the provider.
func TestGolden(t *testing.T) {
	for name, do := range map[string]func(*testing.T, *ec2test.Double, *aws.Provider){
		"list": func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			for n := range 6 {
				d.Add(ec2test.Instance{Address: fmt.Sprintf("10.0.0.%d", n), Tags: tagged(tagValue)})
			}
			state(t, p, "")
		},
		"start-and-stop": func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			id := d.Add(ec2test.Instance{Address: "10.0.0.7", IPv6: "2001:db8::7", Tags: tagged(tagValue)}).ID
			if _, err := p.Start(t.Context(), id); err != nil {
				t.Error(err)
			}
			pass(bootDelay)
			state(t, p, id)
			if _, err := p.Stop(t.Context(), id); err != nil {
				t.Error(err)
			}
		},
		"check": func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			add(d)
			d.Deny("ec2:StopInstances")
			if _, err := p.Check(t.Context()); err != nil {
				t.Error(err)
			}
		},
		"errors": func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			id := d.Add(ec2test.Instance{State: ec2test.Stopping}).ID
			for _, id := range []string{id, "i-0fedcba9876543210", "vm-1"} {
				if _, err := p.Start(t.Context(), id); err == nil {
					t.Errorf("%s was started", id)
				}
			}
			d.SetKey(ec2test.Key{ID: keyID, Secret: "other"})
			if _, err := p.Machines(t.Context()); err == nil {
				t.Error("with a wrong secret")
			}
		},
		"role": func(t *testing.T, d *ec2test.Double, _ *aws.Provider) {},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := ec2test.New(doubleConfig())
				defer d.Close()
				c := config(d)
				record := &recorder{next: c.Transport}
				c.Transport = record
				do(t, d, provider(t, c))
				if name == "role" {
					c.RoleARN, c.ExternalID = roleARN, "x7"
					state(t, provider(t, c), "")
					c.ExternalID = "x8"
					if _, err := provider(t, c).Machines(t.Context()); err == nil {
						t.Error("with another's identifier")
					}
				}
				golden(t, name, record.String())
			})
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
