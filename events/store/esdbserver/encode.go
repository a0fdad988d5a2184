package esdbserver

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
)

// ticks is the protocol's time: 100 ns since 1970.
func ticks(t time.Time) int64 { return t.UnixNano() / 100 }

// halves are the two numbers of an id in the structured form.
func halves(id events.ID) (most, least int64) {
	return int64(binary.BigEndian.Uint64(id[:8])), int64(binary.BigEndian.Uint64(id[8:])) // the bits count
}

// parseUUID reads either form.
func parseUUID(u *wire.UUID) (events.ID, error) {
	switch v := u.GetValue().(type) {
	case *wire.UUID_Structured_:
		var id events.ID
		binary.BigEndian.PutUint64(id[:8], uint64(v.Structured.GetMostSignificantBits())) // the bits count
		binary.BigEndian.PutUint64(id[8:], uint64(v.Structured.GetLeastSignificantBits()))
		return id, nil
	case *wire.UUID_String_:
		id, err := events.ParseID(v.String_)
		if err != nil {
			return events.ID{}, invalid(err.Error())
		}
		return id, nil
	default:
		return events.ID{}, invalid("an id is missing")
	}
}

// recordedEvent is an event as generated messages carry it.
func recordedEvent(e *store.Event, idAsText bool) *wire.RecordedEvent {
	data, meta, contentType := unwrap(e)
	return &wire.RecordedEvent{
		Id:               uuid(e.ID, idAsText),
		StreamIdentifier: &wire.StreamIdentifier{StreamName: []byte(e.Stream)},
		StreamRevision:   uint64(e.Revision),
		PreparePosition:  uint64(e.Position),
		CommitPosition:   uint64(e.Position),
		Metadata: map[string]string{
			metaType: e.Type, metaContentType: contentType, metaCreated: strconv.FormatInt(ticks(e.Created), 10),
		},
		CustomMetadata: meta,
		Data:           data,
	}
}

// eventFrame is the answer ReadResp{event} to a read. It writes its wire form
// itself: the generated message would take a dozen allocations per event. A
// test compares the two. It is for one goroutine.
type eventFrame struct {
	idAsText bool

	event       store.Event
	data, meta  []byte
	contentType string
	created     [20]byte
	createdLen  int
	recorded    int // size of the RecordedEvent
	answer      int // size of the ReadEvent around it
}

func (f *eventFrame) set(e store.Event) {
	f.event = e
	f.data, f.meta, f.contentType = unwrap(&f.event)
	f.createdLen = len(strconv.AppendInt(f.created[:0], ticks(e.Created), 10))
	f.recorded = f.recordedSize()
	f.answer = bytesField(f.recorded) + varintField(uint64(e.Position))
}

const uuidText = 36

// All field numbers of these messages are below 16: a tag is one byte.
func bytesField(n int) int { return 1 + protowire.SizeBytes(n) }

func varintField(v uint64) int { return 1 + protowire.SizeVarint(v) }

func (f *eventFrame) idSize() int {
	if f.idAsText {
		return bytesField(uuidText)
	}
	return bytesField(f.structuredSize())
}

func (f *eventFrame) structuredSize() int {
	most, least := halves(f.event.ID)
	return optionalVarint(uint64(most)) + optionalVarint(uint64(least)) // the bits count
}

func optionalVarint(v uint64) int {
	if v == 0 {
		return 0
	}
	return varintField(v)
}

func optionalBytes(n int) int {
	if n == 0 {
		return 0
	}
	return bytesField(n)
}

func entrySize(key, value int) int { return bytesField(key) + bytesField(value) }

func (f *eventFrame) recordedSize() int {
	return bytesField(f.idSize()) +
		bytesField(bytesField(len(f.event.Stream))) +
		optionalVarint(uint64(f.event.Revision)) +
		2*optionalVarint(uint64(f.event.Position)) +
		bytesField(entrySize(len(metaType), len(f.event.Type))) +
		bytesField(entrySize(len(metaContentType), len(f.contentType))) +
		bytesField(entrySize(len(metaCreated), f.createdLen)) +
		optionalBytes(len(f.meta)) +
		optionalBytes(len(f.data))
}

func (f *eventFrame) size() int { return bytesField(f.answer) }

func (f *eventFrame) appendTo(b []byte) []byte {
	e := &f.event
	b = appendHead(b, 1, f.answer)   // ReadResp.event
	b = appendHead(b, 1, f.recorded) // ReadEvent.event
	b = f.appendID(b)
	b = appendHead(b, 2, bytesField(len(e.Stream)))
	b = appendString(b, 3, e.Stream)
	b = appendOptional(b, 3, uint64(e.Revision))
	b = appendOptional(b, 4, uint64(e.Position))
	b = appendOptional(b, 5, uint64(e.Position))
	b = appendEntry(b, metaType, e.Type)
	b = appendEntry(b, metaContentType, f.contentType)
	b = appendHead(b, 6, entrySize(len(metaCreated), f.createdLen))
	b = appendString(b, 1, metaCreated)
	b = append(appendHead(b, 2, f.createdLen), f.created[:f.createdLen]...)
	if len(f.meta) > 0 {
		b = append(appendHead(b, 7, len(f.meta)), f.meta...)
	}
	if len(f.data) > 0 {
		b = append(appendHead(b, 8, len(f.data)), f.data...)
	}
	b = protowire.AppendTag(b, 3, protowire.VarintType) // ReadEvent.commit_position
	return protowire.AppendVarint(b, uint64(e.Position))
}

func (f *eventFrame) appendID(b []byte) []byte {
	b = appendHead(b, 1, f.idSize())
	if f.idAsText {
		return appendString(b, 2, f.event.ID.String())
	}
	b = appendHead(b, 1, f.structuredSize())
	most, least := halves(f.event.ID)
	b = appendOptional(b, 1, uint64(most)) // the bits count
	return appendOptional(b, 2, uint64(least))
}

// appendHead begins a field of a length.
func appendHead(b []byte, number protowire.Number, length int) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, number, protowire.BytesType), uint64(length))
}

func appendString(b []byte, number protowire.Number, s string) []byte {
	return append(appendHead(b, number, len(s)), s...)
}

func appendOptional(b []byte, number protowire.Number, v uint64) []byte {
	if v == 0 {
		return b
	}
	return protowire.AppendVarint(protowire.AppendTag(b, number, protowire.VarintType), v)
}

func appendEntry(b []byte, key, value string) []byte {
	b = appendHead(b, 6, entrySize(len(key), len(value)))
	return appendString(appendString(b, 1, key), 2, value)
}

// streamName reads a stream's name out of a request.
func streamName(id *wire.StreamIdentifier) (string, error) {
	name := string(id.GetStreamName())
	if err := store.CheckStream(name); err != nil {
		return "", invalid(fmt.Sprintf("stream identifier: %v", err))
	}
	return name, nil
}
