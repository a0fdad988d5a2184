package esdb

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	client "github.com/EventStore/EventStore-Client-Go/v4/esdb"

	"github.com/parley-video/parley/events/store"
)

// config is a connection string that was understood.
type config struct {
	targets   []string // host:port
	cluster   bool     // the targets tell who leads
	plain     bool     // without TLS
	tls       *tls.Config
	user      string
	password  string
	gossip    time.Duration // patience with one member
	keepEvery time.Duration // negative: never
	keepWait  time.Duration
	timeout   time.Duration
}

// settings are those of the official clients. Another one fails, so that a
// misspelt "tls" does not quietly mean the opposite.
var settings = []string{
	"discoveryinterval", "gossiptimeout", "maxdiscoverattempts", "nodepreference", "keepaliveinterval",
	"keepalivetimeout", "tls", "tlscafile", "usercertfile", "userkeyfile", "tlsverifycert", "defaultdeadline",
	"connectionname", "throwonappendfailure",
}

// ours says what the client module's parser need not be asked, or must not.
var ours = []string{"connectionname", "throwonappendfailure"}

// parse reads a connection string. No error repeats the string, nor a part of
// it that may hold the password.
func parse(connection string) (*config, error) {
	bad := func(format string, args ...any) (*config, error) {
		return nil, fmt.Errorf("%w: connection string: %w", store.ErrInvalid, fmt.Errorf(format, args...))
	}
	scheme, rest, ok := strings.Cut(strings.TrimSpace(connection), "://")
	if !ok {
		return bad("must begin with esdb:// or esdb+discover://")
	}
	switch strings.ToLower(scheme) {
	case "esdb", "kurrentdb", "kurrent", "kdb":
		scheme = "esdb"
	case "esdb+discover", "kurrentdb+discover", "kurrent+discover", "kdb+discover":
		scheme = "esdb+discover"
	default:
		return bad("must begin with esdb:// or esdb+discover://")
	}
	hosts, query, _ := strings.Cut(rest, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return bad("the settings after the question mark are not key=value pairs")
	}
	kept := url.Values{}
	for key, list := range values {
		lower := strings.ToLower(key)
		switch {
		case !slices.Contains(settings, lower):
			return bad("unknown setting %q", key)
		case len(list) != 1:
			return bad("setting %q occurs %d times", key, len(list))
		case lower == "nodepreference" && !strings.EqualFold(list[0], "leader"):
			return bad("nodePreference must be leader: other members answer with old data")
		case !slices.Contains(ours, lower):
			kept.Set(key, list[0])
		}
	}
	parsed, err := client.ParseConnectionString(scheme + "://" + hosts + "?" + kept.Encode())
	var inURL *url.Error
	switch {
	case errors.As(err, &inURL): // it holds the whole string
		return bad("hosts or credentials are malformed (special characters in a password are written as %%XX)")
	case err != nil:
		return bad("%w", err)
	case parsed.Validate() != nil:
		return bad("%w", parsed.Validate())
	}
	return configFrom(parsed)
}

func configFrom(parsed *client.Configuration) (*config, error) {
	c := &config{
		cluster: parsed.DnsDiscover || len(parsed.GossipSeeds) > 0, plain: parsed.DisableTLS,
		user: parsed.Username, password: parsed.Password,
		gossip:    time.Duration(parsed.GossipTimeout) * time.Second,
		keepEvery: parsed.KeepAliveInterval, keepWait: parsed.KeepAliveTimeout, timeout: defaultTimeout,
	}
	if parsed.DefaultDeadline != nil {
		c.timeout = *parsed.DefaultDeadline
	}
	if c.gossip <= 0 || c.timeout <= 0 {
		return nil, fmt.Errorf("%w: connection string: gossipTimeout and defaultDeadline must be positive", store.ErrInvalid)
	}
	for _, seed := range parsed.GossipSeeds {
		c.targets = append(c.targets, seed.String())
	}
	if len(c.targets) == 0 {
		c.targets = []string{parsed.Address}
	}
	if c.plain {
		return c, nil
	}
	c.tls = &tls.Config{
		MinVersion: tls.VersionTLS12, RootCAs: parsed.RootCAs,
		InsecureSkipVerify: parsed.SkipCertificateVerification, // the operator wrote tlsVerifyCert=false
	}
	if parsed.UserCertFile != "" {
		pair, err := tls.LoadX509KeyPair(parsed.UserCertFile, parsed.UserKeyFile)
		if err != nil {
			return nil, fmt.Errorf("%w: connection string: userCertFile: %w", store.ErrInvalid, err)
		}
		c.tls.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// where names the server for people.
func (c *config) where() string { return strings.Join(c.targets, ",") }
