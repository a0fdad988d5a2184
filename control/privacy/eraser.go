package privacy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/sqldb"
)

// Executor executes commands; control has one.
type Executor interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
}

// EraserConfig is what an Eraser needs. Erased, CallersKept and Now may be left
// out.
type EraserConfig struct {
	Ring     *Keyring
	Store    store.Store
	Executor Executor
	Log      *slog.Logger
	// Erased is called after the keys of erasures up to a position were
	// destroyed, so that others clean what they hold: a read model, once it has
	// got there, its files. It is called again until it succeeds, and once at
	// the start, since the last run may have ended before it had. It has a
	// minute each time; keys are destroyed meanwhile.
	Erased func(ctx context.Context, through events.Position) error
	// CallersKept is how long the addresses of callers who were not admitted
	// are kept; 0: as long as the log.
	CallersKept time.Duration
	Now         func() time.Time
}

// Eraser destroys the keys of participants who are erased.
type Eraser struct{ c EraserConfig }

// NewEraser makes an Eraser.
func NewEraser(c EraserConfig) (*Eraser, error) {
	if c.Ring == nil || c.Store == nil || c.Executor == nil || c.Log == nil || c.CallersKept < 0 {
		return nil, errors.New("eraser: incomplete configuration")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Erased == nil {
		c.Erased = func(context.Context, events.Position) error { return nil }
	}
	return &Eraser{c: c}, nil
}

// Erase erases a participant: first the intent is in the log, then the key is
// destroyed. It returns when the key is gone from the database and from this
// process; others follow as they read the log. After an error that is no
// refusal the erasure may be under way, and a repeat is safe.
func (e *Eraser) Erase(ctx context.Context, env control.Envelope, conferenceID, participantID string) (control.Receipt, error) {
	receipt, err := e.c.Executor.Execute(ctx, env, conference.Erase{ConferenceID: conferenceID, ParticipantID: participantID})
	if err != nil {
		return control.Receipt{}, err
	}
	if err := e.c.Ring.Destroy(ctx, participantID); err != nil {
		return receipt, fmt.Errorf("erase participant %s: %w", participantID, err)
	}
	return receipt, nil
}

// The pauses between attempts, and between looks at what is due by time.
const (
	firstPause = time.Second
	lastPause  = time.Minute
	cleanTime  = time.Minute
	hourly     = time.Hour
)

// erasures selects the erasures in the log.
func erasures() store.Filter {
	return store.Filter{TypePrefixes: []string{events.ParticipantErased{}.EventType()}}
}

// Run follows the erasures in the log until ctx ends; every Management Node
// does, since each has keys in memory. It begins where any of them got to.
func (e *Eraser) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	unclean := make(chan events.Position, 1) // the newest only
	var cleaning sync.WaitGroup
	defer cleaning.Wait()
	defer cancel()
	cleaning.Go(func() { e.clean(ctx, unclean) })
	return e.again(ctx, "erasing personal data is interrupted; trying again", func() error { return e.follow(ctx, unclean) })
}

// again repeats what fails until it succeeds or ctx ends.
func (e *Eraser) again(ctx context.Context, message string, f func() error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		began := e.c.Now()
		err := f()
		if err == nil || ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, store.ErrClosed) {
			return err
		}
		if e.c.Now().Sub(began) > 2*lastPause { // it went well for a while
			pause = firstPause
		}
		e.c.Log.Error(message, slog.Any("error", err), slog.Duration("after", pause))
		if !wait(ctx, pause) {
			return nil
		}
	}
}

// clean lets others clean what they hold. What they wait for, a read model that
// stands still for example, must not keep keys from being destroyed.
func (e *Eraser) clean(ctx context.Context, unclean <-chan events.Position) {
	for {
		var through events.Position
		select {
		case <-ctx.Done():
			return
		case through = <-unclean:
		}
		_ = e.again(ctx, "personal data that was erased may still stand in files; trying again", func() error {
			select {
			case through = <-unclean:
			default:
			}
			attempt, cancel := context.WithTimeout(ctx, cleanTime)
			defer cancel()
			return e.c.Erased(attempt, through)
		}) // it has logged what there was
	}
}

