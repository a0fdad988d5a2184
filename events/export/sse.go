package export

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
)

// EventStream is the media type of server-sent events.
const EventStream = "text/event-stream"

// bookmarkType is what a bookmark is called among server-sent events.
const bookmarkType = "bookmark"

// retryAfter is when a browser whose connection broke comes back.
const retryAfter = 2 * time.Second

// serverSent writes a line as a server-sent event. Its id is the position, so
// that a browser that comes back says where to go on. Line breaks cannot occur:
// JSON escapes them, and types have no control characters.
func serverSent(at events.Position, typ string, line []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "id: %s\n", at)
	if !reserved(typ, line) {
		fmt.Fprintf(&b, "event: %s\n", typ)
	}
	b.WriteString("data: ")
	b.Write(line) // ends with a newline
	b.WriteByte('\n')
	return b.Bytes()
}

// reserved says that other programs gave an event a type that means something
// else to a browser: it comes as a plain message.
func reserved(typ string, line []byte) bool {
	switch typ {
	case "", "open", "error", "message":
		return true
	case bookmarkType:
		return !bytes.HasPrefix(line, []byte(`{"bookmark":`))
	}
	return false
}

func retryLine() []byte { return fmt.Appendf(nil, "retry: %d\n\n", retryAfter.Milliseconds()) }

// wantsEvents says whether a request asks for server-sent events rather than
// lines: it names them, and prefers nothing else that there is.
func wantsEvents(r *http.Request) bool {
	best, events := 0.0, false
	for _, header := range r.Header.Values("Accept") {
		for part := range strings.SplitSeq(header, ",") {
			kind, params, err := mime.ParseMediaType(part)
			if err != nil {
				continue
			}
			quality := 1.0
			if q, given := params["q"]; given {
				if quality, err = strconv.ParseFloat(q, 64); err != nil {
					continue
				}
			}
			isEvents := kind == EventStream
			if known := isEvents || slices.Contains([]string{ContentType, "application/json", "application/*"}, kind); known && quality > best {
				best, events = quality, isEvents
			}
		}
	}
	return events
}
