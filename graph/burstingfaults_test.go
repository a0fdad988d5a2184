package graph

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws"
	"github.com/parley-video/parley/cloud/aws/ec2test"
	"github.com/parley-video/parley/control"
	alarmwatch "github.com/parley-video/parley/control/alarms"
	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/cloudaccount"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/auth"
)

// The cloud that fails: the double of EC2 behind HTTPS, at the name that the
// region has. Its network is in memory, so that the hour of an outage is virtual
// while requests, their deadlines and their certificates are real.
const (
	faultRegion = "eu-central-1"
	faultHost   = "ec2.eu-central-1.amazonaws.com"
	faultKey    = "AKIAIOSFODNN7EXAMPLE"
	faultSecret = "wJalrXUtnFEMI/K7MDENG"
	faultBoot   = 20 * time.Second // until the machine runs; its node is there as much later
	faultStop   = 30 * time.Second
)

// pipes is a network in memory. It is a net.Listener.
type pipes struct {
	accept chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accept:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// buffered has room for what is written, as a socket has: both ends say good-bye
// to each other at once when they close.
type buffered struct {
	net.Conn
	mu     sync.Mutex // guards below; taken by those who send
	closed bool
	out    chan []byte
}

func newBuffered(c net.Conn) *buffered {
	b := &buffered{Conn: c, out: make(chan []byte, 256)}
	go func() {
		for p := range b.out {
			_ = c.SetWriteDeadline(time.Now().Add(time.Second))
			_, _ = c.Write(p)
		}
		_ = c.Close()
	}()
	return b
}

func (b *buffered) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, net.ErrClosed
	}
	select {
	case b.out <- slices.Clone(p):
		return len(p), nil
	default:
		return 0, io.ErrShortBuffer // nothing here sends so much
	}
}

func (b *buffered) SetDeadline(t time.Time) error { return b.SetReadDeadline(t) }

func (b *buffered) SetWriteDeadline(time.Time) error { return nil }

func (b *buffered) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.out)
	}
	return nil
}

// dial knows the cloud's name and no other.
func (p *pipes) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil || host != faultHost {
		return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
	}
	here, there := net.Pipe()
	select {
	case p.accept <- newBuffered(there):
		return newBuffered(here), nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func faultCertificate(t *testing.T) (cert tls.Certificate, authority string) {
	t.Helper()
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "cloud"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		DNSNames: []string{faultHost}, IsCA: true, BasicConstraintsValid: true,
	}
	raw := must(x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key))(t)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}))
}

// outage is a deployment with a location that overflows into two burst nodes at
// the cloud that fails, and its page.
type outage struct {
	t       *testing.T
	rig     *controltest.Rig
	double  *ec2test.Double
	shell   *shell.Bursting
	streams *burstingStreams
	account string
	places  map[string]string // by name
	nodes   map[string]string
	hosts   map[string]string // instances, by the name of their node

	mu       sync.Mutex // guards below
	used     map[string]int
	stranger bool // the certificate is somebody else's
	broken   bool // what stands before the cloud answers in its place
}

func (o *outage) set(change func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change()
}

func (o *outage) do(cmd domain.Command) string {
	o.t.Helper()
	receipt, err := o.rig.Executor.Execute(o.t.Context(), control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}, cmd)
	if err != nil {
		o.t.Fatal(err)
	}
	return receipt.ID
}

// inOutage runs a test in a world of its own, where time is virtual.
func inOutage(t *testing.T, test func(t *testing.T, o *outage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := &outage{
			t: t, rig: controltest.New(t, controltest.Memory(t)), used: map[string]int{},
			places: map[string]string{}, nodes: map[string]string{}, hosts: map[string]string{},
			double: ec2test.New(ec2test.Config{
				Region: faultRegion, Keys: []ec2test.Key{{ID: faultKey, Secret: faultSecret}}, BootDelay: faultBoot, StopDelay: faultStop,
				PublicAddress: func(_ ec2test.Instance, n int) string { return fmt.Sprintf("198.51.100.%d", n) },
			}),
		}
		defer o.double.Close()
		client, authority := o.open()
		defer client.CloseIdleConnections()
		o.prepare(authority)
		o.run(client, func() { test(t, o) })
	})
}

