package privacy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func TestDestroy(t *testing.T) {
	each(t, func(t *testing.T, r *rig, open sqldbtest.Open) {
		r.add(t, join("p1", "Ada"), join("p2", "Bob"))
		other := newRig(t, open(t), r.Unwrap(), KeyringOptions{}) // another process, which has the key in memory
		wantNames(t, other.Store, "Ada/192.0.2.7", "Bob/192.0.2.7")
		for range 2 {
			if err := r.ring.Destroy(t.Context(), "p1", "nobody"); err != nil {
				t.Fatal(err)
			}
		}
		wantNames(t, r.Store, "/", "Bob/192.0.2.7")
		if err := other.ring.Destroy(t.Context(), "p1"); err != nil { // as its own Eraser does
			t.Fatal(err)
		}
		wantNames(t, other.Store, "/", "Bob/192.0.2.7")
		fresh := newRig(t, open(t), r.Unwrap(), KeyringOptions{})
		wantNames(t, fresh.Store, "/", "Bob/192.0.2.7")
		if _, erased := names(t, all(t, fresh.Store)); erased != 1 {
			t.Errorf("%d events say that they are erased", erased)
		}
		// What was on its way gets no new key, nor does somebody who was erased before joining.
		fresh.add(t, join("p1", "Ada again"), join("nobody", "Eve"))
		wantNames(t, fresh.Store, "/", "Bob/192.0.2.7", "/", "/")
		for i, e := range all(t, fresh.Unwrap())[2:] {
			if bytes.Contains(e.Data, []byte(boxPrefix)) {
				t.Errorf("event %d: %s", i, e.Data)
			}
		}
		if _, erased := names(t, all(t, fresh.Store)); erased != 3 {
			t.Errorf("%d events say that they are erased", erased)
		}
		if fresh.Unreadable() != 0 || fresh.logged.Len() != 0 {
			t.Errorf("complains: %s", fresh.logged)
		}
	})
}

