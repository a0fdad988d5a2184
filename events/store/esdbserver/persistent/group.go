package persistent

import (
	"errors"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// All is the name under which groups on the whole log go.
const All = "$all"

// Key names a group.
type Key struct{ Stream, Group string }

// IsAll says that the group reads the whole log.
func (k Key) IsAll() bool { return k.Stream == All }

func (k Key) String() string { return k.Group + " on stream " + k.Stream }

// CheckKey says whether a key is acceptable.
func CheckKey(k Key) error {
	if err := store.CheckStream(k.Stream); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if k.Group == "" || len(k.Group) > maxGroupName || !utf8.ValidString(k.Group) {
		return fmt.Errorf("%w: group name of %d bytes, want 1 to %d bytes of UTF-8", ErrInvalid, len(k.Group), maxGroupName)
	}
	for i := 0; i < len(k.Group); i++ {
		if k.Group[i] < 0x20 || k.Group[i] == 0x7f {
			return fmt.Errorf("%w: group name %q holds a control character", ErrInvalid, k.Group)
		}
	}
	return nil
}

// Start says where a new group begins.
type Start struct {
	// From is StartBeginning, StartEnd or StartAt; At counts for StartAt only:
	// the revision or position of the first event that the group gets.
	From StartFrom `json:"from"`
	At   int64     `json:"at,omitempty"`
}

// StartFrom is a kind of start.
type StartFrom string

// The kinds.
const (
	StartBeginning StartFrom = "beginning"
	StartEnd       StartFrom = "end"
	StartAt        StartFrom = "at"
)

// Filter selects events of the whole log; the zero Filter passes all but
// system events. Prefixes and expressions of one kind are alternatives,
// different kinds must all pass.
type Filter struct {
	StreamPrefixes []string `json:"streamPrefixes,omitempty"`
	TypePrefixes   []string `json:"typePrefixes,omitempty"`
	StreamRegex    string   `json:"streamRegex,omitempty"`
	TypeRegex      string   `json:"typeRegex,omitempty"`
	System         bool     `json:"system,omitempty"`
	// What the owner may see, beside the filter: prefixes; empty is all.
	OwnerStreams []string `json:"ownerStreams,omitempty"`
	OwnerTypes   []string `json:"ownerTypes,omitempty"`
}

const maxRegex = 1000 // bytes

// Definition is what a group is made of.
type Definition struct {
	Key      Key       `json:"key"`
	Owner    string    `json:"owner"` // the principal that made it
	Filter   Filter    `json:"filter"`
	Start    Start     `json:"start"`
	Settings Settings  `json:"settings"`
	Created  time.Time `json:"created"`
}

// selector is a compiled filter.
type selector struct {
	filter       store.Filter // what the log does
	stream, typ  *regexp.Regexp
	owner, types []string
}

func (d Definition) compile() (selector, error) {
	if err := CheckKey(d.Key); err != nil {
		return selector{}, err
	}
	if err := d.Settings.validate(); err != nil {
		return selector{}, err
	}
	switch d.Start.From {
	case StartBeginning, StartEnd:
	case StartAt:
		if d.Start.At < 0 {
			return selector{}, fmt.Errorf("%w: start at %d", ErrInvalid, d.Start.At)
		}
	default:
		return selector{}, fmt.Errorf("%w: start from %q", ErrInvalid, d.Start.From)
	}
	s := selector{
		filter: store.Filter{StreamPrefixes: d.Filter.StreamPrefixes, TypePrefixes: d.Filter.TypePrefixes, System: d.Filter.System},
		owner:  d.Filter.OwnerStreams, types: d.Filter.OwnerTypes,
	}
	if !d.Key.IsAll() {
		s.filter = store.Filter{System: true} // a stream is read whole
	}
	var err error
	if s.stream, err = compileRegex("stream", d.Filter.StreamRegex); err != nil {
		return selector{}, err
	}
	s.typ, err = compileRegex("event type", d.Filter.TypeRegex)
	return s, err
}

func compileRegex(what, text string) (*regexp.Regexp, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // no expression is no expression
	}
	if len(text) > maxRegex {
		return nil, fmt.Errorf("%w: %s expression of %d bytes, at most %d", ErrInvalid, what, len(text), maxRegex)
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %s expression: %w", ErrInvalid, what, err)
	}
	return re, nil
}

// match decides what the log's own filter left open.
func (s selector) match(stream, typ string) bool {
	return s.filter.Match(stream, typ) &&
		(s.stream == nil || s.stream.MatchString(stream)) &&
		(s.typ == nil || s.typ.MatchString(typ)) &&
		hasPrefix(s.owner, stream) && hasPrefix(s.types, typ)
}

func hasPrefix(prefixes []string, s string) bool {
	return store.Filter{StreamPrefixes: prefixes, System: true}.Match(s, s)
}

// Parked is a message that was put aside. It refers to its event: payloads
// stay in the log, where they can be erased.
type Parked struct {
	Number   int64 // its place in the list, never used again
	Ref      Ref
	Reason   string
	Retries  int
	At       time.Time
	Replayed bool // it is on its way to a consumer again
}

// Ref is where an event stands.
type Ref struct {
	ID       events.ID
	Stream   string
	Revision events.Revision
	Position events.Position
	Type     string
}

func refOf(e *store.Event) Ref {
	return Ref{ID: e.ID, Stream: e.Stream, Revision: e.Revision, Position: e.Position, Type: e.Type}
}

// Sentinels, compared with errors.Is.
var (
	ErrExists         = errors.New("persistent subscription exists")
	ErrNotFound       = errors.New("persistent subscription does not exist")
	ErrDropped        = errors.New("persistent subscription dropped")
	ErrMaxSubscribers = errors.New("maximum subscribers reached")
	ErrTooManyGroups  = errors.New("too many persistent subscriptions")
	ErrInvalid        = store.ErrInvalid
	// ErrFenced says that another server has taken the group over.
	ErrFenced = errors.New("another server serves this group now")
	// ErrClosed says that the service is not running.
	ErrClosed = errors.New("persistent subscriptions are not running")
)
