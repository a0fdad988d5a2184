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
	// Progress hears what was done, as it is done.
	Progress func(Step)
}

// Final says that trying again with the same document is of no use.
func Final(err error) bool {
	var refused link.Refused
	return errors.As(err, &refused) && refused.Code != link.CodeUnavailable || errors.Is(err, ErrExpired) || errors.Is(err, ErrOtherNode)
}

// Step is a part of an enrolment.
type Step string

// The steps, in order.
const (
	StepKey    Step = "key"    // a key is on the disk
	StepSigned Step = "signed" // so is its certificate
)

func (e Enroller) done(s Step) {
	if e.Progress != nil {
		e.Progress(s)
	}
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
	// A renewal that was under way is of no more use; there need not be one.
	if err := os.Remove(filepath.Join(dir, renewalFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Identity{}, fmt.Errorf("enrol node %s: %w", d.NodeID, err)
	}
	if err := os.Remove(filepath.Join(dir, pendingFile)); err != nil {
		return Identity{}, fmt.Errorf("enrol node %s: %w", d.NodeID, err)
	}
	e.done(StepSigned)
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
	key, keyPEM, err := pendingKey(dir, pendingFile)
	if err != nil {
		return stored{}, err
	}
	e.done(StepKey)
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
func pendingKey(dir, file string) (*ecdsa.PrivateKey, []byte, error) {
	path := filepath.Join(dir, file)
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
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(d.CA))
	config := &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool, Time: now, VerifyConnection: pki.RefuseNode}
	return post(ctx, e.DialContext, config, target+link.PathEnrol, body)
}

// post asks a control plane for a certificate. It follows no redirect and uses
// no proxy: what it says is for nobody else.
func post(ctx context.Context, dial func(ctx context.Context, network, address string) (net.Conn, error), config *tls.Config, target string, body any) (link.EnrolResponse, error) {
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	text, err := json.Marshal(body)
	if err != nil {
		return link.EnrolResponse{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(text))
	if err != nil {
		return link.EnrolResponse{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	client := &http.Client{
		Transport:     &http.Transport{DialContext: dial, TLSClientConfig: config, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
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
