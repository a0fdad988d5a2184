package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/internal/caller"
	"github.com/parley-video/parley/internal/testnet"
)

// What faults may cost.
const (
	takeoverTime = 5 * time.Second // until commands work again after the home's death
	resumeTime   = 5 * time.Second // until somebody whose node died is back with media
	// rerouted is the longest silence of what went by a node that died, and
	// untouched that of everything else.
	rerouted  = 5 * time.Second
	untouched = 1500 * time.Millisecond
)

// TestNetworkFaults breaks one thing after the other while people talk, present
// and lock. What they see decides.
func TestNetworkFaults(t *testing.T) {
	d := deploy(t, nil)
	for _, c := range []struct {
		name string
		run  func(*testing.T, *network)
	}{
		{"the home dies", homeDies},
		{"a forwarding node dies", forwarderDies},
		{"a location is cut off", locationIsCutOff},
		{"a way loses a fifth", wayLosesAFifth},
		{"the Management Node is away", managementIsAway},
	} {
		ok := t.Run(c.name, func(t *testing.T) {
			d.rebind(t)
			c.run(t, d)
		})
		if !ok {
			break
		}
	}
	if !t.Failed() {
		d.checkLog(t)
	}
}

// homeDies: the Management Node is killed and started again throughout, and the
// home of a conference is killed. Who is left goes on as if nothing had happened; who was there resumes at the
// other node of the location, in the same seat.
func homeDies(t *testing.T, d *network) {
	m := d.meet(t, "bereaved")
	d.everywhere(t, m)
	seeEachOther(t, 30*time.Second, "before", m.people)
	home := d.home(t, m.alias)
	conference := d.conference(t, m.alias)
	lost, left := m.at(home)
	t.Logf("the home is %s", home)
	busy := keepBusy(t, left)
	markAll(t, left)
	throughout := d.keepRestarting(t)
	d.nodes[home].kill()
	died := time.Now()
	commandWorks(t, died, left)
	aliveAfter(t, 15*time.Second, left, 60)
	d.silences(t, left, home)
	d.resumed(t, died, lost)
	seeEachOther(t, 15*time.Second, "with those who resumed", m.people)
	busy()
	throughout()
	d.restart(t, home)
	m.join(t, home)
	seeEachOther(t, 20*time.Second, "with one who joined at the node that is back", m.people)
	if now := d.conference(t, m.alias); now != conference {
		t.Errorf("the conference was %s and is %s", conference, now)
	}
	m.leave(t)
}

// forwarderDies: a node by which the media of a location go to others is killed,
// while the Management Node comes and goes.
func forwarderDies(t *testing.T, d *network) {
	m := d.meet(t, "detour")
	d.everywhere(t, m)
	seeEachOther(t, 30*time.Second, "before", m.people)
	home := d.home(t, m.alias)
	forwarders := d.count(t, m.people, time.Second).forwarders()
	victim := ""
	for _, location := range networkLocations {
		if n := forwarders[location]; n != home && n != "" {
			victim = n
		}
	}
	t.Logf("the home is %s, forwarding nodes are %v; %s dies", home, forwarders, victim)
	lost, left := m.at(victim)
	busy := keepBusy(t, left)
	markAll(t, left)
	throughout := d.keepRestarting(t)
	d.nodes[victim].kill()
	died := time.Now()
	aliveAfter(t, 15*time.Second, left, 60)
	d.silences(t, left, victim)
	commandWorks(t, died, left)
	d.resumed(t, died, lost)
	busy()
	throughout()
	seeEachOther(t, 15*time.Second, "after", m.people)
	d.restart(t, victim)
	m.leave(t)
}

