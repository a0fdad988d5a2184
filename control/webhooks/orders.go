package webhooks

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// keyBytes is the length of the keys that are made here.
const keyBytes = 32

// Overlap is how long an old secret is used beside a new one.
const Overlap = 24 * time.Hour

func newSecret() (string, error) {
	b := make([]byte, keyBytes)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("make a webhook's secret: %w", err)
	}
	return webhook.SecretPrefix + base64.StdEncoding.EncodeToString(b), nil
}

// Create makes a webhook and returns its secret. A repeat of an earlier call
// is given the secret that the first one made, since its answer may be lost.
// Update and Remove go to the Executor directly.
func (w *Webhooks) Create(ctx context.Context, env control.Envelope, p webhook.Patch) (string, control.Receipt, error) {
	secret, err := newSecret()
	if err != nil {
		return "", control.Receipt{}, err
	}
	receipt, err := w.config.Executor.Execute(ctx, env, webhook.Create{Secret: domain.Plaintext(secret), Patch: p})
	if err != nil {
		return "", control.Receipt{}, err
	}
	return w.secretOf(ctx, secret, receipt)
}

// RotateSecret gives a webhook a new secret and returns it. For Overlap what
// is sent bears the signatures of both.
func (w *Webhooks) RotateSecret(ctx context.Context, env control.Envelope, id string) (string, control.Receipt, error) {
	secret, err := newSecret()
	if err != nil {
		return "", control.Receipt{}, err
	}
	receipt, err := w.config.Executor.Execute(ctx, env, webhook.RotateSecret{
		ID: id, Secret: domain.Plaintext(secret), Now: time.Now(), Overlap: Overlap,
	})
	if err != nil {
		return "", control.Receipt{}, err
	}
	return w.secretOf(ctx, secret, receipt)
}

// secretOf is the secret that a command made: the one drawn for it, or that
// of the call which it repeats.
func (w *Webhooks) secretOf(ctx context.Context, drawn string, r control.Receipt) (string, control.Receipt, error) {
	if !r.Repeated {
		return drawn, r, nil
	}
	var sealed events.Sealed
	_, err := w.journal.Read(ctx, r.Stream, r.Revision, func(rec events.Recorded) error {
		if rec.Revision == r.Revision {
			switch e := rec.Event.(type) {
			case events.WebhookCreated:
				sealed = e.Secret
			case events.WebhookSecretRotated:
				sealed = e.Secret
			}
		}
		return nil
	})
	if err != nil {
		return "", r, fmt.Errorf("webhook %s: %w", r.ID, err)
	}
	secret, err := w.config.Secrets.Open(r.ID, sealed)
	if err != nil {
		return "", r, fmt.Errorf("secret of webhook %s: %w", r.ID, err)
	}
	return secret, r, nil
}

// Replay has the events after one position up to another delivered once more;
// through is the end of the log when nil. It replaces a replay that runs.
func (w *Webhooks) Replay(ctx context.Context, env control.Envelope, id string, after events.Position, through *events.Position) (control.Receipt, error) {
	end, err := journal.New(w.config.Store).End(ctx)
	if err != nil {
		return control.Receipt{}, fmt.Errorf("replay for webhook %s: %w", id, err)
	}
	cmd := webhook.RequestReplay{ID: id, After: after, Through: end, End: end}
	if through != nil {
		cmd.Through = *through
	}
	return w.config.Executor.Execute(ctx, env, cmd)
}
