package clouds

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws/ec2test"
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
		p, err := Opener{scripts}.Open(s, "s")
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
		"damaged certificate": {events.CloudAccountSettings{Provider: events.CloudAWS, Region: "eu-central-1", TagKey: "k", CACertificates: "x"}, ""},
	} {
		if p, err := (Opener{c.scripts}).Open(c.settings, ""); cloud.CodeOf(err) == "" || p != nil {
			t.Errorf("%s: %v, %v", what, p, err)
		}
	}
}
