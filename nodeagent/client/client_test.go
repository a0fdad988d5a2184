package client

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/conference"
	"github.com/parley-video/parley/nodeagent/media"
)

// bubble runs a test on virtual time over a running rig.
func bubble(t *testing.T, test func(t *testing.T, r *rig)) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		r.start()
		defer r.stop()
		test(t, r)
	})
}

func TestRequestToken(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		ok := r.ask("POST", "conferences/standup/request_token", `{"display_name":" Ann\u0007 ","call_tag":"x","unknown":1}`)
		golden(t, "request_token.json", pretty(t, ok.body))

		prompt := r.ask("POST", "conferences/court/request_token", `{"display_name":"Bob"}`)
		prompt.want(t, 403, "")
		golden(t, "request_token_pin.json", pretty(t, prompt.body))
		r.ask("POST", "conferences/court/request_token", `{}`, "pin", "9999").want(t, 403, `"Invalid PIN"`)
		r.ask("POST", "conferences/court/request_token", `{"pin":"9999"}`).want(t, 403, `"Invalid PIN"`)
		wrong := r.ask("POST", "conferences/nowhere/request_token", `{}`)
		wrong.want(t, 404, "")
		golden(t, "request_token_unknown.json", pretty(t, wrong.body))

		if g := r.join("court", "Guest", "none"); g.role != "GUEST" || g.serviceType != "waiting_room" {
			t.Errorf("got %+v", g)
		}
		if h := r.join("court", "Host", "1234"); h.role != "HOST" || h.serviceType != "conference" {
			t.Errorf("got %+v", h)
		}
		inBody := r.ask("POST", "conferences/court/request_token", `{"pin":"1234","control_only":true}`)
		inBody.want(t, 200, `"role":"HOST"`)
		inBody.want(t, 200, `"display_name":"Anonymous"`)
		r.ask("POST", "conferences/stand%2Fup%20%C3%BC/request_token", `{}`).want(t, 200, `"conference_name":"Standup"`)
	})
}

// TestComingBack: a resume key is the way to one's seat, without a PIN and once.
func TestComingBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var first, second requestTokenResult
		r.ask("POST", "conferences/court/request_token", `{"display_name":"Ann"}`, "pin", "1234").result(t, &first)
		ann := &person{rig: r, alias: "court", token: first.Token, id: first.ParticipantUUID}
		stream := ann.listen()
		stream.take()
		body := fmt.Sprintf(`{"display_name":"somebody","resume_key":%q}`, first.ResumeKey)
		r.ask("POST", "conferences/court/request_token", body).result(t, &second)
		if second.ParticipantUUID != first.ParticipantUUID || second.Role != "HOST" || second.DisplayName != "Ann" || second.ResumeKey == first.ResumeKey {
			t.Errorf("came back as %+v", second)
		}
		synctest.Wait()
		if got := stream.take(); !strings.Contains(got, `"code":"resumed-elsewhere"`) {
			t.Errorf("the old connection hears %q", got)
		}
		again := &person{rig: r, alias: "court", token: second.Token, id: second.ParticipantUUID}
		again.post("refresh_token", "").want(t, 200, "success") // it has the new key
		synctest.Wait()
		for _, body := range []string{body, `{"resume_key":"AAAA"}`} {
			r.ask("POST", "conferences/court/request_token", body).want(t, 403, `"pin":"required"`)
		}
	})
}

