// Package metadata reads a Conferencing Node's provisioning document from the
// metadata of the cloud instance that it runs on.
//
// It imports nodeagent/enrol and the standard library and starts no goroutine
// that outlives a call. The document holds a secret: nothing of it is logged or
// part of an error.
package metadata

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/parley-video/parley/nodeagent/enrol"
)

// Cloud says how the metadata is asked for.
type Cloud string

// The clouds.
const (
	EC2   Cloud = "ec2"   // IMDSv2; the document is the user data
	GCP   Cloud = "gcp"   // the document is the attribute conferencing_node_config
	Azure Cloud = "azure" // the document is the user data
)

// Attribute is the name of the document where metadata has names.
const Attribute = "conferencing_node_config"

const defaultURL = "http://169.254.169.254"

// The bounds of asking.
const (
	tryTimeout  = 5 * time.Second
	waitFirst   = time.Second
	waitMost    = 30 * time.Second
	tokenLife   = "60" // seconds
	maxMetadata = enrol.MaxDocument * 2
)

// Source asks for a provisioning document.
type Source struct {
	Cloud Cloud
	// URL is where the metadata is served; empty: where all of these clouds do.
	URL string
	Log *slog.Logger
}

// ErrNone says that there is no document in the metadata (yet).
var ErrNone = errors.New("there is no provisioning document in the instance's metadata")

// Validate names what is wrong.
func (s Source) Validate() error {
	if s.Cloud != EC2 && s.Cloud != GCP && s.Cloud != Azure {
		return fmt.Errorf("%q is none of ec2, gcp and azure", s.Cloud)
	}
	if s.URL == "" {
		return nil
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("%q is not http://host", s.URL)
	}
	return nil
}

// Wait asks until there is a document, or ctx ends. What is there and cannot be
// a document may still be replaced by whoever put it there.
func (s Source) Wait(ctx context.Context) (enrol.Document, error) {
	wait, said := waitFirst, ""
	for {
		document, err := s.Document(ctx)
		if err == nil {
			return document, nil
		}
		if ctx.Err() != nil {
			return enrol.Document{}, fmt.Errorf("read the instance's metadata: %w", errors.Join(context.Cause(ctx), err))
		}
		if now := err.Error(); now != said { // not the same words every half minute
			said = now
			s.Log.Warn("no provisioning document yet, trying again", slog.Any("error", err))
		}
		select {
		case <-time.After(wait - wait/8 + rand.N(wait/4)):
		case <-ctx.Done():
			return enrol.Document{}, fmt.Errorf("read the instance's metadata: %w", errors.Join(context.Cause(ctx), err))
		}
		wait = min(2*wait, waitMost)
	}
}

// Document asks once.
func (s Source) Document(ctx context.Context) (enrol.Document, error) {
	ctx, cancel := context.WithTimeout(ctx, tryTimeout)
	defer cancel()
	raw, err := s.read(ctx)
	if err != nil {
		return enrol.Document{}, err
	}
	if raw = bytes.TrimSpace(raw); len(raw) == 0 {
		return enrol.Document{}, ErrNone
	}
	document, err := enrol.Parse(raw)
	if err != nil {
		return enrol.Document{}, fmt.Errorf("what the instance's metadata holds is no provisioning document: %w", redacted(err))
	}
	return document, nil
}

// redacted keeps what the metadata holds out of an error: only the names of
// fields and what is wrong with them remain.
func redacted(err error) error {
	var field enrol.FieldError
	if errors.As(err, &field) && len(field.Field) <= 32 {
		return field
	}
	return enrol.ErrDocument
}

func (s Source) read(ctx context.Context) ([]byte, error) {
	base := defaultURL
	if s.URL != "" {
		base = strings.TrimRight(s.URL, "/")
	}
	client := newClient()
	defer client.CloseIdleConnections()
	switch s.Cloud {
	case GCP:
		return get(ctx, client, base+"/computeMetadata/v1/instance/attributes/"+Attribute, "Metadata-Flavor", "Google")
	case Azure:
		text, err := get(ctx, client, base+"/metadata/instance/compute/userData?api-version=2021-01-01&format=text", "Metadata", "true")
		if err != nil {
			return nil, err
		}
		raw, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(text)))
		if err != nil {
			return nil, errors.New("the user data is not base64")
		}
		return raw, nil
	default:
		token, err := ask(ctx, client, http.MethodPut, base+"/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", tokenLife)
		if err != nil {
			return nil, fmt.Errorf("ask for a metadata token: %w", err)
		}
		return get(ctx, client, base+"/latest/user-data", "X-aws-ec2-metadata-token", string(bytes.TrimSpace(token)))
	}
}

// newClient goes to the instance's own metadata and nowhere else: neither by
// way of a proxy nor after a redirect.
func newClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{Proxy: nil, DialContext: (&net.Dialer{Timeout: tryTimeout}).DialContext},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func get(ctx context.Context, client *http.Client, target, header, value string) ([]byte, error) {
	return ask(ctx, client, http.MethodGet, target, header, value)
}

func ask(ctx context.Context, client *http.Client, method, target, header, value string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, target, nil)
	if err != nil {
		return nil, err
	}
	if strings.ContainsAny(value, "\r\n") || len(value) > 4096 {
		return nil, errors.New("the metadata service answered with something that is no token")
	}
	req.Header.Set(header, value)
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return nil, ErrNone
	case resp.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("the metadata service answered %s", resp.Status)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxMetadata+1))
	if err == nil && len(raw) > maxMetadata {
		err = errors.New("the metadata is too large")
	}
	return raw, err
}
