package sqlite

import (
	"encoding/json"
	"math"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// retention is what a stream's metadata lets be removed. Zero fields remove
// nothing, as does whatever makes no sense.
type retention struct {
	truncateBefore events.Revision
	maxCount       uint64
	maxAge         time.Duration
}

func retentionOf(e *store.Event) retention {
	var r retention
	var fields map[string]json.RawMessage
	if e.Type != "$metadata" || json.Unmarshal(e.Data, &fields) != nil {
		return r
	}
	if n, ok := wholeNumber(fields["$tb"]); ok {
		r.truncateBefore = events.Revision(n)
	}
	if n, ok := wholeNumber(fields["$maxCount"]); ok {
		r.maxCount = n
	}
	if n, ok := wholeNumber(fields["$maxAge"]); ok && n < uint64(math.MaxInt64/time.Second) {
		r.maxAge = time.Duration(n) * time.Second // bounded above
	}
	return r
}

func wholeNumber(raw json.RawMessage) (uint64, bool) {
	var n uint64
	if len(raw) == 0 || raw[0] < '0' || raw[0] > '9' || json.Unmarshal(raw, &n) != nil {
		return 0, false
	}
	return n, true
}
