package static_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/cloudtest"
	"github.com/parley-video/parley/cloud/static"
)

// The test program is its own scripts: under another name it acts as one.
func TestMain(m *testing.M) {
	if world := os.Getenv("CLOUD_TEST_WORLD"); world != "" {
		os.Exit(script(world, filepath.Base(os.Args[0]), os.Args[1:]))
	}
	os.Exit(m.Run())
}

// vm is a machine in the file that the scripts share.
type vm struct {
	ID            string      `json:"id"`
	Name          string      `json:"name"`
	TagValue      string      `json:"tagValue"`
	State         cloud.State `json:"state"`
	LaunchedAt    *time.Time  `json:"launchedAt"`
	Addresses     []string    `json:"addresses"`
	PublicAddress string      `json:"publicAddress"`
	Type          string      `json:"type"`
}

type world struct {
	VMs    []vm
	Hidden []vm // without the tag
	Denied []string
	Down   bool
}

func script(file, name string, args []string) int {
	f, w, err := openWorld(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer f.Close()
	say := func(v any) int {
		if err := json.NewEncoder(os.Stdout).Encode(v); err != nil {
			return 1
		}
		return 0
	}
	fail := func(code cloud.Code, permission string, retry bool) int {
		say(map[string]any{"error": map[string]any{"code": code, "permission": permission, "message": "no " + permission, "retry": retry}})
		return 3
	}
	switch {
	case w.Down:
		return fail(cloud.CodeUnreachable, "", true)
	case name != "check" && slices.Contains(w.Denied, name):
		return fail(cloud.CodePermissionDenied, "vm."+name, false)
	}
	switch name {
	case "list":
		return say(map[string]any{"machines": w.VMs})
	case "check":
		return say(map[string]any{"permissions": w.rights()})
	}
	i := slices.IndexFunc(w.VMs, func(v vm) bool { return v.ID == args[0] })
	if i < 0 {
		return fail(cloud.CodeUnknownMachine, "", false)
	}
	m := &w.VMs[i]
	switch name + " " + string(m.State) {
	case "start stopped":
		now := time.Now()
		m.State, m.LaunchedAt = cloud.StatePending, &now
	case "start stopping", "start terminated", "stop terminated":
		return fail(cloud.CodeWrongState, "", true)
	case "stop pending", "stop running":
		m.State = cloud.StateStopping
	}
	if err := w.save(f); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return say(map[string]any{"state": m.State})
}

func (w world) rights() []map[string]any {
	var all []map[string]any
	ours := slices.ContainsFunc(w.VMs, func(v vm) bool { return v.TagValue == os.Getenv("PARLEY_TAG_VALUE") })
	for _, name := range []string{"list", "start", "stop"} {
		r := map[string]any{"permission": "vm." + name}
		if name == "list" || ours {
			r["granted"] = !slices.Contains(w.Denied, name)
		}
		all = append(all, r)
	}
	return all
}

func openWorld(file string) (*os.File, world, error) {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, world{}, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, world{}, err
	}
	var w world
	if err := json.NewDecoder(f).Decode(&w); err != nil && err.Error() != "EOF" {
		return nil, world{}, err
	}
	return f, w, nil
}

func (w world) save(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	if _, err := f.Seek(0, 0); err != nil {
		return err
	}
	return json.NewEncoder(f).Encode(w)
}