// open opens the cloud's door, and returns what reaches it.
func (o *outage) open() (*http.Transport, string) {
	known, authority := faultCertificate(o.t)
	other, _ := faultCertificate(o.t)
	network := &pipes{accept: make(chan net.Conn), closed: make(chan struct{})}
	server := &http.Server{
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			o.mu.Lock()
			broken := o.broken
			o.mu.Unlock()
			if broken {
				http.Error(w, "<html>out of order</html>", http.StatusBadGateway)
				return
			}
			o.double.ServeHTTP(w, r)
		}),
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(tls.NewListener(network, &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			o.mu.Lock()
			defer o.mu.Unlock()
			if o.stranger {
				return &other, nil
			}
			return &known, nil
		}}))
	}()
	o.t.Cleanup(func() {
		_ = server.Close()
		<-served
		pass(2 * time.Second) // what is written to nobody is given up
	})
	return &http.Transport{DialContext: network.dial, TLSHandshakeTimeout: 5 * time.Second, DisableKeepAlives: true}, authority
}

func (o *outage) prepare(authority string) {
	o.do(settings.Initialise{Patch: settings.Patch{DeploymentName: domain.Some("Example")}})
	o.places["cloud"] = o.do(location.Create{Patch: location.Patch{Name: domain.Some("Cloud")}})
	o.places["main"] = o.do(location.Create{Patch: location.Patch{Name: domain.Some("Main"), OverflowLocation1: domain.Some(o.places["cloud"])}})
	for i, name := range []string{"m1", "b1", "b2"} {
		burst := name != "m1"
		place := o.places["main"]
		if burst {
			place = o.places["cloud"]
		}
		address := fmt.Sprintf("10.0.0.%d", 10+i)
		o.nodes[name] = o.do(node.Create{Patch: node.Patch{
			Name: domain.Some(name), LocationID: domain.Some(place), Address: domain.Some(address), CloudBursting: domain.Some(burst), AlwaysOn: domain.Some(!burst),
		}})
		if burst {
			o.hosts[name] = o.double.Add(ec2test.Instance{Address: address, Tags: map[string]string{"Name": name, "parley-cloud": "p"}}).ID
		}
	}
	o.account = o.do(cloudaccount.Create{Patch: cloudaccount.Patch{
		Name: domain.Some("Frankfurt"), Provider: domain.Some(events.CloudAWS), Region: domain.Some(faultRegion), AccessKeyID: domain.Some(faultKey),
		SecretKey: domain.Some(domain.Plaintext(faultSecret)), CACertificates: domain.Some(authority), TagValue: domain.Some("p"), Enabled: domain.Some(true),
	}})
}

// run has the shell act, the alarms watch and the page shown while a test runs.
func (o *outage) run(client *http.Transport, test func()) {
	o.shell = must(shell.New(shell.Config{
		Store: o.rig.Store, Commands: o.rig.Executor, World: o.world, Log: o.rig.Log,
		Open: func(a shell.Account) (cloud.Provider, error) {
			secret, err := o.rig.Sealer.Open(a.ID, a.SecretKey)
			if err != nil {
				return nil, err
			}
			own := client.Clone()
			own.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: x509.NewCertPool()}
			own.TLSClientConfig.RootCAs.AppendCertsFromPEM([]byte(a.Settings.CACertificates))
			return aws.New(aws.Config{
				Region: a.Settings.Region, AccessKeyID: a.Settings.AccessKeyID, SecretAccessKey: secret,
				TagKey: a.Settings.TagKey, TagValue: a.Settings.TagValue, Transport: own,
			})
		},
	}))(o.t)
	watch := must(alarmwatch.New(alarmwatch.Config{Store: o.rig.Store, Commands: o.rig.Executor, Observer: o, Log: o.rig.Log}))(o.t)
	deps := Deps{Bursting: o.shell, Now: time.Now, Log: o.rig.Log}
	o.streams = newBurstingStreams(newExecutor(deps), deps)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, part := range []func(context.Context) error{o.shell.Run, func(ctx context.Context) error { return o.shell.Act(ctx, func(context.Context) error { return nil }) }, watch.Run} {
		running.Go(func() { _ = part(ctx) })
	}
	defer running.Wait()
	defer cancel()
	test()
}

// Observe implements alarms.Observer.
func (o *outage) Observe(context.Context) alarm.Observation {
	out := alarm.Observation{Authority: time.Now().Add(10 * 365 * 24 * time.Hour)}
	if s := o.shell.Status(); s != nil {
		issues := alarm.BurstIssues(s.View.Issues)
		out.Bursting = &issues
	}
	return out
}

