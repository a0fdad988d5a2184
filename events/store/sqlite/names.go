package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/parley-video/parley/events/store"
)

// name gives events the names of their streams. A stream keeps its number and
// its name for as long as there is a log.
func (r *reader) name(ctx context.Context, list []store.Event, numbers []int64) error {
	var unknown []int64
	missing := map[int64]string{}
	r.known.Lock()
	for i, number := range numbers {
		name, ok := r.names.get(number)
		if list[i].Stream = name; ok {
			continue
		}
		if _, asked := missing[number]; !asked {
			missing[number] = ""
			unknown = append(unknown, number)
		}
	}
	r.known.Unlock()
	if len(unknown) == 0 {
		return nil
	}
	if err := r.lookUp(ctx, unknown, missing); err != nil {
		return err
	}
	r.known.Lock()
	for number, name := range missing {
		if name != "" {
			r.names.put(number, name)
		}
	}
	r.known.Unlock()
	for i, number := range numbers {
		if list[i].Stream != "" {
			continue
		}
		name := missing[number]
		if name == "" {
			return fmt.Errorf("%w: event %s is in no stream", ErrCorrupt, list[i].Position)
		}
		list[i].Stream = name
	}
	return nil
}

// lookUp asks for the names of streams, all at once.
func (r *reader) lookUp(ctx context.Context, numbers []int64, names map[int64]string) (err error) {
	asked, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	rows, err := r.streamNames.QueryContext(ctx, string(asked))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var number int64
		var name string
		if err := scan(rows, &number, &name); err != nil {
			return err
		}
		names[number] = name
	}
	return rows.Err()
}
