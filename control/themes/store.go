package themes

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
)

// Component is the name of the tables' owner in the state database, and the
// prefix of their names.
const Component = "themes"

// Contents are kept by their digests. touched is when one was last put there,
// in microseconds: what is not older than grace is never removed.
var migrations = []string{
	`CREATE TABLE themes_contents (
		digest KEYTEXT NOT NULL PRIMARY KEY,
		touched BIGINT NOT NULL,
		content BYTES NOT NULL)`,
	`CREATE INDEX themes_contents_touched ON themes_contents (touched, digest)`,
}

// ErrNoContent says that nothing with a digest is kept.
var ErrNoContent = errors.New("the content is not kept")

// contents are the contents of files, by digest.
type contents struct {
	db  *sqldb.DB
	now func() time.Time
}

func openContents(ctx context.Context, db *sqldb.DB, now func() time.Time) (contents, error) {
	if err := db.Migrate(ctx, Component, migrations...); err != nil {
		return contents{}, fmt.Errorf("open contents of themes: %w", err)
	}
	return contents{db, now}, nil
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// put keeps a content and gives its digest. From then on it is safe from being
// removed for as long as grace.
func (c contents) put(ctx context.Context, content []byte) (string, error) {
	digest := digestOf(content)
	err := c.db.Update(ctx, func(tx sqldb.Tx) error {
		// One that is there already need not travel. Touching it and removing it
		// exclude each other, since both write its row.
		at, known := c.now().UnixMicro(), false
		err := tx.Each(ctx, `UPDATE themes_contents SET touched = $2 WHERE digest = $1 RETURNING digest`, []any{digest, at}, func(scan sqldb.Scan) error {
			known = true
			var same string
			return scan(&same)
		})
		if err != nil || known {
			return err
		}
		tx.Queue(ctx, `INSERT INTO themes_contents (digest, touched, content) VALUES ($1, $2, $3)
			ON CONFLICT (digest) DO UPDATE SET touched = excluded.touched`, digest, at, content)
		return tx.Flush(ctx)
	})
	if err != nil {
		return "", fmt.Errorf("keep %s: %w", digest, err)
	}
	return digest, nil
}

// get reads a content, or fails with ErrNoContent.
func (c contents) get(ctx context.Context, digest string) ([]byte, error) {
	var content []byte
	found := false
	err := c.db.View(ctx, func(q sqldb.Querier) (err error) {
		found, err = sqldb.Get(ctx, q, `SELECT content FROM themes_contents WHERE digest = $1`, []any{digest}, &content)
		return err
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", digest, err)
	case !found:
		return nil, fmt.Errorf("read %s: %w", digest, ErrNoContent)
	case digestOf(content) != digest:
		return nil, fmt.Errorf("read %s: what is kept is damaged", digest)
	}
	return content, nil
}

// collectPage is how many contents are looked at in one go.
const collectPage = 200

// older lists what was last touched before a time, after another one in the
// same order.
func (c contents) older(ctx context.Context, before time.Time, after mark) (list []mark, err error) {
	err = c.db.View(ctx, func(q sqldb.Querier) error {
		return q.Each(ctx, `SELECT touched, digest FROM themes_contents
			WHERE touched < $1 AND touched >= $2 AND (touched > $2 OR digest > $3) ORDER BY touched, digest LIMIT $4`,
			[]any{before.UnixMicro(), after.touched, after.digest, collectPage}, func(scan sqldb.Scan) error {
				var m mark
				err := scan(&m.touched, &m.digest)
				list = append(list, m)
				return err
			})
	})
	return list, err
}

type mark struct {
	touched int64
	digest  string
}

// remove forgets a content, unless it was touched after a time: somebody is
// about to use it.
func (c contents) remove(ctx context.Context, digest string, before time.Time) (removed bool, err error) {
	err = c.db.Update(ctx, func(tx sqldb.Tx) error {
		removed = false
		return tx.Each(ctx, `DELETE FROM themes_contents WHERE digest = $1 AND touched < $2 RETURNING digest`,
			[]any{digest, before.UnixMicro()}, func(scan sqldb.Scan) error {
				removed = true
				var same string
				return scan(&same)
			})
	})
	return removed, err
}

// CopyContents copies what was put into one state database since a time to
// another: a backup copies the log after the state, and what the log speaks of
// must be there.
func CopyContents(ctx context.Context, from, to *sqldb.DB, since time.Time) error {
	for _, db := range []*sqldb.DB{from, to} {
		if err := db.Migrate(ctx, Component, migrations...); err != nil {
			return fmt.Errorf("copy contents of themes: %w", err)
		}
	}
	source := contents{from, time.Now}
	end := time.UnixMicro(1<<62 - 1)
	for after := (mark{touched: since.UnixMicro()}); ; {
		list, err := source.older(ctx, end, after)
		if err != nil {
			return fmt.Errorf("copy contents of themes: %w", err)
		}
		if len(list) == 0 {
			return nil
		}
		for _, m := range list {
			content, err := source.get(ctx, m.digest)
			if errors.Is(err, ErrNoContent) {
				continue // removed meanwhile: nothing uses it
			}
			if err == nil {
				err = to.Update(ctx, func(tx sqldb.Tx) error {
					tx.Queue(ctx, `INSERT INTO themes_contents (digest, touched, content) VALUES ($1, $2, $3)
						ON CONFLICT (digest) DO NOTHING`, m.digest, m.touched, content)
					return tx.Flush(ctx)
				})
			}
			if err != nil {
				return fmt.Errorf("copy contents of themes: %w", err)
			}
		}
		after = list[len(list)-1]
	}
}