// world is what nodes report: those of the cloud a while after their machine.
func (o *outage) world(ctx context.Context) (shell.World, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	w := shell.World{
		Settings:  bursting.Settings{Enabled: true, ThresholdHD: 5, MinLifetime: 50 * time.Minute},
		Locations: []bursting.Location{{ID: o.places["main"], Name: "Main", Overflow1: o.places["cloud"]}, {ID: o.places["cloud"], Name: "Cloud"}},
	}
	for i, name := range []string{"m1", "b1", "b2"} {
		n := bursting.Node{
			ID: o.nodes[name], Name: name, Location: o.places["main"], Address: fmt.Sprintf("10.0.0.%d", 10+i), Capacity: capacity.FromHD(20),
			Used: capacity.FromHD(o.used[name]), Calls: o.used[name], Conferences: min(o.used[name], 1), Ready: true, AlwaysOn: name == "m1",
		}
		if name != "m1" {
			instance, _ := o.double.Instance(o.hosts[name])
			drains := false // as nodeconfig tells a node
			for _, what := range o.happened(name) {
				switch what {
				case "draining", "stop-requested":
					drains = true
				case "kept", "running", "start-requested":
					drains = false
				}
			}
			row, err := o.rig.Executor.Node(ctx, n.ID)
			if err != nil {
				return w, err
			}
			n.Location, n.CloudBursting, n.StaticNATAddress = o.places["cloud"], true, row.Settings.StaticNATAddress
			n.Ready = instance.State == ec2test.Running && time.Since(instance.LaunchTime) >= 2*faultBoot
			n.RefusesCalls = n.Ready && drains
			if log := controltest.Recorded(o.t, o.rig.Store, store.Filter{}); len(log) > 0 {
				n.Applied = log[len(log)-1].Position
			}
		}
		w.Nodes = append(w.Nodes, n)
	}
	return w, nil
}

// happened is what the log says of a burst node's machine, in short words.
func (o *outage) happened(name string) []string {
	var out []string
	for _, rec := range controltest.Recorded(o.t, o.rig.Store, store.Filter{Streams: []string{events.BurstNodeStream(o.nodes[name])}}) {
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(rec.Type, "node.burst-"), ".v1"))
	}
	return out
}

// reached says whether something happened to a burst node's machine.
func (o *outage) reached(name, what string) func() bool {
	return func() bool { return slices.Contains(o.happened(name), what) }
}

type pageIssue struct {
	Code, Severity, SubjectKind, SubjectID, SubjectName, Text, Remedy string
	Since                                                             *time.Time
}

// page is what the page of bursting lists.
func (o *outage) page() []pageIssue {
	o.t.Helper()
	ctx := graphql.StartOperationTrace(auth.WithCall(o.t.Context(), auth.Call{Principal: auth.Principal{
		Kind: auth.KindToken, ID: "t", Scopes: []string{access.ScopeConfigRead, access.ScopeGraphQLAdHoc},
	}}))
	op, errs := o.streams.exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: `subscription { burstingStatus { issues { code severity subjectKind subjectId subjectName text remedy since } } }`,
	})
	if errs != nil {
		o.t.Fatal(errs)
	}
	stream := must(o.streams.Open(ctx, op, ""))(o.t)
	defer stream.Close()
	frame := must(stream.Next(ctx))(o.t)
	var body struct {
		Data struct{ BurstingStatus struct{ Issues []pageIssue } }
	}
	if err := json.Unmarshal(frame.Payload, &body); err != nil {
		o.t.Fatalf("%s: %v", frame.Payload, err)
	}
	return body.Data.BurstingStatus.Issues
}

func (o *outage) lists(code string) func() bool {
	return func() bool {
		return slices.ContainsFunc(o.page(), func(i pageIssue) bool { return i.Code == code })
	}
}

// alarms are the alarms about bursting, how often each was raised, and whether
// it still is.
func (o *outage) alarms() (raised []events.AlarmRaised, up int) {
	for _, rec := range controltest.Recorded(o.t, o.rig.Store, store.Filter{TypePrefixes: []string{"alarm."}}) {
		switch e := rec.Event.(type) {
		case events.AlarmRaised:
			if e.Kind == events.AlarmBursting {
				raised = append(raised, e)
				up++
			}
		case events.AlarmLowered:
			if e.Kind == events.AlarmBursting {
				up--
			}
		}
	}
	return raised, up
}

