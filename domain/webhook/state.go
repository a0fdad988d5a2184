package webhook

import (
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// State is what a webhook's events add up to.
type State struct {
	ID       string
	Exists   bool
	Removed  bool
	Settings events.WebhookSettings
	// Created is where its creation stands in the log: it gets what follows.
	Created   events.Position
	CreatedAt time.Time
	// Revision is that of the last event.
	Revision events.Revision
	// Secret signs what is sent, and until PreviousUntil so does Previous.
	Secret        events.Sealed
	Previous      events.Sealed
	PreviousUntil time.Time
	// Replay is the last order of a replay; nil when there was none.
	Replay *Replay
}

// Replay is an order to deliver the events in (After, Through] once more.
type Replay struct {
	// Ordered is where the order stands in the log; it tells orders apart.
	Ordered        events.Position
	After, Through events.Position
}

// Initial is the state before the first event.
func Initial() State { return State{} }

// Live reports whether the webhook exists and was not removed.
func (s State) Live() bool { return s.Exists && !s.Removed }

// Claims are the unique keys that the webhook uses.
func Claims(s State) []domain.Claim {
	if !s.Live() {
		return nil
	}
	return claims(s.Settings)
}

func claims(s events.WebhookSettings) []domain.Claim {
	return []domain.Claim{{
		Kind: domain.ClaimWebhookName,
		Key:  domain.NormaliseKey(s.Name),
		Taken: domain.Refusal{
			Code:    domain.CodeNameTaken,
			Field:   []string{"name"},
			Message: "Another webhook has this name.",
		},
	}}
}
