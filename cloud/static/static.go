// Package static is the cloud.Provider for clouds that Parley does not know: the
// operator's own scripts list, start and stop machines.
//
// The scripts are executables list, start, stop and, if there is one, check in
// one folder. They are run directly, without a shell, start and stop with the id
// of a machine as their only argument. PARLEY_TAG_KEY and PARLEY_TAG_VALUE in
// their environment say which machines are meant; of that of this process they
// see the usual few, proxies, and what begins with PARLEY_SCRIPT_. They answer in
// JSON on standard output and end with 0:
//
//	list   {"machines": [{"id": "vm-1", "name": "burst-1", "tagValue": "parley-1", "state": "stopped",
//	        "launchedAt": "2026-03-01T08:00:00Z", "addresses": ["10.0.0.1"], "publicAddress": "", "type": "large"}]}
//	start  {"state": "pending"}
//	stop   {"state": "stopping"}
//	check  {"permissions": [{"permission": "start", "granted": true, "subject": "", "message": ""}]}
//
// or end with another number and say what is wrong:
//
//	{"error": {"code": "throttled", "permission": "", "message": "…", "retry": true}}
//
// with a code of package cloud; without that the end of standard error is what
// is shown. A machine of the list that the cloud stopped by itself, or whose
// start it took back, may say why in "stoppedFor", in the same form. States are
// those of package cloud. The package imports cloud and the standard library. A
// Provider runs at most four scripts at once and leaves no process of their group
// behind.
package static

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"

	"github.com/parley-video/parley/cloud"
)

// Config says where the scripts are.
type Config struct {
	Dir      string // absolute
	TagKey   string
	TagValue string
	// Env is set for the scripts beside the little that they see of this process's.
	Env []string
	// Timeout is how long a script may take; 0: a minute.
	Timeout time.Duration
}

// The scripts.
const (
	scriptList  = "list"
	scriptStart = "start"
	scriptStop  = "stop"
	scriptCheck = "check"
)

// The bounds of a script.
const (
	defaultTimeout = time.Minute
	killAfter      = 2 * time.Second // from the end of its time until its pipes are closed
	maxOutput      = 8 << 20
	maxErrors      = 4 << 10
	maxMessage     = 500
	maxMachines    = 10_000
	maxID          = 255
	maxRunning     = 4
)

// Provider runs the scripts.
type Provider struct {
	c     Config
	slots chan struct{}
}

var _ cloud.Provider = (*Provider)(nil)

