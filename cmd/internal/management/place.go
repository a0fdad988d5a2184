package management

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdb"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/sqldb"
	readsql "github.com/parley-video/parley/projections/sql"
)

// peerConnections is how many connections are kept for leases, presence and
// messages, so that no query and no rebuild holds up a renewal.
const peerConnections = 4

// openLog opens the embedded log, or the one that others may share.
func (m *Management) openLog(ctx context.Context) error {
	if m.o.EventStore != "" {
		log, err := esdb.Open(ctx, esdb.Options{ConnectionString: m.o.EventStore, Logger: m.o.Log})
		if err != nil {
			return err
		}
		m.log = log
		return nil
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: filepath.Join(m.o.Data, "log"), Logger: m.o.Log})
	if err != nil {
		return err
	}
	m.log = log
	return nil
}

// openState opens the read models, what is kept beside the log, and the way to
// the other Management Nodes.
func (m *Management) openState(ctx context.Context) (err error) {
	if m.o.ReadModels != "" {
		return m.openShared(ctx)
	}
	if m.o.EventStore != "" {
		m.o.Log.Warn("no other Management Node may use this event store while this one keeps its read models to itself (--read-models postgres://…)")
	}
	m.state, err = sqldb.OpenSQLite(ctx, filepath.Join(m.o.Data, "state.db"), sqldb.SQLiteOptions{Durable: true, Shred: true})
	if err != nil {
		return fmt.Errorf("open the state beside the log: %w", err)
	}
	if m.rows, err = readsql.OpenSQLite(ctx, filepath.Join(m.o.Data, "readmodels.db")); err != nil {
		return fmt.Errorf("open the read models: %w", err)
	}
	m.cluster = cluster.NewAlone(m.self())
	return nil
}

func (m *Management) openShared(ctx context.Context) (err error) {
	if m.state, err = sqldb.OpenPostgres(ctx, m.o.ReadModels); err != nil {
		return fmt.Errorf("open the state beside the log: %w", err)
	}
	if m.rows, err = readsql.New(ctx, m.state); err != nil {
		return err
	}
	if m.peers, err = sqldb.OpenPostgresPool(ctx, m.o.ReadModels, peerConnections); err != nil {
		return fmt.Errorf("open the way to other Management Nodes: %w", err)
	}
	if err := m.peers.Migrate(ctx, "deployment", deploymentTable); err != nil {
		return err
	}
	m.cluster, err = cluster.NewShared(ctx, cluster.Config{DB: m.peers, Self: m.self(), Log: m.o.Log})
	return err
}

func (m *Management) self() cluster.Member {
	name, err := os.Hostname()
	if err != nil {
		name = m.linkURLs[0]
	}
	return cluster.Member{Name: name, URL: m.o.PublicURL}
}

// deploymentTable holds what all Management Nodes of a deployment must have in
// common.
const deploymentTable = `CREATE TABLE parley_deployment (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL)`

// ErrOtherDeployment says that a Management Node has not what the others of its
// deployment have.
var ErrOtherDeployment = errors.New("this Management Node does not belong to the deployment of the database")

const copyKeys = "copy the folder keys from the data directory of the Management Node that was first, and start again"

// openKeys opens the keys, which are the same on all Management Nodes.
func (m *Management) openKeys(ctx context.Context) (keys, error) {
	dir := filepath.Join(m.o.Data, "keys")
	if !m.cluster.Shared() {
		return openKeys(dir)
	}
	known, err := m.common(ctx, "keys", "")
	if err != nil {
		return keys{}, err
	}
	if _, err := os.Stat(filepath.Join(dir, "seal.key")); known != "" && errors.Is(err, os.ErrNotExist) {
		return keys{}, fmt.Errorf("%w: there are no keys in %s: %s", ErrOtherDeployment, dir, copyKeys)
	}
	k, err := openKeys(dir)
	if err != nil {
		return keys{}, err
	}
	known, err = m.common(ctx, "keys", k.fingerprint)
	if err == nil && known != k.fingerprint {
		err = fmt.Errorf("%w: the keys in %s are others than those of the deployment: %s", ErrOtherDeployment, dir, copyKeys)
	}
	if shared, ok := m.cluster.(*cluster.Shared); ok {
		shared.Trust(k.members)
	}
	return k, err
}

// fingerprint tells sets of keys apart. The secrets among them are random and
// long, so nothing about them can be found out by it.
func fingerprint(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256(p)
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// common is what the Management Nodes have in common under a name: what the
// first of them said. Nothing is recorded of an empty value.
func (m *Management) common(ctx context.Context, name, value string) (known string, err error) {
	err = m.peers.Update(ctx, func(tx sqldb.Tx) error {
		known = ""
		if value != "" {
			tx.Queue(ctx, `INSERT INTO parley_deployment (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value)
		}
		_, err := sqldb.Get(ctx, tx, `SELECT value FROM parley_deployment WHERE name = $1`, []any{name}, &known)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("find out the deployment's %s: %w", name, err)
	}
	return known, nil
}

// sameLog refuses a log that is not the one of which the read models in the
// database are.
func (m *Management) sameLog(ctx context.Context) error {
	first, err := m.firstEvent(ctx)
	if err != nil {
		return fmt.Errorf("read the beginning of the log: %w", err)
	}
	known, err := m.common(ctx, "log", first)
	if err == nil && known != first {
		err = fmt.Errorf("%w: the database has the read models of another event log (--event-store, --read-models)", ErrOtherDeployment)
	}
	return err
}

// firstEvent identifies the log. A page may be empty though there is more:
// servers begin their logs with events of their own.
func (m *Management) firstEvent(ctx context.Context) (string, error) {
	for from := events.Position(0); ; {
		page, err := m.log.ReadAll(ctx, from, store.Forwards, store.Filter{}, 1)
		switch {
		case err != nil:
			return "", err
		case len(page.Events) > 0:
			return page.Events[0].ID.String(), nil
		case page.End:
			return "", errors.New("it is empty")
		}
		from = page.Next
	}
}
