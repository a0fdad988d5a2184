package export

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// HandlerOptions say how the log is served.
type HandlerOptions struct {
	// Logger is told of exports that broke off; nil means nobody is.
	Logger *slog.Logger
	// Rights says what a request may read: at the beginning, and then every few
	// seconds for as long as it lasts. An error or other rights than at the
	// beginning end the export. An error at the beginning that is a *Refusal is
	// the answer; others are our own failure. nil means that everything may be
	// read but personal data.
	Rights func(r *http.Request, begin bool) (Rights, error)
	// Raw is the log as it is stored, for those who have the right to it; nil
	// means that the store itself is that.
	Raw store.Store
	// Interval is the longest silence; 0 means 5 s.
	Interval time.Duration
	// Readers bounds the exports at a time; 0 means 64. Further ones are
	// refused with 503. ReadersEach is the same for each caller; 0 means 16,
	// further ones are refused with 429.
	Readers, ReadersEach int
}

// ContentType is newline-delimited JSON.
const ContentType = "application/x-ndjson"

// writeTimeout is how long a reader may keep a full connection.
const writeTimeout = 30 * time.Second

type handler struct {
	store   store.Store
	options HandlerOptions
	seats   *seats
}

// Handler serves the log, as docs/events.md says: GET with parameters, answered
// as lines of JSON or as server-sent events. What is wrong with a request is
// answered as {"error":{"code","field","message"}}.
//
// An export that follows the log lasts until its request ends: give the server
// a BaseContext that ends when the program does. When the store is a
// store.Describer, a position from before what is complete is answered with 410.
func Handler(s store.Store, o HandlerOptions) http.Handler {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Rights == nil {
		o.Rights = func(*http.Request, bool) (Rights, error) { return Rights{}, nil }
	}
	if o.Raw == nil {
		o.Raw = s
	}
	o.Interval = cmp.Or(o.Interval, 5*time.Second)
	o.Readers, o.ReadersEach = cmp.Or(o.Readers, 64), cmp.Or(o.ReadersEach, 16)
	return &handler{store: s, options: o, seats: newSeats(o.Readers, o.ReadersEach)}
}

// Problem is what is wrong with a request. OldestPosition is set when events
// after the position that was asked for were removed: everything after the
// oldest position is there.
type Problem struct {
	Code           string `json:"code"`
	Field          string `json:"field,omitempty"`
	Message        string `json:"message"`
	OldestPosition string `json:"oldestPosition,omitempty"`
}

// The codes.
const (
	CodeInvalid     = "INVALID"
	CodeBeyondEnd   = "BEYOND_END"
	CodeExpired     = "EXPIRED"
	CodeForbidden   = "FORBIDDEN"
	CodeNotFound    = "NOT_FOUND"
	CodeMethod      = "METHOD_NOT_ALLOWED"
	CodeBusy        = "TOO_MANY_READERS"
	CodeUnavailable = "UNAVAILABLE"
)

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, Problem{Code: CodeMethod, Message: "only GET is possible"})
		return
	}
	rights, err := h.options.Rights(r, true)
	if err != nil {
		h.fail(w, fmt.Errorf("who reads the log: %w", err))
		return
	}
	a, problem := parse(r)
	if problem != nil {
		refuse(w, http.StatusBadRequest, *problem)
		return
	}
	if refused := rights.restrict(&a.Options); refused != nil {
		refuse(w, refused.Status, refused.Problem)
		return
	}
	if r.Method == http.MethodHead {
		w.Header().Set("Content-Type", a.contentType())
		return
	}
	leave, refused := h.seats.take(rights.Caller)
	if refused != nil {
		w.Header().Set("Retry-After", "5")
		refuse(w, refused.Status, refused.Problem)
		return
	}
	defer leave()
	if err := h.begin(r.Context(), &a); err != nil {
		h.fail(w, err)
		return
	}
	h.serve(w, r, a, rights)
}

// log is where the events come from.
func (h *handler) log(a asked) store.Store {
	if a.Raw {
		return h.options.Raw
	}
	return h.store
}

func (a asked) contentType() string {
	if a.sse {
		return EventStream
	}
	return ContentType
}

// begin finds out where to begin, and whether that is possible.
func (h *handler) begin(ctx context.Context, a *asked) error {
	if a.end {
		page, err := h.store.ReadAll(ctx, store.LastPosition, store.Backwards, store.Filter{System: true}, 1)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			a.From = e.Position
		}
		return nil
	}
	return h.complete(ctx, a, a.From)
}

