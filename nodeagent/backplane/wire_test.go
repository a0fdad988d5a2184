package backplane

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pion/rtcp"

	"github.com/parley-video/parley/nodeagent/peer"
)

var update = flag.Bool("update", false, "write golden files that are missing")

// golden compares with a file that is written once and never changed: nodes of
// two versions talk to each other.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	want, err := os.ReadFile(path)
	if *update && os.IsNotExist(err) {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func goldenSecret() secret {
	return secret{MKI: 0x01020304, Key: []byte("sixteen bytes ok"), Salt: []byte("twelve bytes")}
}

func TestWhatIsSaidStaysAsItIs(t *testing.T) {
	for name, said := range map[string]any{
		"session.json": session{
			Profile: profileName, Epoch: 1<<63 + 1, SSRC: 4_000_000_000, secret: goldenSecret(), Have: 7,
		},
		"take.json": takeRequest{Epoch: 1<<63 + 1, Number: 12, Have: 7, Conferences: []taken{
			{ConferenceID: "c-1", Streams: []StreamID{{ParticipantID: "p-1", Purpose: Microphone}, {ParticipantID: "p-1", Purpose: Camera, Layer: "h"}}},
			{ConferenceID: "c-2", Streams: []StreamID{}},
		}},
		"taken.json": takeAnswer{Epoch: 9, Conferences: [][]lead{{{SSRC: 1005, Next: 1}, {SSRC: 1006, Next: 1 << 33}}, {}}},
	} {
		b, err := json.MarshalIndent(said, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, append(b, '\n'))
	}
}

func TestPacketsStayAsTheyAre(t *testing.T) {
	var out bytes.Buffer
	add := func(d []byte) {
		out.WriteString(hex.EncodeToString(d))
		out.WriteByte('\n')
	}
	s, socket := sending(t)
	o := &s.n.out
	k := &sendKey{secret: goldenSecret()}
	var err error
	if k.rtcp, err = k.context(); err != nil {
		t.Fatal(err)
	}
	o.key, s.ssrc, s.n.ssrc = k, 1005, 99
	for i, c := range []Codec{CodecOpus, CodecVP8, CodecVP9, CodecH264} {
		s.RTP(&Packet{Codec: c, Marker: i%2 == 1, Seq: uint16(60_000 + i), TS: uint32(i) << 28, Payload: []byte("payload")})
		add(socket.last)
	}
	// Over the roll-over of the backplane's own numbers.
	s.ring.next, s.ring.oldest, s.key = 0x3fffe, 0x3fffe, nil
	for range 3 {
		s.RTP(&Packet{Codec: CodecVP8, Payload: []byte("more")})
		add(socket.last)
	}
	for _, p := range []rtcp.Packet{
		&rtcp.SenderReport{SSRC: 99, NTPTime: 1 << 40, Reports: []rtcp.ReceptionReport{{SSRC: 98, LastSenderReport: 5, Delay: 6}}},
		&rtcp.TransportLayerNack{SenderSSRC: 99, MediaSSRC: 1005, Nacks: rtcp.NackPairsFromSequenceNumbers([]uint16{4, 5, 9})},
		&rtcp.PictureLossIndication{SenderSSRC: 99, MediaSSRC: 1005},
		&rtcp.ApplicationDefined{SubType: appLast, SSRC: 99, Name: appName, Data: []byte{0, 0, 3, 237, 0, 0, 0, 9}},
	} {
		s.n.send(p)
		add(socket.last)
	}
	golden(t, "packets.hex", out.Bytes())
}

// What other versions of this program have sent is understood.
func TestPacketsOfOtherVersions(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "packets.hex"))
	if err != nil {
		t.Fatal(err)
	}
	h, n, _ := lonely(t)
	n.mu.Lock()
	keys, err := n.keys.Load().with(goldenSecret(), 1)
	if err != nil {
		t.Fatal(err)
	}
	n.keys.Store(&keys)
	n.far.ssrc = 99
	sink := &fakeSink{}
	n.take("c-1", []Want{{camera, sink}})
	n.heardLeads([]taken{{"c-1", []StreamID{camera}}}, []uint64{1}, &takeAnswer{Conferences: [][]lead{{{SSRC: 1005, Next: 1}}}})
	n.mu.Unlock()
	var late streams
	for i, line := range bytes.Fields(raw) {
		d, err := hex.DecodeString(string(line))
		if err != nil {
			t.Fatal(err)
		}
		if i == 4 { // the stream is taken up again, later
			late = streams{1005: newInStream("c-1", camera, 1005, 0x3fffe, sink)}
			n.laneOf(1005).streams.Store(&late)
		}
		h.b.datagram(slices.Clone(d), netip.MustParseAddrPort("10.0.0.1:4000"))
		n.drain()
	}
	got := sink.got()
	if len(got) != 7 {
		t.Fatalf("%d packets came, want 7; drops %+v", len(got), h.b.Drops())
	}
	for i, p := range got[:4] {
		want := Packet{Codec: Codec(i + 1), Marker: i%2 == 1, Seq: uint16(60_000 + i), TS: uint32(i) << 28, Payload: []byte("payload")}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Error(diff)
		}
	}
	if n.far.reportNTP != 1<<40 {
		t.Error("the report was not understood")
	}
	if d := h.b.Drops(); d != (Drops{}) {
		t.Errorf("drops %+v", d)
	}
}

func TestTakeRequestsAreLookedAt(t *testing.T) {
	long := strings.Repeat("x", maxID+1)
	for field, in := range map[string]takeRequest{
		"conferences":                             {Conferences: make([]taken, maxConferences+1)},
		"conferences[0].conferenceId":             {Conferences: []taken{{"", nil}}},
		"conferences[1].conferenceId":             {Conferences: []taken{{"a", nil}, {"a", nil}}},
		"conferences[0].streams":                  {Conferences: []taken{{"a", make([]StreamID, maxStreams+1)}}},
		"conferences[0].streams[0].participantId": {Conferences: []taken{{"a", []StreamID{{ParticipantID: long}}}}},
		"conferences[0].streams[0].layer":         {Conferences: []taken{{"a", []StreamID{{ParticipantID: "p", Layer: long}}}}},
	} {
		var refused *peer.Error
		if err := in.validate(); !errors.As(err, &refused) || refused.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	good := takeRequest{Conferences: []taken{{"a", []StreamID{{ParticipantID: "p", Layer: "h"}}}, {"b", nil}}}
	if err := good.validate(); err != nil {
		t.Error(err)
	}
}
