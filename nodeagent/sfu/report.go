package sfu

import (
	"cmp"
	"maps"
	"slices"

	"github.com/parley-video/parley/nodeagent/media"
)

// reporter is what was said about the sources and voices of this room. Under
// Room.mu.
type reporter struct {
	sources []media.Source // last told
	scratch []media.Source // to compare with
	second  bool           // sizes and rates alone may be told
	again   bool           // everything is to be told once more
	voices  map[string]uint8
}

var purposeNames = [...]string{microphone: media.PurposeMicrophone, camera: media.PurposeCamera, slides: media.PurposeSlides}

var codecNames = [codecCount]string{codecOpus: "opus", codecVP8: "vp8", codecVP9: "vp9", codecH264: "h264"}

// reportSources tells what the calls of the room send when that has changed:
// sizes and rates when they are due, everything else at once. The caller holds
// r.mu.
func (r *Room) reportSources(now int64) {
	is := r.ownSources(now)
	same := slices.EqualFunc(is, r.report.sources, alike)
	exact := same && slices.EqualFunc(is, r.report.sources, func(a, b media.Source) bool {
		return slices.Equal(a.Layers, b.Layers)
	})
	due := r.report.second
	r.report.second = false
	if !r.report.again && (exact || same && !due) {
		return
	}
	r.report.again = false
	told := make([]media.Source, len(is))
	for i, s := range is {
		s.Layers = slices.Clone(s.Layers)
		told[i] = s
	}
	r.report.sources = told
	r.events.put(media.SourcesChanged{Sources: told})
}

// alike says whether two sources differ at most in sizes and rates.
func alike(a, b media.Source) bool {
	return a.ParticipantID == b.ParticipantID && a.Purpose == b.Purpose && a.Codec == b.Codec && a.Active == b.Active &&
		slices.EqualFunc(a.Layers, b.Layers, func(a, b media.SourceLayer) bool { return a.RID == b.RID })
}

// ownSources lists what the calls of the room send, in a fixed order. The result
// is valid until the next call.
func (r *Room) ownSources(now int64) []media.Source {
	list := r.report.scratch[:0]
	for _, p := range r.participants {
		if !p.here() {
			continue
		}
		for use, name := range purposeNames {
			s := p.source(purpose(use))
			if s == nil || s.call == nil {
				continue
			}
			var layers []media.SourceLayer
			if n := len(list); n < cap(list) {
				layers = list[:n+1][n].Layers[:0] // the memory of the last time
			}
			var c codec
			for _, l := range s.layers {
				if len(s.layers) > 1 && !l.live(now, s.layerQuiet()) {
					continue
				}
				c = l.codecNow()
				layers = append(layers, l.describeSelf())
			}
			slices.SortFunc(layers, func(a, b media.SourceLayer) int { return cmp.Compare(a.RID, b.RID) })
			list = append(list, media.Source{
				ParticipantID: p.id, Purpose: name, Codec: codecNames[c], Active: s.active && s.open.Load(), Layers: layers,
			})
		}
	}
	slices.SortFunc(list, func(a, b media.Source) int {
		return cmp.Or(cmp.Compare(a.ParticipantID, b.ParticipantID), cmp.Compare(a.Purpose, b.Purpose))
	})
	r.report.scratch = list
	return list
}

// describeSelf is the layer as others are told of it. Its rate moves in steps of a
// quarter.
func (l *layer) describeSelf() media.SourceLayer {
	l.told.RID, l.told.Pixels = l.rid, int(l.pixels.Load())
	if l.rate > l.told.Rate+l.told.Rate/4 || l.rate < l.told.Rate-l.told.Rate/4 {
		l.told.Rate = l.rate
	}
	return l.told
}

// reportVoices tells the levels of a tick while the stage is decided elsewhere.
// The caller holds r.mu.
func (r *Room) reportVoices(levels map[string]uint8) {
	if r.order == nil {
		r.report.voices = nil
		return
	}
	if len(levels) == 0 && len(r.report.voices) == 0 {
		return
	}
	r.report.voices = levels
	r.events.put(media.VoicesHeard{Levels: maps.Clone(levels)})
}
