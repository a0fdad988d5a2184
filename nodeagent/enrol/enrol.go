package enrol

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// timeout bounds the whole exchange with the control plane.
const timeout = 30 * time.Second

// maxAnswer is the largest answer read, in bytes.
const maxAnswer = 64 << 10

// ErrOtherNode: the directory already belongs to another node.
var ErrOtherNode = errors.New("data directory belongs to another node")

// Enroller enrols a node. The zero value of a field means the usual.
type Enroller struct {
	// DialContext reaches the control plane.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
	// Now is the clock.
	Now func() time.Time
}

// Enrol redeems a document with the usual Enroller.
func Enrol(ctx context.Context, d Document, dir string) (Identity, error) {
	return Enroller{}.Enrol(ctx, d, dir)
}

// Enrol redeems the document and stores the identity in dir. A directory that
// was enrolled with this very document is left as it is; a new document of the
// same node replaces the identity, one of another node is ErrOtherNode. After
// an error, also one that left the outcome open, the same document may be tried
// again: the key is kept, by which the control plane knows the repetition.
// A refusal is a link.Refused, found with errors.As.
func (e Enroller) Enrol(ctx context.Context, d Document, dir string) (Identity, error) {
	if err := Validate(d); err != nil {
		return Identity{}, err
	}
	have, err := readStored(dir)
	switch {
	case err == nil && have.NodeID != d.NodeID:
		return Identity{}, fmt.Errorf("enrol node %s into %s of node %s: %w", d.NodeID, dir, have.NodeID, ErrOtherNode)
	case err == nil && have.SecretDigest == digest(d.Secret):
		return have.identity(dir)
	case err != nil && !errors.Is(err, ErrNotEnrolled) && !errors.Is(err, ErrCorrupt):
		return Identity{}, err
	}
	s, err := e.exchange(ctx, d, dir)
	if err != nil {
		return Identity{}, fmt.Errorf("enrol node %s: %w", d.NodeID, err)
	}
	identity, err := s.identity(dir)
	if err != nil {
		return Identity{}, fmt.Errorf("enrol node %s: control plane's answer: %w", d.NodeID, err)
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return Identity{}, fmt.Errorf("enrol node %s: %w", d.NodeID, err)
	}
	if err := pki.WriteSecret(filepath.Join(dir, identityFile), text); err != nil {
		return Identity{}, fmt.Errorf("enrol node %s: %w", d.NodeID, err)
	}
	if err := os.Remove(filepath.Join(dir, pendingFile)); err != nil {
		return Identity{}, fmt.Errorf("enrol node %s: %w", d.NodeID, err)
	}
	return identity, nil
}

// exchange makes the key and has it certified.
func (e Enroller) exchange(ctx context.Context, d Document, dir string) (stored, error) {
	now := time.Now
	if e.Now != nil {
		now = e.Now
	}
	if !now().Before(d.ExpiresAt) {
		return stored{}, fmt.Errorf("on %s: %w", d.ExpiresAt.UTC().Format(time.RFC3339), ErrExpired)
	}
	key, keyPEM, err := pendingKey(dir)
	if err != nil {
		return stored{}, err
	}
	request, err := pki.NewRequest(key)
	if err != nil {
		return stored{}, err
	}
	answer, err := e.ask(ctx, d, link.EnrolRequest{NodeID: d.NodeID, Secret: d.Secret, CSR: string(request)}, now)
	if err != nil {
		return stored{}, err
	}
	urls := controlURLs(d)
	return stored{
		Version: 1, NodeID: d.NodeID, Name: d.Name, Address: d.Address, FQDN: d.FQDN, LocationID: d.LocationID,
		Role: d.Role, ControlURL: urls[0], ControlURLs: urls[1:], SecretDigest: digest(d.Secret),
		ExpiresAt: answer.ExpiresAt, Key: string(keyPEM), Certificate: answer.Certificate, CA: d.CA,
	}, nil
}

// pendingKey gives the key of an earlier try, or makes one and keeps it before
// it is used.
func pendingKey(dir string) (*ecdsa.PrivateKey, []byte, error) {
	path := filepath.Join(dir, pendingFile)
	text, err := pki.ReadSecret(path)
	if err == nil {
		if key, err := pki.ParseKey(text); err == nil {
			return key, text, nil
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("read %s: %w", path, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	key, text, err := pki.NewKey()
	if err != nil {
		return nil, nil, err
	}
	return key, text, pki.WriteSecret(path, text)
}

// ask asks the Management Nodes one after the other, until one can be reached.
// Only the one that redeemed a document can answer its repetition.
func (e Enroller) ask(ctx context.Context, d Document, body link.EnrolRequest, now func() time.Time) (link.EnrolResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var unreachable []error
	for _, target := range controlURLs(d) {
		answer, err := e.post(ctx, d, target, body, now)
		var network *net.OpError
		if err == nil || !errors.As(err, &network) || network.Op != "dial" {
			return answer, err
		}
		unreachable = append(unreachable, err)
	}
	return link.EnrolResponse{}, errors.Join(unreachable...)
}

// dialTimeout is how long a Management Node may be unreachable before the next
// one is asked.
const dialTimeout = 5 * time.Second

// post sends the request to the control plane that the document's authority
// vouches for, and to no other.
func (e Enroller) post(ctx context.Context, d Document, target string, body link.EnrolRequest, now func() time.Time) (link.EnrolResponse, error) {
	dial := e.DialContext
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(d.CA))
	transport := &http.Transport{
		DialContext:       dial,
		TLSClientConfig:   &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool, Time: now, VerifyConnection: pki.RefuseNode},
		DisableKeepAlives: true,
	}
	text, err := json.Marshal(body)
	if err != nil {
		return link.EnrolResponse{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target+link.PathEnrol, bytes.NewReader(text))
	if err != nil {
		return link.EnrolResponse{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // the secret goes nowhere else
	}}
	resp, err := client.Do(req)
	if err != nil {
		return link.EnrolResponse{}, err
	}
	defer resp.Body.Close()
	return readAnswer(resp)
}

func readAnswer(resp *http.Response) (link.EnrolResponse, error) {
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return link.EnrolResponse{}, fmt.Errorf("read answer: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		var refused link.Refused
		if err := json.Unmarshal(b, &refused); err != nil || refused.Code == "" {
			return link.EnrolResponse{}, fmt.Errorf("control plane answered %s", resp.Status)
		}
		return link.EnrolResponse{}, refused
	}
	var answer link.EnrolResponse
	if err := json.Unmarshal(b, &answer); err != nil {
		return link.EnrolResponse{}, fmt.Errorf("read answer: %w", err)
	}
	return answer, nil
}

// digest lets a document be recognised without keeping its secret.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
