package management

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
)

// Options say where a Management Node lives and where it listens.
type Options struct {
	// Data is the directory that holds the log, the read models and the keys.
	Data string
	// Listen is the address of the web interface and the API.
	Listen string
	// LinkListen is the address of the node link.
	LinkListen string
	// LinkURL is how nodes reach the node link, https://host:port; empty: made
	// from LinkListen and the machine's host name.
	LinkURL string
	// TLSCert and TLSKey are the web certificate and its key (PEM files). Both
	// empty: plain HTTP on a loopback address, elsewhere a certificate that
	// this node made for itself.
	TLSCert, TLSKey string
	// ESDBListen is the address at which EventStoreDB clients are served; empty:
	// they are not.
	ESDBListen string
	// FirstAdministrator is a file with {"username","password"} of the account
	// to make when there is none; empty: one named admin with a random
	// password, which is logged once.
	FirstAdministrator string
	Version            string
	Log                *slog.Logger
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
	if o.LinkURL != "" {
		if u, err := url.Parse(o.LinkURL); err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" {
			bad("link-url", "%q is not https://host:port", o.LinkURL)
		}
	}
	if (o.TLSCert == "") != (o.TLSKey == "") {
		bad("tls-cert", "goes with tls-key")
	}
	if o.Log == nil {
		bad("log", "is missing")
	}
	return errors.Join(errs...)
}

// linkURL is how nodes are told to reach the link.
func (o Options) linkURL() (string, error) {
	if o.LinkURL != "" {
		return o.LinkURL, nil
	}
	host, port, err := net.SplitHostPort(o.LinkListen)
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		if host, err = os.Hostname(); err != nil {
			return "", fmt.Errorf("link-url: give one, since this machine's name is not known: %w", err)
		}
	}
	return "https://" + net.JoinHostPort(host, port), nil
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
