package clouds

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws/ec2test"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/cloudaccount"
	"github.com/parley-video/parley/events"
)

func TestOpen(t *testing.T) {
	d := ec2test.New(ec2test.Config{Region: "eu-central-1", Keys: []ec2test.Key{{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "s"}}})
	defer d.Close()
	d.Add(ec2test.Instance{Tags: map[string]string{"parley-cloud": "p"}})
	server := httptest.NewServer(d)
	defer server.Close()
	scripts := t.TempDir()
	if err := os.Mkdir(filepath.Join(scripts, "cellar"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(scripts, "cellar", "list"), []byte("#!/bin/sh\necho '{\"machines\":[{\"id\":\"vm-1\"}]}'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, s := range []events.CloudAccountSettings{
		{Provider: events.CloudAWS, Region: "eu-central-1", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Endpoint: server.URL, TagKey: "parley-cloud", TagValue: "p"},
		{Provider: events.CloudStatic, Scripts: "cellar", TagKey: "parley-cloud", TagValue: "p"},
	} {
		p, err := Opener{Scripts: scripts}.Open(s, "s")
		if err != nil {
			t.Fatalf("%s: %v", s.Provider, err)
		}
		if all, err := p.Machines(t.Context()); err != nil || len(all) != 1 {
			t.Errorf("%s: %+v, %v", s.Provider, all, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for what, c := range map[string]struct {
		settings events.CloudAccountSettings
		scripts  string
	}{
		"another cloud":       {events.CloudAccountSettings{Provider: "basement"}, "/scripts"},
		"no folder":           {events.CloudAccountSettings{Provider: events.CloudStatic, Scripts: "cellar", TagKey: "k"}, ""},
		"no name":             {events.CloudAccountSettings{Provider: events.CloudStatic, TagKey: "k"}, "/scripts"},
		"a way out":           {events.CloudAccountSettings{Provider: events.CloudStatic, Scripts: "..", TagKey: "k"}, "/scripts"},
		"a way further":       {events.CloudAccountSettings{Provider: events.CloudStatic, Scripts: "a/b", TagKey: "k"}, "/scripts"},
		"another's way":       {events.CloudAccountSettings{Provider: events.CloudStatic, Scripts: "/bin", TagKey: "k"}, "/scripts"},
		"no region":           {events.CloudAccountSettings{Provider: events.CloudAWS, TagKey: "k"}, ""},
		"this machine's role": {events.CloudAccountSettings{Provider: events.CloudAWS, Region: "eu-central-1", TagKey: "k", Endpoint: "https://evil.example"}, ""},
		"damaged certificate": {events.CloudAccountSettings{Provider: events.CloudAWS, Region: "eu-central-1", TagKey: "k", CACertificates: "x"}, ""},
	} {
		if p, err := (Opener{Scripts: c.scripts}).Open(c.settings, ""); cloud.CodeOf(err) == "" || p != nil {
			t.Errorf("%s: %v, %v", what, p, err)
		}
	}
}

// What an account names is dialled only where webhooks may go, too.
func TestGuard(t *testing.T) {
	for _, endpoint := range []string{"https://169.254.169.254", "https://[fd00:ec2::254]", "http://0.0.0.0:9"} {
		p, err := Opener{}.Open(events.CloudAccountSettings{
			Provider: events.CloudAWS, Region: "eu-central-1", AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Endpoint: endpoint, TagKey: "k",
		}, "s")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := p.Machines(ctx); cloud.CodeOf(err) != cloud.CodeUnreachable || !strings.Contains(err.Error(), "nothing is asked at") {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
}

// The operator of the machine may lend its role to another cloud.
func TestOwnRoleHosts(t *testing.T) {
	s := events.CloudAccountSettings{Provider: events.CloudAWS, Region: "eu-central-1", TagKey: "k", Endpoint: "https://ec2.cloud.example"}
	if _, err := (Opener{OwnRoleHosts: []string{"ec2.cloud.example"}}).Open(s, ""); err != nil {
		t.Error(err)
	}
}

// An account can be in every region that there is.
func TestRegions(t *testing.T) {
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "internal", "endpoints", "awsrulesfn", "partitions.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Partitions []struct{ Regions map[string]any }
	}
	if err := json.Unmarshal(raw, &list); err != nil || len(list.Partitions) < 8 {
		t.Fatalf("%d partitions, %v", len(list.Partitions), err)
	}
	for _, p := range list.Partitions {
		for region := range p.Regions {
			if strings.HasSuffix(region, "-global") {
				continue
			}
			_, err := cloudaccount.Decide(cloudaccount.Create{
				ID: "a", Patch: cloudaccount.Patch{Name: domain.Some("A"), Region: domain.Some(region)}, Deployment: "p",
			}, cloudaccount.Initial())
			if err != nil {
				t.Errorf("%s: %v", region, err)
			}
		}
	}
}