// New makes a provider; it runs nothing yet. Whether the scripts are there is
// seen at each call, since they may be put there, and mended, at any time.
func New(c Config) (*Provider, error) {
	if !filepath.IsAbs(c.Dir) {
		return nil, &cloud.Error{Code: cloud.CodeProviderError, Operation: cloud.OpenAccount, Message: "The folder of the scripts is not known."}
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	return &Provider{c: c, slots: make(chan struct{}, maxRunning)}, nil
}

// The answers of the scripts.
type (
	answer struct {
		Machines    []machine    `json:"machines"`
		State       cloud.State  `json:"state"`
		Permissions []permission `json:"permissions"`
		Error       *trouble     `json:"error"`
	}
	machine struct {
		ID            string      `json:"id"`
		Name          string      `json:"name"`
		TagValue      string      `json:"tagValue"`
		State         cloud.State `json:"state"`
		LaunchedAt    *time.Time  `json:"launchedAt"`
		Addresses     []string    `json:"addresses"`
		PublicAddress string      `json:"publicAddress"`
		Type          string      `json:"type"`
		StoppedFor    *trouble    `json:"stoppedFor"`
	}
	permission struct {
		Permission string `json:"permission"`
		Granted    *bool  `json:"granted"` // absent: it could not be tried
		Subject    string `json:"subject"`
		Message    string `json:"message"`
	}
	trouble struct {
		Code       cloud.Code `json:"code"`
		Permission string     `json:"permission"`
		Message    string     `json:"message"`
		Retry      bool       `json:"retry"`
	}
)

// failure is what a script says; a code that is not known counts as otherwise.
func (t *trouble) failure(op cloud.Operation, otherwise cloud.Code) *cloud.Error {
	e := &cloud.Error{Code: t.Code, Operation: op, Permission: t.Permission, Message: short(t.Message), Retry: t.Retry}
	if !slices.Contains(cloud.Codes(), e.Code) {
		e.Code = otherwise
	}
	return e
}

// Machines implements cloud.Provider.
func (p *Provider) Machines(ctx context.Context) ([]cloud.Machine, error) {
	out, err := p.run(ctx, cloud.ListMachines, scriptList, "")
	if err != nil {
		return nil, err
	}
	odd := func(format string, args ...any) error {
		return &cloud.Error{Code: cloud.CodeProviderError, Operation: cloud.ListMachines, Message: "The script list answers " + fmt.Sprintf(format, args...) + "."}
	}
	if len(out.Machines) > maxMachines {
		return nil, odd("more than %d machines", maxMachines)
	}
	var all []cloud.Machine
	for n, m := range out.Machines {
		if !validID(m.ID) {
			return nil, odd("a machine whose id cannot be one, the %d. of the list", n+1)
		}
		each := cloud.Machine{
			ID: m.ID, Name: m.Name, TagValue: m.TagValue, State: known(m.State),
			Addresses: m.Addresses, PublicAddress: m.PublicAddress, Type: m.Type,
		}
		if m.LaunchedAt != nil {
			each.LaunchedAt = m.LaunchedAt.UTC()
		}
		if m.StoppedFor != nil && (each.State == cloud.StateStopped || each.State == cloud.StateStopping) {
			each.StoppedFor = m.StoppedFor.failure(cloud.StartMachine, cloud.CodeStartRefused)
		}
		all = append(all, each)
	}
	slices.SortStableFunc(all, func(a, b cloud.Machine) int { return strings.Compare(a.ID, b.ID) })
	for i := 1; i < len(all); i++ {
		if all[i].ID == all[i-1].ID {
			return nil, odd("the machine %s twice", all[i].ID)
		}
	}
	return all, nil
}

// Start implements cloud.Provider.
func (p *Provider) Start(ctx context.Context, id string) (cloud.State, error) {
	return p.change(ctx, cloud.StartMachine, scriptStart, id)
}

// Stop implements cloud.Provider.
func (p *Provider) Stop(ctx context.Context, id string) (cloud.State, error) {
	return p.change(ctx, cloud.StopMachine, scriptStop, id)
}

func (p *Provider) change(ctx context.Context, op cloud.Operation, script, id string) (cloud.State, error) {
	if !validID(id) {
		return cloud.StateUnknown, &cloud.Error{Code: cloud.CodeUnknownMachine, Operation: op, Machine: id, Message: "This is not the id of a machine."}
	}
	out, err := p.run(ctx, op, script, id)
	if err != nil {
		return cloud.StateUnknown, err
	}
	return known(out.State), nil
}

// Check implements cloud.Provider. Without a script for it, only listing can be
// tried, and whether the others can be run at all.
func (p *Provider) Check(ctx context.Context) ([]cloud.Finding, error) {
	out, err := p.run(ctx, cloud.CheckRights, scriptCheck, "")
	if err != nil && errors.Is(err, fs.ErrNotExist) {
		return p.checkScripts(ctx)
	}
	if err != nil {
		return nil, err
	}
	var found []cloud.Finding
	for _, r := range out.Permissions {
		f := cloud.Finding{Permission: r.Permission, Subject: r.Subject, Tried: r.Granted != nil}
		if f.Tried && !*r.Granted {
			f.Err = denied(cloud.CheckRights, r.Permission, short(r.Message))
			f.Err.Machine = r.Subject
		}
		found = append(found, f)
	}
	return found, nil
}

func (p *Provider) checkScripts(ctx context.Context) ([]cloud.Finding, error) {
	found := []cloud.Finding{{Permission: scriptList, Tried: true}, {Permission: scriptStart}, {Permission: scriptStop}}
	if _, err := p.run(ctx, cloud.CheckRights, scriptList, ""); err != nil {
		if err.Code != cloud.CodePermissionDenied {
			return nil, err
		}
		found[0].Err = err
	}
	for i := 1; i < len(found); i++ {
		if err := p.usable(cloud.CheckRights, found[i].Permission); err != nil {
			found[i].Tried, found[i].Err = true, err
		}
	}
	return found, nil
}

func denied(op cloud.Operation, permission, message string) *cloud.Error {
	if message == "" {
		message = "The right is missing."
	}
	return &cloud.Error{Code: cloud.CodePermissionDenied, Operation: op, Permission: permission, Message: message}
}

// usable says what keeps a script from being run. One that others may write, or
// put another one in the place of, is not: with it, they could do what this
// process may.
func (p *Provider) usable(op cloud.Operation, script string) *cloud.Error {
	path := filepath.Join(p.c.Dir, script)
	for _, dir := range []string{filepath.Dir(p.c.Dir), p.c.Dir} {
		if info, err := os.Stat(dir); err == nil && open(info) {
			return denied(op, script, dir+" may be changed by others on this machine.")
		}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return &cloud.Error{Code: cloud.CodeProviderError, Operation: op, Message: "There is no script " + path + " that can be read.", Err: err}
	case !info.Mode().IsRegular() || info.Mode().Perm()&0o111 == 0:
		return denied(op, script, path+" cannot be executed.")
	case open(info):
		return denied(op, script, path+" may be changed by others on this machine.")
	}
	return nil
}

// open reports whether others than its owner and this process may write a file,
// or into a folder. In one with the sticky bit they can put no other in its place.
func open(info fs.FileInfo) bool {
	if info.IsDir() && info.Mode()&fs.ModeSticky != 0 {
		return false
	}
	owner, known := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o002 != 0 ||
		info.Mode().Perm()&0o020 != 0 && (!known || int(owner.Gid) != os.Getegid())
}

// run runs a script to its end and reads its answer.
func (p *Provider) run(ctx context.Context, op cloud.Operation, script, id string) (answer, *cloud.Error) {
	fail := func(code cloud.Code, retry bool, err error, message string) (answer, *cloud.Error) {
		return answer{}, &cloud.Error{Code: code, Operation: op, Machine: id, Message: message, Retry: retry, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, p.c.Timeout)
	defer cancel()
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return fail(cloud.CodeUnreachable, true, err, "The script "+script+" could not be run in time.")
	}
	if err := p.usable(op, script); err != nil {
		err.Machine = id
		return answer{}, err
	}
	stdout, stderr := &head{left: maxOutput}, &tail{}
	cmd := p.command(ctx, script, id, stdout, stderr)
	err := cmd.Run()
	if cmd.Process != nil {
		// What the script left running ends with it. Its group lives on only with
		// that; if nobody is left there is nothing to do.
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
	if errors.Is(err, exec.ErrWaitDelay) && ctx.Err() == nil {
		err = nil // it ended well; only what it left running held its output
	}
	if cause := ctx.Err(); cause != nil && err != nil {
		return fail(cloud.CodeUnreachable, true, cause, "The script "+script+" did not end in time.")
	}
	if stdout.over {
		return fail(cloud.CodeProviderError, false, err, fmt.Sprintf("The script %s answers with more than %d MB.", script, maxOutput>>20))
	}
	out, parsed := parse(stdout.kept)
	var exit *exec.ExitError
	switch {
	case parsed == nil && out.Error != nil:
		e := out.Error.failure(op, cloud.CodeProviderError)
		e.Machine, e.Err = id, err
		if e.Message == "" {
			e.Message = "The script " + script + " does not say what is wrong."
		}
		return answer{}, e
	case errors.As(err, &exit):
		return fail(cloud.CodeProviderError, true, err, short(fmt.Sprintf("The script %s failed: %s %s", script, exit.String(), stderr.text())))
	case err != nil:
		return fail(cloud.CodeProviderError, true, err, "The script "+script+" could not be run: "+err.Error())
	case parsed != nil:
		return fail(cloud.CodeProviderError, false, parsed, "The script "+script+" answers in a way that is not understood: "+short(parsed.Error()))
	}
	return out, nil
}

// command is a script with a process group of its own, all of which ends with
// its time.
func (p *Provider) command(ctx context.Context, script, id string, stdout, stderr io.Writer) *exec.Cmd {
	var args []string
	if id != "" {
		args = []string{id}
	}
	cmd := exec.CommandContext(ctx, filepath.Join(p.c.Dir, script), args...)
	cmd.Dir = p.c.Dir
	cmd.Env = append(environment(), p.c.Env...)
	cmd.Env = append(cmd.Env, "PARLEY_TAG_KEY="+p.c.TagKey, "PARLEY_TAG_VALUE="+p.c.TagValue)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = killAfter
	return cmd
}

// environment is what scripts see of this process's. There may be secrets in the
// rest, and a script that prints what it has would publish them.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(one string) bool {
		name, _, _ := strings.Cut(one, "=")
		return !slices.Contains(passed, name) && !strings.HasPrefix(name, "PARLEY_SCRIPT_") && !strings.HasPrefix(name, "LC_")
	})
}

