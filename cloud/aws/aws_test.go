package aws_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws"
	"github.com/parley-video/parley/cloud/aws/ec2test"
	"github.com/parley-video/parley/cloud/cloudtest"
)

func TestContract(t *testing.T) {
	permission := map[cloud.Operation]string{
		cloud.ListMachines: "ec2:DescribeInstances", cloud.StartMachine: "ec2:StartInstances", cloud.StopMachine: "ec2:StopInstances",
	}
	cloudtest.Run(t, func(t *testing.T, test func(*testing.T, cloudtest.Cloud)) {
		world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			test(t, cloudtest.Cloud{
				Provider: p, TagValue: tagValue,
				Add: func(m cloud.Machine, tagged bool) string {
					i := ec2test.Instance{State: string(m.State), Tags: map[string]string{"Name": m.Name}}
					if len(m.Addresses) > 0 {
						i.Address = m.Addresses[0]
					}
					if tagged {
						i.Tags[tagKey] = m.TagValue
					}
					return d.Add(i).ID
				},
				Settle: func() { pass(stopDelay + time.Second) },
				Deny: func(op cloud.Operation, denied bool) {
					if denied {
						d.Deny(permission[op])
					} else {
						d.Allow(permission[op])
					}
				},
				Down: d.Down,
			})
		})
	})
}

func TestMachine(t *testing.T) {
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		id := d.Add(ec2test.Instance{Address: "10.0.0.5", IPv6: "2001:db8::5", Tags: tagged(tagValue), Type: "c7i.4xlarge"}).ID
		launched := time.Now().UTC()
		if s, err := p.Start(t.Context(), id); err != nil || s != cloud.StatePending {
			t.Fatalf("%s, %v", s, err)
		}
		all, err := p.Machines(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%+v", all)
		m := cloud.Machine{
			ID: id, Name: "burst", TagValue: tagValue, State: cloud.StatePending, LaunchedAt: launched,
			Addresses: []string{"10.0.0.5", "2001:db8::5"}, PublicAddress: "198.51.100.1", Type: "c7i.4xlarge",
		}
		if w := fmt.Sprintf("%+v", []cloud.Machine{m}); got != w {
			t.Errorf("got  %s\nwant %s", got, w)
		}
		pass(bootDelay)
		if s := state(t, p, id); s != cloud.StateRunning {
			t.Errorf("%s", s)
		}
	})
}

// EC2 accepts some starts that it takes back later; why, only the list says.
func TestStartTakenBack(t *testing.T) {
	for _, c := range []struct {
		reason string
		code   cloud.Code
		right  string
		retry  bool
	}{
		{"Client.InternalError", cloud.CodeDiskKey, "kms:CreateGrant", false},
		{"Server.InsufficientInstanceCapacity", cloud.CodeNoCapacity, "", true},
		{"Server.InternalError", cloud.CodeStartRefused, "", true},
		{"Client.VolumeLimitExceeded", cloud.CodeQuota, "", false},
		{"Server.SpotInstanceShutdown", cloud.CodeNotStartable, "", false},
		{"Client.InstanceInitiatedShutdown", cloud.CodeStartRefused, "", false},
	} {
		t.Run(c.reason, func(t *testing.T) {
			world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
				machine := func() cloud.Machine {
					all, err := p.Machines(t.Context())
					if err != nil || len(all) != 1 {
						t.Fatalf("%+v, %v", all, err)
					}
					return all[0]
				}
				id := add(d)
				d.TakeBack(c.reason, c.reason+": told in words")
				if s, err := p.Start(t.Context(), id); err != nil || s != cloud.StatePending {
					t.Fatalf("%s, %v", s, err)
				}
				pass(bootDelay)
				if m := machine(); m.State != cloud.StatePending || m.StoppedFor != nil {
					t.Errorf("while the list may be behind: %+v", m)
				}
				pass(bootDelay)
				m := machine()
				if m.State != cloud.StateStopped || m.StoppedFor == nil {
					t.Fatalf("%+v", m)
				}
				if e := m.StoppedFor; e.Code != c.code || e.Permission != c.right || e.Retry != c.retry || !strings.Contains(e.Message, "told in words") {
					t.Errorf("%+v", e)
				}
				if s, err := p.Start(t.Context(), id); err != nil || s != cloud.StatePending {
					t.Fatalf("%s, %v", s, err)
				}
				pass(time.Minute)
				if m := machine(); m.State != cloud.StateRunning || m.StoppedFor != nil {
					t.Errorf("the next start: %+v", m)
				}
				if _, err := p.Stop(t.Context(), id); err != nil {
					t.Fatal(err)
				}
				pass(time.Minute)
				if m := machine(); m.State != cloud.StateStopped || m.StoppedFor != nil {
					t.Errorf("a stop that was asked for: %+v, %v", m, m.StoppedFor)
				}
			})
		})
	}
}

