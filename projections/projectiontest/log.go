package projectiontest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
)

// Epoch is when the logs of tests begin.
var Epoch = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)

// Log appends events to a store. It belongs to one goroutine.
type Log struct {
	Store store.Store
	// At is the time of the next event; each one moves it on by a second.
	At    time.Time
	Actor events.Actor
	n     int
	last  map[string]events.Revision
}

// NewLog writes to a store that is empty.
func NewLog(s store.Store) *Log {
	return &Log{
		Store: s, At: Epoch, Actor: events.Actor{Kind: events.ActorAdministrator, ID: "a0", Name: "ada"},
		last: map[string]events.Revision{},
	}
}

// Add appends events to the streams that they belong to and gives the
// position of the last one.
func (l *Log) Add(ctx context.Context, list ...events.Event) (events.Position, error) {
	var at events.Position
	for _, e := range list {
		encoded, err := codec.Encode(l.id(), e, events.Metadata{Actor: l.Actor, Time: l.At})
		if err != nil {
			return 0, err
		}
		if at, err = l.AddRaw(ctx, StreamOf(e), encoded); err != nil {
			return 0, err
		}
		l.At = l.At.Add(time.Second)
	}
	return at, nil
}

// AddRaw appends an encoded event, which may be one that nobody can read. An
// event without an identifier gets one.
func (l *Log) AddRaw(ctx context.Context, stream string, e store.NewEvent) (events.Position, error) {
	if e.ID == (events.ID{}) {
		e.ID = l.id()
	}
	expected := store.NoStream()
	if r, ok := l.last[stream]; ok {
		expected = store.At(r)
	}
	done, err := l.Store.Append(ctx, stream, expected, e)
	if err != nil {
		return 0, fmt.Errorf("append %s: %w", e.Type, err)
	}
	l.last[stream] = done.Revision
	return done.Position, nil
}

func (l *Log) id() events.ID {
	l.n++
	return events.DeriveID(fmt.Sprintf("projectiontest/%d", l.n))
}

// StreamOf is the stream that an event belongs to.
func StreamOf(e events.Event) string {
	switch e := e.(type) {
	case events.LocationCreated:
		return events.LocationStream(e.ID)
	case events.LocationUpdated:
		return events.LocationStream(e.ID)
	case events.LocationRemoved:
		return events.LocationStream(e.ID)
	case events.ServiceCreated:
		return events.ServiceStream(e.ID)
	case events.ServiceUpdated:
		return events.ServiceStream(e.ID)
	case events.ServiceRemoved:
		return events.ServiceStream(e.ID)
	case events.SettingsUpdated:
		return events.SettingsStream
	case events.TokenCreated:
		return events.TokenStream(e.ID)
	case events.TokenRevoked:
		return events.TokenStream(e.ID)
	}
	if stream, ok := dialplanStream(e); ok {
		return stream
	}
	if id, ok := nodeOf(e); ok {
		return events.NodeStream(id)
	}
	if id, ok := burstNodeOf(e); ok {
		return events.BurstNodeStream(id)
	}
	if id, ok := administratorOf(e); ok {
		return events.AdministratorStream(id)
	}
	return events.ConferenceStream(conferenceOf(e))
}

func nodeOf(e events.Event) (string, bool) {
	switch e := e.(type) {
	case events.NodeCreated:
		return e.ID, true
	case events.NodeUpdated:
		return e.ID, true
	case events.NodeRemoved:
		return e.ID, true
	case events.NodeProvisioningIssued:
		return e.ID, true
	case events.NodeEnrolled:
		return e.ID, true
	case events.NodeMaintenanceEntered:
		return e.ID, true
	case events.NodeMaintenanceLeft:
		return e.ID, true
	case events.NodeConnected:
		return e.ID, true
	case events.NodeReady:
		return e.ID, true
	case events.NodeDrained:
		return e.ID, true
	case events.NodeRestarted:
		return e.ID, true
	case events.NodeDisconnected:
		return e.ID, true
	case events.NodeLivenessChanged:
		return e.ID, true
	case events.NodeCallRejected:
		return e.ID, true
	}
	return "", false
}

