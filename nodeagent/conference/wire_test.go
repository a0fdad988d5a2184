package conference

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

var update = flag.Bool("update", false, "write the golden files")

// fill gives every field a value that is not its zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 21, 8, 0, 0, 5000, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.Set(reflect.ValueOf(json.RawMessage(`{"a":1}`)))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint64, reflect.Uint8:
		v.SetUint(9)
	case reflect.Float64:
		v.SetFloat(1.5)
	}
}

// golden holds what nodes say to each other as it was released: a node of the
// next version has to understand it.
func golden(t *testing.T, name string, got any) []byte {
	t.Helper()
	raw, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	raw = append(raw, '\n')
	path := filepath.Join("testdata", "wire", name+".json")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, raw) {
		t.Errorf("%s: %s", name, cmp.Diff(string(want), string(raw)))
	}
	return want
}

func goldenSum[T any](t *testing.T, name string, s sum[T]) {
	t.Helper()
	all, values := make(map[string]member), make(map[string]T)
	for kind, typ := range s.types {
		v := reflect.New(typ)
		fill(v.Elem())
		values[kind] = v.Elem().Interface().(T)
		m, err := s.encode(values[kind])
		if err != nil {
			t.Fatal(err)
		}
		all[kind] = m
	}
	var read map[string]member
	if err := json.Unmarshal(golden(t, name, all), &read); err != nil {
		t.Fatal(err)
	}
	for _, kind := range slices.Sorted(maps.Keys(read)) {
		back, err := s.decode(read[kind])
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		} else if diff := cmp.Diff(values[kind], back); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestGoldenSums(t *testing.T) {
	goldenSum(t, "inputs", inputs)
	goldenSum(t, "events", clientEvents)
	goldenSum(t, "effects", effects)
	goldenSum(t, "media-events", mediaEvents)
}

func TestGoldenFrames(t *testing.T) {
	var w welcome
	fill(reflect.ValueOf(&w).Elem())
	var s Snapshot
	fill(reflect.ValueOf(&s).Elem())
	var c Change
	fill(reflect.ValueOf(&c).Elem())
	var sp spread
	fill(reflect.ValueOf(&sp).Elem())
	at := time.Date(2026, 11, 21, 8, 0, 0, 5000, time.UTC)
	frames := map[string]frame{
		"welcome": w, "whole": whole{&s}, "spread": sp, "moved": moved{Node: "n2"}, "over": over{},
		"order": order{Stage: []media.Voice{{ParticipantID: "p", Level: 80, Speaking: true}}}, "order-here": order{Here: true},
		"turn": turn{
			At: at, Change: &c,
			Facts:   []Fact{{Type: link.FactConferenceLocked, Data: link.ConferenceChange{ConferenceID: "c", By: "p"}}},
			Notices: []Notice{{To: "p", Event: Message{FromID: "q", From: "Q", Type: "text/plain", Payload: "hi"}}},
			Effects: []Effect{CloseCall{CallID: "x", NodeID: "n"}},
		},
	}
	wire := make(map[string]wireFrame)
	for name, f := range frames {
		var err error
		if wire[name], err = encodeFrame(f); err != nil {
			t.Fatal(err)
		}
	}
	var read map[string]wireFrame
	if err := json.Unmarshal(golden(t, "frames", wire), &read); err != nil {
		t.Fatal(err)
	}
	for name, w := range read {
		back, err := w.decode()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := cmp.Diff(frames[name], back); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	var q register
	fill(reflect.ValueOf(&q).Elem())
	golden(t, "register", q)
	var carry wireCarry
	fill(reflect.ValueOf(&carry).Elem())
	golden(t, "carry", carry)
	var reply wireReply
	fill(reflect.ValueOf(&reply).Elem())
	golden(t, "reply", reply)
	golden(t, "requests", map[string]any{
		"ask":       wireAsk{wireSession{"svc", "s"}, &member{"lock", json.RawMessage(`{"On":true}`)}, 3, "p", wantSelf},
		"place":     wirePlace{wireSession{"svc", "s"}, placeCall{"p", "x", "v=0"}},
		"update":    wireUpdate{wireSession{"svc", "s"}, updateCall{"p", "x", "v=0"}},
		"candidate": wireCandidate{wireSession{"svc", "s"}, addCandidate{"p", "x", media.Candidate{Candidate: "c", Mid: "0"}}},
		"report":    wireReport{wireSession{"svc", "s"}, 4, []member{{"ended", json.RawMessage(`{}`)}}},
	})
}

// What only a newer node says is left out; what nobody can read is an error.
func TestNewerNodes(t *testing.T) {
	var w wireFrame
	if err := json.Unmarshal([]byte(`{"turn":{"at":"2026-11-21T08:00:00Z","facts":[{"type":"conference.new","data":{"x":1}}],
		"notices":[{"to":"p","kind":"fireworks","body":{}},{"to":"p","kind":"role-changed","body":{}}],
		"effects":[{"kind":"dance","body":{}}]}}`), &w); err != nil {
		t.Fatal(err)
	}
	f, err := w.decode()
	if err != nil {
		t.Fatal(err)
	}
	got := f.(turn)
	if len(got.Facts) != 1 || len(got.Notices) != 1 || len(got.Effects) != 0 {
		t.Errorf("got %+v", got)
	}
	if f, err := (wireFrame{}).decode(); err != nil || !reflect.DeepEqual(f, turn{}) {
		t.Errorf("a frame of a new kind is %#v, %v", f, err)
	}
	for _, bad := range []string{
		`{"turn":{"notices":[{"to":"p","kind":"knock","body":7}]}}`, `{"turn":{"effects":[{"kind":"forget","body":7}]}}`,
		`{"turn":{"facts":[{"type":"participant.left","data":7}]}}`,
	} {
		var w wireFrame
		if err := json.Unmarshal([]byte(bad), &w); err != nil {
			t.Fatal(err)
		}
		if _, err := w.decode(); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	if _, err := decodeEvents([]member{{"new", nil}, {"ended", json.RawMessage(`7`)}}); err == nil {
		t.Error("a report that cannot be read is")
	}
	if _, err := inputs.decode(member{"new", nil}); err == nil {
		t.Error("an input that is not known is")
	}
}

// script plays one thing after the other on a way to the home, and gives what
// the station was told and answered.
func script(t *testing.T, node string, now *session) (told []frame) {
	t.Helper()
	ctx := context.Background()
	seen := uint64(0)
	collect := func() {
		synctest.Wait()
		for {
			select {
			case f, open := <-now.frames:
				if !open {
					told = append(told, nil)
					return
				}
				seen++
				told = append(told, f)
				continue
			default:
			}
			return
		}
	}
	collect() // the home's own station comes, too
	must := func(q request) answer {
		t.Helper()
		a, err := now.ask(ctx, q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		collect()
		if a.After != seen {
			t.Errorf("%T: the answer comes after frame %d, %d were sent", q.Input, a.After, seen)
		}
		return a
	}
	join := func(id, pin string) answer {
		return must(request{Input: Join{
			ParticipantID: id, DisplayName: id, Alias: "standup", PIN: pin, PINGiven: true, Granted: true, Protocol: protocolAPI,
			LocationID: "oslo", Service: guarded(), Settings: testSettings,
		}, About: id, Want: wantSelf})
	}
	if a := join("h", "1234"); a.Self.ID != "h" || a.Self.Role != RoleHost {
		t.Errorf("the host is %+v", a.Self)
	}
	join("g", "none")
	must(request{Input: Start{By: Actor{ParticipantID: "h"}}})
	must(request{Input: Subscribed{ParticipantID: "g"}, Stream: 2})
	must(request{Input: Unsubscribed{ParticipantID: "g"}, Stream: 1}) // late
	must(request{Input: Lock{By: Actor{ParticipantID: "h"}, On: true}})
	must(request{Input: Say{By: Actor{ParticipantID: "h"}, Type: "text/plain", Payload: "<&> ü"}})
	if a := must(request{About: "g", Want: wantStatus}); !a.Status.Locked || !a.Status.Started {
		t.Errorf("status %+v", a.Status)
	}
	if a := must(request{About: "g", Want: wantRoster}); len(a.Roster) != 2 {
		t.Errorf("roster %+v", a.Roster)
	}
	a, err := now.ask(ctx, request{Input: Lock{By: Actor{ParticipantID: "g"}}})
	if refusal, ok := RefusalOf(err); !ok || refusal.Code != CodeNotPermitted || a.After != seen {
		t.Errorf("refused: %+v, %v", a, err)
	}
	_, err = now.ask(ctx, request{Input: Join{ParticipantID: "x", Service: guarded(), Settings: testSettings, Granted: true, Protocol: protocolAPI}})
	if refusal, ok := RefusalOf(err); !ok || refusal.Code != CodePINRequired || refusal.GuestPIN {
		t.Errorf("without a PIN: %v", err)
	}
	stage := []media.Event{media.StageChanged{Stage: []media.StageEntry{{ParticipantID: "g", Voice: 40}}}}
	before := len(told)
	for _, number := range []uint64{1, 1, 2, 1} { // what comes twice counts once
		if err := now.report(ctx, number, stage); err != nil {
			t.Fatal(err)
		}
		collect()
	}
	if got := len(told) - before; got != 2 {
		t.Errorf("two reports and their repeats are told of %d times", got)
	}
	if _, err := now.ask(ctx, request{Input: DisconnectAll{By: Actor{ParticipantID: "h"}}}); err != nil {
		t.Error(err)
	}
	collect()
	if _, err := now.ask(ctx, request{About: "g", Want: wantStatus}); !ended(err) && code(err) != code(errStale) {
		t.Errorf("afterwards: %v", err)
	}
	if last := told[len(told)-2:]; last[0] != (over{}) || last[1] != nil {
		t.Errorf("the last frames are %#v", last)
	}
	return told
}

// TestBothWaysToTheHome: a station hears and is answered alike, on its home's
// node and over the wire.
func TestBothWaysToTheHome(t *testing.T) {
	var told [2][]frame
	for i, node := range []string{"n1", "n2"} {
		synctest.Test(t, func(t *testing.T) {
			c := newCluster(t, guarded())
			n1 := c.start("n1", "oslo")
			var now *session
			q := register{Service: guarded(), Settings: testSettings, Registration: Registration{NodeID: node, LocationID: "oslo"}}
			var err error
			if node == "n1" {
				var h *home
				if h, err = n1.reg.homeFor(q, "n1"); err == nil {
					now, err = h.registerOwn(context.Background(), &station{gone: make(chan struct{})}, q.Registration)
					close(now.attached)
				}
			} else {
				now, err = registerAt(context.Background(), c.net.Start("n2"), "n1", q)
				if err == nil {
					go now.pump()
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			told[i] = script(t, node, now)
			now.stop()
			c.end()
		})
	}
	// What differs is only what the wire does not carry.
	same := []cmp.Option{
		cmp.FilterPath(func(p cmp.Path) bool {
			switch p.Last().String() {
			case ".ConferenceID", ".HomeID", ".Session", ".Node", ".NodeID", ".Change", ".Nodes", ".At":
				return true
			}
			return false
		}, cmp.Ignore()),
		cmpopts.EquateEmpty(),
	}
	if diff := cmp.Diff(heeded(told[0]), heeded(told[1]), same...); diff != "" {
		t.Error(diff)
	}
}

// heeded leaves out what the home tells its own node alone, or every station
// whenever another one comes.
func heeded(told []frame) (list []frame) {
	for _, f := range told {
		t, ok := f.(turn)
		if !ok {
			if _, replica := f.(whole); !replica {
				list = append(list, f)
			}
			continue
		}
		t.Facts = slices.DeleteFunc(t.Facts, func(f Fact) bool { return f.ParticipantOf() == "" })
		t.Effects = slices.DeleteFunc(t.Effects, func(e Effect) bool { _, is := e.(SetSpotlight); return is })
		if len(t.Facts)+len(t.Notices)+len(t.Effects) > 0 {
			list = append(list, t)
		}
	}
	return list
}
