package privacy

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// Destroy destroys the keys of subjects for good: in the database, in its files
// as far as it can, and in memory. To destroy what is destroyed changes
// nothing. After an error it is to be repeated.
func (k *Keyring) Destroy(ctx context.Context, subjects ...string) error {
	subjects = slices.Clone(subjects)
	n, err := destroy(ctx, k.db, k.now(), subjects)
	if err != nil {
		return err
	}
	k.cache.destroyed(subjects)
	k.erased.Add(uint64(n)) // counts
	if n > 0 {
		k.unshredded.Store(true)
	}
	return k.shred(ctx)
}

// destroy gives the number of those whose keys were not destroyed before.
func destroy(ctx context.Context, db *sqldb.DB, now time.Time, subjects []string) (n int, err error) {
	slices.Sort(subjects) // everybody writes in one order, so that nobody waits in a circle
	err = db.Update(ctx, func(tx sqldb.Tx) error {
		n = 0
		for _, subject := range subjects {
			var done *int64
			found, err := sqldb.Get(ctx, tx, `SELECT destroyed FROM privacy_keys WHERE subject = $1`, []any{subject}, &done)
			if err != nil {
				return err
			}
			if found && done != nil {
				continue
			}
			n++
			tx.Queue(ctx, `INSERT INTO privacy_keys (subject, created, destroyed) VALUES ($1, $2, $2)
				ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed = excluded.destroyed`, subject, now.UnixMicro())
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("destroy keys: %w", err)
	}
	return n, nil
}

// DestroyIn destroys keys in a state database that no keyring is open on, such
// as one that is being restored. It needs no deployment key.
func DestroyIn(ctx context.Context, db *sqldb.DB, subjects ...string) (int, error) {
	if err := db.Migrate(ctx, Component, migrations...); err != nil {
		return 0, fmt.Errorf("destroy keys: %w", err)
	}
	n, err := destroy(ctx, db, time.Now(), slices.Clone(subjects))
	if err != nil {
		return 0, err
	}
	return n, db.Shred(ctx, keysTable)
}

// shred cleans the files of the database of keys that were destroyed.
func (k *Keyring) shred(ctx context.Context) error {
	if !k.unshredded.CompareAndSwap(true, false) {
		return nil
	}
	if err := k.db.Shred(ctx, keysTable); err != nil {
		k.unshredded.Store(true)
		return fmt.Errorf("keys are destroyed, but may still stand in the files of the state database: %w", err)
	}
	return nil
}

// callers is what the subjects begin with whose data belong to an event of
// their own: those of callers who were not admitted.
const callers = "event/"

// ForgetCallers destroys the keys of callers who were not admitted, made before
// a time, and gives their number.
func (k *Keyring) ForgetCallers(ctx context.Context, before time.Time) (int, error) {
	n := 0
	err := k.db.Update(ctx, func(tx sqldb.Tx) error {
		n = 0
		condition := ` FROM privacy_keys WHERE subject >= $1 AND subject < $2 AND created < $3 AND destroyed IS NULL`
		// "0" follows "/".
		args := []any{callers, callers[:len(callers)-1] + "0", before.UnixMicro()}
		if _, err := sqldb.Get(ctx, tx, `SELECT count(*)`+condition, args, &n); err != nil || n == 0 {
			return err
		}
		tx.Queue(ctx, `UPDATE privacy_keys SET wrapped = NULL, destroyed = $4
			WHERE subject >= $1 AND subject < $2 AND created < $3 AND destroyed IS NULL`, append(args, k.now().UnixMicro())...)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("forget callers: %w", err)
	}
	if n == 0 {
		return 0, nil
	}
	k.cache.clear()
	k.erased.Add(uint64(n)) // counts
	k.unshredded.Store(true)
	return n, k.shred(ctx)
}

// Erased is the position up to which the erasures in the log are done.
func (k *Keyring) Erased(ctx context.Context) (events.Position, error) {
	var text string
	var found bool
	err := k.db.View(ctx, func(q sqldb.Querier) (err error) {
		found, err = sqldb.Get(ctx, q, `SELECT value FROM privacy_state WHERE name = $1`, []any{stateErased}, &text)
		return err
	})
	if err != nil || !found {
		return 0, err
	}
	return events.ParsePosition(text)
}

// SetErased notes it.
func (k *Keyring) SetErased(ctx context.Context, at events.Position) error {
	return k.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `INSERT INTO privacy_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
			stateErased, strconv.FormatUint(uint64(at), 10))
		return nil
	})
}

// CopyKeys puts the keys of one state database that are not in another one yet
// into that, for a backup whose state was copied before its log. It looks at
// those that were made after since.
func CopyKeys(ctx context.Context, from, to *sqldb.DB, since time.Time) error {
	for _, db := range []*sqldb.DB{from, to} {
		if err := db.Migrate(ctx, Component, migrations...); err != nil {
			return fmt.Errorf("copy keys: %w", err)
		}
	}
	after := keyRow{created: since.UnixMicro()}
	for {
		rows, err := keysAfter(ctx, from, after)
		if err != nil {
			return fmt.Errorf("copy keys: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		after = rows[len(rows)-1]
		err = to.Update(ctx, func(tx sqldb.Tx) error {
			for _, r := range rows {
				tx.Queue(ctx, `INSERT INTO privacy_keys (subject, created, wrapped, destroyed) VALUES ($1, $2, $3, $4)
					ON CONFLICT (subject) DO NOTHING`, r.subject, r.created, r.wrapped, r.destroyed)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("copy keys: %w", err)
		}
	}
}

type keyRow struct {
	subject   string
	created   int64
	wrapped   *string
	destroyed *int64
}

// keysAfter gives some keys in the order in which they were made.
func keysAfter(ctx context.Context, db *sqldb.DB, after keyRow) (rows []keyRow, err error) {
	err = db.View(ctx, func(q sqldb.Querier) error {
		return q.Each(ctx, `SELECT subject, created, wrapped, destroyed FROM privacy_keys
			WHERE created >= $1 AND (created > $1 OR subject > $2) ORDER BY created, subject LIMIT $3`,
			[]any{after.created, after.subject, int64(1000)}, func(scan sqldb.Scan) error {
				var r keyRow
				err := scan(&r.subject, &r.created, &r.wrapped, &r.destroyed)
				rows = append(rows, r)
				return err
			})
	})
	return rows, err
}
