package sfu

import (
	"context"
	_ "embed"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pion/sdp/v3"

	"github.com/parley-video/parley/nodeagent/media"
)

// chromiumOffer is what Chromium offers for microphone, two more audio lines,
// a simulcast camera, one thumbnail and a data channel.
//
//go:embed testdata/chromium.sdp
var chromiumOffer string

func TestParseOffer(t *testing.T) {
	o, err := parseOffer(chromiumOffer)
	if err != nil {
		t.Fatal(err)
	}
	want := []line{
		{mid: "0", audio: true, send: true, recv: true},
		{mid: "1", audio: true, recv: true},
		{mid: "2", audio: true, recv: true},
		{mid: "3", send: true, recv: true},
		{mid: "4", recv: true},
	}
	if len(o.lines) != len(want) {
		t.Fatalf("lines %+v", o.lines)
	}
	for i := range want {
		if o.lines[i] != want[i] {
			t.Errorf("line %d: %+v, want %+v", i, o.lines[i], want[i])
		}
	}
	if len(o.rejected) != 1 || o.rejected[0].at != 5 || o.rejected[0].mid != "5" {
		t.Errorf("rejected %+v", o.rejected)
	}
	if strings.Contains(o.sdp, "m=application") {
		t.Error("data channel reaches pion")
	}
}

