// Package administration measures what the configuration of a large deployment
// costs, on the real program over HTTP: creating 100,000 meeting rooms, listing
// and searching them, and what they take on a Conferencing Node.
package administration

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
	"testing"
	"time"
)

const (
	administrator = "root"
	password      = "correct horse battery staple"
)

// deployment is a running Management Node with a signed-in administrator.
type deployment struct {
	b    testing.TB
	base string
	http *http.Client
}

// start builds the program and runs a Management Node; readModels is empty for
// files in its own directory.
func start(b testing.TB, readModels string) *deployment {
	b.Helper()
	dir := b.TempDir()
	binary := filepath.Join(dir, "parley")
	build := exec.Command("go", "build", "-o", binary, "github.com/parley-video/parley/cmd/parley")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	first := filepath.Join(dir, "first.json")
	if err := os.WriteFile(first, fmt.Appendf(nil, `{"username":%q,"password":%q}`, administrator, password), 0o600); err != nil {
		b.Fatal(err)
	}
	address := freeAddress(b)
	args := []string{"serve", "--data", filepath.Join(dir, "data"), "--listen", address, "--link-listen", freeAddress(b), "--first-administrator", first, "--requests-per-minute", "100000"}
	if readModels != "" {
		args = append(args, "--read-models", readModels)
	}
	cmd := exec.Command(binary, args...)
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt) // fails when it is gone already
		err := cmd.Wait()
		if err != nil || b.Failed() {
			b.Errorf("parley: %v\n%s", err, tail(log.Bytes(), 4000))
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	d := &deployment{b: b, base: "http://" + address, http: &http.Client{Jar: jar, Timeout: time.Minute}}
	b.Cleanup(d.http.CloseIdleConnections)
	d.awaitReady()
	var in struct {
		SignIn struct{ UserErrors []struct{ Message string } }
	}
	d.ask(`mutation($i: SignInInput!) { signIn(input: $i) { userErrors { message } } }`,
		map[string]any{"i": map[string]string{"username": administrator, "password": password}}, &in)
	if len(in.SignIn.UserErrors) > 0 {
		b.Fatal(in.SignIn.UserErrors)
	}
	return d
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }

func freeAddress(b testing.TB) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// awaitReady asks until every read model follows the log.
func (d *deployment) awaitReady() {
	d.b.Helper()
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
	d.b.Fatal("not ready")
}

// ask sends one document and decodes its data.
func (d *deployment) ask(query string, variables map[string]any, into any) {
	d.b.Helper()
	if err := d.try(query, variables, into); err != nil {
		d.b.Fatal(err)
	}
}

func (d *deployment) try(query string, variables map[string]any, into any) error {
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
