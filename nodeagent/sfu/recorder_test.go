package sfu

import (
	"fmt"
	"sync"

	"github.com/parley-video/parley/nodeagent/media"
)

// recorder keeps what a room reported.
type recorder struct {
	mu     sync.Mutex
	events []media.Event
	slots  map[string][]media.Slot // by participant, latest
	stage  []media.StageEntry
	sends  map[string]media.MediaChanged // by participant, latest
}

func (r *recorder) take(e media.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, e)
	switch e := e.(type) {
	case media.SlotsChanged:
		if r.slots == nil {
			r.slots = map[string][]media.Slot{}
		}
		r.slots[e.ParticipantID] = e.Slots
	case media.StageChanged:
		r.stage = e.Stage
	case media.MediaChanged:
		if r.sends == nil {
			r.sends = map[string]media.MediaChanged{}
		}
		r.sends[e.ParticipantID] = e
	}
}

func (r *recorder) all() []media.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]media.Event(nil), r.events...)
}

func (r *recorder) has(want media.Event) bool {
	for _, e := range r.all() {
		if fmt.Sprint(e) == fmt.Sprint(want) && fmt.Sprintf("%T", e) == fmt.Sprintf("%T", want) {
			return true
		}
	}
	return false
}

// holder is who is in the n-th slot of a role.
func (r *recorder) holder(participant, role string, n int) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.slots[participant] {
		if s.Role == role {
			if n == 0 {
				return s.ParticipantID
			}
			n--
		}
	}
	return "no such slot"
}
