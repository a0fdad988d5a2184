package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/chain"
	"github.com/parley-video/parley/events/store"
)

type verifyFlags struct {
	logFlags
	hash string
}

func eventsVerifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Check that an export is whole and unchanged",
		Long: `Checks every line of a file that "parley events export" wrote, and names the
first one at which something was changed, taken away, put in, moved or cut off.

With --hash it also checks that the file, or an earlier form of it, had this
final hash. With --data or --url it compares every event with the log. Over
--url the token needs the scopes events:read, system:write and
personal:read.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	f.logFlags.register(flags, "the scopes events:read, system:write and personal:read")
	f.url = "" // comparing is to be asked for, unlike with the other commands
	flags.Lookup("url").DefValue = ""
	flags.StringVar(&f.hash, "hash", "", "a final hash that was noted when the export was made")
	return cmd
}

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f *verifyFlags) run(ctx context.Context, path string, out, stderr io.Writer) (err error) {
	if f.hash != "" && !hashForm.MatchString(f.hash) {
		return errors.New("--hash: want 64 hexadecimal digits")
	}
	compare := f.url != "" || f.data != ""
	if compare {
		if err := f.check(); err != nil {
			return err
		}
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	m := newMeter(stderr, "verify", info.Size())
	s, at, err := chain.Verify(&metered{r: file, m: m}, f.hash)
	m.end()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Fprintf(out, "%s is whole: %d events after position %s through %s, exported %s\nfinal hash %s\n",
		path, s.Count, s.Header.After, s.Through, s.Header.Created.Format("2006-01-02 15:04:05 MST"), s.Final)
	if f.hash != "" {
		fmt.Fprintf(out, "it had the hash %s with %d events\n", f.hash, at)
	}
	if !compare {
		return nil
	}
	log, err := f.raw(ctx, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	removed, err := comparison{log: log, stderr: stderr}.run(ctx, file, s)
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%s: interrupted before all was compared", path)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if removed > 0 {
		fmt.Fprintf(out, "%d of its events were removed from the log since; all others are in it, unchanged\n", removed)
		return nil
	}
	fmt.Fprintln(out, "every event is in the log, unchanged, and there are no others")
	return nil
}

// metered moves a meter as it is read.
type metered struct {
	r    io.Reader
	m    *meter
	read int64
}

func (r *metered) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	r.read += int64(n)
	r.m.at(r.read, 0)
	return n, err
}

// comparison holds an export that is whole against a log.
type comparison struct {
	log    rawLog
	stderr io.Writer
}

// run says how many events of the export were removed from the log, which
// scavenging does. Any other difference is a *chain.Fault.
func (c comparison) run(ctx context.Context, file io.ReadSeeker, s chain.State) (removed int, err error) {
	if err := seek(file, 0); err != nil {
		return 0, err
	}
	oldest, err := c.log.oldest(ctx, s.Header.After)
	if err != nil {
		return 0, err
	}
	m := newMeter(c.stderr, "compare", int64(s.Count))
	defer m.end()
	w := &walk{reader: chain.NewReader(file), oldest: oldest}
	err = c.log.each(ctx, s.Header.After, func(e store.Event) error {
		if e.Position > s.Through {
			return errThrough
		}
		m.at(int64(w.seen), int64(w.seen))
		return w.meet(e)
	})
	if err != nil && !errors.Is(err, errThrough) {
		return w.removed, err
	}
	return w.removed, w.rest()
}

// walk goes through an export beside the log.
type walk struct {
	reader        *chain.Reader
	oldest        events.Position
	seen, removed int
}

// meet takes the next event of the log.
func (w *walk) meet(e store.Event) error {
	for {
		entry, err := w.reader.Next()
		switch {
		case errors.Is(err, io.EOF):
			return errThrough
		case err != nil:
			return err
		}
		w.seen++
		switch {
		case entry.Event.Position < e.Position:
			if err := w.missing(entry); err != nil {
				return err
			}
		case entry.Event.Position > e.Position:
			return fault(entry, "the log has an event at position "+e.Position.String()+" that the export lacks")
		case !bytes.Equal(chain.AppendRaw(nil, entry.Event), chain.AppendRaw(nil, e)):
			return fault(entry, "the event differs from that in the log")
		default:
			return nil
		}
	}
}

// missing is an event that the log has not, or not any more.
func (w *walk) missing(entry chain.Entry) error {
	if entry.Event.Position > w.oldest {
		return fault(entry, "the log has no such event")
	}
	w.removed++
	return nil
}

// rest are the events behind the last one of the log.
func (w *walk) rest() error {
	for {
		entry, err := w.reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = w.missing(entry)
		}
		if err != nil {
			return err
		}
	}
}

func fault(entry chain.Entry, reason string) error {
	return &chain.Fault{Line: entry.Line, Position: entry.Event.Position.String(), Reason: reason}
}
