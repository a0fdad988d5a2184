package persistent

// replay says that parked messages were marked to go round again. Numbers only
// grow, so none of them is below those that were loaded already.
func (m *machine) replay() { m.replayPending = true }

// wantReplay says from which number on to load marked messages.
func (m *machine) wantReplay() (from int64, ok bool) {
	if !m.replayPending || m.replayLoading || m.replayCount >= replayBatch || len(m.consumers) == 0 {
		return 0, false
	}
	m.replayLoading = true
	return m.replayFrom, true
}

// replays takes marked messages, in the order of their numbers. more says that
// there are others.
func (m *machine) replays(list []Parked, more bool) {
	m.replayLoading = false
	for i := range list {
		p := &list[i]
		m.replayFrom = p.Number + 1
		msg := &message{ref: p.Ref, place: -1, before: -1, parked: p.Number, index: -1}
		m.replayCount++
		m.requeue(msg)
	}
	m.replayPending = more
}

func (m *machine) replayFailed() { m.replayLoading = false }
