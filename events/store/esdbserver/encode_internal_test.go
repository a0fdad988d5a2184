package esdbserver

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// FuzzEventFrame holds the encoding by hand to the generated one.
func FuzzEventFrame(f *testing.F) {
	f.Add("a-1", "x", []byte(`{}`), []byte(nil), []byte("0123456789abcdef"), uint64(0), uint64(1), int64(1), true)
	f.Add("", "", []byte(nil), []byte(`{"$foreign":{"json":false,"meta":"AQ=="}}`), []byte(nil), uint64(1<<63-1), uint64(0), int64(-1), false)
	f.Add("s", "t", []byte(`"aGk="`), []byte(`{"$foreign":{"json":true}}`), []byte{8: 1}, uint64(300), uint64(1<<40), int64(1<<60), false)
	f.Fuzz(func(t *testing.T, stream, typ string, data, meta, id []byte, revision, position uint64, created int64, text bool) {
		e := store.Event{
			Stream: stream, Type: typ, Data: data, Meta: meta,
			Revision: events.Revision(revision), Position: events.Position(position), Created: time.Unix(0, created),
		}
		copy(e.ID[:], id)
		frame := eventFrame{idAsText: text}
		frame.set(e)
		b := frame.appendTo(nil)
		if len(b) != frame.size() {
			t.Fatalf("%d bytes, said %d", len(b), frame.size())
		}
		want := &streams.ReadResp{Content: &streams.ReadResp_Event{Event: &streams.ReadResp_ReadEvent{
			Event:    recordedEvent(&e, text),
			Position: &streams.ReadResp_ReadEvent_CommitPosition{CommitPosition: position},
		}}}
		// Text that is no UTF-8 cannot be in the log; the generated code refuses it.
		if _, err := proto.Marshal(want); err != nil {
			t.Skip(err)
		}
		got := new(streams.ReadResp)
		if err := proto.Unmarshal(b, got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzWrap: whatever a client appends fits the log and comes back as it was.
func FuzzWrap(f *testing.F) {
	f.Add([]byte(`{}`), []byte(nil), true)
	f.Add([]byte{0, 255}, []byte(`{"$foreign":{}}`), false)
	f.Add([]byte(`{}`), []byte(`{"$foreign":{"json":true}}`), true)
	f.Fuzz(func(t *testing.T, data, meta []byte, isJSON bool) {
		d, m, err := wrap(data, meta, isJSON)
		if err != nil {
			t.Fatal(err)
		}
		e := store.NewEvent{ID: events.ID{1}, Type: "x", Data: d, Meta: m}
		if len(d) <= store.MaxDataBytes && len(m) <= store.MaxMetaBytes {
			if err := store.CheckAppend("a", store.Any(), []store.NewEvent{e}); err != nil {
				t.Fatal(err)
			}
		}
		gotData, gotMeta, contentType := unwrap(&store.Event{Data: d, Meta: m})
		if string(gotData) != string(data) || string(gotMeta) != string(meta) || (contentType == contentJSON) != isJSON {
			t.Errorf("got %q %q %s, want %q %q %v", gotData, gotMeta, contentType, data, meta, isJSON)
		}
	})
}
