package management

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/projections"
)

// servers are listeners that nobody serves yet.
type servers []webserver.Server

// take hands them over to who serves them.
func (s *servers) take() servers {
	taken := *s
	*s = nil
	return taken
}

func (s *servers) close() {
	for _, one := range *s {
		_ = one.Listener.Close() // nothing was served
	}
}

// listen takes both addresses, before anything is written: what cannot be
// served leaves no trace.
func (m *Management) listen(ctx context.Context) (all servers, err error) {
	defer func() {
		if err != nil {
			all.close()
		}
	}()
	for _, open := range []func(context.Context) (webserver.Server, error){m.linkServer, m.webServer} {
		s, err := open(ctx)
		if err != nil {
			return all, err
		}
		all = append(all, s)
	}
	return all, nil
}

// webServer is the web side, listening.
func (m *Management) webServer(ctx context.Context) (webserver.Server, error) {
	config, err := m.webTLS(ctx)
	if err != nil {
		return webserver.Server{}, err
	}
	handler, err := m.routes(ctx)
	if err != nil {
		return webserver.Server{}, err
	}
	listener, err := webserver.Listen("web", m.o.Listen)
	return webserver.Server{Name: "web", Listener: listener, Handler: handler, TLS: config, Log: m.o.Log}, err
}

// linkServer is the node link, listening.
func (m *Management) linkServer(context.Context) (webserver.Server, error) {
	config, err := m.keys.ca.ServerTLS(m.linkHosts(), time.Now)
	if err != nil {
		return webserver.Server{}, fmt.Errorf("certificate of the node link: %w", err)
	}
	listener, err := webserver.Listen("node link", m.o.LinkListen)
	return webserver.Server{Name: "node link", Listener: listener, Handler: m.hub.Handler(), TLS: config, Log: m.o.Log}, err
}

// healthz answers while the process lives.
func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// readyz answers 200 once every read model follows the log; its body says
// which one does not. Anybody may ask, so it costs little and gives no reasons.
func (m *Management) readyz(w http.ResponseWriter, _ *http.Request) {
	type state struct {
		State    projections.State `json:"state"`
		Position string            `json:"position"`
	}
	body := map[string]state{}
	code := http.StatusOK
	for _, s := range m.reads.runner.States() {
		body[s.Name] = state{State: s.State, Position: s.Position.String()}
		if s.State == projections.CatchingUp {
			code = http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}
