package capacity_test

import (
	"testing"

	"github.com/parley-video/parley/domain/capacity"
)

func TestCallCost(t *testing.T) {
	for _, c := range []struct {
		callType, quality string
		want              capacity.Tokens
	}{
		{"video", "hd", 48},
		{"video", "fullhd", 96},
		{"video", "sd", 24},
		{"video-only", "hd", 48},
		{"video-only", "fullhd", 96},
		{"audio", "hd", 3},
		{"audio", "fullhd", 3},
		{"video", "default", 48},
		{"video", "", 48},
	} {
		if got := capacity.CallCost(c.callType, c.quality); got != c.want {
			t.Errorf("CallCost(%q, %q) = %d, want %d", c.callType, c.quality, got, c.want)
		}
	}
}

func TestBackplaneReserve(t *testing.T) {
	for _, c := range []struct {
		callType, quality string
		nodes             int
		want              capacity.Tokens
	}{
		{"video", "hd", 1, 0},
		{"video", "fullhd", 0, 0},
		{"video", "hd", 2, 48},
		{"video", "sd", 2, 48},
		{"video", "fullhd", 2, 96},
		{"audio", "fullhd", 3, 3},
	} {
		if got := capacity.BackplaneReserve(c.callType, c.quality, c.nodes); got != c.want {
			t.Errorf("BackplaneReserve(%q, %q, %d) = %d, want %d", c.callType, c.quality, c.nodes, got, c.want)
		}
	}
}

func TestLoad(t *testing.T) {
	if got := capacity.Load(capacity.HD, capacity.FromHD(4)); got != 25 {
		t.Errorf("one of four HD calls is %v %%, want 25", got)
	}
	if got := capacity.Load(10, 0); got != 0 {
		t.Errorf("load of an unknown total is %v, want 0", got)
	}
	if got := capacity.SD.HD(); got != 0.5 {
		t.Errorf("SD is %v HD calls, want 0.5", got)
	}
}
