// Package themefiles serves the files of themes over HTTP: up as a ZIP archive
// or one by one, down likewise.
//
// It decides nothing about themes: control/themes does. It imports that, domain,
// graph/auth and the standard library. A Handler may be used by any goroutine.
package themefiles

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/themes"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
)

// Themes change files and give them out; control/themes has them.
type Themes interface {
	Turn(ctx context.Context) (release func(), err error)
	PutArchive(ctx context.Context, env control.Envelope, id string, archive []byte) (control.Receipt, error)
	PutFile(ctx context.Context, env control.Envelope, id, name string, content []byte) (control.Receipt, error)
	Files(ctx context.Context, id string) (name string, files []events.ThemeFile, err error)
	File(ctx context.Context, id, name string) (events.ThemeFile, error)
	Content(ctx context.Context, f events.ThemeFile) ([]byte, error)
	Archive(ctx context.Context, w io.Writer, files []events.ThemeFile) error
}

// How somebody is refused.
var (
	ErrUnauthenticated = errors.New("send an API token as Authorization: Bearer …, or sign in")
	ErrForbidden       = errors.New("this needs another scope")
)

// Options are what a handler needs.
type Options struct {
	Themes Themes
	// Caller says who sends a request: ErrUnauthenticated, ErrForbidden, or what
	// accompanies the commands of the request.
	Caller func(r *http.Request, write bool) (control.Envelope, error)
	// RawID reads the identifier of a theme as the API has it; false when it is
	// none.
	RawID func(id string) (string, bool)
	Log   *slog.Logger
}

// BaseID stands for what is built in, where a theme's identifier is expected.
const BaseID = "base"

// The times that an upload may take to arrive, and wait for its turn.
const (
	uploadTime = 5 * time.Minute
	turnTime   = 30 * time.Second
)

// Handler serves below /themes/.
func Handler(o Options) http.Handler {
	h := handler{o}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /themes/{id}/files", h.postArchive)
	mux.HandleFunc("PUT /themes/{id}/files/{name}", h.putFile)
	mux.HandleFunc("GET /themes/{id}/files/{name}", h.getFile)
	mux.HandleFunc("GET /themes/{id}/archive", h.getArchive)
	return mux
}

// Patterns are what the handler answers to; other paths below /themes/ are
// pages.
func Patterns() []string {
	return []string{"/themes/{id}/files", "/themes/{id}/files/{name}", "/themes/{id}/archive"}
}

type handler struct{ Options }

// answer is what an upload came to.
type answer struct {
	Position string `json:"position"`
	Revision string `json:"revision"`
	Changed  bool   `json:"changed"`
}

type problem struct {
	Code     string              `json:"code"`
	Message  string              `json:"message"`
	Problems []themefile.Problem `json:"problems,omitempty"`
}

func (h handler) postArchive(w http.ResponseWriter, r *http.Request) {
	kinds := []string{"application/zip", "application/x-zip-compressed", "application/octet-stream"}
	h.upload(w, r, themefile.MaxZIP, kinds, h.Themes.PutArchive)
}

func (h handler) putFile(w http.ResponseWriter, r *http.Request) {
	name, known := themefile.ParseName(r.PathValue("name"))
	if !known {
		refuse(w, http.StatusUnprocessableEntity, problem{Code: "INVALID", Message: "No theme has a file of this name.", Problems: []themefile.Problem{
			{File: r.PathValue("name"), Message: "No theme has a file of this name."},
		}})
		return
	}
	kinds := []string{name.MediaType, "application/octet-stream", "audio/x-wav", "audio/wave", "audio/vnd.wave"}
	h.upload(w, r, themefile.MaxFile, kinds, func(ctx context.Context, env control.Envelope, id string, content []byte) (control.Receipt, error) {
		return h.Themes.PutFile(ctx, env, id, name.Name, content)
	})
}

type put func(ctx context.Context, env control.Envelope, id string, content []byte) (control.Receipt, error)

func (h handler) upload(w http.ResponseWriter, r *http.Request, limit int64, kinds []string, do put) {
	// A cookie is sent by the browser whoever made it ask; a token is not.
	if auth.FromRequest(r).Token == "" && !auth.SameOrigin(r, nil, false) {
		refuse(w, http.StatusForbidden, problem{Code: "FORBIDDEN", Message: "requests from other origins are refused"})
		return
	}
	env, id, ok := h.begin(w, r, true)
	if !ok {
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || !slices.Contains(kinds, kind) {
		refuse(w, http.StatusUnsupportedMediaType, problem{Code: "INVALID", Message: "Content-Type must be " + kinds[0] + "."})
		return
	}
	if r.ContentLength > limit {
		refuse(w, http.StatusRequestEntityTooLarge, tooLarge(limit))
		return
	}
	if bad := conditions(r, &env); bad != nil {
		refuse(w, http.StatusBadRequest, *bad)
		return
	}
	waiting, cancel := context.WithTimeout(r.Context(), turnTime)
	release, err := h.Themes.Turn(waiting)
	cancel()
	if err != nil {
		w.Header().Set("Retry-After", "10")
		refuse(w, http.StatusServiceUnavailable, problem{Code: "UNAVAILABLE", Message: "others are uploading; try again"})
		return
	}
	defer release()
	content, status := read(w, r, limit)
	switch status {
	case 0:
	case http.StatusRequestEntityTooLarge:
		refuse(w, status, tooLarge(limit))
		return
	default:
		refuse(w, status, problem{Code: "INVALID", Message: "The upload broke off."})
		return
	}
	done, err := do(r.Context(), env, id, content)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	reply(w, http.StatusOK, answer{
		Position: done.Position.String(), Revision: strconv.FormatUint(uint64(done.Revision), 10), Changed: done.Changed,
	})
}

func tooLarge(limit int64) problem {
	return problem{Code: "INVALID", Message: fmt.Sprintf("It is larger than %d MB.", limit>>20)}
}

// read takes a body that is not larger than the limit, or says with which
// status it is refused.
func read(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, int) {
	// Others have a shorter time; a slow line takes long for twenty megabytes.
	if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, http.StatusInternalServerError
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return nil, http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return nil, http.StatusBadRequest
	}
	return content, 0
}

