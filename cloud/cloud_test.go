package cloud_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/parley-video/parley/cloud"
)

func TestError(t *testing.T) {
	err := fmt.Errorf("round 7: %w", &cloud.Error{
		Code: cloud.CodePermissionDenied, Operation: cloud.StartMachine, Machine: "m-1", Permission: "machine:Start",
		Message: "ask the owner", Err: io.ErrUnexpectedEOF,
	})
	if got, want := err.Error(), "round 7: start m-1: permission-denied (machine:Start): ask the owner"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
	if got := cloud.CodeOf(err); got != cloud.CodePermissionDenied {
		t.Errorf("code %q", got)
	}
	if got := cloud.CodeOf(io.EOF); got != "" {
		t.Errorf("code %q of an error that is no provider's", got)
	}
}

func TestFindingGranted(t *testing.T) {
	for _, c := range []struct {
		finding cloud.Finding
		want    bool
	}{
		{cloud.Finding{Tried: true}, true},
		{cloud.Finding{}, false},
		{cloud.Finding{Tried: true, Err: &cloud.Error{}}, false},
	} {
		if got := c.finding.Granted(); got != c.want {
			t.Errorf("%+v granted: %v", c.finding, got)
		}
	}
}
