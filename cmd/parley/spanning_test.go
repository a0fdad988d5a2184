package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/caller"
)

// guest is a participant of a test, with a camera of its own.
type guest struct {
	*caller.Caller
	name, node string
	face       int
}

// join has somebody join a room at a node of the example.
func (e *example) join(t *testing.T, node int, alias string, silent bool) *guest {
	t.Helper()
	at := e.Nodes[node]
	g := &guest{name: fmt.Sprintf("guest %d", node), node: at.Name, face: node}
	g.Caller = caller.New(caller.Options{Node: at.URL, Alias: alias, Name: g.name, Face: g.face, Videos: 4, ControlOnly: silent})
	t.Cleanup(g.Vanish)
	if err := g.Join(t.Context()); err != nil {
		t.Fatalf("%s joins at %s: %v", g.name, g.node, err)
	}
	return g
}

// gather waits until the nodes know each other: people who join at each of them
// are in one conference, even if they began with several.
func (e *example) gather(t *testing.T, alias string) {
	t.Helper()
	var people []*guest
	for node := range e.Nodes {
		people = append(people, e.join(t, node, alias, true))
	}
	eventually(t, 40*time.Second, "one conference", func() error {
		for _, g := range people {
			if r := g.Report(); len(r.Roster) != len(people) {
				return fmt.Errorf("%s at %s knows %d of %d (troubles %v)", g.name, g.node, len(r.Roster), len(people), r.Troubles)
			}
		}
		return nil
	})
	for _, g := range people {
		if err := g.Leave(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, 30*time.Second, "no conference", func() error {
		if running, _, _ := e.running(t); len(running) > 0 {
			return fmt.Errorf("%v", running)
		}
		return nil
	})
}

// seeing waits until each of some people decodes the camera of each other, from
// now on, and has everybody in the roster.
func seeing(t *testing.T, within time.Duration, what string, people []*guest) {
	t.Helper()
	for _, g := range people {
		g.Mark(false)
	}
	eventually(t, within, what, func() error {
		var missing []error
		for _, g := range people {
			r := g.Report()
			for _, other := range people {
				if other == g {
					continue
				}
				const enough = 5
				if seen := r.Seen[caller.Camera][other.face]; seen.Frames < enough {
					missing = append(missing, fmt.Errorf("%s at %s has %+v of %s at %s (troubles %v)", g.name, g.node, seen, other.name, other.node, r.Troubles))
				}
				if _, known := r.Roster[other.Report().ID]; !known {
					missing = append(missing, fmt.Errorf("%s does not know %s", g.name, other.name))
				}
			}
		}
		return errors.Join(missing...)
	})
}

// running lists the conferences that have not ended in the log, with the names
// of their homes, and who carries the media of participants.
func (e *example) running(t *testing.T) (conferences, homes []string, carriers map[string]string) {
	t.Helper()
	names := map[string]string{}
	carriers = map[string]string{}
	for _, l := range e.api.log(t) {
		var err error
		switch l.Type {
		case events.NodeCreated{}.EventType():
			var node events.NodeCreated
			err = json.Unmarshal(l.Data, &node)
			names[node.ID] = node.Settings.Name
		case events.ConferenceStarted{}.EventType():
			var c events.ConferenceStarted
			err = json.Unmarshal(l.Data, &c)
			conferences, homes = append(conferences, c.ID), append(homes, names[cmp.Or(c.HomeID, c.NodeID)])
		case events.CallPlaced{}.EventType():
			var c events.CallPlaced
			err = json.Unmarshal(l.Data, &c)
			carriers[c.ParticipantID] = names[c.NodeID]
		case events.ConferenceEnded{}.EventType():
			var c events.ConferenceEnded
			err = json.Unmarshal(l.Data, &c)
			if i := slices.Index(conferences, c.ID); i >= 0 {
				conferences, homes = slices.Delete(conferences, i, i+1), slices.Delete(homes, i, i+1)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return conferences, homes, carriers
}

// connected waits until Live View says how streams fare between two nodes.
func (e *example) connected(t *testing.T) {
	t.Helper()
	eventually(t, 30*time.Second, "a backplane in Live View", func() error {
		var view struct {
			Conferences []struct {
				Backplanes []struct {
					NodeIDs []string
					Load    *struct{ Bitrate string } // an Int64
				}
			}
		}
		if err := e.api.answer(t.Context(), `{ liveView { conferences { backplanes { nodeIds load { bitrate } } } } }`, nil, &view); err != nil {
			return err
		}
		for _, c := range view.Conferences {
			for _, b := range c.Backplanes {
				if len(b.NodeIDs) == 2 && b.Load != nil && b.Load.Bitrate != "" && b.Load.Bitrate != "0" {
					return nil
				}
			}
		}
		return fmt.Errorf("%+v", view)
	})
}

// One conference on the nodes of the example: who joins at one sees who joined
// at another, and neither hears of it when the node dies that runs the
// conference for all of them.
func TestOneConferenceOnThreeNodes(t *testing.T) {
	dir := t.TempDir()
	e := startExample(t, dir, freePorts(t, devPorts(defaultDevNodes)), "--restart-delay", "5m")
	e.online(t, defaultDevNodes)
	e.gather(t, "team")
	var people []*guest
	for node := range e.Nodes {
		people = append(people, e.join(t, node, "team", false))
	}
	seeing(t, 30*time.Second, "three nodes, one conference", people)
	var conferences, homes []string
	var carriers map[string]string
	eventually(t, 20*time.Second, "the conference in the log", func() error {
		conferences, homes, carriers = e.running(t)
		if len(conferences) != 1 || len(carriers) < len(people) {
			return fmt.Errorf("%v, %v", conferences, carriers)
		}
		return nil
	})
	e.connected(t)
	home := homes[0]
	left := slices.DeleteFunc(slices.Clone(people), func(g *guest) bool { return g.node == home })
	if err := syscall.Kill(e.Processes[strings.ToLower(home)], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	died := time.Now()
	seeing(t, 15*time.Second, "those at the other nodes", left)
	t.Logf("%s was the home of %v; %s after its death the others see each other", home, conferences, time.Since(died).Round(10*time.Millisecond))
	// Somebody runs the conference again: what one asks for another sees.
	mute := "participants/" + left[0].Report().ID + "/mute"
	eventually(t, max(time.Until(died.Add(10*time.Second)), time.Second), "a command after the home's death", func() error {
		if err := left[0].Do(t.Context(), mute, nil); err != nil {
			return err
		}
		if got := left[1].Report().Roster[left[0].Report().ID].Muted; got != "YES" {
			return fmt.Errorf("the other one sees %q", got)
		}
		return nil
	})
	for _, g := range left {
		r, calls := g.Report(), 1
		if carriers[r.ID] == home { // its media went there: it calls again, in the same seat
			calls = 2
		}
		if r.Calls != calls || r.CallsLost != calls-1 || r.Streams != 1 {
			t.Errorf("%s, whose media was at %s, noticed: %+v", g.name, carriers[r.ID], r.State)
		}
	}
	if now, _, _ := e.running(t); !slices.Equal(now, conferences) {
		t.Errorf("the conferences were %v and are %v", conferences, now)
	}
	for _, g := range left {
		if err := g.Leave(t.Context()); err != nil {
			t.Errorf("%s leaves: %v", g.name, err)
		}
	}
	e.interrupt(t, 20*time.Second)
}