func TestRefusals(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.config.services[0].ParticipantLimit = 1
		a := r.join("standup", "Ann", "")
		r.ask("POST", "conferences/standup/request_token", `{}`).want(t, 403, `"Participant limit reached","code":"participant-limit"`)
		r.capacity = capacity.Audio
		a.on(a, "calls", `{"call_type":"WEBRTC","sdp":"v=0\nm=video 9 x\n"}`).want(t, 503, `"code":"capacity-exceeded"`)
		a.on(a, "calls", `{"call_type":"WEBRTC","sdp":"nonsense"}`).want(t, 400, `"code":"unusable-offer"`)
		a.on(a, "calls", `{"call_type":"RTMP","sdp":"v=0"}`).want(t, 400, `"code":"unsupported"`)
		a.on(a, "calls", `{"call_type":"WEBRTC","sdp":"v=0","present":"send"}`).want(t, 400, `"code":"unsupported"`)
		a.on(a, "calls", `{}`).want(t, 400, `"code":"malformed"`)
		a.post("participants/x/calls", `{"sdp":"v=0"}`).want(t, 403, "Invalid role")
		a.post("participants/x/mute", ``).want(t, 404, `"Participant not found"`)
		a.post("participants/"+a.id+"/calls/x/ack", ``).want(t, 404, `"Call not found"`)
		a.post("dial", `{}`).want(t, 404, `"code":"unknown-function"`)
		a.post("participants/"+a.id+"/transfer", `{}`).want(t, 404, `"code":"unknown-function"`)
		a.get("lock").want(t, 405, `"code":"method-not-allowed"`)
		a.post("participants", ``).want(t, 405, "")
		a.post("lock", `[]`).want(t, 400, "malformed")
		a.post("lock", `null`).want(t, 400, "malformed")
		a.post("lock", `{} {}`).want(t, 400, "malformed")
		a.post("lock", `{"a":"`+strings.Repeat("x", maxBody)+`"}`).want(t, 413, "too-large")
		a.post("message", `{"payload":7}`).want(t, 400, "malformed")
		a.post("message", `{}`).want(t, 400, "malformed")
		r.ask("POST", "conferences/standup/lock", `<a/>`, "token", a.token, "Content-Type", "text/xml").want(t, 415, "")
		r.ask("POST", "conferences/standup/lock", ``).want(t, 403, `"Invalid token","code":"invalid-token"`)
		r.ask("POST", "conferences/standup/lock?token="+a.token, ``).want(t, 403, "Invalid token")
		r.ask("POST", "conferences/court/lock", ``, "token", a.token).want(t, 403, "Invalid token")
		r.ask("POST", "conferences/nowhere/lock", ``, "token", a.token).want(t, 403, "Invalid token")
		for _, path := range []string{"", "conferences", "conferences/", "conferences/standup", "conferences//lock", "../../x"} {
			r.ask("GET", path, "").want(t, 404, `"failed"`)
		}
		synctest.Wait() // the station looks at the configuration, too
		r.config.maintenance = true
		r.ask("GET", "status", "").want(t, 503, `"System in maintenance mode","code":"maintenance"`)
		r.ask("POST", "conferences/standup/request_token", `{}`).want(t, 503, `"maintenance"`)
		r.config.maintenance = false
		r.ask("GET", "status", "").want(t, 200, `{"status":"success","result":true}`)
		// A beacon of a closing page: text, and the token in the URL.
		r.ask("POST", "conferences/standup/release_token?token="+a.token, `{}`, "Content-Type", "text/plain;charset=UTF-8").want(t, 200, "true")
		a.post("refresh_token", ``).want(t, 403, "Invalid token")
	})
}

func TestCORS(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		pre := r.ask("OPTIONS", "conferences/standup/request_token", "", "Origin", "https://elsewhere")
		if pre.status != http.StatusNoContent || pre.header.Get("Access-Control-Allow-Origin") != "*" ||
			pre.header.Get("Access-Control-Allow-Headers") != "token, pin, content-type" ||
			pre.header.Get("Access-Control-Expose-Headers") != "Retry-After" ||
			pre.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("got %d %v", pre.status, pre.header)
		}
		if got := r.ask("POST", "conferences/x/lock", "").header.Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("an error without CORS cannot be read: %q", got)
		}
	})
}

func TestEventStream(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		ann := r.join("standup", "Ann", "")
		call := ann.media()
		bob := r.join("standup", "Bob", "")
		bob.on(bob, "buzz", "").want(t, 200, "true")
		ann.on(ann, "take_floor", "").want(t, 200, "true")
		room := r.engine.Room(r.conferenceID())
		room.Emit(media.StageChanged{Stage: []media.StageEntry{{ParticipantID: ann.id, Voice: 70}}})
		room.Emit(media.SlotsChanged{ParticipantID: ann.id, CallID: call, Slots: []media.Slot{
			{Mid: "0", Kind: "audio", Role: "audio"}, {Mid: "1", Kind: "video", Role: "main", ParticipantID: bob.id},
		}})
		synctest.Wait()
		s := ann.listen()
		first := s.take()
		if got := s.header.Get("Content-Type"); got != "text/event-stream" {
			t.Errorf("content type %q", got)
		}
		bob.post("message", `{"type":"text/plain","payload":"hi <you>"}`).want(t, 200, "true")
		ann.on(bob, "mute", "").want(t, 200, "true")
		ann.on(ann, "release_floor", "").want(t, 200, "true")
		ann.post("lock", "").want(t, 200, "true")
		late := r.join("standup", "Late", "")
		ann.on(late, "unlock", "").want(t, 200, "true")
		bob.on(late, "disconnect", "").want(t, 200, "true")
		synctest.Wait()
		room.Call(call).Fail()
		time.Sleep(15 * time.Second)
		bob.post("disconnect", "").want(t, 200, "true")
		golden(t, "events.txt", first+"--- then\n"+s.take())
		<-s.ended
	})
}