// All pages are read, whatever changes between them.
func TestPages(t *testing.T) {
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		for range 23 {
			add(d)
		}
		all, err := p.Machines(t.Context())
		if err != nil || len(all) != 23 {
			t.Fatalf("%d machines, %v", len(all), err)
		}
		if n := d.Calls()["DescribeInstances"]; n != 5 {
			t.Errorf("%d calls for 5 pages", n)
		}
	})
}

// A tag is asked for as it is, without wildcards.
func TestTagIsNoPattern(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := ec2test.New(doubleConfig())
		c := config(d)
		c.TagKey = `team*\?`
		d.Add(ec2test.Instance{Tags: map[string]string{`team*\?`: tagValue}})
		d.Add(ec2test.Instance{Tags: map[string]string{"teams": tagValue}})
		if all, err := provider(t, c).Machines(t.Context()); err != nil || len(all) != 1 {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

// Throttling is met with pauses, different ones each time, and bounded attempts.
func TestThrottling(t *testing.T) {
	var took []time.Duration
	for range 5 {
		world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			id := add(d)
			d.Throttle(3)
			from := time.Now()
			if s, err := p.Start(t.Context(), id); err != nil || !s.Up() {
				t.Fatalf("%s, %v", s, err)
			}
			took = append(took, time.Since(from))
			d.Throttle(1000)
			from = time.Now()
			_, err := p.Machines(t.Context())
			if e := want(t, err, cloud.CodeThrottled, "so many"); !e.Retry {
				t.Error("throttling passes")
			}
			if n := d.Calls()["DescribeInstances"]; n != 4 || time.Since(from) > 20*time.Second {
				t.Errorf("%d calls in %s", n, time.Since(from))
			}
		})
	}
	slices.Sort(took)
	if len(slices.Compact(took)) < 4 || took[len(took)-1] > 15*time.Second {
		t.Errorf("pauses of %v in all", took)
	}
}

// An answer that was lost is asked for again, and nothing happens twice.
func TestLostAnswers(t *testing.T) {
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		id := add(d)
		d.LoseAnswers("StartInstances", 2)
		if s, err := p.Start(t.Context(), id); err != nil || !s.Up() {
			t.Fatalf("%s, %v", s, err)
		}
		if i, _ := d.Instance(id); i.PublicAddress != "198.51.100.1" || d.Calls()["StartInstances"] != 3 {
			t.Errorf("%+v after %v", i, d.Calls())
		}
		pass(bootDelay)
		d.LoseAnswers("StopInstances", 2)
		if s, err := p.Stop(t.Context(), id); err != nil || s != cloud.StateStopping {
			t.Fatalf("%s, %v", s, err)
		}
	})
}

// The list may be behind; what was answered to a start or a stop still holds.
func TestEventualConsistency(t *testing.T) {
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		id := add(d)
		d.Lag(10 * time.Second)
		if _, err := p.Start(t.Context(), id); cloud.CodeOf(err) != cloud.CodeUnknownMachine {
			t.Errorf("start of what was made just now: %v", err)
		}
		pass(11 * time.Second)
		if _, err := p.Start(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if s := state(t, p, id); s != cloud.StatePending {
			t.Errorf("%s while the list is behind", s)
		}
		pass(bootDelay + 11*time.Second)
		if _, err := p.Stop(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if s := state(t, p, id); s != cloud.StateStopping {
			t.Errorf("%s while the list is behind", s)
		}
		pass(stopDelay + 11*time.Second)
		if s := state(t, p, id); s != cloud.StateStopped {
			t.Errorf("%s", s)
		}
	})
	// But not for ever: a start that came to nothing shows.
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		id := add(d)
		if _, err := p.Start(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		pass(bootDelay)
		d.Stop(id)
		pass(stopDelay)
		if s := state(t, p, id); s != cloud.StateStopped {
			t.Errorf("%s", s)
		}
	})
}

