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

// follow keeps an event stream open.
func (c *Caller) follow() {
	for c.ctx.Err() == nil && !c.over() {
		node, token := c.where()
		err := c.api.events(c.ctx, node, c.o.Alias, token, c.event)
		if c.ctx.Err() != nil || c.over() {
			return
		}
		if err == nil {
			err = errors.New("ended")
		}
		c.trouble("event stream of "+node, err)
		if !c.wait(retryEvery) {
			return
		}
	}
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
		s.CallsLost++
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
