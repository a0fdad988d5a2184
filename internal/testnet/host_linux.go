package testnet

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// Host is a machine of the network.
type Host struct {
	Name     string
	Location string
	Addr     netip.Addr
	space    string // its namespace
}

// Inside runs f in the host's network: what f opens or starts itself, not from
// another goroutine, is there and stays there.
func (h *Host) Inside(f func() error) error { return inside(h.space, f) }

func inside(space string, f func() error) error {
	// The thread is locked until it is back where it was; one that cannot go back
	// ends with this goroutine.
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		err, back := visit(space, f)
		if back {
			runtime.UnlockOSThread()
		}
		done <- err
	}()
	return <-done
}

func visit(space string, f func() error) (err error, back bool) {
	home, err := os.Open("/proc/thread-self/ns/net")
	if err != nil {
		return err, true
	}
	defer home.Close()
	there, err := os.Open(netnsDir + "/" + space)
	if err != nil {
		return err, true
	}
	defer there.Close()
	if err := unix.Setns(int(there.Fd()), unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("enter %s: %w", space, err), true
	}
	err = f()
	if homeErr := unix.Setns(int(home.Fd()), unix.CLONE_NEWNET); homeErr != nil {
		return errors.Join(err, homeErr), false
	}
	return err, true
}

// Start starts a command on the host.
func (h *Host) Start(cmd *exec.Cmd) error { return h.Inside(cmd.Start) }

// Dial connects from the host to an address.
func (h *Host) Dial(ctx context.Context, network, address string) (conn net.Conn, err error) {
	if _, err := netip.ParseAddrPort(address); err != nil {
		return nil, fmt.Errorf("only addresses can be dialled, not names: %w", err) // a resolver works in goroutines of its own
	}
	err = h.Inside(func() (err error) {
		conn, err = (&net.Dialer{FallbackDelay: -1}).DialContext(ctx, network, address)
		return err
	})
	return conn, err
}

// Transport sends requests from the host.
func (h *Host) Transport() *http.Transport {
	return &http.Transport{DialContext: h.Dial, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 16, IdleConnTimeout: time.Minute}
}
