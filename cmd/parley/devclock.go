package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/management"
)

// exampleClock is the time that bursting and the machines of the example's cloud
// go by: the true one, and what it was put forward by. So nobody has to wait for a
// minimum lifetime to see what comes after it. All else goes by the true time:
// links, reports, sessions and certificates notice nothing.
//
// It is kept in a file, since the process that decides is another one than the
// cloud, and since what was recorded must not lie ahead after the next start. It
// never goes back. One process writes; any number read.
type exampleClock struct {
	path string

	mu      sync.Mutex // guards below
	steps   []clockStep
	read    os.FileInfo // of what steps are
	waiting map[*waiting]struct{}
}

// clockStep is one time at which the clock was put forward.
type clockStep struct {
	At    time.Time     `json:"at"`    // true time
	Ahead time.Duration `json:"ahead"` // from then on, all steps together
}

// waiting is a timer by this clock.
type waiting struct {
	due   time.Time
	timer *time.Timer
}

// openClock takes the file as it is; without one the clock shows the true time.
func openClock(path string) (*exampleClock, error) {
	c := &exampleClock{path: path, waiting: make(map[*waiting]struct{})}
	return c, c.refresh()
}

// refresh reads the file if it is another one by now.
func (c *exampleClock) refresh() error {
	info, err := os.Stat(c.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the example's clock: %w", err)
	}
	if c.read != nil && os.SameFile(c.read, info) && c.read.ModTime().Equal(info.ModTime()) {
		return nil
	}
	raw, err := os.ReadFile(c.path)
	if err != nil {
		return fmt.Errorf("the example's clock: %w", err)
	}
	var steps []clockStep
	if err := json.Unmarshal(raw, &steps); err != nil {
		return fmt.Errorf("the example's clock in %s: %w", c.path, err)
	}
	c.steps, c.read = steps, info
	return nil
}

// Now implements bursting.Clock and ec2test.Clock.
func (c *exampleClock) Now() time.Time { return c.At(time.Now()) }

// At implements bursting.Clock.
func (c *exampleClock) At(t time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.refresh() // what cannot be read has not changed: the clock does not go back
	return c.at(t)
}

func (c *exampleClock) at(t time.Time) time.Time {
	for _, s := range slices.Backward(c.steps) {
		if !s.At.After(t) {
			return t.Add(s.Ahead)
		}
	}
	return t
}

// Forward puts the clock forward. Timers that are due by then fire.
func (c *exampleClock) Forward(by time.Duration) error {
	if by <= 0 || by > maxForward {
		return fmt.Errorf("by %s: must be more than 0 and at most %s; the clock never goes back", by, maxForward)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	actual := time.Now()
	steps := append(slices.Clip(c.steps), clockStep{actual.UTC(), c.at(actual).Sub(actual) + by})
	raw, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.path+".new", raw, 0o600); err != nil {
		return fmt.Errorf("the example's clock: %w", err)
	}
	if err := os.Rename(c.path+".new", c.path); err != nil {
		return fmt.Errorf("the example's clock: %w", err)
	}
	c.steps = steps
	now := c.at(time.Now())
	for w := range c.waiting {
		w.timer.Reset(max(w.due.Sub(now), 0))
	}
	return nil
}

// maxForward bounds one step; who wants more takes several.
const maxForward = 31 * 24 * time.Hour

// AfterFunc implements ec2test.Clock.
func (c *exampleClock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &waiting{due: c.at(time.Now()).Add(d)}
	c.waiting[w] = struct{}{}
	w.timer = time.AfterFunc(d, func() {
		if c.leave(w) {
			f()
		}
	})
	return func() bool {
		w.timer.Stop()
		return c.leave(w)
	}
}

// leave reports whether w still waited: a timer that was set anew may fire twice.
func (c *exampleClock) leave(w *waiting) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, waited := c.waiting[w]
	delete(c.waiting, w)
	return waited
}

// Handler lets a person, or a test, put the clock forward: POST /forward?by=6m.
// GET / says what it shows. It belongs on a loopback address; pages of browsers
// are refused.
func (c *exampleClock) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /forward", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") != "" {
			http.Error(w, "not for pages", http.StatusForbidden)
			return
		}
		by, err := time.ParseDuration(r.FormValue("by"))
		if err == nil {
			err = c.Forward(by)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		c.show(w)
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { c.show(w) })
	return mux
}

func (c *exampleClock) show(w http.ResponseWriter) {
	actual := time.Now()
	now := c.At(actual)
	fmt.Fprintf(w, "%s, %s ahead\n", now.UTC().Format(time.RFC3339), now.Sub(actual).Round(time.Second))
}

// devServeCommand is the Management Node of an example with burst nodes. It
// differs from `parley serve` in the clock of bursting alone, and is a command of
// its own so that nothing can put forward the clock of a deployment that is none.
func devServeCommand() *cobra.Command {
	path := ""
	cmd := serveWith(func(o *management.Options) error {
		if os.Getenv(lifelineEnv) == "" {
			return errors.New("this is a part of `parley dev --burst`; a Management Node is run by `parley serve`")
		}
		clock, err := openClock(path)
		o.BurstingClock = clock
		return err
	})
	cmd.Short, cmd.Hidden = "The Management Node of `parley dev --burst`", true
	cmd.Flags().StringVar(&path, "burst-clock", "", "file with the clock of the example")
	return cmd
}