func TestRole(t *testing.T) {
	with := func(change func(*aws.Config, *ec2test.Double), test func(*testing.T, *ec2test.Double, *aws.Provider)) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			d := ec2test.New(doubleConfig())
			defer d.Close()
			c := config(d)
			c.RoleARN, c.ExternalID = roleARN, "x7"
			change(&c, d)
			test(t, d, provider(t, c))
		})
	}
	none := func(*aws.Config, *ec2test.Double) {}
	with(none, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		id := add(d)
		for range 10 { // the keys of a role last for a quarter of an hour
			if s := state(t, p, id); s != cloud.StateStopped {
				t.Fatalf("%s", s)
			}
			pass(5 * time.Minute)
		}
		if n := d.Calls()["AssumeRole"]; n < 2 || n > 5 {
			t.Errorf("assumed %d times in 50 minutes", n)
		}
		found, err := p.Check(t.Context())
		if err != nil || len(found) != 4 || found[0].Permission != "sts:AssumeRole" {
			t.Errorf("%+v, %v", found, err)
		}
	})
	with(func(c *aws.Config, _ *ec2test.Double) { c.ExternalID = "x8" }, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		_, err := p.Machines(t.Context())
		if e := want(t, err, cloud.CodePermissionDenied, "not authorized"); e.Permission != "sts:AssumeRole" {
			t.Errorf("%+v", e)
		}
		found, err := p.Check(t.Context())
		if err != nil || len(found) != 4 || found[0].Err == nil || found[1].Tried || found[2].Tried || found[3].Tried {
			t.Errorf("%+v, %v", found, err)
		}
	})
	with(func(c *aws.Config, _ *ec2test.Double) { c.SecretAccessKey = "wrong" }, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		_, err := p.Machines(t.Context())
		want(t, err, cloud.CodeBadCredentials, "signature")
		_, err = p.Check(t.Context())
		want(t, err, cloud.CodeBadCredentials, "signature")
	})
	with(func(_ *aws.Config, d *ec2test.Double) { d.Skew(time.Hour) }, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		_, err := p.Machines(t.Context())
		want(t, err, cloud.CodeClockSkew, "1h0m slow")
	})
}

// The keys of a role end by the cloud's clock, from which ours may differ.
func TestRoleWithAClockThatIsOff(t *testing.T) {
	for _, by := range []time.Duration{4*time.Minute + 30*time.Second, -4*time.Minute - 30*time.Second} {
		synctest.Test(t, func(t *testing.T) {
			d := ec2test.New(doubleConfig())
			defer d.Close()
			c := config(d)
			c.RoleARN, c.ExternalID = roleARN, "x7"
			p := provider(t, c)
			add(d)
			d.Skew(by)
			for at := time.Duration(0); at < 40*time.Minute; at += 15 * time.Second {
				if _, err := p.Machines(t.Context()); err != nil {
					t.Errorf("after %s: %v", at, err)
				}
				pass(15 * time.Second)
			}
			if calls := d.Calls(); calls["AssumeRole"] > 12 || calls["DescribeInstances"] != 160 {
				t.Errorf("%v for 160 lists in 40 minutes", calls)
			}
		})
	}
}

// A session that has ended all the same is renewed at once, and once.
func TestSessionEnded(t *testing.T) {
	for _, c := range []struct {
		code   string
		status int
	}{{"RequestExpired", http.StatusBadRequest}, {"ExpiredToken", http.StatusForbidden}} {
		synctest.Test(t, func(t *testing.T) {
			d := ec2test.New(doubleConfig())
			defer d.Close()
			conf := config(d)
			conf.RoleARN, conf.ExternalID = roleARN, "x7"
			p := provider(t, conf)
			id := add(d)
			d.Fail("StartInstances", c.status, c.code, "It has expired.")
			if s, err := p.Start(t.Context(), id); err != nil || !s.Up() || d.Calls()["AssumeRole"] != 2 {
				t.Errorf("%s: %s, %v, %v", c.code, s, err, d.Calls())
			}
			d.Fail("StopInstances", c.status, c.code, "It has expired.")
			d.Fail("StopInstances", c.status, c.code, "It has expired.")
			_, err := p.Stop(t.Context(), id)
			if e := want(t, err, cloud.CodeBadCredentials, "session of the role"); !e.Retry || d.Calls()["AssumeRole"] != 3 {
				t.Errorf("%+v, %v", e, d.Calls())
			}
		})
	}
}

