package esdbserver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// streamMetadata is what a stream's metadata hides of it: events before
// truncateBefore, all but the last maxCount, those older than maxAge. Zero
// fields hide nothing.
type streamMetadata struct {
	exists   bool            // there is an event of it, at
	revision events.Revision // this revision of the metadata stream
	position events.Position
	raw      json.RawMessage

	truncateBefore events.Revision
	maxCount       uint64
	maxAge         time.Duration
}

// endOfStream as $tb says that the whole stream is deleted, until somebody
// appends to it.
const endOfStream = events.Revision(math.MaxInt64)

func (m *streamMetadata) softDeleted() bool { return m.truncateBefore == endOfStream }

// ofMetadata is the metadata of metadata streams: the last event counts.
var ofMetadata = streamMetadata{maxCount: 1}

// parseMetadata reads the payload of a $metadata event. What makes no sense
// hides nothing, as in the documented server.
func parseMetadata(e *store.Event) streamMetadata {
	m := streamMetadata{exists: true, revision: e.Revision, position: e.Position}
	data, _, _ := unwrap(e)
	if e.Type != metadataType || !json.Valid(data) {
		return m
	}
	m.raw = data
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return m
	}
	if n, ok := number(fields["$tb"]); ok {
		m.truncateBefore = min(events.Revision(n), endOfStream)
	}
	if n, ok := number(fields["$maxCount"]); ok {
		m.maxCount = n
	}
	if n, ok := number(fields["$maxAge"]); ok && n < uint64(math.MaxInt64/time.Second) {
		m.maxAge = time.Duration(n) * time.Second // bounded above
	}
	return m
}

// number reads a whole number that is not negative.
func number(raw json.RawMessage) (uint64, bool) {
	var n json.Number
	if len(raw) == 0 || json.Unmarshal(raw, &n) != nil {
		return 0, false
	}
	if i, err := n.Int64(); err == nil {
		return uint64(max(i, 0)), i >= 0 // not negative
	}
	var u uint64 // clients write 2^64-1 for the end
	if json.Unmarshal(raw, &u) == nil {
		return u, true
	}
	return 0, false
}

// withTruncateBefore is the same metadata with another $tb.
func (m *streamMetadata) withTruncateBefore(r events.Revision) ([]byte, error) {
	fields := map[string]json.RawMessage{}
	if len(m.raw) > 0 {
		if err := json.Unmarshal(m.raw, &fields); err != nil {
			fields = map[string]json.RawMessage{} // not an object: nothing to keep
		}
	}
	fields["$tb"] = fmt.Appendf(nil, "%d", r)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(fields); err != nil {
		return nil, fmt.Errorf("encode stream metadata: %w", err)
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// metadataCache remembers streams' metadata. It is right because it follows the
// metadata streams of the log: while it does not, nothing is remembered. An
// entry may be older than a change by somebody else for as long as the event
// takes to come round; a change through this server forgets it at once.
type metadataCache struct {
	store store.Store
	log   *slog.Logger
	half  int

	mu         sync.Mutex
	following  bool
	generation uint64 // counts what was forgotten: a read that began before is not remembered
	young, old map[string]streamMetadata
}

func newMetadataCache(s store.Store, size int, log *slog.Logger) *metadataCache {
	return &metadataCache{store: s, log: log, half: max(1, size/2), young: map[string]streamMetadata{}}
}

// of gives a stream's metadata, without its text.
func (c *metadataCache) of(ctx context.Context, stream string) (streamMetadata, error) {
	if strings.HasPrefix(stream, metaPrefix) {
		return ofMetadata, nil
	}
	c.mu.Lock()
	m, ok := c.young[stream]
	if !ok {
		if m, ok = c.old[stream]; ok {
			c.keep(stream, m)
		}
	}
	generation := c.generation
	c.mu.Unlock()
	if ok {
		return m, nil
	}
	m, err := c.read(ctx, stream)
	if err != nil {
		return streamMetadata{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.following && c.generation == generation {
		c.keep(stream, m)
	}
	return m, nil
}

// keep remembers, but not the text, which may be long; the caller holds mu. What was not asked for since the young
// half filled up twice is dropped.
func (c *metadataCache) keep(stream string, m streamMetadata) {
	if len(c.young) >= c.half {
		c.old, c.young = c.young, make(map[string]streamMetadata, c.half)
	}
	m.raw = nil
	c.young[stream] = m
}

// read asks the log. Only what it gives has the text.
func (c *metadataCache) read(ctx context.Context, stream string) (streamMetadata, error) {
	if len(metaPrefix)+len(stream) > store.MaxStreamBytes {
		return streamMetadata{}, nil // no such stream can exist
	}
	page, err := c.store.ReadStream(ctx, metaPrefix+stream, store.LastRevision, store.Backwards, 1)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrDeleted):
		return streamMetadata{}, nil
	case err != nil:
		return streamMetadata{}, err
	case len(page.Events) == 0:
		return streamMetadata{}, nil
	}
	return parseMetadata(&page.Events[0]), nil
}

// forget drops what is known of a stream.
func (c *metadataCache) forget(stream string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	delete(c.young, stream)
	delete(c.old, stream)
}

func (c *metadataCache) follow(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.following = on
	c.generation++
	c.young, c.old = map[string]streamMetadata{}, nil
}

// run follows the metadata streams until the context ends.
func (c *metadataCache) run(ctx context.Context) error {
	const pause = time.Second
	for ctx.Err() == nil {
		err := c.session(ctx)
		c.follow(false)
		if ctx.Err() != nil || errors.Is(err, store.ErrClosed) {
			break
		}
		c.log.WarnContext(ctx, "event store door: stream metadata is not followed", "error", err)
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
	return nil
}

func (c *metadataCache) session(ctx context.Context) (err error) {
	head, err := headOf(ctx, c.store)
	if err != nil {
		return err
	}
	sub, err := c.store.Subscribe(ctx, head, store.Filter{StreamPrefixes: []string{metaPrefix}, System: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sub.Close()) }()
	for {
		message, err := sub.Next(ctx)
		if err != nil {
			return err
		}
		switch m := message.(type) {
		case store.Event:
			original, _ := originalStream(m.Stream)
			c.forget(original)
		case store.CaughtUp:
			c.follow(true)
		case store.Checkpoint:
		}
	}
}

// headOf is the position of the log's last event.
func headOf(ctx context.Context, s store.Store) (events.Position, error) {
	from := store.LastPosition
	for { // a page may be empty without being the last one
		page, err := s.ReadAll(ctx, from, store.Backwards, store.Filter{System: true}, 1)
		if err != nil {
			return 0, fmt.Errorf("read end of log: %w", err)
		}
		if len(page.Events) > 0 {
			return page.Events[0].Position, nil
		}
		if page.End {
			return 0, nil
		}
		from = page.Next
	}
}
