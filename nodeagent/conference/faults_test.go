package conference

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

var (
	faultSeeds = flag.Int("faults.seeds", 12, "how many stories of failing nodes are played")
	faultSeed  = flag.Uint64("faults.seed", 1, "the first of them")
)

// visitor is somebody who stays in the conference as long as it can.
type visitor struct {
	name, key string
	at        *machineNode
	seat      *Seat
}

// trial is a cluster in which things go wrong, on a real network double and with
// real goroutines. What may not happen is said by the log of all nodes.
type trial struct {
	*cluster
	rng     *rand.Rand
	people  []*visitor
	count   int
	parted  bool
	journal []string
}

func (tr *trial) note(format string, args ...any) {
	tr.journal = append(tr.journal, fmt.Sprintf("%s ", time.Now().Format("04:05.000"))+fmt.Sprintf(format, args...))
}

func (tr *trial) live() []*machineNode {
	var list []*machineNode
	for _, id := range tr.ids() {
		if n := tr.nodes[id]; !n.dead {
			list = append(list, n)
		}
	}
	return list
}

// patience bounds a client's patience.
func patience() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), 12*time.Second)
}

func (tr *trial) step() {
	live := tr.live()
	at := live[tr.rng.IntN(len(live))]
	switch n := tr.rng.IntN(100); {
	case n < 25:
		tr.joins(at)
	case n < 55 && len(tr.people) > 0:
		tr.acts(tr.people[tr.rng.IntN(len(tr.people))])
	case n < 63 && len(tr.people) > 0:
		i := tr.rng.IntN(len(tr.people))
		v := tr.people[i]
		ctx, cancel := patience()
		defer cancel()
		tr.note("%s leaves: %v", v.name, v.seat.Do(ctx, Leave{v.seat.ParticipantID()}))
		tr.people = slices.Delete(tr.people, i, i+1)
	case n < 72 && len(live) > 1:
		tr.crash(at)
	case n < 80:
		if dead := tr.dead(); len(dead) > 0 {
			tr.note("%s starts", dead[0])
			tr.start(dead[0], "oslo")
		}
	case n < 86 && !tr.parted:
		ids := tr.ids()
		tr.rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		cut := 1 + tr.rng.IntN(len(ids)-1)
		tr.note("%v | %v", ids[:cut], ids[cut:])
		tr.part(ids[:cut], ids[cut:])
		tr.parted = true
	case n < 93 && tr.parted:
		tr.note("healed")
		tr.heal()
		tr.parted = false
	default:
		tr.pass(time.Duration(tr.rng.IntN(30)) * time.Second)
	}
	tr.pass(time.Duration(tr.rng.IntN(1500)) * time.Millisecond)
}

func (tr *trial) dead() []string {
	var list []string
	for _, id := range tr.ids() {
		if tr.nodes[id].dead {
			list = append(list, id)
		}
	}
	return list
}

func (tr *trial) joins(at *machineNode) {
	tr.count++
	v := &visitor{name: fmt.Sprint("v", tr.count), at: at}
	if tr.enter(v, "") {
		tr.people = append(tr.people, v)
	}
}

// enter joins, or comes back with a key.
func (tr *trial) enter(v *visitor, key string) bool {
	ctx, cancel := patience()
	defer cancel()
	ticket, err := v.at.reg.Join(ctx, JoinRequest{Alias: "standup", DisplayName: v.name, Protocol: "webrtc", Remote: "192.0.2.7", Resume: key})
	tr.note("%s joins at %s (key %t): %s, %v", v.name, v.at.id, key != "", ticket.Self.ID, err)
	if err != nil {
		if _, refused := RefusalOf(err); !refused && ctx.Err() == nil {
			tr.t.Errorf("%s joins: %v", v.name, err)
		}
		return false
	}
	v.key = ticket.ResumeKey
	v.seat, err = v.at.reg.Authenticate("standup", ticket.Token)
	return err == nil
}