// folder makes a folder of scripts that are this test program.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range names {
		if err := os.Symlink(self, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const tagValue = "parley-1234"

func TestContract(t *testing.T) {
	cloudtest.Run(t, func(t *testing.T, test func(*testing.T, cloudtest.Cloud)) {
		file := filepath.Join(t.TempDir(), "world.json")
		p, err := static.New(static.Config{
			Dir: folder(t, "list", "start", "stop", "check"), TagKey: "parley-cloud", TagValue: tagValue, Env: []string{"CLOUD_TEST_WORLD=" + file},
		})
		if err != nil {
			t.Fatal(err)
		}
		change := func(do func(*world)) {
			t.Helper()
			f, w, err := openWorld(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			do(&w)
			if err := w.save(f); err != nil {
				t.Fatal(err)
			}
		}
		serial := 0
		test(t, cloudtest.Cloud{
			Provider: p, TagValue: tagValue,
			Add: func(m cloud.Machine, tagged bool) string {
				serial++
				v := vm{ID: "vm-" + strconv.Itoa(serial), Name: m.Name, TagValue: m.TagValue, State: m.State, Addresses: m.Addresses, Type: "large"}
				change(func(w *world) {
					if tagged {
						w.VMs = append(w.VMs, v)
					} else {
						w.Hidden = append(w.Hidden, v)
					}
				})
				return v.ID
			},
			Settle: func() {
				change(func(w *world) {
					for i := range w.VMs {
						switch w.VMs[i].State {
						case cloud.StatePending:
							w.VMs[i].State = cloud.StateRunning
						case cloud.StateStopping:
							w.VMs[i].State = cloud.StateStopped
						}
					}
				})
			},
			Deny: func(op cloud.Operation, denied bool) {
				change(func(w *world) {
					w.Denied = slices.DeleteFunc(w.Denied, func(d string) bool { return d == string(op) })
					if denied {
						w.Denied = append(w.Denied, string(op))
					}
				})
			},
			Down: func(down bool) { change(func(w *world) { w.Down = down }) },
		})
	})
}

// What the cloud did by itself is handed on with its reason.
func TestStoppedFor(t *testing.T) {
	for _, c := range []struct {
		state, reason string
		code          cloud.Code
	}{
		{"stopped", `{"code":"no-capacity","message":"The hall is full.","retry":true}`, cloud.CodeNoCapacity},
		{"stopping", `{"code":"moon","message":"The hall is full.","retry":true}`, cloud.CodeStartRefused},
		{"running", `{"code":"no-capacity","message":"The hall is full.","retry":true}`, ""},
		{"stopped", `null`, ""},
	} {
		dir := t.TempDir()
		write(t, dir, "list", fmt.Sprintf("#!/bin/sh\necho '{\"machines\":[{\"id\":\"a\",\"state\":%q,\"stoppedFor\":%s}]}'\n", c.state, c.reason), 0o755)
		all, err := open(t, dir, 0).Machines(t.Context())
		if err != nil || len(all) != 1 {
			t.Fatalf("%+v, %v", all, err)
		}
		switch e := all[0].StoppedFor; {
		case c.code == "":
			if e != nil {
				t.Errorf("%s, %s: %v", c.state, c.reason, e)
			}
		case e == nil || e.Code != c.code || e.Message != "The hall is full." || !e.Retry:
			t.Errorf("%s, %s: %v", c.state, c.reason, e)
		}
	}
}

// write makes a script of text.
func write(t *testing.T, dir, name, text string, mode os.FileMode) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string, timeout time.Duration) *static.Provider {
	t.Helper()
	p, err := static.New(static.Config{Dir: dir, TagKey: "k", TagValue: tagValue, Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatScriptsDoWrong(t *testing.T) {
	for what, c := range map[string]struct {
		script string
		mode   os.FileMode
		code   cloud.Code
		says   string
	}{
		"nothing":              {"#!/bin/sh\n", 0o755, cloud.CodeProviderError, "not understood"},
		"no JSON":              {"#!/bin/sh\necho machines: none\n", 0o755, cloud.CodeProviderError, "not understood"},
		"a typing error":       {`#!/bin/sh` + "\n" + `echo '{"machines":[{"id":"a","adresses":[]}]}'` + "\n", 0o755, cloud.CodeProviderError, "adresses"},
		"two answers":          {"#!/bin/sh\necho '{} {}'\n", 0o755, cloud.CodeProviderError, "more than one"},
		"no id":                {`#!/bin/sh` + "\n" + `echo '{"machines":[{"id":"-rf"}]}'` + "\n", 0o755, cloud.CodeProviderError, "cannot be one"},
		"twice":                {`#!/bin/sh` + "\n" + `echo '{"machines":[{"id":"a"},{"id":"a"}]}'` + "\n", 0o755, cloud.CodeProviderError, "a twice"},
		"an error on its own":  {"#!/bin/sh\necho 'the licence has ended' >&2\nexit 7\n", 0o755, cloud.CodeProviderError, "exit status 7 the licence has ended"},
		"an unknown code":      {`#!/bin/sh` + "\n" + `echo '{"error":{"code":"moon","message":"It is full."}}'; exit 1` + "\n", 0o755, cloud.CodeProviderError, "It is full."},
		"not executable":       {"#!/bin/sh\n", 0o644, cloud.CodePermissionDenied, "cannot be executed"},
		"writable by everyone": {"#!/bin/sh\n", 0o777, cloud.CodePermissionDenied, "changed by others"},
		"no program":           {"\x00", 0o755, cloud.CodeProviderError, "could not be run"},
		"too much":             {"#!/bin/sh\nexec yes\n", 0o755, cloud.CodeProviderError, "more than 8 MB"},
	} {
		t.Run(what, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "list", c.script, c.mode)
			_, err := open(t, dir, 0).Machines(t.Context())
			if cloud.CodeOf(err) != c.code || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("%v; want %s, %q", err, c.code, c.says)
			}
		})
	}
}

// Time is up for all that a script started, also for what holds its output.
func TestDeadline(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "start", "#!/bin/sh\necho $$ > pid\nsleep 600 & sleep 600\n", 0o755)
	from := time.Now()
	_, err := open(t, dir, 500*time.Millisecond).Start(t.Context(), "vm-1")
	var e *cloud.Error
	if !errors.As(err, &e) || e.Code != cloud.CodeUnreachable || !e.Retry || !errors.Is(err, context.DeadlineExceeded) || e.Machine != "vm-1" {
		t.Errorf("%v", err)
	}
	if took := time.Since(from); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	group, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if left := living(t, group); len(left) > 0 {
		t.Errorf("processes %v are left behind", left)
	}
}

