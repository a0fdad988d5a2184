package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// decide checks one append against its stream, as the group has it by now,
// and writes it into the open transaction. The error is a fault of the
// database; a refusal goes into the answer.
func (w *writer) decide(r *request, a *answer) error {
	h, exists, err := w.head(r.stream)
	if err != nil {
		return err
	}
	if h.ended {
		a.err = store.ErrDeleted
		return nil
	}
	if repeated, ok := w.remembered(r); ok {
		a.appended = repeated
		return nil
	}
	at, fits := w.target(r, h)
	switch {
	case fits && at == h.length:
		return w.write(r, a, h, exists)
	case fits && at+events.Revision(len(r.batch)) <= h.length:
		position, same, err := w.engine.standing(context.Background(), h.stream, at, r.batch)
		if err != nil {
			return err
		}
		if same {
			last := at + events.Revision(len(r.batch)) - 1
			a.appended = store.Appended{Revision: last, Position: position, Repeated: true}
			return nil
		}
	}
	wrong := &store.WrongExpected{Stream: r.stream, Expected: r.expected, Exists: h.length > 0}
	if wrong.Exists {
		wrong.Actual = h.length - 1
	}
	a.err = wrong
	return nil
}

// remembered tells a repeat without an expected revision from memory, where
// all of it is in the window: scavenging may have removed its events since.
func (w *writer) remembered(r *request) (store.Appended, bool) {
	if !r.expected.IsAny() && !r.expected.IsExists() {
		return store.Appended{}, false
	}
	var last place
	for i := range r.batch {
		p, known := w.recent.find(r.stream, r.batch[i].ID)
		if !known || i > 0 && p.revision != last.revision+1 {
			return store.Appended{}, false
		}
		last = p
	}
	return store.Appended{Revision: last.revision, Position: last.position, Repeated: true}, true
}

// target is the revision at which the batch must stand. It is the stream's
// length for a new one, and less for what may be a repeat.
func (w *writer) target(r *request, h head) (at events.Revision, fits bool) {
	if revision, exact := r.expected.Revision(); exact {
		return revision + 1, revision+1 <= h.length
	}
	if r.expected.IsNoStream() {
		return 0, true
	}
	if p, known := w.recent.find(r.stream, r.batch[0].ID); known {
		return p.revision, true
	}
	return h.length, h.length > 0 || r.expected.IsAny()
}

// head says where a stream stands. exists is false when it has no number yet.
func (w *writer) head(stream string) (h head, exists bool, err error) {
	if h, ok := w.heads.get(stream); ok {
		return h, true, nil
	}
	var length sql.NullInt64
	err = w.engine.findStream.QueryRow(stream).Scan(&h.stream, &length, &h.ended)
	if errors.Is(err, sql.ErrNoRows) {
		return head{}, false, nil
	}
	if err != nil {
		return head{}, false, err
	}
	h.length = events.Revision(length.Int64) // a count of ours
	w.heads.put(stream, h)
	return h, true, nil
}

func (w *writer) write(r *request, a *answer, h head, exists bool) error {
	if !w.group.began {
		w.group.began = true
		if _, err := w.engine.begin.Exec(); err != nil {
			return err
		}
	}
	if !exists {
		h.stream = w.nextStream
		if _, err := w.engine.addStream.Exec(h.stream, r.stream); err != nil {
			return err
		}
		w.nextStream++
	}
	created := w.now().UTC().Truncate(time.Microsecond)
	for i := range r.batch {
		e := store.Event{
			ID: r.batch[i].ID, Stream: r.stream, Revision: h.length, Position: w.next,
			Type: r.batch[i].Type, Data: r.batch[i].Data, Meta: r.batch[i].Meta, Created: created,
		}
		if _, err := w.engine.addEvent.Exec(int64(e.Position), h.stream, int64(e.Revision), e.ID[:], e.Type,
			created.UnixMicro(), string(e.Data), string(e.Meta)); err != nil {
			return err
		}
		w.recent.add(windowKey{r.stream, e.ID}, place{e.Revision, e.Position})
		w.group.written = append(w.group.written, e)
		a.appended = store.Appended{Revision: e.Revision, Position: e.Position}
		h.length++
		w.next++
	}
	if r.ends {
		h.ended = true
		if _, err := w.engine.endStream.Exec(int64(a.appended.Position), h.stream); err != nil {
			return err
		}
	}
	w.heads.put(r.stream, h)
	return nil
}
