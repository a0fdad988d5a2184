package caller

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// refreshEvery is between two refreshments of the token, as the API wants.
const refreshEvery = 45 * time.Second

// retryEvery is between two attempts to open the event stream.
const retryEvery = 200 * time.Millisecond

func (c *Caller) path(function string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.ReplaceAll(function, "@self", c.state.ID)
}

// follow keeps an event stream open: at its node, and when that cannot be
// reached, where it resumes.
func (c *Caller) follow() {
	for failed := 0; c.ctx.Err() == nil && !c.over(); {
		node, token := c.where()
		began := time.Now()
		err := c.api.events(c.ctx, node, c.o.Alias, token, c.event)
		if c.ctx.Err() != nil || c.over() {
			return
		}
		if err == nil {
			err = errors.New("ended")
		}
		c.trouble("event stream of "+node, err)
		if failed++; time.Since(began) > time.Second {
			failed = 1 // it was open
		}
		if refused := new(Refusal); failed > 1 && !errors.As(err, &refused) && c.resumeElsewhere() {
			failed = 0
			continue
		}
		if !c.wait(retryEvery) {
			return
		}
	}
}

// resumeElsewhere takes the caller's seat at one of the other nodes.
func (c *Caller) resumeElsewhere() bool {
	for _, node := range c.o.Others {
		if current, _ := c.where(); node == current {
			continue
		}
		if err := c.resumeAt(node); err != nil {
			c.trouble("resume at "+node, err)
			continue
		}
		return true
	}
	return false
}

func (c *Caller) resumeAt(node string) error {
	c.mu.Lock()
	key := c.resume
	c.mu.Unlock()
	if key == "" {
		return errors.New("no resume key")
	}
	ctx, cancel := context.WithTimeout(c.ctx, requestTime)
	defer cancel()
	var t ticket
	if err := c.api.post(ctx, node, c.o.Alias, "request_token", "", nil, map[string]any{"resume_key": key}, &t); err != nil {
		return err
	}
	c.mu.Lock()
	c.token, c.resume = t.Token, t.Resume
	c.state.ID, c.state.Node = t.ID, node
	c.state.Synced, c.resuming = false, true
	c.mu.Unlock()
	if c.o.ControlOnly {
		return nil
	}
	c.mu.Lock()
	c.again("resumed at " + node)
	c.mu.Unlock()
	return nil
}

func (c *Caller) wait(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-c.ctx.Done():
		return false
	}
}

func (c *Caller) over() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.Ended != ""
}

func (c *Caller) refresh() {
	for c.wait(refreshEvery) && !c.over() {
		c.renew(c.ctx)
	}
}

func (c *Caller) renew(ctx context.Context) {
	var t ticket
	if err := c.do(ctx, "refresh_token", map[string]any{}, &t); err != nil {
		c.trouble("refresh", err)
		return
	}
	c.mu.Lock()
	c.token = t.Token
	c.mu.Unlock()
}

// event takes one of the stream.
func (c *Caller) event(name string, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := &c.state
	switch name {
	case "hello":
		s.Streams++
	case "participant_sync_begin":
		clear(s.Roster)
		s.Synced, s.Presenter = false, ""
	case "participant_sync_end":
		s.Synced = true
	case "conference_update":
		var u struct{ Locked bool }
		_ = json.Unmarshal(data, &u) // a stream that holds anything else is seen by what is missing
		s.Locked = u.Locked
	case "participant_create", "participant_update":
		var p Person
		if json.Unmarshal(data, &p) == nil {
			s.Roster[p.UUID] = p
		}
	case "participant_delete":
		var p Person
		if json.Unmarshal(data, &p) == nil {
			delete(s.Roster, p.UUID)
		}
	case "presentation_start":
		var p struct {
			UUID string `json:"presenter_uuid"`
		}
		_ = json.Unmarshal(data, &p)
		s.Presenter = p.UUID
	case "presentation_stop":
		s.Presenter = ""
	case "slots":
		var v struct{ Slots []Slot }
		_ = json.Unmarshal(data, &v)
		s.Slots = v.Slots
	case "knock":
		s.Knocks++
	case "call_disconnected":
		var v struct {
			Call string `json:"call_uuid"`
		}
		_ = json.Unmarshal(data, &v)
		if c.call != nil && c.call.id == v.Call && !c.o.ControlOnly {
			s.CallsLost++
			c.again("the call ended")
		}
	case "disconnect":
		var v struct{ Code, Reason string }
		_ = json.Unmarshal(data, &v)
		s.Ended = v.Code
		if s.Ended == "" {
			s.Ended = v.Reason
		}
	case "refresh_token":
		c.tasks.Go(func() { c.renew(c.ctx) })
	}
}

// again places a call in place of one that was lost. c.mu is held.
func (c *Caller) again(why string) {
	if c.placing || c.ctx.Err() != nil {
		return
	}
	c.placing = true
	c.tasks.Go(func() {
		c.trouble("call again", errors.New(why))
		for {
			err := c.place(c.ctx)
			if err == nil || c.ctx.Err() != nil || c.over() {
				break
			}
			c.trouble("call again", err)
			if !c.wait(retryEvery) {
				break
			}
		}
		c.mu.Lock()
		c.placing = false
		c.mu.Unlock()
	})
}
