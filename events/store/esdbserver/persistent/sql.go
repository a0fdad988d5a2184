package persistent

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/internal/sqldb"
)

// SQL is a Store in a database.
type SQL struct{ db *sqldb.DB }

var _ Store = (*SQL)(nil)

// Steps of the tables. Names hold the group's key as it is; the whole log goes
// under All.
var steps = []string{
	`CREATE TABLE persistent_groups (
		stream KEYTEXT NOT NULL,
		name KEYTEXT NOT NULL,
		definition TEXT NOT NULL,
		epoch BIGINT NOT NULL,
		after BIGINT NOT NULL,
		has_checkpoint BIGINT NOT NULL,
		retries TEXT NOT NULL,
		next_parked BIGINT NOT NULL,
		PRIMARY KEY (stream, name))`,
	`CREATE TABLE persistent_parked (
		stream KEYTEXT NOT NULL,
		name KEYTEXT NOT NULL,
		number BIGINT NOT NULL,
		event_stream KEYTEXT NOT NULL,
		revision BIGINT NOT NULL,
		position BIGINT NOT NULL,
		event_id TEXT NOT NULL,
		event_type TEXT NOT NULL,
		reason TEXT NOT NULL,
		retries BIGINT NOT NULL,
		parked_at BIGINT NOT NULL,
		replayed BIGINT NOT NULL,
		PRIMARY KEY (stream, name, event_stream, revision))`,
	`CREATE UNIQUE INDEX persistent_parked_number ON persistent_parked (stream, name, number)`,
}

// OpenSQL returns the store in a database, whose tables it brings up to date.
func OpenSQL(ctx context.Context, db *sqldb.DB) (*SQL, error) {
	if err := db.Migrate(ctx, "persistent-subscriptions", steps...); err != nil {
		return nil, err
	}
	return &SQL{db: db}, nil
}

const selectGroup = `SELECT g.definition, g.after, g.has_checkpoint, g.retries, g.next_parked, g.epoch,
	(SELECT COUNT(*) FROM persistent_parked p WHERE p.stream = g.stream AND p.name = g.name AND p.replayed = 1)
	FROM persistent_groups g`

func scanGroup(scan sqldb.Scan) (s Saved, epoch int64, err error) {
	var definition, retries string
	var hasCheckpoint, replaying int64
	if err := scan(&definition, &s.After, &hasCheckpoint, &retries, &s.NextParked, &epoch, &replaying); err != nil {
		return s, 0, err
	}
	s.HasCheckpoint, s.Replaying = hasCheckpoint == 1, replaying > 0
	if err := json.Unmarshal([]byte(definition), &s.Definition); err != nil {
		return s, 0, fmt.Errorf("definition of a group: %w", err)
	}
	if err := json.Unmarshal([]byte(retries), &s.Retries); err != nil {
		return s, 0, fmt.Errorf("retry counts of a group: %w", err)
	}
	return s, epoch, nil
}

// Groups implements Store.
func (s *SQL) Groups(ctx context.Context) (list []Saved, err error) {
	err = s.db.View(ctx, func(q sqldb.Querier) error {
		return q.Each(ctx, selectGroup+` ORDER BY g.stream, g.name`, nil, func(scan sqldb.Scan) error {
			g, _, err := scanGroup(scan)
			list = append(list, g)
			return err
		})
	})
	return list, wrap("list groups", Key{}, err)
}

func get(ctx context.Context, q sqldb.Querier, key Key) (s Saved, epoch int64, err error) {
	found := false
	err = q.Each(ctx, selectGroup+` WHERE g.stream = $1 AND g.name = $2`, []any{key.Stream, key.Group}, func(scan sqldb.Scan) error {
		found = true
		s, epoch, err = scanGroup(scan)
		return err
	})
	if err == nil && !found {
		err = ErrNotFound
	}
	return s, epoch, err
}

// Group implements Store.
func (s *SQL) Group(ctx context.Context, key Key) (saved Saved, err error) {
	err = s.db.View(ctx, func(q sqldb.Querier) error {
		saved, _, err = get(ctx, q, key)
		return err
	})
	return saved, wrap("get", key, err)
}

