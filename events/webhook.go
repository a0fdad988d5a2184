package events

import "time"

// WebhookSettings is the whole configuration of a webhook.
type WebhookSettings struct {
	Name string `json:"name"`
	// URL is where events are posted to: https, or http to a loopback address.
	URL string `json:"url"`
	// TypePrefixes selects the events by how their types begin; empty means all.
	TypePrefixes []string `json:"typePrefixes,omitempty"`
	// IncludePersonalData sends participants' names and addresses along.
	IncludePersonalData bool `json:"includePersonalData,omitempty"`
	// Enabled webhooks are delivered to; others keep their place in the log.
	Enabled bool `json:"enabled"`
}

// WebhookCreated records a new webhook. It gets the events after its creation.
type WebhookCreated struct {
	ID       string          `json:"id"`
	Settings WebhookSettings `json:"settings"`
	Secret   Sealed          `json:"secret"` // signs what is sent
}

// WebhookUpdated carries the whole configuration after a change.
type WebhookUpdated struct {
	ID       string          `json:"id"`
	Settings WebhookSettings `json:"settings"`
}

// WebhookSecretRotated records a new secret. Until PreviousUntil what is sent
// bears the signatures of both.
type WebhookSecretRotated struct {
	ID            string    `json:"id"`
	Secret        Sealed    `json:"secret"`
	Previous      Sealed    `json:"previous"`
	PreviousUntil time.Time `json:"previousUntil"`
}

// WebhookReplayRequested records that the events in (After, Through] are to be
// delivered once more.
type WebhookReplayRequested struct {
	ID      string   `json:"id"`
	After   Position `json:"after,string"`
	Through Position `json:"through,string"`
}

// WebhookRemoved ends a webhook.
type WebhookRemoved struct {
	ID string `json:"id"`
}

func (WebhookCreated) EventType() string         { return "webhook.created.v1" }
func (WebhookUpdated) EventType() string         { return "webhook.updated.v1" }
func (WebhookSecretRotated) EventType() string   { return "webhook.secret-rotated.v1" }
func (WebhookReplayRequested) EventType() string { return "webhook.replay-requested.v1" }
func (WebhookRemoved) EventType() string         { return "webhook.removed.v1" }
