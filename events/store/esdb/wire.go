package esdb

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// The keys of an event's system metadata.
const (
	metaType        = "type"
	metaContentType = "content-type"
	metaCreated     = "created" // 100 ns since 1970
)

// eventFrom reads an event of the protocol. What another program wrote need
// not be JSON; that is for the decoder to say.
func eventFrom(read *streams.ReadResp_ReadEvent) (store.Event, error) {
	r := read.GetEvent()
	if r == nil {
		return store.Event{}, fmt.Errorf("%w: the server sent an event without content", store.ErrUnavailable)
	}
	e := store.Event{
		Stream:   string(r.GetStreamIdentifier().GetStreamName()),
		Revision: events.Revision(r.GetStreamRevision()),
		Position: events.Position(r.GetCommitPosition()),
		Type:     r.GetMetadata()[metaType],
		Data:     r.GetData(),
		Meta:     r.GetCustomMetadata(),
	}
	if len(e.Meta) == 0 {
		e.Meta = nil
	}
	var err error
	if e.ID, err = idFrom(r.GetId()); err != nil {
		return store.Event{}, fmt.Errorf("%w: event at %s: %w", store.ErrUnavailable, e.Position, err)
	}
	ticks, err := strconv.ParseInt(r.GetMetadata()[metaCreated], 10, 64)
	if err != nil {
		return store.Event{}, fmt.Errorf("%w: event at %s: created is %q", store.ErrUnavailable, e.Position, r.GetMetadata()[metaCreated])
	}
	const second = int64(time.Second / 100)
	e.Created = time.Unix(ticks/second, ticks%second*100).UTC()
	return e, nil
}

func idFrom(u *shared.UUID) (events.ID, error) {
	switch v := u.GetValue().(type) {
	case *shared.UUID_Structured_:
		var id events.ID
		binary.BigEndian.PutUint64(id[:8], uint64(v.Structured.GetMostSignificantBits()))  // the bits as they are
		binary.BigEndian.PutUint64(id[8:], uint64(v.Structured.GetLeastSignificantBits())) // the bits as they are
		return id, nil
	case *shared.UUID_String_:
		return events.ParseID(v.String_)
	}
	return events.ID{}, fmt.Errorf("event without id")
}

func structuredIDs() *streams.ReadReq_Options_UUIDOption {
	return &streams.ReadReq_Options_UUIDOption{Content: &streams.ReadReq_Options_UUIDOption_Structured{Structured: &shared.Empty{}}}
}

func direction(dir store.Direction) streams.ReadReq_Options_ReadDirection {
	if dir == store.Backwards {
		return streams.ReadReq_Options_Backwards
	}
	return streams.ReadReq_Options_Forwards
}

func readOptions(dir store.Direction) *streams.ReadReq_Options {
	return &streams.ReadReq_Options{
		ReadDirection: direction(dir),
		FilterOption:  &streams.ReadReq_Options_NoFilter{NoFilter: &shared.Empty{}},
		UuidOption:    structuredIDs(),
	}
}

// readStreamRequest asks for count events of a stream from a revision on,
// which is part of the answer.
func readStreamRequest(stream string, from events.Revision, dir store.Direction, count int) *streams.ReadReq {
	where := &streams.ReadReq_Options_StreamOptions{StreamIdentifier: identifier(stream)}
	if dir == store.Backwards && from >= store.LastRevision {
		where.RevisionOption = &streams.ReadReq_Options_StreamOptions_End{End: &shared.Empty{}}
	} else {
		where.RevisionOption = &streams.ReadReq_Options_StreamOptions_Revision{Revision: uint64(min(from, store.LastRevision))}
	}
	o := readOptions(dir)
	o.StreamOption = &streams.ReadReq_Options_Stream{Stream: where}
	o.CountOption = &streams.ReadReq_Options_Count{Count: uint64(count)} // a page size
	return &streams.ReadReq{Options: o}
}

// readAllRequest asks for count events of the log. Forwards the event at the
// position is part of the answer, backwards it is not.
func readAllRequest(from events.Position, dir store.Direction, count int) *streams.ReadReq {
	o := readOptions(dir)
	o.StreamOption = &streams.ReadReq_Options_All{All: allFrom(from)}
	o.CountOption = &streams.ReadReq_Options_Count{Count: uint64(count)} // a page size
	return &streams.ReadReq{Options: o}
}

// subscribeRequest asks for everything after a position, and what is to come.
func subscribeRequest(from events.Position) *streams.ReadReq {
	o := readOptions(store.Forwards)
	o.StreamOption = &streams.ReadReq_Options_All{All: allFrom(from)}
	o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_Options_SubscriptionOptions{}}
	return &streams.ReadReq{Options: o}
}

func allFrom(from events.Position) *streams.ReadReq_Options_AllOptions {
	switch {
	case from == 0:
		return &streams.ReadReq_Options_AllOptions{AllOption: &streams.ReadReq_Options_AllOptions_Start{Start: &shared.Empty{}}}
	case from >= store.LastPosition:
		return &streams.ReadReq_Options_AllOptions{AllOption: &streams.ReadReq_Options_AllOptions_End{End: &shared.Empty{}}}
	}
	return &streams.ReadReq_Options_AllOptions{AllOption: &streams.ReadReq_Options_AllOptions_Position{
		Position: &streams.ReadReq_Options_Position{CommitPosition: uint64(from), PreparePosition: uint64(from)},
	}}
}
