package persistent

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
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

// Filter selects events. An event passes when its stream's name, or with OnType
// its type, begins with one of the prefixes or matches the expression; without
// both every event passes.
type Filter struct {
	OnType   bool     `json:"onType,omitempty"`
	Prefixes []string `json:"prefixes,omitempty"`
	Regex    string   `json:"regex,omitempty"`
	// What the owner may see, whatever the filter says: prefixes, of which an
	// empty list is all, and system events.
	Streams []string `json:"streams,omitempty"`
	Types   []string `json:"types,omitempty"`
	System  bool     `json:"system,omitempty"`
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
	Filter
	regex *regexp.Regexp
	hint  store.Filter // what the log can do: it passes at least what match does
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
	s := selector{Filter: d.Filter}
	if d.Filter.Regex != "" {
		if len(d.Filter.Regex) > maxRegex {
			return selector{}, fmt.Errorf("%w: filter: expression of %d bytes, at most %d", ErrInvalid, len(d.Filter.Regex), maxRegex)
		}
		var err error
		if s.regex, err = regexp.Compile(d.Filter.Regex); err != nil {
			return selector{}, fmt.Errorf("%w: filter: expression: %w", ErrInvalid, err)
		}
	}
	s.hint = store.Filter{System: s.System, StreamPrefixes: s.Streams, TypePrefixes: s.Types}
	switch {
	case s.regex != nil:
	case s.OnType && len(s.Types) == 0:
		s.hint.TypePrefixes = s.Prefixes
	case !s.OnType && len(s.Streams) == 0:
		s.hint.StreamPrefixes = s.Prefixes
	}
	return s, nil
}

// match decides.
func (s *selector) match(stream, typ string) bool {
	if !s.System && (store.IsSystem(stream) || store.IsSystem(typ)) {
		return false
	}
	if !hasPrefix(s.Streams, stream) || !hasPrefix(s.Types, typ) {
		return false
	}
	if s.regex == nil && len(s.Prefixes) == 0 {
		return true
	}
	name := stream
	if s.OnType {
		name = typ
	}
	return (len(s.Prefixes) > 0 && hasPrefix(s.Prefixes, name)) || (s.regex != nil && s.regex.MatchString(name))
}

// hasPrefix passes everything when there are no prefixes.
func hasPrefix(prefixes []string, s string) bool {
	return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
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
