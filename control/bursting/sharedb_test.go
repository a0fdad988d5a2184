package bursting_test

import (
	"context"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// openShares opens what two Management Nodes have in common, in one database.
func openShares(t *testing.T) (a, b shell.Share) {
	t.Helper()
	if os.Getenv(sqldbtest.Env) == "" {
		t.Skip("needs PostgreSQL: " + sqldbtest.Env)
	}
	dsn := sqldbtest.Schema(t)
	var all [2]shell.Share
	for i := range all {
		s, err := shell.OpenShare(t.Context(), sqldbtest.Postgres(t, dsn))
		if err != nil {
			t.Fatal(err)
		}
		all[i] = s
	}
	return all[0], all[1]
}

// What one Management Node tells, the other hears: the last of it, however long.
func TestShareOverPostgres(t *testing.T) {
	a, b := openShares(t)
	if body, err := b.Get(t.Context()); err != nil || len(body) > 0 {
		t.Fatalf("nothing was told: %q, %v", body, err)
	}
	for _, text := range []string{`{"accounts":{}}`, strings.Repeat("ä", 1<<20), "{}"} {
		if err := a.Put(t.Context(), []byte(text)); err != nil {
			t.Fatal(err)
		}
		if body, err := b.Get(t.Context()); err != nil || string(body) != text {
			t.Errorf("%d bytes of %d, %v", len(body), len(text), err)
		}
	}
	again, err := shell.OpenShare(t.Context(), sqldbtest.Postgres(t, sqldbtest.Schema(t)))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := again.Get(t.Context()); err != nil || len(body) > 0 {
		t.Errorf("another deployment's: %q, %v", body, err)
	}
}

// Of two Management Nodes one asks the cloud; the page of the other shows the
// same, and it acts when the first one is gone.
func TestTwoManagementNodesOverPostgres(t *testing.T) {
	one, other := openShares(t)
	d := newDeployment(t)
	d.set(func() { d.used["m1"] = 16 })
	a, b := d.member(one).lead(), d.member(other)
	defer b.stop()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	shows := func(m *member, what string, is func(*shell.Status) bool) {
		t.Helper()
		for {
			changed := m.Changed()
			if s := m.Status(); s != nil && is(s) {
				return
			}
			m.Wake()
			select {
			case <-changed:
			case <-ctx.Done():
				t.Fatalf("%s: %+v", what, m.Status())
			}
		}
	}
	starting := func(s *shell.Status) bool {
		return len(s.View.Nodes) > 0 && s.View.Nodes[0].State == "starting" && s.View.Nodes[0].Machine.State == "pending" && s.View.Nodes[0].Machine.LaunchedAt != nil
	}
	shows(a, "the one that acts", starting)
	shows(b, "the other one", starting)
	va, vb := a.Status().View.Nodes, b.Status().View.Nodes
	if !reflect.DeepEqual(va[0].Machine, vb[0].Machine) || va[0].WhyText != vb[0].WhyText {
		t.Errorf("%+v\n%+v", va[0], vb[0])
	}
	a.stop()
	d.set(func() { d.changed["b1"] = time.Now().Add(-bootTime) }) // the order is done meanwhile
	b.lead()
	shows(b, "the one that takes over", func(s *shell.Status) bool { return s.View.Nodes[0].State == "running" })
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := d.calls["start"]; n != 1 || d.state["b2"] != "stopped" {
		t.Errorf("started %d times", n)
	}
}
