package privacy

import (
	"context"
	"fmt"
	"strings"

	"github.com/parley-video/parley/internal/sqldb"
)

// The numbers of keys that are read at once.
const (
	asked = 128 // by subject
	run   = 256 // by neighbourhood
)

// find gives the secrets of subjects that stand together in a page. What is
// not there is missing.
func (k *Keyring) find(ctx context.Context, subjects []string) (map[string]secret, error) {
	found := make(map[string]secret, len(subjects))
	var unknown []string
	var epoch uint64
	for i, subject := range subjects {
		if _, twice := found[subject]; twice {
			continue
		}
		s, now, ok := k.cache.get(subject)
		if i == 0 {
			epoch = now
		}
		found[subject] = s
		if ok {
			k.hits.Add(1)
		} else {
			unknown = append(unknown, subject)
		}
	}
	for len(unknown) > 0 {
		part := unknown[:min(asked, len(unknown))]
		unknown = unknown[len(part):]
		k.loads.Add(1)
		var read map[string]secret
		err := k.db.View(ctx, func(q sqldb.Querier) (err error) {
			read, err = k.query(ctx, q, part)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read keys: %w", err)
		}
		for subject, s := range read {
			found[subject] = s
			k.cache.put(epoch, subject, s)
		}
	}
	return found, nil
}

// query asks for subjects. Their number is rounded up to a power of two, so
// that there are few different statements.
func (k *Keyring) query(ctx context.Context, q sqldb.Querier, subjects []string) (map[string]secret, error) {
	found := make(map[string]secret, len(subjects))
	for len(subjects) > 0 {
		part := subjects[:min(asked, len(subjects))]
		subjects = subjects[len(part):]
		n := 1
		for n < len(part) {
			n *= 2
		}
		args, marks := make([]any, n), make([]string, n)
		for i := range n {
			args[i], marks[i] = part[min(i, len(part)-1)], fmt.Sprintf("$%d", i+1)
		}
		text := `SELECT subject, wrapped FROM privacy_keys WHERE subject IN (` + strings.Join(marks, ", ") + `)`
		err := q.Each(ctx, text, args, func(scan sqldb.Scan) error {
			var subject string
			var wrapped *string
			if err := scan(&subject, &wrapped); err != nil {
				return err
			}
			s, err := k.unwrap(subject, wrapped)
			found[subject] = s
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// findOne gives the secret of one subject. When it has to ask for it, it takes
// those along that were made next: a reader of the log that goes through it
// event by event will want them.
func (k *Keyring) findOne(ctx context.Context, subject string) (secret, error) {
	s, epoch, ok := k.cache.get(subject)
	if ok {
		k.hits.Add(1)
		return s, nil
	}
	k.loads.Add(1)
	err := k.db.View(ctx, func(q sqldb.Querier) error {
		var created int64
		var wrapped *string
		found, err := sqldb.Get(ctx, q, `SELECT created, wrapped FROM privacy_keys WHERE subject = $1`, []any{subject}, &created, &wrapped)
		if err != nil || !found {
			return err
		}
		if s, err = k.unwrap(subject, wrapped); err != nil {
			return err
		}
		k.cache.put(epoch, subject, s)
		return k.neighbours(ctx, q, epoch, created, subject)
	})
	if err != nil {
		return secret{}, fmt.Errorf("read key: %w", err)
	}
	return s, nil
}

func (k *Keyring) neighbours(ctx context.Context, q sqldb.Querier, epoch uint64, created int64, subject string) error {
	return q.Each(ctx, `SELECT subject, wrapped FROM privacy_keys
		WHERE created >= $1 AND (created > $1 OR subject > $2) ORDER BY created, subject LIMIT $3`,
		[]any{created, subject, int64(run)}, func(scan sqldb.Scan) error {
			var subject string
			var wrapped *string
			if err := scan(&subject, &wrapped); err != nil {
				return err
			}
			s, err := k.unwrap(subject, wrapped)
			if err != nil {
				return nil // whoever wants this one will hear of it
			}
			k.cache.put(epoch, subject, s)
			return nil
		})
}
