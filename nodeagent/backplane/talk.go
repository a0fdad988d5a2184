package backplane

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/pion/rtcp"

	"github.com/parley-video/parley/nodeagent/peer"
)

// talk sends requests to the neighbour, one at a time: for a session when one is
// due, and what this node takes when that has changed and every takeTime.
// Changes that come while an answer is awaited go out together.
func (n *neighbour) talk(ctx context.Context) {
	var said time.Time // when all lists were said last
	failing := false
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.call:
		case <-timer.C:
		}
		wait, err := takeTime, error(nil)
		now := n.b.clock()
		whole := now.Sub(said) >= takeTime || n.quiet()
		if err = n.speak(ctx, whole); err == nil && whole {
			said = now
		}
		if err != nil {
			if !failing && ctx.Err() == nil {
				n.b.log.Warn("a neighbour of the backplane cannot be asked", slog.String("node", n.id), slog.Any("error", err))
			}
			failing = true
			said, wait = time.Time{}, retryTime
			// What comes meanwhile has to wait: a node that does not answer is
			// not asked faster.
			if !pause(ctx, wait) {
				return
			}
			wait = 0
		}
		failing = failing && err != nil
		if n.quiet() {
			wait = min(wait, silenceAskedTime)
		}
		timer.Reset(wait)
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// quiet says that the neighbour should have been heard by now: perhaps it has
// started anew.
func (n *neighbour) quiet() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return (len(n.takes) > 0 || len(n.outs) > 0) && n.b.now()-n.heard.Load() >= int64(silenceAskedTime)
}

// speak says what there is to say. The other side may have lost the session
// meanwhile, or have started anew: then it is agreed once more.
func (n *neighbour) speak(ctx context.Context, whole bool) error {
	var err error
	for range 3 {
		if err = n.agree(ctx); err != nil {
			return err
		}
		if err = n.sayTakes(ctx, whole); !refusedWith(err, codeSession) {
			return err
		}
		n.mu.Lock()
		n.callDue = true
		n.mu.Unlock()
	}
	return err
}

func refusedWith(err error, code string) bool {
	var e *peer.Error
	return errors.As(err, &e) && e.Code == code
}

func (n *neighbour) request(ctx context.Context, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	return n.b.peers.Call(ctx, n.id, path, in, out)
}

// agree agrees on the session's keys if that is due.
func (n *neighbour) agree(ctx context.Context) error {
	for range 3 {
		n.mu.Lock()
		used := len(n.takes) > 0 || len(n.outs) > 0
		due := n.callDue || (used && (n.far.epoch == 0 || n.newestKey == nil)) ||
			(n.newestKey != nil && n.newestKey != n.out.currentKey())
		if !due {
			n.mu.Unlock()
			return nil
		}
		n.callDue = false
		if n.newestKey == nil {
			n.freshKey(n.b.now())
		}
		if n.newestKey == nil {
			n.mu.Unlock()
			return errors.New("no key could be made")
		}
		said := n.session()
		n.mu.Unlock()
		var answer session
		err := n.request(ctx, sessionPath, said, &answer)
		if err == nil {
			err = answer.validate()
		}
		n.mu.Lock()
		if err == nil {
			err = n.meet(&answer, n.b.now())
		}
		if err != nil {
			n.callDue = true
			n.mu.Unlock()
			return err
		}
		n.has(said.MKI)
		n.mu.Unlock()
	}
	return errors.New("the session changes faster than it is agreed")
}

// sayTakes says what this node takes: all, or what the neighbour has not
// answered yet.
func (n *neighbour) sayTakes(ctx context.Context, whole bool) error {
	n.mu.Lock()
	var confs []string
	for conf, t := range n.takes {
		if whole || t.said != t.version {
			confs = append(confs, conf)
		}
	}
	n.mu.Unlock()
	slices.Sort(confs)
	for len(confs) > 0 {
		some, err := n.sayTake(ctx, confs)
		if err != nil {
			return err
		}
		confs = confs[some:]
	}
	return nil
}

// sayTake says what it can of some conferences in one request, and tells of how
// many.
func (n *neighbour) sayTake(ctx context.Context, confs []string) (int, error) {
	n.mu.Lock()
	list := takeRequest{Epoch: n.b.epoch, Number: n.b.number.Add(1), Have: n.keys.Load().newest()}
	var versions []uint64
	said, streams := 0, 0
	for _, conf := range confs {
		t := n.takes[conf]
		if t != nil && len(list.Conferences) > 0 &&
			(len(list.Conferences) == maxConferences || streams+len(t.order) > takeStreams) {
			break
		}
		said++
		if t == nil {
			continue
		}
		streams += len(t.order)
		list.Conferences = append(list.Conferences, taken{ConferenceID: conf, Streams: t.order})
		versions = append(versions, t.version)
	}
	epoch := n.far.epoch
	n.mu.Unlock()
	if len(list.Conferences) == 0 {
		return said, nil
	}
	var answer takeAnswer
	if err := n.request(ctx, takePath, list, &answer); err != nil {
		return 0, err
	}
	if err := answer.validate(list.Conferences); err != nil {
		return 0, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if answer.Epoch != epoch || n.far.epoch != epoch {
		return 0, &peer.Error{Code: codeSession, Message: "the answer is of another life of the node"}
	}
	n.heardLeads(list.Conferences, versions, &answer)
	return said, nil
}

// bye says that nothing more is to come.
func (n *neighbour) bye() {
	n.send(&rtcp.ReceiverReport{SSRC: n.ssrc}, &rtcp.Goodbye{Sources: []uint32{n.ssrc}})
}
