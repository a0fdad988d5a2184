package metadata_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/enrol/metadata"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func document(t *testing.T) string {
	t.Helper()
	text, err := json.Marshal(enrol.Document{
		Version: 1, NodeID: "n-1", Name: "node1", Address: "192.0.2.10", LocationID: "l-1", Role: "transcoding",
		ControlURL: "https://manage.test:8444", CA: string(linktest.CA(t).PEM()), Secret: strings.Repeat("s", 40), ExpiresAt: time.Now().Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// cloud serves what a handler says, without keeping connections.
func cloud(t *testing.T, kind metadata.Cloud, h http.HandlerFunc) (metadata.Source, *bytes.Buffer) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	var logged bytes.Buffer
	return metadata.Source{Cloud: kind, URL: server.URL, Log: slog.New(slog.NewTextHandler(&logged, nil))}, &logged
}

func TestEachCloud(t *testing.T) {
	text := document(t)
	for kind, h := range map[metadata.Cloud]http.HandlerFunc{
		metadata.EC2: func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method == http.MethodPut && r.URL.Path == "/latest/api/token" && r.Header.Get("X-aws-ec2-metadata-token-ttl-seconds") == "60":
				fmt.Fprintln(w, "token")
			case r.URL.Path == "/latest/user-data" && r.Header.Get("X-aws-ec2-metadata-token") == "token":
				fmt.Fprintln(w, text)
			default:
				w.WriteHeader(http.StatusUnauthorized)
			}
		},
		metadata.GCP: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/computeMetadata/v1/instance/attributes/conferencing_node_config" || r.Header.Get("Metadata-Flavor") != "Google" {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			fmt.Fprint(w, text)
		},
		metadata.Azure: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RequestURI() != "/metadata/instance/compute/userData?api-version=2021-01-01&format=text" || r.Header.Get("Metadata") != "true" {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			fmt.Fprint(w, base64.StdEncoding.EncodeToString([]byte(text)))
		},
	} {
		source, _ := cloud(t, kind, h)
		if err := source.Validate(); err != nil {
			t.Error(err)
		}
		if d, err := source.Document(t.Context()); err != nil || d.NodeID != "n-1" {
			t.Errorf("%s: %+v, %v", kind, d, err)
		}
	}
}

// What a metadata service may not do: lead elsewhere, send without end, or have
// its answers repeated in logs.
func TestMetadataIsNotTrusted(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("went elsewhere") }))
	defer elsewhere.Close()
	secret := strings.Repeat("s", 40)
	for what, answer := range map[string]func(w http.ResponseWriter, r *http.Request){
		"redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) },
		"endless":  func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte(" "), 1<<20)) },
		"a script": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "#!/bin/sh\nPASSWORD="+secret) },
		"a bad document": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"version":1,"secret":%q,"%s":1}`, secret, secret)
		},
		"nothing": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
	} {
		source, logged := cloud(t, metadata.GCP, answer)
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		_, err := source.Wait(ctx)
		cancel()
		if err == nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", what, err)
		}
		if strings.Contains(logged.String(), secret) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: repeated: %s %v", what, logged, err)
		}
	}
}

func TestValidate(t *testing.T) {
	for _, bad := range []metadata.Source{
		{Cloud: "aws"},
		{Cloud: metadata.EC2, URL: "https://x"},
		{Cloud: metadata.EC2, URL: "http://u:p@x"},
		{Cloud: metadata.EC2, URL: "http://x/path"},
		{Cloud: metadata.EC2, URL: "http://x?q"},
		{Cloud: metadata.EC2, URL: "file:///etc/passwd"},
	} {
		if bad.Validate() == nil {
			t.Errorf("%+v passes", bad)
		}
	}
	if err := (metadata.Source{Cloud: metadata.EC2, URL: "http://[fd00:ec2::254]"}).Validate(); err != nil {
		t.Error(err)
	}
}
