package enrol

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/parley-video/parley/internal/pki"
)

// The files in the data directory. The identity is one file so that key,
// certificate and record are never of different enrolments.
const (
	identityFile = "identity.json"
	pendingFile  = "enrol.key" // key of an enrolment whose answer has not come yet
	renewalFile  = "renew.key" // key of a renewal whose answer has not come yet
)

// What LoadIdentity may fail with, compared with errors.Is.
var (
	// ErrNotEnrolled: there is no identity in the directory.
	ErrNotEnrolled = errors.New("node is not enrolled")
	// ErrCorrupt: the identity cannot be read or contradicts itself.
	ErrCorrupt = errors.New("node identity is corrupt")
)

// Identity is who this node is.
type Identity struct {
	NodeID     string
	Name       string
	Address    string
	FQDN       string
	LocationID string
	Role       string
	ControlURL string // https://host:port
	// ControlURLs are those of further Management Nodes.
	ControlURLs []string
	ExpiresAt   time.Time

	cert tls.Certificate
	ca   *x509.CertPool
}

// stored is the file. SecretDigest tells which document it came from.
type stored struct {
	Version      int       `json:"version"`
	NodeID       string    `json:"nodeId"`
	Name         string    `json:"name"`
	Address      string    `json:"address"`
	FQDN         string    `json:"fqdn"`
	LocationID   string    `json:"locationId"`
	Role         string    `json:"role"`
	ControlURL   string    `json:"controlUrl"`
	ControlURLs  []string  `json:"controlUrls,omitempty"` // further ones
	SecretDigest string    `json:"secretDigest"`
	ExpiresAt    time.Time `json:"expiresAt"`
	Key          string    `json:"key"`
	Certificate  string    `json:"certificate"`
	CA           string    `json:"ca"`
	// Renewed is to take the place of Key and Certificate, which are good until
	// it was used; nil: there is none.
	Renewed *renewed `json:"renewed,omitempty"`
}

// renewed is a further certificate and its key.
type renewed struct {
	Key         string    `json:"key"`
	Certificate string    `json:"certificate"`
	ExpiresAt   time.Time `json:"expiresAt"`
}

// LoadIdentity reads the identity of an enrolled node.
func LoadIdentity(dir string) (Identity, error) {
	s, err := readStored(dir)
	if err != nil {
		return Identity{}, err
	}
	return s.identity(dir)
}

func readStored(dir string) (stored, error) {
	path := filepath.Join(dir, identityFile)
	b, err := pki.ReadSecret(path)
	if errors.Is(err, os.ErrNotExist) {
		return stored{}, fmt.Errorf("load %s: %w", path, ErrNotEnrolled)
	}
	if err != nil {
		return stored{}, fmt.Errorf("load %s: %w", path, err)
	}
	var s stored
	if err := json.Unmarshal(b, &s); err != nil {
		return stored{}, fmt.Errorf("load %s: %w: %w", path, ErrCorrupt, err)
	}
	if s.Version != 1 {
		return stored{}, fmt.Errorf("load %s: version %d: %w", path, s.Version, ErrCorrupt)
	}
	return s, nil
}

func (s stored) identity(dir string) (Identity, error) {
	fail := func(err error) (Identity, error) {
		return Identity{}, fmt.Errorf("load %s: %w: %w", filepath.Join(dir, identityFile), ErrCorrupt, err)
	}
	cert, err := tls.X509KeyPair([]byte(s.Certificate), []byte(s.Key))
	if err != nil {
		return fail(err)
	}
	if id, err := pki.NodeID(cert.Leaf); err != nil || id != s.NodeID {
		return fail(fmt.Errorf("certificate is not that of node %s", s.NodeID))
	}
	ca, _, err := pki.ParseCertificate([]byte(s.CA))
	if err != nil {
		return fail(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	// Whether it is still valid today is for the peer to say.
	_, err = cert.Leaf.Verify(x509.VerifyOptions{
		Roots: pool, CurrentTime: cert.Leaf.NotBefore, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		return fail(err)
	}
	return Identity{
		NodeID: s.NodeID, Name: s.Name, Address: s.Address, FQDN: s.FQDN, LocationID: s.LocationID, Role: s.Role,
		ControlURL: s.ControlURL, ControlURLs: s.ControlURLs, ExpiresAt: s.ExpiresAt, cert: cert, ca: pool,
	}, nil
}

// ClientTLS is how the node dials the control plane and other nodes.
func (i Identity) ClientTLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{i.cert}, RootCAs: i.ca}
}

// ServerTLS is how the node lets other nodes of the deployment dial it.
func (i Identity) ServerTLS() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{i.cert},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: i.ca,
	}
}

// Roots is whom the node trusts: the authority of its deployment.
func (i Identity) Roots() *x509.CertPool { return i.ca }

// Fingerprint is the hex SHA-256 of the node's certificate.
func (i Identity) Fingerprint() string { return pki.Fingerprint(i.cert.Leaf) }
