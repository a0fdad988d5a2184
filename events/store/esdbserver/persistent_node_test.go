package esdbserver_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/sqldb"
)

// persistentProgram prepares testdata/node/persistent.mjs.
func persistentProgram(t *testing.T, client string, args ...string) *exec.Cmd {
	t.Helper()
	needNode(t)
	cmd := exec.CommandContext(testContext(t), "node", append([]string{"persistent.mjs", client}, args...)...)
	cmd.Dir, cmd.Stderr = nodeFolder, os.Stderr
	return cmd
}

func TestPersistentNodeClients(t *testing.T) {
	for _, pkg := range nodeClients {
		t.Run(pkg, func(t *testing.T) {
			d := openDoor(t, memory.New(), fileState(t))
			out, err := persistentProgram(t, pkg, d.server.ConnectionString("", ""), "tour", "integration-ä").Output()
			if err != nil {
				t.Fatalf("%v after\n%s", err, out)
			}
			missing := `{"type":"persistent-subscription-does-not-exist","stream":"\"integration-\\u00e4\"","group":"x"}`
			want := strings.Join([]string{
				`{"exists":{"type":"persistent-subscription-exists","stream":"\"integration-\\u00e4\"","group":"g"},` +
					`"missing":{"type":"persistent-subscription-does-not-exist","stream":"\"integration-\\u00e4\"","group":"\"\\u00fc\""},` +
					`"noGroups":{"type":"persistent-subscription-does-not-exist","stream":"none","group":""},` +
					`"deleteMissing":{"type":"persistent-subscription-does-not-exist","stream":"$all","group":"x"},` +
					`"updateMissing":` + missing + `,"replayMissing":` + missing + `}`,
				`{"settings":1,"strategy":"RoundRobin","start":"start"}`,
				`{"second":"maximum-subscribers-reached"}`,
				`{"seen":["0*0","1*0","1*1","2*0","3*0"]}`,
				`{"parked":1,"known":3}`,
				`{"replayed":2}`,
				`{"dropped":{"type":"persistent-subscription-dropped","stream":"\"integration-\\u00e4\"","group":"g"}}`,
				`{"strategy":"Pinned"}`,
				`{"all":[0,1,2,3]}`,
				`{"list":["$all/all","integration-ä/g"]}`,
				`{"left":0}`,
			}, "\n") + "\n"
			if diff := cmp.Diff(want, string(out)); diff != "" {
				t.Fatalf("(-want +got)\n%s", diff)
			}
		})
	}
}

// serverDir makes this test binary a server over the files in a folder.
const serverDir = "PARLEY_TEST_PERSISTENT_SERVER"

