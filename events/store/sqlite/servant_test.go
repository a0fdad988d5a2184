package sqlite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// A servant is this test binary as a process of its own that does to a log what
// it is told, so that the disk can be made to fail for it alone. It answers
// each line with one line:
//
//	append <stream> <first number> <count>   ok <revision> <repeated> | ambiguous|unavailable|error <message>
//	stream <stream>                          <number of events> | error <message>
//	all                                      <number of events> | error <message>
//	subscription                             <number of events since the subscription began or was last asked>
//	retain <stream>                          ok: one event is to be kept
//	end <stream>                             ok: by a tombstone
//	scavenge                                 removed <number>, for every transaction, then ok <number of events>
//	checkpoint                               ok: the write-ahead log is folded into the database
//	die                                      nothing
//	close                                    ok | error <message>
const servantDir = "PARLEY_SERVANT_DIR"

func beServant(dir string) error {
	allowTracing()
	ctx := context.Background()
	s, err := Open(ctx, Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	sub, err := s.Subscribe(ctx, 0, store.Filter{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var stream string
		var first, n int
		verb, rest, _ := strings.Cut(in.Text(), " ")
		_, _ = fmt.Sscan(rest, &stream, &first, &n)
		fmt.Println(serveOne(ctx, s, sub, verb, stream, first, n))
		if verb == "close" {
			return nil
		}
	}
	return nil
}

func serveOne(ctx context.Context, s *Store, sub store.Subscription, verb, stream string, first, n int) string {
	say := func(answer any, err error) string {
		kind := "error"
		switch {
		case err == nil:
			return fmt.Sprint(answer)
		case errors.Is(err, store.ErrAmbiguous):
			kind = "ambiguous"
		case errors.Is(err, store.ErrUnavailable):
			kind = "unavailable"
		}
		return kind + " " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	switch verb {
	case "append":
		expected := store.NoStream()
		if first > 0 {
			expected = store.At(events.Revision(first - 1)) // small
		}
		a, err := s.Append(ctx, stream, expected, span(stream, first, n)...)
		return say(fmt.Sprintf("ok %d %t", a.Revision, a.Repeated), err)
	case "stream":
		page, err := s.ReadStream(ctx, stream, 0, store.Forwards, store.MaxPage)
		return say(len(page.Events), err)
	case "all":
		page, err := s.ReadAll(ctx, 0, store.Forwards, store.Filter{}, store.MaxPage)
		return say(len(page.Events), err)
	case "subscription":
		count := 0
		for u := sub.(*subscription); u.told < s.live.position(); {
			m, err := sub.Next(ctx)
			if err != nil {
				return say(nil, err)
			}
			if _, ok := m.(store.Event); ok {
				count++
			}
		}
		return fmt.Sprint(count)
	case "retain":
		_, err := s.Append(ctx, "$$"+stream, store.Any(), store.NewEvent{
			ID: events.DeriveID(stream), Type: "$metadata", Data: []byte(`{"$maxCount":1}`),
		})
		return say("ok", err)
	case "end":
		_, err := s.Tombstone(ctx, stream, store.Any())
		return say("ok", err)
	case "scavenge":
		done, err := s.Scavenge(ctx, ScavengeOptions{Batch: 50, Progress: func(d Scavenged) { fmt.Println("removed", d.Events) }})
		return say(fmt.Sprintf("ok %d", done.Events), err)
	case "checkpoint":
		return say("ok", s.writer.exclusive(ctx, s.done, func(e *engine) (bool, error) { return false, e.emptyLog(ctx) }))
	case "die":
		die()
	case "close":
		return say("ok", s.Close())
	}
	return "error unknown verb " + verb
}

type servant struct {
	t   *testing.T
	cmd *exec.Cmd
	in  *os.File
	out *bufio.Reader
}

// tryServant starts one, perhaps under another program.
func tryServant(t *testing.T, dir string, under ...string) (*servant, error) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append(under, exe)
	cmd := exec.Command(args[0], args[1:]...) // ours
	cmd.Env = append(os.Environ(), servantDir+"="+dir)
	cmd.Stderr = os.Stderr
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = reader
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = reader.Close()
	s := &servant{t: t, cmd: cmd, in: writer, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		_ = writer.Close()
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	if line := s.line(); line != "ready" {
		_ = cmd.Wait()
		return nil, errors.New(line)
	}
	return s, nil
}

func newServant(t *testing.T, dir string) *servant {
	t.Helper()
	s, err := tryServant(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *servant) line() string {
	line, err := s.out.ReadString('\n')
	if err != nil {
		s.t.Fatalf("servant said %q, %v", line, err)
	}
	return strings.TrimSpace(line)
}

func (s *servant) do(format string, args ...any) string {
	s.t.Helper()
	if _, err := fmt.Fprintf(s.in, format+"\n", args...); err != nil {
		s.t.Fatal(err)
	}
	return s.line()
}

// want does something and compares the beginning of the answer.
func (s *servant) want(answer, format string, args ...any) string {
	s.t.Helper()
	got := s.do(format, args...)
	if !strings.HasPrefix(got+" ", answer+" ") {
		s.t.Fatalf("%s: %s, want %s", fmt.Sprintf(format, args...), got, answer)
	}
	return got
}

func (s *servant) kill() {
	s.t.Helper()
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}
