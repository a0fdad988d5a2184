package control

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// sealPINs seals the PINs of a command for its service, so that an event never
// holds one in the clear.
func (x *Executor) sealPINs(_ context.Context, id string, cmd service.Command) (service.Command, error) {
	switch c := cmd.(type) {
	case service.Create:
		var err error
		c.Patch, err = x.sealPatch(id, c.Patch)
		return c, err
	case service.Update:
		var err error
		c.Patch, err = x.sealPatch(id, c.Patch)
		return c, err
	default:
		return cmd, nil
	}
}

func (x *Executor) sealPatch(id string, p service.Patch) (service.Patch, error) {
	for _, pin := range []*domain.Opt[domain.Secret]{&p.HostPIN, &p.GuestPIN} {
		sealed, err := x.seal(id, pin.Value.Plain)
		if err != nil {
			return p, err
		}
		pin.Value.Sealed = sealed
	}
	return p, nil
}

func (x *Executor) seal(id, plain string) (events.Sealed, error) {
	if plain == "" {
		return "", nil
	}
	sealed, err := x.sealer.Seal(id, plain)
	if err != nil {
		return "", fmt.Errorf("seal a secret of %s: %w", id, err)
	}
	return sealed, nil
}

// openPINs reads a service's PINs. One that cannot be read (its key was
// deleted, or the log was brought here from elsewhere) does not make the
// service unchangeable.
func (x *Executor) openPINs(s service.State) service.PINs {
	host, okHost := x.open(s.ID, s.Settings.HostPIN)
	guest, okGuest := x.open(s.ID, s.Settings.GuestPIN)
	return service.PINs{Host: host, Guest: guest, Unreadable: !okHost || !okGuest}
}

func (x *Executor) open(id string, sealed events.Sealed) (string, bool) {
	if sealed == "" {
		return "", true
	}
	plain, err := x.sealer.Open(id, sealed)
	if err != nil {
		x.log.Warn("a PIN cannot be read", slog.String("service", id), slog.Any("error", err))
		return "", false
	}
	return plain, true
}

// sealPassword hashes a new password and seals the hash. It leaves one that
// will be refused anyway: hashing is made to be slow.
func (x *Executor) sealPassword(ctx context.Context, id string, cmd administrator.Command) (administrator.Command, error) {
	switch c := cmd.(type) {
	case administrator.Create:
		var err error
		c.Password.Sealed, err = x.sealHash(ctx, id, c.Password.Plain)
		return c, err
	case administrator.SetPassword:
		var err error
		c.Password.Sealed, err = x.sealHash(ctx, id, c.Password.Plain)
		return c, err
	default:
		return cmd, nil
	}
}

func (x *Executor) sealHash(ctx context.Context, id, password string) (events.Sealed, error) {
	var check domain.Checker
	administrator.CheckPassword(&check, password)
	if check.Err() != nil {
		return "", nil // the decider says it
	}
	hash, err := x.hasher.Hash(ctx, password)
	if err != nil {
		return "", fmt.Errorf("hash the password of %s: %w", id, err)
	}
	return x.seal(id, hash)
}

// sealWebhookSecret seals the secret that a webhook gets.
func (x *Executor) sealWebhookSecret(_ context.Context, id string, cmd webhook.Command) (webhook.Command, error) {
	var err error
	switch c := cmd.(type) {
	case webhook.Create:
		c.Secret.Sealed, err = x.seal(id, c.Secret.Plain)
		return c, err
	case webhook.RotateSecret:
		c.Secret.Sealed, err = x.seal(id, c.Secret.Plain)
		return c, err
	default:
		return cmd, nil
	}
}
