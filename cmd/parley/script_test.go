package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// stage is what one script has running.
type stage struct {
	t         testing.TB
	node      *managementNode
	snapshots map[string]map[string]string
}

type stageKey struct{}

func stageOf(ts *testscript.TestScript) *stage { return ts.Value(stageKey{}).(*stage) }

// TestScripts runs the command line as a person types it.
func TestScripts(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "parley")); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			t, ok := env.T().(testing.TB)
			if !ok {
				return fmt.Errorf("%T is no testing.TB", env.T())
			}
			env.Setenv(asParleyEnv, "1")
			env.Setenv("PATH", bin+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Setenv("PARLEY_URL", "")
			env.Setenv("PARLEY_TOKEN", "")
			port := freePorts(t, 7)
			for name, value := range map[string]string{
				"ADDR": loopback(port), "LINK": loopback(port + 1), "URL": "http://" + loopback(port),
				"OTHER1": loopback(port + 2), "OTHER2": loopback(port + 3),
				"OTHER1PORT": strconv.Itoa(port + 2), "BEFORE1PORT": strconv.Itoa(port + 1), "FREEPORT": strconv.Itoa(port + 3),
				"LONG": strings.Repeat("x", 300), "BADSTREAM": "a\tb",
			} {
				env.Setenv(name, value)
			}
			node := &managementNode{port: port, dir: env.WorkDir, api: newTestAPI(t, "http://"+loopback(port))}
			env.Values[stageKey{}] = &stage{t: t, node: node, snapshots: map[string]map[string]string{}}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"parley": runParley, "serve": scriptServe, "stop": scriptStop, "sign-in": scriptToken,
			"provision": scriptProvision, "lines": scriptLines, "reversed": scriptReversed, "tail-sees-next": scriptTail,
			"damage": scriptDamage, "snapshot": scriptSnapshot, "unchanged": scriptUnchanged, "edit": scriptEdit, "take": scriptTake,
			"final": scriptFinal, "guess": scriptGuess,
		},
	})
}

// runParley runs parley to its end. When it fails, it must say so in words
// and with exit code 1.
func runParley(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec("parley", args...)
	checkLog(stageOf(ts).t, ts.ReadFile("stderr"))
	switch {
	case neg && err == nil:
		ts.Fatalf("parley %v went well", args)
	case neg:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			ts.Fatalf("parley %v: %v, want exit code 1", args, err)
		}
		if !strings.Contains("\n"+ts.ReadFile("stderr"), "\nparley: ") {
			ts.Fatalf("parley %v says no reason", args)
		}
	case err != nil:
		ts.Fatalf("parley %v: %v", args, err)
	}
}

// serve DIR starts a Management Node on $ADDR and $LINK.
func scriptServe(ts *testscript.TestScript, _ bool, args []string) {
	s := stageOf(ts)
	data := ts.MkAbs(args[0])
	file := filepath.Join(s.node.dir, ".first")
	ts.Check(os.WriteFile(file, fmt.Appendf(nil, `{"username":%q,"password":%q}`, testUser, testPassword), 0o600))
	s.node.process = startParley(s.t, "serve", "--data", data, "--listen", ts.Getenv("ADDR"), "--link-listen", ts.Getenv("LINK"), "--first-administrator", file)
	eventually(s.t, time.Minute, "ready", func() error {
		if !s.node.alive() {
			ts.Fatalf("ended: %s", s.node.stderr.String())
		}
		return s.node.api.ready(s.t.Context())
	})
}

func scriptStop(ts *testscript.TestScript, _ bool, _ []string) {
	s := stageOf(ts)
	s.node.stop(s.t)
}

// sign-in signs in, changes the settings twice and leaves a token in
// PARLEY_TOKEN.
func scriptToken(ts *testscript.TestScript, _ bool, _ []string) {
	s := stageOf(ts)
	s.node.api.signIn(s.t)
	ts.Setenv("PARLEY_TOKEN", s.node.api.token)
	for _, name := range []string{"One", "Two"} {
		s.node.api.must(s.t, "globalSettingsUpdate", map[string]any{"deploymentName": name})
	}
}

// guess N PASSWORD tries to sign in N times; with ! the last try must be refused.
func scriptGuess(ts *testscript.TestScript, neg bool, args []string) {
	s := stageOf(ts)
	times, err := strconv.Atoi(args[0])
	ts.Check(err)
	stranger := &testAPI{base: s.node.api.base, http: s.node.api.http}
	var last payload
	for range times {
		last, err = stranger.mutate(s.t.Context(), "signIn", map[string]any{"username": testUser, "password": strings.Join(args[1:], " ")})
	}
	ts.Check(err)
	if refused := len(last.UserErrors) > 0; refused != neg {
		ts.Fatalf("the last of %d tries: %v", times, last.UserErrors)
	}
}

