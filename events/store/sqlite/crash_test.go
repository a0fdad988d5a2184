package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// The test binary is also the program that is killed: with these in its
// environment it opens the log and writes until somebody ends it.
const (
	childDir     = "PARLEY_CRASH_CHILD_DIR"
	childWriters = "PARLEY_CRASH_CHILD_WRITERS"
	childRound   = "PARLEY_CRASH_CHILD_ROUND"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := beChild(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if dir := os.Getenv(servantDir); dir != "" {
		if err := beServant(dir); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// beChild prints one line before and one after every append:
//
//	ready
//	try <stream> <first number> <count>
//	ack <stream> <first number> <count> <revision> <position>
//
// The lines go to a pipe in one write each, so that the parent has everything
// that was printed before the kill.
func beChild(dir string) error {
	writers, err1 := strconv.Atoi(os.Getenv(childWriters))
	round, err2 := strconv.Atoi(os.Getenv(childRound))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	s, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err != nil {
		return err
	}
	var printing sync.Mutex
	print := func(format string, args ...any) {
		printing.Lock()
		defer printing.Unlock()
		if _, err := os.Stdout.WriteString(fmt.Sprintf(format+"\n", args...)); err != nil {
			os.Exit(2) // the parent is gone
		}
	}
	print("ready")
	failed := make(chan error)
	for w := range writers {
		go func() {
			stream := fmt.Sprintf("crash-%d-%d", round, w)
			expected := store.NoStream()
			for i, n := 0, 1; ; i, n = i+n, n%3+1 {
				print("try %s %d %d", stream, i, n)
				a, err := s.Append(context.Background(), stream, expected, span(stream, i, n)...)
				if err != nil {
					failed <- err
					return
				}
				print("ack %s %d %d %d %d", stream, i, n, a.Revision, a.Position)
				expected = store.At(a.Revision)
			}
		}()
	}
	return <-failed
}

func span(stream string, first, n int) []store.NewEvent {
	list := make([]store.NewEvent, 0, n)
	for i := range n {
		list = append(list, event(stream, first+i))
	}
	return list
}

type child struct {
	cmd *exec.Cmd
	out *bufio.Reader
}

func startChild(t *testing.T, dir string, writers, round int) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childDir+"="+dir, fmt.Sprintf("%s=%d", childWriters, writers), fmt.Sprintf("%s=%d", childRound, round))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: cmd, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		if c.cmd.ProcessState == nil {
			_ = c.cmd.Process.Kill()
			_ = c.cmd.Wait()
		}
	})
	return c
}

func (c *child) line() ([]string, error) {
	line, err := c.out.ReadString('\n')
	if err != nil {
		return nil, err // a line that was cut short was never said
	}
	return strings.Fields(line), nil
}

func (c *child) awaitReady(t *testing.T) {
	t.Helper()
	if line, err := c.line(); err != nil || len(line) != 1 || line[0] != "ready" {
		t.Fatalf("child said %q, %v", line, err)
	}
}

// kill sends SIGKILL and waits for the process to be gone.
func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, c.out)
	_ = c.cmd.Wait() // says that it was killed
	if c.cmd.ProcessState.Exited() {
		t.Fatalf("child ended by itself: %v", c.cmd.ProcessState)
	}
}

// attempt is an append that the child began.
type attempt struct {
	stream   string
	first, n int
	acked    bool
	at       store.Appended
}

