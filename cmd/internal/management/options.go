package management

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/parley-video/parley/control/bursting"
)

// Options say where a Management Node lives and where it listens.
type Options struct {
	// Data is the directory that holds the log, the read models and the keys.
	Data string
	// Listen is the address of the web interface and the API.
	Listen string
	// LinkListen is the address of the node link.
	LinkListen string
	// LinkURLs are how nodes reach the node link, https://host:port: of this
	// Management Node, then of the others. Empty: this one's, made from
	// LinkListen and the machine's host name.
	LinkURLs []string
	// PublicURL is how people reach the web interface; empty: not known.
	PublicURL string
	// EventStore is a connection string, esdb://…, of the event log; empty: it
	// is embedded in the data directory.
	EventStore string
	// ReadModels is a connection string, postgres://…, of the database of the
	// read models and of what is kept beside the log; empty: they are in the data
	// directory. With both, several Management Nodes can share a deployment.
	ReadModels string
	// TLSCert and TLSKey are the web certificate and its key (PEM files). Both
	// empty: plain HTTP on a loopback address, elsewhere a certificate that
	// this node made for itself.
	TLSCert, TLSKey string
	// NodeCertificateLife is how long the certificates live that nodes connect
	// with; zero: two years. They are renewed after two thirds.
	NodeCertificateLife time.Duration
	// ESDBListen is the address at which EventStoreDB clients are served; empty:
	// they are not.
	ESDBListen string
	// KeepCallers is how long the addresses of callers who were not admitted
	// stay readable; zero: as long as the log.
	KeepCallers time.Duration
	// RequestsPerMinute bounds the requests of each account, token and, before
	// they have said who they are, address; zero: no bound.
	RequestsPerMinute int
	// FirstAdministrator is a file with {"username","password"} of the account
	// to make when there is none; empty: one named admin with a random
	// password, which is logged once.
	FirstAdministrator string
	// AllowLocalSignIn lets local accounts sign in whatever the settings say: the
	// way back when every other way is shut.
	AllowLocalSignIn bool
	// CloudScripts is the folder with the operator's scripts that start and stop
	// machines, a folder for each account; empty: there are none.
	CloudScripts string
	// CloudEndpoints are the hosts, besides those of the cloud's provider, to which
	// the role of this machine is lent when a cloud account has no key.
	CloudEndpoints []string
	// BurstingClock is the time that bursting goes by; nil: the true time.
	BurstingClock bursting.Clock
	Version       string
	Log           *slog.Logger
}

// Validate names the option that is missing or wrong.
func (o Options) Validate() error {
	var errs []error
	bad := func(option, format string, a ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", option, fmt.Sprintf(format, a...)))
	}
	if o.Data == "" {
		bad("data", "must name a directory")
	}
	if _, _, err := net.SplitHostPort(o.Listen); err != nil {
		bad("listen", "%q is not host:port", o.Listen)
	}
	if _, _, err := net.SplitHostPort(o.LinkListen); err != nil {
		bad("link-listen", "%q is not host:port", o.LinkListen)
	}
	if _, _, err := net.SplitHostPort(o.ESDBListen); o.ESDBListen != "" && err != nil {
		bad("esdb-listen", "%q is not host:port", o.ESDBListen)
	}
	for _, one := range o.LinkURLs {
		if u, err := url.Parse(one); err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" {
			bad("link-url", "%q is not https://host:port", one)
		}
	}
	if len(o.LinkURLs) > maxLinkURLs {
		bad("link-url", "at most %d can be given", maxLinkURLs)
	}
	if u, err := url.Parse(o.PublicURL); o.PublicURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		bad("public-url", "%q is not http(s)://host:port", o.PublicURL)
	}
	// What is wrong with it may hold the password.
	if o.ReadModels != "" && !strings.HasPrefix(o.ReadModels, "postgres://") && !strings.HasPrefix(o.ReadModels, "postgresql://") {
		bad("read-models", "must begin with postgres://")
	}
	if o.RequestsPerMinute < 0 {
		bad("requests-per-minute", "%d is negative", o.RequestsPerMinute)
	}
	for _, one := range o.CloudEndpoints {
		if u, err := url.Parse("https://" + one); err != nil || one == "" || u.Hostname() != one || one != strings.ToLower(one) {
			bad("cloud-endpoints", "%q is not the name of a host", one)
		}
	}
	if o.KeepCallers < 0 {
		bad("keep-callers", "%s is negative", o.KeepCallers)
	}
	if o.NodeCertificateLife != 0 && o.NodeCertificateLife < minNodeLife {
		bad("node-certificate-life", "%s is less than %s", o.NodeCertificateLife, minNodeLife)
	}
	if (o.TLSCert == "") != (o.TLSKey == "") {
		bad("tls-cert", "goes with tls-key")
	}
	if o.Log == nil {
		bad("log", "is missing")
	}
	return errors.Join(errs...)
}

// minNodeLife leaves time to renew.
const minNodeLife = time.Minute

// maxLinkURLs is how many a provisioning document may have.
const maxLinkURLs = 8

// linkURLs are how nodes are told to reach the link.
func (o Options) linkURLs() ([]string, error) {
	if len(o.LinkURLs) > 0 {
		return o.LinkURLs, nil
	}
	host, port, err := net.SplitHostPort(o.LinkListen)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		if host, err = os.Hostname(); err != nil {
			return nil, fmt.Errorf("link-url: give one, since this machine's name is not known: %w", err)
		}
	}
	return []string{"https://" + net.JoinHostPort(host, port)}, nil
}

// isLoopback reports whether an address can be reached from this machine only.
func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