// newest replaces what nobody has taken yet. There is one who calls it.
func newest(to chan events.Position, at events.Position) {
	select {
	case <-to:
	default:
	}
	to <- at
}

func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

func (e *Eraser) follow(ctx context.Context, unclean chan events.Position) error {
	from, err := e.c.Ring.Erased(ctx)
	if err != nil {
		return fmt.Errorf("where erasing stands: %w", err)
	}
	sub, err := e.c.Store.Subscribe(ctx, from, erasures())
	if errors.Is(err, store.ErrBeyondEnd) { // the log was put back to an earlier state
		from = 0
		sub, err = e.c.Store.Subscribe(ctx, from, erasures())
	}
	if err != nil {
		return err
	}
	defer func() { _ = sub.Close() }()
	if from > 0 {
		newest(unclean, from)
	}
	for due := e.c.Now(); ; {
		if now := e.c.Now(); !now.Before(due) {
			due = now.Add(hourly)
			if err := e.forgetCallers(ctx, now); err != nil {
				return err
			}
		}
		next, cancel := context.WithTimeout(ctx, due.Sub(e.c.Now())+time.Millisecond)
		m, err := sub.Next(next)
		cancel()
		if err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
			continue
		}
		if err != nil {
			return err
		}
		if from, err = e.take(ctx, m, from, unclean); err != nil {
			return err
		}
	}
}

// saveEvery is how far the log goes on before it is noted that there was
// nothing to erase.
const saveEvery = 10_000

// take does what a message asks for and says where erasing stands then.
func (e *Eraser) take(ctx context.Context, m store.Message, from events.Position, unclean chan events.Position) (events.Position, error) {
	at := from
	switch m := m.(type) {
	case store.Event:
		rec, err := codec.Decode(m)
		if errors.Is(err, codec.ErrForeign) { // whoever may write such streams may not erase
			return from, nil
		}
		if err != nil {
			return from, fmt.Errorf("decode %s@%d: %w", m.Stream, m.Revision, err)
		}
		if erased, ok := rec.Event.(events.ParticipantErased); ok {
			if err := e.c.Ring.Destroy(ctx, erased.ParticipantID); err != nil {
				return from, err
			}
			newest(unclean, rec.Position)
		}
		return m.Position, e.c.Ring.SetErased(ctx, m.Position)
	case store.Checkpoint:
		at = m.Position
	case store.CaughtUp:
		at = m.Position
	}
	if at < from+saveEvery {
		return from, nil
	}
	return at, e.c.Ring.SetErased(ctx, at)
}

func (e *Eraser) forgetCallers(ctx context.Context, now time.Time) error {
	if e.c.CallersKept == 0 {
		return nil
	}
	n, err := e.c.Ring.ForgetCallers(ctx, now.Add(-e.c.CallersKept))
	if n > 0 {
		e.c.Log.Info("forgot the addresses of callers who were not admitted", slog.Int("number", n))
	}
	return err
}

// Replay destroys the keys of everybody whom a log says to be erased, and gives
// how many were not destroyed yet. It is for a state database that was put back
// to an earlier state, and that no keyring is open on.
func Replay(ctx context.Context, s store.Store, db *sqldb.DB) (int, error) {
	n := 0
	for from := events.Position(0); ; {
		page, err := s.ReadAll(ctx, from, store.Forwards, erasures(), store.MaxPage)
		if err != nil {
			return n, fmt.Errorf("read erasures: %w", err)
		}
		var subjects []string
		for _, m := range page.Events {
			rec, err := codec.Decode(m)
			if errors.Is(err, codec.ErrForeign) {
				continue
			}
			if err != nil {
				return n, fmt.Errorf("decode %s@%d: %w", m.Stream, m.Revision, err)
			}
			if erased, ok := rec.Event.(events.ParticipantErased); ok {
				subjects = append(subjects, erased.ParticipantID)
			}
		}
		if len(subjects) > 0 {
			destroyed, err := DestroyIn(ctx, db, subjects...)
			if err != nil {
				return n, err
			}
			n += destroyed
		}
		if page.End {
			return n, nil
		}
		from = page.Next
	}
}
