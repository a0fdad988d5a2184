// Package year makes up a year of a deployment: the events that its
// configuration, its nodes and its conferences leave in the log, in their
// order, with the daily and weekly rhythm of offices. The same seed gives the
// same year.
//
// It imports events and the standard library. A Year belongs to one goroutine.
package year

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/parley-video/parley/events"
)

// Entry is one event of the year and where it is filed.
type Entry struct {
	Stream   string
	Revision events.Revision
	ID       events.ID
	Event    events.Event
	Meta     events.Metadata
}

// The size of the deployment.
const (
	locations = 6
	nodes     = 18
	rooms     = 1200
	offices   = 250 // working days
)

// Year makes up events until a number is reached.
type Year struct {
	random    *rand.Rand
	revisions map[string]events.Revision
	sequence  uint64
	booted    [nodes]time.Time
	roomNames [rooms]string
}

// New makes a year.
func New(seed uint64) *Year {
	return &Year{random: rand.New(rand.NewPCG(seed, 26)), revisions: map[string]events.Revision{}} // not a secret
}

// begin is the first day.
var begin = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

// Events calls emit for at least total events, day by day; the days are as
// busy as it takes to spread them over the year.
func (y *Year) Events(total int, emit func(Entry) error) error {
	made := 0
	counted := func(e Entry) error {
		made++
		return emit(e)
	}
	if err := y.each(y.configuration(begin), counted); err != nil {
		return err
	}
	daily := max(1, (total-made+offices-1)/offices)
	for day := begin; made < total; day = day.AddDate(0, 0, 1) {
		if weekday := day.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			continue
		}
		if err := y.each(y.day(day, daily), counted); err != nil {
			return err
		}
	}
	return nil
}

// moment is an event that has no place in the log yet.
type moment struct {
	at     time.Time
	stream string
	event  events.Event
	actor  events.Actor
	node   string // whose fact it is
}

