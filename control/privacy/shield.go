package privacy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/store"
)

// Shield is a store whose personal data is sealed underneath. What is appended
// through it is read through it byte for byte, until its subject is erased:
// then the values are empty, and Metadata.Personal stays to say so.
//
// A value that cannot be opened although nobody erased it (its key was lost, or
// it was changed) is empty too: one damaged event must not hold up all who read
// on behind it. It is counted and, the first time, logged.
type Shield struct {
	store.Store
	ring  *Keyring
	log   *slog.Logger
	about map[string]personalType
	old   map[string]bool // types that are not written any more

	unreadable atomic.Uint64
	complain   sync.Once
}

// NewShield puts a shield over a store. The result can end streams and describe
// itself if the store can.
func NewShield(s store.Store, ring *Keyring, log *slog.Logger) (*Shield, store.Store, error) {
	about, old, err := personalTypes()
	if err != nil {
		return nil, nil, err
	}
	shield := &Shield{Store: s, ring: ring, log: log, about: about, old: old}
	tombstoner, ends := s.(store.Tombstoner)
	describer, describes := s.(store.Describer)
	switch {
	case ends && describes:
		return shield, struct {
			*Shield
			store.Tombstoner
			store.Describer
		}{shield, tombstoner, describer}, nil
	case ends:
		return shield, struct {
			*Shield
			store.Tombstoner
		}{shield, tombstoner}, nil
	case describes:
		return shield, struct {
			*Shield
			store.Describer
		}{shield, describer}, nil
	default:
		return shield, shield, nil
	}
}

// Unwrap is the store underneath, where personal data is sealed.
func (s *Shield) Unwrap() store.Store { return s.Store }

// Unreadable counts the values that could not be opened although nobody erased
// them, every time that they were read.
func (s *Shield) Unreadable() uint64 { return s.unreadable.Load() }

// Append implements store.Store.
func (s *Shield) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	sealed, err := s.seal(ctx, stream, batch)
	if err != nil {
		return store.Appended{}, fmt.Errorf("append %s: %w", stream, err)
	}
	return s.Store.Append(ctx, stream, expected, sealed...)
}

// unavailable is what callers get when the keys cannot be had: nothing was
// written, or read, and it may be tried again.
func unavailable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w: personal data: %w", store.ErrUnavailable, err)
}

// seal gives the batch as it goes into the store; the caller's stays.
func (s *Shield) seal(ctx context.Context, stream string, batch []store.NewEvent) ([]store.NewEvent, error) {
	if events.IsIntegration(stream) {
		return batch, nil // other programs' own, whatever they call it
	}
	subjects := make([]string, len(batch)) // empty: nothing to seal
	var wanted []string
	for i := range batch {
		if _, about := s.about[batch[i].Type]; !about {
			continue
		}
		subject, err := subjectOf(batch[i])
		if err != nil {
			return nil, err
		}
		if subject != "" {
			subjects[i] = subject
			wanted = append(wanted, subject)
		}
	}
	if len(wanted) == 0 {
		return batch, nil
	}
	secrets, err := s.ring.ensure(ctx, wanted)
	if err != nil {
		return nil, unavailable(ctx, err)
	}
	out := append([]store.NewEvent(nil), batch...)
	for i, subject := range subjects {
		if subject == "" {
			continue
		}
		if out[i], err = s.sealOne(stream, batch[i], subject, secrets[subject]); err != nil {
			return nil, fmt.Errorf("seal %s: %w", batch[i].Type, err)
		}
	}
	return out, nil
}

// subjectOf says whose data an event holds; empty when it holds none.
func subjectOf(n store.NewEvent) (string, error) {
	e, err := codec.Unmarshal(n.Type, n.Data)
	if err != nil {
		return "", fmt.Errorf("%w: %w", store.ErrInvalid, err)
	}
	about, ok := e.(events.About)
	if !ok {
		return "", nil
	}
	if subject := about.Subject(); subject != "" {
		return subject, nil
	}
	return callers + n.ID.String(), nil
}

func (s *Shield) sealOne(stream string, n store.NewEvent, subject string, key secret) (store.NewEvent, error) {
	aead, err := newAEAD(key.key)
	if err != nil {
		return n, err
	}
	fields := s.about[n.Type].fields
	data, err := splice(n.Data, func(name string, value []byte) ([]byte, error) {
		if !fields[strings.ToLower(name)] || len(value) <= len(`""`) || value[0] != '"' {
			return value, nil
		}
		switch key.state {
		case destroyed: // while this was on its way
			return []byte(`""`), nil
		case missing:
			return nil, errKeyMissing
		}
		return sealValue(aead, value, binding(stream, n.ID, strings.ToLower(name)))
	})
	if err != nil {
		return n, fmt.Errorf("%w: %w", store.ErrInvalid, err)
	}
	if bytes.Equal(data, n.Data) {
		return n, nil
	}
	ref, err := json.Marshal(events.PersonalRef{Subject: subject, Scheme: Scheme})
	if err != nil {
		return n, err
	}
	meta, err := withMember(n.Meta, metaName, ref)
	if err != nil {
		return n, fmt.Errorf("%w: metadata: %w", store.ErrInvalid, err)
	}
	n.Data, n.Meta = data, meta
	return n, nil
}

