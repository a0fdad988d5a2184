package nodes

import (
	"context"
	"slices"

	"github.com/parley-video/parley/events"
)

// ownLink is the last link that a node had to this process.
type ownLink struct {
	link events.Revision // see node.State
	up   bool
}

func (l *Lifecycle) begun(nodeID string, link events.Revision) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.links[nodeID] = ownLink{link: link, up: true}
}

// ended says which link has ended; false when none is known to be up.
func (l *Lifecycle) ended(nodeID string) (ownLink, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	own := l.links[nodeID]
	if !own.up {
		return ownLink{}, false
	}
	l.links[nodeID] = ownLink{link: own.link}
	return own, true
}

func (l *Lifecycle) own(nodeID string) ownLink {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.links[nodeID]
}

// Link identifies the link that a node has to this process; false when it has
// none.
func (l *Lifecycle) Link(nodeID string) (events.Revision, bool) {
	own := l.own(nodeID)
	return own.link, own.up
}

// Elsewhere says whether a node has had a link to another process since its
// last one to this, or none to this at all: what this process remembers of the
// node may be outdated then.
func (l *Lifecycle) Elsewhere(ctx context.Context, nodeID string) (bool, error) {
	own := l.own(nodeID)
	if own.link == 0 {
		return true, nil
	}
	s, err := l.executor.Node(ctx, nodeID)
	return s.Link != own.link, err
}

// Contradicted lists the nodes whose link to this process is up although the
// log says that it has ended: another process took this one for dead, or the
// node has a later link. Ending it puts that right, for the node dials again.
func (l *Lifecycle) Contradicted(ctx context.Context) ([]string, error) {
	l.mu.Lock()
	var up []string
	for id, own := range l.links {
		if own.up {
			up = append(up, id)
		}
	}
	l.mu.Unlock()
	slices.Sort(up)
	var wrong []string
	for _, id := range up {
		before := l.own(id)
		s, err := l.executor.Node(ctx, id)
		if err != nil {
			return wrong, err
		}
		// A link that began meanwhile is none of these.
		if before.up && before == l.own(id) && s.Live() && (!s.Connected || s.Link != before.link) {
			wrong = append(wrong, id)
		}
	}
	return wrong, nil
}