// locationIsCutOff: both sides of a partition go on; afterwards there is one
// conference, with everybody in it.
func locationIsCutOff(t *testing.T, d *network) {
	m := d.meet(t, "torn")
	d.everywhere(t, m)
	seeEachOther(t, 30*time.Second, "before", m.people)
	inside, outside := split(m.people, func(p *person) bool { return networkNodes[p.node] == "rome" })
	markAll(t, m.people)
	d.net.Break(100, d.net.Around("rome")...)
	cut := time.Now()
	d.m.kill()
	commandWorks(t, cut.Add(takeoverTime), inside) // it takes longer to know that nobody says no
	commandWorks(t, cut, outside)
	aliveAfter(t, 15*time.Second, inside, 60)
	aliveAfter(t, 15*time.Second, outside, 60)
	for _, side := range [][]*person{inside, outside} {
		for _, p := range side {
			if gap := p.longestSilence(side); gap > untouched {
				t.Errorf("%s missed others on its side for %s", p.Name, gap)
			}
		}
	}
	newcomers := []*person{m.join(t, "r2"), m.join(t, "b1")}
	seeEachOther(t, 15*time.Second, "inside", append(slices.Clone(inside), newcomers[0]))
	seeEachOther(t, 15*time.Second, "outside", append(slices.Clone(outside), newcomers[1]))
	d.net.Break(0)
	healed := time.Now()
	seeEachOther(t, 40*time.Second, "one conference again", m.people)
	t.Logf("one conference again after %s", time.Since(healed).Round(100*time.Millisecond))
	d.startManagementAgain(t)
	commandWorks(t, time.Now(), m.people)
	m.leave(t)
}

// wayLosesAFifth: pictures go on where a fifth of all packets is lost, because
// what is lost is sent again; and Live View says so.
func wayLosesAFifth(t *testing.T, d *network) {
	m := d.meet(t, "lossy")
	d.everywhere(t, m)
	seeEachOther(t, 30*time.Second, "before", m.people)
	d.net.Break(20, testnet.Between{From: "oslo", To: "rome"}, testnet.Between{From: "rome", To: "oslo"})
	defer d.net.Break(0)
	markAll(t, m.people)
	began := time.Now()
	aliveAfter(t, 30*time.Second, m.people, 80)
	took := time.Since(began)
	for _, p := range m.people {
		seen := p.report().Seen[caller.Camera]
		for _, other := range without(m.people, p) {
			if s := seen[other.Face]; s.Broken > s.Frames/4 {
				t.Errorf("%s could not decode %d pictures of %s, beside %d", p.Name, s.Broken, other.Name, s.Frames)
			}
		}
	}
	t.Logf("80 pictures of everybody took %s", took.Round(100*time.Millisecond))
	d.showsLoss(t, m.alias)
	d.net.Break(0)
	seeEachOther(t, 15*time.Second, "after", m.people)
	m.leave(t)
}

// showsLoss demands that Live View shows the loss of a conference's backplane
// between locations.
func (d *network) showsLoss(t *testing.T, alias string) {
	t.Helper()
	const least = 5 // percent: the look back may reach to before the fault
	eventually(t, 30*time.Second, "Live View shows the loss", func() error {
		var view struct {
			Conferences []struct {
				Name       string
				Backplanes []struct {
					Kind string
					Load *struct {
						LossPercent float64
						Quality     string
					}
				}
			}
		}
		err := d.m.api.answer(t.Context(), `{ liveView { conferences { name backplanes { kind load { lossPercent quality } } } } }`, nil, &view)
		if err != nil {
			return err
		}
		for _, c := range view.Conferences {
			for _, b := range c.Backplanes {
				if c.Name == alias && b.Kind == "GEO" && b.Load != nil && b.Load.LossPercent >= least && slices.Contains([]string{"BAD", "TERRIBLE"}, b.Load.Quality) {
					t.Logf("Live View shows a loss of %.1f %%, %s", b.Load.LossPercent, b.Load.Quality)
					return nil
				}
			}
		}
		return fmt.Errorf("it shows %+v", view)
	})
}

// managementIsAway: conferences need nothing of the control plane.
func managementIsAway(t *testing.T, d *network) {
	m := d.meet(t, "alone")
	d.m.kill()
	host := m.join(t, "o1")
	m.join(t, "r1")
	for what, pin := range map[string]string{"a wrong PIN": "999999", "a PIN of letters": "abc"} {
		_, err := m.tryJoin(t, "b1", func(o *caller.Options) { o.PIN = pin })
		if r := new(caller.Refusal); !errors.As(err, &r) || r.Code != "invalid-pin" {
			t.Errorf("%s: %v", what, err)
		}
	}
	host.must(host.Do(t.Context(), "lock", nil))
	eventually(t, takeoverTime, "the lock is known everywhere", func() error {
		for _, p := range m.people {
			if !p.report().Locked {
				return fmt.Errorf("%s does not know", p.Name)
			}
		}
		return nil
	})
	guest := m.join(t, "b2", asGuest)
	eventually(t, takeoverTime, "the host hears the knock", func() error {
		if r := host.report(); r.Knocks == 0 {
			return errors.New("no knock")
		}
		return nil
	})
	host.must(host.Do(t.Context(), "participants/"+guest.ID+"/unlock", nil))
	seeEachOther(t, 20*time.Second, "with a guest who was let in", m.people)
	host.must(host.Do(t.Context(), "unlock", nil))
	m.join(t, "e1")
	seeEachOther(t, 20*time.Second, "with one at the edge", m.people)
	m.leave(t)
	d.startManagementAgain(t)
}