// complete fails when events after a position were removed. Whoever begins at
// the beginning wants what there is.
func (h *handler) complete(ctx context.Context, a *asked, at events.Position) error {
	log, can := h.store.(store.Describer)
	if !can || a.From == 0 || a.Gaps || a.Backwards {
		return nil
	}
	info, err := log.Describe(ctx)
	if err != nil || at >= info.Oldest {
		return err
	}
	return &Refusal{Status: http.StatusGone, Problem: Problem{
		Code: CodeExpired, Field: "after", OldestPosition: info.Oldest.String(),
		Message: "events after this position were removed from the log; it is complete after oldestPosition",
	}}
}

func (h *handler) serve(w http.ResponseWriter, r *http.Request, a asked, rights Rights) {
	out := &response{w: w, control: http.NewResponseController(w), kind: a.contentType()}
	buffer := bufio.NewWriterSize(out, 32<<10)
	k := newSink(buffer, a.Options)
	k.interval, k.spoke, k.asked = h.options.Interval, time.Now(), time.Now()
	k.flush = func() error { return errors.Join(buffer.Flush(), out.flush()) }
	k.allowed = func(at events.Position) error {
		now, err := h.options.Rights(r, false)
		if err == nil && !now.equal(rights) {
			err = errRightsChanged
		}
		if err != nil {
			return err
		}
		return h.complete(r.Context(), &a, at)
	}
	defer out.control.SetWriteDeadline(time.Time{}) // the connection may serve another request
	err := h.answer(r.Context(), k, a)
	switch {
	case err == nil || r.Context().Err() != nil:
	case out.begun:
		// The answer ends without a bookmark, which tells the reader.
		h.options.Logger.Warn("event export broke off", "at", k.at, "error", err)
	default:
		h.fail(w, err)
	}
}

func (h *handler) answer(ctx context.Context, k *sink, a asked) (err error) {
	switch {
	case a.follow:
		return h.follow(ctx, k, a)
	case a.wait > 0:
		err = poll(ctx, h.log(a), k, a.Options, time.Now().Add(a.wait))
	default:
		err = read(ctx, h.log(a), k, a.Options)
	}
	if err == nil {
		err = k.bookmark(true)
	}
	return err
}

// follow goes on with new events. A reader that begins where the log ends is
// told first where that is: if its connection broke before the first event, it
// would begin elsewhere.
func (h *handler) follow(ctx context.Context, k *sink, a asked) error {
	if a.sse {
		k.form = serverSent
		if err := k.write(retryLine()); err != nil {
			return err
		}
	}
	if a.end {
		if err := k.bookmark(false); err != nil {
			return err
		}
	}
	return tail(ctx, h.log(a), k, a.Options)
}

// fail answers with what went wrong before anything was written.
func (h *handler) fail(w http.ResponseWriter, err error) {
	status, problem := describe(err)
	if status == http.StatusServiceUnavailable {
		h.options.Logger.Error("event export failed", "error", err)
	}
	refuse(w, status, problem)
}

// response is the connection. Every write has a deadline.
type response struct {
	w       http.ResponseWriter
	control *http.ResponseController
	kind    string
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
		r.w.Header().Set("Content-Type", r.kind)
		r.w.Header().Set("Cache-Control", "no-store")
		r.w.Header().Set("X-Content-Type-Options", "nosniff")
		r.w.Header().Set("X-Accel-Buffering", "no") // for proxies that hold answers back
	}
	err := r.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	if errors.Is(err, http.ErrNotSupported) { // not a network connection
		return nil
	}
	return err
}

func describe(err error) (int, Problem) {
	var refused *Refusal
	switch {
	case errors.As(err, &refused):
		return refused.Status, refused.Problem
	case errors.Is(err, store.ErrBeyondEnd):
		return http.StatusBadRequest, Problem{Code: CodeBeyondEnd, Field: "after", Message: "the log ends before this position: the bookmark belongs to another log"}
	case errors.Is(err, store.ErrInvalid):
		return http.StatusBadRequest, Problem{Code: CodeInvalid, Message: err.Error()}
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrDeleted):
		return http.StatusNotFound, Problem{Code: CodeNotFound, Field: "stream", Message: "there is no such stream"}
	default: // the reason is in our log; it may name files
		return http.StatusServiceUnavailable, Problem{Code: CodeUnavailable, Message: "the event log cannot be read now"}
	}
}

func refuse(w http.ResponseWriter, status int, p Problem) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]Problem{"error": p}) // the reader may be gone
}