func TestDestroyDuringLookUp(t *testing.T) {
	c := newCache(10)
	_, epoch, _ := c.get("p")
	c.destroyed([]string{"p"})
	c.put(epoch, "p", secret{state: present})
	if s, _, ok := c.get("p"); !ok || s.state != destroyed {
		t.Errorf("%+v, %t", s, ok)
	}
	_, epoch, _ = c.get("q")
	c.clear()
	c.put(epoch, "q", secret{state: present})
	if _, _, ok := c.get("q"); ok {
		t.Error("a key came back")
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache(3)
	for i := range 100 {
		_, epoch, _ := c.get(fmt.Sprint(i))
		c.put(epoch, fmt.Sprint(i), secret{state: present})
		c.get("0") // stays, being used
	}
	if _, _, ok := c.get("0"); !ok || c.len() != 3 || len(c.bySubject) != 3 {
		t.Errorf("%d entries, %t", c.len(), ok)
	}
}

func TestOneKeyPerSubject(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		const processes = 6
		under := memory.New()
		var wg sync.WaitGroup
		for i := range processes {
			r := newRig(t, open(t), under, KeyringOptions{})
			wg.Go(func() {
				var batch []store.NewEvent
				for j := range 20 {
					batch = append(batch, encode(t, join(fmt.Sprint("p", (i+j)%20), fmt.Sprint("name of ", i, j))))
				}
				if _, err := r.Store.Append(t.Context(), fmt.Sprint("conference-", i), store.NoStream(), batch...); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		fresh := newRig(t, open(t), under, KeyringOptions{})
		got, erased := names(t, all(t, fresh.Store))
		for _, n := range got {
			if !strings.HasPrefix(n, "name of ") {
				t.Errorf("read %q", n)
			}
		}
		if len(got) != processes*20 || erased != 0 || fresh.Unreadable() != 0 {
			t.Errorf("%d names, %d unreadable: %s", len(got), fresh.Unreadable(), fresh.logged)
		}
	})
}

func exec(t testing.TB, db *sqldb.DB, statement string, args ...any) {
	t.Helper()
	err := db.Update(context.Background(), func(tx sqldb.Tx) error {
		tx.Queue(context.Background(), statement, args...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLostKeysAreLoud(t *testing.T) {
	each(t, func(t *testing.T, r *rig, open sqldbtest.Open) {
		r.add(t, join("p1", "Ada"), join("p2", "Bob"))
		exec(t, r.db, `DELETE FROM privacy_keys WHERE subject = 'p1'`)
		fresh := newRig(t, open(t), r.Unwrap(), KeyringOptions{})
		for range 3 {
			wantNames(t, fresh.Store, "/", "Bob/192.0.2.7")
		}
		subscribed(t, fresh.Store, 2)
		if n := fresh.Unreadable(); n != 4 || strings.Count(fresh.logged.String(), "level=ERROR") != 1 || !strings.Contains(fresh.logged.String(), "key is missing") {
			t.Errorf("%d unreadable, logged %s", n, fresh.logged)
		}
	})
}

func TestWrongDeploymentKey(t *testing.T) {
	each(t, func(t *testing.T, _ *rig, open sqldbtest.Open) {
		if _, err := OpenKeyring(t.Context(), open(t), sealer(t, 2), KeyringOptions{}); !errors.Is(err, ErrWrongKey) {
			t.Errorf("%v", err)
		}
	})
}

func TestKeysUnavailable(t *testing.T) {
	each(t, func(t *testing.T, r *rig, open sqldbtest.Open) {
		r.add(t, join("p1", "Ada"), events.ConferenceLocked{ID: "c"})
		fresh := newRig(t, open(t), r.Unwrap(), KeyringOptions{})
		exec(t, r.db, `ALTER TABLE privacy_keys RENAME TO away`)
		sub, err := fresh.Store.Subscribe(t.Context(), 0, store.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		defer sub.Close()
		for range 2 {
			if m, err := sub.Next(t.Context()); !errors.Is(err, store.ErrUnavailable) {
				t.Errorf("%v, %v", m, err)
			}
		}
		if _, err := fresh.Store.ReadAll(t.Context(), 0, store.Forwards, store.Filter{}, 10); !errors.Is(err, store.ErrUnavailable) {
			t.Error(err)
		}
		if _, err := fresh.Store.Append(t.Context(), stream, store.Any(), encode(t, join("p9", "Eve"))); !errors.Is(err, store.ErrUnavailable) {
			t.Error(err)
		}
		exec(t, r.db, `ALTER TABLE away RENAME TO privacy_keys`)
		m, err := sub.Next(t.Context())
		if e, ok := m.(store.Event); err != nil || !ok || !bytes.Contains(e.Data, []byte("Ada")) {
			t.Errorf("%v, %v", m, err)
		}
		wantNames(t, fresh.Store, "Ada/192.0.2.7")
	})
}

func TestNeighboursComeAlong(t *testing.T) {
	each(t, func(t *testing.T, r *rig, open sqldbtest.Open) {
		const n = 600
		for i := 0; i < n; i += 100 {
			var list []events.Event
			for j := range 100 {
				list = append(list, join(fmt.Sprint("p", i+j), fmt.Sprint("name ", i+j)))
			}
			r.add(t, list...)
		}
		fresh := newRig(t, open(t), r.Unwrap(), KeyringOptions{CachedKeys: 300})
		got, _ := names(t, subscribed(t, fresh.Store, n))
		for i, name := range got {
			if name != fmt.Sprint("name ", i, "/192.0.2.7") {
				t.Fatalf("event %d: %q", i, name)
			}
		}
		if s := fresh.ring.Stats(); s.Loads > n/run+8 || s.Cached > 300 {
			t.Errorf("%+v", s)
		}
	})
}

func TestForgetCallers(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		now := time.Unix(1e9, 0)
		r := newRig(t, open(t), memory.New(), KeyringOptions{Now: func() time.Time { return now }})
		r.add(t, events.NodeCallRejected{ID: "n", Reason: "blocked", Remote: "198.51.100.1"}, join("p1", "Ada"))
		now = now.Add(time.Hour)
		r.add(t, events.NodeCallRejected{ID: "n", Reason: "blocked", Remote: "198.51.100.2"})
		for _, want := range []int{1, 0} {
			if n, err := r.ring.ForgetCallers(t.Context(), now); n != want || err != nil {
				t.Errorf("%d, %v; want %d", n, err, want)
			}
		}
		wantNames(t, r.Store, "", "Ada/192.0.2.7", "198.51.100.2")
	})
}

func TestCopyKeys(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		now := time.Unix(1e9, 0)
		r := newRig(t, open(t), memory.New(), KeyringOptions{Now: func() time.Time { return now }})
		copied := sqldbtest.SQLite(t, t.TempDir()+"/copy.db")
		other := newRig(t, copied, r.Unwrap(), KeyringOptions{})
		r.add(t, join("before", "Ada"))
		now = now.Add(time.Hour)
		for i := range 12 {
			var list []events.Event
			for j := range 100 {
				list = append(list, join(fmt.Sprint("p", i*100+j), fmt.Sprint("name ", i*100+j)))
			}
			r.add(t, list...)
		}
		if err := CopyKeys(t.Context(), r.db, copied, now.Add(-time.Minute)); err != nil {
			t.Fatal(err)
		}
		for from, want := range map[events.Position]string{0: "/", 1: "name 0/192.0.2.7", 1200: "name 1199/192.0.2.7"} {
			page, err := other.Store.ReadAll(t.Context(), from, store.Forwards, store.Filter{}, 1)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := names(t, page.Events); got[0] != want {
				t.Errorf("after %s: %q, want %q", from, got, want)
			}
		}
	})
}
