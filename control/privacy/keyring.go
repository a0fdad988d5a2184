package privacy

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// ErrWrongKey says that the keys in the state database were wrapped with
// another deployment key than the one at hand.
var ErrWrongKey = errors.New("the state database belongs to another deployment key")

// Sealer wraps keys with the deployment key, so that the database alone opens
// nothing; internal/seal has one.
type Sealer interface {
	Seal(context, plaintext string) (events.Sealed, error)
	Open(context string, sealed events.Sealed) (string, error)
}

// KeyringOptions are what may be left out.
type KeyringOptions struct {
	Now func() time.Time // time.Now when nil
	// CachedKeys bounds the keys that are kept in memory; 0 means 65,536.
	CachedKeys int
}

// Component is the name of the tables' owner in the state database, and the
// prefix of their names.
const Component = "privacy"

// keysTable holds every key there is. A key that is destroyed leaves its row,
// so that there is never another one for its subject. It is an update and not
// a deletion for two more reasons: the row is what keeps who makes a key and
// who destroys it apart, and SQLite moves no row to another page for it, which
// would leave a copy behind.
const keysTable = Component + "_keys"

var migrations = []string{
	`CREATE TABLE privacy_keys (
		subject KEYTEXT NOT NULL PRIMARY KEY,
		created BIGINT NOT NULL,
		wrapped TEXT,
		destroyed BIGINT)`,
	`CREATE INDEX privacy_keys_order ON privacy_keys (created, subject)`,
	`CREATE TABLE privacy_state (name KEYTEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)`,
}

// Keyring holds a random key per subject.
type Keyring struct {
	db     *sqldb.DB
	sealer Sealer
	now    func() time.Time
	cache  *cache

	// unshredded says that a key was destroyed that may still stand in the
	// files of the database.
	unshredded                   atomic.Bool
	hits, loads, created, erased atomic.Uint64
}

// Stats are counts since the start, but for Cached.
type Stats struct {
	Cached    int    // keys in memory
	Hits      uint64 // answered from memory
	Loads     uint64 // questions to the database
	Created   uint64
	Destroyed uint64
}

// OpenKeyring makes or opens the keyring in the state database. A SQLite
// database must be opened with Durable and Shred.
func OpenKeyring(ctx context.Context, db *sqldb.DB, sealer Sealer, o KeyringOptions) (*Keyring, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.CachedKeys == 0 {
		o.CachedKeys = 65536
	}
	if err := db.Migrate(ctx, Component, migrations...); err != nil {
		return nil, fmt.Errorf("open keyring: %w", err)
	}
	k := &Keyring{db: db, sealer: sealer, now: o.Now, cache: newCache(o.CachedKeys)}
	if err := k.check(ctx); err != nil {
		return nil, fmt.Errorf("open keyring: %w", err)
	}
	// The last run may have ended between destroying and shredding.
	k.unshredded.Store(true)
	if err := k.shred(ctx); err != nil && !errors.Is(err, sqldb.ErrBusy) { // the next erasure tries again
		return nil, fmt.Errorf("open keyring: %w", err)
	}
	return k, nil
}

// The keyring's own notes in privacy_state.
const (
	stateCheck  = "check"  // a text that only the right deployment key opens
	stateErased = "erased" // position up to which erasures in the log are done
)

const checkText = "this is the deployment key"

// check holds the deployment key against a text that the first run sealed: a
// wrong one must not look like a deployment whose participants were all erased.
func (k *Keyring) check(ctx context.Context) error {
	sealed, err := k.sealer.Seal(stateCheck, checkText)
	if err != nil {
		return err
	}
	var found string
	err = k.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO privacy_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, stateCheck, string(sealed))
		_, err := sqldb.Get(ctx, tx, `SELECT value FROM privacy_state WHERE name = $1`, []any{stateCheck}, &found)
		return err
	})
	if err != nil {
		return err
	}
	if text, err := k.sealer.Open(stateCheck, events.Sealed(found)); err != nil || text != checkText {
		return errors.Join(ErrWrongKey, err)
	}
	return nil
}

// Stats tells how the keyring is used.
func (k *Keyring) Stats() Stats {
	return Stats{
		Cached: k.cache.len(), Hits: k.hits.Load(), Loads: k.loads.Load(),
		Created: k.created.Load(), Destroyed: k.erased.Load(),
	}
}

// ensure gives the subjects' secrets and makes the keys that are missing. A
// subject whose key was destroyed gets no other.
func (k *Keyring) ensure(ctx context.Context, subjects []string) (map[string]secret, error) {
	found, err := k.find(ctx, subjects)
	if err != nil {
		return nil, err
	}
	var wanted []string
	for subject, s := range found {
		if s.state == missing {
			wanted = append(wanted, subject)
		}
	}
	if len(wanted) == 0 {
		return found, nil
	}
	slices.Sort(wanted) // everybody inserts in one order, so that nobody waits in a circle
	made, err := k.make(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("make keys: %w", err)
	}
	for subject, s := range made {
		found[subject] = s
	}
	return found, nil
}

// make inserts keys, each unless another process was faster, and reads back
// whichever is there.
func (k *Keyring) make(ctx context.Context, subjects []string) (map[string]secret, error) {
	_, epoch, _ := k.cache.get("")
	var found map[string]secret
	err := k.db.Update(ctx, func(tx sqldb.Tx) error {
		at := k.now().UnixMicro()
		for _, subject := range subjects {
			key := make([]byte, keySize)
			if _, err := rand.Read(key); err != nil {
				return err
			}
			wrapped, err := k.sealer.Seal(wrapContext(subject), string(key))
			if err != nil {
				return err
			}
			tx.Queue(ctx, `INSERT INTO privacy_keys (subject, created, wrapped) VALUES ($1, $2, $3) ON CONFLICT (subject) DO NOTHING`,
				subject, at, string(wrapped))
		}
		var err error
		found, err = k.query(ctx, tx, subjects)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, subject := range subjects {
		s := found[subject]
		if s.state == missing { // the database changed its name; what was sealed could never be opened
			return nil, fmt.Errorf("the key of %q was not kept", subject)
		}
		k.cache.put(epoch, subject, s)
	}
	k.created.Add(uint64(len(subjects)))
	return found, nil
}

// wrapContext binds a wrapped key to its subject.
func wrapContext(subject string) string { return "personal/" + subject }

func (k *Keyring) unwrap(subject string, wrapped *string) (secret, error) {
	if wrapped == nil {
		return secret{state: destroyed}, nil
	}
	key, err := k.sealer.Open(wrapContext(subject), events.Sealed(*wrapped))
	if err == nil && len(key) != keySize {
		err = fmt.Errorf("it has %d bytes", len(key))
	}
	if err != nil {
		return secret{}, fmt.Errorf("key of %s: %w", subject, err)
	}
	return secret{state: present, key: [keySize]byte([]byte(key))}, nil
}
