package location

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// The ports of servers that were given without one.
const (
	syslogPort    = 514
	syslogTLSPort = 6514
	stunPort      = 3478
	stunTLSPort   = 5349
)

// applyServers replaces the lists that are given. Addresses are brought into
// one form, so that equal ones read the same; an empty list is none.
func (p Patch) applyServers(s events.LocationSettings) events.LocationSettings {
	s.DNSServers = replaced(p.DNSServers, s.DNSServers, host)
	s.NTPServers = replaced(p.NTPServers, s.NTPServers, host)
	s.SyslogServers = replaced(p.SyslogServers, s.SyslogServers, func(v events.SyslogServer) events.SyslogServer {
		if v.Transport == "" {
			v.Transport = events.TransportUDP
		}
		v.Address, v.Port = host(v.Address), port(v.Port, v.Transport, syslogPort, syslogTLSPort)
		return v
	})
	s.STUNServers = replaced(p.STUNServers, s.STUNServers, stun)
	s.ClientSTUNServers = replaced(p.ClientSTUNServers, s.ClientSTUNServers, stun)
	s.TURNServers = replaced(p.TURNServers, s.TURNServers, turn(s.TURNServers))
	s.ClientTURNServers = replaced(p.ClientTURNServers, s.ClientTURNServers, turn(s.ClientTURNServers))
	return s
}

func replaced[In, Out any](given domain.Opt[[]In], now []Out, convert func(In) Out) []Out {
	if !given.Set {
		return now
	}
	var list []Out
	for _, v := range given.Value {
		list = append(list, convert(v))
	}
	return list
}

// host is a host name or IP address as it is compared.
func host(s string) string {
	if a, ok := domain.NormaliseAddress(s); ok {
		return a.String()
	}
	return strings.TrimSuffix(domain.NormaliseKey(s), ".")
}

func port(given int, t events.Transport, plain, tls int) int {
	switch {
	case given != 0:
		return given
	case t == events.TransportTLS:
		return tls
	default:
		return plain
	}
}

func stun(v events.STUNServer) events.STUNServer {
	return events.STUNServer{Address: host(v.Address), Port: port(v.Port, events.TransportUDP, stunPort, stunTLSPort)}
}

func turn(before []events.TURNServer) func(TURNServer) events.TURNServer {
	return func(v TURNServer) events.TURNServer {
		if v.Transport == "" {
			v.Transport = events.TransportUDP
		}
		out := events.TURNServer{
			Address: host(v.Address), Port: port(v.Port, v.Transport, stunPort, stunTLSPort),
			Transport: v.Transport, Username: strings.TrimSpace(v.Username), Password: v.Password.Value.Sealed,
		}
		if v.Password.Set {
			return out
		}
		for _, old := range before {
			if same := withoutPassword(old); same == out {
				return old
			}
		}
		return out
	}
}

func withoutPassword(v events.TURNServer) events.TURNServer {
	v.Password = ""
	return v
}

var hostPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)

// numeric are names that could only be misspelt IPv4 addresses.
var numeric = regexp.MustCompile(`^[0-9.]+$`)

func checkServers(c *domain.Checker, s events.LocationSettings) {
	checkList(c, s.DNSServers, "dnsServers", func(v string, at path) {
		if v == "" {
			c.Refuse(domain.CodeRequired, "A value is required.", at...)
			return
		}
		a, ok := domain.NormaliseAddress(v)
		c.Invalid(ok && !a.IsUnspecified() && !a.IsMulticast(), "This is not the IP address of a machine.", at...)
	})
	checkList(c, s.NTPServers, "ntpServers", func(v string, at path) { checkHost(c, v, at) })
	checkList(c, s.SyslogServers, "syslogServers", func(v events.SyslogServer, at path) {
		checkHost(c, v.Address, at.to("address"))
		checkPort(c, v.Port, at)
		checkTransport(c, v.Transport, at)
	})
	checkSTUN(c, s.STUNServers, "stunServers")
	checkSTUN(c, s.ClientSTUNServers, "clientStunServers")
	checkTURN(c, s.TURNServers, "turnServers")
	checkTURN(c, s.ClientTURNServers, "clientTurnServers")
}

func checkSTUN(c *domain.Checker, list []events.STUNServer, field string) {
	checkList(c, list, field, func(v events.STUNServer, at path) {
		checkHost(c, v.Address, at.to("address"))
		checkPort(c, v.Port, at)
	})
}

func checkTURN(c *domain.Checker, list []events.TURNServer, field string) {
	without := make([]events.TURNServer, len(list))
	for i, v := range list {
		without[i] = withoutPassword(v)
	}
	checkList(c, without, field, func(v events.TURNServer, at path) {
		checkHost(c, v.Address, at.to("address"))
		checkPort(c, v.Port, at)
		checkTransport(c, v.Transport, at)
		c.Text(v.Username, MaxUsername, at.to("username")...)
	})
}

// checkPasswords checks the passwords that a command brings, which no event
// shows.
func checkPasswords(c *domain.Checker, list []TURNServer, field string) {
	for i, v := range list[:min(len(list), MaxServers)] {
		c.Text(v.Password.Value.Plain, MaxPassword, field, strconv.Itoa(i), "password")
	}
}

// path leads to an entry of a list.
type path []string

func (p path) to(field string) path { return append(p[:len(p):len(p)], field) }

// checkList checks the entries of a list, each of which may stand there once.
func checkList[T comparable](c *domain.Checker, list []T, field string, check func(T, path)) {
	if len(list) > MaxServers {
		c.Refuse(domain.CodeInvalid, fmt.Sprintf("At most %d entries are allowed.", MaxServers), field)
		return
	}
	seen := make(map[T]bool, len(list))
	for i, v := range list {
		at := path{field, strconv.Itoa(i)}
		check(v, at)
		c.Invalid(!seen[v], "This entry is in the list already.", at...)
		seen[v] = true
	}
}

func checkHost(c *domain.Checker, v string, at path) {
	if v == "" {
		c.Refuse(domain.CodeRequired, "A value is required.", at...)
		return
	}
	if a, ok := domain.NormaliseAddress(v); ok {
		c.Invalid(!a.IsUnspecified() && !a.IsMulticast(), "This is not the address of a machine.", at...)
		return
	}
	c.Invalid(len(v) <= MaxHost && hostPattern.MatchString(v) && !numeric.MatchString(v),
		"This is not a host name or an IP address.", at...)
}

func checkPort(c *domain.Checker, v int, at path) { c.Range(v, 1, MaxPort, at.to("port")...) }

func checkTransport(c *domain.Checker, v events.Transport, at path) {
	switch v {
	case events.TransportUDP, events.TransportTCP, events.TransportTLS:
	default:
		c.Refuse(domain.CodeInvalid, "The value is not one of the possible ones.", at.to("transport")...)
	}
}
