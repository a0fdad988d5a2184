// Package cloudaccounts is the read model of accounts at clouds, in memory.
//
// Secrets are left out: of a secret key it is known whether there is one. It
// imports projections, projections/memory and events. Every method may be called
// by any goroutine.
package cloudaccounts

import (
	"context"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/memory"
)

// Name of the projection.
const Name = "cloudaccounts"

// ChangeAccount is the kind of its changes.
const ChangeAccount = "cloudaccount"

// Account is one row.
type Account struct {
	ID           string
	Revision     int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
	Settings     events.CloudAccountSettings
	HasSecretKey bool
}

// Accounts is the read model.
type Accounts struct{ *memory.Table[Account] }

// New makes an empty read model.
func New() *Accounts {
	return &Accounts{memory.New(Name, ChangeAccount, store.Filter{StreamPrefixes: []string{events.CloudAccountStream("")}}, apply, describe)}
}

func describe(a Account) memory.Row {
	s := a.Settings
	return memory.Row{
		ID: a.ID, Name: s.Name, CreatedAt: a.CreatedAt,
		Search: strings.Join([]string{s.Name, s.Description, s.Region, s.AccessKeyID}, "\x1f"),
	}
}

func apply(rows map[string]Account, e events.Recorded) memory.Change {
	var id string
	switch body := e.Event.(type) {
	case events.CloudAccountCreated:
		id = body.ID
		rows[id] = Account{ID: id, CreatedAt: e.Meta.Time.UTC(), Settings: body.Settings, HasSecretKey: body.SecretKey != ""}
	case events.CloudAccountUpdated:
		id = body.ID
		memory.Patch(rows, id, func(a *Account) { a.Settings, a.HasSecretKey = body.Settings, body.SecretKey != "" })
	case events.CloudAccountRemoved:
		delete(rows, body.ID)
		return memory.Change{ID: body.ID, Removed: true}
	}
	memory.Patch(rows, id, func(a *Account) {
		a.Revision, a.UpdatedAt = int64(e.Revision), e.Meta.Time.UTC() // stores bound it
	})
	return memory.Change{ID: id}
}

// Account finds an account, or fails with projections.ErrNotFound.
func (a *Accounts) Account(_ context.Context, id string) (Account, error) { return a.Get(id) }

// Accounts reads a page.
func (a *Accounts) Accounts(_ context.Context, q memory.Query) (projections.Page[Account], error) {
	return a.List(q)
}
