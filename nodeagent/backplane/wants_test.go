package backplane

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsWantedLastIsWhatComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		var ids []StreamID
		for n := range 20 {
			ids = append(ids, StreamID{ParticipantID: fmt.Sprint("p-", n), Purpose: Camera})
		}
		p.a.router.add(ids...)
		var last []StreamID
		for range 300 {
			last = nil
			for _, id := range ids {
				if p.rand.IntN(2) == 0 {
					last = append(last, id)
				}
			}
			p.take(last...)
			time.Sleep(time.Duration(p.rand.IntN(30)) * time.Millisecond)
		}
		if calls := p.calls(takePath); calls > 120 {
			t.Errorf("%d requests for 300 changes in 4.5 s, want one in a round trip at most", calls)
		}
		time.Sleep(time.Second)
		p.a.router.mu.Lock()
		got := slices.SortedFunc(maps.Keys(p.a.router.sources[[2]string{"b", "c-1"}]), compareIDs)
		p.a.router.mu.Unlock()
		slices.SortFunc(last, compareIDs)
		if diff := cmp.Diff(last, got); diff != "" {
			t.Error(diff)
		}
		p.a.router.check(t)
		for i, id := range last {
			p.flow(1, time.Millisecond, id)
			time.Sleep(100 * time.Millisecond)
			if got := len(p.sink.got()); got != i+1 {
				t.Fatalf("%d packets came, want %d", got, i+1)
			}
		}
	})
}

// A stream that is given up and wanted again before the other side hears of it
// goes on under its number.
func TestAStreamThatIsGivenUpForAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		out := p.a.router.source("b", "c-1", camera)
		for n := range 66_000 { // so that the roll-over count is not 0
			out.RTP(packet(n, 20))
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Second)
		p.sink = &fakeSink{}
		p.take(camera, voice)
		synctest.Wait() // it is asked for the microphone; what comes meanwhile has to wait
		p.take()
		p.begin(camera)
		p.next = 0
		p.flow(100, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		p.gapless(0, 100)
		if attaches, _, _ := p.a.router.counts(); attaches != 2 {
			t.Errorf("attached %d times, want once for the camera and once for the microphone", attaches)
		}
	})
}

// What is sent before the answer has arrived is asked for again.
func TestTheFirstPacketsOfAStreamAreNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.take(voice)
		time.Sleep(time.Second)
		p.mu.Lock()
		p.fate = func(string, string, []byte) []time.Duration { return []time.Duration{time.Millisecond} }
		p.mu.Unlock()
		p.take(voice, camera)
		for p.a.router.source("b", "c-1", camera) == nil {
			time.Sleep(time.Millisecond)
		}
		p.flow(100, 2*time.Millisecond, camera)
		time.Sleep(time.Second)
		if p.b.b.Drops().UnknownStream == 0 {
			t.Error("no packet came before the answer; the test shows nothing")
		}
		p.gapless(0, 100)
	})
}

func TestASinkCanBeReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.flow(10, 10*time.Millisecond, camera)
		time.Sleep(time.Second)
		first, calls := p.sink, p.calls(takePath)
		p.sink = &fakeSink{}
		p.take(camera)
		p.flow(10, 10*time.Millisecond, camera)
		time.Sleep(100 * time.Millisecond)
		if a, b := len(first.got()), len(p.sink.got()); a != 10 || b != 10 {
			t.Errorf("the sinks got %d and %d packets, want 10 each", a, b)
		}
		if more := p.calls(takePath) - calls; more > 1 {
			t.Errorf("%d requests, want at most the usual one", more)
		}
	})
}

func TestRetryOffersWhatWasRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		slides := StreamID{ParticipantID: "p-2", Purpose: Slides}
		p.take(slides)
		time.Sleep(10 * time.Second)
		attaches, refusals, _ := p.a.router.counts()
		if attaches != 0 || refusals < 4 || refusals > 8 {
			t.Errorf("attached %d times, refused %d times in 10 s", attaches, refusals)
		}
		p.a.router.add(slides)
		p.a.b.Retry("c-2") // another conference
		synctest.Wait()
		if attaches, _, _ := p.a.router.counts(); attaches != 0 {
			t.Error("attached because of another conference")
		}
		p.a.b.Retry("c-1")
		synctest.Wait()
		if attaches, _, _ := p.a.router.counts(); attaches != 1 {
			t.Error("not attached at once")
		}
		p.flow(10, 10*time.Millisecond, slides)
		time.Sleep(time.Second)
		p.gapless(0, 10)
	})
}

