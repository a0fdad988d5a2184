package sfu

import (
	"slices"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/stage"
)

// flow is what a participant sends that others may get.
type flow struct {
	audio, video, slides *source
}

// reconcile brings sources, stage and slots in line with membership, policies
// and activity, and queues the events for what changed. It returns the layers
// to ask for a keyframe. The caller holds r.mu.
func (r *Room) reconcile(now int64) []*layer {
	flows := map[string]flow{}
	for id, p := range r.participants {
		flows[id] = r.flowOf(p, now)
		if !p.here() && !p.away {
			delete(r.participants, id)
		}
	}
	r.updateSpeakers(flows)
	r.updatePresenter(flows, now)
	order := r.order
	if order == nil {
		order = stage.Order(r.spotlight, r.foremost, r.speakers.Voices())
		r.reportStage(order)
	}
	r.reportSources(now)
	asks := append(r.bind(), r.keyDue...)
	r.keyDue = nil
	for c := range r.live {
		if p := r.participants[c.participant]; p != nil {
			asks = append(asks, r.fillSlots(c, p, order, flows)...)
		}
	}
	return asks
}

// flowOf opens and closes a participant's sources by policy, tells what its
// calls send, and returns what of it flows.
func (r *Room) flowOf(p *participant, now int64) flow {
	if !p.here() && p.away {
		p.policy = p.awayPolicy
	}
	sends := media.MediaChanged{ParticipantID: p.id}
	for _, list := range p.sources() {
		for _, s := range list {
			started := s.call == nil || s.call.started
			s.active = started && s.sending(now)
			s.open.Store(started && allowed(p.policy, s.purpose))
			if s.call == nil {
				continue
			}
			switch s.purpose {
			case microphone:
				sends.Audio = sends.Audio || s.active
			case camera:
				sends.Video = sends.Video || s.active
			case slides:
				sends.Presentation = sends.Presentation || s.active
			}
		}
	}
	if sends != p.sent {
		p.sent = sends
		r.events.put(sends)
	}
	return flow{audio: p.flowing(microphone), video: p.flowing(camera), slides: p.flowing(slides)}
}

// flowing is the source of a purpose that others may get.
func (p *participant) flowing(use purpose) *source {
	if s := p.source(use); s != nil && s.active && s.open.Load() {
		return s
	}
	return nil
}

func allowed(p media.Policy, use purpose) bool {
	switch use {
	case microphone:
		return p.Admitted && !p.Muted
	case camera:
		return p.Admitted && !p.VideoMuted && !p.AudioOnly
	default:
		return p.Admitted && p.MayPresent && !p.AudioOnly
	}
}

func (s *source) sending(now int64) bool {
	if s.call == nil {
		return s.told
	}
	return slices.ContainsFunc(s.layers, func(l *layer) bool { return l.live(now, quietAfter[s.purpose]) })
}

func (r *Room) updateSpeakers(flows map[string]flow) {
	var present []string
	for id, f := range flows {
		if f.audio != nil || f.video != nil {
			present = append(present, id)
		}
	}
	r.speakers.Keep(present)
}

// updatePresenter takes, of those whose slides flow, who began last. Normally
// there is one: the conference gives MayPresent to one at a time.
func (r *Room) updatePresenter(flows map[string]flow, now int64) {
	presenter, latest := "", int64(0)
	for id, p := range r.participants {
		switch {
		case flows[id].slides == nil:
			p.began = 0
			continue
		case p.began == 0:
			p.began = now
		}
		if p.began > latest || p.began == latest && id < presenter {
			presenter, latest = id, p.began
		}
	}
	if presenter != r.presenter {
		r.presenter = presenter
		r.events.put(media.PresentationChanged{ParticipantID: presenter})
	}
}

// reportStage tells a changed order at once and changed voices when due.
func (r *Room) reportStage(order []media.Voice) {
	entries := make([]media.StageEntry, len(order))
	for i, v := range order {
		entries[i] = media.StageEntry{ParticipantID: v.ParticipantID, Voice: stage.Loudness(v)}
	}
	same := slices.EqualFunc(entries, r.stageSent, func(a, b media.StageEntry) bool {
		return a.ParticipantID == b.ParticipantID
	})
	if same && (!r.stageDue || slices.Equal(entries, r.stageSent)) {
		return
	}
	r.stageSent, r.stageDue = entries, false
	r.events.put(media.StageChanged{Stage: entries})
}

// fillSlots decides the slots of one call and lets them show it.
func (r *Room) fillSlots(c *call, p *participant, order []media.Voice, flows map[string]flow) []*layer {
	receives := c.started && p.policy.Admitted
	r.assign(c, p, order, flows, receives)
	var asks []*layer
	for _, s := range c.slots {
		l := s.pick(flows[s.holder])
		if l != nil && s.paused {
			s.pause()
			continue
		}
		if s.show(l) {
			asks = append(asks, l)
		}
	}
	if !c.started {
		return asks
	}
	slots := make([]media.Slot, 0, len(c.slots))
	for _, s := range c.slots {
		if !s.closed {
			slots = append(slots, media.Slot{Mid: s.mid, Kind: s.kind.String(), Role: s.role, ParticipantID: s.holder})
		}
	}
	if c.sent == nil || !slices.Equal(slots, c.sent) {
		c.sent = slots
		r.events.put(media.SlotsChanged{ParticipantID: c.participant, CallID: c.id, Slots: slots})
	}
	return asks
}

