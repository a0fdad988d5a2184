package caller

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"
)

// Options of a Caller.
type Options struct {
	Node  string `json:"node"` // https://host:port
	Alias string `json:"alias"`
	Name  string `json:"name"`
	PIN   string `json:"pin,omitempty"`
	// Face is what its camera shows, 0 to Faces-1.
	Face int `json:"face"`
	// Videos is how many cameras it takes at once; 0: it sends and takes none.
	Videos int `json:"videos,omitempty"`
	// ControlOnly callers have no media at all.
	ControlOnly bool `json:"controlOnly,omitempty"`
	// NoCamera: it takes video and sends none.
	NoCamera bool `json:"noCamera,omitempty"`
	// Pictures a second that it sends: 1, 2, 5, 10, 25 or 50; 0: 10. Parts is how
	// many packets each but the key frames has; 0: 2.
	Pictures int `json:"pictures,omitempty"`
	Parts    int `json:"parts,omitempty"`
	// Others are nodes to resume at when its own cannot be reached.
	Others []string `json:"others,omitempty"`
}

// Caller is a participant.
type Caller struct {
	o      Options
	api    api
	eyes   *eyes
	cancel context.CancelFunc
	ctx    context.Context // of its goroutines, which end with it
	tasks  sync.WaitGroup

	camera, slides video
	voice          voice

	mu     sync.Mutex
	state  State
	token  string
	resume string // the key to its seat at another node
	call   *callLines
	// placing: a call is being placed in place of one that was lost.
	placing  bool
	resuming bool // it has its seat at another node, and no media yet
}

// State is what a caller knows of its conference.
type State struct {
	ID   string `json:"id"` // its participant
	Node string `json:"node"`
	// Connected: its media is.
	Connected bool `json:"connected"`
	// Ended is the code of the event that ended it.
	Ended string `json:"ended,omitempty"`
	// Roster is who is in the conference, by id.
	Roster map[string]Person `json:"roster"`
	// Synced: the roster is whole.
	Synced bool `json:"synced"`
	// Slots are who is in its receiving lines.
	Slots     []Slot `json:"slots"`
	Presenter string `json:"presenter,omitempty"`
	Locked    bool   `json:"locked"`
	Knocks    int    `json:"knocks"`
	// Streams counts event streams, Calls those that were placed, CallsLost
	// those that ended by themselves.
	Streams   int `json:"streams"`
	Calls     int `json:"calls"`
	CallsLost int `json:"callsLost"`
	// Resumed is when its media were there again after it last resumed elsewhere.
	Resumed time.Time `json:"resumed"`
	// Troubles are errors on the way, the first few.
	Troubles []string `json:"troubles,omitempty"`
}

// Person is somebody in the roster.
type Person struct {
	UUID        string `json:"uuid"`
	Name        string `json:"display_name"`
	Role        string `json:"role"`
	ServiceType string `json:"service_type"`
	Muted       string `json:"is_muted"`
	Presenting  string `json:"is_presenting"`
}

// Slot is a receiving line.
type Slot struct {
	Mid         string  `json:"mid"`
	Kind        string  `json:"kind"`
	Role        string  `json:"role"`
	Participant *string `json:"participant_uuid"`
}

// requestTime bounds each request.
const requestTime = 15 * time.Second

// New makes a caller that has not joined.
func New(o Options) *Caller {
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // nodes of tests have no certificate that anybody signed
	}
	c := &Caller{o: o, api: api{&http.Client{Transport: transport}}, eyes: newEyes()}
	c.camera.face, c.slides.face, c.voice.face = o.Face, o.Face, o.Face
	c.camera.parts, c.slides.parts = cmp.Or(o.Parts, 2), cmp.Or(o.Parts, 2)
	c.state = State{Node: o.Node, Roster: map[string]Person{}}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

// ticket is what a participant that joined learns.
type ticket struct {
	Token  string `json:"token"`
	ID     string `json:"participant_uuid"`
	Resume string `json:"resume_key"`
}

