package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/cloud/aws/ec2test"
)

// The burst nodes of the example: instances of a cloud that runs in this process
// and boots real Conferencing Nodes, each at a loopback address of its own, since
// that is how a machine is told to be a node's.
const (
	burstNodes    = 2 // and one always-on node, unless more are asked for
	burstLocation = "Cloud"
	burstAccount  = "Example cloud"
	burstRegion   = "eu-central-1"
	burstKey      = "AKIAPARLEYEXAMPLE001"
	burstHD       = 5      // capacity of each node, always-on ones too
	burstBelow    = 2      // threshold, in HD calls
	burstMinutes  = 5      // minimum lifetime, the shortest there is
	burstPrice    = "6.00" // of an hour, so high that a few minutes show

	burstBoot = 10 * time.Second
	burstStop = 5 * time.Second
)

// The ports of an instance at its own address: offsets as at the other nodes.
const (
	instanceMetadata = 0
	instanceClient   = 1
	instanceCluster  = 2
)

// burstState is what `parley dev --burst` remembers between starts.
type burstState struct {
	Secret    string        `json:"secret"` // of the access key
	AccountID string        `json:"accountId,omitempty"`
	TagKey    string        `json:"tagKey,omitempty"`
	TagValue  string        `json:"tagValue,omitempty"`
	Nodes     []exampleNode `json:"nodes,omitempty"`
	Ready     bool          `json:"ready"` // all of it was made
}

func instanceIP(n int) string { return fmt.Sprintf("127.0.0.%d", 11+n) }

func instanceID(n int) string { return fmt.Sprintf("i-0%016x", 11+n) }

func (o devOptions) instanceAddr(n, offset int) string {
	return fmt.Sprintf("%s:%d", instanceIP(n), o.port+offset)
}

// burstPort is the offset of the cloud's port.
func (o devOptions) burstPort() int { return devPorts(o.nodes) }

// ports is how many ports the example needs at the address of the others.
func (o devOptions) ports() int {
	if o.burst {
		return o.burstPort() + 1
	}
	return devPorts(o.nodes)
}

// instancePortsFree says plainly when the instances cannot have their addresses.
func (o devOptions) instancePortsFree() error {
	for n := range burstNodes {
		for offset := range instanceCluster + 1 {
			l, err := net.Listen("tcp", o.instanceAddr(n, offset))
			if err != nil {
				return fmt.Errorf("burst nodes have addresses from %s on; one cannot be used (where there is none, add it to the loopback interface): %w", instanceIP(0), err)
			}
			_ = l.Close()
		}
	}
	return nil
}

// burstCloud is the cloud of the example and the processes of its instances.
type burstCloud struct {
	d      *deployment
	double *ec2test.Double
	clock  *exampleClock
	ctx    context.Context // of Run; hooks outlive no Run
	cancel context.CancelFunc

	mu    sync.Mutex // guards lives
	lives map[string]life
}

// life is the process of an instance that is up.
type life struct {
	end  context.CancelFunc
	done chan struct{}
}

func newBurstCloud(ctx context.Context, d *deployment) (*burstCloud, error) {
	clock, err := openClock(d.clockPath())
	if err != nil {
		return nil, err
	}
	c := &burstCloud{d: d, clock: clock, lives: make(map[string]life)}
	c.ctx, c.cancel = context.WithCancel(ctx)
	c.double = ec2test.New(ec2test.Config{
		Region: burstRegion, Keys: []ec2test.Key{{ID: burstKey, Secret: d.state.Burst.Secret}},
		Clock: clock, Calls: trueClock{}, BootDelay: burstBoot, StopDelay: burstStop, Booted: c.booted, Ended: c.ended,
	})
	for n, node := range d.state.Burst.Nodes {
		c.double.Add(ec2test.Instance{
			ID: instanceID(n), Address: instanceIP(n), Type: "c7i.xlarge",
			Tags: map[string]string{"Name": strings.ToLower(node.Name), d.state.Burst.TagKey: d.state.Burst.TagValue},
		})
	}
	return c, nil
}

// trueClock is the time of whoever signs calls.
type trueClock struct{}

func (trueClock) Now() time.Time { return time.Now() }

func (trueClock) AfterFunc(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop }

func (d *deployment) clockPath() string { return filepath.Join(d.o.data, "clock.json") }

