package conferencing

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// webCertificate is the certificate that the control plane gave the node to
// serve participants with. It is kept in a file that only the node's user may
// read, so that the node has it when it starts without the control plane.
type webCertificate struct {
	path string
	log  *slog.Logger

	mu     sync.Mutex // guards all below
	digest string
	cert   *tls.Certificate // nil: none
}

// webCertificateFile holds the chain and then the key (PEM).
const webCertificateFile = "web-certificate.pem"

// openWebCertificate reads what was kept. What cannot be read is as good as
// none: the control plane gives it again.
func openWebCertificate(dir string, log *slog.Logger) *webCertificate {
	w := &webCertificate{path: filepath.Join(dir, webCertificateFile), log: log}
	text, err := pki.ReadSecret(w.path)
	if err == nil {
		err = w.take(splitPEM(text))
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		log.Error("the certificate that was assigned to this node cannot be used; it will be given again", slog.Any("error", err))
	}
	return w
}

// take has a certificate at hand, or none.
func (w *webCertificate) take(c link.WebCertificate) error {
	cert, err := pairOf(c)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.digest, w.cert = c.Digest(), cert
	return nil
}

func pairOf(c link.WebCertificate) (*tls.Certificate, error) {
	if c.Chain == "" {
		return nil, nil
	}
	pair, err := tls.X509KeyPair([]byte(c.Chain), []byte(c.Key))
	return &pair, err
}

// current is the certificate for the next handshake; nil when there is none.
func (w *webCertificate) current() *tls.Certificate {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cert
}

// Digest implements dial.WebCertificate.
func (w *webCertificate) Digest() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.digest
}

// Apply implements dial.WebCertificate. Connections that are open go on with
// what they have. What cannot be kept on the disk is served nevertheless, and
// given again after the next start.
func (w *webCertificate) Apply(c link.WebCertificate) {
	if _, err := pairOf(c); err != nil {
		w.log.Error("the certificate that was assigned to this node cannot be used; the one before stays", slog.Any("error", err))
		return
	}
	if err := w.keep(c); err != nil {
		w.log.Error("the certificate that was assigned to this node cannot be kept", slog.Any("error", err))
	}
	_ = w.take(c) // it was tried above
	if cert := w.current(); cert != nil {
		w.log.Info("participants are served with an assigned certificate", slog.Time("until", cert.Leaf.NotAfter))
		return
	}
	w.log.Info("no certificate is assigned to this node any more")
}

func (w *webCertificate) keep(c link.WebCertificate) error {
	if c.Chain != "" {
		return pki.WriteSecret(w.path, []byte(c.Chain+c.Key))
	}
	if err := os.Remove(w.path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// splitPEM takes chain and key apart again.
func splitPEM(text []byte) link.WebCertificate {
	const key = "-----BEGIN PRIVATE KEY-----"
	for i := range text {
		if len(text)-i >= len(key) && string(text[i:i+len(key)]) == key {
			return link.WebCertificate{Chain: string(text[:i]), Key: string(text[i:])}
		}
	}
	return link.WebCertificate{Chain: string(text)}
}
