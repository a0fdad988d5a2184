package testnet

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

const netnsDir = "/run/netns"

// Net is a network.
type Net struct {
	t      testing.TB
	prefix string
	places map[string]int
	hosts  map[string]*Host
	core   string
}

// Missing says why there can be no network here; nil: there can.
func Missing() error {
	if os.Geteuid() != 0 {
		return errors.New("network namespaces need root")
	}
	for _, tool := range []string{"ip", "nft"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("network namespaces need %s (Debian: iproute2, nftables): %w", tool, err)
		}
	}
	return nil
}

// New builds a network, which goes with the test.
func New(t testing.TB, locations []Location) *Net {
	t.Helper()
	if err := Missing(); err != nil {
		t.Fatal(err)
	}
	removeStale(t)
	n := &Net{t: t, prefix: ownPrefix(), places: map[string]int{}, hosts: map[string]*Host{}}
	n.core = n.prefix + "core"
	t.Cleanup(n.remove)
	n.space(n.core)
	n.forward(n.core)
	for i, l := range locations {
		n.location(i, l)
	}
	n.nft(n.core, rules, "-f", "-")
	return n
}

// Host finds a host.
func (n *Net) Host(name string) *Host {
	n.t.Helper()
	h := n.hosts[name]
	if h == nil {
		n.t.Fatalf("there is no host %q", name)
	}
	return h
}

func (n *Net) location(at int, l Location) {
	n.t.Helper()
	n.places[l.Name] = at
	router := n.prefix + "router-" + l.Name
	n.space(router)
	n.forward(router)
	n.ip(n.core,
		fmt.Sprintf("link add %s type veth peer name wan netns %s", l.Name, router),
		fmt.Sprintf("addr add %s/30 dev %s", linkAddress(at, 0), l.Name),
		fmt.Sprintf("link set %s up", l.Name),
		fmt.Sprintf("route add 10.83.%d.0/24 via %s", at+1, linkAddress(at, 1)))
	setup := []string{
		fmt.Sprintf("addr add %s/30 dev wan", linkAddress(at, 1)),
		"link set wan up",
		"route add default via " + linkAddress(at, 0),
		"link add lan type bridge",
		fmt.Sprintf("addr add %s/24 dev lan", routerAddress(at)),
		"link set lan up",
	}
	for i, name := range l.Hosts {
		h := &Host{Name: name, Location: l.Name, Addr: hostAddress(at, i), space: n.prefix + "host-" + name}
		n.hosts[name] = h
		n.space(h.space)
		port := fmt.Sprintf("p%d", i)
		setup = append(setup,
			fmt.Sprintf("link add %s type veth peer name eth0 netns %s", port, h.space),
			fmt.Sprintf("link set %s master lan", port),
			fmt.Sprintf("link set %s up", port))
	}
	n.ip(router, setup...)
	for _, name := range l.Hosts {
		h := n.hosts[name]
		n.ip(h.space, fmt.Sprintf("addr add %s/24 dev eth0", h.Addr), "link set eth0 up", "route add default via "+routerAddress(at))
	}
}

// space makes a namespace with its loopback.
func (n *Net) space(name string) {
	n.t.Helper()
	n.run(exec.Command("ip", "netns", "add", name), "")
	n.sysctl(name, "net/ipv6/conf/default/disable_ipv6", "1")
	n.sysctl(name, "net/ipv6/conf/all/disable_ipv6", "1")
	n.ip(name, "link set lo up")
}

func (n *Net) forward(space string) {
	n.t.Helper()
	n.sysctl(space, "net/ipv4/ip_forward", "1")
}

func (n *Net) sysctl(space, name, value string) {
	n.t.Helper()
	err := inside(space, func() error { return os.WriteFile("/proc/sys/"+name, []byte(value), 0o644) })
	if err != nil && !(errors.Is(err, os.ErrNotExist) && strings.Contains(name, "ipv6")) { // a kernel without IPv6 has nothing to switch off
		n.t.Fatal(err)
	}
}

func (n *Net) ip(space string, lines ...string) {
	n.t.Helper()
	n.run(exec.Command("ip", "-n", space, "-batch", "-"), strings.Join(lines, "\n")+"\n")
}

// nft runs in a namespace: the rules of one are nobody else's.
func (n *Net) nft(space, rules string, args ...string) []byte {
	n.t.Helper()
	cmd := exec.Command("nft", args...)
	cmd.Stdin = strings.NewReader(rules)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := inside(space, cmd.Start)
	if err == nil {
		err = cmd.Wait()
	}
	if err != nil {
		n.t.Fatalf("%v %s: %v\n%s", cmd.Args, rules, err, problems.Bytes())
	}
	return out.Bytes()
}

func (n *Net) run(cmd *exec.Cmd, stdin string) {
	n.t.Helper()
	cmd.Stdin = strings.NewReader(stdin)
	if out, err := cmd.CombinedOutput(); err != nil {
		n.t.Fatalf("%v: %v\n%s%s", cmd.Args, err, stdin, out)
	}
}

func (n *Net) remove() {
	if err := removeSpaces(func(name string) bool { return strings.HasPrefix(name, n.prefix) }); err != nil {
		n.t.Errorf("remove the network: %v", err)
	}
}

// Names of namespaces hold who made them: the process and when it began, since
// numbers of processes come again.
const namePrefix = "parley-"

func ownPrefix() string {
	began, _ := processBegan(os.Getpid())
	return fmt.Sprintf("%s%d-%s-", namePrefix, os.Getpid(), began)
}

// processBegan is in ticks since the machine's start; an error: no such process.
func processBegan(pid int) (string, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", err
	}
	_, rest, _ := strings.Cut(string(raw[bytes.LastIndexByte(raw, ')'):]), " ")
	const startTime = 19 // counted from the state, which follows the name
	fields := strings.Fields(rest)
	if len(fields) <= startTime {
		return "", fmt.Errorf("/proc/%d/stat: %q", pid, raw)
	}
	return fields[startTime], nil
}

// removeStale removes what tests left that are gone.
func removeStale(t testing.TB) {
	err := removeSpaces(func(name string) bool {
		rest, ours := strings.CutPrefix(name, namePrefix)
		number, rest, _ := strings.Cut(rest, "-")
		began, _, complete := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(number)
		if !ours || !complete || err != nil {
			return false
		}
		now, err := processBegan(pid)
		return errors.Is(err, os.ErrNotExist) || err == nil && now != began
	})
	if err != nil {
		t.Fatalf("remove stale networks: %v", err)
	}
}

// removeSpaces removes namespaces; what is linked into them goes with them.
func removeSpaces(which func(name string) bool) error {
	entries, err := os.ReadDir(netnsDir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var errs []error
	for _, e := range entries {
		if !which(e.Name()) {
			continue
		}
		if out, err := exec.Command("ip", "netns", "del", e.Name()).CombinedOutput(); err != nil {
			if _, gone := os.Stat(netnsDir + "/" + e.Name()); !errors.Is(gone, os.ErrNotExist) { // another test's janitor may have been faster
				errs = append(errs, fmt.Errorf("%s: %w: %s", e.Name(), err, out))
			}
		}
	}
	return errors.Join(append(errs, err)...)
}
