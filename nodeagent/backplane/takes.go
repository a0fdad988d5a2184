package backplane

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/parley-video/parley/nodeagent/peer"
)

// answerTake answers what a neighbour takes.
func (b *Backplane) answerTake(_ context.Context, from string, in takeRequest) (takeAnswer, error) {
	if err := in.validate(); err != nil {
		return takeAnswer{}, err
	}
	n, err := b.from(from)
	if err != nil {
		return takeAnswer{}, err
	}
	defer n.mu.Unlock()
	n.has(in.Have)
	switch k := n.out.currentKey(); {
	case in.Epoch != n.far.epoch || k == nil || (in.Have != k.MKI && in.Have != n.newestKey.MKI):
		return takeAnswer{}, &peer.Error{Code: codeSession, Message: "there is no session with this life of the node"}
	case in.Number <= n.far.number:
		return takeAnswer{}, &peer.Error{Code: codeStale, Message: "a later list has come before"}
	}
	more := 0
	for _, c := range in.Conferences {
		more += len(c.Streams)
		if g := n.given[c.ConferenceID]; g != nil {
			more -= len(g.streams)
		}
	}
	if len(n.outs)+more > maxGiven {
		return takeAnswer{}, &peer.Error{Code: codeTooMany, Message: fmt.Sprintf("at most %d streams", maxGiven)}
	}
	n.far.number = in.Number
	now := b.now()
	out := takeAnswer{Epoch: b.epoch}
	for _, c := range in.Conferences {
		out.Conferences = append(out.Conferences, n.give(c.ConferenceID, c.Streams, now))
	}
	n.reconcile = true
	poke(n.wake)
	return out, nil
}

// give has the neighbour take these streams of a conference, and no others. n.mu
// is held.
func (n *neighbour) give(conf string, ids []StreamID, now int64) []lead {
	g := n.given[conf]
	if g == nil {
		if len(ids) == 0 {
			return nil
		}
		g = &given{streams: map[StreamID]*outStream{}}
		n.given[conf] = g
		n.link(conf)
	}
	g.heard = now
	wanted := make(map[StreamID]bool, len(ids))
	leads := make([]lead, 0, len(ids))
	for _, id := range ids {
		wanted[id] = true
		s := g.streams[id]
		if s == nil {
			s = n.newOutStream(conf, id, n.freshSSRC())
			g.streams[id], n.outs[s.ssrc] = s, s
		}
		s.refused = false
		n.out.mu.Lock()
		leads = append(leads, lead{SSRC: s.ssrc, Next: s.ring.next})
		n.out.mu.Unlock()
	}
	for id, s := range g.streams {
		if !wanted[id] {
			delete(g.streams, id)
			n.end(s)
		}
	}
	if len(g.streams) == 0 {
		delete(n.given, conf)
		n.unlink(conf)
	}
	return leads
}

// end ends a stream that the neighbour takes no more. n.mu is held.
func (n *neighbour) end(s *outStream) {
	delete(n.outs, s.ssrc)
	n.out.mu.Lock()
	s.closed = true
	n.links[s.conf].sent.add(s.count())
	s.ring = ring{}
	n.out.mu.Unlock()
	if s.attached {
		s.attached = false
		n.detach = append(n.detach, s)
		poke(n.wake)
	}
}

// freshSSRC gives an SSRC that no stream has had under our keys, nor our reports
// have. n.mu is held.
func (n *neighbour) freshSSRC() uint32 {
	for {
		n.nextSSRC++
		if n.nextSSRC != 0 && n.nextSSRC != n.ssrc && n.outs[n.nextSSRC] == nil {
			return n.nextSSRC
		}
	}
}

