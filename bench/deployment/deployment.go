// Package deployment runs the real program for benchmarks: it builds parley,
// runs a Management Node as a process of its own, and is signed in there as its
// administrator.
//
// It is no benchmark and imports the standard library only.
package deployment

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	administrator = "root"
	password      = "correct horse battery staple"
)

// Deployment is a Management Node and its administrator.
type Deployment struct {
	Link string // where nodes reach it, https://host:port

	tb   testing.TB
	base string
	http *http.Client
	run  func() *exec.Cmd
	log  *os.File

	binary string

	cmd      *exec.Cmd // nil: it does not run
	lifeline io.Closer
}

// Start builds the program and runs a Management Node with further arguments.
// It and what it keeps end with the test.
func Start(tb testing.TB, args ...string) *Deployment {
	tb.Helper()
	dir := tb.TempDir()
	binary := filepath.Join(dir, "parley")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, "github.com/parley-video/parley/cmd/parley")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as `make build` does, whatever the test was built like
	if out, err := build.CombinedOutput(); err != nil {
		tb.Fatalf("build: %v\n%s", err, out)
	}
	first := filepath.Join(dir, "first.json")
	if err := os.WriteFile(first, fmt.Appendf(nil, `{"username":%q,"password":%q}`, administrator, password), 0o600); err != nil {
		tb.Fatal(err)
	}
	log, err := os.Create(filepath.Join(dir, "log.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		tb.Fatal(err)
	}
	web, link := freeAddress(tb), freeAddress(tb)
	d := &Deployment{tb: tb, Link: "https://" + link, base: "http://" + web, http: &http.Client{Jar: jar, Timeout: time.Minute}, log: log, binary: binary}
	d.run = func() *exec.Cmd {
		return exec.Command(binary, append([]string{
			"serve", "--data", filepath.Join(dir, "data"), "--listen", web, "--link-listen", link,
			"--first-administrator", first, "--requests-per-minute", "0",
		}, args...)...)
	}
	tb.Cleanup(func() {
		d.Stop()
		if tb.Failed() {
			text, _ := os.ReadFile(log.Name()) // what there is
			tb.Logf("parley:\n%s", text[max(0, len(text)-4000):])
		}
		_ = log.Close()
	})
	d.Launch()
	d.AwaitReady()
	d.signIn()
	return d
}

// Launch runs the Management Node and waits for nothing.
func (d *Deployment) Launch() {
	d.tb.Helper()
	cmd := d.run()
	cmd.Stderr = d.log
	cmd.Env = append(os.Environ(), "PARLEY_LIFELINE=1") // it ends when we do
	lifeline, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		d.tb.Fatal(err)
	}
	d.cmd, d.lifeline = cmd, lifeline
}

// Stop ends it as an operator does.
func (d *Deployment) Stop() {
	d.tb.Helper()
	d.end(os.Interrupt, false)
}

// Kill ends it without warning.
func (d *Deployment) Kill() {
	d.tb.Helper()
	d.end(os.Kill, true)
}

func (d *Deployment) end(how os.Signal, killed bool) {
	d.tb.Helper()
	if d.cmd == nil {
		return
	}
	d.http.CloseIdleConnections()
	_ = d.cmd.Process.Signal(how) // fails when it is gone already
	if err := d.cmd.Wait(); err != nil && !killed {
		d.tb.Errorf("parley: %v", err)
	}
	_ = d.lifeline.Close()
	d.cmd = nil
}

func (d *Deployment) signIn() {
	d.tb.Helper()
	var in struct {
		SignIn struct{ UserErrors []struct{ Message string } }
	}
	d.Ask(`mutation($i: SignInInput!) { signIn(input: $i) { userErrors { message } } }`,
		map[string]any{"i": map[string]string{"username": administrator, "password": password}}, &in)
	if len(in.SignIn.UserErrors) > 0 {
		d.tb.Fatal(in.SignIn.UserErrors)
	}
}

func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// AwaitReady asks until every read model follows the log.
func (d *Deployment) AwaitReady() {
	d.tb.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); <-tick.C {
		resp, err := d.http.Get(d.base + "/readyz")
		if err != nil {
			continue
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
	}
	d.tb.Fatal("not ready")
}

// Metrics are those that have no labels.
func (d *Deployment) Metrics() map[string]float64 {
	d.tb.Helper()
	resp, err := d.http.Get(d.base + "/metrics")
	if err != nil {
		d.tb.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		d.tb.Fatalf("metrics: %s %v", resp.Status, err)
	}
	all := map[string]float64{}
	for line := range strings.Lines(string(text)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if v, err := strconv.ParseFloat(value, 64); ok && err == nil {
			all[name] = v
		}
	}
	return all
}

// Ask sends one document and decodes its data. It may fail the test, and so is
// for the test's own goroutine; others use Try.
func (d *Deployment) Ask(query string, variables map[string]any, into any) {
	d.tb.Helper()
	if err := d.Try(query, variables, into); err != nil {
		d.tb.Fatal(err)
	}
}

// Try sends one document and decodes its data.
func (d *Deployment) Try(query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, d.base+"/graphql", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Origin", d.base)
	resp, err := d.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return fmt.Errorf("%s: %.300s", resp.Status, raw)
	}
	if answer.Errors != nil {
		return fmt.Errorf("%s: %.500s", resp.Status, answer.Errors)
	}
	return json.Unmarshal(answer.Data, into)
}
