package persistent

import "time"

// Write is what a group saves at once.
type Write struct {
	Checkpoint int64
	// HasCheckpoint says that the group has moved from where it began.
	HasCheckpoint bool
	Retries       []RetryCount // all of them
	Parks         []Parked
	Unparks       []int64 // numbers
	NextParked    int64
	handled       int
}

// wantWrite returns what is to be saved now, if anything; force asks for all
// that is not saved. One write is under way at a time.
func (m *machine) wantWrite(now time.Time, force bool) *Write {
	if m.writing != nil || !m.unsaved() {
		return nil
	}
	if !force && !m.writeDue(now) {
		return nil
	}
	low := m.low()
	m.writing = &Write{
		Checkpoint: low, HasCheckpoint: m.haveSaved || low > m.checkpoint, Retries: m.retryCounts(low),
		Parks: m.parks, Unparks: m.unparks, NextParked: m.nextParked, handled: m.handled,
	}
	m.parks, m.unparks, m.handled, m.dirty = nil, nil, 0, false
	return m.writing
}

func (m *machine) unsaved() bool {
	return m.low() > m.checkpoint || m.dirty || len(m.parks) > 0 || len(m.unparks) > 0
}

// unsavedParks counts what is parked here and not in the store yet.
func (m *machine) unsavedParks() int64 {
	n := int64(len(m.parks))
	if m.writing != nil {
		n += int64(len(m.writing.Parks))
	}
	return n
}

func (m *machine) writeDue(now time.Time) bool {
	moved := m.low() - m.checkpoint
	if len(m.parks) > 0 || (m.handled >= max(m.settings.MaxCheckpoint, 1) && moved > 0) {
		return true
	}
	return m.settings.CheckpointAfter > 0 && now.Sub(m.savedAt) >= m.settings.CheckpointAfter && m.worthSaving(moved)
}

// worthSaving says that a write is due when it is time.
func (m *machine) worthSaving(moved int64) bool {
	return m.dirty || len(m.unparks) > 0 || (m.handled >= m.settings.MinCheckpoint && moved > 0) || moved >= skippedPlace
}

// nextWrite is when a write is due unless something happens; zero: not known.
func (m *machine) nextWrite() time.Time {
	if m.settings.CheckpointAfter == 0 || m.writing != nil || !m.unsaved() || !m.worthSaving(m.low()-m.checkpoint) {
		return time.Time{}
	}
	return m.savedAt.Add(m.settings.CheckpointAfter)
}

// retryCounts lists the counts of what is not done.
func (m *machine) retryCounts(low int64) []RetryCount {
	var list []RetryCount
	for place, n := range m.restored {
		if place <= low {
			delete(m.restored, place)
			continue
		}
		list = append(list, RetryCount{Place: place, Count: n})
	}
	for msg := m.head; msg != nil; msg = msg.next {
		if msg.retries > 0 {
			list = append(list, RetryCount{Place: msg.place, Count: msg.retries})
		}
	}
	return list
}

// written ends a write.
func (m *machine) written(now time.Time, err error) {
	w := m.writing
	m.writing, m.savedAt = nil, now
	if err != nil {
		m.handled += w.handled
		m.parks, m.unparks, m.dirty = append(w.Parks, m.parks...), append(w.Unparks, m.unparks...), true
		return
	}
	m.checkpoint, m.haveSaved, m.parkedSaved = w.Checkpoint, w.HasCheckpoint, w.NextParked
}
