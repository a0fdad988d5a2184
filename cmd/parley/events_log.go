package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/chain"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
)

// logFlags say which log: that of a running Management Node, or the files of
// one that is not.
type logFlags struct{ url, token, data string }

func (f *logFlags) register(flags *pflag.FlagSet, scopes string) {
	flags.StringVar(&f.url, "url", os.Getenv("PARLEY_URL"), "address of the Management Node, for example http://127.0.0.1:8080")
	flags.StringVar(&f.token, "token", os.Getenv("PARLEY_TOKEN"), "API token with "+scopes)
	flags.StringVar(&f.data, "data", "", "data directory of a Management Node that is not running")
}

func (f *logFlags) check() error {
	if (f.url == "") == (f.data == "") {
		return errors.New("give either --url (and --token) or --data")
	}
	if f.url != "" {
		if u, err := url.Parse(f.url); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("--url: %q is not http(s)://host:port", f.url)
		}
	}
	return nil
}

func (f *logFlags) client(stderr io.Writer) export.Client {
	return export.Client{
		URL: strings.TrimRight(f.url, "/") + "/events", Token: f.token, Attempts: 5,
		Retry: func(err error, wait time.Duration) {
			fmt.Fprintf(stderr, "parley: %v; trying again in %s\n", err, wait.Round(time.Millisecond))
		},
	}
}

// open opens the log in the data directory.
func (f *logFlags) open(ctx context.Context, stderr io.Writer) (*sqlite.Store, error) {
	dir := filepath.Join(f.data, "log")
	if _, err := os.Stat(filepath.Join(dir, "events.db")); err != nil { // opening would make one
		return nil, fmt.Errorf("--data: there is no event log in %s: %w", f.data, err)
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: dir, Logger: slog.New(slog.NewTextHandler(stderr, nil))})
	if errors.Is(err, sqlite.ErrLocked) {
		return nil, fmt.Errorf("a Management Node runs on %s: read through it with --url and --token", f.data)
	}
	return log, err
}

// rawLog is a log as it is stored.
type rawLog interface {
	// each gives every event after a position, until there are no more or f
	// returns an error, which it returns.
	each(ctx context.Context, after events.Position, f func(store.Event) error) error
	// end is the position of the last event.
	end(ctx context.Context) (events.Position, error)
	// oldest is the position after which nothing was removed. It is asked about
	// a position, and may be anything when nothing behind that was removed.
	oldest(ctx context.Context, about events.Position) (events.Position, error)
	Close() error
}

func (f *logFlags) raw(ctx context.Context, stderr io.Writer) (rawLog, error) {
	if f.url != "" {
		return remoteLog{f.client(stderr)}, nil
	}
	log, err := f.open(ctx, stderr)
	if err != nil {
		return nil, err
	}
	return localLog{log}, nil
}

type localLog struct{ *sqlite.Store }

var everything = store.Filter{System: true}

func (l localLog) each(ctx context.Context, after events.Position, f func(store.Event) error) error {
	for {
		page, err := l.ReadAll(ctx, after, store.Forwards, everything, store.MaxPage)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			if err := f(e); err != nil {
				return err
			}
		}
		if page.End {
			return nil
		}
		after = page.Next
	}
}

func (l localLog) end(ctx context.Context) (events.Position, error) {
	page, err := l.ReadAll(ctx, store.LastPosition, store.Backwards, everything, 1)
	if err != nil || len(page.Events) == 0 {
		return 0, err
	}
	return page.Events[0].Position, nil
}

func (l localLog) oldest(ctx context.Context, _ events.Position) (events.Position, error) {
	info, err := l.Describe(ctx)
	return info.Oldest, err
}

type remoteLog struct{ export.Client }

func (remoteLog) Close() error { return nil }

func (l remoteLog) each(ctx context.Context, after events.Position, f func(store.Event) error) error {
	return l.Read(ctx, rawLines(f), export.Options{Raw: true, From: after, Gaps: true})
}

func (l remoteLog) end(ctx context.Context) (at events.Position, err error) {
	err = l.Read(ctx, rawLines(func(e store.Event) error {
		at = e.Position
		return nil
	}), export.Options{Raw: true, Backwards: true, Limit: 1})
	return at, err
}

// oldest is what the node says when it refuses to begin at a position.
func (l remoteLog) oldest(ctx context.Context, about events.Position) (events.Position, error) {
	if about == 0 { // never refused; ask about what is just behind it
		about = 1
	}
	err := l.Read(ctx, io.Discard, export.Options{Raw: true, From: about, Limit: 1})
	var refused *export.Refusal
	if errors.As(err, &refused) {
		switch {
		case refused.Status == http.StatusGone:
			return events.ParsePosition(refused.OldestPosition)
		case refused.Code == export.CodeBeyondEnd: // nothing is behind it
			return 0, nil
		}
	}
	return 0, err
}

// rawLines takes the lines of a raw export, each in one call.
type rawLines func(store.Event) error

func (f rawLines) Write(line []byte) (int, error) {
	e, err := chain.ParseRaw(bytes.TrimSuffix(line, []byte("\n")))
	if err != nil {
		return 0, fmt.Errorf("the node sent what is no event: %w", err)
	}
	if err := f(e); err != nil {
		return 0, err
	}
	return len(line), nil
}
