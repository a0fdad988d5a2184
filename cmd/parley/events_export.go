package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/chain"
	"github.com/parley-video/parley/events/store"
)

type exportFlags struct {
	logFlags
	out            string
	after, through string
	gaps           bool
}

func eventsExportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export --out FILE",
		Short: "Write the log to a file whose every line is bound to the one before it",
		Long: `Writes the whole log, or a part of it, to a file in which every line carries a
hash over itself and the line before it, so that "parley events verify" finds
whatever was changed, taken away, put in or cut off. Events are written as they
are stored: secrets and personal data stay sealed.

A file that exists already is continued: with the events that were recorded
since, or after an interruption where that left it. Note the final hash that is
printed; with it anybody can check later that the file has not been made anew.

Over --url the token needs the scopes events:read, system:write and
personal:read.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	f.logFlags.register(flags, "the scopes events:read, system:write and personal:read")
	flags.StringVar(&f.out, "out", "", "file to write, or to continue")
	flags.StringVar(&f.after, "after", "", "begin after this position; default: at the beginning of the log")
	flags.StringVar(&f.through, "through", "", "end with this position; default: with the end of the log")
	flags.BoolVar(&f.gaps, "gaps", false, "continue though events were removed from the log that the file does not have")
	_ = cmd.MarkFlagRequired("out") // it is there
	return cmd
}

// span is the part of the log that is asked for.
type span struct {
	after, through events.Position
	afterGiven     bool
}

func (f *exportFlags) span() (s span, err error) {
	s.through = store.LastPosition
	for _, flag := range []struct {
		name, text string
		into       *events.Position
	}{{"--after", f.after, &s.after}, {"--through", f.through, &s.through}} {
		if flag.text == "" {
			continue
		}
		if *flag.into, err = events.ParsePosition(flag.text); err == nil && *flag.into > store.LastPosition {
			err = errors.New("is out of range")
		}
		if err != nil {
			return s, fmt.Errorf("%s: %w", flag.name, err)
		}
	}
	s.afterGiven = f.after != ""
	if s.through < s.after {
		return s, fmt.Errorf("--through: %s lies before --after %s", s.through, s.after)
	}
	return s, nil
}

func (f *exportFlags) run(ctx context.Context, out, stderr io.Writer) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	s, err := f.span()
	if err != nil {
		return err
	}
	log, err := f.raw(ctx, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	_, missing := os.Stat(f.out)
	file, err := os.OpenFile(f.out, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	defer func() {
		info, statErr := file.Stat()
		failed := err != nil
		err = errors.Join(err, file.Close())
		if failed && missing != nil && statErr == nil && info.Size() == 0 {
			err = errors.Join(err, os.Remove(f.out)) // nothing came of it
		}
	}()
	e := exporter{log: log, file: file, span: s, gaps: f.gaps, stderr: stderr}
	state, added, err := e.run(ctx)
	if err != nil && ctx.Err() != nil { // not how it is meant to end, though nothing failed
		return fmt.Errorf("%s: interrupted after position %s; run this again to go on", f.out, state.Through)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.out, err)
	}
	fmt.Fprintf(out, "%s: %d events through position %s, %d of them new\nfinal hash %s\n", f.out, state.Count, state.Through, added, state.Final)
	return nil
}

// exporter writes a part of a log to a file.
type exporter struct {
	log    rawLog
	file   *os.File
	span   span
	gaps   bool
	stderr io.Writer
}

// errThrough ends the reading at the end of the part.
var errThrough = errors.New("end of the part")

func (e exporter) run(ctx context.Context) (s chain.State, added int, err error) {
	begun, err := chain.Resume(e.file)
	if err != nil {
		return s, 0, fmt.Errorf("it is not continued: %w", err)
	}
	end, err := e.log.end(ctx)
	if err != nil {
		return s, 0, err
	}
	if begun.Offset > 0 {
		if err := e.continues(ctx, begun, end); err != nil {
			return s, 0, err
		}
	} else if end < e.span.after {
		return s, 0, fmt.Errorf("--after: the log ends before position %s", e.span.after)
	}
	if err := errors.Join(e.file.Truncate(begun.Offset), seek(e.file, begun.Offset)); err != nil {
		return s, 0, err
	}
	buffer := bufio.NewWriterSize(e.file, 1<<20)
	w := chain.Continue(buffer, begun)
	if begun.Offset == 0 {
		if w, err = chain.NewWriter(buffer, chain.Header{Created: time.Now(), After: e.span.after}); err != nil {
			return s, 0, err
		}
	}
	if err = e.events(ctx, w, min(end, e.span.through)); err == nil {
		err = w.End()
	}
	// What was read is kept also after a failure: the next run goes on there.
	err = errors.Join(err, buffer.Flush(), e.file.Sync())
	s = w.State()
	return s, s.Count - begun.Count, err
}

func seek(file io.Seeker, offset int64) error {
	_, err := file.Seek(offset, io.SeekStart)
	return err
}

func (e exporter) events(ctx context.Context, w *chain.Writer, last events.Position) error {
	from := w.State().Through
	m := newMeter(e.stderr, "export", int64(last)-int64(from)) // positions fit
	defer m.end()
	err := e.log.each(ctx, from, func(event store.Event) error {
		if event.Position > e.span.through {
			return errThrough
		}
		if err := w.Event(event); err != nil {
			return err
		}
		m.at(int64(event.Position)-int64(from), int64(w.State().Count)) // positions fit
		return nil
	})
	if errors.Is(err, errThrough) {
		return nil
	}
	return err
}

// continues says whether a file can be continued from this log: it is the one
// that the file is of, and has everything that the file lacks.
func (e exporter) continues(ctx context.Context, s chain.State, end events.Position) error {
	if e.span.afterGiven && e.span.after != s.Header.After {
		return fmt.Errorf("--after: the file begins after position %s", s.Header.After)
	}
	if s.Through > end {
		return fmt.Errorf("it goes through position %s, but the log ends at %s: it is of another log, or this one was put back", s.Through, end)
	}
	oldest, err := e.log.oldest(ctx, s.Through)
	if err != nil {
		return err
	}
	if s.Last != nil {
		found, err := first(ctx, e.log, s.Before)
		if err != nil {
			return err
		}
		same := found != nil && bytes.Equal(chain.AppendRaw(nil, *found), chain.AppendRaw(nil, *s.Last))
		removed := s.Through <= oldest && (found == nil || found.Position != s.Through)
		if !same && !removed {
			return fmt.Errorf("its last event, at position %s, is not in this log: it is of another one", s.Through)
		}
	}
	if s.Through < oldest && s.Through > 0 && !e.gaps {
		return fmt.Errorf("events between positions %s and %s were removed from the log; with --gaps it is continued without them", s.Through, oldest)
	}
	return nil
}

// first is the first event after a position, or nil.
func first(ctx context.Context, log rawLog, after events.Position) (found *store.Event, err error) {
	err = log.each(ctx, after, func(e store.Event) error {
		found = &e
		return errThrough
	})
	if errors.Is(err, errThrough) {
		err = nil
	}
	return found, err
}
