// Package config is a Conferencing Node's own copy of the deployment's
// configuration: on its disk, so that the node takes calls while the control
// plane is away, and in memory, so that a lookup costs nothing.
//
// It imports nodeagent/link, the standard library and SQLite. All methods are
// safe for concurrent use; lookups never wait for the disk. What a lookup
// returns is shared: callers must not write to its slices. Content and position
// change together, in memory as on the disk.
package config

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/nodeagent/internal/sqlitefile"
	"github.com/parley-video/parley/nodeagent/link"
)

// What Open and Apply may fail with, compared with errors.Is.
var (
	// ErrCorrupt: the file cannot be read. The configuration is a copy: set the
	// file aside and ask for a snapshot.
	ErrCorrupt = sqlitefile.ErrCorrupt
	// ErrGap: the delta or chunk does not follow on what is here; a snapshot is due.
	ErrGap = errors.New("configuration does not follow on ours")
)

// defaultSettings hold until the first snapshot has come.
var defaultSettings = link.Settings{
	PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60, LastParticipantTimeout: 0,
}

const schema = `
CREATE TABLE meta (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	position TEXT NOT NULL
);
INSERT INTO meta (id, position) VALUES (1, '');
CREATE TABLE entity (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	body BLOB NOT NULL,
	PRIMARY KEY (kind, id)
) WITHOUT ROWID;`

// Store is the copy.
type Store struct {
	db     *sql.DB
	nodeID string

	writing sync.Mutex // held over Apply; before mu
	staged  *staged    // guarded by writing

	mu      sync.RWMutex // guards all below
	view    *view
	changed chan struct{} // closed at the next change, then replaced
}

// Open opens or creates the copy of the node named by nodeID and loads it.
func Open(path, nodeID string) (*Store, error) {
	db, err := sqlitefile.Open(path, schema)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	s := &Store{db: db, nodeID: nodeID, changed: make(chan struct{})}
	if s.view, err = load(db); err != nil {
		return nil, fmt.Errorf("config: open %s: %w", path, errors.Join(err, db.Close()))
	}
	return s, nil
}

// Close releases the file. Lookups go on working.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.db.Close()
}

// NormalizeAlias is how aliases are compared: without space around them and
// without regard to case.
func NormalizeAlias(alias string) string { return strings.ToLower(strings.TrimSpace(alias)) }

// Position is where the copy stands; empty: nowhere.
func (s *Store) Position() string { return read(s, func(v *view) string { return v.position }) }

// Changed is closed at the next change. Take it before looking something up to
// miss no change of it.
func (s *Store) Changed() <-chan struct{} {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.changed
}

// ServiceByAlias finds the service that answers to an alias as it was dialled.
func (s *Store) ServiceByAlias(alias string) (link.Service, bool) {
	key := NormalizeAlias(alias)
	s.mu.RLock()
	defer s.mu.RUnlock()
	service, ok := s.view.services[s.view.aliases[key]]
	return service, ok
}

// Service finds a service by its id.
func (s *Store) Service(id string) (link.Service, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	service, ok := s.view.services[id]
	return service, ok
}

// Self is the node's own record; false before the first snapshot and after
// the node was removed.
func (s *Store) Self() (link.Node, bool) { return s.Node(s.nodeID) }

// Node finds a node by its id.
func (s *Store) Node(id string) (link.Node, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	node, ok := s.view.nodes[id]
	return node, ok
}

// Nodes is how many nodes there are.
func (s *Store) Nodes() int { return read(s, func(v *view) int { return len(v.nodes) }) }

// NodeList lists all nodes by id.
func (s *Store) NodeList() []link.Node {
	return read(s, func(v *view) []link.Node {
		return sorted(v.nodes, func(n link.Node) string { return n.ID })
	})
}

// Location finds a system location by its id.
func (s *Store) Location(id string) (link.Location, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	location, ok := s.view.locations[id]
	return location, ok
}

// LocationList lists all system locations by id.
func (s *Store) LocationList() []link.Location {
	return read(s, func(v *view) []link.Location {
		return sorted(v.locations, func(l link.Location) string { return l.ID })
	})
}

// Settings are the deployment-wide ones; the product's defaults before the
// first snapshot. ClusterKeys are not among them, for settings are told on.
func (s *Store) Settings() link.Settings {
	settings := read(s, func(v *view) link.Settings { return v.settings })
	settings.ClusterKeys, settings.ClusterKeysSince = nil, nil
	return settings
}

// ClusterKeys are those of gossip, the newest first, and since when they are;
// none before the first snapshot. The caller does not write to them.
func (s *Store) ClusterKeys() (keys [][]byte, since []time.Time) {
	settings := read(s, func(v *view) link.Settings { return v.settings })
	return settings.ClusterKeys, settings.ClusterKeysSince
}

func read[T any](s *Store, get func(*view) T) T {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return get(s.view)
}

func sorted[T any](m map[string]T, key func(T) string) []T {
	out := make([]T, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b T) int { return strings.Compare(key(a), key(b)) })
	return out
}
