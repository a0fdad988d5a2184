package webhooks_test

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

const (
	childDir     = "PARLEY_TEST_WEBHOOKS_DIR"
	childURL     = "PARLEY_TEST_WEBHOOKS_URL"
	crashStreams = 4
	crashEvents  = 120
)

// TestCrashChild is the process that TestKill kills: a log on disk that grows,
// and its webhooks.
func TestCrashChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("runs as a child of TestKill")
	}
	log, err := sqlite.Open(t.Context(), sqlite.Options{Dir: filepath.Join(dir, "log"), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ca, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	r := newRig(t, log, sqldbtest.SQLite(t, filepath.Join(dir, "state.db")), func(c *webhooks.Config) { c.RootCAs = pool },
		limited(webhooks.Limits{Queue: 20, FirstRetry: time.Millisecond, LastRetry: 10 * time.Millisecond}))
	env := admin
	env.IdempotencyKey = "once"
	p := to(os.Getenv(childURL))
	p.Name = domain.Some("CRM")
	secret, receipt, err := r.Create(context.Background(), env, p)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("secret", secret, receipt.ID)
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	total := 0
	for i := range crashStreams {
		stream := fmt.Sprintf("conference-%d", i)
		page, err := r.Store.ReadStream(t.Context(), stream, 0, store.Forwards, store.MaxPage)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
		r.next[stream] = len(page.Events)
		total += len(page.Events)
	}
	stop := r.start()
	for ; total < crashEvents; total++ {
		r.happen(strconv.Itoa(total%crashStreams), 1)
		if total%6 == 5 { // not much faster than they are sent
			_ = eventually(t, func() bool { return r.status(receipt.ID).Pending < 10 })
		}
	}
	if !eventually(t, func() bool { s := r.status(receipt.ID); return s.Pending == 0 && *s.Lag == 0 }) {
		t.Fatalf("%+v", r.status(receipt.ID))
	}
	stopped(t, stop)
	fmt.Println("done")
}

// TestKill: processes are killed at random moments until one gets through.
// Nothing is lost, and the order holds.
func TestKill(t *testing.T) {
	rec := newReceiver(t)
	rec.answer = func(_ http.ResponseWriter, _ *http.Request, g got, n int) int {
		if g.revision()%4 == 3 && n == 1 {
			return http.StatusInternalServerError
		}
		return http.StatusOK
	}
	server, _ := serve(t, rec)
	dir := t.TempDir()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(filepath.Join(dir, "ca.pem"), ca, 0o600); err != nil {
		t.Fatal(err)
	}
	kills, rnd := 0, rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 2))
	for !child(t, rec, dir, server.URL, 1+rnd.IntN(25), &kills) {
		if kills > 200 {
			t.Fatal("no process gets through")
		}
	}
	requests := rec.all()
	checkOrder(t, requests, nil)
	t.Logf("%d kills, %d requests for %d events", kills, len(requests), rec.taken())
	if rec.taken() != crashEvents || kills < 3 {
		t.Errorf("%d events taken, want %d; %d kills", rec.taken(), crashEvents, kills)
	}
}

// child runs one process and kills it after some more requests; true when it
// was done before.
func child(t *testing.T, rec *receiver, dir, url string, requests int, kills *int) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashChild$", "-test.v") // this very program
	cmd.Env = append(os.Environ(), childDir+"="+dir, childURL+"="+url, "PARLEY_TEST_POSTGRES=")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if words := strings.Fields(lines.Text()); len(words) == 3 && words[0] == "secret" {
			rec.trust(words[1])
			break
		}
	}
	until := len(rec.all()) + requests
	ended := make(chan bool, 1)
	if _, err := fmt.Fprintln(in, "go"); err != nil {
		t.Fatal(err, said)
	}
	go func() {
		done := false
		for lines.Scan() {
			said = append(said, lines.Text())
			done = done || lines.Text() == "done"
		}
		ended <- done
	}()
	for {
		rec.mu.Lock()
		n, arrived := len(rec.requests), rec.arrived
		rec.mu.Unlock()
		if n >= until {
			break
		}
		select {
		case <-arrived:
			continue
		case done := <-ended:
			if err := cmd.Wait(); err != nil || !done {
				t.Fatalf("the process failed: %v\n%s", err, strings.Join(said, "\n"))
			}
			return true
		}
	}
	*kills++
	_ = cmd.Process.Kill() // it may have ended by itself
	<-ended
	_ = cmd.Wait()
	return false
}
