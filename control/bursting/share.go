package bursting

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/parley-video/parley/domain/bursting"
)

// Share is a place that all Management Nodes read and the one that acts writes.
// What is in it is telemetry: it may be lost at any time.
type Share interface {
	Put(ctx context.Context, body []byte) error
	Get(ctx context.Context) ([]byte, error)
}

// shared is what the one that acts tells the others: what the clouds answered.
// Whoever knows a newer configuration of an account does without what the older
// one led to.
type shared struct {
	Accounts   map[string]sharedAccount   `json:"accounts"`
	Operations map[string]bursting.Report `json:"operations"`
}

type sharedAccount struct {
	bursting.Account
}

// share tells the others, when there is something new.
func (b *Bursting) share(ctx context.Context) {
	if b.c.Share == nil {
		return
	}
	out := shared{Accounts: map[string]sharedAccount{}, Operations: b.seen.Operations}
	for _, a := range b.seen.Accounts {
		out.Accounts[a.ID] = sharedAccount{a}
	}
	body, err := json.Marshal(out)
	if err == nil && bytes.Equal(body, b.told) {
		return
	}
	if err == nil {
		err = b.c.Share.Put(ctx, body)
	}
	if b.told = body; err != nil {
		b.told = nil
		b.c.Log.LogAttrs(ctx, slog.LevelWarn, "the other Management Nodes cannot be told what clouds answer", slog.Any("error", err))
	}
}

// receive takes what the one that acts says. What cannot be read is as if
// nothing was said since.
func (b *Bursting) receive(ctx context.Context) {
	if b.c.Share == nil {
		return
	}
	body, err := b.c.Share.Get(ctx)
	var in shared
	if err == nil && len(body) > 0 {
		err = json.Unmarshal(body, &in)
	}
	if err != nil {
		b.c.Log.LogAttrs(ctx, slog.LevelWarn, "what clouds answer cannot be learnt from the Management Node that asks them", slog.Any("error", fmt.Errorf("receive: %w", err)))
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked.operations = in.Operations
	if b.asked.operations == nil {
		b.asked.operations = map[string]bursting.Report{}
	}
	for id, a := range in.Accounts {
		own := b.accounts[id]
		if own == nil || own.at.After(a.ConfiguredAt) {
			continue // it was another configuration that was asked
		}
		b.asked.accounts[id] = &told{Account: a.Account, account: own.Account}
	}
}