// A later version may ask for what this one does not know; it gets the rest.
func TestAPurposeThatIsUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		strange := StreamID{ParticipantID: "p-1", Purpose: 9}
		p.a.router.add(strange)
		p.take(strange, camera)
		time.Sleep(3 * time.Second)
		if attaches, _, _ := p.a.router.counts(); attaches != 1 || p.a.router.source("b", "c-1", camera) == nil {
			t.Errorf("attached %d times, want the camera", attaches)
		}
	})
}

// lateRouter finds the stream while it says that there is none.
type lateRouter struct {
	*fakeRouter
	once sync.Once
	b    *Backplane
}

func (r *lateRouter) Attach(neighbour, conf string, id StreamID, out Source) bool {
	ok := r.fakeRouter.Attach(neighbour, conf, id, out)
	r.once.Do(func() {
		r.add(id)
		r.b.Retry(conf)
	})
	return ok
}

func TestRetryWhileAttachIsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.a.stop()
		p.a.wrap = func(r *fakeRouter, b *Backplane) Router { return &lateRouter{fakeRouter: r, b: b} }
		p.a.start(newFakeRouter())
		slides := StreamID{ParticipantID: "p-2", Purpose: Slides}
		p.take(slides)
		time.Sleep(300 * time.Millisecond)
		if attaches, _, _ := p.a.router.counts(); attaches != 1 {
			t.Errorf("attached %d times, want once", attaches)
		}
	})
}

func TestKeyFramesAreAskedForInModeration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.take(camera)
		p.b.b.AskKeyFrame("a", "c-1", camera) // nobody is there yet
		time.Sleep(time.Second)
		asked := func() int {
			p.a.router.mu.Lock()
			defer p.a.router.mu.Unlock()
			return p.a.router.keyFrames[camera]
		}
		p.b.b.AskKeyFrame("a", "c-1", camera)
		time.Sleep(50 * time.Millisecond)
		if got := asked(); got != 2 {
			t.Fatalf("asked %d times, want once at the beginning and once more", got)
		}
		for range 100 {
			p.b.b.AskKeyFrame("a", "c-1", camera)
			time.Sleep(20 * time.Millisecond)
		}
		time.Sleep(time.Second)
		if got := asked(); got < 5 || got > 7 {
			t.Errorf("asked %d times in 2 s, want 4 more", got-2)
		}
		p.b.b.AskKeyFrame("a", "c-1", voice) // not taken
		p.b.b.AskKeyFrame("x", "c-1", camera)
		p.b.b.AskKeyFrame("a", "c-x", camera)
		time.Sleep(time.Second)
		p.a.router.check(t)
	})
}

// Whatever becomes of the way and of either side, media flows soon after it is
// over, and every Attach has had its Detach.
func TestChaos(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPair(t)
				p.mu.Lock()
				p.rand, p.slow = rand.New(rand.NewPCG(seed, 3)), 300*time.Millisecond
				p.fate = func(string, string, []byte) []time.Duration {
					if p.rand.IntN(20) == 0 {
						return nil
					}
					return []time.Duration{p.delay + time.Duration(p.rand.IntN(20))*time.Millisecond}
				}
				p.mu.Unlock()
				random := func(n int) int {
					p.mu.Lock()
					defer p.mu.Unlock()
					return p.rand.IntN(n)
				}
				for range 15 {
					for range 5 {
						p.harm(random)
						time.Sleep(time.Duration(random(2500)) * time.Millisecond)
					}
					p.partition(false)
					p.sink = &fakeSink{}
					p.take(camera)
					time.Sleep(4 * time.Second)
					unsent := p.flow(50, 10*time.Millisecond, camera)
					time.Sleep(time.Second)
					if got := len(p.sink.seqs()); unsent > 0 || got < 48 {
						t.Fatalf("%d of 50 packets came, %d had no source; drops at a %+v, at b %+v", got, unsent, p.a.b.Drops(), p.b.b.Drops())
					}
					p.a.router.check(t)
				}
				p.a.stop()
				if _, _, open := p.a.router.counts(); open != 0 {
					t.Errorf("%d streams are attached after the end", open)
				}
			})
		})
	}
}

