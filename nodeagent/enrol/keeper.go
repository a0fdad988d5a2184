package enrol

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// Keeper has the identity of a running node, and renews its certificate. It is
// safe for concurrent use and starts nothing; it renews while its Run does.
//
// What is on the disk at any moment leads on from there: the key of a renewal
// is kept before it is used, its certificate beside the old one until the
// control plane has taken it, and both are tried in turn after a crash.
type Keeper struct {
	dir string
	log *slog.Logger
	// urls are of the Management Nodes.
	urls []string
	// Now and DialContext are the usual ones when nil. They are set before use.
	Now         func() time.Time
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)

	mu       sync.Mutex // guards all below
	stored   stored
	identity Identity
	next     *tls.Certificate // the renewed one; nil: there is none
	showNext bool             // which of the two is shown at the next handshake
	shown    bool             // the last handshake showed the renewed one
	unknown  bool             // the control plane knows nothing of the renewed one
	ahead    time.Duration    // of the control plane's clock before ours
	changed  chan struct{}    // capacity 1: there is something new for Run
}

// OpenKeeper reads the identity of an enrolled node. The Management Nodes are
// those of the provisioning document unless others are named.
func OpenKeeper(dir string, urls []string, log *slog.Logger) (*Keeper, error) {
	s, err := readStored(dir)
	if err != nil {
		return nil, err
	}
	k := &Keeper{dir: dir, log: log, stored: s, urls: urls, changed: make(chan struct{}, 1)}
	if k.identity, err = s.identity(dir); err != nil {
		return nil, err
	}
	if len(k.urls) == 0 {
		k.urls = append([]string{k.identity.ControlURL}, k.identity.ControlURLs...)
	}
	if s.Renewed == nil {
		return k, nil
	}
	pair, err := s.renewedPair(dir)
	if err != nil { // the old one is still good, and will be renewed again
		log.Error("the renewed certificate cannot be used", slog.Any("error", err))
		k.stored.Renewed = nil
		return k, nil
	}
	k.next, k.showNext = &pair, true
	return k, nil
}

// renewedPair checks the renewed certificate as the identity's own one is.
func (s stored) renewedPair(dir string) (tls.Certificate, error) {
	next := s
	next.Key, next.Certificate = s.Renewed.Key, s.Renewed.Certificate
	identity, err := next.identity(dir)
	return identity.cert, err
}

// Identity is who the node is.
func (k *Keeper) Identity() Identity {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.identity
}

// ControlURLs are of the Management Nodes.
func (k *Keeper) ControlURLs() []string { return k.urls }

// ServerCertificate is what the node shows to those who dial it.
func (k *Keeper) ServerCertificate() *tls.Certificate {
	k.mu.Lock()
	defer k.mu.Unlock()
	cert := k.identity.cert
	return &cert
}

// ClientTLS is how the node dials the control plane, with whichever certificate
// is to be shown then. It is for one connection after the other.
func (k *Keeper) ClientTLS() *tls.Config {
	config := k.Identity().ClientTLS()
	config.Certificates, config.Time = nil, k.Now
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.shown = k.showNext && k.next != nil
		if k.shown {
			return k.next, nil
		}
		cert := k.identity.cert
		return &cert, nil
	}
	return config
}

// largeSkew is a difference of clocks that people should hear of.
const largeSkew = time.Minute

// Welcomed says that the control plane took the certificate that was shown
// last. A renewed one takes the place of the old one. If it is the old one that
// it took and the renewed one that it knows nothing of (its log was put back
// from a backup), another has to be got before the old one ends.
func (k *Keeper) Welcomed(at time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ahead = at.Sub(k.now())
	if k.ahead.Abs() > largeSkew {
		k.log.Warn("the clock of this node differs from that of the Management Node; certificates are judged by it",
			slog.Duration("ahead there", k.ahead.Round(time.Second)))
	}
	if k.unknown && !k.shown && k.next != nil {
		k.drop() // without a wake: Run asks for another one at its own pace
		return
	}
	defer k.wake()
	if !k.shown || k.next == nil {
		return
	}
	s := k.stored
	s.Key, s.Certificate, s.ExpiresAt, s.Renewed = s.Renewed.Key, s.Renewed.Certificate, s.Renewed.ExpiresAt, nil
	if err := k.store(s); err != nil { // both are still there; the next start tries again
		k.log.Error("the renewed certificate could not take the place of the old one on the disk", slog.Any("error", err))
		return
	}
	k.log.Info("the renewed certificate is in use", slog.Time("until", s.ExpiresAt))
}

// drop does without the renewed certificate. The caller holds mu.
func (k *Keeper) drop() {
	s := k.stored
	s.Renewed = nil
	if err := k.store(s); err != nil {
		k.log.Error("the renewed certificate, of which the control plane knows nothing, stays on the disk", slog.Any("error", err))
		return
	}
	k.log.Warn("the control plane knows nothing of the renewed certificate; asking for another one")
}

// Failed says that a connection ended before the control plane took the
// certificate: if there are two, the other one is shown next. Whatever it
// ended by: of a certificate that has expired the node is told by an alert, of
// an address that is wrong by nothing.
func (k *Keeper) Failed(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.next == nil {
		return
	}
	var refused link.Refused
	if k.shown && errors.As(err, &refused) && refused.Code == link.CodeRevoked {
		k.unknown = true
	}
	k.showNext = !k.showNext
}

// show has the renewed certificate shown next, if there is one, however often
// a connection failed since it was shown last.
func (k *Keeper) show() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.showNext = k.next != nil
}

// store puts an identity on the disk and then in its place. The caller holds mu.
func (k *Keeper) store(s stored) error {
	identity, err := s.identity(k.dir)
	if err != nil {
		return err
	}
	var next *tls.Certificate
	if s.Renewed != nil {
		pair, err := s.renewedPair(k.dir)
		if err != nil {
			return err
		}
		next = &pair
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	if err := pki.WriteSecret(filepath.Join(k.dir, identityFile), text); err != nil {
		return err
	}
	k.stored, k.identity, k.next, k.showNext, k.unknown = s, identity, next, next != nil, false
	return nil
}

// leaf is the certificate that is to be renewed, and whether a renewed one
// waits to be used.
func (k *Keeper) leaf() (cert *x509.Certificate, waits bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.identity.cert.Leaf, k.next != nil
}

// now is the node's clock.
func (k *Keeper) now() time.Time {
	if k.Now != nil {
		return k.Now()
	}
	return time.Now()
}

func (k *Keeper) wake() {
	select {
	case k.changed <- struct{}{}:
	default:
	}
}

// forget removes the key of a renewal that is over.
func (k *Keeper) forget() error {
	err := os.Remove(filepath.Join(k.dir, renewalFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("forget the key of a renewal: %w", err)
	}
	return nil
}
