package conferencehistory

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

// anything makes events of few conferences, participants, nodes and locations in
// any order: also those that cannot happen, like leaving before joining, and
// those that were there already. Participants are in several conferences.
type anything struct {
	*rand.Rand
	list []events.Recorded
}

func (a *anything) id(kind string, n int) string {
	id := fmt.Sprint(kind, a.IntN(n))
	if a.IntN(8) == 0 {
		id += "\x00" // the databases take it for the one without
	}
	return id
}

func (a *anything) text() string {
	return fmt.Sprint([]string{"", "Straße", "\x00nul", "O'Brien", "İ"}[a.IntN(5)], a.IntN(100))
}

func (a *anything) event() events.Event {
	c, p, n, l := a.id("c", 5), a.id("p", 8), a.id("n", 3), a.id("l", 3)
	node := events.NodeSettings{Name: a.text(), LocationID: l}
	switch k := a.IntN(26); {
	case k < 2:
		return events.ConferenceStarted{ID: c, ServiceID: a.id("s", 3), ServiceName: a.text(), Tag: a.text(), NodeID: n, LocationID: l}
	case k < 4:
		return events.ConferenceEnded{ID: c, Reason: a.text()}
	case k < 9:
		return events.ParticipantJoined{
			ConferenceID: c, ParticipantID: p, DisplayName: events.Personal(a.text()), Alias: a.text(), Role: events.RoleGuest,
			Protocol: a.text(), Vendor: a.text(), Remote: events.Personal(a.text()), NodeID: n,
		}
	case k < 12:
		return events.ParticipantLeft{ConferenceID: c, ParticipantID: p, Reason: a.text()}
	case k == 12:
		return events.ParticipantRoleChanged{ConferenceID: c, ParticipantID: p, Role: []events.Role{events.RoleHost, events.RoleGuest}[a.IntN(2)]}
	case k == 13:
		return events.ParticipantErased{ConferenceID: c, ParticipantID: p}
	case k == 14:
		return events.LocationCreated{ID: l, Settings: events.LocationSettings{Name: a.text()}}
	case k == 15:
		return events.LocationUpdated{ID: l, Settings: events.LocationSettings{Name: a.text()}}
	case k == 16:
		return events.LocationRemoved{ID: l}
	case k == 17:
		return events.NodeCreated{ID: n, Settings: node}
	case k == 18:
		return events.NodeUpdated{ID: n, Settings: node}
	case k == 19:
		return events.NodeRemoved{ID: n}
	default:
		return a.moment(c, p, n, l)
	}
}

func (a *anything) moment(c, p, n, l string) events.Event {
	plane := a.id("b", 4)
	switch a.IntN(7) {
	case 0:
		return events.ConferenceNodeEntered{ID: c, NodeID: n}
	case 1:
		return events.ConferenceNodeLeft{ID: c, NodeID: n, Reason: a.text()}
	case 2:
		return events.ConferenceHomeChanged{ID: c, NodeID: n, PreviousNodeID: a.id("n", 3), Reason: a.text()}
	case 3:
		return events.ParticipantMoved{ConferenceID: c, ParticipantID: p, NodeID: n}
	case 4:
		list := []events.PlacementCandidate{{NodeID: n, Verdict: a.text(), Needed: 48}}
		return events.CallPlaced{ConferenceID: c, ParticipantID: p, NodeID: n, EdgeID: a.id("n", 3), LocationID: l, Step: a.text(), Edges: list, Tries: []events.PlacementTry{
			{LocationID: a.id("l", 3), Verdict: a.text(), Candidates: list},
		}}
	case 5:
		return events.BackplaneOpened{ConferenceID: c, BackplaneID: plane, NodeID: n, PeerID: a.id("n", 3), Kind: "geo"}
	default:
		return events.BackplaneClosed{ConferenceID: c, BackplaneID: plane, Reason: a.text(), Packets: 1 << 63, LossPercent: 1.5}
	}
}

func (a *anything) next() events.Recorded {
	if len(a.list) > 0 && a.IntN(10) == 0 {
		return a.list[a.IntN(len(a.list))] // once more
	}
	e := a.event()
	at := len(a.list) + 1
	r := events.Recorded{
		Position: events.Position(at), Type: e.EventType(), Event: e, // small
		Meta: events.Metadata{Time: projectiontest.Epoch.Add(time.Duration(at) * time.Second)},
	}
	if a.IntN(6) == 0 {
		r.Meta.Personal = &events.PersonalRef{Subject: "somebody"}
	}
	a.list = append(a.list, r)
	return r
}

// rows are all rows with all columns, as they are in the database.
func rows(t *testing.T, h *sql.Handler) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []struct {
		query   string
		columns int
	}{
		{`SELECT id, position, service_id, service_name, tag, started_at, ended_at, end_reason, joined, present, peak,
			node_name, location_name, search FROM {conferences} ORDER BY id`, 14},
		{`SELECT id, conference_id, position, display_name, alias, role, protocol, vendor, remote, node_name,
			joined_at, left_at, leave_reason, erased FROM {participants} ORDER BY id, conference_id`, 14},
		{`SELECT id, name, location_id FROM {nodes} ORDER BY id`, 3},
		{`SELECT id, name FROM {locations} ORDER BY id`, 2},
		{`SELECT position, conference_id, participant_id, at, kind, data FROM {moments} ORDER BY position`, 6},
		{`SELECT id, conference_id, position, kind, node_name, peer_name, opened_at, closed_at, close_reason,
			packets, octets, lost, repaired, loss FROM {backplanes} ORDER BY conference_id, id`, 14},
	} {
		err := h.View(t.Context(), func(r *sql.Reader) error {
			return r.Each(t.Context(), table.query, nil, func(scan sql.Scan) error {
				values, into := make([]any, table.columns), make([]any, table.columns)
				for i := range values {
					into[i] = &values[i]
				}
				err := scan(into...)
				for _, v := range values {
					fmt.Fprintf(&b, "%T %q | ", v, fmt.Sprint(v))
				}
				b.WriteByte('\n')
				return err
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func handler(t *testing.T, db *sql.DB, p sql.Projection) *sql.Handler {
	t.Helper()
	h := sql.NewHandler(db, p)
	if _, err := h.Open(context.Background()); err != nil {
		t.Fatal(err)
	}
	return h
}

// Whatever the events and the batches that they come in: the rows and the
// changes are those of the statements, event by event.
func TestBatchesAreTheStatements(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		for seed := range uint64(12) {
			a := &anything{Rand: rand.New(rand.NewPCG(seed, 11))}
			one := handler(t, open(t), statements{fold{}})
			db := open(t)
			many := handler(t, db, fold{together: []int{1, 3, db.Together()}[seed%3]})
			through := events.Position(0)
			for range 30 {
				var list []events.Recorded
				for range 1 + a.IntN([]int{1, 5, 60}[a.IntN(3)]) {
					list = append(list, a.next())
				}
				from := through
				through += events.Position(len(list)) // small
				var want []projections.Change
				for i := range list {
					changes, err := one.Commit(t.Context(), projections.Batch{Events: list[i : i+1], Through: from + events.Position(i) + 1, Live: true}) // small
					if err != nil {
						t.Fatal(err)
					}
					want = append(want, changes...)
				}
				got, err := many.Commit(t.Context(), projections.Batch{Events: list, Through: through, Live: true})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("seed %d: changes %s", seed, diff)
				}
				if diff := cmp.Diff(rows(t, one), rows(t, many)); diff != "" {
					t.Fatalf("seed %d, after %d events: %s", seed, through, diff)
				}
			}
		}
	})
}