func (o *outage) quiet() bool {
	_, up := o.alarms()
	return up == 0
}

// within waits until something is so, and says after how long; it must not take
// longer than that.
func (o *outage) within(limit time.Duration, what string, is func() bool) time.Duration {
	o.t.Helper()
	for began := time.Now(); ; pass(time.Second) {
		if is() {
			return time.Since(began)
		}
		if time.Since(began) > limit {
			o.t.Fatalf("not %s in %s: %+v; b1 %v, b2 %v", what, limit, o.page(), o.happened("b1"), o.happened("b2"))
		}
	}
}

func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// faults are what may be wrong with an account: the page says which it is and
// what to do.
var faults = []struct {
	name         string
	befall, mend func(o *outage)
	code         bursting.IssueCode
	severity     string
	says, remedy string
}{
	{
		"wrong secret",
		func(o *outage) { o.double.SetKey(ec2test.Key{ID: faultKey, Secret: "another"}) },
		func(o *outage) { o.double.SetKey(ec2test.Key{ID: faultKey, Secret: faultSecret}) },
		bursting.IssueBadCredentials, "ERROR", `The cloud account "Frankfurt" refuses the credentials`, "Enter the access key and its secret again",
	},
	{
		"missing permission to list",
		func(o *outage) { o.double.Deny("ec2:DescribeInstances") },
		func(o *outage) { o.double.Allow("ec2:DescribeInstances") },
		bursting.IssuePermissionDenied, "ERROR", "lacks a permission: ec2:DescribeInstances", "Attach the policy that the set-up page shows",
	},
	{
		"region typo",
		func(o *outage) { o.region("eu-centrall-1") },
		func(o *outage) { o.region(faultRegion) },
		bursting.IssueUnknownRegion, "ERROR", "ec2.eu-centrall-1.amazonaws.com", "Correct the region",
	},
	{
		"clock skew",
		func(o *outage) { o.double.Skew(17 * time.Minute) },
		func(o *outage) { o.double.Skew(0) },
		bursting.IssueClockSkew, "ERROR", "The clock of this machine is 17m slow", "Set the clock of this machine",
	},
	{
		"down",
		func(o *outage) { o.double.Down(true) },
		func(o *outage) { o.double.Down(false) },
		bursting.IssueUnreachable, "ERROR", "cannot be reached", "See that this machine reaches the cloud's address",
	},
	{
		"no answer",
		func(o *outage) { o.double.Hang(true) },
		func(o *outage) { o.double.Hang(false) },
		bursting.IssueUnreachable, "ERROR", "cannot be reached", "calls go on meanwhile",
	},
	{
		"throttled",
		func(o *outage) { o.double.Throttle(1 << 30) },
		func(o *outage) { o.double.Throttle(0) },
		bursting.IssueThrottled, "WARNING", "asks to be asked less often", "ask the cloud for a higher limit",
	},
	{
		"certificate of somebody else",
		func(o *outage) { o.set(func() { o.stranger = true }) },
		func(o *outage) { o.set(func() { o.stranger = false }) },
		bursting.IssueBadCertificate, "ERROR", "The certificate of the cloud account", "Add the certificate authority",
	},
	{
		"out of order",
		func(o *outage) { o.set(func() { o.broken = true }) },
		func(o *outage) { o.set(func() { o.broken = false }) },
		bursting.IssueProviderError, "ERROR", "Bad Gateway", "See the cloud's own status page",
	},
}

// whileOrdered are those that differ in what becomes of an order: refused, broken
// off, without an answer, and answered by somebody else.
var whileOrdered = []string{"wrong secret", "down", "no answer", "out of order"}

func (o *outage) region(name string) {
	o.do(cloudaccount.Update{ID: o.account, Patch: cloudaccount.Patch{Region: domain.Some(name)}})
}

// lasts is for how long a fault is there: an hour where somebody waits for the
// cloud, and long enough elsewhere for all that is tried again.
func lasts(code bursting.IssueCode) int {
	if code == bursting.IssueUnreachable {
		return 60
	}
	return 15
}

// The bounds of an account's troubles: until they are said and until they are no
// longer said, a call with all its attempts included; and until an alarm is
// raised or lowered besides.
const (
	saidWithin  = 90 * time.Second
	alarmWithin = 90 * time.Second
	// retriedWithin is how long something that failed is left alone at most.
	retriedWithin = bursting.BackoffMax + time.Minute
)