// conferenceID is that of the one conference there is.
func (r *rig) conferenceID() string {
	gauges, _ := r.deps.Conferences.Gauges()
	return gauges[0].ID
}

func TestStreamOfSomebodyWhoWaits(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		host := r.join("court", "Host", "1234")
		guest := r.join("court", "Guest", "none")
		s := guest.listen()
		initial := []string{"hello", "conference_update", "participant_sync_begin", "participant_create", "participant_sync_end", "stage"}
		if diff := cmp.Diff(initial, s.names()); diff != "" {
			t.Error(diff)
		}
		guest.post("message", `{"payload":"hi"}`).want(t, 403, `"code":"waiting"`)
		host.post("start_conference", "").want(t, 200, "true")
		admitted := []string{"conference_update", "conference_update", "participant_sync_begin", "participant_create", "participant_create", "participant_sync_end", "stage"}
		if diff := cmp.Diff(admitted, s.names()); diff != "" {
			t.Error(diff)
		}
		guest.on(guest, "role", `{"role":"chair","pin":"1"}`).want(t, 403, "Invalid PIN")
		guest.on(guest, "role", `{"role":"chair"}`).want(t, 403, "Invalid role")
		guest.on(guest, "role", `{"role":"chair","pin":"1234"}`).want(t, 200, "true")
		if names := s.names(); !slices.Contains(names, "refresh_token") {
			t.Errorf("got %v", names)
		}
		guest.post("refresh_token", "").want(t, 200, `"role":"HOST"`)
		host.on(guest, "role", `{"role":"guest"}`).want(t, 200, "true")
		host.on(guest, "role", `{"role":"king"}`).want(t, 400, `"code":"invalid-role"`)
		s.cancel()
		<-s.ended
	})
}

func TestEveryFunction(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		h := r.join("court", "Host", "1234")
		h.media()
		g := r.join("court", "Guest", "none")
		g.media()
		for _, f := range []string{
			"lock", "unlock", "start_conference", "muteguests", "unmuteguests", "clearspotlights", "clearallbuzz",
		} {
			h.post(f, "").want(t, 200, `{"status":"success","result":true}`)
			g.post(f, "").want(t, 403, `"Invalid role","code":"not-permitted"`)
		}
		for _, f := range []string{
			"spotlighton", "spotlightoff", "denyrxpresentation", "allowrxpresentation", "unlock",
		} {
			h.on(g, f, "{}").want(t, 200, "true")
			g.on(h, f, "{}").want(t, 403, "not-permitted")
		}
		for _, f := range []string{
			"mute", "unmute", "client_mute", "client_unmute", "video_muted", "video_unmuted", "buzz", "clearbuzz", "overlaytext", "release_floor",
		} {
			h.on(g, f, "{}").want(t, 200, "true")
			g.on(g, f, "{}").want(t, 200, "true")
			g.on(h, f, "{}").want(t, 403, "not-permitted")
		}
		g.on(g, "take_floor", "").want(t, 200, "true")
		h.on(g, "take_floor", "").want(t, 403, "not-permitted")
		g.on(h, "message", `{"payload":"psst"}`).want(t, 200, "true")
		h.get("conference_status").want(t, 200, `"started":true`)
		golden(t, "participants.json", pretty(t, g.get("participants").body))
		golden(t, "conference_status.json", pretty(t, g.get("conference_status").body))
		g.post("disconnect", "").want(t, 403, "not-permitted")
		g.on(h, "disconnect", "").want(t, 403, "not-permitted")
		h.on(g, "disconnect", "").want(t, 200, "true")
		h.post("release_token", "").want(t, 200, "true")
	})
}