func asGuest(o *caller.Options) { o.PIN = "" }

// --------------------------------------------------------------------- helpers

// rebind has what was made in an earlier test fail the one that runs now.
func (d *network) rebind(t *testing.T) {
	t.Helper()
	if !d.m.alive() {
		d.startManagementAgain(t)
	}
}

// keepRestarting kills the Management Node and starts it again until it is ended:
// sometimes it gets to its work, sometimes it dies while it starts.
func (d *network) keepRestarting(t *testing.T) (end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		for life := 0; ctx.Err() == nil; life++ {
			d.m.kill()
			d.m.launchOn(d.t, d.net.Host("m1"))
			select {
			case <-time.After([]time.Duration{4 * time.Second, time.Second, 7 * time.Second}[life%3]):
			case <-ctx.Done():
			}
		}
	})
	stop := sync.OnceFunc(func() {
		cancel()
		done.Wait()
	})
	t.Cleanup(stop)
	return func() {
		stop()
		d.m.kill()
		d.startManagementAgain(t)
	}
}

func (d *network) startManagementAgain(t *testing.T) {
	t.Helper()
	d.m.api.http.CloseIdleConnections()
	d.m.startOn(d.t, d.net.Host("m1"))
}

// restart starts a node that was killed, and the Management Node if it was.
func (d *network) restart(t *testing.T, name string) {
	t.Helper()
	if !d.m.alive() {
		d.startManagementAgain(t)
	}
	n := d.nodes[name]
	n.api.http.CloseIdleConnections()
	n.launch(d.t)
	n.awaitReady(t)
	if t.Failed() {
		t.FailNow()
	}
}

// tales are the conferences of a service in the log, newest last.
func (d *network) tales(t *testing.T, alias string) (all []checkedEvent) {
	t.Helper()
	index := map[string]int{}
	for _, l := range d.m.api.log(t) {
		var e struct {
			checkedEvent
			ServiceName string
		}
		switch l.Type {
		case "conference.started.v1", "conference.home-changed.v1":
			if err := json.Unmarshal(l.Data, &e); err != nil {
				t.Fatal(err)
			}
			if e.ServiceName == alias {
				index[e.ID] = len(all)
				if e.HomeID == "" {
					e.HomeID = e.NodeID
				}
				all = append(all, e.checkedEvent)
			} else if i, ours := index[e.ID]; ours && e.ServiceName == "" {
				all[i].HomeID = e.NodeID
			}
		}
	}
	return all
}

// conference is the id of a service's conference, of which there is one.
func (d *network) conference(t *testing.T, alias string) (id string) {
	t.Helper()
	eventually(t, 20*time.Second, "the conference is in the log", func() error {
		all := d.tales(t, alias)
		if len(all) != 1 {
			return fmt.Errorf("%d conferences of %s", len(all), alias)
		}
		id = all[0].ID
		return nil
	})
	return id
}

// home is the node that runs a service's conference.
func (d *network) home(t *testing.T, alias string) (name string) {
	t.Helper()
	d.conference(t, alias)
	all := d.tales(t, alias)
	for _, l := range d.m.api.log(t) {
		var e struct {
			ID       string
			Settings struct{ Name string }
		}
		if l.Type == "node.created.v1" && json.Unmarshal(l.Data, &e) == nil && e.ID == all[0].HomeID && d.nodes[e.Settings.Name] != nil {
			return e.Settings.Name
		}
	}
	t.Fatalf("nobody is the home %s of %s", all[0].HomeID, alias)
	return ""
}

func split(people []*person, which func(*person) bool) (yes, no []*person) {
	for _, p := range people {
		if which(p) {
			yes = append(yes, p)
		} else {
			no = append(no, p)
		}
	}
	return yes, no
}

// at divides those at a node from the others.
func (m *meeting) at(node string) (there, elsewhere []*person) {
	return split(m.people, func(p *person) bool { return p.node == node })
}

func markAll(t *testing.T, people []*person) {
	t.Helper()
	for _, p := range people {
		p.must(p.Mark(t.Context(), false))
	}
}

