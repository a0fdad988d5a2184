package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/parley-video/parley/nodeagent/conference"
)

// Codes of errors that do not come from the conference.
const (
	codeUnknownFunction = "unknown-function"
	codeMethod          = "method-not-allowed"
	codeMalformed       = "malformed"
	codeTooLarge        = "too-large"
	codeMediaType       = "unsupported-media-type"
	codeUnsupported     = "unsupported"
	codeRateLimited     = "rate-limited"
	codeInternal        = "internal"
)

// envelope is every answer. Code is ours: the original has only the text.
type envelope struct {
	Status string `json:"status"`
	Result any    `json:"result"`
	Code   string `json:"code,omitempty"`
}

func (a *api) succeed(w http.ResponseWriter, result any) {
	a.answer(w, http.StatusOK, envelope{Status: "success", Result: result})
}

func (a *api) fail(w http.ResponseWriter, status int, code, text string) {
	a.answer(w, status, envelope{Status: "failed", Result: text, Code: code})
}

func (a *api) answer(w http.ResponseWriter, status int, e envelope) {
	body, err := encode(e)
	if err != nil {
		a.log.Error("encode answer", slog.Any("error", err))
		http.Error(w, `{"status":"failed","result":"Internal error","code":"internal"}`, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone
}

// encode is JSON without escaping for HTML, which this is not.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func (a *api) tooMany(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "1")
	a.fail(w, http.StatusTooManyRequests, codeRateLimited, "Too many requests")
}

// method answers a wrong method and reports whether it was right.
func (a *api) method(w http.ResponseWriter, r *http.Request, allowed ...string) bool {
	if slices.Contains(allowed, r.Method) {
		return true
	}
	w.Header().Set("Allow", strings.Join(append(allowed, http.MethodOptions), ", "))
	a.fail(w, http.StatusMethodNotAllowed, codeMethod, "Method not allowed")
	return false
}

// refusals are the statuses and the legacy texts of what a conference refuses.
var refusals = map[conference.Code]struct {
	status int
	text   string
}{
	conference.CodeUnknownAlias:       {http.StatusNotFound, "Neither conference nor gateway found"},
	conference.CodeInvalidPIN:         {http.StatusForbidden, "Invalid PIN"},
	conference.CodeInvalidToken:       {http.StatusForbidden, "Invalid token"},
	conference.CodeNotPermitted:       {http.StatusForbidden, "Invalid role"},
	conference.CodeInvalidRole:        {http.StatusBadRequest, "Invalid role"},
	conference.CodeWaiting:            {http.StatusForbidden, "Waiting to be admitted"},
	conference.CodeParticipantLimit:   {http.StatusForbidden, "Participant limit reached"},
	conference.CodeCapacity:           {http.StatusServiceUnavailable, "Capacity exceeded"},
	conference.CodeMaintenance:        {http.StatusServiceUnavailable, "System in maintenance mode"},
	conference.CodeUnknownParticipant: {http.StatusNotFound, "Participant not found"},
	conference.CodeUnknownCall:        {http.StatusNotFound, "Call not found"},
	conference.CodeCallInProgress:     {http.StatusConflict, "A call is being set up"},
	conference.CodeChatDisabled:       {http.StatusForbidden, "Chat is disabled"},
	conference.CodePresentationDenied: {http.StatusForbidden, "Presentation not allowed"},
	conference.CodeOffer:              {http.StatusBadRequest, "Unusable SDP offer"},
}

// pinPrompt is the 403 that is no failure: it asks for a PIN.
type pinPrompt struct {
	PIN      string `json:"pin"`
	GuestPIN string `json:"guest_pin"`
}

// refuse answers an error of the conference.
func (a *api) refuse(w http.ResponseWriter, r *http.Request, err error) {
	refusal, ok := conference.RefusalOf(err)
	switch {
	case ok && refusal.Code == conference.CodePINRequired:
		prompt := pinPrompt{PIN: "required", GuestPIN: "none"}
		if refusal.GuestPIN {
			prompt.GuestPIN = "required"
		}
		a.answer(w, http.StatusForbidden, envelope{Status: "success", Result: prompt, Code: string(refusal.Code)})
	case ok:
		known, listed := refusals[refusal.Code]
		if !listed {
			known.status, known.text = http.StatusBadRequest, "Bad request"
		}
		text := known.text
		if refusal.Code == conference.CodeOffer && refusal.Detail != "" {
			text += ": " + refusal.Detail
		}
		a.fail(w, known.status, string(refusal.Code), text)
	case errors.Is(err, conference.ErrNotRunning), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		a.fail(w, http.StatusServiceUnavailable, string(conference.CodeUnavailable), "Service unavailable")
	default:
		a.log.Error("client request", slog.String("path", r.URL.Path), slog.Any("error", err))
		a.fail(w, http.StatusInternalServerError, codeInternal, "Internal error")
	}
}