func TestCallLifecycle(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		a := r.join("standup", "Ann", "")
		placed := a.on(a, "calls", `{"call_type":"WEBRTC","sdp":"v=0\nm=audio 9 x\n","fecc_supported":false}`)
		var got callResult
		placed.result(t, &got)
		golden(t, "calls.json", pretty(t, placed.body))
		call := r.engine.Room(r.conferenceID()).Call(got.CallUUID)
		if call == nil || call.Started() {
			t.Fatal("media flows before the ack")
		}
		path := "participants/" + a.id + "/calls/" + got.CallUUID + "/"
		a.post(path+"new_candidate", `{"candidate":"candidate:1 1 udp 1 192.0.2.9 5000 typ host","mid":"0","ufrag":"u","pwd":"p"}`).want(t, 200, "true")
		a.post(path+"new_candidate", `{}`).want(t, 400, "unusable-offer")
		a.post(path+"ack", ``).want(t, 200, "true")
		synctest.Wait()
		if !call.Started() || len(call.Candidates()) != 1 {
			t.Error("not started")
		}
		a.post(path+"update", `{"sdp":"v=0\nm=audio 9 x\nm=video 9 x\n"}`).want(t, 200, "answer to update")
		a.post(path+"update", `{"sdp":"x"}`).want(t, 400, "unusable-offer")
		a.post(path+"update", `{}`).want(t, 400, "malformed")
		a.get("participants").want(t, 200, `"has_media":true`)
		b := r.join("standup", "Bob", "")
		b.post("participants/"+a.id+"/calls/"+got.CallUUID+"/disconnect", ``).want(t, 403, "Invalid role")
		a.post(path+"disconnect", ``).want(t, 200, "true")
		a.get("participants").want(t, 200, `"has_media":false`)
		a.post(path+"ack", ``).want(t, 404, "Call not found")
	})
}

func TestRateLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		r.deps.Limits = Limits{Joins: 1, JoinsBurst: 2, Actions: 1, ActionsBurst: 3, Requests: 10, RequestsBurst: 20}
		r.start()
		defer r.stop()
		a := r.join("standup", "Ann", "")
		r.join("standup", "Bob", "")
		limited := r.ask("POST", "conferences/standup/request_token", `{}`)
		limited.want(t, 429, `"code":"rate-limited"`)
		if limited.header.Get("Retry-After") != "1" {
			t.Error("no Retry-After")
		}
		for range 3 {
			a.post("message", `{"payload":"x"}`).want(t, 200, "")
		}
		a.post("message", `{"payload":"x"}`).want(t, 429, "")
		time.Sleep(time.Second)
		a.post("message", `{"payload":"x"}`).want(t, 200, "")
		r.remote = "192.0.2.99:1"
		for range 20 {
			r.ask("GET", "status", "").want(t, 200, "")
		}
		r.ask("GET", "status", "").want(t, 429, "")
		r.remote = "192.0.2.98:1"
		r.ask("GET", "status", "").want(t, 200, "")
	})
}

func TestBucketsAreBounded(t *testing.T) {
	b := newBuckets(1, 1)
	for i := range limitKeys + 100 {
		b.allow(strings.Repeat("k", i%7) + string(rune(i)))
	}
	if len(b.known) > limitKeys {
		t.Errorf("%d keys", len(b.known))
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Ann  ": "Ann", "a\nb\tc": "a b c", "\x00\x07": "", "x\u202Egnp": "xgnp", "Zoë 王": "Zoë 王", "\xff": "",
		strings.Repeat("ü", 300): strings.Repeat("ü", 250),
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]bool{
		"A": true, "👋": true, "…": true, "مرحبا": true, "": false, " ": false,
		"\u200b\u200d": false, "\u200e\u200f": false, "\u3164": false, "\u2800\u2800": false, "\u0301": false,
	} {
		if got := visible(in); got != want {
			t.Errorf("visible(%q) = %v", in, got)
		}
	}
}

// TestDocumented: docs/client-api.md knows every code and every event.
func TestDocumented(t *testing.T) {
	raw, err := os.ReadFile("../../docs/client-api.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	words := []string{
		codeUnknownFunction, codeMethod, codeMalformed, codeTooLarge, codeMediaType, codeUnsupported, codeRateLimited, codeInternal,
	}
	for code := range refusals {
		words = append(words, string(code))
	}
	for f := range conferenceFunctions {
		words = append(words, f)
	}
	for f := range participantFunctions {
		words = append(words, f)
	}
	for _, reason := range conference.Reasons() {
		words = append(words, reason.Name)
	}
	for _, w := range words {
		if !strings.Contains(doc, "`"+w) && !strings.Contains(doc, "GET "+w) && !strings.Contains(doc, "/"+w+"`") {
			t.Errorf("%q is not documented", w)
		}
	}
}
