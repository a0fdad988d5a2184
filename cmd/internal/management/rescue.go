package management

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/control/references"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdb"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/seal"
)

// Rescue is the way back in for whoever has the machine: it works on the log
// itself, without a Management Node and without anybody's password.
type Rescue struct {
	log      store.Store
	executor *control.Executor
	refs     *references.Index
}

// RescueOptions say where the deployment is; they are those of Options.
type RescueOptions struct {
	Data       string
	EventStore string // empty: in Data, which no Management Node may have open
	Log        *slog.Logger
}

// ErrRunning says that a Management Node has the data directory open.
var ErrRunning = errors.New("a Management Node runs on the data directory")

// OpenRescue opens a deployment. It makes nothing that is not there.
func OpenRescue(ctx context.Context, o RescueOptions) (r *Rescue, err error) {
	key := filepath.Join(o.Data, "keys", "seal.key")
	if _, err := os.Stat(key); err != nil { // opening it would make one
		return nil, fmt.Errorf("there are no keys of a deployment in %s: %w", o.Data, err)
	}
	r = &Rescue{}
	if r.log, err = openRescueLog(ctx, o); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.log.Close())
		}
	}()
	secret, err := seal.LoadOrCreateKey(key)
	if err != nil {
		return nil, fmt.Errorf("key of sealed secrets: %w", err)
	}
	sealer, err := seal.New(secret)
	if err != nil {
		return nil, fmt.Errorf("key of sealed secrets: %w", err)
	}
	hasher, err := access.NewHasher(access.DefaultHashParams(), 1, 0)
	if err != nil {
		return nil, err
	}
	// The log as it is stored: personal data of participants stays sealed, and
	// nothing here is about it.
	j := journal.New(r.log)
	r.refs = references.New(j)
	r.executor, err = control.New(control.Config{Journal: j, Sealer: sealer, Hasher: hasher, References: r.refs, Log: o.Log})
	return r, err
}

func openRescueLog(ctx context.Context, o RescueOptions) (store.Store, error) {
	if o.EventStore != "" {
		return esdb.Open(ctx, esdb.Options{ConnectionString: o.EventStore, Logger: o.Log})
	}
	dir := filepath.Join(o.Data, "log")
	if _, err := os.Stat(filepath.Join(dir, "events.db")); err != nil {
		return nil, fmt.Errorf("there is no event log in %s: %w", o.Data, err)
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: dir, Logger: o.Log})
	if errors.Is(err, sqlite.ErrLocked) {
		return nil, ErrRunning
	}
	return log, err
}

// Close closes the log.
func (r *Rescue) Close() error { return r.log.Close() }

// Account is a local administrator.
type Account struct {
	Username    string
	Role        string // in words
	Enabled     bool
	LockedUntil time.Time // zero: it is not locked now
}

// Accounts lists the local administrators.
func (r *Rescue) Accounts(ctx context.Context) ([]Account, error) {
	ids, err := r.refs.Administrators(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Account, 0, len(ids))
	for _, id := range ids {
		s, err := r.executor.Administrator(ctx, id)
		if err != nil {
			return nil, err
		}
		name, err := r.refs.RoleName(ctx, s.Role)
		if err != nil {
			return nil, err
		}
		one := Account{Username: s.Username, Role: name, Enabled: s.Enabled}
		if s.Locked(time.Now()) {
			one.LockedUntil = s.LockedUntil
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b Account) int { return cmp.Compare(a.Username, b.Username) })
	return list, nil
}

// Unlock lets an account sign in again; changed is false when it was not
// locked.
func (r *Rescue) Unlock(ctx context.Context, username string) (changed bool, err error) {
	return r.do(ctx, username, func(id string) domain.Command { return administrator.Unlock{ID: id} })
}

// SetPassword sets a new password, which unlocks the account and ends its
// sessions.
func (r *Rescue) SetPassword(ctx context.Context, username, password string) error {
	_, err := r.do(ctx, username, func(id string) domain.Command {
		return administrator.SetPassword{ID: id, Password: domain.Plaintext(password)}
	})
	return err
}

func (r *Rescue) do(ctx context.Context, username string, cmd func(id string) domain.Command) (bool, error) {
	account, err := r.executor.AdministratorByUsername(ctx, username)
	if err != nil {
		return false, err
	}
	if !account.Live() {
		return false, fmt.Errorf("there is no administrator %q", username)
	}
	env := control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}, Causation: "command-line"}
	receipt, err := r.executor.Execute(ctx, env, cmd(account.ID))
	return receipt.Changed, err
}
