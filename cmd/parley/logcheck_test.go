package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// A checker replays the log of conferences and says what in it cannot be true.
// It shares no code with what wrote the log. Events of one node are in order;
// those of several are as they arrived, and only their times say what came
// first.
type checker struct {
	conferences map[string]*tale
	people      map[string][]visit // by participant
	facts       map[string]uint64  // last of each life of a node
	backplanes  map[string]string  // open: by id the conference; closed: ""
	problems    []string
}

// tale is a conference as the log tells it.
type tale struct {
	started, ended bool
	present        map[string]*guestbook
	nodes          map[string]bool // who has to do with it
	ever           map[string]bool // who is or was host
	presenter      string
	term           uint64
	locked         bool
	locks          []lockedTime
	guestsMuted    bool
}

type guestbook struct {
	role           string
	node           string
	waiting, muted bool
}

// visit is a participant's time in one conference.
type visit struct {
	conference string
	waiting    bool
	role       string
	joined     time.Time
	left       time.Time // zero: it has not
	reason     string
}

type lockedTime struct{ from, to time.Time }

// aside is how far the records of two nodes of the same moment may lie apart.
const aside = 2 * time.Second

func newChecker() *checker {
	return &checker{conferences: map[string]*tale{}, people: map[string][]visit{}, facts: map[string]uint64{}, backplanes: map[string]string{}}
}

// checkedEvent is what the checker reads of any event of a conference.
type checkedEvent struct {
	ID, ConferenceID, ParticipantID, By, Role, NodeID, HomeID, Reason, BackplaneID, CallID string

	Waiting, Gone bool
	Term          uint64
	Nodes         []string
	Step          string
	Tries         []json.RawMessage
}

type checkedMeta struct {
	Time time.Time
	Fact *struct {
		Node, Epoch string
		Seq         uint64
	}
}

// replay takes a whole log.
func (c *checker) replay(t testing.TB, log []logged) {
	t.Helper()
	for _, l := range log {
		kind, ours := strings.CutPrefix(l.Type, "conference.")
		if !ours {
			continue
		}
		var e checkedEvent
		var m checkedMeta
		if err := json.Unmarshal(l.Data, &e); err != nil {
			t.Fatalf("%s at %s: %v", l.Type, l.Position, err)
		}
		if err := json.Unmarshal(l.Meta, &m); err != nil {
			t.Fatalf("%s at %s: %v", l.Type, l.Position, err)
		}
		c.take(strings.TrimSuffix(kind, ".v1"), l.Position, cmp.Or(e.ConferenceID, e.ID), e, m)
	}
	c.close()
}

func (c *checker) wrong(at, format string, args ...any) {
	c.problems = append(c.problems, at+": "+fmt.Sprintf(format, args...))
}

func (c *checker) take(kind, at, id string, e checkedEvent, m checkedMeta) {
	if m.Fact != nil {
		life := m.Fact.Node + "/" + m.Fact.Epoch
		if m.Fact.Seq < c.facts[life] {
			c.wrong(at, "fact %d of node %s follows its fact %d", m.Fact.Seq, m.Fact.Node, c.facts[life])
		}
		c.facts[life] = m.Fact.Seq
	}
	s := c.conferences[id]
	if s == nil {
		s = &tale{present: map[string]*guestbook{}, nodes: map[string]bool{}, ever: map[string]bool{}}
		c.conferences[id] = s
	}
	switch {
	case kind == "started" && s.started:
		c.wrong(at, "conference %s starts again", id)
	case kind != "started" && !s.started:
		c.wrong(at, "%s in conference %s, which has not started", kind, id)
	case kind == "ended" && s.ended:
		c.wrong(at, "conference %s ends again", id)
	case s.ended && kind != "participant-erased":
		c.wrong(at, "%s in conference %s after its end", kind, id)
	}
	if strings.HasPrefix(kind, "participant-") || strings.HasPrefix(kind, "presentation-") {
		c.person(kind, at, id, s, e, m)
		return
	}
	c.conference(kind, at, id, s, e, m)
}

