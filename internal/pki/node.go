package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// uriScheme marks a certificate as that of a node: parley-node:<id>.
const uriScheme = "parley-node"

// What SignNode and NodeID may fail with, compared with errors.Is.
var (
	// ErrRequest: the certificate signing request is not acceptable.
	ErrRequest = errors.New("unacceptable certificate request")
	// ErrNotNode: a certificate that does not name one node.
	ErrNotNode = errors.New("certificate does not name a node")
	// ErrNode: a node's certificate where the control plane's was due.
	ErrNode = errors.New("the peer is a node, not the control plane")
)

// Issued is a certificate that the CA signed.
type Issued struct {
	PEM         []byte
	Serial      string // hex
	Fingerprint string // hex SHA-256 of the certificate
	ExpiresAt   time.Time
}

// Fingerprint is the hex SHA-256 of a certificate.
func Fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	return hex.EncodeToString(sum[:])
}

// SignNode signs a node's certificate, for it to dial and to be dialled. Of
// the request (PEM) only the public key counts, which it has to prove it holds:
// identity and addresses are those of the node's record.
func (c *CA) SignNode(request []byte, nodeID string, hosts []string, now time.Time, life time.Duration) (Issued, error) {
	public, err := RequestKey(request)
	if err != nil {
		return Issued{}, fmt.Errorf("sign certificate of node %s: %w", nodeID, err)
	}
	if !validID(nodeID) {
		return Issued{}, fmt.Errorf("sign certificate of node %q: id is not of letters, digits and hyphens", nodeID)
	}
	template := &x509.Certificate{
		Subject:     pkix.Name{CommonName: "Parley node " + nodeID},
		URIs:        []*url.URL{{Scheme: uriScheme, Opaque: nodeID}},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}
	if err := addHosts(template, hosts); err != nil {
		return Issued{}, fmt.Errorf("sign certificate of node %s: %w", nodeID, err)
	}
	issued, err := c.sign(template, public, now, life)
	if err != nil {
		return Issued{}, fmt.Errorf("sign certificate of node %s: %w", nodeID, err)
	}
	return issued, nil
}

// RequestKey is the public key of a certificate signing request (PEM), which
// must be ECDSA P-256 and signed with the matching private key.
func RequestKey(request []byte) (*ecdsa.PublicKey, error) {
	block, rest := pem.Decode(request)
	if block == nil || block.Type != "CERTIFICATE REQUEST" || len(strings.TrimSpace(string(rest))) > 0 {
		return nil, fmt.Errorf("not exactly one PEM block CERTIFICATE REQUEST: %w", ErrRequest)
	}
	csr, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRequest, err)
	}
	public, ok := csr.PublicKey.(*ecdsa.PublicKey)
	if !ok || public.Curve != elliptic.P256() {
		return nil, fmt.Errorf("key is not ECDSA P-256: %w", ErrRequest)
	}
	if err := csr.CheckSignature(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRequest, err)
	}
	return public, nil
}

// NodeID is the node that a certificate names. It does not verify the
// certificate.
func NodeID(cert *x509.Certificate) (string, error) {
	if len(cert.URIs) != 1 || cert.URIs[0].Scheme != uriScheme || !validID(cert.URIs[0].Opaque) {
		return "", ErrNotNode
	}
	return cert.URIs[0].Opaque, nil
}

// RefuseNode is for tls.Config.VerifyConnection on the way to the control
// plane. A node's certificate is good for its own addresses, so that without
// this check a node could pose as a control plane on the same machine.
func RefuseNode(peer tls.ConnectionState) error {
	for _, cert := range peer.PeerCertificates[:min(1, len(peer.PeerCertificates))] {
		if _, err := NodeID(cert); err == nil {
			return ErrNode
		}
	}
	return nil
}

// NewRequest makes a signing request (PEM) for a key.
func NewRequest(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	if err != nil {
		return nil, fmt.Errorf("make certificate request: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), nil
}

// NewKey makes a private key, also in PEM.
func NewKey() (*ecdsa.PrivateKey, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make key: %w", err)
	}
	text, err := encodeKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("make key: %w", err)
	}
	return key, text, nil
}

// addHosts names IP addresses and host names; empty ones are passed over.
func addHosts(template *x509.Certificate, hosts []string) error {
	for _, h := range hosts {
		switch ip := net.ParseIP(h); {
		case h == "":
		case ip != nil:
			template.IPAddresses = append(template.IPAddresses, ip)
		case validHost(h):
			template.DNSNames = append(template.DNSNames, strings.ToLower(h))
		default:
			return fmt.Errorf("%q is neither an IP address nor a host name", h)
		}
	}
	return nil
}

func validHost(h string) bool {
	if len(h) > 253 {
		return false
	}
	for label := range strings.SplitSeq(h, ".") {
		if label == "" || len(label) > 63 || !validID(label) || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

// validID admits what node ids and host name labels are made of.
func validID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}
