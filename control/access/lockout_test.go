package access_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// guess tries a wrong password at one of the processes, from an address of its
// own.
func (h *house) guess(t *testing.T, a *access.Access, n int, username string) error {
	t.Helper()
	_, err := a.SignIn(t.Context(), from(fmt.Sprintf("10.1.%d.%d", n/250, n%250)), username, "wrong horse battery")
	return err
}

func (h *house) lock(t *testing.T) {
	t.Helper()
	for i := range access.MaxFailures {
		if err := h.guess(t, h.access, i, "ada"); !domain.IsRefusal(err, domain.CodeBadCredentials) {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
}

// good tells whether the right password is good now, at a process that knows
// nothing from memory.
func (h *house) good(t *testing.T) bool {
	t.Helper()
	_, err := h.another(t, h.Hasher).SignIn(t.Context(), from("10.9.9.9"), "ada", password)
	if err != nil && !domain.IsRefusal(err, domain.CodeBadCredentials) {
		t.Fatal(err)
	}
	return err == nil
}

func TestLockOut(t *testing.T) {
	h := build(t)
	in := h.signIn(t)
	h.lock(t)
	var locked events.AdministratorLockedOut
	for _, rec := range controltest.Recorded(t, h.Store, store.Filter{StreamPrefixes: []string{"admin-"}}) {
		if e, ok := rec.Event.(events.AdministratorLockedOut); ok {
			locked = e
			if rec.Meta.Source != "10.1.0.9" || rec.Meta.Actor.Kind != events.ActorSystem {
				t.Errorf("metadata %+v", rec.Meta)
			}
		}
	}
	if locked.Attempts != access.MaxFailures || locked.ID != h.admin {
		t.Fatalf("locked %+v", locked)
	}
	if h.good(t) {
		t.Error("the right password is good while the account is locked, after a restart")
	}
	if _, err := h.access.VerifySession(t.Context(), in.Cookie, true); err != nil {
		t.Errorf("an open session ended: %v", err)
	}
	h.passed = access.LockTime - time.Second
	if h.good(t) {
		t.Error("the lock ended early")
	}
	h.passed = access.LockTime + time.Second
	if !h.good(t) {
		t.Error("the lock did not end by itself")
	}
}

// Whoever hangs up before the answer has been counted all the same.
func TestWhoHangsUpIsCounted(t *testing.T) {
	h := build(t)
	for i := range access.MaxFailures {
		ctx, hangUp := context.WithCancel(t.Context())
		read := 0
		h.clock = func() {
			if read++; read == 2 { // the password was compared
				hangUp()
			}
		}
		_, err := h.another(t, h.Hasher).SignIn(ctx, from(fmt.Sprintf("10.1.0.%d", i)), "ada", "wrong horse battery")
		if err == nil {
			t.Fatal("signed in")
		}
	}
	h.clock = nil
	if h.good(t) {
		t.Error("none of them was counted")
	}
}

// Whatever is tried while it is locked does not prolong the lock.
func TestLockIsNotProlonged(t *testing.T) {
	h := build(t)
	h.lock(t)
	for i := range 3 * access.MaxFailures {
		h.passed += 10 * time.Second
		_ = h.guess(t, h.another(t, h.Hasher), 20+i, "ada")
	}
	h.passed = access.LockTime + time.Second
	if !h.good(t) {
		t.Error("the lock was prolonged")
	}
}

func TestUnlock(t *testing.T) {
	for what, unlock := range map[string]domain.Command{
		"another administrator": administrator.Unlock{},
		"new password":          administrator.SetPassword{Password: domain.Plaintext(password)},
	} {
		t.Run(what, func(t *testing.T) {
			h := build(t)
			h.lock(t)
			switch c := unlock.(type) {
			case administrator.Unlock:
				c.ID = h.admin
				unlock = c
			case administrator.SetPassword:
				c.ID = h.admin
				unlock = c
			}
			h.do(t, unlock)
			if !h.good(t) {
				t.Error("still locked")
			}
		})
	}
}

// The count is of all Management Nodes together, is forgotten with time and
// with a sign-in that works.
func TestFailuresAreCountedTogether(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		h := &house{}
		h.Rig = controltest.New(t, controltest.Memory(t), controltest.At(h.now))
		h.state = open(t)
		h.access = h.another(t, h.Hasher)
		if _, err := h.access.EnsureFirstAdministrator(t.Context(), "ada", password); err != nil {
			t.Fatal(err)
		}
		nodes := []*access.Access{h.access, h.another(t, h.Hasher)}
		round := func(n int) {
			var all sync.WaitGroup
			for i := range n {
				all.Go(func() {
					if err := h.guess(t, nodes[i%2], i, "ada"); !domain.IsRefusal(err, domain.CodeBadCredentials) {
						t.Error(err)
					}
				})
			}
			all.Wait()
		}
		round(access.MaxFailures - 1)
		if !h.good(t) {
			t.Fatal("locked too early")
		}
		round(access.MaxFailures - 1) // it began anew
		h.passed += access.FailureWindow + time.Second
		round(access.MaxFailures - 1)
		if !h.good(t) {
			t.Fatal("what was long ago counts")
		}
		round(access.MaxFailures)
		if h.good(t) {
			t.Error("not locked")
		}
	})
}