// A script that ended well has done what it was asked for, whatever it left
// running; that ends with it.
func TestWhatScriptsLeaveRunning(t *testing.T) {
	for _, output := range []string{"", ">/dev/null 2>&1"} {
		dir := t.TempDir()
		write(t, dir, "start", "#!/bin/sh\necho $$ > pid\nsleep 600 "+output+" &\necho '{\"state\":\"pending\"}'\n", 0o755)
		if s, err := open(t, dir, 0).Start(t.Context(), "vm-1"); err != nil || s != cloud.StatePending {
			t.Errorf("%q: %s, %v", output, s, err)
		}
		raw, err := os.ReadFile(filepath.Join(dir, "pid"))
		if err != nil {
			t.Fatal(err)
		}
		group, err := strconv.Atoi(strings.TrimSpace(string(raw)))
		if err != nil {
			t.Fatal(err)
		}
		if left := living(t, group); len(left) > 0 {
			t.Errorf("%q: processes %v are left behind", output, left)
		}
	}
	// One that failed has failed all the same.
	dir := t.TempDir()
	write(t, dir, "start", "#!/bin/sh\nsleep 600 &\necho 'no licence' >&2\nexit 4\n", 0o755)
	if _, err := open(t, dir, 0).Start(t.Context(), "vm-1"); cloud.CodeOf(err) != cloud.CodeProviderError || !strings.Contains(err.Error(), "exit status 4 no licence") {
		t.Errorf("%v", err)
	}
}

