package codec_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
)

// The log is written by encoding/json and read by another library: the two mean
// the same by every event that was ever released, and by what only a hand, or
// another program, would write.
func TestReadsWhatTheStandardLibraryReads(t *testing.T) {
	for path, typ := range codec.GoldenEvents(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := codec.Unmarshal(typ, data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if got.EventType() != typ {
			continue // an old one, which upcasters have rewritten
		}
		want := reflect.New(reflect.TypeOf(got))
		if err := json.Unmarshal(data, want.Interface()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Elem().Interface(), any(got)); diff != "" {
			t.Errorf("%s (-encoding/json +ours):\n%s", path, diff)
		}
	}
	for _, data := range []string{
		`{"conferenceId":"a","conferenceId":"b"}`, `{"CONFERENCEID":"a"}`, `{"conferenceId":null,"waiting":null}`,
		"{\"alias\":\"\xff\xfe\"}", `{"alias":"\ud800"}`, `{"alias":"\u00e9\n"}`, "\t {\"alias\":\"a\"}\r\n", `{"unknown":[{}],"alias":"a"}`,
		`{"alias":7}`, `{"alias":"a"`, `{"alias":"a"}}`, `{"waiting":"true"}`, `[]`, ``,
	} {
		var want events.ParticipantJoined
		wanted := json.Unmarshal([]byte(data), &want)
		got, err := codec.Unmarshal(want.EventType(), []byte(data))
		switch {
		case (err == nil) != (wanted == nil):
			t.Errorf("%q: %v, by encoding/json %v", data, err, wanted)
		case err == nil && got != want:
			t.Errorf("%q: %+v, by encoding/json %+v", data, got, want)
		}
	}
}
