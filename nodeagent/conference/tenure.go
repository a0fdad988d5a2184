package conference

import (
	"context"
	"sync"
)

// tenure is how long the node is the one it is: until it stops, or becomes another
// one by moving or changing its role. Then its homes and stations end.
type tenure struct {
	over  context.Context
	end   context.CancelFunc
	ended sync.WaitGroup // homes and stations; added to under Registry.mu, until it is over
}

func newTenure() *tenure {
	s := &tenure{}
	s.over, s.end = context.WithCancel(context.Background())
	return s
}

// close ends homes and stations, and waits until they have. Registry.takes must
// be false by then, or be so with it.
func (s *tenure) close() {
	s.end()
	s.ended.Wait()
}

// takes says whether there may be new homes and stations. It runs with mu held.
func (r *Registry) takes() bool { return r.running && r.tenure.over.Err() == nil }

// Vacate ends what the node has of every conference, as its stop does: its people
// leave, its homes hand over to others, and whoever has no part in the node goes
// on. It is for a node that becomes another one. Until it returns nobody joins;
// then the node begins anew.
func (r *Registry) Vacate() {
	r.mu.Lock()
	if !r.running {
		r.mu.Unlock()
		return
	}
	last := r.tenure
	last.end() // with mu held: nothing is added to it any more
	r.mu.Unlock()
	last.close()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tenure == last && r.running {
		r.tenure = newTenure()
	}
}
