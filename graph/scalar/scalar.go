// Package scalar maps the scalars of the GraphQL schema to Go types: Position,
// DateTime, Int64, JSON and a 32-bit Int. It owns nothing, imports events for the
// position type, and its functions are pure and safe for concurrent use.
package scalar

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/events"
)

// InputError says that a value of the caller does not fit its scalar. Its text
// is meant for the caller.
type InputError struct{ Message string }

func (e *InputError) Error() string { return e.Message }

func inputErrorf(format string, args ...any) error {
	return &InputError{Message: fmt.Sprintf(format, args...)}
}

// MarshalPosition writes a position as decimal text.
func MarshalPosition(p events.Position) graphql.Marshaler {
	return quoted(p.String())
}

// UnmarshalPosition reads decimal text.
func UnmarshalPosition(v any) (events.Position, error) {
	s, ok := v.(string)
	if !ok {
		return 0, inputErrorf("a Position is decimal text, not %s", kindOf(v))
	}
	p, err := events.ParsePosition(s)
	if err != nil {
		return 0, inputErrorf("%q is not a Position", clip(s))
	}
	return p, nil
}

// MarshalDateTime writes RFC 3339 in UTC.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return quoted(t.UTC().Format(time.RFC3339Nano))
}

// UnmarshalDateTime reads RFC 3339 with any offset.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, inputErrorf("a DateTime is RFC 3339 text, not %s", kindOf(v))
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, inputErrorf("%q is not an RFC 3339 date and time", clip(s))
	}
	return t.UTC(), nil
}

// MarshalInt64 writes decimal text, since JSON numbers lose precision beyond 53 bits.
func MarshalInt64(i int64) graphql.Marshaler {
	return quoted(strconv.FormatInt(i, 10))
}

// UnmarshalInt64 reads decimal text or a whole number.
func UnmarshalInt64(v any) (int64, error) {
	var text string
	switch v := v.(type) {
	case string:
		text = v
	case json.Number:
		text = v.String()
	case int64:
		return v, nil
	case int:
		return int64(v), nil
	default:
		return 0, inputErrorf("an Int64 is decimal text, not %s", kindOf(v))
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, inputErrorf("%q is not an Int64", clip(text))
	}
	return i, nil
}

// MarshalInt writes a number.
func MarshalInt(i int) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, strconv.Itoa(i)) })
}

// UnmarshalInt reads a whole number of 32 bits, as the GraphQL specification
// demands of Int.
func UnmarshalInt(v any) (int, error) {
	var wide int64
	switch v := v.(type) {
	case int:
		wide = int64(v)
	case int64:
		wide = v
	case json.Number:
		parsed, err := strconv.ParseInt(v.String(), 10, 64)
		if err != nil {
			return 0, inputErrorf("%q is not an Int", clip(v.String()))
		}
		wide = parsed
	case string:
		return 0, inputErrorf("an Int is a number, not text")
	default:
		return 0, inputErrorf("an Int is a number, not %s", kindOf(v))
	}
	if wide < math.MinInt32 || wide > math.MaxInt32 {
		return 0, inputErrorf("%d does not fit an Int of 32 bits", wide)
	}
	return int(wide), nil
}

// MarshalJSON writes a JSON value as it stands. What is not JSON becomes null:
// one bad value must not make the whole answer unreadable.
func MarshalJSON(raw json.RawMessage) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		var compact bytes.Buffer
		if len(raw) == 0 || json.Compact(&compact, raw) != nil {
			_, _ = io.WriteString(w, "null")
			return
		}
		_, _ = w.Write(compact.Bytes())
	})
}

// UnmarshalJSON refuses: no argument of the schema takes arbitrary JSON.
func UnmarshalJSON(any) (json.RawMessage, error) {
	return nil, inputErrorf("a JSON value is only ever an answer")
}

// quoted writes text that needs no escaping.
func quoted(s string) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, `"`+s+`"`) })
}

func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return "text"
	case int, int64, float64, json.Number:
		return "a number"
	default:
		return "an object or list"
	}
}

// clip keeps a hostile value from filling the answer and the log.
func clip(s string) string {
	const most = 64
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