// listen opens the doors, so that the first who asks finds them open.
func (c *burstCloud) listen() (map[net.Listener]http.Handler, error) {
	doors := make(map[net.Listener]http.Handler)
	open := func(addr string, h http.Handler) error {
		l, err := net.Listen("tcp", addr)
		if err == nil {
			doors[l] = h
		}
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/", c.double)
	mux.Handle("/console/", http.StripPrefix("/console", c.double.Console()))
	mux.Handle("/clock/", http.StripPrefix("/clock", c.clock.Handler()))
	err := open(c.d.addr(c.d.o.burstPort()), mux)
	for n := range c.d.state.Burst.Nodes {
		err = errors.Join(err, open(c.d.o.instanceAddr(n, instanceMetadata), c.double.Metadata(instanceID(n))))
	}
	if err != nil {
		for l := range doors {
			_ = l.Close()
		}
		return nil, fmt.Errorf("open the example cloud: %w", err)
	}
	return doors, nil
}

// serve answers until the context ends, and returns when all instances are down.
func (c *burstCloud) serve(doors map[net.Listener]http.Handler) error {
	var group errgroup.Group
	for l, h := range doors {
		server := &http.Server{
			Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second,
			ErrorLog: slog.NewLogLogger(c.d.log.Handler(), slog.LevelDebug),
		}
		group.Go(func() error {
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				c.cancel() // the other doors are of no use without this one
				return fmt.Errorf("the example cloud: %w", err)
			}
			return nil
		})
		group.Go(func() error {
			<-c.ctx.Done()
			return server.Close()
		})
	}
	err := group.Wait()
	c.double.Close()
	c.mu.Lock()
	left := c.lives
	c.lives = nil
	c.mu.Unlock()
	for _, l := range left {
		<-l.done // its context is one of c.ctx
	}
	return err
}

// booted runs the node of an instance: with what an earlier boot left on its
// disk, or else with a provisioning document as its user data.
func (c *burstCloud) booted(i ec2test.Instance) {
	for n, node := range c.d.state.Burst.Nodes {
		if instanceID(n) != i.ID {
			continue
		}
		args, err := c.prepare(n, node)
		if err != nil {
			if c.ctx.Err() == nil {
				c.d.log.Error("the instance does not boot", "instance", i.ID, "node", node.Name, "error", err)
			}
			return
		}
		c.run(i.ID, strings.ToLower(node.Name), args)
	}
}

func (c *burstCloud) prepare(n int, node exampleNode) ([]string, error) {
	o := c.d.o
	dir := filepath.Join(o.data, strings.ToLower(node.Name))
	client := o.instanceAddr(n, instanceClient)
	args := []string{"node", "--data", dir, "--listen", client, "--media-listen", client, "--cluster-listen", o.instanceAddr(n, instanceCluster)}
	enrolled, err := nodeEnrolled(dir, "https://"+c.d.addr(1))
	if err != nil || enrolled {
		return args, err
	}
	// What is there belongs to a deployment on other ports.
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("give the instance a new disk: %w", err)
	}
	document, err := c.d.document(c.ctx, node)
	if err != nil {
		return nil, err
	}
	c.double.SetUserData(instanceID(n), document)
	return append(args, "--provision-metadata", "ec2", "--metadata-url", "http://"+o.instanceAddr(n, instanceMetadata)), nil
}

func (c *burstCloud) run(id, name string, args []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lives == nil { // serve has ended
		return
	}
	ctx, end := context.WithCancel(c.ctx)
	l := life{end, make(chan struct{})}
	c.lives[id] = l
	process := &child{
		name: name, args: args, logFile: filepath.Join(c.d.o.data, name+".log"), restart: c.d.o.restartDelay, log: c.d.log,
		hopeless: func(error) {}, // who looks at bursting sees that it does not come up
	}
	go func() {
		defer close(l.done)
		defer end()
		_ = process.Run(ctx) // it ends with its context only, and then with nil
	}()
}

// ended stops the node of an instance, and returns when it is gone.
func (c *burstCloud) ended(i ec2test.Instance) {
	c.mu.Lock()
	l, up := c.lives[i.ID]
	delete(c.lives, i.ID)
	c.mu.Unlock()
	if up {
		l.end()
		<-l.done
	}
}