// aliveAfter demands that everybody has decoded so many pictures of everybody
// since the mark.
func aliveAfter(t *testing.T, within time.Duration, people []*person, frames int) {
	t.Helper()
	eventually(t, within, "pictures go on", func() error {
		var missing []error
		for _, p := range people {
			missing = append(missing, p.sees(people, frames)...)
		}
		return errors.Join(missing...)
	})
}

// longestSilence is the longest time for which it had no picture of one of the
// others, since the mark.
func (p *person) longestSilence(others []*person) (longest time.Duration) {
	p.t.Helper()
	seen := p.report().Seen[caller.Camera]
	for _, o := range others {
		if o != p {
			longest = max(longest, time.Duration(seen[o.Face].Gap)*time.Millisecond)
		}
	}
	return longest
}

// silences holds people to how long they may miss each other when a node dies:
// hardly, but for ways that may have gone by it.
func (d *network) silences(t *testing.T, people []*person, dead string) {
	t.Helper()
	near := func(p *person) bool { // edges are carried by the first location
		at := networkNodes[p.node]
		return at == networkNodes[dead] || at == "edge" && networkNodes[dead] == "oslo"
	}
	by, apart := time.Duration(0), time.Duration(0)
	for _, p := range people {
		seen := p.report().Seen[caller.Camera]
		for _, o := range without(people, p) {
			gap := time.Duration(seen[o.Face].Gap) * time.Millisecond
			bound, which := untouched, &apart
			if near(p) || near(o) {
				bound, which = rerouted, &by
			}
			*which = max(*which, gap)
			if gap > bound {
				t.Errorf("%s missed %s for %s, more than %s", p.Name, o.Name, gap, bound)
			}
		}
	}
	t.Logf("the longest silence was %s where the dead node may have forwarded, %s elsewhere", by, apart)
}

// commandWorks has one of them mute another, which a third one sees, in time.
func commandWorks(t *testing.T, since time.Time, people []*person) {
	t.Helper()
	by, whom, seenBy := people[0], people[1%len(people)], people[len(people)-1]
	for _, on := range []struct{ function, want string }{{"mute", "YES"}, {"unmute", "NO"}} {
		eventually(t, max(time.Until(since.Add(takeoverTime)), time.Second), on.function, func() error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if err := by.Do(ctx, "participants/"+whom.ID+"/"+on.function, nil); err != nil {
				return err
			}
			if got := seenBy.report().Roster[whom.ID].Muted; got != on.want {
				return fmt.Errorf("%s sees %q", seenBy.Name, got)
			}
			return nil
		})
	}
	t.Logf("commands work %s after", time.Since(since).Round(10*time.Millisecond))
}

// resumed demands that people were back in their seats, at another node and with
// media, in time.
func (d *network) resumed(t *testing.T, since time.Time, people []*person) {
	t.Helper()
	for _, p := range people {
		dead := d.nodes[p.node].url()
		var took time.Duration
		eventually(t, resumeTime, p.Name+" resumes", func() error {
			r := p.report()
			if r.ID != p.ID || r.Node == dead || !r.Connected || !r.Synced || r.Resumed.Before(since) {
				return fmt.Errorf("it is %+v", r.State)
			}
			took = r.Resumed.Sub(since)
			return nil
		})
		if took > resumeTime {
			t.Errorf("%s had media again after %s, later than %s", p.Name, took, resumeTime)
		}
		t.Logf("%s had media again after %s", p.Name, took.Round(10*time.Millisecond))
	}
}

// keepBusy has people talk, present and lock until it is ended.
func keepBusy(t *testing.T, people []*person) (end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
			p := people[n%len(people)]
			function := []string{"lock", "participants/@self/take_floor", "unlock", "participants/@self/buzz", "muteguests", "unmuteguests"}[n%6]
			once, ended := context.WithTimeout(ctx, time.Second)
			_ = p.Do(once, function, nil) // some of it comes while nobody listens
			_ = p.Speak(once, n%3 == 0)
			ended()
		}
	})
	end = sync.OnceFunc(func() {
		cancel()
		done.Wait()
		for _, p := range people {
			p.must(p.Speak(t.Context(), false))
		}
		eventually(t, takeoverTime, "unlock", func() error { return people[0].Do(t.Context(), "unlock", nil) })
	})
	t.Cleanup(func() {
		cancel()
		done.Wait()
	})
	return end
}