// told checks that the page says what is wrong, and that an alarm says the same.
func (o *outage) told(code bursting.IssueCode, severity, says, remedy string) {
	o.t.Helper()
	list := o.page()
	i := slices.IndexFunc(list, func(i pageIssue) bool { return i.Code == string(code) })
	if i < 0 {
		o.t.Fatalf("no %s in %+v", code, list)
	}
	issue := list[i]
	if issue.Severity != severity || issue.SubjectKind != "account" || issue.SubjectID != encodeID(kindCloudAccount, o.account) || issue.SubjectName != "Frankfurt" ||
		!strings.Contains(issue.Text, says) || !strings.Contains(issue.Remedy, remedy) || issue.Since == nil || strings.Contains(issue.Text, faultSecret) {
		o.t.Errorf("%+v", issue)
	}
	if len(list) != 1 {
		o.t.Errorf("besides, the page lists %+v", list)
	}
	o.within(alarmWithin, "an alarm", func() bool { return !o.quiet() })
	raised, _ := o.alarms()
	a := raised[len(raised)-1]
	if a.Subject != (events.AlarmSubject{Kind: alarm.SubjectCloudAccount, ID: o.account, Name: "Frankfurt"}) || !strings.Contains(a.Details, says) || !strings.Contains(a.Details, remedy) ||
		!strings.EqualFold(string(a.Level), severity) {
		o.t.Errorf("%+v", a)
	}
}

// goesOn checks that nobody waits for the cloud: a call is recorded, an order is
// looked at and the page is shown at once.
func (o *outage) goesOn() {
	o.t.Helper()
	began := time.Now()
	o.do(location.Update{ID: o.places["main"], Patch: location.Patch{Description: domain.Some(began.String())}})
	o.shell.Wake()
	if _, _, err := o.shell.Known(o.t.Context()); err != nil {
		o.t.Error(err)
	}
	o.page()
	if took := time.Since(began); took != 0 {
		o.t.Errorf("it took %s", took)
	}
}

// mended has the fault mended, and checks that nobody has to say so.
func (o *outage) mended(mend func(*outage)) {
	o.t.Helper()
	mend(o)
	o.within(saidWithin, "silent", func() bool { return len(o.page()) == 0 })
	o.within(alarmWithin, "quiet", o.quiet)
	if raised, _ := o.alarms(); len(raised) != 1 {
		o.t.Errorf("%d alarms: %+v", len(raised), raised)
	}
}

// once checks that the first node's machine was started, once, and no other.
func (o *outage) once() {
	o.t.Helper()
	first, _ := o.double.Instance(o.hosts["b1"])
	second, _ := o.double.Instance(o.hosts["b2"])
	if first.PublicAddress != "198.51.100.1" || !second.LaunchTime.IsZero() {
		o.t.Errorf("%+v\n%+v", first, second)
	}
	if got := o.happened("b2"); got != nil {
		o.t.Errorf("the other one: %v", got)
	}
}

// A fault that is there while nodes are needed: the page says so, an
// alarm, too, and a machine is started as soon as the fault is gone.
func TestFaultWhileNodesAreNeeded(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			inOutage(t, func(t *testing.T, o *outage) {
				pass(30 * time.Second)
				f.befall(o)
				o.within(saidWithin, "said", o.lists(string(f.code)))
				o.set(func() { o.used["m1"] = 16 })
				o.told(f.code, f.severity, f.says, f.remedy)
				for range lasts(f.code) {
					pass(time.Minute)
					o.goesOn()
				}
				o.told(f.code, f.severity, f.says, f.remedy)
				if o.happened("b1") != nil || o.double.Calls()["StartInstances"] != 0 {
					t.Errorf("%v", o.happened("b1"))
				}
				o.mended(f.mend)
				o.within(retriedWithin, "running", o.reached("b1", "running"))
				pass(10 * time.Minute)
				o.once()
			})
		})
	}
}

