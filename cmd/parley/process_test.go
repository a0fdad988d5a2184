package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/internal/caller"
)

// asParleyEnv makes the test binary be parley, so that the tests run the real
// program, with the race detector when they have it.
const asParleyEnv = "PARLEY_TEST_AS_PARLEY"

// asCallersEnv makes it play participants instead.
const asCallersEnv = "PARLEY_TEST_AS_CALLERS"

func TestMain(m *testing.M) {
	if os.Getenv(asParleyEnv) != "" {
		os.Exit(run())
	}
	if os.Getenv(asCallersEnv) != "" {
		if err := caller.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// output keeps what a process printed.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// process is a running parley.
type process struct {
	cmd            *exec.Cmd
	stdout, stderr output
	ended          chan struct{} // closed when the process is gone
	killed         bool          // by the test, on purpose
}

// startParley starts parley. The process ends with the test, or with the test
// binary, and must not have panicked or raced.
func startParley(t testing.TB, args ...string) *process {
	t.Helper()
	return startParleyBy(t, (*exec.Cmd).Start, args...)
}

// startParleyBy starts it in a way of its own, on a host of a network for
// instance.
func startParleyBy(t testing.TB, start func(*exec.Cmd) error, args ...string) *process {
	t.Helper()
	p := &process{ended: make(chan struct{}), cmd: parleyCommand(t, args...)}
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	lifeline, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := start(p.cmd); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		_ = p.cmd.Wait() // ProcessState has it
	}()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // fails when it is gone already
		<-p.ended
		_ = lifeline.Close()
		p.checkClean(t)
		if t.Failed() && !p.killed {
			t.Logf("parley %s: %v\n%s", strings.Join(args, " "), p.cmd.ProcessState, tail(p.stderr.String(), 4000))
		}
	})
	return p
}

func parleyCommand(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asParleyEnv+"=1", lifelineEnv+"=1")
	return cmd
}

func (p *process) checkClean(t testing.TB) {
	t.Helper()
	checkLog(t, p.stderr.String())
}

// checkLog fails on what no log of ours may hold.
func checkLog(t testing.TB, text string) {
	t.Helper()
	for _, bad := range []string{"WARNING: DATA RACE", "panic:", "panic=", "fatal error:"} {
		if i := strings.Index(text, bad); i >= 0 {
			t.Errorf("the log has %q:\n%s", bad, tail(text[i:], 6000))
		}
	}
}

func (p *process) alive() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// kill ends the process without warning.
func (p *process) kill() {
	p.killed = true
	_ = p.cmd.Process.Kill() // fails when it is gone already
	<-p.ended
}

// interrupt is Ctrl-C; the process must end by itself, without an error.
func (p *process) interrupt(t testing.TB, within time.Duration) {
	t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatalf("interrupt: %v", err)
	}
	if code := p.wait(t, within); code != 0 {
		t.Fatalf("exit code %d after an interrupt\n%s", code, tail(p.stderr.String(), 2000))
	}
}

// wait gives the exit code.
func (p *process) wait(t testing.TB, within time.Duration) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		_ = p.cmd.Process.Signal(syscall.SIGQUIT) // its goroutines go to the log
		t.Fatalf("parley did not end within %s", within)
		return 0
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// eventually polls until a condition holds; it says what was missing last.
func eventually(t testing.TB, within time.Duration, what string, holds func() error) {
	t.Helper()
	deadline := time.After(within)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := holds()
		if err == nil {
			return
		}
		select {
		case <-deadline:
			t.Fatalf("%s: not within %s: %v", what, within, err)
		case <-tick.C:
		}
	}
}

// given are the ports of tests that may not listen yet, or again.
var given sync.Map

// freePorts gives the first of n consecutive ports that are free for TCP and
// UDP, and were given to nobody. They lie below those that the system hands out
// by itself.
func freePorts(t testing.TB, n int) int {
	t.Helper()
	for range 200 {
		first := 20000 + rand.IntN(12000)
		if portsAreFree(first, n) {
			return first
		}
	}
	t.Fatal("no free ports")
	return 0
}

func portsAreFree(first, n int) bool {
	for p := first; p < first+n; p++ {
		if _, taken := given.LoadOrStore(p, true); taken {
			return false
		}
		tcp, err := net.Listen("tcp", loopback(p))
		if err != nil {
			return false
		}
		_ = tcp.Close()
		udp, err := net.ListenPacket("udp", loopback(p))
		if err != nil {
			return false
		}
		_ = udp.Close()
	}
	return true
}

func loopback(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// managementNode is a Management Node with its place.
type managementNode struct {
	dir  string // holds data and the credentials
	port int    // web; the node link is the next
	args []string
	*process
	api *testAPI
}

const (
	testUser     = "root"
	testPassword = "correct horse battery"
)

// newManagementNode makes a place for a Management Node; nothing runs yet.
func newManagementNode(t testing.TB) *managementNode {
	t.Helper()
	dir := t.TempDir()
	file := fmt.Sprintf(`{"username":%q,"password":%q}`, testUser, testPassword)
	if err := os.WriteFile(filepath.Join(dir, "first.json"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	port := freePorts(t, 2)
	return &managementNode{dir: dir, port: port, api: newTestAPI(t, "http://"+loopback(port))}
}

func (m *managementNode) data() string { return filepath.Join(m.dir, "data") }

// launch starts the process and waits for nothing.
func (m *managementNode) launch(t testing.TB) {
	t.Helper()
	m.process = startParley(t, append([]string{
		"serve", "--data", m.data(), "--listen", loopback(m.port), "--link-listen", loopback(m.port + 1),
		"--first-administrator", filepath.Join(m.dir, "first.json"),
	}, m.args...)...)
}

// start launches the process and waits until it is ready.
func (m *managementNode) start(t testing.TB) {
	t.Helper()
	m.launch(t)
	eventually(t, time.Minute, "Management Node ready", func() error {
		if !m.alive() {
			t.Fatalf("ended while starting: %s", tail(m.stderr.String(), 2000))
		}
		return m.api.ready(t.Context())
	})
}

// stop ends the process as an operator does.
func (m *managementNode) stop(t testing.TB) {
	t.Helper()
	m.api.http.CloseIdleConnections()
	m.interrupt(t, 30*time.Second)
}

// get is a plain request with a deadline.
func get(ctx context.Context, client *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return client.Do(req)
}