// Create implements Store.
func (s *SQL) Create(ctx context.Context, d Definition, after int64, limit int) error {
	definition, err := json.Marshal(d)
	if err != nil {
		return wrap("create", d.Key, err)
	}
	err = s.db.Update(ctx, func(tx sqldb.Tx) error {
		var n int64
		if _, err := sqldb.Get(ctx, tx, `SELECT COUNT(*) FROM persistent_groups`, nil, &n); err != nil {
			return err
		}
		var one int64
		inserted, err := sqldb.Get(ctx, tx, `INSERT INTO persistent_groups
			(stream, name, definition, epoch, after, has_checkpoint, retries, next_parked)
			VALUES ($1, $2, $3, $5, $4, 0, '[]', 0) ON CONFLICT (stream, name) DO NOTHING RETURNING 1`,
			[]any{d.Key.Stream, d.Key.Group, string(definition), after, d.Created.UnixMicro()}, &one)
		switch {
		case err != nil:
			return err
		case !inserted:
			return ErrExists
		case n >= int64(limit):
			return ErrTooManyGroups // undoes the insertion
		}
		return nil
	})
	return wrap("create", d.Key, err)
}

// Update implements Store.
func (s *SQL) Update(ctx context.Context, d Definition, after int64) error {
	definition, err := json.Marshal(d)
	if err != nil {
		return wrap("update", d.Key, err)
	}
	return s.one(ctx, "update", d.Key, `UPDATE persistent_groups SET definition = $3,
		after = CASE has_checkpoint WHEN 1 THEN after ELSE $4 END
		WHERE stream = $1 AND name = $2 RETURNING 1`, string(definition), after)
}

// Delete implements Store.
func (s *SQL) Delete(ctx context.Context, key Key) error {
	err := s.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `DELETE FROM persistent_parked WHERE stream = $1 AND name = $2`, key.Stream, key.Group)
		return mustFind(ctx, tx, `DELETE FROM persistent_groups WHERE stream = $1 AND name = $2 RETURNING 1`, key)
	})
	return wrap("delete", key, err)
}

// one runs a statement that has to find the group.
func (s *SQL) one(ctx context.Context, what string, key Key, statement string, args ...any) error {
	err := s.db.Update(ctx, func(tx sqldb.Tx) error { return mustFind(ctx, tx, statement, key, args...) })
	return wrap(what, key, err)
}

func mustFind(ctx context.Context, tx sqldb.Tx, statement string, key Key, args ...any) error {
	var one int64
	found, err := sqldb.Get(ctx, tx, statement, append([]any{key.Stream, key.Group}, args...), &one)
	if err == nil && !found {
		err = ErrNotFound
	}
	return err
}

// Claim implements Store.
func (s *SQL) Claim(ctx context.Context, key Key) (saved Saved, epoch int64, err error) {
	err = s.db.Update(ctx, func(tx sqldb.Tx) error {
		err := mustFind(ctx, tx, `UPDATE persistent_groups SET epoch = epoch + 1 WHERE stream = $1 AND name = $2 RETURNING 1`, key)
		if err != nil {
			return err
		}
		saved, epoch, err = get(ctx, tx, key)
		return err
	})
	return saved, epoch, wrap("claim", key, err)
}

// Save implements Store.
func (s *SQL) Save(ctx context.Context, key Key, epoch int64, w *Write) error {
	retries := []byte("[]")
	if len(w.Retries) > 0 {
		var err error
		if retries, err = json.Marshal(w.Retries); err != nil {
			return wrap("save", key, err)
		}
	}
	err := s.db.Update(ctx, func(tx sqldb.Tx) error {
		err := mustFind(ctx, tx, `UPDATE persistent_groups SET after = $4, has_checkpoint = $5, retries = $6, next_parked = $7
			WHERE stream = $1 AND name = $2 AND epoch = $3 RETURNING 1`,
			key, epoch, w.Checkpoint, number(w.HasCheckpoint), string(retries), w.NextParked)
		if err != nil {
			return whyNot(ctx, tx, key, err)
		}
		for i := range w.Parks {
			p := &w.Parks[i]
			tx.Queue(ctx, `INSERT INTO persistent_parked (stream, name, number, event_stream, revision, position,
				event_id, event_type, reason, retries, parked_at, replayed)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)
				ON CONFLICT (stream, name, event_stream, revision) DO UPDATE SET number = excluded.number,
				reason = excluded.reason, retries = excluded.retries, parked_at = excluded.parked_at, replayed = 0`,
				key.Stream, key.Group, p.Number, p.Ref.Stream, int64(p.Ref.Revision), int64(p.Ref.Position),
				p.Ref.ID.String(), p.Ref.Type, p.Reason, int64(p.Retries), p.At.UnixMicro())
		}
		for _, n := range w.Unparks {
			tx.Queue(ctx, `DELETE FROM persistent_parked WHERE stream = $1 AND name = $2 AND number = $3`, key.Stream, key.Group, n)
		}
		return tx.Flush(ctx)
	})
	return wrap("save", key, err)
}