var passed = []string{
	"PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR",
	"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
}

// parse reads one JSON object. Words that are not known are mistakes: a field
// with a typing error must not look like one that is empty.
func parse(raw []byte) (answer, error) {
	var out answer
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&out); err != nil {
		return answer{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return answer{}, errors.New("there is more than one JSON object")
	}
	return out, nil
}

func validID(id string) bool {
	return id != "" && len(id) <= maxID && !strings.HasPrefix(id, "-") &&
		!strings.ContainsFunc(id, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar })
}

func known(s cloud.State) cloud.State {
	switch s {
	case cloud.StateStopped, cloud.StatePending, cloud.StateRunning, cloud.StateStopping, cloud.StateTerminated:
		return s
	default:
		return cloud.StateUnknown
	}
}

func short(text string) string {
	text = strings.TrimSpace(strings.ToValidUTF8(text, "?"))
	if runes := []rune(text); len(runes) > maxMessage {
		text = "…" + string(runes[len(runes)-maxMessage:])
	}
	return text
}

// head keeps the first bytes, and refuses more: then the script ends.
type head struct {
	kept []byte
	left int
	over bool
}

var errTooMuch = errors.New("too much output")

func (h *head) Write(b []byte) (int, error) {
	if len(b) > h.left {
		h.over = true
		return 0, errTooMuch
	}
	h.left -= len(b)
	h.kept = append(h.kept, b...)
	return len(b), nil
}

// tail keeps the last bytes.
type tail struct{ kept []byte }

func (t *tail) Write(b []byte) (int, error) {
	t.kept = append(t.kept, b...)
	if over := len(t.kept) - maxErrors; over > 0 {
		t.kept = slices.Delete(t.kept, 0, over)
	}
	return len(b), nil
}

func (t *tail) text() string { return strings.TrimSpace(string(t.kept)) }
