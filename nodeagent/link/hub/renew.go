package hub

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// renew serves a node that wants a further certificate before its present one
// ends, which it shows. Its places are not those of strangers.
func (h *Hub) renew(w http.ResponseWriter, r *http.Request) {
	nodeID, presented, err := identify(r)
	if err != nil {
		refuseHTTP(w, http.StatusForbidden, link.CodeNotEnrolled, err.Error())
		return
	}
	var body link.RenewRequest
	if err := readBody(w, r, &body); err != nil {
		refuseHTTP(w, http.StatusBadRequest, link.CodeMalformed, "body must be {csr}")
		return
	}
	select {
	case h.renewing <- struct{}{}:
		defer func() { <-h.renewing }()
	default:
		refuseHTTP(w, http.StatusServiceUnavailable, link.CodeUnavailable, "too many nodes renew their certificates at once")
		return
	}
	log := h.cfg.Log.With(slog.String("node", nodeID), slog.String("remote", r.RemoteAddr))
	ctx, cancel := context.WithTimeout(r.Context(), enrolTimeLimit)
	defer cancel()
	issued, err := h.reissue(ctx, nodeID, presented, body.CSR, r.RemoteAddr)
	if err != nil {
		status, refused := refusedCertificate(err)
		log.Warn("renewal refused", slog.String("code", refused.Code), slog.Any("error", err))
		refuseHTTP(w, status, refused.Code, refused.Message)
		return
	}
	log.Info("node was given a further certificate", slog.String("fingerprint", issued.Fingerprint))
	answerIssued(w, issued)
}

// refusedCertificate is how somebody is told that there is no certificate.
func refusedCertificate(err error) (int, link.Refused) {
	refused := refusal(err)
	switch {
	case errors.Is(err, pki.ErrRequest):
		return http.StatusBadRequest, link.Refused{Code: link.CodeMalformed, Message: err.Error()}
	case refused.Code == link.CodeUnavailable:
		return http.StatusServiceUnavailable, refused
	default:
		return http.StatusForbidden, refused
	}
}

func answerIssued(w http.ResponseWriter, issued pki.Issued) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	// When the answer does not arrive the node asks again.
	_ = json.NewEncoder(w).Encode(link.EnrolResponse{Certificate: string(issued.PEM), ExpiresAt: issued.ExpiresAt})
}

// reissue signs and records a further certificate. A node that did not get the
// answer asks again with the same key and is given the same certificate, if
// this process still has it, and another one otherwise.
func (h *Hub) reissue(ctx context.Context, nodeID, presented, csr, remote string) (pki.Issued, error) {
	node, err := h.cfg.Renewal.Renewing(ctx, nodeID, presented)
	if err != nil {
		return pki.Issued{}, fmt.Errorf("renew the certificate of node %s: %w", nodeID, err)
	}
	public, err := pki.RequestKey([]byte(csr))
	if err != nil {
		return pki.Issued{}, err
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return pki.Issued{}, err
	}
	key := sha256.Sum256(fmt.Appendf(nil, "renew %q %q %x", nodeID, presented, der))
	issued, repeated := h.issued.get(key, time.Now())
	if !repeated {
		issued, err = h.cfg.CA.SignNode([]byte(csr), nodeID, []string{node.Address, node.FQDN}, time.Now(), h.cfg.NodeLife)
		if err != nil {
			return pki.Issued{}, err
		}
		h.issued.put(key, issued, time.Now())
	}
	err = h.cfg.Renewal.Renew(ctx, nodeID, presented,
		link.Issued{Serial: issued.Serial, Fingerprint: issued.Fingerprint, ExpiresAt: issued.ExpiresAt}, remote)
	if err != nil {
		var refused link.Refused
		if errors.As(err, &refused) {
			h.issued.drop(key)
		}
		return pki.Issued{}, fmt.Errorf("renew the certificate of node %s: %w", nodeID, err)
	}
	return issued, nil
}
