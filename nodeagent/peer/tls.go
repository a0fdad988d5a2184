package peer

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/parley-video/parley/internal/pki"
)

// alpnHTTP is that of requests.
const alpnHTTP = "h2"

var (
	errNoCertificate = errors.New("the other side shows no certificate")
	errStranger      = errors.New("the node has no record in the configuration")
	errVoid          = errors.New("the certificate was revoked, or another took its place")
)

// serverTLS is how others are let in: with a certificate of a known node.
func (p *Peer) serverTLS(alpns []string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, NextProtos: alpns, Time: p.cfg.Now,
		GetCertificate:   func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return p.cfg.Certificate(), nil },
		ClientAuth:       tls.RequireAnyClientCert, // verify looks at it
		VerifyConnection: p.verify("", x509.ExtKeyUsageClientAuth),
		// A node is looked at anew at every connection.
		SessionTicketsDisabled: true,
	}
}

// clientTLS is how another node is met: it must show the certificate of the
// node that is meant; empty: of any known node.
func (p *Peer) clientTLS(nodeID, alpn string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, NextProtos: []string{alpn}, Time: p.cfg.Now,
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return p.cfg.Certificate(), nil },
		// Names in certificates are not looked at, for addresses change; verify does
		// the rest of what is skipped here, and more.
		InsecureSkipVerify: true,
		VerifyConnection:   p.verify(nodeID, x509.ExtKeyUsageServerAuth),
	}
}

// verify admits whom the authority vouches for, who is known, and who is meant.
func (p *Peer) verify(meant string, usage x509.ExtKeyUsage) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		if len(state.PeerCertificates) == 0 {
			return errNoCertificate
		}
		leaf := state.PeerCertificates[0]
		_, err := leaf.Verify(x509.VerifyOptions{Roots: p.cfg.Roots, CurrentTime: p.now(), KeyUsages: []x509.ExtKeyUsage{usage}})
		if err != nil {
			return err
		}
		id, err := pki.NodeID(leaf)
		switch {
		case err != nil:
			return err
		case meant != "" && id != meant:
			return fmt.Errorf("met node %s where node %s was meant", id, meant)
		case id == p.cfg.NodeID:
			return fmt.Errorf("met this node itself (%s)", id)
		case !p.cfg.Known(id):
			return fmt.Errorf("node %s: %w", id, errStranger)
		case p.cfg.Void != nil && slices.Contains(p.cfg.Void(id), leaf.SerialNumber.Text(16)):
			return fmt.Errorf("node %s: %w", id, errVoid)
		}
		return nil
	}
}

// nodeOf is the node at the other end of a verified connection.
func nodeOf(c *tls.Conn) string {
	id, err := pki.NodeID(c.ConnectionState().PeerCertificates[0])
	if err != nil {
		return "" // verify has refused it
	}
	return id
}

func (p *Peer) now() time.Time {
	if p.cfg.Now != nil {
		return p.cfg.Now()
	}
	return time.Now()
}