// take changes what this node takes of a conference. n.mu is held.
func (n *neighbour) take(conf string, wants []Want) {
	t := n.takes[conf]
	if t == nil {
		if len(wants) == 0 {
			return
		}
		t = &take{streams: map[StreamID]*inStream{}, wantKey: map[StreamID]bool{}}
		n.takes[conf] = t
		n.link(conf)
	}
	if len(wants) > maxStreams {
		n.b.log.Warn("more streams of a conference than a neighbour gives", slog.String("conference", conf), slog.Int("streams", len(wants)))
		wants = wants[:maxStreams]
	}
	before := t.order
	t.wants, t.order = make(map[StreamID]Sink, len(wants)), make([]StreamID, 0, len(wants))
	for _, w := range wants {
		if _, twice := t.wants[w.StreamID]; !twice {
			t.order = append(t.order, w.StreamID)
		}
		t.wants[w.StreamID] = w.Sink
	}
	slices.SortFunc(t.order, compareIDs)
	if slices.Equal(before, t.order) {
		for id, s := range t.streams {
			sink := t.wants[id]
			s.sink.Store(&sink)
		}
		return // nothing that the other side has to know
	}
	t.version++
	t.ended = n.b.now()
	var gone []*inStream
	for id, s := range t.streams {
		if sink, ok := t.wants[id]; ok {
			s.sink.Store(&sink)
		} else {
			delete(t.streams, id)
			gone = append(gone, s)
		}
	}
	n.quit(gone)
}

func compareIDs(a, b StreamID) int {
	return cmp.Or(cmp.Compare(a.ParticipantID, b.ParticipantID), cmp.Compare(a.Purpose, b.Purpose), cmp.Compare(a.Layer, b.Layer))
}

// drop forgets how the streams of a conference come. n.mu is held.
func (n *neighbour) drop(t *take) {
	var gone []*inStream
	for id, s := range t.streams {
		delete(t.streams, id)
		gone = append(gone, s)
	}
	n.quit(gone)
}

// quit has the lanes take these streams no more. n.mu is held.
func (n *neighbour) quit(gone []*inStream) {
	if len(gone) == 0 {
		return
	}
	n.change(func(table streams) {
		for _, s := range gone {
			delete(table, s.ssrc)
		}
	})
	for _, s := range gone {
		n.links[s.conf].received.add(s.count())
	}
}

// change changes the tables of the lanes. n.mu is held.
func (n *neighbour) change(f func(streams)) {
	all := streams{}
	for _, l := range n.lanes {
		for ssrc, s := range *l.streams.Load() {
			all[ssrc] = s
		}
	}
	f(all)
	split := make([]streams, len(n.lanes))
	for i := range split {
		split[i] = streams{}
	}
	for ssrc, s := range all {
		split[ssrc%uint32(len(split))][ssrc] = s
	}
	for i, l := range n.lanes {
		l.streams.Store(&split[i])
	}
}

// heardLeads takes the answer to what this node takes: version is that of each
// list. n.mu is held.
func (n *neighbour) heardLeads(asked []taken, versions []uint64, answer *takeAnswer) {
	var fresh []*inStream
	for i, c := range asked {
		t := n.takes[c.ConferenceID]
		if t == nil {
			continue
		}
		t.said = max(t.said, versions[i])
		for j, id := range c.Streams {
			sink, wanted := t.wants[id]
			l := answer.Conferences[i][j]
			old := t.streams[id]
			if !wanted || (old != nil && old.ssrc == l.SSRC) {
				continue
			}
			if old != nil {
				n.quit([]*inStream{old})
			}
			s := newInStream(c.ConferenceID, id, l.SSRC, l.Next, sink)
			s.wantKey = t.wantKey[id]
			t.streams[id] = s
			fresh = append(fresh, s)
		}
		clear(t.wantKey)
		if len(t.wants) == 0 && t.said == t.version {
			delete(n.takes, c.ConferenceID)
			n.unlink(c.ConferenceID)
		}
	}
	if len(fresh) > 0 {
		n.change(func(table streams) {
			for _, s := range fresh {
				table[s.ssrc] = s
			}
		})
		poke(n.wake)
	}
}

func (a *takeAnswer) validate(asked []taken) error {
	if len(a.Conferences) != len(asked) {
		return errors.New("the answer is not about the conferences asked for")
	}
	for i, c := range asked {
		if len(a.Conferences[i]) != len(c.Streams) {
			return fmt.Errorf("the answer has %d streams of conference %s, not %d", len(a.Conferences[i]), c.ConferenceID, len(c.Streams))
		}
		for _, l := range a.Conferences[i] {
			if l.Next == 0 || l.Next >= 1<<48 {
				return fmt.Errorf("the answer has a stream of conference %s that begins at %d", c.ConferenceID, l.Next)
			}
		}
	}
	return nil
}