// Without a key the role of the machine itself counts, and the one it may assume.
func TestOwnRole(t *testing.T) {
	for _, assumed := range []string{"", roleARN} {
		synctest.Test(t, func(t *testing.T) {
			d := ec2test.New(doubleConfig())
			defer d.Close()
			own := d.Add(ec2test.Instance{Role: keyID}).ID
			c := config(d)
			c.AccessKeyID, c.SecretAccessKey, c.RoleARN, c.ExternalID = "", "", assumed, "x7"
			if assumed == "" {
				c.ExternalID = ""
			}
			c.Transport = wire{"": d, "169.254.169.254": d.Metadata(own)}
			p := provider(t, c)
			id := add(d)
			if s, err := p.Start(t.Context(), id); err != nil || !s.Up() {
				t.Fatalf("%s, %v", s, err)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		d := ec2test.New(doubleConfig())
		defer d.Close()
		c := config(d)
		c.AccessKeyID, c.SecretAccessKey = "", ""
		c.Transport = wire{"": d, "169.254.169.254": d.Metadata(d.Add(ec2test.Instance{}).ID)}
		_, err := provider(t, c).Machines(t.Context())
		want(t, err, cloud.CodeBadCredentials, "no role of its own")
	})
}

func TestRefusals(t *testing.T) {
	for what, c := range map[string]struct {
		config func(*aws.Config)
		double func(*ec2test.Double)
		code   cloud.Code
		says   string
		retry  bool
	}{
		"wrong secret": {config: func(c *aws.Config) { c.SecretAccessKey = "x" }, code: cloud.CodeBadCredentials, says: "credentials"},
		"wrong key":    {config: func(c *aws.Config) { c.AccessKeyID = "AKIAIOSFODNN7NOBODYS" }, code: cloud.CodeBadCredentials, says: "credentials"},
		"region of another endpoint": {
			config: func(c *aws.Config) { c.Region, c.Endpoint = "eu-west-1", "https://ec2.internal.example" }, code: cloud.CodeUnknownRegion, says: "eu-west-1",
		},
		"clock slow":         {double: func(d *ec2test.Double) { d.Skew(17 * time.Minute) }, code: cloud.CodeClockSkew, says: "17m slow"},
		"clock fast":         {double: func(d *ec2test.Double) { d.Skew(-3 * time.Hour) }, code: cloud.CodeClockSkew, says: "3h0m fast"},
		"small skew":         {double: func(d *ec2test.Double) { d.Skew(4 * time.Minute); d.SetKey(ec2test.Key{ID: keyID, Secret: "new"}) }, code: cloud.CodeBadCredentials},
		"no list":            {double: func(d *ec2test.Double) { d.Deny("ec2:DescribeInstances") }, code: cloud.CodePermissionDenied, says: "not authorized"},
		"not in order":       {double: fail(http.StatusBadRequest, "PendingVerification", "Your account is being verified"), code: cloud.CodeAccountBlocked, says: "being verified"},
		"region not enabled": {double: func(d *ec2test.Double) { d.Disable(true) }, code: cloud.CodeUnknownRegion, says: "eu-central-1 is not enabled"},
		"region not enabled, with a role": {
			config: func(c *aws.Config) { c.RoleARN, c.ExternalID = roleARN, "x7" },
			double: func(d *ec2test.Double) { d.Disable(true) }, code: cloud.CodeUnknownRegion, says: "eu-central-1 is not enabled",
		},
		"region not enabled, with a wrong secret": {
			config: func(c *aws.Config) { c.SecretAccessKey = "x" },
			double: func(d *ec2test.Double) { d.Disable(true) }, code: cloud.CodeBadCredentials, says: "credentials",
		},
		"its own fault": {
			double: fail(http.StatusInternalServerError, "InternalError", "An internal error has occurred"), code: cloud.CodeProviderError, retry: true,
		},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := ec2test.New(doubleConfig())
				defer d.Close()
				conf := config(d)
				if c.config != nil {
					c.config(&conf)
				}
				if c.double != nil {
					c.double(d)
				}
				_, err := provider(t, conf).Machines(t.Context())
				e := want(t, err, c.code, c.says)
				if e.Retry != c.retry {
					t.Errorf("retry: %v", e.Retry)
				}
				if strings.Contains(e.Message, "Encoded") || len(e.Message) > 600 {
					t.Errorf("nobody can read %q", e.Message)
				}
			})
		})
	}
}

// fail has the list fail as often as it is asked for.
func fail(status int, code, message string) func(*ec2test.Double) {
	return func(d *ec2test.Double) {
		for range 10 {
			d.Fail("DescribeInstances", status, code, message)
		}
	}
}