func (c *checker) conference(kind, at, id string, s *tale, e checkedEvent, m checkedMeta) {
	switch kind {
	case "started":
		s.started, s.nodes[e.NodeID], s.term = true, true, max(e.Term, 1)
	case "ended":
		s.ended = true
		for p := range s.present {
			c.wrong(at, "conference %s ends, and %s is still there", id, p)
		}
		for b, of := range c.backplanes {
			if of == id {
				c.wrong(at, "conference %s ends with its backplane %s open", id, b)
			}
		}
	case "node-entered", "node-expected":
		s.nodes[e.NodeID] = true
	case "node-left":
		if !s.nodes[e.NodeID] {
			c.wrong(at, "node %s leaves conference %s without having entered", e.NodeID, id)
		}
		delete(s.nodes, e.NodeID)
		for _, n := range slices.Sorted(maps.Keys(s.present)) {
			if s.present[n].node == e.NodeID {
				c.wrong(at, "node %s has released conference %s with its participant %s", e.NodeID, id, n)
			}
		}
	case "home-changed":
		if e.Term <= s.term {
			c.wrong(at, "the home of conference %s has term %d after %d", id, e.Term, s.term)
		}
		s.term = e.Term
	case "locked", "unlocked":
		on := kind == "locked"
		if s.locked == on {
			c.wrong(at, "conference %s is %s twice", id, kind)
		}
		s.locked = on
		c.byHost(kind, at, id, s, e)
		if on {
			s.locks = append(s.locks, lockedTime{from: m.Time})
		} else if n := len(s.locks); n > 0 {
			s.locks[n-1].to = m.Time
		}
	case "guests-muted", "guests-unmuted":
		on := kind == "guests-muted"
		if s.guestsMuted == on {
			c.wrong(at, "%s twice in conference %s", kind, id)
		}
		s.guestsMuted = on
		c.byHost(kind, at, id, s, e)
	case "call-placed":
		if e.NodeID == "" || e.Step == "" || len(e.Tries) == 0 {
			c.wrong(at, "the call %s was placed at %q by step %q after %d tries", e.CallID, e.NodeID, e.Step, len(e.Tries))
		}
	case "backplane-opened":
		if _, before := c.backplanes[e.BackplaneID]; before {
			c.wrong(at, "backplane %s opens again", e.BackplaneID)
		}
		c.backplanes[e.BackplaneID] = id
	case "backplane-closed":
		if c.backplanes[e.BackplaneID] != id {
			c.wrong(at, "backplane %s closes and is not open", e.BackplaneID)
		}
		c.backplanes[e.BackplaneID] = ""
	default:
		c.wrong(at, "the checker does not know %q", kind)
	}
}

// byHost holds what only hosts may do to whoever is known to have done it.
func (c *checker) byHost(what, at, id string, s *tale, e checkedEvent) {
	if _, participant := c.people[e.By]; participant && !s.ever[e.By] {
		c.wrong(at, "%s in conference %s by %s, who never was a host", what, id, e.By)
	}
}

func (c *checker) person(kind, at, id string, s *tale, e checkedEvent, m checkedMeta) {
	who := e.ParticipantID
	p := s.present[who]
	if kind == "participant-joined" {
		for _, v := range c.people[who] {
			switch {
			case v.conference == id:
				c.wrong(at, "%s joins conference %s again", who, id)
			case v.left.IsZero():
				c.wrong(at, "%s joins conference %s and is still in %s", who, id, v.conference)
			case v.reason != "merged":
				c.wrong(at, "%s joins conference %s after leaving %s by %q", who, id, v.conference, v.reason)
			}
		}
		if !s.nodes[e.NodeID] {
			c.wrong(at, "%s joins conference %s at node %s, which has nothing to do with it", who, id, e.NodeID)
		}
		s.present[who] = &guestbook{role: e.Role, node: e.NodeID, waiting: e.Waiting}
		s.ever[who] = e.Role == "host"
		c.people[who] = append(c.people[who], visit{conference: id, waiting: e.Waiting, role: e.Role, joined: m.Time})
		return
	}
	if kind == "participant-erased" {
		return
	}
	if p == nil {
		c.wrong(at, "%s of %s, who is not in conference %s", kind, who, id)
		return
	}
	switch kind {
	case "participant-left":
		if s.presenter == who {
			c.wrong(at, "%s leaves conference %s and presents on", who, id)
		}
		delete(s.present, who)
		v := &c.people[who][len(c.people[who])-1]
		v.left, v.reason = m.Time, e.Reason
	case "participant-admitted":
		if !p.waiting {
			c.wrong(at, "%s is admitted to conference %s and was not waiting", who, id)
		}
		p.waiting = false
		c.byHost(kind, at, id, s, e)
	case "participant-muted", "participant-unmuted":
		on := kind == "participant-muted"
		if p.muted == on {
			c.wrong(at, "%s: %s twice", who, kind)
		}
		p.muted = on
		if e.By != who {
			c.byHost(kind, at, id, s, e)
		}
	case "participant-role-changed":
		p.role = e.Role
		s.ever[who] = s.ever[who] || e.Role == "host"
	case "participant-moved":
		p.node = e.NodeID
	case "presentation-started":
		if s.presenter != "" {
			c.wrong(at, "%s presents in conference %s while %s does", who, id, s.presenter)
		}
		s.presenter = who
	case "presentation-stopped":
		if s.presenter != who {
			c.wrong(at, "%s stops presenting in conference %s, where %q presents", who, id, s.presenter)
		}
		s.presenter = ""
	case "participant-media-changed":
	default:
		c.wrong(at, "the checker does not know %q", kind)
	}
}

