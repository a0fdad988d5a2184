package client

import (
	"encoding/json"
	"strings"
	"testing"
)

// checkEnvelope: whatever comes in, what goes out is an envelope, and nothing
// that a stranger sends is our error.
func checkEnvelope(t *testing.T, a answer) {
	t.Helper()
	var e struct {
		Status string
		Result any
		Code   string
	}
	if err := json.Unmarshal([]byte(a.body), &e); err != nil {
		t.Fatalf("%d %q: %v", a.status, a.body, err)
	}
	if e.Status != "success" && e.Status != "failed" || e.Result == nil {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a.status == 500 || a.status < 400 && e.Status == "failed" || a.status >= 400 && e.Status == "success" && e.Code != "pin-required" {
		t.Fatalf("%d %s", a.status, a.body)
	}
}

func FuzzRequestToken(f *testing.F) {
	f.Add(`{"display_name":"Ann"}`, "", "application/json")
	f.Add(`{"display_name":"Bob","pin":"1234"}`, "none", "")
	f.Add(`{"display_name":7}`, "1234", "text/plain")
	f.Add(`{"pin":null,"call_tag":"\u202e"}`, "#", "application/json; charset=utf-8")
	f.Add(`[{}]`, "", "multipart/form-data")
	f.Add("{\"display_name\":\"\xff\"}", "9999", "application/json")
	f.Add(`{"display_name":"`+strings.Repeat("ü", 999)+`"}`, "1", ";;")
	r := newRig(f)
	r.deps.Limits = Limits{Requests: 1e9, RequestsBurst: 1e9, Joins: 1e9, JoinsBurst: 1e9, Actions: 1e9, ActionsBurst: 1e9}
	r.start()
	f.Cleanup(func() { r.stop() })
	f.Fuzz(func(t *testing.T, body, pin, contentType string) {
		for _, alias := range []string{"standup", "court"} {
			a := r.ask("POST", "conferences/"+alias+"/request_token", body, "pin", pin, "Content-Type", contentType)
			checkEnvelope(t, a)
			if a.status != 200 {
				continue
			}
			var got requestTokenResult
			a.result(t, &got)
			if got.DisplayName == "" || got.DisplayName != clean(got.DisplayName) {
				t.Fatalf("name %q", got.DisplayName)
			}
			p := &person{rig: r.under(t), alias: alias, token: got.Token, id: got.ParticipantUUID}
			checkEnvelope(t, p.get("participants"))
			p.post("release_token", "").want(t, 200, "true")
		}
	})
}

func FuzzCalls(f *testing.F) {
	f.Add("calls", `{"call_type":"WEBRTC","sdp":"v=0\nm=video 9 x\n"}`)
	f.Add("calls/x/new_candidate", `{"candidate":"a","mid":"0"}`)
	f.Add("calls/x/update", `{"sdp":"v=0"}`)
	f.Add("calls/x/ack", `{}`)
	f.Add("role", `{"role":"chair","pin":"1"}`)
	f.Add("message", `{"payload":"x"}`)
	f.Add("overlaytext", `{"text":"\u0000"}`)
	f.Add("../../lock", ``)
	f.Add("mute", "{\xff}")
	r := newRig(f)
	r.deps.Limits = Limits{Requests: 1e9, RequestsBurst: 1e9, Joins: 1e9, JoinsBurst: 1e9, Actions: 1e9, ActionsBurst: 1e9}
	r.start()
	f.Cleanup(func() { r.stop() })
	f.Fuzz(func(t *testing.T, function, body string) {
		if strings.ContainsFunc(function, func(c rune) bool { return c <= ' ' || c >= 127 || c == '%' || c == '?' || c == '#' }) {
			t.Skip("no request line")
		}
		p := r.under(t).join("standup", "Ann", "")
		placed := p.on(p, "calls", body)
		checkEnvelope(t, placed)
		if placed.status == 200 {
			var got callResult
			placed.result(t, &got)
			function = strings.Replace(function, "calls/x/", "calls/"+got.CallUUID+"/", 1)
		}
		checkEnvelope(t, p.on(p, function, body))
		p.post("release_token", "")
		if gauges, used := r.deps.Conferences.Gauges(); used != 0 && len(gauges) == 0 {
			t.Fatalf("%d tokens of nobody", used)
		}
	})
}