// prepareBurst makes what bursting needs, once: a location for burst nodes,
// their records, and the account at the cloud.
func (d *deployment) prepareBurst(ctx context.Context) error {
	if d.state.Burst == nil {
		d.state.Burst = &burstState{Secret: rand.Text()}
		if err := d.saveState(); err != nil {
			return err
		}
	}
	b := d.state.Burst
	if !b.Ready {
		if err := seedBurst(ctx, d.api, b, "http://"+d.addr(d.o.burstPort())); err != nil {
			return fmt.Errorf("prepare bursting: %w", err)
		}
		return d.saveState()
	}
	// Another --port is another address of the cloud.
	return mutate(ctx, d.api, "CloudAccountUpdateInput", "cloudAccountUpdate", map[string]any{
		"id": b.AccountID, "endpoint": "http://" + d.addr(d.o.burstPort()), "secretAccessKey": b.Secret,
	})
}

// startBurst lets the cloud begin, and has bursting switched on when all that it
// looks at is there.
func (d *deployment) startBurst(ctx context.Context) error {
	c, err := newBurstCloud(d.life, d)
	if err != nil {
		return err
	}
	doors, err := c.listen()
	if err != nil {
		c.cancel()
		return err
	}
	d.own(func() error { return c.serve(doors) })
	if d.state.Burst.Ready {
		return nil
	}
	for _, n := range d.running() {
		if err := mutate(ctx, d.api, "ConferencingNodeUpdateInput", "conferencingNodeUpdate", map[string]any{"id": n.ID, "capacityHd": burstHD}); err != nil {
			return fmt.Errorf("make %s small: %w", n.Name, err)
		}
	}
	if err := d.waitLoads(ctx); err != nil {
		return err
	}
	err = mutate(ctx, d.api, "GlobalSettingsUpdateInput", "globalSettingsUpdate", map[string]any{
		"burstingEnabled": true, "burstingThreshold": burstBelow, "burstingMinLifetime": burstMinutes,
	})
	if err != nil {
		return fmt.Errorf("switch bursting on: %w", err)
	}
	d.state.Burst.Ready = true
	return d.saveState()
}

// waitLoads waits until all nodes that run have said what they can carry: a
// location of which nobody knows that has nothing free.
func (d *deployment) waitLoads(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		var view struct {
			Nodes []struct {
				State string
				Load  *struct{ NodeID string }
			}
		}
		if err := d.api.do(ctx, `{ liveView { nodes { state load { nodeId } } } }`, nil, &view); err != nil {
			return err
		}
		up := 0
		for _, n := range view.Nodes {
			if n.State == "ONLINE" && n.Load != nil {
				up++
			}
		}
		if up >= len(d.running()) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait until all nodes report: %w", ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func mutate(ctx context.Context, api *apiClient, inputType, mutation string, input map[string]any) error {
	var done struct{}
	return api.do(ctx, fmt.Sprintf(`mutation($input: %s!) { %s(input: $input) { userErrors { code field message } } }`, inputType, mutation),
		map[string]any{"input": input}, &done)
}

func seedBurst(ctx context.Context, api *apiClient, b *burstState, endpoint string) error {
	location, err := seedOne(ctx, api, "LocationCreateInput", "locationCreate", "location", map[string]any{
		"idempotencyKey": "example/location/" + burstLocation, "name": burstLocation, "description": "Example location of burst nodes; overflow of " + exampleLocations[0].name,
	})
	if err != nil {
		return fmt.Errorf("create location %s: %w", burstLocation, err)
	}
	var known struct {
		Nodes []struct{ ID, Name string }
	}
	if err := api.do(ctx, `{ locations(first: 100) { nodes { id name } } }`, nil, &known); err != nil {
		return err
	}
	for _, l := range known.Nodes {
		if l.Name == exampleLocations[0].name {
			if err := mutate(ctx, api, "LocationUpdateInput", "locationUpdate", map[string]any{"id": l.ID, "overflowLocation1": location}); err != nil {
				return fmt.Errorf("set the overflow location of %s: %w", l.Name, err)
			}
		}
	}
	b.Nodes = nil
	for n := range burstNodes {
		name := fmt.Sprintf("%s-%d", burstLocation, n+1)
		id, err := seedOne(ctx, api, "ConferencingNodeCreateInput", "conferencingNodeCreate", "conferencingNode", map[string]any{
			"idempotencyKey": "example/node/" + name, "name": name, "locationId": location, "address": instanceIP(n),
			"cloudBursting": true, "alwaysOn": false, "capacityHd": burstHD,
		})
		if err != nil {
			return fmt.Errorf("create node %s: %w", name, err)
		}
		b.Nodes = append(b.Nodes, exampleNode{Name: name, ID: id})
	}
	var made struct {
		CloudAccount struct{ ID, TagKey, TagValue string }
	}
	err = api.do(ctx, `mutation($input: CloudAccountCreateInput!) { cloudAccountCreate(input: $input) { cloudAccount { id tagKey tagValue } userErrors { code field message } } }`,
		map[string]any{"input": map[string]any{
			"idempotencyKey": "example/cloud", "name": burstAccount, "description": "A cloud that runs in this process", "region": burstRegion,
			"accessKeyId": burstKey, "secretAccessKey": b.Secret, "endpoint": endpoint,
			"pricePerHour": burstPrice, "currency": "EUR",
		}}, &made)
	if err != nil {
		return fmt.Errorf("create the cloud account: %w", err)
	}
	b.AccountID, b.TagKey, b.TagValue = made.CloudAccount.ID, made.CloudAccount.TagKey, made.CloudAccount.TagValue
	return nil
}

