package sqlite

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// die ends this process as a power cut would, as far as it goes.
func die() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) }

// The writes of a real run are recorded and played onto a disk that keeps for
// sure only what was forced to it. At any moment the power may go: of what was
// not forced any sectors may have arrived, in any combination. And where an
// fsync failed, any of it may never arrive at all, though the process reads it
// as written, and though a later fsync succeeds.

// step is a recorded system call.
type step struct {
	file  string // its base name
	kind  stepKind
	at    int64 // offset of a write; new size
	bytes []byte
}

type stepKind uint8

const (
	written stepKind = iota
	resized
	forced
	failedToForce
	said // bytes are a line that the servant said
)

var recordedCall = regexp.MustCompile(`^\d+ +(\w+)\((\d+)<([^>]*)>(?:, "((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?, \d+)?(?:, (\d+))?`)

// readRecord reads the output of strace. A call that others interrupt stands
// in two lines: writes count from the first, forcing from its result.
func readRecord(t *testing.T, path string) (steps []step) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // only read
	in := bufio.NewScanner(f)
	in.Buffer(nil, 64<<20)
	forcing := make(map[string]string) // thread to the file that it forces
	for in.Scan() {
		line := in.Text()
		thread, rest, _ := strings.Cut(line, " ")
		if strings.Contains(rest, "sync resumed>") {
			steps = append(steps, force(forcing[thread], line))
			continue
		}
		m := recordedCall.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		file, number := filepath.Base(unescape(t, m[3])), int64(0)
		if m[5] != "" {
			number, _ = strconv.ParseInt(m[5], 10, 64)
		}
		data := []byte(unescape(t, m[4]))
		switch m[1] {
		case "pwrite64":
			steps = append(steps, step{file: file, kind: written, at: number, bytes: data})
		case "ftruncate":
			steps = append(steps, step{file: file, kind: resized, at: number})
		case "fsync", "fdatasync":
			if strings.Contains(line, "unfinished") {
				forcing[thread] = file
				continue
			}
			steps = append(steps, force(file, line))
		case "write":
			if m[2] == "1" {
				steps = append(steps, step{kind: said, bytes: data})
			}
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}

// unescape reads a string that strace wrote, which is all in hexadecimal.
func unescape(t *testing.T, s string) string {
	t.Helper()
	if !strings.HasPrefix(s, `\x`) {
		return s
	}
	data, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func force(file, line string) step {
	if strings.HasSuffix(line, "= 0") {
		return step{file: file, kind: forced}
	}
	return step{file: file, kind: failedToForce}
}

// disk is what is certainly there, and what may have arrived.
type disk struct {
	files   map[string][]byte
	pending map[string][]step
	random  *rand.Rand
}

const sector = 512

func (d *disk) do(s step) {
	switch s.kind {
	case written, resized:
		d.pending[s.file] = append(d.pending[s.file], s)
	case forced:
		d.files[s.file] = d.settle(s.file, 1)
		delete(d.pending, s.file)
	case failedToForce: // the rest is clean to the kernel, and never comes
		d.files[s.file] = d.settle(s.file, d.random.Float64())
		delete(d.pending, s.file)
	case said:
	}
}

// settle is a file with some of what is pending, by sectors.
func (d *disk) settle(file string, share float64) []byte {
	content := append([]byte(nil), d.files[file]...)
	for _, s := range d.pending[file] {
		if s.kind == resized {
			if d.random.Float64() < share {
				content = resize(content, s.at)
			}
			continue
		}
		for from := 0; from < len(s.bytes); from += sector - int(s.at+int64(from))%sector {
			at := s.at + int64(from)
			piece := s.bytes[from:min(len(s.bytes), from+sector-int(at%sector))]
			if d.random.Float64() >= share {
				continue
			}
			if end := at + int64(len(piece)); end > int64(len(content)) {
				content = resize(content, end)
			}
			copy(content[at:], piece)
		}
	}
	return content
}

func resize(content []byte, size int64) []byte {
	if size <= int64(len(content)) {
		return content[:size]
	}
	return append(content, make([]byte, size-int64(len(content)))...)
}

// image is what a start after a power cut finds, in a new directory.
func (d *disk) image(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	share := []float64{0, 0.1, 0.5, 0.9, 1}[d.random.IntN(5)]
	for _, name := range []string{fileName, fileName + "-wal"} {
		if content := d.settle(name, share); len(content) > 0 {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// record runs a servant under strace until the script is done.
func record(t *testing.T, dir string, script func(*servant), more ...string) []step {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record")
	args := append([]string{
		"strace", "-f", "-y", "-xx", "-s", "10000000", "-o", path,
		"-e", "trace=pwrite64,ftruncate,write," + syncs,
	}, more...)
	s, err := tryServant(t, dir, args...)
	if err != nil {
		t.Fatal(err)
	}
	script(s)
	_, _ = fmt.Fprintln(s.in, "die")
	_ = s.cmd.Wait()
	return readRecord(t, path)
}

// plan remembers what was asked and answered.
type plan struct {
	t     *testing.T
	next  map[string]int
	asked []string // appends, in order: what the n-th answer is about
}

func (p *plan) append(s *servant, stream string, n int) string {
	ask := fmt.Sprintf("append %s %d %d", stream, p.next[stream], n)
	p.asked = append(p.asked, ask)
	answer := s.do("%s", ask)
	if strings.HasPrefix(answer, "ok") {
		p.next[stream] += n
	}
	return answer
}

func (p *plan) mixed(s *servant, rounds int) {
	for i := range rounds {
		if a := p.append(s, fmt.Sprintf("s-%d", i%3), 1+i*5%23); !strings.HasPrefix(a, "ok") {
			p.t.Fatalf("append: %s", a)
		}
		if i%9 == 8 {
			s.want("ok", "checkpoint")
		}
	}
}

func TestPowerCut(t *testing.T) {
	needStrace(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1)) // a test
	for name, failing := range map[string]bool{"the disk is well": false, "an fsync failed": true} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeSome(t, dir, 10) // s-0; the tables are there
			begin, err := os.ReadFile(filepath.Join(dir, fileName))
			if err != nil {
				t.Fatal(err)
			}
			p := &plan{t: t, next: map[string]int{"s-0": 10}}
			var steps []step
			if failing {
				steps = record(t, dir, func(s *servant) {
					for i := 0; strings.HasPrefix(p.append(s, "s-0", 3), "ok"); i++ {
						if i > 500 {
							t.Fatal("no fsync failed")
						}
					}
				}, "-e", "inject="+syncs+":error=EIO:when=7+")
			}
			before := len(steps)
			steps = append(steps, record(t, dir, func(s *servant) {
				if failing { // what the failed append wrote may show now, and is then to stay
					n, err := strconv.Atoi(s.do("stream s-0"))
					if err != nil {
						t.Fatal(err)
					}
					p.next["s-0"] = n
				}
				p.mixed(s, 30)
			})...)
			d := &disk{files: map[string][]byte{fileName: begin}, pending: map[string][]step{}, random: random}
			cuts := replay(t, d, steps, before, p.asked)
			t.Logf("%d system calls, power cut at %d moments", len(steps), cuts)
			if cuts < 40 {
				t.Errorf("too few")
			}
		})
	}
}

// replay plays the steps and looks at what a power cut would leave at many of
// them. From the second process on, what was read counts like what was
// acknowledged.
func replay(t *testing.T, d *disk, steps []step, second int, asked []string) (cuts int) {
	t.Helper()
	sure := map[string]int{"s-0": 10} // events that must be there
	answered := 0
	for i, s := range steps {
		d.do(s)
		if s.kind == said {
			line := string(s.bytes)
			first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			switch n, err := strconv.Atoi(first); {
			case err == nil && i >= second: // the answer to "stream s-0"
				sure["s-0"] = max(sure["s-0"], n)
			case strings.HasPrefix(line, "ok ") || strings.HasPrefix(line, "ambiguous") || strings.HasPrefix(line, "unavailable"):
				var stream string
				var from, n int
				if _, err := fmt.Sscanf(asked[answered], "append %s %d %d", &stream, &from, &n); err != nil {
					t.Fatal(err)
				}
				if answered++; first == "ok" {
					sure[stream] = from + n
				}
			}
		}
		if i%max(1, len(steps)/60) == 0 || s.kind == said && d.random.IntN(6) == 0 {
			cuts++
			if look(t, d.image(t), sure); t.Failed() {
				t.Fatalf("after %d of %d system calls; sure were %v", i+1, len(steps), sure)
			}
		}
	}
	return cuts
}

// look opens what a power cut left: all that was sure is there, and every
// stream is whole as far as it goes.
func look(t *testing.T, dir string, sure map[string]int) {
	t.Helper()
	s, err := tryOpen(dir)
	if err != nil {
		t.Errorf("the log does not open: %v", err)
		return
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	got := make(map[string]int)
	for at, e := range allEvents(t, s) {
		n := got[e.Stream]
		if should := event(e.Stream, n); e.ID != should.ID || string(e.Data) != string(should.Data) || int(e.Revision) != n || int(e.Position) != at+1 { // small
			t.Errorf("%s/%d at %s is not event %d", e.Stream, e.Revision, e.Position, n)
			return
		}
		got[e.Stream]++
	}
	for stream, n := range sure {
		if got[stream] < n {
			t.Errorf("%s has %d events, %d were sure", stream, got[stream], n)
		}
	}
	var verdict string
	if err := s.reader.db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s, %v", verdict, err)
	}
	mustAppend(t, s, "s-0", store.At(events.Revision(got["s-0"]-1)), event("s-0", got["s-0"])) // small
}
