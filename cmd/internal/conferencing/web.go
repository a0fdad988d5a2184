package conferencing

import (
	"context"
	"crypto/tls"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/frontend"
	"github.com/parley-video/parley/graph/web"
	"github.com/parley-video/parley/nodeagent/client"
)

// secure reports whether the web side speaks TLS.
func (n *Node) secure() bool { return n.o.TLSCert != "" || !isLoopback(n.o.Listen) }

// meetTime bounds how long a starting node looks for the others before it takes
// calls. There may be a conference of theirs that its first caller is to join.
const meetTime = 2 * time.Second

// serveWeb begins once conferences and media can take calls, and the node knows
// what goes on elsewhere.
func (n *Node) serveWeb(ctx context.Context, group *errgroup.Group) error {
	for _, ready := range []<-chan struct{}{n.engine.Ready(), n.calls.Ready()} {
		select {
		case <-ready:
		case <-ctx.Done():
			return nil
		}
	}
	meeting, met := context.WithTimeout(ctx, meetTime)
	n.cluster.gossip.Meet(meeting)
	met()
	config, err := n.webTLS()
	if err != nil {
		return err
	}
	handler, err := n.routes()
	if err != nil {
		return err
	}
	if n.door != nil {
		n.door.handOver(n, handler, config)
		return nil
	}
	listener, err := webserver.Listen("client API", n.o.Listen)
	if err != nil {
		return err
	}
	webserver.Server{Name: "client API", Listener: listener, Handler: handler, TLS: config, Log: n.o.Log}.Serve(ctx, group)
	return nil
}

// webTLS is nil for plain HTTP, which is served on loopback addresses only. A
// certificate that was assigned in the administrators' interface goes before
// the one of the command line, and that before the one of the deployment's own
// authority.
func (n *Node) webTLS() (*tls.Config, error) {
	if !n.secure() {
		return nil, nil
	}
	fallback := n.keeper.ServerCertificate
	if n.given != nil {
		fallback = n.given.Current
	}
	return webserver.ReloadingTLS(func() (*tls.Certificate, error) {
		if cert := n.web.current(); cert != nil {
			return cert, nil
		}
		return fallback(), nil
	}), nil
}

// routes are the paths of the web side.
func (n *Node) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", n.healthz)
	mux.HandleFunc("GET /readyz", n.readyz)
	mux.Handle(client.Prefix, client.New(client.Deps{
		Conferences: n.calls, Members: n.cluster.gossip, Version: n.o.Version, Log: n.o.Log,
	}))
	files, built := frontend.FS()
	if !built {
		n.o.Log.Warn("this binary was built without the web interface")
		return mux, nil
	}
	pages, err := web.New(files, web.Page{File: "participant.html", Prefix: "/", Media: true, Origins: n.origins})
	if err != nil {
		return nil, err
	}
	mux.Handle("/", pages)
	return mux, nil
}

// origins are those of the other nodes: a browser in a meeting arrives at the
// nearest of them, and goes on at another one if its own is lost.
func (n *Node) origins() []string {
	var all []string
	for _, node := range n.config.NodeList() {
		all = append(all, node.ClientURL)
	}
	for _, m := range n.cluster.gossip.Live() {
		all = append(all, m.ClientURL)
	}
	return client.Origins(n.clientURL(), all)
}

// healthz answers while the process lives.
func (n *Node) healthz(w http.ResponseWriter, _ *http.Request) { text(w, http.StatusOK, "ok") }

// readyz answers 200 once the node knows its configuration, whether or not the
// control plane is there now.
func (n *Node) readyz(w http.ResponseWriter, _ *http.Request) {
	if _, ok := n.config.Self(); !ok {
		text(w, http.StatusServiceUnavailable, "the configuration has not come yet")
		return
	}
	if state := n.dialer.State(); !state.Connected {
		text(w, http.StatusOK, "ready, without a link to the control plane")
		return
	}
	text(w, http.StatusOK, "ready")
}

func text(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(words + "\n"))
}