// ReadStream implements store.Store.
func (s *Shield) ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error) {
	page, err := s.Store.ReadStream(ctx, stream, from, dir, max)
	if err == nil {
		page.Events, err = s.open(ctx, page.Events)
	}
	if err != nil {
		return store.StreamPage{}, err
	}
	return page, nil
}

// ReadAll implements store.Store.
func (s *Shield) ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error) {
	page, err := s.Store.ReadAll(ctx, from, dir, filter, max)
	if err == nil {
		page.Events, err = s.open(ctx, page.Events)
	}
	if err != nil {
		return store.AllPage{}, err
	}
	return page, nil
}

// Subscribe implements store.Store.
func (s *Shield) Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error) {
	sub, err := s.Store.Subscribe(ctx, from, filter)
	if err != nil {
		return nil, err
	}
	return &subscription{Subscription: sub, shield: s}, nil
}

type subscription struct {
	store.Subscription
	shield *Shield
	kept   *store.Event // taken from below, but could not be opened yet
	owner  string       // its subject
}

// Next implements store.Subscription. When the keys cannot be had it fails, and
// the next call begins with the same event.
func (s *subscription) Next(ctx context.Context) (store.Message, error) {
	if s.kept == nil {
		m, err := s.Subscription.Next(ctx)
		e, ok := m.(store.Event)
		if err != nil || !ok {
			return m, err
		}
		if s.owner = s.shield.subject(&e); s.owner == "" {
			return m, nil
		}
		s.kept = &e
	}
	key, err := s.shield.ring.findOne(ctx, s.owner)
	if err != nil {
		return nil, unavailable(ctx, err)
	}
	e := *s.kept
	s.kept = nil
	s.shield.openOne(&e, key)
	return e, nil
}

// open gives a page as its reader sees it. The page itself may be the store's
// own and stays as it is.
func (s *Shield) open(ctx context.Context, list []store.Event) ([]store.Event, error) {
	var subjects []string
	for i := range list {
		if subject := s.subject(&list[i]); subject != "" {
			subjects = append(subjects, subject)
		}
	}
	if len(subjects) == 0 {
		return list, nil
	}
	secrets, err := s.ring.find(ctx, subjects)
	if err != nil {
		return nil, unavailable(ctx, err)
	}
	out := append([]store.Event(nil), list...)
	for i := range out {
		if subject := s.subject(&out[i]); subject != "" {
			s.openOne(&out[i], secrets[subject])
		}
	}
	return out, nil
}

var personalMark = []byte(`"` + metaName + `":`)

// subject says with whose key an event is sealed; empty when it is not.
func (s *Shield) subject(e *store.Event) string {
	if events.IsIntegration(e.Stream) || !bytes.Contains(e.Meta, personalMark) {
		return ""
	}
	if _, about := s.about[e.Type]; !about && !s.old[e.Type] {
		return "" // what it says there is not ours
	}
	// Only the one member is decoded: most of an event's metadata is not about
	// this, and a reader of the whole log comes by here for every event.
	var ref events.PersonalRef
	err := members(e.Meta, func(m member) error {
		if m.name != metaName {
			return nil
		}
		return json.Unmarshal(e.Meta[m.from:m.end], &ref)
	})
	if err != nil || ref.Scheme != Scheme {
		return ""
	}
	return ref.Subject
}

// openOne opens what is sealed in an event, or empties it.
func (s *Shield) openOne(e *store.Event, key secret) {
	p, about := s.about[e.Type]
	aead, err := newAEAD(key.key)
	usable := key.state == present && err == nil
	closed := false
	data, err := splice(e.Data, func(name string, value []byte) ([]byte, error) {
		// A type that is not written any more may have had any fields: there
		// the form tells which were sealed.
		name = strings.ToLower(name)
		if !isBox(value) || about && !p.fields[name] {
			return value, nil
		}
		if usable {
			if plain, err := openValue(aead, value, binding(e.Stream, e.ID, name)); err == nil {
				return plain, nil
			}
		}
		closed = true
		return []byte(`""`), nil
	})
	if err != nil {
		return // not JSON: nothing of ours
	}
	e.Data = data
	if key.state == destroyed {
		return
	}
	if closed {
		s.cannotOpen(e, key.state)
		return
	}
	if meta, err := without(e.Meta, metaName); err == nil {
		e.Meta = meta
	}
}

var errKeyMissing = errors.New("its key is missing")

func (s *Shield) cannotOpen(e *store.Event, state state) {
	s.unreadable.Add(1)
	err := errBox
	if state == missing {
		err = errKeyMissing
	}
	s.complain.Do(func() {
		s.log.Error("personal data cannot be read, though nobody erased it; if the state database was lost, restore it from a backup",
			slog.String("stream", e.Stream), slog.String("position", e.Position.String()), slog.Any("error", err))
	})
}
