package hub

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

const (
	maxEnrolling   = 16       // enrolments under way; more are turned away
	maxRenewing    = 16       // the same of renewals
	maxEnrolBody   = 64 << 10 // bytes
	bodyTimeout    = 10 * time.Second
	maxIssued      = 256       // certificates kept for repetitions
	issuedKept     = time.Hour // how long
	enrolTimeLimit = 20 * time.Second
	// refusedTimeLimit is for recording that somebody was refused.
	refusedTimeLimit = 5 * time.Second
)

// enrol serves a node that redeems its provisioning document. Whoever calls is
// not known yet: the body is read, within a time, before one of the few places
// is taken.
func (h *Hub) enrol(w http.ResponseWriter, r *http.Request) {
	var body link.EnrolRequest
	err := readBody(w, r, &body)
	if err != nil {
		refuseHTTP(w, http.StatusBadRequest, link.CodeMalformed, "body must be {nodeId, secret, csr}")
		return
	}
	select {
	case h.enrolling <- struct{}{}:
		defer func() { <-h.enrolling }()
	default:
		refuseHTTP(w, http.StatusServiceUnavailable, link.CodeUnavailable, "too many nodes enrol at once")
		return
	}
	log := h.cfg.Log.With(slog.String("remote", r.RemoteAddr))
	ctx, cancel := context.WithTimeout(r.Context(), enrolTimeLimit)
	defer cancel()
	issued, err := h.redeem(ctx, body)
	if err != nil {
		status, refused := refusedCertificate(err)
		log.Warn("enrolment refused", slog.String("code", refused.Code), slog.Any("error", err))
		h.refused(r, body.NodeID, refused.Code)
		refuseHTTP(w, status, refused.Code, refused.Message)
		return
	}
	log.Info("node enrolled", slog.String("node", body.NodeID), slog.String("fingerprint", issued.Fingerprint))
	answerIssued(w, issued)
}

// refused passes a refusal on, also that of somebody who has hung up since.
func (h *Hub) refused(r *http.Request, nodeID, code string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), refusedTimeLimit)
	defer cancel()
	h.cfg.Enrolment.Refused(ctx, nodeID, code, r.RemoteAddr)
}

// readBody reads a small JSON object, within a time and strictly.
func readBody(w http.ResponseWriter, r *http.Request, body any) error {
	control := http.NewResponseController(w)
	if err := control.SetReadDeadline(time.Now().Add(bodyTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxEnrolBody))
	if err != nil {
		return err
	}
	if err := control.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(body); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the request")
	}
	return nil
}

// redeem checks the secret, signs and records the certificate. A node that did
// not get the answer asks again with the same key, whose private half its
// request proves; it is given the same certificate, which may be recorded
// already, if this process still has it, and another one otherwise.
func (h *Hub) redeem(ctx context.Context, body link.EnrolRequest) (pki.Issued, error) {
	public, err := pki.RequestKey([]byte(body.CSR))
	if err != nil {
		return pki.Issued{}, err
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return pki.Issued{}, err
	}
	digest := sha256.Sum256(der)
	keyDigest := hex.EncodeToString(digest[:])
	key := sha256.Sum256(fmt.Appendf(nil, "%q %q %x", body.NodeID, body.Secret, der))
	issued, repeated := h.issued.get(key, time.Now())
	if !repeated {
		node, err := h.cfg.Enrolment.Check(ctx, body.NodeID, body.Secret, keyDigest)
		if err != nil {
			return pki.Issued{}, fmt.Errorf("enrol node %.64q: %w", body.NodeID, err)
		}
		issued, err = h.cfg.CA.SignNode([]byte(body.CSR), node.ID, []string{node.Address, node.FQDN}, time.Now(), h.cfg.NodeLife)
		if err != nil {
			return pki.Issued{}, err
		}
		h.issued.put(key, issued, time.Now())
	}
	err = h.cfg.Enrolment.Redeem(ctx, body.NodeID, body.Secret, keyDigest,
		link.Issued{Serial: issued.Serial, Fingerprint: issued.Fingerprint, ExpiresAt: issued.ExpiresAt})
	if err != nil {
		var refused link.Refused
		if errors.As(err, &refused) {
			h.issued.drop(key)
		}
		return pki.Issued{}, fmt.Errorf("enrol node %s: %w", body.NodeID, err)
	}
	return issued, nil
}

// issuedCache keeps the certificates of the last hour for repetitions.
type issuedCache struct {
	mu      sync.Mutex // guards entries
	entries map[[32]byte]issuedEntry
}

type issuedEntry struct {
	issued pki.Issued
	at     time.Time
}

func (c *issuedCache) get(key [32]byte, now time.Time) (pki.Issued, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	return e.issued, ok && now.Sub(e.at) < issuedKept
}

// put adds an entry and drops what is too old, or else the oldest.
func (c *issuedCache) put(key [32]byte, issued pki.Issued, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	oldest := key
	c.entries[key] = issuedEntry{issued, now}
	for k, e := range c.entries {
		if now.Sub(e.at) >= issuedKept {
			delete(c.entries, k)
		} else if e.at.Before(c.entries[oldest].at) {
			oldest = k
		}
	}
	if len(c.entries) > maxIssued {
		delete(c.entries, oldest)
	}
}

func (c *issuedCache) drop(key [32]byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.entries, key)
}