// close looks at what only the whole log shows.
func (c *checker) close() {
	for _, who := range slices.Sorted(maps.Keys(c.people)) {
		for _, v := range c.people[who] {
			s := c.conferences[v.conference]
			if v.role == "host" || v.waiting {
				continue
			}
			for _, l := range s.locks {
				if v.joined.After(l.from.Add(aside)) && (l.to.IsZero() || v.joined.Before(l.to.Add(-aside))) {
					c.wrong("end", "guest %s walks into conference %s at %s, which is locked since %s", who, v.conference, v.joined, l.from)
				}
			}
		}
	}
}

// finished demands that all is over: every conference ended, and whoever was let
// in, as clients know it, came once and left once.
func (c *checker) finished(acknowledged map[string]string) {
	for _, id := range slices.Sorted(maps.Keys(c.conferences)) {
		if s := c.conferences[id]; s.started && !s.ended {
			c.wrong("end", "conference %s has not ended: %d participants, nodes %v", id, len(s.present), slices.Sorted(maps.Keys(s.nodes)))
		}
	}
	for who, name := range acknowledged {
		switch visits := c.people[who]; {
		case len(visits) == 0:
			c.wrong("end", "%s (%s) was let in and is not in the log", name, who)
		default:
			for _, v := range visits {
				if v.left.IsZero() {
					c.wrong("end", "%s (%s) has not left conference %s", name, who, v.conference)
				}
			}
		}
	}
	for b, of := range c.backplanes {
		if of != "" {
			c.wrong("end", "backplane %s of conference %s is open", b, of)
		}
	}
}

// line is an event of a hand-made log.
func line(second int, node string, seq int, kind, data string) logged {
	at := time.Date(2026, 1, 2, 3, 4, second, 0, time.UTC)
	return logged{
		Type: "conference." + kind + ".v1", Position: fmt.Sprint(second), Data: json.RawMessage(data),
		Meta: json.RawMessage(fmt.Sprintf(`{"time":%q,"fact":{"node":%q,"epoch":"e","seq":%d}}`, at.Format(time.RFC3339), node, seq)),
	}
}

// goodLog is a conference on two nodes, where everything is as it should be.
func goodLog() []logged {
	return []logged{
		line(0, "n1", 1, "started", `{"id":"c","nodeId":"n1"}`),
		line(1, "n1", 2, "participant-joined", `{"conferenceId":"c","participantId":"ann","role":"host","nodeId":"n1"}`),
		line(2, "n1", 3, "call-placed", `{"conferenceId":"c","participantId":"ann","callId":"k","nodeId":"n1","step":"transcoding","tries":[{}]}`),
		line(3, "n2", 1, "node-entered", `{"id":"c","nodeId":"n2"}`),
		line(4, "n2", 2, "participant-joined", `{"conferenceId":"c","participantId":"bob","role":"guest","nodeId":"n2"}`),
		line(5, "n1", 4, "backplane-opened", `{"conferenceId":"c","backplaneId":"b","nodeId":"n1"}`),
		line(6, "n1", 5, "presentation-started", `{"conferenceId":"c","participantId":"ann"}`),
		line(7, "n1", 6, "presentation-stopped", `{"conferenceId":"c","participantId":"ann"}`),
		line(8, "n1", 7, "presentation-started", `{"conferenceId":"c","participantId":"bob"}`),
		line(9, "n1", 8, "locked", `{"id":"c","by":"ann"}`),
		line(15, "n2", 3, "participant-joined", `{"conferenceId":"c","participantId":"cat","role":"guest","nodeId":"n2","waiting":true}`),
		line(20, "n2", 4, "participant-admitted", `{"conferenceId":"c","participantId":"cat","by":"ann"}`),
		line(21, "n2", 5, "home-changed", `{"id":"c","nodeId":"n2","term":2}`),
		line(22, "n2", 6, "participant-muted", `{"conferenceId":"c","participantId":"cat","by":"ann"}`),
		line(23, "n2", 7, "participant-moved", `{"conferenceId":"c","participantId":"ann","nodeId":"n2"}`),
		line(24, "n1", 9, "node-left", `{"id":"c","nodeId":"n1"}`),
		line(25, "n2", 8, "backplane-closed", `{"conferenceId":"c","backplaneId":"b"}`),
		line(26, "n2", 9, "participant-left", `{"conferenceId":"c","participantId":"ann","reason":"released"}`),
		line(27, "n2", 10, "presentation-stopped", `{"conferenceId":"c","participantId":"bob"}`),
		line(28, "n2", 11, "participant-left", `{"conferenceId":"c","participantId":"bob","reason":"released"}`),
		line(29, "n2", 12, "participant-left", `{"conferenceId":"c","participantId":"cat","reason":"released"}`),
		line(30, "n2", 13, "ended", `{"id":"c","reason":"last-left"}`),
	}
}