// announcedBurst is what --json says about bursting.
type announcedBurst struct {
	Endpoint  string            `json:"endpoint"` // of the cloud
	Console   string            `json:"console"`
	Clock     string            `json:"clock"` // of bursting
	AccountID string            `json:"accountId"`
	Nodes     []announcedBursts `json:"nodes"`
}

type announcedBursts struct {
	Name     string `json:"name"`
	ID       string `json:"id"`
	Instance string `json:"instance"`
	URL      string `json:"url"` // for participants, while it is up
}

func (d *deployment) announcedBurst() *announcedBurst {
	if !d.o.burst {
		return nil
	}
	endpoint := "http://" + d.addr(d.o.burstPort())
	a := &announcedBurst{Endpoint: endpoint, Console: endpoint + "/console/", Clock: endpoint + "/clock/", AccountID: d.state.Burst.AccountID}
	for n, node := range d.state.Burst.Nodes {
		a.Nodes = append(a.Nodes, announcedBursts{node.Name, node.ID, instanceID(n), "http://" + d.o.instanceAddr(n, instanceClient)})
	}
	return a
}

// text says how to play with it.
func (a *announcedBurst) text(admin, room string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n  Bursting        nodes of %s carry %d HD calls each; with %d or fewer free an instance of the cloud is started,\n", exampleLocations[0].name, burstHD, burstBelow)
	fmt.Fprintf(&b, "                  and stopped when it is idle and at least %d minutes old\n", burstMinutes)
	fmt.Fprintf(&b, "    1. Watch      %sbursting; all that follows appears there by itself\n", admin)
	fmt.Fprintf(&b, "    2. Fill it    open %s in %d tabs: one call is approaching, %d reach the threshold\n", room, burstHD, burstHD-1-burstBelow)
	fmt.Fprintf(&b, "    3. It starts  %s boots for about %d seconds, then takes the calls that find no room; the last tab may have to join again\n", a.Nodes[0].Name, burstBoot/time.Second)
	fmt.Fprintf(&b, "    4. Hang up    close the tabs; %s stays for its minimum lifetime\n", a.Nodes[0].Name)
	fmt.Fprintf(&b, "    5. Time       curl -X POST '%sforward?by=%dm' lets it pass, for bursting and its cloud alone: within 15 seconds\n", a.Clock, burstMinutes)
	fmt.Fprintf(&b, "                  %s drains and is stopped; the link beneath its state leads to all that happened, with the reasons\n", a.Nodes[0].Name)
	for _, n := range a.Nodes {
		fmt.Fprintf(&b, "    %-12s  instance %s, %s while it is up\n", n.Name, n.Instance, n.URL)
	}
	fmt.Fprintf(&b, "    The cloud     curl %s\n", a.Console)
	fmt.Fprintf(&b, "    Let it fail   curl -X POST '%sdown?on=true' (false), 'throttle?calls=20', 'deny?permission=ec2:StartInstances'\n", a.Console)
	fmt.Fprintf(&b, "                  (allow), 'skew?by=10m' (0s), 'stop?id=%s', 'terminate?id=…'\n", a.Nodes[0].Instance)
	return b.String()
}