func (tr *trial) acts(v *visitor) {
	ctx, cancel := patience()
	defer cancel()
	var err error
	what := tr.rng.IntN(5)
	switch id := v.seat.ParticipantID(); what {
	case 0:
		err = v.seat.Do(ctx, Buzz{By: v.seat.Actor(), TargetID: id, On: tr.rng.IntN(2) == 0})
	case 1:
		err = v.seat.Do(ctx, Mute{By: v.seat.Actor(), TargetID: id, On: tr.rng.IntN(2) == 0})
	case 2:
		var call string
		if call, _, err = v.seat.PlaceCall(ctx, offer); err == nil {
			err = v.seat.Do(ctx, AckCall{id, call})
		}
	case 3:
		err = v.seat.Do(ctx, TakeFloor{By: v.seat.Actor(), TargetID: id})
	case 4:
		_, err = v.seat.Subscribe(ctx)
	}
	tr.note("%s acts (%d): %v", v.name, what, err)
	if _, refused := RefusalOf(err); err != nil && !refused && ctx.Err() == nil {
		tr.t.Errorf("%s acts (%d): %v", v.name, what, err)
	}
}

// crash kills a node. Some of its clients come back elsewhere.
func (tr *trial) crash(at *machineNode) {
	tr.note("%s dies", at.id)
	tr.kill(at.id)
	var stay []*visitor
	for _, v := range tr.people {
		if v.at != at {
			stay = append(stay, v)
			continue
		}
		if tr.rng.IntN(2) == 0 {
			continue
		}
		live := tr.live()
		v.at = live[tr.rng.IntN(len(live))]
		if tr.enter(v, v.key) {
			stay = append(stay, v)
		}
	}
	tr.people = stay
}

// pass lets time pass. Clients refresh their tokens, and come back if they were
// lost.
func (tr *trial) pass(d time.Duration) {
	for end := time.Now().Add(d); ; {
		tr.people = slices.DeleteFunc(tr.people, func(v *visitor) bool {
			ctx, cancel := patience()
			defer cancel()
			_, err := v.seat.Refresh(ctx)
			if refusal, ok := RefusalOf(err); ok && refusal.Code != CodeUnavailable {
				tr.note("%s is out: %v", v.name, err)
				return !tr.enter(v, v.key)
			}
			return false
		})
		if !time.Now().Before(end) {
			break
		}
		time.Sleep(min(20*time.Second, time.Until(end)))
	}
	synctest.Wait()
}

// settled: everything is whole again, and everybody sees everybody.
func (tr *trial) settled() {
	if tr.parted {
		tr.heal()
	}
	for _, id := range tr.dead() {
		tr.start(id, "oslo")
	}
	tr.note("everything is whole")
	tr.pass(45 * time.Second)
	want := map[string]bool{}
	for _, v := range tr.people {
		want[v.seat.ParticipantID()] = true
	}
	for _, v := range tr.people {
		ctx, cancel := patience()
		list, err := v.seat.Roster(ctx)
		cancel()
		got := map[string]bool{}
		for _, p := range list {
			got[p.ID] = true
		}
		if err != nil || !maps.Equal(got, want) {
			tr.t.Errorf("%s sees %v, %v; there are %v", v.name, slices.Sorted(maps.Keys(got)), err, slices.Sorted(maps.Keys(want)))
		}
	}
	if at := tr.home(); len(tr.people) > 0 && len(at) != 2 {
		tr.t.Errorf("home is %q", at)
	}
}

func TestConferencesOnNodesThatFail(t *testing.T) {
	for i := range *faultSeeds {
		seed := *faultSeed + uint64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tr := &trial{cluster: newCluster(t, openRoom()), rng: rand.New(rand.NewPCG(seed, 5))}
				for _, id := range []string{"n1", "n2", "n3", "n4"} {
					tr.start(id, "oslo")
				}
				for range 40 {
					tr.step()
				}
				tr.settled()
				tr.end()
				tr.log(seed)
				if t.Failed() {
					for _, line := range tr.journal {
						t.Log(line)
					}
				}
			})
		})
	}
}

// log brings what all nodes have recorded into the log, in some of the orders in
// which it may arrive, and reads the story that this makes.
func (c *cluster) log(seed uint64) {
	c.t.Helper()
	synctest.Wait()
	for order := range uint64(4) {
		w := &world{t: c.t, seed: seed, rng: rand.New(rand.NewPCG(seed, order))}
		for _, id := range c.ids() {
			n := &simNode{w: w, id: id}
			for _, f := range c.nodes[id].outbox.facts {
				if f.Type != link.FactCallRejected { // of the node
					n.record = append(n.record, entry{fact: f})
				}
			}
			w.nodes = append(w.nodes, n)
		}
		if os.Getenv("PARLEY_TEST_LOG") != "" {
			for _, n := range w.nodes {
				for _, e := range n.record {
					c.t.Logf("%s %s %+v", n.id, e.fact.Type, e.fact.Data)
				}
			}
		}
		w.told()
	}
}