// burstNodeOf is the burst node of whose machine an event tells.
func burstNodeOf(e events.Event) (string, bool) {
	switch e := e.(type) {
	case events.NodeBurstStartRequested:
		return e.ID, true
	case events.NodeBurstStarting:
		return e.ID, true
	case events.NodeBurstRunning:
		return e.ID, true
	case events.NodeBurstDraining:
		return e.ID, true
	case events.NodeBurstKept:
		return e.ID, true
	case events.NodeBurstStopRequested:
		return e.ID, true
	case events.NodeBurstStopped:
		return e.ID, true
	case events.NodeBurstFailed:
		return e.ID, true
	case events.NodeBurstAddressChanged:
		return e.ID, true
	}
	return "", false
}

func administratorOf(e events.Event) (string, bool) {
	switch e := e.(type) {
	case events.AdministratorCreated:
		return e.ID, true
	case events.AdministratorUpdated:
		return e.ID, true
	case events.AdministratorPasswordChanged:
		return e.ID, true
	case events.AdministratorRemoved:
		return e.ID, true
	case events.AdministratorSignedIn:
		return e.ID, true
	case events.AdministratorSignedOut:
		return e.ID, true
	}
	return "", false
}

func conferenceOf(e events.Event) string {
	switch e := e.(type) {
	case events.ConferenceStarted:
		return e.ID
	case events.ConferenceEnded:
		return e.ID
	case events.ConferenceLocked:
		return e.ID
	case events.ConferenceUnlocked:
		return e.ID
	case events.ConferenceGuestsMuted:
		return e.ID
	case events.ConferenceGuestsUnmuted:
		return e.ID
	case events.ParticipantJoined:
		return e.ConferenceID
	case events.ParticipantAdmitted:
		return e.ConferenceID
	case events.ParticipantLeft:
		return e.ConferenceID
	case events.ParticipantMediaChanged:
		return e.ConferenceID
	case events.ParticipantMuted:
		return e.ConferenceID
	case events.ParticipantUnmuted:
		return e.ConferenceID
	case events.ParticipantRoleChanged:
		return e.ConferenceID
	case events.PresentationStarted:
		return e.ConferenceID
	case events.PresentationStopped:
		return e.ConferenceID
	case events.ParticipantErased:
		return e.ConferenceID
	case events.ParticipantMoved:
		return e.ConferenceID
	case events.CallPlaced:
		return e.ConferenceID
	case events.BackplaneOpened:
		return e.ConferenceID
	case events.BackplaneClosed:
		return e.ConferenceID
	case events.ConferenceNodeEntered:
		return e.ID
	case events.ConferenceNodeExpected:
		return e.ID
	case events.ConferenceNodeLeft:
		return e.ID
	case events.ConferenceHomeChanged:
		return e.ID
	}
	return "unknown"
}

// Read decodes the events of a log after a position that pass a handler's
// filter.
func Read(ctx context.Context, s store.Store, after events.Position, filter store.Filter) ([]events.Recorded, events.Position, error) {
	var all []events.Recorded
	for {
		page, err := s.ReadAll(ctx, after, store.Forwards, filter, store.MaxPage)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range page.Events {
			r, err := codec.Decode(e)
			if errors.Is(err, codec.ErrForeign) { // a runner skips it
				continue
			}
			if err != nil {
				return nil, 0, fmt.Errorf("decode %s: %w", e.Type, err)
			}
			all = append(all, r)
		}
		after = page.Next
		if page.End {
			return all, after, nil
		}
	}
}

// CatchUp brings a handler from its checkpoint to the end of the log, in
// batches of a given size, as a runner would.
func CatchUp(ctx context.Context, s store.Store, h projections.Handler, size int) error {
	from, err := h.Open(ctx)
	if err != nil {
		return err
	}
	list, end, err := Read(ctx, s, from, h.Filter())
	if err != nil {
		return err
	}
	for len(list) > size {
		batch := projections.Batch{Events: list[:size], Through: list[size-1].Position}
		if _, err := h.Commit(ctx, batch); err != nil {
			return err
		}
		list = list[size:]
	}
	_, err = h.Commit(ctx, projections.Batch{Events: list, Through: end, Live: true})
	return err
}