// assign sets the holders of a call's slots.
func (r *Room) assign(c *call, p *participant, order []media.Voice, flows map[string]flow, receives bool) {
	var thumbs, audio []*slot
	var main *slot
	for _, s := range c.slots {
		switch {
		case s.closed || !receives:
			s.holder = ""
		case s.role == roleMain:
			main = s
		case s.role == roleThumbnail:
			thumbs = append(thumbs, s)
		case s.role == roleAudio:
			audio = append(audio, s)
		case s.role == rolePresentation:
			s.holder = ""
			f := flows[r.presenter].slides
			if f != nil && r.presenter != p.id && p.policy.MaySeePresentation && !p.policy.AudioOnly && s.takes(f) {
				s.holder = r.presenter
			}
		}
	}
	if !receives {
		return
	}
	look := main
	if look == nil && len(thumbs) > 0 {
		look = thumbs[0]
	}
	cands := make([]candidate, len(order))
	for i, v := range order {
		f := flows[v.ParticipantID]
		cands[i] = candidate{ID: v.ParticipantID, Audio: f.audio != nil, Level: v.Level}
		if r.hidden(v.ParticipantID, p) {
			cands[i].Blind = true
			continue
		}
		if f.video != nil && !p.policy.AudioOnly && look != nil {
			cands[i].Video = look.takes(f.video)
			cands[i].Blind = !cands[i].Video
		}
	}
	shown := ""
	if main != nil {
		main.holder = ""
		if !p.policy.AudioOnly {
			main.holder = placeMain(p.id, cands)
		}
		shown = main.holder
	}
	setHolders(thumbs, placeThumbnails(p.id, shown, cands, holders(thumbs)))
	setHolders(audio, placeAudio(p.id, cands, holders(audio)))
}

// foremost says whether a participant comes before the others.
func (r *Room) foremost(id string) bool {
	p := r.participants[id]
	return p != nil && p.policy.Foremost
}

// hidden says whether a receiver is not to see a participant's camera.
func (r *Room) hidden(id string, from *participant) bool {
	p := r.participants[id]
	return p != nil && p.policy.Backstage && !from.policy.SeesBackstage
}

func holders(slots []*slot) []string {
	out := make([]string, len(slots))
	for i, s := range slots {
		out[i] = s.holder
	}
	return out
}

func setHolders(slots []*slot, ids []string) {
	for i, s := range slots {
		s.holder = ids[i]
	}
}

// takes says whether the slot's line negotiated the codec of src.
func (s *slot) takes(src *source) bool {
	set := s.codecs()
	return slices.ContainsFunc(src.layers, func(l *layer) bool { return set.has(l.codecNow()) })
}

// pick finds the layer of a participant that a slot is to show.
func (s *slot) pick(f flow) *layer {
	src := f.video
	switch s.role {
	case roleAudio:
		src = f.audio
	case rolePresentation:
		src = f.slides
	}
	if src == nil || s.holder == "" {
		return nil
	}
	set := s.codecs()
	now := s.call.room.engine.now()
	quiet := src.layerQuiet()
	var live, all []layerView
	for _, l := range src.layers {
		if !set.has(l.codecNow()) {
			continue
		}
		v := layerView{l, int(l.pixels.Load()), l.rate}
		if l.live(now, quiet) {
			live = append(live, v)
		}
		all = append(all, v)
	}
	high := s.role != roleThumbnail && !s.low
	if len(live) == 0 && src.call == nil {
		live, high = all, false // nothing comes, and the smallest is the likeliest to
	}
	return pickLayer(live, s.target(), high)
}

// layerQuiet is after what time a layer of a source counts as silent.
func (s *source) layerQuiet() time.Duration {
	if len(s.layers) > 1 {
		return simulcastQuiet
	}
	return quietAfter[s.purpose]
}

const (
	// simulcastQuiet is when a simulcast layer counts as switched off by its
	// sender; another of the same picture can take over.
	simulcastQuiet = time.Second
	// layerMargin is how much larger or smaller in bit rate a layer has to be
	// than the one shown before a slot changes to it, in percent.
	layerMargin = 30
)

// layerView is a layer as the choice sees it.
type layerView struct {
	layer        *layer
	pixels, rate int
}

// pickLayer takes the largest or smallest layer: by picture size where both
// are known, else by bit rate, then keeping what is shown while the difference
// is small.
func pickLayer(live []layerView, shown *layer, high bool) *layer {
	if len(live) == 0 {
		return nil
	}
	best := live[0]
	for _, v := range live {
		if v.layer == shown {
			best = v
		}
	}
	for _, v := range live {
		if better(v, best, high) {
			best = v
		}
	}
	return best.layer
}

func better(v, than layerView, high bool) bool {
	if v.pixels > 0 && than.pixels > 0 {
		return high && v.pixels > than.pixels || !high && v.pixels < than.pixels
	}
	margin := than.rate * layerMargin / 100
	return high && v.rate > than.rate+margin || !high && v.rate > 0 && v.rate < than.rate-margin
}
