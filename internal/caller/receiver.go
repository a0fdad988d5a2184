package caller

import (
	"sync"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
)

// Seen is what reached a receiver of one face's video or sound since Mark.
type Seen struct {
	// Frames were decoded: a key frame that shows the face, and then every frame
	// that followed it without one missing; or packets of sound.
	Frames int `json:"frames"`
	// Keys are the key frames among them.
	Keys int `json:"keys"`
	// Broken are frames that could not be decoded because one before is missing.
	Broken int `json:"broken"`
	// Last is when one came last; Gap is the longest silence, also the one that
	// lasts until now, in milliseconds.
	Last time.Time `json:"last"`
	Gap  int       `json:"gap"`
	// Delays are from sending to decoding, in microseconds, if they are kept.
	Delays []int `json:"delays,omitempty"`
}

// sight is Seen with what continues it.
type sight struct {
	Seen
	since time.Time // the last frame, or Mark
	gap   time.Duration
	next  uint32 // of video: the frame that can be decoded; 0: a key frame is needed
}

func (s *sight) mark(now time.Time) {
	s.Seen, s.since, s.gap = Seen{Last: s.Last}, now, 0
}

func (s *sight) came(now time.Time) {
	s.Frames++
	s.gap = max(s.gap, now.Sub(s.since))
	s.since, s.Last = now, now
}

// eyes collects what a caller receives over all lines of its calls.
type eyes struct {
	mu     sync.Mutex
	delays bool
	sights map[Source]*sight
	wrong  map[string]int // what nobody sent
}

// Source is a line of somebody's media: the face and camera, slides or voice.
type Source struct {
	Face int
	Kind string
}

// Kinds of sources.
const (
	Camera = "camera"
	Slides = "slides"
	Voice  = "voice"
)

func newEyes() *eyes { return &eyes{sights: map[Source]*sight{}, wrong: map[string]int{}} }

func (e *eyes) sight(src Source, now time.Time) *sight {
	s := e.sights[src]
	if s == nil {
		s = &sight{since: now}
		e.sights[src] = s
	}
	return s
}

func (e *eyes) delay(s *sight, now, sent time.Time) {
	if e.delays {
		s.Delays = append(s.Delays, int(now.Sub(sent)/time.Microsecond))
	}
}

// line puts the packets of one receiving line in order and the frames of video
// together.
type line struct {
	eyes *eyes
	kind string

	begun   bool
	next    uint16 // sequence number that is waited for
	early   map[uint16]*rtp.Packet
	stalled time.Time // when the first of early came
	frame   []byte    // what there is of it; nil: its beginning is missing
}

// patience is how long a line waits for a packet that is missing: for asking
// twice over a long way.
const patience = time.Second

func (e *eyes) line(kind string) *line {
	return &line{eyes: e, kind: kind, early: map[uint16]*rtp.Packet{}}
}

func (l *line) take(p *rtp.Packet, now time.Time) {
	if l.kind == Voice {
		l.eyes.sound(p.Payload, now)
		return
	}
	if !l.begun {
		l.begun, l.next = true, p.SequenceNumber
	}
	if int16(p.SequenceNumber-l.next) < 0 {
		return // too late, or twice
	}
	if len(l.early) == 0 {
		l.stalled = now
	}
	l.early[p.SequenceNumber] = p
	l.advance(now)
	if len(l.early) > 0 && now.Sub(l.stalled) > patience {
		l.skip()
		l.advance(now)
	}
}

func (l *line) advance(now time.Time) {
	for p := l.early[l.next]; p != nil; p = l.early[l.next] {
		delete(l.early, l.next)
		l.next++
		l.stalled = now
		l.add(p, now)
	}
}

// skip gives up what is missing.
func (l *line) skip() {
	l.frame = nil
	for l.early[l.next] == nil {
		l.next++
	}
}

func (l *line) add(p *rtp.Packet, now time.Time) {
	var d codecs.VP8Packet
	payload, err := d.Unmarshal(p.Payload)
	if err != nil {
		l.frame = nil
		return // padding, for one
	}
	switch {
	case d.S == 1 && d.PID == 0:
		l.frame = append([]byte{}, payload...)
	case l.frame != nil:
		l.frame = append(l.frame, payload...)
	}
	if p.Marker && l.frame != nil {
		l.eyes.frame(l.kind, l.frame, now)
		l.frame = nil
	}
}

func (e *eyes) sound(payload []byte, now time.Time) {
	s, ok := readStamp(payload)
	e.mu.Lock()
	defer e.mu.Unlock()
	if !ok {
		e.wrong[Voice]++
		return
	}
	got := e.sight(Source{s.face, Voice}, now)
	got.came(now)
	e.delay(got, now, s.sent)
}

func (e *eyes) frame(kind string, data []byte, now time.Time) {
	s, ok := readStamp(data)
	face := s.face
	if ok && isKey(data) {
		shown, err := ReadFace(data[:len(data)-stampSize])
		ok = err == nil && shown == face
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if !ok {
		e.wrong[kind]++
		return
	}
	got := e.sight(Source{face, kind}, now)
	switch {
	case isKey(data):
		got.Keys++
	case got.next != s.number:
		got.Broken++
		got.next = 0
		return
	}
	got.next = s.number + 1
	got.came(now)
	e.delay(got, now, s.sent)
}

// mark begins to count anew.
func (e *eyes) mark(delays bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.delays = delays
	clear(e.wrong)
	for _, s := range e.sights {
		s.mark(time.Now())
	}
}

// seen lists what came, by kind and face.
func (e *eyes) seen() (map[string]map[int]Seen, map[string]int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := time.Now()
	all := map[string]map[int]Seen{Camera: {}, Slides: {}, Voice: {}}
	for src, s := range e.sights {
		out := s.Seen
		out.Gap = int(max(s.gap, now.Sub(s.since)) / time.Millisecond)
		all[src.Kind][src.Face] = out
	}
	wrong := map[string]int{}
	for what, n := range e.wrong {
		wrong[what] = n
	}
	return all, wrong
}
