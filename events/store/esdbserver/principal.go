package esdbserver

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/parley-video/parley/events/store"
)

// IntegrationPrefix begins the names of the streams that outsiders may write.
const IntegrationPrefix = "integration-"

// Authenticator says who a credential stands for.
type Authenticator interface {
	// Authenticate checks a user name and password; of an API token the
	// password is the token and the name says nothing. ErrUnauthenticated: it
	// stands for nobody, or not any more. ErrTooMany: it was not looked at. Other
	// errors: ask again.
	Authenticate(ctx context.Context, user, password string) (Principal, error)
}

// ErrUnauthenticated says that a credential stands for nobody.
var ErrUnauthenticated = errors.New("credential is unknown, expired or revoked")

// ErrTooMany says that too many credentials that stand for nobody came from
// where this one comes from.
var ErrTooMany = errors.New("too many unknown credentials from your network; wait")

// AuthenticatorFunc makes a function an Authenticator.
type AuthenticatorFunc func(ctx context.Context, user, password string) (Principal, error)

// Authenticate implements Authenticator.
func (f AuthenticatorFunc) Authenticate(ctx context.Context, user, password string) (Principal, error) {
	return f(ctx, user, password)
}

// Principal is what a caller may do.
type Principal struct {
	// ID tells principals apart: streams are counted by it. Name is for people.
	ID, Name string
	// Streams and Types are prefixes; an event is shown, and may be appended,
	// when it matches one of each list that is not empty. System streams are for
	// Admin alone.
	Streams, Types []string
	// Reserved are prefixes of types that may not be appended: readers who go by
	// the type alone would take such events for another's.
	Reserved []string
	// Write allows appends and deletions in streams that begin with
	// IntegrationPrefix, and their metadata.
	Write bool
	// PersonalData is for the View: participants' data may be shown.
	PersonalData bool
	// Admin may read and write everything.
	Admin bool
}

func (p *Principal) equal(q *Principal) bool {
	return p.ID == q.ID && p.Name == q.Name && p.Write == q.Write && p.Admin == q.Admin &&
		p.PersonalData == q.PersonalData && slices.Equal(p.Streams, q.Streams) && slices.Equal(p.Types, q.Types) && slices.Equal(p.Reserved, q.Reserved)
}

// metaPrefix begins the name of the stream that holds another one's metadata.
const metaPrefix = "$$"

// metadataType is the type of the events in it.
const metadataType = "$metadata"

// originalStream is the stream that a metadata stream speaks of.
func originalStream(stream string) (string, bool) {
	return strings.CutPrefix(stream, metaPrefix)
}

// mayReadStream reports whether any event of the stream may be shown.
func (p *Principal) mayReadStream(stream string) bool {
	if p.Admin {
		return true
	}
	if original, ok := originalStream(stream); ok {
		stream = original
	}
	return !store.IsSystem(stream) && hasPrefix(p.Streams, stream)
}

// mayWriteStream reports whether the stream may be appended to and deleted.
func (p *Principal) mayWriteStream(stream string) bool {
	if p.Admin {
		return true
	}
	if original, ok := originalStream(stream); ok {
		stream = original
	}
	return p.Write && strings.HasPrefix(stream, IntegrationPrefix) && hasPrefix(p.Streams, stream)
}

// mayWriteType reports whether events of the type may be appended to a stream
// that may be written: those about the log itself are the log's own.
func (p *Principal) mayWriteType(stream, typ string) bool {
	switch {
	case p.Admin:
		return true
	case strings.HasPrefix(stream, metaPrefix):
		return typ == metadataType
	default:
		return !store.IsSystem(typ) && hasPrefix(p.Types, typ) && !(len(p.Reserved) > 0 && hasPrefix(p.Reserved, typ))
	}
}

// sees reports whether one event of the log may be shown.
func (p *Principal) sees(e *store.Event) bool {
	if p.Admin {
		return true
	}
	return !store.IsSystem(e.Stream) && p.seesType(e) && hasPrefix(p.Streams, e.Stream)
}

// seesType reports whether one event of a stream that may be read may be shown.
func (p *Principal) seesType(e *store.Event) bool {
	if p.Admin || e.Type == metadataType && strings.HasPrefix(e.Stream, metaPrefix) {
		return true
	}
	return !store.IsSystem(e.Type) && hasPrefix(p.Types, e.Type)
}

func hasPrefix(list []string, s string) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(prefix string) bool { return strings.HasPrefix(s, prefix) })
}
