package webhooks_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// harnesses turn the functions of docs/webhooks.md into programs that read a
// message and say whether they take it.
var harnesses = map[string]struct {
	file, more string
	command    []string
}{
	"go": {"verify.go", "", []string{"go", "run", "verify.go", "main.go"}},
	"js": {"verify.js", `
const m = JSON.parse(require('node:fs').readFileSync(0));
try { verify(m.secret, m.headers, Buffer.from(m.body, 'base64')); console.log('taken'); } catch (e) { console.log('refused', e.message); }
`, []string{"node", "verify.js"}},
	"python": {"verify.py", `
import json, sys
m = json.load(sys.stdin)
try:
    verify(m["secret"], m["headers"], base64.b64decode(m["body"]))
    print("taken")
except Exception as e:
    print("refused", e)
`, []string{"python3", "verify.py"}},
}

const goHarness = `package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

func main() {
	var m struct {
		Secret  string
		Headers map[string]string
		Body    []byte
	}
	if err := json.NewDecoder(os.Stdin).Decode(&m); err != nil {
		panic(err)
	}
	h := http.Header{}
	for k, v := range m.Headers {
		h.Set(k, v)
	}
	if err := verify(m.Secret, h, m.Body); err != nil {
		fmt.Println("refused", err)
		return
	}
	fmt.Println("taken")
}
`

type sent struct {
	Secret  string            `json:"secret"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body"`
}

// TestTheDocumentedVerification runs the code of docs/webhooks.md on what is
// really sent.
func TestTheDocumentedVerification(t *testing.T) {
	doc, err := os.ReadFile("../../docs/webhooks.md")
	if err != nil {
		t.Fatal(err)
	}
	real := realMessage(t)
	changed := func(f func(*sent)) sent {
		m := sent{Secret: real.Secret, Headers: map[string]string{}, Body: bytes.Clone(real.Body)}
		for k, v := range real.Headers {
			m.Headers[k] = v
		}
		f(&m)
		return m
	}
	old := changed(func(m *sent) {
		m.Headers["webhook-timestamp"] = strconv.FormatInt(time.Now().Add(-6*time.Minute).Unix(), 10)
	})
	old.Headers["webhook-signature"] = signature(t, old)
	cases := map[string]struct {
		message sent
		taken   bool
	}{
		"real":           {real, true},
		"two signatures": {changed(func(m *sent) { m.Headers["webhook-signature"] = "v1,AAAA " + m.Headers["webhook-signature"] }), true},
		"other body":     {changed(func(m *sent) { m.Body[len(m.Body)-2]++ }), false},
		"other id":       {changed(func(m *sent) { m.Headers["webhook-id"] += "x" }), false},
		"other secret":   {changed(func(m *sent) { m.Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }), false},
		"no signature":   {changed(func(m *sent) { m.Headers["webhook-signature"] = "" }), false},
		"other version":  {changed(func(m *sent) { m.Headers["webhook-signature"] = "v2" + m.Headers["webhook-signature"][2:] }), false},
		"too old":        {old, false},
	}
	for language, h := range harnesses {
		t.Run(language, func(t *testing.T) {
			if _, err := exec.LookPath(h.command[0]); err != nil {
				t.Skip(err)
			}
			code := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(doc)
			if code == nil {
				t.Fatal("no code in the document")
			}
			dir := t.TempDir()
			write(t, filepath.Join(dir, h.file), string(code[1])+h.more)
			write(t, filepath.Join(dir, "main.go"), goHarness)
			for name, c := range cases {
				input, err := json.Marshal(c.message)
				if err != nil {
					t.Fatal(err)
				}
				cmd := exec.Command(h.command[0], h.command[1:]...) // the table above
				cmd.Dir, cmd.Stdin = dir, bytes.NewReader(input)
				out, err := cmd.CombinedOutput()
				if want := map[bool]string{true: "taken", false: "refused"}[c.taken]; err != nil || !strings.HasPrefix(string(out), want) {
					t.Errorf("%s: %s (%v), want %s", name, out, err, want)
				}
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// realMessage is what a receiver gets.
func realMessage(t *testing.T) sent {
	t.Helper()
	rec := newReceiver(t)
	server, trust := serve(t, rec)
	r := newRig(t, controltest.Memory(t), sqldbtest.SQLite(t, filepath.Join(t.TempDir(), "state.db")), trust)
	id, secret := r.create(webhook.Patch{URL: domain.Some(server.URL)})
	rec.trust(secret)
	if res, err := r.Test(t.Context(), id); err != nil || !res.Delivered {
		t.Fatal(res, err)
	}
	g := rec.all()[0]
	headers := map[string]string{}
	for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
		headers[name] = g.header.Get(name)
	}
	return sent{Secret: secret, Headers: headers, Body: g.body}
}

// signature signs a message that the program would not send.
func signature(t *testing.T, m sent) string {
	t.Helper()
	h := http.Header{}
	for k, v := range m.Headers {
		h.Set(k, v)
	}
	s, err := expected(m.Secret, h, m.Body)
	if err != nil {
		t.Fatal(err)
	}
	return "v1," + s
}
