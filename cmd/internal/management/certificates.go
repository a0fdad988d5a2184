package management

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/control/nodes"
	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/certificates"
)

// enrolment redeems provisioning documents and notes those that are refused.
type enrolment struct {
	*nodes.Lifecycle
	*nodes.Refusals
}

// certificatesChanged hears of what certificates changed: whoever serves them
// serves the new ones, and the link of a node whose own ones were revoked ends
// at once. It does not block.
func (m *Management) certificatesChanged(changes []projections.Change) {
	for _, c := range changes {
		if c.Kind == certificates.ChangeNode {
			m.hub.Recheck(c.ID)
			m.certs.NodeChanged(c.ID)
			continue
		}
		m.certs.Changed()
		row, err := m.reads.certs.Certificate(context.Background(), c.ID) // in memory
		if err != nil {
			continue // removed, when nobody served it
		}
		for _, nodeID := range row.Nodes {
			m.certs.NodeChanged(nodeID)
		}
	}
}

// keepCertificates has the assigned certificate of the web side at hand.
func (m *Management) keepCertificates(ctx context.Context) error {
	m.certs.Changed() // what happened between Load and now
	return m.certs.Run(ctx)
}

// webTLS is nil for plain HTTP, which is served on loopback addresses only. A
// certificate that was assigned in the web interface goes before the one of the
// command line, and that before one that this node makes for itself.
func (m *Management) webTLS(ctx context.Context) (*tls.Config, error) {
	if m.given == nil && isLoopback(m.o.Listen) {
		return nil, nil
	}
	fallback := m.ownCertificate
	if m.given != nil {
		fallback = func() (*tls.Certificate, error) { return m.given.Current(), nil }
	} else if _, err := m.ownCertificate(); err != nil {
		return nil, fmt.Errorf("web certificate: %w", err)
	}
	// One that cannot be opened keeps nobody from mending that.
	if err := m.certs.Load(ctx); err != nil {
		m.o.Log.Error("the certificate that is assigned to the web side cannot be used", "error", err)
	}
	return webserver.ReloadingTLS(func() (*tls.Certificate, error) {
		if cert := m.certs.Web(); cert != nil {
			return cert, nil
		}
		return fallback()
	}), nil
}

// givenUntil is when the certificate of the command line ends, while somebody
// is served with it; else zero.
func (m *Management) givenUntil() time.Time {
	if m.given == nil || m.certs.Web() != nil && m.o.ESDBListen == "" {
		return time.Time{}
	}
	return m.given.NotAfter()
}

// ownCertificate is the certificate that this node made for itself when it was
// given none, of which browsers warn. It makes another one before it ends.
func (m *Management) ownCertificate() (*tls.Certificate, error) {
	m.own.mu.Lock()
	defer m.own.mu.Unlock()
	now := time.Now()
	if m.own.cert != nil && now.Before(pki.RenewAt(m.own.cert.Leaf)) {
		return m.own.cert, nil
	}
	path := filepath.Join(m.o.Data, "keys", "web.pem")
	text, err := pki.ReadSecret(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err == nil {
		cert, err := tls.X509KeyPair(text, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if m.own.cert = &cert; now.Before(pki.RenewAt(cert.Leaf)) {
			return m.own.cert, nil
		}
	}
	m.o.Log.Warn("no web certificate was given; made one that browsers warn of", "file", path)
	certPEM, keyPEM, err := pki.SelfSigned(m.linkHosts(), now)
	if err != nil {
		return nil, err
	}
	text = append(certPEM, keyPEM...)
	if err := pki.WriteSecret(path, text); err != nil {
		if m.own.cert != nil {
			m.o.Log.Error("the web certificate cannot be renewed", "error", err)
			return m.own.cert, nil
		}
		return nil, err
	}
	cert, err := tls.X509KeyPair(text, text)
	if err != nil {
		return nil, err
	}
	m.own.cert = &cert
	return m.own.cert, nil
}

// ownCert is the certificate that a node made for itself.
type ownCert struct {
	mu   sync.Mutex // guards cert
	cert *tls.Certificate
}
