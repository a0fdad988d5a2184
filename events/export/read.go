package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Read writes the events that are in the log now, one line each. An unknown
// stream is store.ErrNotFound.
func Read(ctx context.Context, s store.Store, w io.Writer, o Options) error {
	return read(ctx, s, newSink(w, o), o)
}

// Tail writes the events after o.From and goes on with new ones as they come,
// until the context ends or the limit is reached. It returns the context's
// error in the first case.
func Tail(ctx context.Context, s store.Store, w io.Writer, o Options) error {
	return tail(ctx, s, newSink(w, o), o)
}

// errLimit ends an export that has given all it was asked for.
var errLimit = errors.New("limit reached")

// sink takes the lines. With an interval it writes a bookmark whenever it has
// been quiet for so long, and asks now and then whether it may go on.
type sink struct {
	w     io.Writer
	form  form
	flush func() error // nil: w is not buffered
	left  int          // 0: no limit
	count int          // events so far
	// personal shows personal data; raw shows events as they are stored.
	personal, raw bool

	interval time.Duration
	allowed  func(at events.Position) error
	spoke    time.Time // when the last line went out
	asked    time.Time
	at       events.Position // everything up to here was considered
}

func newSink(w io.Writer, o Options) *sink {
	return &sink{w: w, form: bareLine, left: o.Limit, at: o.From, personal: o.Personal, raw: o.Raw}
}

// form is how a line goes out: of an event of a type, or a bookmark.
type form func(at events.Position, typ string, line []byte) []byte

func bareLine(_ events.Position, _ string, line []byte) []byte { return line }

func (k *sink) event(e store.Event) error {
	if err := k.ask(); err != nil {
		return err
	}
	typ, b, err := k.line(e)
	if err != nil {
		return fmt.Errorf("event at %s: %w", e.Position, err)
	}
	k.at = e.Position
	if err := k.write(k.form(k.at, typ, b)); err != nil {
		return err
	}
	k.count++
	if k.left > 0 {
		if k.left--; k.left == 0 {
			return errLimit
		}
	}
	return nil
}

func (k *sink) line(e store.Event) (string, []byte, error) {
	if k.raw {
		return e.Type, rawLine(e), nil
	}
	return line(e, k.personal)
}

// quiet notes how far the export has come without an event, and says so when
// it is time.
func (k *sink) quiet(at events.Position) error {
	k.at = at
	if err := k.ask(); err != nil {
		return err
	}
	if k.interval == 0 || time.Since(k.spoke) < k.interval {
		return nil
	}
	return k.bookmark(false)
}

func (k *sink) bookmark(end bool) error {
	b, err := jsonLine(Bookmark{Bookmark: k.at.String(), End: end})
	if err != nil {
		return err
	}
	return errors.Join(k.write(k.form(k.at, bookmarkType, b)), k.push())
}

// ask keeps an export from outliving the permission it was begun with.
func (k *sink) ask() error {
	if k.allowed == nil || time.Since(k.asked) < k.interval {
		return nil
	}
	k.asked = time.Now()
	return k.allowed(k.at)
}

func (k *sink) write(b []byte) error {
	if _, err := k.w.Write(b); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	k.spoke = time.Now()
	return nil
}

func (k *sink) push() error {
	if k.flush == nil {
		return nil
	}
	return k.flush()
}

func read(ctx context.Context, s store.Store, k *sink, o Options) error {
	if err := o.Validate(); err != nil {
		return err
	}
	err := readPages(ctx, s, k, o)
	if errors.Is(err, errLimit) {
		err = nil
	}
	return err
}

func readPages(ctx context.Context, s store.Store, k *sink, o Options) error {
	if o.Stream != "" {
		return readStream(ctx, s, k, o)
	}
	dir, from := store.Forwards, o.From
	if o.Backwards {
		dir = store.Backwards
		if from == 0 {
			from = store.LastPosition
		}
	}
	for {
		page, err := s.ReadAll(ctx, from, dir, o.filter(), store.MaxPage)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			if err := k.event(e); err != nil {
				return err
			}
		}
		if err := k.quiet(page.Next); err != nil || page.End {
			return err
		}
		from = page.Next
	}
}

// readStream reads one stream by its own index rather than the whole log.
func readStream(ctx context.Context, s store.Store, k *sink, o Options) error {
	dir, from := store.Forwards, events.Revision(0)
	if o.Backwards {
		dir, from = store.Backwards, store.LastRevision
	}
	filter := o.filter()
	for {
		page, err := s.ReadStream(ctx, o.Stream, from, dir, store.MaxPage)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			before := e.Position <= o.From
			if o.Backwards {
				before = o.From != 0 && e.Position >= o.From
			}
			if before {
				continue
			}
			if !filter.Match(e.Stream, e.Type) {
				k.at = e.Position
				continue
			}
			if err := k.event(e); err != nil {
				return err
			}
		}
		if err := k.quiet(k.at); err != nil || page.End {
			return err
		}
		from = page.Next
	}
}

func tail(ctx context.Context, s store.Store, k *sink, o Options) error {
	if o.Backwards {
		return fmt.Errorf("%w: new events do not come backwards", store.ErrInvalid)
	}
	if err := o.Validate(); err != nil {
		return err
	}
	sub, err := s.Subscribe(ctx, o.From, o.filter())
	if err != nil {
		return err
	}
	defer sub.Close() // it holds nothing that could fail
	live := false
	for {
		m, err := next(ctx, sub, k)
		switch {
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, context.DeadlineExceeded): // nothing came for the interval
			err = k.quiet(k.at)
		case err != nil:
			return err
		}
		switch m := m.(type) {
		case store.Event:
			if err = k.event(m); live && err == nil {
				err = k.push()
			}
		case store.Checkpoint:
			err = k.quiet(m.Position)
		case store.CaughtUp:
			live = true
			err = errors.Join(k.quiet(m.Position), k.push())
		}
		if errors.Is(err, errLimit) {
			return k.push()
		}
		if err != nil {
			return err
		}
	}
}

// poll is read, but when there is nothing yet it waits for the first event,
// until a time.
func poll(ctx context.Context, s store.Store, k *sink, o Options, until time.Time) error {
	err := read(ctx, s, k, o)
	if k.count > 0 || err != nil && !errors.Is(err, store.ErrNotFound) { // a stream may begin yet
		return err
	}
	waiting, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	first := o
	first.From, first.Limit = k.at, 1
	left := k.left
	k.left = 1
	err = tail(waiting, s, k, first)
	if k.count == 0 {
		if err != nil && waiting.Err() != nil && ctx.Err() == nil {
			return nil // the time is over
		}
		return err
	}
	if left == 1 {
		return nil
	}
	if k.left = 0; left > 0 {
		k.left = left - 1
	}
	o.From = k.at // what came with it
	return read(ctx, s, k, o)
}

// next waits until it is time for a bookmark at the longest.
func next(ctx context.Context, sub store.Subscription, k *sink) (store.Message, error) {
	if k.interval > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, k.spoke.Add(k.interval))
		defer cancel()
	}
	return sub.Next(ctx)
}