func TestLaterOffersKeepTheirLines(t *testing.T) {
	first, err := parseOffer(chromiumOffer)
	if err != nil {
		t.Fatal(err)
	}
	lastVideo := strings.LastIndex(chromiumOffer, "m=video")
	for _, c := range []struct {
		name, sdp string
		ok        bool
	}{
		{"the same", chromiumOffer, true},
		{"camera rejected", strings.Replace(chromiumOffer, "m=video 9", "m=video 0", 1), true},
		{"one more", chromiumOffer + strings.ReplaceAll(chromiumOffer[lastVideo:strings.Index(chromiumOffer, "m=application")], "a=mid:4", "a=mid:6"), true},
		{"lines missing", chromiumOffer[:lastVideo], false},
		{"video made audio", strings.ReplaceAll(chromiumOffer, "m=video", "m=audio"), false},
	} {
		sdp := c.sdp
		if c.name == "one more" {
			sdp = strings.Replace(sdp, "BUNDLE 0 1 2 3 4", "BUNDLE 0 1 2 3 4 6", 1)
		}
		later, err := parseOffer(sdp)
		if err == nil {
			err = later.follows(first)
		}
		if (err == nil) != c.ok || err != nil && !errors.Is(err, media.ErrOffer) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestParseOfferRefuses(t *testing.T) {
	change := func(old, now string) string {
		if !strings.Contains(chromiumOffer, old) {
			t.Fatalf("%q is not in the offer", old)
		}
		return strings.ReplaceAll(chromiumOffer, old, now)
	}
	section := chromiumOffer[strings.Index(chromiumOffer, "m=video"):strings.LastIndex(chromiumOffer, "m=video")]
	for _, c := range []struct{ name, sdp, says string }{
		{"empty", "", "no audio or video"},
		{"garbage", "hello", "not SDP"},
		{"binary", "\x00\x01\x02", "not SDP"},
		{"too long", chromiumOffer + strings.Repeat("a=x\r\n", maxOffer), "bytes"},
		{"too many lines", chromiumOffer + strings.Repeat(section, maxLines), "media lines"},
		{"no media", chromiumOffer[:strings.Index(chromiumOffer, "m=")], "no audio or video"},
		{"mid twice", change("a=mid:1\r\n", "a=mid:0\r\n"), "used twice"},
		{"no mid", change("a=mid:1\r\n", ""), "a=mid"},
		{"hostile mid", change("a=mid:1\r\n", "a=mid:"+strings.Repeat("x", 99)+"\r\n"), "a=mid"},
		{"no bundle", change("a=group:BUNDLE", "a=group:LS"), "BUNDLE"},
		{"not all in the bundle", change("a=group:BUNDLE 0 1", "a=group:BUNDLE 0"), "BUNDLE"},
		{"no rtcp-mux", change("a=rtcp-mux\r\n", ""), "rtcp-mux"},
		{"no ufrag", change("a=ice-ufrag", "a=x-ufrag"), "ice-ufrag"},
		{"no fingerprint", change("a=fingerprint", "a=x-fingerprint"), "fingerprint"},
		{"passive offerer", change("a=setup:actpass", "a=setup:passive"), "setup"},
		{"lite offerer", change("t=0 0\r\n", "t=0 0\r\na=ice-lite\r\n"), "lite"},
		{"only codecs we do not pass", strings.NewReplacer("opus", "speex", "VP8", "AV2", "VP9", "AV3", "H264", "H261").Replace(chromiumOffer), "no audio or video"},
		{"many layers", change("a=rid:q send\r\n", strings.Repeat("a=rid:q send\r\n", 9)), "simulcast"},
	} {
		_, err := parseOffer(c.sdp)
		if !errors.Is(err, media.ErrOffer) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAnswerOfChromiumsOffer(t *testing.T) {
	room, _ := openRoom(t, startEngine(t))
	call, answer, err := room.Answer(context.Background(), "a", "c1", chromiumOffer, all)
	if err != nil {
		t.Fatal(err)
	}
	defer call.Close()
	var s sdp.SessionDescription
	if err := s.UnmarshalString(answer); err != nil {
		t.Fatal(err)
	}
	if len(s.MediaDescriptions) != 6 {
		t.Fatalf("%d lines", len(s.MediaDescriptions))
	}
	directions := []string{"sendrecv", "sendonly", "sendonly", "sendrecv", "sendonly", "inactive"}
	for i, m := range s.MediaDescriptions {
		if _, ok := m.Attribute(directions[i]); !ok {
			t.Errorf("line %d is not %s", i, directions[i])
		}
		if mid, _ := m.Attribute("mid"); mid != string(rune('0'+i)) {
			t.Errorf("line %d has mid %q", i, mid)
		}
		rejected := i == 5
		if (m.MediaName.Port.Value == 0) != rejected {
			t.Errorf("line %d has port %d", i, m.MediaName.Port.Value)
		}
	}
	for _, must := range []string{"a=ice-lite", "a=setup:passive", "127.0.0.1", "a=end-of-candidates", "a=simulcast:recv", "goog-remb", "transport-cc", "ssrc-audio-level", "ssrc-group:FID"} {
		if !strings.Contains(answer, must) {
			t.Errorf("answer lacks %s", must)
		}
	}
	for _, never := range []string{"AV1", "PCMU", "red/", "profile-id=2", "packetization-mode=0"} {
		if strings.Contains(answer, never) {
			t.Errorf("answer has %s", never)
		}
	}
}

// FuzzOffer takes offers all the way through pion: whatever comes, it is an
// answer or an error that names the offer, never a panic.
func FuzzOffer(f *testing.F) {
	f.Add(chromiumOffer)
	f.Add("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n" +
		"a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 AA:BB\r\na=setup:actpass\r\n" +
		"a=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n")
	f.Add("v=0\r\nm=video 0 x 1\r\na=mid:\r\n")
	e := startEngine(f)
	room, err := e.OpenRoom("fuzz", func(media.Event) {})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(room.Close)
	f.Fuzz(func(t *testing.T, offer string) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		call, answer, err := room.Answer(ctx, "a", "c", offer, all)
		if err != nil {
			if !errors.Is(err, media.ErrOffer) {
				t.Fatalf("error does not name the offer: %v", err)
			}
			return
		}
		defer call.Close()
		var s sdp.SessionDescription
		if err := s.UnmarshalString(answer); err != nil {
			t.Fatalf("unreadable answer: %v", err)
		}
		call.Start()
		_ = call.AddCandidate(media.Candidate{Candidate: offer})
	})
}