func TestRefusedStart(t *testing.T) {
	for code, c := range map[string]struct {
		code  cloud.Code
		retry bool
	}{
		"InsufficientInstanceCapacity": {cloud.CodeNoCapacity, true},
		"InstanceLimitExceeded":        {cloud.CodeQuota, false},
		"VcpuLimitExceeded":            {cloud.CodeQuota, false},
		"UnsupportedOperation":         {cloud.CodeNotStartable, false},
		"IncorrectSpotRequestState":    {cloud.CodeNotStartable, false},
		"IncorrectInstanceState":       {cloud.CodeWrongState, true},
		"OptInRequired":                {cloud.CodeAccountBlocked, false},
		"Blocked":                      {cloud.CodeAccountBlocked, false},
	} {
		world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			id := add(d)
			d.Fail("StartInstances", http.StatusBadRequest, code, "It cannot be.")
			_, err := p.Start(t.Context(), id)
			if e := want(t, err, c.code, "It cannot be."); e.Retry != c.retry || e.Machine != id {
				t.Errorf("%s: %+v", code, e)
			}
		})
	}
}

// A right may be there for some machines only.
func TestCheckNamesTheMachine(t *testing.T) {
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		add(d)
		second := add(d)
		d.Add(ec2test.Instance{Tags: tagged("somebody-else")})
		d.Deny("ec2:StopInstances", second)
		found, err := p.Check(t.Context())
		if err != nil || len(found) != 3 || !found[1].Granted() {
			t.Fatalf("%+v, %v", found, err)
		}
		if f := found[2]; f.Permission != "ec2:StopInstances" || f.Subject != second || f.Err == nil || f.Err.Permission != "ec2:StopInstances" {
			t.Errorf("%+v", f)
		}
	})
}

// A right that no machine said anything of was not found to be there.
func TestCheckWithoutAnAnswer(t *testing.T) {
	for refused, tried := range map[int]bool{3: false, 2: true} { // the trial of both, and of each
		world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
			add(d)
			add(d)
			for range refused {
				d.Fail("StartInstances", http.StatusBadRequest, "IncorrectInstanceState", "It cannot be started.")
			}
			found, err := p.Check(t.Context())
			if err != nil || len(found) != 3 || found[1].Tried != tried || found[1].Granted() != tried || !found[2].Granted() {
				t.Errorf("%d refused: %+v, %v", refused, found, err)
			}
		})
	}
}

// An hour without the cloud: every call ends, and the first after it succeeds.
func TestDownForAnHour(t *testing.T) {
	world(t, func(t *testing.T, d *ec2test.Double, p *aws.Provider) {
		id := add(d)
		d.Down(true)
		for from := time.Now(); time.Since(from) < time.Hour; pass(15 * time.Second) {
			if _, err := p.Machines(t.Context()); cloud.CodeOf(err) != cloud.CodeUnreachable {
				t.Fatalf("%v", err)
			}
		}
		d.Down(false)
		d.Throttle(3) // everybody comes back at once
		if s := state(t, p, id); s != cloud.StateStopped {
			t.Errorf("%s", s)
		}
	})
}

func TestNew(t *testing.T) {
	for what, c := range map[string]struct {
		config aws.Config
		code   cloud.Code
	}{
		"no region":       {aws.Config{TagKey: "k"}, cloud.CodeUnknownRegion},
		"no tag":          {aws.Config{Region: region}, cloud.CodeProviderError},
		"half a key":      {aws.Config{Region: region, TagKey: "k", AccessKeyID: keyID}, cloud.CodeBadCredentials},
		"no certificates": {aws.Config{Region: region, TagKey: "k", CACertificates: "x"}, cloud.CodeBadCertificate},
	} {
		if _, err := aws.New(c.config); cloud.CodeOf(err) != c.code {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A role that cannot be had is asked for as often as anything, not as often for
// each attempt of what it is for.
func TestThrottledRole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := ec2test.New(doubleConfig())
		defer d.Close()
		c := config(d)
		c.RoleARN, c.ExternalID = roleARN, "x7"
		d.Throttle(1000)
		_, err := provider(t, c).Machines(t.Context())
		want(t, err, cloud.CodeThrottled, "so many")
		if n := d.Calls()["AssumeRole"]; n != 4 {
			t.Errorf("%d calls", n)
		}
	})
}