// A fault that begins when a machine was ordered: the order is seen through, and
// nothing is started twice.
func TestFaultDuringAStart(t *testing.T) {
	for _, f := range faults {
		if !slices.Contains(whileOrdered, f.name) {
			continue
		}
		for _, when := range []string{"start-requested", "starting"} {
			t.Run(f.name+"/"+when, func(t *testing.T) {
				inOutage(t, func(t *testing.T, o *outage) {
					pass(30 * time.Second)
					o.set(func() { o.used["m1"] = 16 })
					o.within(time.Minute, when, o.reached("b1", when))
					f.befall(o)
					o.within(saidWithin, "said", o.lists(string(f.code)))
					for range lasts(f.code) {
						pass(time.Minute)
						o.goesOn()
					}
					o.told(f.code, f.severity, f.says, f.remedy)
					o.mended(f.mend)
					o.within(retriedWithin, "running", o.reached("b1", "running"))
					pass(10 * time.Minute)
					o.once()
				})
			})
		}
	}
}

// A fault that begins when a machine is to be stopped: it is stopped afterwards.
func TestFaultDuringAStop(t *testing.T) {
	for _, f := range faults {
		if !slices.Contains(whileOrdered, f.name) {
			continue
		}
		for _, when := range []string{"draining", "stop-requested"} {
			t.Run(f.name+"/"+when, func(t *testing.T) {
				inOutage(t, func(t *testing.T, o *outage) {
					o.set(func() { o.used["m1"] = 16 })
					o.within(5*time.Minute, "running", o.reached("b1", "running"))
					o.set(func() { o.used["m1"] = 0 })
					pass(48 * time.Minute)
					o.within(5*time.Minute, when, o.reached("b1", when))
					f.befall(o)
					o.within(saidWithin, "said", o.lists(string(f.code)))
					pass(time.Duration(lasts(f.code)) * time.Minute)
					o.mended(f.mend)
					o.within(retriedWithin+faultStop, "stopped", o.reached("b1", "stopped"))
					if i, _ := o.double.Instance(o.hosts["b1"]); i.State != ec2test.Stopped {
						t.Errorf("%+v", i)
					}
					pass(10 * time.Minute)
					if got := o.happened("b1"); got[len(got)-1] != "stopped" || o.happened("b2") != nil {
						t.Errorf("%v, %v", got, o.happened("b2"))
					}
				})
			})
		}
	}
}

// A right that is missing for starts and stops alone shows when it is needed. It
// is no longer said when it is there, though nobody needs it any more.
func TestMissingRight(t *testing.T) {
	deny := func(o *outage) { o.double.Deny("ec2:StartInstances") }
	allow := func(o *outage) { o.double.Allow("ec2:StartInstances") }
	for _, needed := range []bool{true, false} {
		t.Run(fmt.Sprintf("needed=%t", needed), func(t *testing.T) {
			inOutage(t, func(t *testing.T, o *outage) {
				deny(o)
				o.set(func() { o.used["m1"] = 16 })
				o.within(saidWithin, "said", o.lists(string(bursting.IssuePermissionDenied)))
				o.told(bursting.IssuePermissionDenied, "ERROR", "lacks a permission: ec2:StartInstances", "Attach the policy that the set-up page shows")
				pass(time.Hour)
				o.told(bursting.IssuePermissionDenied, "ERROR", "lacks a permission: ec2:StartInstances", "Attach the policy that the set-up page shows")
				if n := len(o.happened("b1")) + len(o.happened("b2")); n > 40 {
					t.Errorf("%d events in an hour", n)
				}
				if !needed {
					o.set(func() { o.used["m1"] = 0 })
					pass(time.Hour)
				}
				allow(o)
				o.within(retriedWithin, "silent", func() bool { return len(o.page()) == 0 })
				o.within(alarmWithin, "quiet", o.quiet)
				if needed {
					o.within(retriedWithin, "running", func() bool { return o.reached("b1", "running")() || o.reached("b2", "running")() })
				}
				if raised, _ := o.alarms(); len(raised) != 1 {
					t.Errorf("%d alarms", len(raised))
				}
			})
		})
	}
}

// What an administrator corrects counts at once.
func TestCorrectedAccount(t *testing.T) {
	inOutage(t, func(t *testing.T, o *outage) {
		o.double.SetKey(ec2test.Key{ID: faultKey, Secret: "another"})
		o.set(func() { o.used["m1"] = 16 })
		pass(20 * time.Minute)
		o.do(cloudaccount.Update{ID: o.account, Patch: cloudaccount.Patch{SecretKey: domain.Some(domain.Plaintext("another"))}})
		if took := o.within(saidWithin, "silent", func() bool { return len(o.page()) == 0 }); took > 5*time.Second {
			t.Errorf("it took %s", took)
		}
		if took := o.within(saidWithin, "ordered", o.reached("b1", "starting")); took > 5*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}
