package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/spf13/cobra"
)

// The clock of the example goes as the true one does until it is put forward, and
// does not go back when a process is started again.
func TestExampleClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.json")
	synctest.Test(t, func(t *testing.T) {
		cloud, err := openClock(path)
		if err != nil {
			t.Fatal(err)
		}
		decider, err := openClock(path) // of another process
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if !cloud.Now().Equal(began) || !decider.Now().Equal(began) {
			t.Errorf("%s and %s, want %s", cloud.Now(), decider.Now(), began)
		}
		fired := make(chan string, 3)
		cloud.AfterFunc(10*time.Minute, func() { fired <- "late" })
		cloud.AfterFunc(time.Minute, func() { fired <- "soon" })
		stop := cloud.AfterFunc(time.Minute, func() { t.Error("it was stopped") })
		if !stop() || stop() {
			t.Error("a timer that waits is stopped, once")
		}
		time.Sleep(30 * time.Second)
		for _, by := range []time.Duration{5 * time.Minute, time.Minute} {
			if err := cloud.Forward(by); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if len(fired) != 1 || <-fired != "soon" {
			t.Errorf("6 min 30 s on %d timers have fired", len(fired))
		}
		time.Sleep(3*time.Minute + 30*time.Second)
		synctest.Wait()
		if len(fired) != 1 || <-fired != "late" {
			t.Errorf("10 min on %d more have fired", len(fired))
		}
		again, err := openClock(path)
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]*exampleClock{"cloud": cloud, "decider": decider, "started again": again} {
			if got := c.Now().Sub(began); got != 10*time.Minute {
				t.Errorf("%s: %s since the beginning, want 10 min", name, got)
			}
			if got := c.At(began.Add(time.Second)); !got.Equal(began.Add(time.Second)) {
				t.Errorf("%s: what was recorded before is of %s", name, got)
			}
			if got := c.At(began.Add(30 * time.Second)).Sub(began); got != 6*time.Minute+30*time.Second {
				t.Errorf("%s: what was recorded then is %s after the beginning", name, got)
			}
		}
	})
}

func TestExampleClockRefuses(t *testing.T) {
	c, err := openClock(filepath.Join(t.TempDir(), "clock.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		by, origin string
		status     int
	}{
		"as asked":    {"6m", "", http.StatusOK},
		"back":        {"-6m", "", http.StatusBadRequest},
		"nowhere":     {"0s", "", http.StatusBadRequest},
		"no duration": {"soon", "", http.StatusBadRequest},
		"far":         {"10000h", "", http.StatusBadRequest},
		"by a page":   {"6m", "http://127.0.0.1:8080", http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			before := c.Now()
			r := httptest.NewRequest(http.MethodPost, "/forward?by="+tt.by, nil)
			if tt.origin != "" {
				r.Header.Set("Origin", tt.origin)
			}
			w := httptest.NewRecorder()
			c.Handler().ServeHTTP(w, r)
			if moved := c.Now().Sub(before) > time.Minute; w.Code != tt.status || moved != (tt.status == http.StatusOK) {
				t.Errorf("%d %s, moved %t", w.Code, w.Body, moved)
			}
		})
	}
}

// Nobody but `parley dev` runs a Management Node with a clock of its own.
func TestDevServeAlone(t *testing.T) {
	t.Setenv(lifelineEnv, "")
	for name, tt := range map[string]struct {
		cmd  *cobra.Command
		want string
	}{
		"the example's": {devServeCommand(), "this is a part of `parley dev --burst`"},
		"any other":     {serveCommand(), "unknown flag: --burst-clock"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.cmd.SetArgs([]string{"--data", t.TempDir(), "--burst-clock", filepath.Join(t.TempDir(), "clock.json")})
			tt.cmd.SilenceErrors, tt.cmd.SilenceUsage = true, true
			if err := tt.cmd.ExecuteContext(t.Context()); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v", err)
			}
		})
	}
}
