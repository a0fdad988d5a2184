package backup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Path is where a Management Node makes backups.
const Path = "/backup"

// What HandlerOptions.Allowed answers besides nil.
var (
	ErrUnauthenticated = errors.New("send an API token as Authorization: Bearer …")
	ErrForbidden       = errors.New("the token lacks a scope")
)

// HandlerOptions are what a Handler needs.
type HandlerOptions struct {
	Source Source
	// Allowed says whether a request may have a backup, with the deployment's
	// keys or without. It must not accept session cookies: another site could
	// send those along.
	Allowed func(r *http.Request, keys bool) error
	Log     *slog.Logger
}

// request is the body that asks for a backup.
type request struct {
	// Key encrypts the deployment's keys; without it they stay where they are.
	// It is made by the caller, so that the passphrase never leaves him.
	Key *Key `json:"key,omitempty"`
}

const (
	maxRequest   = 16 << 10
	writeTimeout = time.Minute // for any part of the answer
)

// Handler answers POST requests with a backup, one at a time. An answer that
// breaks off shows when it is verified.
func Handler(o HandlerOptions) http.Handler {
	var busy sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			problem(w, http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "use POST")
			return
		}
		// Strangers are told so before their body is looked at.
		if err := o.Allowed(r, false); err != nil {
			refuse(w, o.Log, err)
			return
		}
		var ask request
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(&ask)
		if err == nil && ask.Key != nil {
			err = ask.Key.check()
		}
		if err != nil {
			problem(w, http.StatusBadRequest, "INVALID", "body: "+err.Error())
			return
		}
		if ask.Key != nil {
			if err := o.Allowed(r, true); err != nil {
				refuse(w, o.Log, err)
				return
			}
		}
		if !busy.TryLock() {
			problem(w, http.StatusConflict, "BUSY", "another backup is being made")
			return
		}
		defer busy.Unlock()
		serve(w, r, o, ask.Key)
	})
}

func serve(w http.ResponseWriter, r *http.Request, o HandlerOptions, key *Key) {
	answer := &answer{w: w, control: http.NewResponseController(w)}
	m, err := o.Source.Write(r.Context(), answer, key)
	// The connection may carry other requests; that it is gone shows elsewhere.
	_ = answer.control.SetWriteDeadline(time.Time{})
	switch {
	case err == nil:
		o.Log.Info("made a backup", "remote", r.RemoteAddr, "position", m.Position.String(), "keys", key != nil)
	case !answer.began:
		o.Log.Error("backup failed", "error", err)
		problem(w, http.StatusInternalServerError, "INTERNAL", "the backup could not be made; the server's log has the reason")
	default:
		o.Log.Error("backup broke off", "remote", r.RemoteAddr, "error", err)
		panic(http.ErrAbortHandler) // so that the answer does not look complete
	}
}

func refuse(w http.ResponseWriter, log *slog.Logger, err error) {
	switch {
	case errors.Is(err, ErrUnauthenticated):
		problem(w, http.StatusUnauthorized, "UNAUTHENTICATED", err.Error())
	case errors.Is(err, ErrForbidden):
		problem(w, http.StatusForbidden, "FORBIDDEN", err.Error())
	default:
		log.Error("who asks for a backup", "error", err)
		problem(w, http.StatusServiceUnavailable, "UNAVAILABLE", "rights cannot be checked now")
	}
}

// answer gives every part of the body a deadline of its own.
type answer struct {
	w       http.ResponseWriter
	control *http.ResponseController
	began   bool
}

func (a *answer) Write(p []byte) (int, error) {
	if !a.began {
		a.began = true
		a.w.Header().Set("Content-Type", "application/gzip")
		a.w.Header().Set("Cache-Control", "no-store")
	}
	if err := a.control.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return a.w.Write(p)
}

type problemBody struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func problem(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]problemBody{"error": {code, message}})
}

// Fetch lets a running Management Node make a backup and writes it as it comes.
func Fetch(ctx context.Context, client *http.Client, url, token string, key *Key, w io.Writer) error {
	body, err := json.Marshal(request{Key: key})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(url, "/")+Path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		var p map[string]problemBody
		raw, _ := io.ReadAll(io.LimitReader(resp.Body, 4<<10)) // what came is enough
		if json.Unmarshal(raw, &p) == nil && p["error"].Code != "" {
			return fmt.Errorf("%d %s: %s", resp.StatusCode, p["error"].Code, p["error"].Message)
		}
		return fmt.Errorf("%s does not make backups: %s", url, resp.Status)
	}
	_, err = io.Copy(w, resp.Body)
	return err
}

// ToFile makes a backup's file, which must not exist: it appears under its name
// when it is complete, on the disk, and was read back and found sound.
func ToFile(path string, write func(io.Writer) error) (m Manifest, size int64, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, 0, fmt.Errorf("%s: %w", path, os.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return m, 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if err := errors.Join(write(f), f.Sync()); err != nil {
		return m, 0, err
	}
	if _, err = f.Seek(0, io.SeekStart); err == nil {
		m, err = Verify(f)
	}
	if err != nil {
		return m, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return m, 0, err
	}
	if err := os.Link(f.Name(), path); err != nil { // fails when there is one
		return m, 0, err
	}
	return m, info.Size(), syncDir(filepath.Dir(path))
}
