package ec2test_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cloud/aws/ec2test"
)

// heard is what the hooks heard.
type heard struct {
	mu   sync.Mutex
	what []string
}

func (h *heard) say(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.what = append(h.what, text)
}

func (h *heard) is(t *testing.T, want ...string) {
	t.Helper()
	synctest.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	if !slices.Equal(h.what, want) {
		t.Errorf("heard %q, want %q", h.what, want)
	}
}

func TestHooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var h heard
		d := ec2test.New(ec2test.Config{
			BootDelay: 10 * time.Second, StopDelay: 5 * time.Second,
			Booted: func(i ec2test.Instance) { h.say("boot " + i.State) },
			Ended: func(i ec2test.Instance) {
				h.say("end " + i.State)
				time.Sleep(time.Minute) // until the process is gone
			},
		})
		id := d.Add(ec2test.Instance{}).ID
		is := func(want string) {
			t.Helper()
			synctest.Wait()
			if i, _ := d.Instance(id); i.State != want {
				t.Errorf("%s, want %s", i.State, want)
			}
		}
		d.Start(id)
		is(ec2test.Pending)
		if d.Stop(id) {
			t.Error("what is pending cannot be stopped")
		}
		h.is(t)
		time.Sleep(10 * time.Second)
		h.is(t, "boot running")
		d.Start(id) // it runs
		d.Stop(id)
		time.Sleep(30 * time.Second)
		is(ec2test.Stopping)
		if d.Start(id) {
			t.Error("what is stopping cannot be started")
		}
		time.Sleep(time.Minute)
		is(ec2test.Stopped)
		h.is(t, "boot running", "end stopping")
		d.Start(id)
		time.Sleep(10 * time.Second)
		is(ec2test.Running)
		d.Terminate(id)
		time.Sleep(2 * time.Minute)
		is(ec2test.Terminated)
		if d.Start(id) {
			t.Error("what is gone was started")
		}
		h.is(t, "boot running", "end stopping", "boot running", "end shutting-down")
		d.Close()
	})
}

// Close waits for hooks that run, and calls none afterwards.
func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var h heard
		d := ec2test.New(ec2test.Config{
			BootDelay: time.Second,
			Booted:    func(i ec2test.Instance) { time.Sleep(time.Minute); h.say(i.ID) },
		})
		first, second := d.Add(ec2test.Instance{}).ID, d.Add(ec2test.Instance{}).ID
		d.Start(first)
		time.Sleep(1500 * time.Millisecond)
		d.Start(second)
		d.Close()
		h.is(t, first)
		time.Sleep(time.Hour)
		h.is(t, first)
	})
}

func TestMetadata(t *testing.T) {
	d := ec2test.New(ec2test.Config{Keys: []ec2test.Key{{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "s"}}})
	defer d.Close()
	id := d.Add(ec2test.Instance{Address: "10.0.0.5", UserData: `{"a":1}`, Role: "AKIAIOSFODNN7EXAMPLE"}).ID
	h := d.Metadata(id)
	ask := func(method, path, header, value string) (int, string) {
		r := httptest.NewRequest(method, path, nil)
		r.Header.Set(header, value)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, strings.TrimSpace(w.Body.String())
	}
	if code, _ := ask(http.MethodGet, "/latest/user-data", "X-aws-ec2-metadata-token", "guess"); code != http.StatusUnauthorized {
		t.Errorf("without a token: %d", code)
	}
	if code, _ := ask(http.MethodPut, "/latest/api/token", "X-None", ""); code != http.StatusBadRequest {
		t.Errorf("a token without an end: %d", code)
	}
	_, token := ask(http.MethodPut, "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "60")
	for path, want := range map[string]string{
		"user-data": `{"a":1}`, "meta-data/instance-id": id, "meta-data/local-ipv4": "10.0.0.5",
		"meta-data/iam/security-credentials/": "AKIAIOSFODNN7EXAMPLE", "meta-data/public-ipv4": "404 page not found",
	} {
		if _, got := ask(http.MethodGet, "/latest/"+path, "X-aws-ec2-metadata-token", token); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	d.SetUserData(id, "")
	if code, _ := ask(http.MethodGet, "/latest/user-data", "X-aws-ec2-metadata-token", token); code != http.StatusNotFound {
		t.Errorf("no user data: %d", code)
	}
}

func TestConsole(t *testing.T) {
	d := ec2test.New(ec2test.Config{})
	defer d.Close()
	id := d.Add(ec2test.Instance{Address: "10.0.0.5", Tags: map[string]string{"Name": "burst"}}).ID
	h := d.Console()
	ask := func(method, path, origin string) (int, string) {
		r := httptest.NewRequest(method, path, nil)
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, strings.TrimSpace(w.Body.String())
	}
	if code, _ := ask(http.MethodPost, "/terminate?id="+id, "https://evil.example"); code != http.StatusForbidden {
		t.Errorf("a page may do it: %d", code)
	}
	if _, text := ask(http.MethodGet, "/", ""); text != id+"  stopped        10.0.0.5         burst" {
		t.Errorf("%q", text)
	}
	for path, want := range map[string]int{
		"/down?on=true": 200, "/down?on=maybe": 400, "/throttle?calls=2": 200, "/lag?by=10s": 200, "/skew?by=soon": 400,
		"/deny?permission=ec2:StopInstances": 200, "/allow?permission=ec2:StopInstances": 200, "/stop?id=i-0": 400, "/nothing": 404,
	} {
		if code, text := ask(http.MethodPost, path, ""); code != want {
			t.Errorf("%s: %d %s", path, code, text)
		}
	}
	if code, _ := ask(http.MethodPost, "/terminate?id="+id, ""); code != http.StatusOK {
		t.Errorf("%d", code)
	}
	if i, _ := d.Instance(id); i.State != ec2test.Terminated {
		t.Errorf("%+v", i)
	}
}