// Join joins, opens the event stream and, unless it is for control only, places
// the call.
func (c *Caller) Join(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*requestTime)
	defer cancel()
	var t ticket
	body := map[string]any{"display_name": c.o.Name, "control_only": c.o.ControlOnly}
	header := http.Header{"Pin": {cmp.Or(c.o.PIN, "none")}}
	if err := c.api.post(ctx, c.o.Node, c.o.Alias, "request_token", "", header, body, &t); err != nil {
		return err
	}
	c.mu.Lock()
	c.token, c.resume, c.state.ID = t.Token, t.Resume, t.ID
	c.mu.Unlock()
	c.tasks.Go(c.follow)
	c.tasks.Go(c.refresh)
	if c.o.ControlOnly {
		return nil
	}
	return c.place(ctx)
}

// where is the node and the token of the moment.
func (c *Caller) where() (node, token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.Node, c.token
}

// do calls a function of the conference.
func (c *Caller) do(ctx context.Context, function string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	node, token := c.where()
	return c.api.post(ctx, node, c.o.Alias, function, token, nil, body, into)
}

// Do calls a function of the conference; @self stands for the caller's id.
func (c *Caller) Do(ctx context.Context, function string, body map[string]any) error {
	if body == nil {
		body = map[string]any{}
	}
	return c.do(ctx, c.path(function), body, nil)
}

// Speak makes it loud, or silent again.
func (c *Caller) Speak(on bool) { c.voice.loud.Store(on) }

// Film turns its camera on or off, at once with a key frame.
func (c *Caller) Film(on bool) {
	c.camera.keyNow.Store(on)
	c.camera.on.Store(on)
}

// Show sends a presentation, or ends it. It needs the floor.
func (c *Caller) Show(on bool) {
	c.slides.keyNow.Store(on)
	c.slides.on.Store(on)
}

// Sent is how many full packets its camera has sent.
func (c *Caller) Sent() uint64 { return c.camera.full.Load() }

// Mark has Seen count anew, and keep delays if they are wanted.
func (c *Caller) Mark(delays bool) { c.eyes.mark(delays) }

// Report is what a caller tells.
type Report struct {
	State
	Seen  map[string]map[int]Seen `json:"seen"`
	Wrong map[string]int          `json:"wrong"`
	Sent  uint64                  `json:"sent"`
}

// Report says how it stands.
func (c *Caller) Report() Report {
	seen, wrong := c.eyes.seen()
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.state
	s.Roster = maps.Clone(s.Roster)
	s.Slots = append([]Slot(nil), s.Slots...)
	s.Troubles = append([]string(nil), s.Troubles...)
	return Report{State: s, Seen: seen, Wrong: wrong, Sent: c.Sent()}
}

func (c *Caller) trouble(what string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.state.Troubles) < 20 {
		c.state.Troubles = append(c.state.Troubles, fmt.Sprintf("%s %s: %v", time.Now().Format("05.000"), what, err))
	}
}

// Leave says goodbye and ends.
func (c *Caller) Leave(ctx context.Context) error {
	err := c.do(ctx, "release_token", map[string]any{}, nil)
	c.Vanish()
	return err
}

// Vanish ends without a word.
func (c *Caller) Vanish() {
	c.cancel()
	c.mu.Lock()
	call := c.call
	c.mu.Unlock()
	if call != nil {
		call.close()
	}
	c.tasks.Wait()
	c.api.http.CloseIdleConnections()
}

// connected notes the state of the call's transport.
func (c *Caller) connected(call *callLines, s webrtc.PeerConnectionState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.call != call && c.call != nil {
		return
	}
	c.state.Connected = s == webrtc.PeerConnectionStateConnected
	if c.state.Connected && c.resuming {
		c.state.Resumed, c.resuming = time.Now(), false
	}
	if s == webrtc.PeerConnectionStateFailed && c.call == call {
		c.state.CallsLost++
		c.again("its transport failed")
	}
}