// record reads what the child says, and kills it after a number of
// acknowledgements. What it said until its death counts.
func (c *child) record(t *testing.T, killAfter int) []attempt {
	t.Helper()
	var list []attempt
	open := make(map[string]int) // stream to its append that is under way
	acks := 0
	for {
		f, err := c.line()
		if err != nil {
			break
		}
		numbers := make([]int, len(f))
		for i, s := range f[2:] {
			if numbers[i], err = strconv.Atoi(s); err != nil {
				t.Fatalf("child said %q", f)
			}
		}
		switch f[0] {
		case "try":
			open[f[1]] = len(list)
			list = append(list, attempt{stream: f[1], first: numbers[0], n: numbers[1]})
		case "ack":
			a := &list[open[f[1]]]
			a.acked = true
			a.at = store.Appended{Revision: events.Revision(numbers[2]), Position: events.Position(numbers[3])} // printed by us
			if acks++; acks == killAfter {
				if err := c.cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		default:
			t.Fatalf("child said %q", f)
		}
	}
	_ = c.cmd.Wait()
	if acks < killAfter {
		t.Fatalf("child ended after %d acknowledgements: %v", acks, c.cmd.ProcessState)
	}
	return list
}

// TestCrash kills a writing process 50 times. What it was told is in the log;
// what it was not told is in the log once after it was tried again.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	const kills = 50
	acked, inFlight, absorbed, checked := 0, 0, 0, events.Position(0)
	for round := range kills {
		c := startChild(t, dir, 16, round)
		c.awaitReady(t)
		// The kill comes at all stages: during the first commit, and among many.
		list := c.record(t, 1+(round*37)%120)

		s, err := tryOpen(dir)
		if err != nil {
			t.Fatalf("round %d: the log does not open: %v", round, err)
		}
		want := make(map[string]int) // stream to its number of events
		for _, a := range list {
			want[a.stream] = a.first + a.n
			if a.acked {
				acked += a.n
				continue
			}
			inFlight++
			if tryAgain(t, s, a).Repeated {
				absorbed++
			}
		}
		var got map[string][]events.Position
		got, checked = verify(t, s, want, checked)
		for _, a := range list {
			if at := got[a.stream]; a.acked && (len(at) < a.first+a.n || at[a.at.Revision] != a.at.Position || int(a.at.Revision) != a.first+a.n-1) { // small
				t.Errorf("acknowledged %s/%d at %s is not there", a.stream, a.at.Revision, a.at.Position)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatalf("round %d: close: %v", round, err)
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
	t.Logf("%d kills: %d events acknowledged, %d appends in flight, %d of them were in the log already", kills, acked, inFlight, absorbed)
}

func tryAgain(t *testing.T, s *Store, a attempt) store.Appended {
	t.Helper()
	expected := store.NoStream()
	if a.first > 0 {
		expected = store.At(events.Revision(a.first - 1)) // small
	}
	again, err := s.Append(context.Background(), a.stream, expected, span(a.stream, a.first, a.n)...)
	if err != nil {
		t.Fatalf("%s/%d tried again: %v", a.stream, a.first, err)
	}
	return again
}

// verify reads the log from a position to its end: every stream holds its
// events once, in order, nothing is missing and nothing else is there. It
// gives the positions of the events by stream and revision.
func verify(t *testing.T, s *Store, want map[string]int, from events.Position) (map[string][]events.Position, events.Position) {
	t.Helper()
	got := make(map[string][]events.Position)
	next := from
	for end := false; !end; {
		page, err := s.ReadAll(context.Background(), next, store.Forwards, store.Filter{}, store.MaxPage)
		if err != nil {
			t.Fatalf("read after %s: %v", next, err)
		}
		for _, e := range page.Events {
			n := len(got[e.Stream])
			if should := event(e.Stream, n); e.ID != should.ID || !bytes.Equal(e.Data, should.Data) || int(e.Revision) != n { // small
				t.Errorf("%s/%d at %s is not event %d", e.Stream, e.Revision, e.Position, n)
			}
			if e.Position != next+1 {
				t.Errorf("%s follows %s", e.Position, next)
			}
			got[e.Stream] = append(got[e.Stream], e.Position)
			next = e.Position
		}
		end = page.End
	}
	for stream, n := range want {
		if len(got[stream]) != n {
			t.Errorf("%s has %d events, want %d", stream, len(got[stream]), n)
		}
	}
	for stream, at := range got {
		if _, ok := want[stream]; !ok {
			t.Errorf("%s has %d events that nobody wrote", stream, len(at))
		}
	}
	return got, next
}