// whyNot tells a group that was taken over from one that is gone.
func whyNot(ctx context.Context, tx sqldb.Tx, key Key, err error) error {
	var one int64
	found, other := sqldb.Get(ctx, tx, `SELECT 1 FROM persistent_groups WHERE stream = $1 AND name = $2`, []any{key.Stream, key.Group}, &one)
	switch {
	case other != nil:
		return other
	case found:
		return ErrFenced
	}
	return err
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// MarkReplay implements Store.
func (s *SQL) MarkReplay(ctx context.Context, key Key, stopAt int64) (n int64, err error) {
	err = s.db.Update(ctx, func(tx sqldb.Tx) error {
		tx.Queue(ctx, `UPDATE persistent_parked SET replayed = 1
			WHERE stream = $1 AND name = $2 AND replayed = 0 AND ($3 < 0 OR number < $3)`, key.Stream, key.Group, stopAt)
		if _, _, err := get(ctx, tx, key); err != nil {
			return err
		}
		_, err := sqldb.Get(ctx, tx, countParked, []any{key.Stream, key.Group, int64(1)}, &n)
		return err
	})
	return n, wrap("replay parked messages of", key, err)
}

const countParked = `SELECT COUNT(*) FROM persistent_parked WHERE stream = $1 AND name = $2 AND replayed = $3`

// Parked implements Store.
func (s *SQL) Parked(ctx context.Context, key Key, marked bool, from int64, max int) (list []Parked, err error) {
	err = s.db.View(ctx, func(q sqldb.Querier) error {
		if _, _, err := get(ctx, q, key); err != nil {
			return err
		}
		return q.Each(ctx, `SELECT number, event_stream, revision, position, event_id, event_type, reason, retries, parked_at
			FROM persistent_parked WHERE stream = $1 AND name = $2 AND replayed = $3 AND number >= $4
			ORDER BY number LIMIT $5`, []any{key.Stream, key.Group, number(marked), from, int64(max)}, func(scan sqldb.Scan) error {
			p := Parked{Replayed: marked}
			var id string
			var revision, position, retries, at int64
			err := scan(&p.Number, &p.Ref.Stream, &revision, &position, &id, &p.Ref.Type, &p.Reason, &retries, &at)
			if err != nil {
				return err
			}
			if p.Ref.ID, err = events.ParseID(id); err != nil {
				return fmt.Errorf("parked message %d: %w", p.Number, err)
			}
			p.Ref.Revision, p.Ref.Position = events.Revision(revision), events.Position(position)
			p.Retries, p.At = int(retries), time.UnixMicro(at).UTC()
			list = append(list, p)
			return nil
		})
	})
	return list, wrap("list parked messages of", key, err)
}

// CountParked implements Store.
func (s *SQL) CountParked(ctx context.Context, key Key) (n int64, err error) {
	err = s.db.View(ctx, func(q sqldb.Querier) error {
		if _, _, err := get(ctx, q, key); err != nil {
			return err
		}
		_, err := sqldb.Get(ctx, q, countParked, []any{key.Stream, key.Group, int64(0)}, &n)
		return err
	})
	return n, wrap("count parked messages of", key, err)
}

func wrap(what string, key Key, err error) error {
	if err == nil {
		return nil
	}
	if key == (Key{}) {
		return fmt.Errorf("persistent subscriptions: %s: %w", what, err)
	}
	return fmt.Errorf("persistent subscriptions: %s %s: %w", what, key, err)
}