// conditions reads the headers that say under which conditions a change is made.
func conditions(r *http.Request, env *control.Envelope) *problem {
	env.IdempotencyKey = r.Header.Get("Idempotency-Key")
	if len(env.IdempotencyKey) > control.MaxIdempotencyKey {
		return &problem{Code: "INVALID", Message: fmt.Sprintf("Idempotency-Key: at most %d characters are allowed.", control.MaxIdempotencyKey)}
	}
	match := strings.Trim(r.Header.Get("If-Match"), `"`)
	if match == "" || match == "*" {
		return nil
	}
	revision, err := strconv.ParseUint(match, 10, 63)
	if err != nil {
		return &problem{Code: "INVALID", Message: "If-Match must be the revision of the theme."}
	}
	env.ExpectedRevision = &revision
	return nil
}

// begin says who asks for which theme, or has answered already.
func (h handler) begin(w http.ResponseWriter, r *http.Request, write bool) (env control.Envelope, id string, ok bool) {
	env, err := h.Caller(r, write)
	switch {
	case errors.Is(err, ErrUnauthenticated):
		w.Header().Set("WWW-Authenticate", `Bearer realm="parley"`)
		refuse(w, http.StatusUnauthorized, problem{Code: "UNAUTHENTICATED", Message: ErrUnauthenticated.Error()})
		return env, "", false
	case errors.Is(err, ErrForbidden):
		refuse(w, http.StatusForbidden, problem{Code: "FORBIDDEN", Message: err.Error()})
		return env, "", false
	case err != nil:
		h.fail(w, r, err)
		return env, "", false
	}
	given := r.PathValue("id")
	if given == BaseID && !write {
		return env, BaseID, true
	}
	id, ok = h.RawID(given)
	if !ok {
		refuse(w, http.StatusNotFound, problem{Code: "NOT_FOUND", Message: "There is no such theme."})
	}
	return env, id, ok
}

func (h handler) getFile(w http.ResponseWriter, r *http.Request) {
	_, id, ok := h.begin(w, r, false)
	if !ok {
		return
	}
	f, content, err := h.load(r.Context(), id, r.PathValue("name"))
	if err != nil {
		h.fail(w, r, err)
		return
	}
	head := w.Header()
	head.Set("Content-Type", f.MediaType)
	head.Set("X-Content-Type-Options", "nosniff")
	// A picture shows something and does nothing, also when it is opened as a
	// page of its own.
	head.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cache-Control", "private, no-cache")
	if f.Digest != "" {
		head.Set("ETag", `"`+f.Digest+`"`)
	}
	// Players ask for parts of sounds.
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func (h handler) load(ctx context.Context, id, name string) (events.ThemeFile, []byte, error) {
	if id == BaseID {
		for _, f := range themefile.Base() {
			if f.Name == name {
				return events.ThemeFile{Name: f.Name, MediaType: f.MediaType}, f.Content, nil
			}
		}
		return events.ThemeFile{}, nil, themes.ErrNotFound
	}
	f, err := h.Themes.File(ctx, id, name)
	if err != nil {
		return f, nil, err
	}
	content, err := h.Themes.Content(ctx, f)
	return f, content, err
}

func (h handler) getArchive(w http.ResponseWriter, r *http.Request) {
	_, id, ok := h.begin(w, r, false)
	if !ok {
		return
	}
	name, files := "parley-base", []events.ThemeFile(nil)
	if id != BaseID {
		var err error
		if name, files, err = h.Themes.Files(r.Context(), id); err != nil {
			h.fail(w, r, err)
			return
		}
	}
	head := w.Header()
	head.Set("Content-Type", "application/zip")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cache-Control", "no-store")
	head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + ".zip"}))
	var err error
	if id == BaseID {
		err = themes.BaseArchive(w)
	} else {
		err = h.Themes.Archive(r.Context(), w, files)
	}
	if err != nil {
		// What was sent is not a whole archive, and must not look like one.
		h.Log.Warn("a theme was not downloaded", "theme", id, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// fail answers an error.
func (h handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	var problems themes.Problems
	refusals, refused := domain.AsRefusals(err)
	switch {
	case errors.As(err, &problems):
		refuse(w, http.StatusUnprocessableEntity, problem{Code: "INVALID", Message: "Nothing was changed: some files cannot be part of a theme.", Problems: problems})
	case errors.Is(err, themes.ErrNotFound):
		refuse(w, http.StatusNotFound, problem{Code: "NOT_FOUND", Message: "There is no such file."})
	case refused && len(refusals) > 0:
		status := map[domain.Code]int{domain.CodeNotFound: http.StatusNotFound, domain.CodeConflict: http.StatusConflict}[refusals[0].Code]
		if status == 0 {
			status = http.StatusUnprocessableEntity
		}
		refuse(w, status, problem{Code: string(refusals[0].Code), Message: refusals[0].Message})
	case r.Context().Err() != nil:
		panic(http.ErrAbortHandler) // nobody reads an answer
	default:
		h.Log.Error("files of a theme", "path", r.URL.Path, "error", err)
		refuse(w, http.StatusServiceUnavailable, problem{Code: "UNAVAILABLE", Message: "try again later"})
	}
}

func refuse(w http.ResponseWriter, status int, p problem) {
	reply(w, status, map[string]problem{"error": p})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the caller is gone: nobody is left to tell
}
