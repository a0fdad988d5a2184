package hub_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func services(t *testing.T, n, size int) []link.Entity {
	t.Helper()
	var all []link.Entity
	for i := range n {
		id := fmt.Sprintf("s%05d", i)
		e, err := link.NewEntity(link.KindService, id, link.Service{ID: id, Name: strings.Repeat("x", size)})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// snapshot hears a whole snapshot and gives its size in chunks and entities.
func snapshot(t *testing.T, p *linktest.Peer) (position string, chunks, entities int) {
	t.Helper()
	for {
		c := linktest.Hear[link.ConfigSnapshot](t, p)
		if c.First != (chunks == 0) || position != "" && c.Position != position {
			t.Fatalf("chunk %d of %s: first %v of %s", chunks, position, c.First, c.Position)
		}
		position, chunks, entities = c.Position, chunks+1, entities+len(c.Entities)
		if c.Last {
			return position, chunks, entities
		}
	}
}

func (r *rig) welcomedAt(nodeID, position string) *linktest.Peer {
	r.t.Helper()
	p := r.connect(r.enrolled(nodeID))
	h := hello(nodeID)
	h.ConfigPosition = position
	p.Say(h)
	linktest.Hear[link.Welcome](r.t, p)
	return p
}

func TestSnapshotThenDeltasThenSnapshotAfterAGap(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		at := r.control.Configure(services(t, 3000, 1000))
		p := r.welcomedAt("a", "")
		position, chunks, entities := snapshot(t, p)
		if position != at || chunks < 5 || entities != 3000 {
			t.Errorf("snapshot %s in %d chunks of %d entities", position, chunks, entities)
		}
		next := r.control.Configure(services(t, 1, 1), link.EntityRef{Kind: link.KindService, ID: "s00002"})
		synctest.Wait()
		p.Say(link.ConfigApplied{Position: at})
		d := linktest.Hear[link.ConfigDelta](t, p)
		if d.From != at || d.To != next || len(d.Entities) != 1 || len(d.Removed) != 1 {
			t.Errorf("delta %+v", d)
		}
		p.Say(link.ConfigApplied{Position: next})
		synctest.Wait()
		r.control.Configure(nil)
		linktest.Hear[link.ConfigDelta](t, p)
		p.Say(link.ConfigApplied{Position: "elsewhere"}) // a gap
		if position, _, entities := snapshot(t, p); position != r.control.Position() || entities != 2999 {
			t.Errorf("snapshot %s of %d entities after a gap", position, entities)
		}
		p.Conn.Close()
	})
}

func TestPositionThatLeadsNowhereGetsASnapshot(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.Configure(services(t, 1, 1))
		r.control.Leap(services(t, 2, 1))
		for _, position := range []string{"p1", "of another deployment"} {
			p := r.welcomedAt("a", position)
			if got, _, entities := snapshot(t, p); got != "p2" || entities != 2 {
				t.Errorf("snapshot %s of %d entities for %s", got, entities, position)
			}
			p.Conn.Close()
			synctest.Wait()
		}
	})
}

func TestEmptySnapshotIsOneMessage(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomedAt("a", "")
		if position, chunks, entities := snapshot(t, p); position != "p0" || chunks != 1 || entities != 0 {
			t.Errorf("%s in %d chunks of %d entities", position, chunks, entities)
		}
		p.Conn.Close()
	})
}

func TestDeltaTooLargeForAMessageBecomesASnapshot(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		at := r.control.Configure(services(t, 9, 1<<20))
		if position, chunks, entities := snapshot(t, p); position != at || chunks != 9 || entities != 9 {
			t.Errorf("%s in %d chunks of %d entities", position, chunks, entities)
		}
		p.Conn.Close()
	})
}

func TestManyLinksShareASnapshot(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.Configure(services(t, 100, 10_000))
		started := make(chan struct{})
		r.control.OnSnapshot = func(context.Context) error { <-started; return nil }
		var peers []*linktest.Peer
		for i := range 20 {
			peers = append(peers, r.welcomedAt(fmt.Sprint("n", i), ""))
		}
		synctest.Wait()
		close(started)
		for _, p := range peers {
			if _, _, entities := snapshot(t, p); entities != 100 {
				t.Errorf("%d entities", entities)
			}
			p.Conn.Close()
		}
		if got := r.control.Snapshots(); got != 1 {
			t.Errorf("%d snapshots were made for 20 links", got)
		}
	})
}

func TestSourceThatFailsIsAskedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tries := 0
		r.control.OnSnapshot = func(context.Context) error {
			if tries++; tries < 4 {
				return errors.New("disk")
			}
			return nil
		}
		p := r.welcomedAt("a", "")
		began := time.Now()
		snapshot(t, p)
		if took := time.Since(began); took != 3500*time.Millisecond { // 0.5 + 1 + 2 s
			t.Errorf("took %v", took)
		}
		p.Conn.Close()
	})
}

func TestChangeThatIsNeverApplied(t *testing.T) {
	t.Run("silence", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			p := r.welcomedAt("a", "")
			began := time.Now()
			ended(t, p, link.CodeMalformed, websocket.ClosePolicyViolation)
			if took := time.Since(began); took != 2*time.Minute {
				t.Errorf("took %v", took)
			}
		})
	})
	t.Run("the same answer each time", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			at := r.control.Configure(services(t, 1, 1))
			p := r.welcomed("a")
			deltas, snapshots := 0, 0
			for refused := false; !refused; {
				switch m := p.Hear().(type) {
				case link.ConfigDelta:
					deltas++
				case link.ConfigSnapshot:
					snapshots++
				case link.Refused:
					refused = true
					continue
				default:
					t.Fatalf("heard %T", m)
				}
				p.Say(link.ConfigApplied{Position: "p0"})
			}
			if deltas != 4 || snapshots != 3 {
				t.Errorf("%d deltas and %d snapshots to %s before it was given up", deltas, snapshots, at)
			}
			p.Conn.Close()
		})
	})
}

func TestADeltaIsEncodedOnceForAllNodes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var encoded atomic.Int32
		r.hub.EncodeDeltas(func(m link.Message) ([]byte, error) {
			encoded.Add(1)
			return link.Encode(m)
		})
		var peers []*linktest.Peer
		for i := range 5 {
			peers = append(peers, r.welcomed(fmt.Sprint("node-", i)))
		}
		for round := range 2 {
			at := r.control.Configure(services(t, 10, round+1))
			for i, p := range peers {
				if d := linktest.Hear[link.ConfigDelta](t, p); d.To != at || len(d.Entities) != 10 {
					t.Errorf("node %d: delta to %s of %d", i, d.To, len(d.Entities))
				}
				p.Say(link.ConfigApplied{Position: at})
			}
			synctest.Wait()
			if got := encoded.Load(); int(got) != round+1 {
				t.Errorf("encoded %d times after %d changes", got, round+1)
			}
		}
		for _, p := range peers {
			p.Conn.Close()
		}
	})
}
