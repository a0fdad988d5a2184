package ec2test

import (
	"slices"
	"time"
)

// faults is what goes wrong.
type faults struct {
	denied   map[string][]string // by permission: the instances; nil: for all
	throttle int                 // calls to refuse
	down     bool
	disabled bool
	hanging  chan struct{} // closed when calls are answered again; nil: they are
	lag      time.Duration
	skew     time.Duration
	next     []fault
	lost     map[string]int // by action: answers to lose
	takeBack []Reason       // of starts to come
}

type fault struct {
	action, code, message string
	status                int
}

// Deny takes a permission away, such as ec2:StartInstances: for these instances,
// or for all when there are none.
func (d *Double) Deny(permission string, ids ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.faults.denied == nil {
		d.faults.denied = make(map[string][]string)
	}
	d.faults.denied[permission] = slices.Clone(ids)
}

// Allow gives a permission back.
func (d *Double) Allow(permission string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.faults.denied, permission)
}

// Throttle refuses the next n calls for being too many.
func (d *Double) Throttle(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.throttle = n
}

// Down breaks every connection without an answer, or no longer does.
func (d *Double) Down(down bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.down = down
}

// Disable has the region be one that the account has not enabled, or has: then
// nobody is known in it.
func (d *Double) Disable(disabled bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.disabled = disabled
}

// Hang takes every call and answers none, or no longer does: then the connections
// of those that still wait are broken.
func (d *Double) Hang(hang bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch was := d.faults.hanging; {
	case hang && was == nil:
		d.faults.hanging = make(chan struct{})
	case !hang && was != nil:
		close(was)
		d.faults.hanging = nil
	}
}

// Lag has the list show everything as it was some time ago, and calls not know
// an instance that is younger than that.
func (d *Double) Lag(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.lag = by
}

// Skew puts the cloud's clock ahead.
func (d *Double) Skew(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.skew = by
}

// Fail has the next call of an action fail with a code of EC2.
func (d *Double) Fail(action string, status int, code, message string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.next = append(d.faults.next, fault{action, code, message, status})
}

// TakeBack has the next start be accepted, and the instance be stopped again
// half of the way up, as EC2 does when it finds no room after all, or may not use
// the key of a volume: ("Client.InternalError", "Client.InternalError: Client
// error on launch").
func (d *Double) TakeBack(code, message string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.takeBack = append(d.faults.takeBack, Reason{code, message})
}

// LoseAnswers does what the next n calls of an action ask for, and breaks the
// connection instead of answering.
func (d *Double) LoseAnswers(action string, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.faults.lost == nil {
		d.faults.lost = make(map[string]int)
	}
	d.faults.lost[action] = n
}

// SetKey changes the secret of a key, or adds a key.
func (d *Double) SetKey(k Key) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.c.Keys = slices.DeleteFunc(slices.Clone(d.c.Keys), func(o Key) bool { return o.ID == k.ID })
	d.c.Keys = append(d.c.Keys, k)
}

// denies says whether a permission is missing, and for which instance; d.mu is
// held.
func (d *Double) denies(permission string, ids []string) (string, bool) {
	denied, is := d.faults.denied[permission]
	if !is || len(denied) == 0 {
		return "*", is
	}
	for _, id := range ids {
		if slices.Contains(denied, id) {
			return id, true
		}
	}
	return "", false
}

// due takes the next fault of an action; d.mu is held.
func (d *Double) due(action string) (fault, bool) {
	i := slices.IndexFunc(d.faults.next, func(f fault) bool { return f.action == action })
	if i < 0 {
		return fault{}, false
	}
	f := d.faults.next[i]
	d.faults.next = slices.Delete(d.faults.next, i, i+1)
	return f, true
}