func TestTheCheckerOfLogs(t *testing.T) {
	find := func(log []logged, kind, text string) int {
		i := slices.IndexFunc(log, func(l logged) bool {
			return l.Type == "conference."+kind+".v1" && strings.Contains(string(l.Data), text)
		})
		if i < 0 {
			t.Fatalf("no %s with %s", kind, text)
		}
		return i
	}
	without := func(kind, text string) func([]logged) []logged {
		return func(log []logged) []logged {
			i := find(log, kind, text)
			return slices.Delete(log, i, i+1)
		}
	}
	twice := func(kind, text string) func([]logged) []logged {
		return func(log []logged) []logged {
			i := find(log, kind, text)
			return slices.Insert(log, i, log[i])
		}
	}
	other := func(kind, from, to string) func([]logged) []logged {
		return func(log []logged) []logged {
			i := find(log, kind, from)
			log[i].Data = json.RawMessage(strings.ReplaceAll(string(log[i].Data), from, to))
			return log
		}
	}
	before := func(kind, text, beforeKind, beforeText string) func([]logged) []logged {
		return func(log []logged) []logged {
			i, j := find(log, kind, text), find(log, beforeKind, beforeText)
			moved := log[i]
			return slices.Insert(slices.Delete(log, i, i+1), j, moved)
		}
	}
	for _, c := range []struct {
		name string
		bend func([]logged) []logged
		want string // empty: nothing is wrong
	}{
		{"all is well", func(log []logged) []logged { return log }, ""},
		{"began twice", twice("started", `"c"`), "starts again"},
		{"did not begin", without("started", `"c"`), "has not started"},
		{"did not end", without("ended", `"c"`), "has not ended"},
		{"ended twice", twice("ended", `"c"`), "ends again"},
		{"joined twice", twice("participant-joined", "ann"), "joins conference c again"},
		{"never joined", without("participant-joined", "bob"), "not in conference"},
		{"was let in and forgotten", func(log []logged) []logged {
			return slices.DeleteFunc(log, func(l logged) bool { return strings.Contains(string(l.Data), `"participantId":"bob"`) })
		}, "is not in the log"},
		{"never left", without("participant-left", "cat"), "is still there"},
		{"left twice", twice("participant-left", "cat"), "not in conference"},
		{"two present", without("presentation-stopped", "ann"), "while ann does"},
		{"presents and is gone", without("presentation-stopped", "bob"), "presents on"},
		{"a stop of nobody's", twice("presentation-stopped", "ann"), "stops presenting"},
		{"locked by a guest", other("locked", "ann", "bob"), "never was a host"},
		{"admitted by a guest", other("participant-admitted", "ann", "bob"), "never was a host"},
		{"muted by a guest", other("participant-muted", `"by":"ann"`, `"by":"bob"`), "never was a host"},
		{"admitted without waiting", twice("participant-admitted", "cat"), "was not waiting"},
		{"walks through a locked door", other("participant-joined", `,"waiting":true`, ""), "is locked since"},
		{"at a node that is not there", without("node-entered", "n2"), "nothing to do with it"},
		{"a node goes with its people", before("node-left", "n1", "participant-moved", "ann"), "with its participant ann"},
		{"the end before the last left", before("ended", `"c"`, "participant-left", "cat"), "is still there"},
		{"a backplane stays open", without("backplane-closed", "b"), "open"},
		{"a backplane that was not open", without("backplane-opened", "b"), "is not open"},
		{"a backplane opens twice", twice("backplane-opened", "b"), "opens again"},
		{"an old home", other("home-changed", `"term":2`, `"term":1`), "term 1 after 1"},
		{"facts out of order", before("participant-muted", "cat", "home-changed", "n2"), "follows its fact"},
		{"a placement without a reason", other("call-placed", `[{}]`, `[]`), "0 tries"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newChecker()
			k.replay(t, c.bend(goodLog()))
			k.finished(map[string]string{"ann": "Ann", "bob": "Bob", "cat": "Cat"})
			all := strings.Join(k.problems, "\n")
			if c.want == "" && all != "" || !strings.Contains(all, c.want) {
				t.Errorf("it says %q, want %q", all, c.want)
			}
		})
	}
}