// TestPersistentServerProcess is that server, and nothing else.
func TestPersistentServerProcess(t *testing.T) {
	dir := os.Getenv(serverDir)
	if dir == "" {
		t.Skip("run by TestPersistentSubscriptionSurvivesKills")
	}
	ctx := context.Background()
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: filepath.Join(dir, "log"), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqldb.OpenSQLite(ctx, filepath.Join(dir, "state.db"), sqldb.SQLiteOptions{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	cfg := esdbtest.Config(log)
	if cfg.Persistent, err = persistent.OpenSQL(ctx, db); err != nil {
		t.Fatal(err)
	}
	server, err := esdbserver.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", os.Getenv(serverDir+"_ADDR"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("listening", listener.Addr())
	t.Fatal(server.Serve(ctx, listener)) // until it is killed
}

// process is a program that is killed, at the latest when the test ends.
type process struct {
	cmd   *exec.Cmd
	lines chan string // closed when it has ended
	kill  func()
}

func startProcess(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, lines: make(chan string, 10_000)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	p.kill = sync.OnceFunc(func() {
		_ = cmd.Process.Signal(syscall.SIGKILL)
		<-done
		_ = cmd.Wait() // it was killed
	})
	t.Cleanup(p.kill)
	return p
}

func startServer(t *testing.T, dir, addr string) (*process, string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(testContext(t), exe, "-test.run=^TestPersistentServerProcess$")
	cmd.Env = append(os.Environ(), serverDir+"="+dir, serverDir+"_ADDR="+addr)
	cmd.Stderr = os.Stderr
	p := startProcess(t, cmd)
	for line := range p.lines {
		if at, ok := strings.CutPrefix(line, "listening "); ok {
			return p, at
		}
		t.Log(line)
	}
	t.Fatal("the server did not start")
	return nil, ""
}

// handled collects what consumers handled. Each prints a message before it
// acknowledges it, so what is printed counts as handled.
type handled struct {
	t    *testing.T
	mu   sync.Mutex
	seen map[int]int
	news chan struct{}
}

func (h *handled) follow(p *process) (connected chan struct{}) {
	connected = make(chan struct{}, 100)
	go func() {
		last := -1
		for line := range p.lines {
			var m struct {
				Connected bool
				Revision  *int
				Retry     int
				Error     string
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				h.t.Errorf("%s: %v", line, err)
				continue
			}
			switch {
			case m.Connected:
				last = -1
				connected <- struct{}{}
			case m.Revision != nil:
				if m.Retry == 0 {
					if *m.Revision <= last {
						h.t.Errorf("%d came after %d on one connection", *m.Revision, last)
					}
					last = *m.Revision
				}
				h.mu.Lock()
				h.seen[*m.Revision]++
				h.mu.Unlock()
				select {
				case h.news <- struct{}{}:
				default:
				}
			}
		}
	}()
	return connected
}

func (h *handled) wait(what string, until func(seen map[int]int) bool) {
	h.t.Helper()
	limit := time.NewTimer(25 * time.Second)
	defer limit.Stop()
	for {
		h.mu.Lock()
		ok := until(h.seen)
		n := len(h.seen)
		h.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-h.news:
		case <-limit.C:
			h.t.Fatalf("%s: %d different events handled so far", what, n)
		}
	}
}

// TestPersistentSubscriptionSurvivesKills: two consumers, each an official Node
// client in a process of its own; one is killed, then the server is, and
// started again over its files. Every event is handled at least once.
func TestPersistentSubscriptionSurvivesKills(t *testing.T) {
	needNode(t)
	dir := t.TempDir()
	server, addr := startServer(t, dir, "127.0.0.1:0")
	url := "esdb://" + addr + "?tls=false"
	const stream = "integration-work"
	client := dial(t, url)
	newGroup(t, client, stream, func(s *esdb.PersistentSubscriptionSettings) { s.CheckpointUpperBound = 10 })
	h := &handled{t: t, seen: map[int]int{}, news: make(chan struct{}, 1)}
	consumer := func(pkg string) (*process, chan struct{}) {
		p := startProcess(t, persistentProgram(t, pkg, url, "consume", stream, "g", "20"))
		return p, h.follow(p)
	}
	first, ready := consumer(nodeClients[0])
	second, ready2 := consumer(nodeClients[1])
	<-ready
	<-ready2
	appendTo(t, client, stream, 200)
	h.wait("both at work", func(seen map[int]int) bool { return len(seen) >= 40 })
	second.kill()
	appendTo(t, client, stream, 100)
	h.wait("one at work", func(seen map[int]int) bool { return len(seen) >= 150 })
	server.kill()
	_, again := startServer(t, dir, addr)
	if again != addr {
		t.Fatalf("the server came back at %s, not %s", again, addr)
	}
	<-ready // the survivor connected again by itself
	third, ready3 := consumer(nodeClients[1])
	<-ready3
	appendTo(t, dial(t, url), stream, 100)
	h.wait("all of them", func(seen map[int]int) bool { return len(seen) == 400 })
	first.kill()
	third.kill()
	repeats := 0
	for i := range 400 {
		if h.seen[i] == 0 {
			t.Fatalf("%d was lost", i)
		}
		repeats += h.seen[i] - 1
	}
	t.Logf("%d repeats", repeats)
	if repeats > 200 {
		t.Fatalf("%d repeats: the checkpoint was not kept", repeats)
	}
}
