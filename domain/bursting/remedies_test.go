package bursting_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
)

// What to do hangs on what is missing, and is never about something else.
func TestRemedy(t *testing.T) {
	for _, c := range []struct{ code, permission, says string }{
		{"permission-denied", "ec2:StartInstances", "Attach the policy"},
		{"permission-denied", "sts:AssumeRole", "trust them"},
		{"permission-denied", "kms:CreateGrant", "kms:CreateGrant"},
		{"permission-denied", "start", "script can be run"},
		{"permission-denied", "", "Attach the policy"},
		{"disk-key-denied", "kms:CreateGrant", "kms:CreateGrant"},
		{"unknown-region", "", "enable it"},
		{"account-blocked", "", "owner of the account"},
		{"no-capacity", "", "another zone"},
		{"quota-exceeded", "", "higher quota"},
		{"not-startable", "", "machine of its own"},
		{"moon", "", "status page"},
	} {
		if got := bursting.Remedy(events.BurstFailure{Code: c.code, Permission: c.permission}); !strings.Contains(got, c.says) {
			t.Errorf("%s %s: %q", c.code, c.permission, got)
		}
	}
}

// What the cloud says ends with one full stop, and the right stands in the text.
func TestFailureText(t *testing.T) {
	w := newWorld(t)
	w.obs.Accounts[0].Machines, w.obs.Accounts[0].TagKey, w.obs.Accounts[0].Region = nil, "team", "eu-west-1"
	w.startFails("disk-key-denied", false)
	_, view := react(t, w.state, w.obs)
	var texts []string
	for _, i := range view.Issues {
		texts = append(texts, i.Text)
	}
	got := strings.Join(texts, "\n")
	for _, want := range []string{`no machine with the tag "team=parley" in the region eu-west-1.`, `"c1" again: it may not use the key of its disks (It says so.).`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
}
