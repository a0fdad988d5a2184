package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// HandlerOptions say how the log is served.
type HandlerOptions struct {
	// Logger is told of exports that broke off; nil means nobody is.
	Logger *slog.Logger
	// Allowed is asked every few seconds during an export whether the request
	// may still read; an error ends the export. Whether it may begin is for
	// the handlers in front of this one. May be nil.
	Allowed func(*http.Request) error
	// Interval is the longest silence; 0 means 5 s.
	Interval time.Duration
	// Readers bounds the exports at a time; 0 means 64. Further ones are
	// refused with 503.
	Readers int
}

// ContentType is newline-delimited JSON.
const ContentType = "application/x-ndjson"

// writeTimeout is how long a reader may keep a full connection.
const writeTimeout = 30 * time.Second

type handler struct {
	store   store.Store
	options HandlerOptions
	seats   chan struct{}
}

// Handler serves the log as lines of JSON:
//
//	GET /events?after=<position>&type=<prefix>&stream=<name>&follow=true
//
// Without follow it answers what is there and ends with a bookmark line that
// has "end": true, so that a reader can tell an answer that is complete. backwards=true gives the
// newest first, before=<position> goes on from there; limit=<n> ends the
// answer after n events. With follow new events come as they happen, and a
// bookmark line after every 5 s without one. What is wrong with a request is
// answered as {"error":{"code","field","message"}}.
//
// An export with follow lasts until its request ends: give the server a
// BaseContext that ends when the program does.
func Handler(s store.Store, o HandlerOptions) http.Handler {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Interval == 0 {
		o.Interval = 5 * time.Second
	}
	if o.Readers == 0 {
		o.Readers = 64
	}
	return &handler{store: s, options: o, seats: make(chan struct{}, o.Readers)}
}

// Problem is what is wrong with a request.
type Problem struct {
	Code    string `json:"code"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

// The codes.
const (
	CodeInvalid     = "INVALID"
	CodeBeyondEnd   = "BEYOND_END"
	CodeNotFound    = "NOT_FOUND"
	CodeMethod      = "METHOD_NOT_ALLOWED"
	CodeBusy        = "TOO_MANY_READERS"
	CodeUnavailable = "UNAVAILABLE"
)

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, Problem{CodeMethod, "", "only GET is possible"})
		return
	}
	o, follow, problem := parse(r.URL.RawQuery)
	if problem != nil {
		refuse(w, http.StatusBadRequest, *problem)
		return
	}
	if r.Method == http.MethodHead {
		w.Header().Set("Content-Type", ContentType)
		return
	}
	select {
	case h.seats <- struct{}{}:
		defer func() { <-h.seats }()
	default:
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, Problem{CodeBusy, "", "too many exports at a time"})
		return
	}
	h.serve(w, r, o, follow)
}

func (h *handler) serve(w http.ResponseWriter, r *http.Request, o Options, follow bool) {
	out := &response{w: w, control: http.NewResponseController(w)}
	buffer := bufio.NewWriterSize(out, 32<<10)
	k := newSink(buffer, o)
	k.interval, k.spoke, k.asked = h.options.Interval, time.Now(), time.Now()
	k.flush = func() error { return errors.Join(buffer.Flush(), out.flush()) }
	if h.options.Allowed != nil {
		k.allowed = func() error { return h.options.Allowed(r) }
	}
	defer out.control.SetWriteDeadline(time.Time{}) //nolint:errcheck // the connection may serve another request
	var err error
	if follow {
		err = tail(r.Context(), h.store, k, o)
	} else if err = read(r.Context(), h.store, k, o); err == nil {
		err = k.bookmark(true)
	}
	switch {
	case err == nil || r.Context().Err() != nil:
	case out.begun:
		// The answer ends without a bookmark, which tells the reader.
		h.options.Logger.Warn("event export broke off", "at", k.at, "error", err)
	default:
		status, problem := describe(err)
		if status == http.StatusServiceUnavailable {
			h.options.Logger.Error("event export failed", "error", err)
		}
		refuse(w, status, problem)
	}
}

// response is the connection. Every write has a deadline.
type response struct {
	w       http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

func (r *response) Write(b []byte) (int, error) {
	if err := r.begin(); err != nil {
		return 0, err
	}
	return r.w.Write(b)
}

func (r *response) flush() error {
	if err := r.begin(); err != nil {
		return err
	}
	return r.control.Flush()
}

func (r *response) begin() error {
	if !r.begun {
		r.begun = true
		r.w.Header().Set("Content-Type", ContentType)
		r.w.Header().Set("Cache-Control", "no-store")
		r.w.Header().Set("X-Content-Type-Options", "nosniff")
	}
	err := r.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	if errors.Is(err, http.ErrNotSupported) { // not a network connection
		return nil
	}
	return err
}

func describe(err error) (int, Problem) {
	switch {
	case errors.Is(err, store.ErrBeyondEnd):
		return http.StatusBadRequest, Problem{CodeBeyondEnd, "after", "the log ends before this position: the bookmark belongs to another log"}
	case errors.Is(err, store.ErrInvalid):
		return http.StatusBadRequest, Problem{CodeInvalid, "", err.Error()}
	case errors.Is(err, store.ErrNotFound):
		return http.StatusNotFound, Problem{CodeNotFound, "stream", "there is no such stream"}
	default: // the reason is in our log; it may name files
		return http.StatusServiceUnavailable, Problem{CodeUnavailable, "", "the event log cannot be read now"}
	}
}

func refuse(w http.ResponseWriter, status int, p Problem) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]Problem{"error": p}) // the reader may be gone
}

// parse reads the query strictly: a misspelt restriction must not give more
// than was asked for.
func parse(raw string) (o Options, follow bool, problem *Problem) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return o, false, &Problem{CodeInvalid, "", "the query is not well-formed"}
	}
	bad := func(field, format string, args ...any) {
		if problem == nil || field < problem.Field { // the same one every time
			problem = &Problem{CodeInvalid, field, fmt.Sprintf(format, args...)}
		}
	}
	for field, values := range query {
		if len(values) != 1 {
			bad(field, "given %d times", len(values))
			continue
		}
		if err := parseField(&o, &follow, field, values[0]); err != nil {
			bad(field, "%v", err)
		}
	}
	switch {
	case problem != nil:
	case o.Backwards && query.Has("after"):
		bad("after", "is not possible with backwards, use before")
	case !o.Backwards && query.Has("before"):
		bad("before", "is only possible with backwards")
	case o.Backwards && follow:
		bad("follow", "new events do not come backwards")
	}
	return o, follow, problem
}

func parseField(o *Options, follow *bool, field, value string) (err error) {
	switch field {
	case "after", "before":
		if o.From, err = events.ParsePosition(value); err == nil && o.From > store.LastPosition {
			err = errors.New("is out of range")
		}
		return err
	case "type":
		if o.TypePrefix = value; len(value) > store.MaxTypeBytes {
			return fmt.Errorf("is longer than %d bytes", store.MaxTypeBytes)
		}
		return nil
	case "stream":
		o.Stream = value
		return store.CheckStream(value)
	case "limit":
		if o.Limit, err = strconv.Atoi(value); err != nil || o.Limit < 1 {
			return errors.New("want a number from 1")
		}
		return nil
	case "follow":
		*follow, err = parseBool(value)
		return err
	case "backwards":
		o.Backwards, err = parseBool(value)
		return err
	default:
		return errors.New("there is no such parameter")
	}
}

func parseBool(value string) (bool, error) {
	switch value {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, errors.New("want true or false")
}
