package conferencing

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/cmd/internal/webserver"
	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/enrol/metadata"
	"github.com/parley-video/parley/nodeagent/enrol/upload"
)

// Serve runs a Conferencing Node, also one that is not enrolled yet: that one
// waits for its provisioning document first, from the instance's metadata or on
// a page of its own, and then begins its work by itself.
func Serve(ctx context.Context, o Options) error {
	if err := o.Validate(); err != nil {
		return err
	}
	if o.Provision == "" {
		_, err := enrol.LoadIdentity(o.Data)
		switch {
		case errors.Is(err, enrol.ErrNotEnrolled) && o.Metadata != "":
			if err := enrolFromMetadata(ctx, o); err != nil {
				return err
			}
		case errors.Is(err, enrol.ErrNotEnrolled):
			return serveFromPage(ctx, o)
		}
	}
	n, err := New(ctx, o)
	if err != nil {
		return err
	}
	return n.Run(ctx)
}

// enrolFromMetadata waits for a document and redeems it. One that is refused
// may be replaced, so that is not the end; the end is that of the time.
func enrolFromMetadata(ctx context.Context, o Options) error {
	ctx, cancel := context.WithTimeoutCause(ctx, o.MetadataWait, fmt.Errorf("after %s", o.MetadataWait))
	defer cancel()
	o.Log.Info("not enrolled; waiting for a provisioning document in the instance's metadata", "cloud", o.Metadata, "for", o.MetadataWait)
	source := metadata.Source{Cloud: metadata.Cloud(o.Metadata), URL: o.MetadataURL, Log: o.Log}
	tried := ""
	for {
		document, err := source.Wait(ctx)
		if err != nil {
			return err
		}
		if document.Secret != tried {
			if err = redeem(ctx, document, o.Data); err == nil {
				return nil
			}
			if enrol.Final(err) {
				tried = document.Secret
			}
			o.Log.Error("the provisioning document of the instance's metadata was not redeemed", "node", document.NodeID, "error", err)
		}
		select {
		case <-time.After(metadataPause):
		case <-ctx.Done():
			return fmt.Errorf("redeem the provisioning document of the instance's metadata: %w", errors.Join(context.Cause(ctx), err))
		}
	}
}

// metadataPause is between tries to redeem what the metadata holds.
const metadataPause = 10 * time.Second

// door is the listener of a node that is not enrolled yet. It serves the upload
// page, and the node's own pages from when the node takes it over: neither the
// port nor open connections are lost between.
type door struct {
	o        Options
	enrolled chan struct{} // closed when the node is enrolled

	mu      sync.Mutex // guards all below
	node    *Node      // nil before it is put together
	handler http.Handler
	cert    func(*tls.ClientHelloInfo) (*tls.Certificate, error)
}

// serveFromPage waits until somebody uploads a document, and then runs the node.
func serveFromPage(ctx context.Context, o Options) error {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	d := &door{o: o, enrolled: make(chan struct{})}
	config, fingerprint, err := d.firstTLS()
	if err != nil {
		return err
	}
	page, err := upload.New(upload.Config{Enrol: d.enrol, Connected: d.connected, Fingerprint: fingerprint, Log: o.Log})
	if err != nil {
		return err
	}
	d.handler = page
	listener, err := webserver.Listen("upload page", o.Listen)
	if err != nil {
		return err
	}
	o.Log.Warn("this node is not provisioned: upload its provisioning document at the address below",
		"page", pageURL(o.Listen, config != nil), "fingerprint (SHA-256)", upload.Groups(fingerprint))
	group, ctx := errgroup.WithContext(ctx)
	webserver.Server{Name: "upload page", Listener: listener, Handler: d, TLS: config, Log: o.Log}.Serve(ctx, group)
	group.Go(func() error {
		select {
		case <-d.enrolled:
		case <-ctx.Done():
			return nil
		}
		n, err := New(ctx, o)
		if err != nil {
			return err
		}
		n.door = d
		d.mu.Lock()
		d.node = n
		d.mu.Unlock()
		return n.Run(ctx)
	})
	return ignoreCanceled(group.Wait())
}

// firstTLS is with a certificate that nobody vouches for, made for this start;
// nil on a loopback address, where plain HTTP is served as it is later.
func (d *door) firstTLS() (*tls.Config, string, error) {
	if isLoopback(d.o.Listen) && d.o.TLSCert == "" {
		return nil, "", nil
	}
	var cert tls.Certificate
	var err error
	if d.o.TLSCert != "" {
		cert, err = tls.LoadX509KeyPair(d.o.TLSCert, d.o.TLSKey)
	} else {
		cert, err = selfSigned()
	}
	if err != nil {
		return nil, "", fmt.Errorf("certificate of the upload page: %w", err)
	}
	d.cert = func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &cert, nil }
	config := webserver.ReloadingTLS(nil)
	config.GetCertificate = func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		d.mu.Lock()
		current := d.cert
		d.mu.Unlock()
		return current(hello)
	}
	return config, pki.Fingerprint(cert.Leaf), nil
}

func selfSigned() (tls.Certificate, error) {
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return tls.Certificate{}, err
	}
	for _, a := range addrs {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() {
			hosts = append(hosts, ip.IP.String())
		}
	}
	certPEM, keyPEM, err := pki.SelfSigned(hosts, time.Now())
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(certPEM, keyPEM)
}

// pageURL is where people find the page.
func pageURL(listen string, secure bool) string {
	host, port, _ := net.SplitHostPort(listen) // Validate has read it
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "<this machine>"
	}
	if !secure {
		return "http://" + net.JoinHostPort(host, port) + "/"
	}
	return "https://" + net.JoinHostPort(host, port) + "/"
}

// ServeHTTP implements http.Handler.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	current := d.handler
	d.mu.Unlock()
	current.ServeHTTP(w, r)
}

// enrol redeems a document that was uploaded.
func (d *door) enrol(ctx context.Context, document enrol.Document, progress func(enrol.Step)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, enrolTime)
	defer cancel()
	identity, err := enrol.Enroller{Progress: progress}.Enrol(ctx, document, d.o.Data)
	if err != nil {
		return "", err
	}
	close(d.enrolled) // the page lets nobody enrol twice
	return identity.Fingerprint(), nil
}

// connected lets the page wait for the link.
func (d *door) connected(ctx context.Context) error {
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		d.mu.Lock()
		n := d.node
		d.mu.Unlock()
		var why error
		if n != nil {
			state := n.dialer.State()
			if state.Connected {
				return nil
			}
			why = state.Err
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return errors.Join(why, ctx.Err())
		}
	}
}

// handOver gives the port to the node. The answer that the page is giving goes
// on to its end.
func (d *door) handOver(n *Node, handler http.Handler, config *tls.Config) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.handler = handler; config != nil {
		d.cert = config.GetCertificate
	}
	n.o.Log.Info("the upload page is gone; participants are served", "url", pageURL(n.o.Listen, config != nil))
}
