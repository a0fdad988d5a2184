package auth_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/parley-video/parley/graph/auth"
)

func TestRate(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	r := auth.NewRate(60)
	for i := range 60 {
		if v := r.Take("a", now); !v.OK || v.Remaining != 59-i || v.Limit != 60 {
			t.Fatalf("request %d: %+v", i, v)
		}
	}
	v := r.Take("a", now)
	if v.OK || v.Retry != time.Second || v.Reset != time.Minute || v.Remaining != 0 {
		t.Errorf("one too many: %+v", v)
	}
	h := http.Header{}
	v.Headers(h)
	if got := fmt.Sprint(h); got != "map[Ratelimit-Limit:[60] Ratelimit-Remaining:[0] Ratelimit-Reset:[60] Retry-After:[1]]" {
		t.Error(got)
	}
	if v := r.Take("b", now); !v.OK {
		t.Errorf("somebody else: %+v", v)
	}
	if v := r.Take("a", now.Add(time.Second)); !v.OK {
		t.Errorf("after a second: %+v", v)
	}
	if v := r.Take("a", now.Add(time.Second)); v.OK {
		t.Errorf("twice after a second: %+v", v)
	}
	if v := r.Take("a", now.Add(time.Hour)); !v.OK || v.Remaining != 59 {
		t.Errorf("much later: %+v", v)
	}
	for i := range 30_000 { // strangers take no memory without end
		r.Take(fmt.Sprint(i), now)
	}
	none := auth.NewRate(0)
	h = http.Header{}
	if v := none.Take("a", now); !v.OK {
		t.Errorf("no limit: %+v", v)
	} else if v.Headers(h); len(h) != 0 {
		t.Errorf("no limit has headers %v", h)
	}
}