// each gives the moments their places, in the order of time.
func (y *Year) each(list []moment, emit func(Entry) error) error {
	slices.SortStableFunc(list, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range list {
		y.sequence++
		e := Entry{
			Stream: m.stream, Revision: y.revisions[m.stream], Event: m.event,
			ID:   events.FactEventID("year", y.sequence, 0),
			Meta: events.Metadata{Actor: m.actor, Time: m.at, Source: "192.0.2.7"},
		}
		if m.node != "" {
			e.Meta.Fact = &events.FactRef{Node: m.node, Epoch: "year-" + m.node, Seq: y.sequence}
		}
		y.revisions[m.stream]++
		if _, ends := m.event.(events.ConferenceEnded); ends {
			delete(y.revisions, m.stream) // it is over; memory stays bounded
		}
		if err := emit(e); err != nil {
			return fmt.Errorf("event %d: %w", y.sequence, err)
		}
	}
	return nil
}

var (
	administrator = events.Actor{Kind: events.ActorAdministrator, ID: "admin-1", Name: "admin"}
	system        = events.Actor{Kind: events.ActorSystem}
)

func locationID(i int) string { return fmt.Sprintf("location-%02d", i) }
func nodeID(i int) string     { return fmt.Sprintf("node-%02d", i) }
func roomID(i int) string     { return fmt.Sprintf("room-%04d", i) }

// configuration is what the administrators set up first.
func (y *Year) configuration(at time.Time) []moment {
	var list []moment
	add := func(stream string, e events.Event) {
		at = at.Add(time.Second)
		list = append(list, moment{at: at, stream: stream, event: e, actor: administrator})
	}
	for i := range locations {
		add(events.LocationStream(locationID(i)), events.LocationCreated{ID: locationID(i), Settings: events.LocationSettings{
			Name: fmt.Sprintf("Location %d", i), MTU: 1500,
		}})
	}
	for i := range nodes {
		add(events.NodeStream(nodeID(i)), events.NodeCreated{ID: nodeID(i), Settings: events.NodeSettings{
			Name: fmt.Sprintf("edge%02d", i), LocationID: locationID(i % locations), Role: events.NodeTranscoding,
			Address: fmt.Sprintf("10.0.%d.%d", i%locations, i), AlwaysOn: true,
		}})
	}
	for i := range rooms {
		y.roomNames[i] = fmt.Sprintf("Meeting room %d", i)
		add(events.ServiceStream(roomID(i)), events.ServiceCreated{ID: roomID(i), Type: events.ServiceConference, Settings: y.room(i)})
	}
	return list
}

// day is one working day: nodes restart in the night, an administrator changes
// something, and people meet.
func (y *Year) day(day time.Time, size int) []moment {
	list := make([]moment, 0, size+size/8)
	for i := range nodes {
		if y.booted[i].IsZero() || y.random.IntN(20) == 0 {
			list = y.restart(list, i, day.Add(time.Duration(2+y.random.IntN(2))*time.Hour))
		}
	}
	for range 1 + y.random.IntN(4) {
		room := y.random.IntN(rooms)
		y.roomNames[room] = fmt.Sprintf("Meeting room %d (%s)", room, day.Format(time.DateOnly))
		list = append(list, moment{
			at: day.Add(8*time.Hour + y.upTo(9*time.Hour)), stream: events.ServiceStream(roomID(room)), actor: administrator,
			event: events.ServiceUpdated{ID: roomID(room), Settings: y.room(room)},
		})
	}
	for n := 0; len(list) < size; n++ {
		list = y.conference(list, day, n)
	}
	return list
}

func (y *Year) room(i int) events.ServiceSettings {
	return events.ServiceSettings{
		Name: y.roomNames[i], AllowGuests: true, EnableChat: "default", CallType: "video", MaxQuality: "default",
		Aliases: []events.Alias{{Alias: fmt.Sprintf("meet.%04d", i)}, {Alias: strconv.Itoa(100000 + i)}},
	}
}

func (y *Year) upTo(d time.Duration) time.Duration { return time.Duration(y.random.Int64N(int64(d))) }

func (y *Year) restart(list []moment, i int, at time.Time) []moment {
	stream, id := events.NodeStream(nodeID(i)), nodeID(i)
	before := y.booted[i]
	y.booted[i] = at
	if !before.IsZero() {
		list = append(list,
			moment{at: at, stream: stream, actor: system, event: events.NodeDisconnected{ID: id, Reason: "closed"}},
			moment{at: at.Add(20 * time.Second), stream: stream, actor: system, event: events.NodeRestarted{ID: id, PreviousBootTime: before, BootTime: at}})
	}
	return append(list, moment{at: at.Add(20 * time.Second), stream: stream, actor: system, event: events.NodeConnected{
		ID: id, Epoch: "year-" + id, Version: "1.0", BootTime: at, CapacityTokens: 960, ClientURL: "https://" + id + ".example",
	}})
}

// conference is one meeting: two to fifteen people for half an hour or so.
func (y *Year) conference(list []moment, day time.Time, n int) []moment {
	room, node := y.random.IntN(rooms), y.random.IntN(nodes)
	id := events.DeriveID(fmt.Sprintf("year/%s/%d", day.Format(time.DateOnly), n)).String()
	m := meeting{
		y: y, id: id, stream: events.ConferenceStream(id), node: nodeID(node), location: locationID(node % locations),
		actor: events.Actor{Kind: events.ActorNode, ID: nodeID(node)},
	}
	// Most meetings begin at full and half hours between eight and six.
	start := day.Add(8*time.Hour + time.Duration(y.random.IntN(20))*30*time.Minute + y.upTo(4*time.Minute))
	length := 10*time.Minute + y.upTo(50*time.Minute)
	m.add(start, events.ConferenceStarted{
		ID: id, ServiceID: roomID(room), ServiceName: y.roomNames[room], ServiceType: events.ServiceConference,
		NodeID: m.node, LocationID: m.location,
	})
	people := 2 + min(y.random.IntN(6), y.random.IntN(14))
	last := start
	for p := range people {
		last = later(last, m.person(p, start, length, room))
	}
	m.add(last.Add(time.Second), events.ConferenceEnded{ID: id, Reason: "last-participant-left"})
	return append(list, m.moments...)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

type meeting struct {
	y                          *Year
	id, stream, node, location string
	actor                      events.Actor
	moments                    []moment
}

func (m *meeting) add(at time.Time, e events.Event) {
	m.moments = append(m.moments, moment{at: at, stream: m.stream, event: e, actor: m.actor, node: m.node})
}

// person is one participant from joining to leaving; it returns when that was.
func (m *meeting) person(p int, start time.Time, length time.Duration, room int) time.Time {
	y := m.y
	id := events.DeriveID(fmt.Sprintf("%s/%d", m.id, p)).String()
	role := events.RoleGuest
	if p == 0 {
		role = events.RoleHost
	}
	joined := start.Add(time.Second + y.upTo(3*time.Minute))
	left := start.Add(length + y.upTo(2*time.Minute))
	m.add(joined, events.ParticipantJoined{
		ConferenceID: m.id, ParticipantID: id, DisplayName: events.Personal(fmt.Sprintf("Person %d", y.random.IntN(4000))),
		Alias: fmt.Sprintf("meet.%04d", room), Role: role, Protocol: "webrtc", NodeID: m.node, LocationID: m.location,
		Remote: events.Personal(fmt.Sprintf("198.51.100.%d", y.random.IntN(250))),
	})
	m.add(joined.Add(800*time.Millisecond), events.ParticipantMediaChanged{
		ConferenceID: m.id, ParticipantID: id, Audio: true, Video: true, Tokens: 48, MediaNodeID: m.node,
	})
	if y.random.IntN(5) == 0 {
		at := joined.Add(y.upTo(length / 2))
		m.add(at, events.PresentationStarted{ConferenceID: m.id, ParticipantID: id})
		m.add(earlier(at.Add(y.upTo(length/4)), left.Add(-time.Second)), events.PresentationStopped{ConferenceID: m.id, ParticipantID: id})
	}
	for range y.random.IntN(2) {
		at := joined.Add(y.upTo(length / 2))
		m.add(at, events.ParticipantMuted{ConferenceID: m.id, ParticipantID: id})
		m.add(earlier(at.Add(y.upTo(length/4)), left.Add(-time.Second)), events.ParticipantUnmuted{ConferenceID: m.id, ParticipantID: id, By: id})
	}
	m.add(left, events.ParticipantLeft{ConferenceID: m.id, ParticipantID: id, Reason: "left"})
	return left
}
