package hub

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// connect serves one link, from the upgrade to its end.
func (h *Hub) connect(w http.ResponseWriter, r *http.Request) {
	nodeID, fingerprint, err := identify(r)
	if err != nil {
		refuseHTTP(w, http.StatusForbidden, link.CodeNotEnrolled, err.Error())
		return
	}
	select {
	case h.shaking <- struct{}{}:
	default:
		refuseHTTP(w, http.StatusServiceUnavailable, link.CodeUnavailable, "too many nodes connect at once")
		return
	}
	shaking := true
	shaken := func() {
		if shaking {
			shaking = false
			<-h.shaking
		}
	}
	defer shaken()
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	s := newSession(h, conn, nodeID, fingerprint, r.RemoteAddr)
	// A write or read that hangs when the link ends must not hang for long.
	stop := context.AfterFunc(s.ctx, func() { _ = conn.NetConn().SetDeadline(time.Now().Add(closeTimeout)) })
	defer stop()
	if err := s.greet(); err != nil {
		s.refuse(err)
		return
	}
	shaken()
	s.serve()
}

// identify is the node that the client certificate proves.
func identify(r *http.Request) (nodeID, fingerprint string, err error) {
	if r.TLS == nil || len(r.TLS.VerifiedChains) == 0 || len(r.TLS.PeerCertificates) == 0 {
		return "", "", errors.New("a client certificate of the deployment's authority is needed")
	}
	cert := r.TLS.PeerCertificates[0]
	nodeID, err = pki.NodeID(cert)
	return nodeID, pki.Fingerprint(cert), err
}

// greet reads Hello and makes sure that the node may be here.
func (s *session) greet() error {
	s.conn.SetReadLimit(maxHello)
	if err := s.conn.SetReadDeadline(time.Now().Add(helloTimeout)); err != nil {
		return err
	}
	m, err := s.read()
	if err != nil {
		return err
	}
	hello, ok := m.(link.Hello)
	if !ok {
		return link.Refused{Code: link.CodeMalformed, Message: fmt.Sprintf("hello must come first, not %s", m.MessageType())}
	}
	if hello.NodeID != s.nodeID {
		return link.Refused{Code: link.CodeNotEnrolled, Message: "the certificate is that of another node"}
	}
	hello.ConfigPosition = s.generation().local(hello.ConfigPosition)
	s.hello = hello
	call, cancel := context.WithTimeout(s.ctx, portTimeout)
	defer cancel()
	if err := s.hub.cfg.Nodes.Enrolled(call, s.nodeID, s.fingerprint); err != nil {
		return err
	}
	return s.hub.cfg.Renewal.Used(call, s.nodeID, s.fingerprint)
}

// refuse ends a connection that did not become a link.
func (s *session) refuse(err error) {
	defer s.cancel(nil)
	refused := refusal(err)
	var e ending
	switch {
	case errors.As(context.Cause(s.ctx), &e) && e.refused != nil:
		refused = *e.refused
	case errors.As(err, &e) && e.refused != nil:
		refused = *e.refused
	}
	s.log.Warn("node refused", slog.String("code", refused.Code), slog.Any("error", err))
	s.farewell(&refused)
}

// refusal is what a node is told about an error.
func refusal(err error) link.Refused {
	var refused link.Refused
	if errors.As(err, &refused) {
		return refused
	}
	return link.Refused{Code: link.CodeUnavailable, Message: "the control plane cannot take the node now"}
}

// farewell says why, if there is something to say, and closes. A peer that
// does not take it does not hold up the next link of the node.
func (s *session) farewell(refused *link.Refused) {
	deadline := time.Now().Add(closeTimeout)
	code, text := websocket.CloseNormalClosure, ""
	if refused != nil {
		code, text = websocket.ClosePolicyViolation, refused.Code
		if b, err := link.Encode(*refused); err == nil {
			_ = s.conn.SetWriteDeadline(deadline)
			_ = s.conn.WriteMessage(websocket.TextMessage, b) // if not, the next write fails too
		}
	}
	if s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, text), deadline) != nil {
		s.hangUp()
		return
	}
	_ = s.conn.Close() // the end is the end
}

// hangUp closes at once, without TLS's own farewell, which would wait for a
// peer that does not read.
func (s *session) hangUp() {
	if c, ok := s.conn.NetConn().(*tls.Conn); ok {
		_ = c.NetConn().Close()
	}
	_ = s.conn.Close()
}

// refuseHTTP answers a request with a Refused.
func refuseHTTP(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(link.Refused{Code: code, Message: message}) // the client may be gone
}
