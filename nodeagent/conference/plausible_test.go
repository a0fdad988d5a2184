package conference

import (
	"context"
	"errors"
	"math"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/peer"
)

const someConference = "0194d5a0-0000-7000-8000-000000000000"

// brought is what a station could bring.
func brought(t *testing.T) register {
	s := threeNodes(t, openRoom())
	s.joinAt("n1", "a", "")
	s.joinAt("n2", "b", "")
	s.mediaAt("n2", "b")
	q := register{Service: s.svc, Settings: s.set, Registration: s.station("n2")}
	q.Replica.ConferenceID = someConference
	q.Held = map[string]uint64{someConference: 1}
	return q
}

func TestWhatNoNodeBringsIsRefused(t *testing.T) {
	q := brought(t)
	if err := q.check(); err != nil {
		t.Fatal(err)
	}
	long := string(make([]byte, maxID+1))
	for field, spoil := range map[string]func(q *register){
		"service.id":                func(q *register) { q.Service.ID = "" },
		"replica.conferenceId":      func(q *register) { q.Replica.ConferenceID = "0" },
		"replica.home":              func(q *register) { q.Replica.Home = "" },
		"replica.nodes.id":          func(q *register) { q.Replica.Nodes[0].ID = long },
		"replica.people.id":         func(q *register) { q.Replica.People[1].ID = "a" },
		"replica.people.nodeId":     func(q *register) { q.Replica.People[1].NodeID = "" },
		"replica.people.role":       func(q *register) { q.Replica.People[1].Role = "emperor" },
		"replica.people.call.id":    func(q *register) { q.Replica.People[1].Call.ID = long },
		"seats.id":                  func(q *register) { q.Seats = append(q.Seats, q.Seats[0]) },
		"seats.role":                func(q *register) { q.Seats[0].Person.Role = RoleUnknown },
		"seats.phase":               func(q *register) { q.Seats[0].Person.Phase = "" },
		"seats.pending.tokens":      func(q *register) { q.Seats[0].Person.Pending.Tokens = -1 },
		"calls.id":                  func(q *register) { q.Calls = append(q.Calls, q.Calls[0]) },
		"calls.tokens":              func(q *register) { q.Calls[0].Tokens = math.MinInt64 },
		"calls.nodeId":              func(q *register) { q.Calls[0].ParentID = long },
		"held":                      func(q *register) { q.Held[""] = 1 },
		"replica.people.pending.id": func(q *register) { q.Replica.People[0].Pending.ParticipantID = long },
	} {
		t.Run(field, func(t *testing.T) {
			q := brought(t)
			spoil(&q)
			var refused *peer.Error
			if err := q.check(); !errors.As(err, &refused) || refused.Field != field || refused.Status != http.StatusBadRequest {
				t.Errorf("got %v", err)
			}
		})
	}
}

// The highest term has a next one, and nobody has a home record for ever.
func TestWhatIsBroughtDoesNotOverflow(t *testing.T) {
	q := brought(t)
	r := q.Replica
	r.Term, r.Number, r.Nodes[0].Entries = math.MaxUint64, math.MaxUint64, math.MaxUint64
	q.Held[someConference] = math.MaxUint64
	q.Seats[0].Person.Moves, q.Seats[0].Person.Calls, q.Calls[0].Nth = math.MaxUint64, math.MaxUint64, math.MaxUint64
	if err := q.check(); err != nil {
		t.Fatal(err)
	}
	s := threeNodes(t, openRoom())
	g := NewGather(s.now)
	g.Add(q.Registration)
	m, out := g.TakeOver(s.now, Setup{NodeID: "n1", LocationID: "loc-n1", Service: q.Service, Reserve: capacity.HD})
	if now := m.Snapshot(); !now.Newer(r) {
		t.Errorf("term %d after %d", now.Term, r.Term)
	}
	if len(out.Facts) > 3*maxEntries {
		t.Errorf("%d facts", len(out.Facts))
	}
	if _, err := m.Step(s.now, PlaceCall{ParticipantID: "b", CallID: "new", Granted: true, NodeID: "n1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Step(s.now, CallAnswered{"b", "new"}); err != nil {
		t.Fatal(err)
	}
	if p := m.find("b"); p.current.id != "new" || p.current.nth <= q.Calls[0].Nth {
		t.Errorf("%+v", p.current)
	}
}

// A node refuses what cannot be, over the wire, and goes on.
func TestAHomeRefusesWhatCannotBe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCluster(t, openRoom())
		n1, n2 := c.start("n1", "oslo"), c.net.Start("n2")
		q := brought(t)
		q.Replica.ConferenceID = "0"
		var refused *peer.Error
		if _, err := registerAt(context.Background(), n2, "n1", q); !errors.As(err, &refused) || refused.Field != "replica.conferenceId" {
			t.Errorf("got %v", err)
		}
		call := carryCall{CallID: "x", ParticipantID: "a", Tokens: -5}
		var reply wireReply
		if err := n2.Call(context.Background(), "n1", pathCarry, wireCarry{Do: carryHold, Service: openRoom(), Term: 1, Call: &call}, &reply); err != nil || reply.Failure == nil {
			t.Errorf("%+v, %v", reply, err)
		}
		n1.enter("Ada")
		c.end()
	})
}

// The first word of a home that is none any more is not heard.
func TestAHomeOfTheTermBeforeIsNotHeard(t *testing.T) {
	q := brought(t)
	q.Replica.Term = 4
	good := welcome{ConferenceID: someConference, ServiceID: q.Service.ID, Home: "n1", Term: 4, Session: "s"}
	for name, c := range map[string]struct {
		spoil func(w *welcome)
		field string
	}{
		"as it should be":    {func(*welcome) {}, ""},
		"a later term":       {func(w *welcome) { w.Term = 9 }, ""},
		"another conference": {func(w *welcome) { w.ConferenceID, w.Term = "0194d5a0-0000-7000-8000-000000000001", 1 }, ""},
		"an earlier term":    {func(w *welcome) { w.Term = 3 }, "welcome.term"},
		"no term":            {func(w *welcome) { w.Term = 0 }, "welcome.term"},
		"another node":       {func(w *welcome) { w.Home = "n3" }, "welcome.home"},
		"another service":    {func(w *welcome) { w.ServiceID = "other" }, "welcome.serviceId"},
		"no conference":      {func(w *welcome) { w.ConferenceID = "" }, "welcome.conferenceId"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := good
				c.spoil(&w)
				cl := newCluster(t)
				n1, n2 := cl.net.Start("n1"), cl.net.Start("n2")
				n1.Handle(pathRegister, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
					if out, err := peer.Serve(rw, r); err == nil {
						_ = out.JSON(wireFrame{Welcome: &w})
					}
				}))
				got, err := registerAt(context.Background(), n2, "n1", q)
				var refused *peer.Error
				switch {
				case c.field == "" && err == nil:
					got.stop()
				case c.field != "" && errors.As(err, &refused) && refused.Field == c.field:
				default:
					t.Errorf("got %v", err)
				}
			})
		})
	}
}
