package conferencing

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/parley-video/parley/nodeagent/enrol/metadata"
	"github.com/parley-video/parley/nodeagent/link"
)

// Options say where a Conferencing Node lives and where it listens.
type Options struct {
	// Data is the directory that holds the node's identity, its copy of the
	// configuration, its outbox and its journal.
	Data string
	// Provision is a provisioning document to enrol with first; empty: the
	// node is enrolled already.
	Provision string
	// Metadata is the cloud whose instance metadata holds the provisioning
	// document (ec2, gcp, azure); empty: none. A node that is not enrolled waits
	// for it for MetadataWait; MetadataURL is where the metadata is served
	// instead of where it usually is.
	Metadata     string
	MetadataURL  string
	MetadataWait time.Duration
	// ControlURLs are where the Management Nodes' links are, https://host:port,
	// instead of what the provisioning document said. Empty: as it said.
	ControlURLs []string
	// Listen is the address of the client API and the participants' pages.
	Listen string
	// MediaListen is the UDP address of all media.
	MediaListen string
	// MediaPublic are the addresses that participants see instead of the
	// local ones, when the node is behind a one-to-one NAT.
	MediaPublic []string
	// ClusterListen is the address, TCP and UDP, at which other nodes reach this
	// one. Without a host it is the node's own address that they are told.
	ClusterListen string
	// ClientURL is how participants reach Listen; empty: made from it.
	ClientURL string
	// TLSCert and TLSKey are the web certificate and its key (PEM files). Both
	// empty: plain HTTP on a loopback address, elsewhere the certificate that
	// the deployment's own authority gave the node.
	TLSCert, TLSKey string
	Version         string
	Log             *slog.Logger
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
	if _, err := mediaAddress(o.MediaListen); err != nil {
		bad("media-listen", "%v", err)
	}
	if _, err := mediaAddress(o.ClusterListen); err != nil {
		bad("cluster-listen", "%v", err)
	}
	for _, p := range o.MediaPublic {
		if _, err := netip.ParseAddr(p); err != nil {
			bad("media-public", "%q is not an IP address", p)
		}
	}
	if o.Metadata != "" {
		source := metadata.Source{Cloud: metadata.Cloud(o.Metadata), URL: o.MetadataURL}
		if err := source.Validate(); err != nil {
			bad("provision-metadata", "%v", err)
		}
		if o.MetadataWait <= 0 {
			bad("metadata-wait", "must be more than nothing")
		}
		if o.Provision != "" {
			bad("provision-metadata", "does not go with provision")
		}
	} else if o.MetadataURL != "" {
		bad("metadata-url", "goes with provision-metadata")
	}
	for _, c := range o.ControlURLs {
		if u, err := url.Parse(c); err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" {
			bad("control-url", "%q is not https://host:port", c)
		}
	}
	if o.ClientURL != "" {
		if u, err := url.Parse(o.ClientURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			bad("client-url", "%q is not http(s)://host:port", o.ClientURL)
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

// mediaAddress reads host:port, where the host is an IP address or empty.
func mediaAddress(s string) (netip.AddrPort, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("%q is not host:port", s)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("%q is not a port", port)
	}
	if host == "" {
		return netip.AddrPortFrom(netip.IPv6Unspecified(), uint16(number)), nil
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("%q is not an IP address", host)
	}
	return netip.AddrPortFrom(addr, uint16(number)), nil
}

// clusterAddress is how other nodes reach the node that listens at local: at the
// host that it was told to listen at, or else at its own address.
func clusterAddress(local netip.AddrPort, address, fqdn string) string {
	host := local.Addr().String()
	if local.Addr().IsUnspecified() {
		if host = address; host == "" {
			host = fqdn
		}
	}
	if host == "" {
		return ""
	}
	return net.JoinHostPort(host, strconv.Itoa(int(local.Port())))
}

// stuck names the options that say where the node was before its record changed.
// They come before the record, and what is bound stays bound.
func (o Options) stuck(before, after link.Node) []string {
	host := func(s string) string {
		h, _, _ := net.SplitHostPort(s) // Validate has read it
		return h
	}
	url, _ := url.Parse(o.ClientURL)
	var out []string
	for _, says := range []struct {
		option, host string
		old, now     string
	}{
		{"listen", host(o.Listen), before.Address, after.Address},
		{"media-listen", host(o.MediaListen), before.Address, after.Address},
		{"cluster-listen", host(o.ClusterListen), before.Address, after.Address},
		{"client-url", url.Hostname(), before.Address, after.Address},
		{"client-url", url.Hostname(), before.FQDN, after.FQDN},
	} {
		if says.host != "" && says.host == says.old && says.old != says.now {
			out = append(out, says.option)
		}
	}
	if before.StaticNATAddress != after.StaticNATAddress && slices.Contains(o.MediaPublic, before.StaticNATAddress) {
		out = append(out, "media-public")
	}
	return out
}

func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// clientURL is how participants reach the node, unless an option says so: the
// node's name or address with the port that it listens on.
func clientURL(o Options, secure bool, fqdn, address string) string {
	if o.ClientURL != "" {
		return o.ClientURL
	}
	scheme := "http"
	if secure {
		scheme = "https"
	}
	host, port, _ := net.SplitHostPort(o.Listen)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		if host = fqdn; host == "" {
			host = address
		}
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}