// Names that nobody has take a bounded number of rows, and the same time: all
// refusals come after the time that they share.
func TestRefusalsTakeTheSameTime(t *testing.T) {
	h := build(t)
	h.do(t, administrator.Create{Username: "off", Password: domain.Plaintext(password)})
	h.lock(t)
	synctest.Test(t, func(t *testing.T) {
		a := h.patient(t, 500*time.Millisecond)
		for i, username := range []string{"ada", "nobody", "off"} { // locked, unknown, wrong password
			began := time.Now()
			if err := h.guess(t, a, 100+i, username); !domain.IsRefusal(err, domain.CodeBadCredentials) {
				t.Errorf("%s: %v", username, err)
			}
			if took := time.Since(began); took != 500*time.Millisecond {
				t.Errorf("%s: refused after %s", username, took)
			}
		}
	})
}

func TestUnlockNeedsNothingToDo(t *testing.T) {
	h := build(t)
	receipt, err := h.Executor.Execute(t.Context(), control.Envelope{}, administrator.Unlock{ID: h.admin})
	if err != nil || receipt.Changed {
		t.Errorf("%+v, %v", receipt, err)
	}
	if _, err := h.Executor.Execute(t.Context(), control.Envelope{}, administrator.Unlock{ID: h.admin, By: domain.Some([]string{"access:write"})}); !domain.IsRefusal(err, domain.CodeNotAllowed) {
		t.Errorf("unlocked by somebody who may do less: %v", err)
	}
}

// The last use of sessions is known to all who share the ledger, to the minute.
func TestIdleTimeIsShared(t *testing.T) {
	h := build(t)
	in := h.signIn(t)
	here, there := h.access, h.another(t, h.Hasher)
	ctx := access.WithSource(t.Context(), "10.0.0.5")
	if _, err := there.VerifySession(t.Context(), in.Cookie, false); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		h.passed += 50 * time.Minute
		if _, err := here.VerifySession(ctx, in.Cookie, true); err != nil {
			t.Fatal(err)
		}
	}
	for what, a := range map[string]*access.Access{"another node": there, "after a restart": h.another(t, h.Hasher)} {
		if _, err := a.VerifySession(t.Context(), in.Cookie, false); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	uses, err := here.Uses(t.Context(), []string{access.SessionSubject(in.Principal.SessionID)})
	if use := uses[access.SessionSubject(in.Principal.SessionID)]; err != nil || use.Source != "10.0.0.5" || h.now().Sub(use.At) > time.Minute {
		t.Errorf("use %+v, %v", use, err)
	}
	h.passed += time.Hour + access.UseInterval
	if _, err := there.VerifySession(ctx, in.Cookie, true); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("idle everywhere: %v", err)
	}
}

// The use of a token is written once a minute, and only where it is used.
func TestTokenUse(t *testing.T) {
	h := build(t)
	secret, receipt, err := h.access.CreateToken(t.Context(), access.NewToken{Name: "ci", Scopes: []string{"config:read"}, Allowed: []string{"config:read"}})
	if err != nil {
		t.Fatal(err)
	}
	used := func() access.Use {
		t.Helper()
		uses, err := h.access.Uses(t.Context(), []string{access.TokenSubject(receipt.ID), access.TokenSubject("other")})
		if err != nil {
			t.Fatal(err)
		}
		return uses[access.TokenSubject(receipt.ID)]
	}
	verify := func(source string) {
		t.Helper()
		ctx := t.Context()
		if source != "" {
			ctx = access.WithSource(ctx, source)
		}
		if _, err := h.access.VerifyToken(ctx, secret); err != nil {
			t.Fatal(err)
		}
	}
	if verify(""); !used().At.IsZero() {
		t.Error("a look counts as a use")
	}
	if verify("10.0.0.1"); used().Source != "10.0.0.1" {
		t.Errorf("use %+v", used())
	}
	h.passed = 30 * time.Second
	if verify("10.0.0.2"); used().Source != "10.0.0.1" {
		t.Errorf("written twice a minute: %+v", used())
	}
	h.passed = 61 * time.Second
	if verify("10.0.0.3"); used().Source != "10.0.0.3" {
		t.Errorf("use %+v", used())
	}
}

// patient is another process that answers refusals after a time.
func (h *house) patient(t *testing.T, after time.Duration) *access.Access {
	t.Helper()
	h.refusal = after
	defer func() { h.refusal = 0 }()
	return h.another(t, h.Hasher)
}