// Whoever may write into a folder puts another script in the place of one.
func TestWhoMayWrite(t *testing.T) {
	for what, c := range map[string]struct {
		root, folder os.FileMode
		allowed      bool
	}{
		"nobody else":               {0o755, 0o750, true},
		"anybody, the folder":       {0o755, 0o777, false},
		"anybody, the folder above": {0o777, 0o755, false},
		"anybody, but only add":     {0o777 | os.ModeSticky, 0o755, true},
		"our group":                 {0o775, 0o775, true},
	} {
		root := filepath.Join(t.TempDir(), "scripts")
		dir := filepath.Join(root, "cellar")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, dir, "list", "#!/bin/sh\necho '{}'\n", 0o755)
		for path, mode := range map[string]os.FileMode{root: c.root, dir: c.folder} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
		_, err := open(t, dir, 0).Machines(t.Context())
		if c.allowed != (err == nil) || err != nil && cloud.CodeOf(err) != cloud.CodePermissionDenied {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Another group than this process's may not change a script either.
func TestOtherGroup(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "list", "#!/bin/sh\necho '{}'\n", 0o775)
	if err := os.Chown(filepath.Join(dir, "list"), -1, os.Getegid()+1); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(filepath.Join(dir, "list"), 0o775); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir, 0).Machines(t.Context()); cloud.CodeOf(err) != cloud.CodePermissionDenied {
		t.Errorf("%v", err)
	}
}

// What is for this process only does not reach scripts, and so nobody who reads
// what they print.
func TestEnvironment(t *testing.T) {
	t.Setenv("PARLEY_EVENT_STORE", "esdb://admin:secret@example")
	t.Setenv("PARLEY_SCRIPT_TOKEN", "for scripts")
	dir := t.TempDir()
	write(t, dir, "list", "#!/bin/sh\nenv >&2\nexit 1\n", 0o755)
	_, err := open(t, dir, 0).Machines(t.Context())
	if text := fmt.Sprint(err); strings.Contains(text, "admin:secret") || !strings.Contains(text, "PARLEY_SCRIPT_TOKEN=for scripts") || !strings.Contains(text, "PARLEY_TAG_KEY=k") {
		t.Error(text)
	}
}

// living are the processes of a group that are not on their way out.
func living(t *testing.T, group int) []string {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		t.Skip("there is no /proc")
	}
	var left []string
	for _, path := range stats {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(raw), ") ")
		if f := strings.Fields(rest); len(f) > 2 && f[2] == strconv.Itoa(group) && f[0] != "Z" && f[0] != "X" {
			// A killed process that has not yet been run again is as good as gone.
			if pending, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "status")); !strings.Contains(string(pending), "ShdPnd:\t0000000000000100") && !strings.Contains(string(pending), "SigPnd:\t0000000000000100") {
				left = append(left, path)
			}
		}
	}
	return left
}

// Arguments and environment reach the script as they are, without a shell.
func TestNoShell(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "stop", `#!/bin/sh
test $# = 1 && test "$1" = '$(touch,x);"&*' && test "$PARLEY_TAG_KEY" = k && test "$PARLEY_TAG_VALUE" = parley-1234 || exit 9
echo '{"state":"warp"}'
`, 0o755)
	if s, err := open(t, dir, 0).Stop(t.Context(), `$(touch,x);"&*`); err != nil || s != cloud.StateUnknown {
		t.Errorf("%s, %v; want a state that nobody knows", s, err)
	}
}

// Without a script that checks, what can be seen without it is.
func TestCheckWithoutScript(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "list", "#!/bin/sh\necho '{\"machines\":[]}'\n", 0o755)
	write(t, dir, "start", "#!/bin/sh\n", 0o644)
	write(t, dir, "stop", "#!/bin/sh\n", 0o755)
	found, err := open(t, dir, 0).Check(t.Context())
	if err != nil || len(found) != 3 || !found[0].Granted() || found[1].Err == nil || found[1].Err.Permission != "start" || found[2].Tried {
		t.Errorf("%+v, %v", found, err)
	}
	if err := os.Remove(filepath.Join(dir, "list")); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir, 0).Check(t.Context()); cloud.CodeOf(err) != cloud.CodeProviderError {
		t.Errorf("%v", err)
	}
}

func TestNewNeedsAFolder(t *testing.T) {
	for _, dir := range []string{"", "scripts"} {
		if _, err := static.New(static.Config{Dir: dir}); cloud.CodeOf(err) != cloud.CodeProviderError {
			t.Errorf("%q: %v", dir, err)
		}
	}
}