// provision FILE makes a location and a node and leaves its document.
func scriptProvision(ts *testscript.TestScript, _ bool, args []string) {
	s := stageOf(ts)
	location := s.node.api.must(s.t, "locationCreate", map[string]any{"name": "Oslo"}).id()
	node := s.node.api.must(s.t, "conferencingNodeCreate", map[string]any{"name": "oslo-1", "locationId": location, "address": "127.0.0.1"}).id()
	document := s.node.api.must(s.t, "conferencingNodeProvision", map[string]any{"id": node}).Document
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(document), 0o600))
}

// lines FILE N counts lines, each of which is one JSON object.
func scriptLines(ts *testscript.TestScript, _ bool, args []string) {
	list := ndjson(ts, args[0])
	if want, err := strconv.Atoi(args[1]); err != nil || len(list) != want {
		ts.Fatalf("%d lines, want %s", len(list), args[1])
	}
}

func ndjson(ts *testscript.TestScript, file string) []string {
	text := strings.TrimSpace(ts.ReadFile(file))
	if text == "" {
		return nil
	}
	list := strings.Split(text, "\n")
	for _, line := range list {
		if !json.Valid([]byte(line)) {
			ts.Fatalf("line %q is not JSON", line)
		}
	}
	return list
}

// reversed A B: the same lines, in the opposite order.
func scriptReversed(ts *testscript.TestScript, _ bool, args []string) {
	a, b := ndjson(ts, args[0]), ndjson(ts, args[1])
	slices.Reverse(b)
	if len(a) == 0 || !slices.Equal(a, b) {
		ts.Fatalf("%d lines are not %d lines reversed", len(a), len(b))
	}
}

// tail-sees-next STREAM: what is new comes out of a running tail, and nothing
// that was there before. An interrupt ends it in order.
func scriptTail(ts *testscript.TestScript, _ bool, args []string) {
	s := stageOf(ts)
	p := startParley(s.t, "events", "tail", "--url", ts.Getenv("URL"), "--token", ts.Getenv("PARLEY_TOKEN"), "--stream", args[0])
	number := 0
	eventually(s.t, time.Minute, "tail", func() error { // it may not listen yet at the first change
		number++
		s.node.api.must(s.t, "globalSettingsUpdate", map[string]any{"deploymentName": fmt.Sprint("Tail ", number)})
		if !strings.Contains(p.stdout.String(), "Tail ") {
			return fmt.Errorf("stdout %q, stderr %q", p.stdout.String(), p.stderr.String())
		}
		return nil
	})
	p.interrupt(s.t, 10*time.Second)
	for _, e := range parseTail(ts, p.stdout.String()) {
		if e.Stream != args[0] || !strings.Contains(string(e.Data), `"Tail `) {
			ts.Fatalf("tail printed %+v", e)
		}
	}
}

func parseTail(ts *testscript.TestScript, text string) (all []logged) {
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var e logged
		ts.Check(json.Unmarshal([]byte(line), &e))
		all = append(all, e)
	}
	return all
}

// damage cut|garbage|empty FILE
func scriptDamage(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[1])
	raw, err := os.ReadFile(file)
	ts.Check(err)
	switch args[0] {
	case "cut":
		raw = raw[:len(raw)/2]
	case "garbage":
		raw = bytes.Repeat([]byte("garbage "), len(raw)/8)
	case "empty":
		raw = nil
	}
	ts.Check(os.WriteFile(file, raw, 0o600))
}

// snapshot DIR remembers every file but the lock, which any opening touches.
func scriptSnapshot(ts *testscript.TestScript, _ bool, args []string) {
	stageOf(ts).snapshots[args[0]] = digests(ts, args[0])
}

func scriptUnchanged(ts *testscript.TestScript, _ bool, args []string) {
	was, is := stageOf(ts).snapshots[args[0]], digests(ts, args[0])
	if len(was) == 0 || !maps.Equal(was, is) {
		ts.Fatalf("%s was %v, is %v", args[0], was, is)
	}
}

func digests(ts *testscript.TestScript, dir string) map[string]string {
	all := map[string]string{}
	ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "events.lock" {
			return err
		}
		raw, err := os.ReadFile(path)
		all[path] = fmt.Sprintf("%x", sha256.Sum256(raw))
		return err
	}))
	return all
}

// edit FROM TO REGEXP REPLACEMENT
func scriptEdit(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	edited := regexp.MustCompile(args[2]).ReplaceAllLiteralString(text, args[3])
	if edited == text {
		ts.Fatalf("no %s in %s", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(edited), 0o600))
}

// take ADDR listens until the script ends.
func scriptTake(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", args[0])
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
}

// final NAME FILE puts the final hash of an export into a variable.
func scriptFinal(ts *testscript.TestScript, _ bool, args []string) {
	list := ndjson(ts, args[1])
	var footer struct{ Hash string }
	ts.Check(json.Unmarshal([]byte(list[len(list)-1]), &footer))
	ts.Setenv(args[0], footer.Hash)
}