// harm does one thing that may happen.
func (p *pair) harm(random func(int) int) {
	switch random(10) {
	case 0:
		p.take()
	case 1:
		p.take(camera)
	case 2:
		p.take(camera, voice)
	case 3:
		p.partition(true)
	case 4:
		p.partition(false)
	case 5:
		p.a.b.Retry("c-1")
	case 6:
		p.b.kill()
		p.b.start(newFakeRouter())
	case 7:
		p.a.kill()
		p.a.router.check(p.t)
		p.a.start(newFakeRouter(camera, voice))
	case 8:
		if n := p.a.neighbour("b"); n != nil && p.a.sendMKI("b") != 0 {
			worn(n)
		}
	case 9:
		p.mu.Lock()
		p.b.boot++
		p.mu.Unlock()
	}
}

// The end of one side is heard by the other at once.
func TestGoodbye(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.begin(camera)
		p.b.stop()
		time.Sleep(200 * time.Millisecond)
		if _, _, open := p.a.router.counts(); open != 0 {
			t.Error("the stream is attached still")
		}
	})
}

func TestManyConferencesGoInRequestsOfBoundedSize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		for n := range 3000 {
			p.b.b.Take("a", fmt.Sprint("c-", n), []Want{{camera, p.sink}})
		}
		time.Sleep(3 * time.Second)
		if _, _, open := p.a.router.counts(); len(p.a.b.Links()) != 3000 || open == 0 {
			t.Errorf("%d links", len(p.a.b.Links()))
		}
		var wants []Want
		for n := range maxStreams + 10 {
			wants = append(wants, Want{StreamID{ParticipantID: fmt.Sprint(n), Purpose: Camera}, p.sink})
		}
		p.b.b.Take("a", "c-large", wants)
		time.Sleep(time.Second)
		for _, l := range p.b.b.Links() {
			if l.ConferenceID == "c-large" && l.Received.Streams != maxStreams {
				t.Errorf("%d streams are taken, want %d", l.Received.Streams, maxStreams)
			}
		}
	})
}

// What nobody can be told any more does not keep a neighbour for ever.
func TestANeighbourThatNeverAnswersIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.b.b.Take("unheard-of", "c-1", []Want{{camera, p.sink}})
		p.take(camera)
		time.Sleep(5 * time.Second)
		p.partition(true)
		p.take()
		p.b.b.Take("unheard-of", "c-1", nil)
		time.Sleep(takeLife + idleTime + 5*time.Second)
		if p.b.neighbour("unheard-of") != nil || p.b.neighbour("a") != nil || p.a.neighbour("b") != nil {
			t.Error("a neighbour is kept")
		}
		before := p.calls(takePath) + p.calls(sessionPath)
		time.Sleep(time.Minute)
		if more := p.calls(takePath) + p.calls(sessionPath) - before; more != 0 {
			t.Errorf("%d requests still", more)
		}
	})
}

// In a location with a small MTU nothing is larger, whatever there is to say.
func TestNothingIsLargerThanTheMTU(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		var ids []StreamID
		for n := range 200 {
			ids = append(ids, StreamID{ParticipantID: fmt.Sprint("p-", n), Purpose: Camera})
		}
		p.a.router.add(ids...)
		for _, h := range []*host{p.a, p.b} {
			h.b.SetMTU(512)
		}
		largest := 0
		p.setFate(func(_, _ string, b []byte) []time.Duration {
			largest = max(largest, len(b))
			if isRTP(b) && p.rand.IntN(2) == 0 {
				return nil
			}
			return []time.Duration{p.delay}
		})
		p.take(ids...)
		time.Sleep(time.Second)
		for n := range 200 {
			for _, id := range ids {
				if s := p.a.router.source("b", "c-1", id); s != nil {
					s.RTP(packet(n, p.a.b.MaxPayload()))
					if n%50 == 0 {
						s.Clock(1, 2)
					}
				}
			}
			time.Sleep(20 * time.Millisecond)
		}
		time.Sleep(time.Second)
		p.mu.Lock()
		defer p.mu.Unlock()
		if largest != 512-ipUDP {
			t.Errorf("the largest datagram has %d bytes, want %d", largest, 512-ipUDP)
		}
		if d := p.a.b.Drops(); d.Unsent != 0 {
			t.Errorf("drops %+v", d)
		}
	})
}

func TestNoStreamsFromOneself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.b.b.Take("b", "c-1", []Want{{camera, p.sink}})
		p.b.b.Take("", "c-1", []Want{{camera, p.sink}})
		p.b.b.Take("unheard-of", "c-1", []Want{{camera, p.sink}})
		time.Sleep(10 * time.Second)
		if n := p.calls(sessionPath); n != 10 && n != 11 {
			t.Errorf("%d requests to a node that is not there in 10 s", n)
		}
	})
}
