package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/internal/pki"
)

// devOptions are the flags of `parley dev`.
type devOptions struct {
	data         string
	port         int
	nodes        int
	json         bool
	burst        bool
	restartDelay time.Duration
}

func devCommand() *cobra.Command {
	var o devOptions
	cmd := &cobra.Command{
		Use:   "dev",
		Short: "Run an example deployment on this machine: a Management Node and three Conferencing Nodes",
		Long: `Runs a Management Node and three Conferencing Nodes in two locations as child
processes, all on 127.0.0.1, with an embedded event store and example rooms. State
is kept in the data directory; Ctrl-C ends all processes. A process that dies is
started again.

Ports, from --port N: N web and API, N+1 node link, N+4 the event log for
EventStoreDB clients; N+2, N+3, N+5 and so on the nodes' client API (TCP) and media
(UDP); after them the ports (TCP and UDP) at which each node reaches the others.

With --burst there is one node, and a third location with two burst nodes, which
are instances of a cloud that runs in this process, at the next port. All nodes are
so small that a few calls have an instance started, which boots a Conferencing Node
at an address of its own, 127.0.0.11 or 127.0.0.12. The clock that bursting and the
cloud go by can be put forward, so that nobody has to wait for a minimum lifetime;
what is printed says how.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.burst && !cmd.Flags().Changed("data") {
				o.data = filepath.Join("data", "dev-burst") // its nodes are too small for anything else
			}
			if o.burst && !cmd.Flags().Changed("nodes") {
				o.nodes = 1
			}
			if err := o.validate(); err != nil {
				return err
			}
			return runDev(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.data, "data", filepath.Join("data", "dev"), "directory that keeps the deployment's state")
	f.IntVar(&o.port, "port", 8080, "first of nine consecutive ports on 127.0.0.1; with another number of nodes, two more or less for each")
	f.IntVar(&o.nodes, "nodes", defaultDevNodes, "how many Conferencing Nodes run")
	f.BoolVar(&o.burst, "burst", false, "add burst nodes at a cloud that runs in this process (default of --data: data/dev-burst)")
	f.BoolVar(&o.json, "json", false, "print one line of JSON instead of text when everything is ready")
	f.DurationVar(&o.restartDelay, "restart-delay", 2*time.Second, "how long a process that died stays down")
	cmd.AddCommand(devServeCommand())
	return cmd
}

// How many nodes the example has.
const (
	defaultDevNodes = 3
	maxDevNodes     = 9
)

// esdbPort is the offset of the port for EventStoreDB clients.
const esdbPort = 4

// clientPort is the offset of a node's port for participants and their media.
func clientPort(node int) int {
	if offset := 2 + node; offset < esdbPort {
		return offset
	}
	return 3 + node
}

// clusterPort is the offset of a node's port for the other nodes.
func clusterPort(nodes, node int) int { return max(clientPort(nodes-1), esdbPort) + 1 + node }

// devPorts is how many ports the example needs.
func devPorts(nodes int) int { return clusterPort(nodes, nodes) }

func (o devOptions) validate() error {
	if o.nodes < 1 || o.nodes > maxDevNodes {
		return fmt.Errorf("--nodes %d: must be from 1 to %d", o.nodes, maxDevNodes)
	}
	if last := 65535 - o.ports() + 1; o.port < 1 || o.port > last {
		return fmt.Errorf("--port %d: must be from 1 to %d", o.port, last)
	}
	if o.data == "" {
		return errors.New("--data: must name a directory")
	}
	if o.restartDelay < 0 {
		return fmt.Errorf("--restart-delay %s: must not be negative", o.restartDelay)
	}
	return nil
}

// devState is what `parley dev` remembers between starts, in a file that only
// its user can read.
type devState struct {
	Username string        `json:"username"`
	Password string        `json:"password"`
	Token    string        `json:"token,omitempty"`
	Scopes   []string      `json:"scopes,omitempty"` // of the token
	Nodes    []exampleNode `json:"nodes,omitempty"`
	Seeded   bool          `json:"seeded"`
	Burst    *burstState   `json:"burst,omitempty"`
}

// deployment is the running example.
type deployment struct {
	o     devOptions
	state devState
	ip    net.IP
	log   *slog.Logger
	api   *apiClient
	kids  []*child
	// giveUp ends the waiting for a deployment that cannot come up; once it
	// is up, nothing listens.
	giveUp context.CancelCauseFunc
	// life is the context of everything that runs, and own runs something in it.
	life context.Context
	own  func(func() error)
}

const devHost = "127.0.0.1"

func runDev(ctx context.Context, o devOptions, stdout, stderr io.Writer) error {
	if err := os.MkdirAll(o.data, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	if err := portsFree(o.port, o.nodes, o.ports()); err != nil {
		return err
	}
	if o.burst {
		if err := o.instancePortsFree(); err != nil {
			return err
		}
	}
	d := &deployment{o: o, ip: net.ParseIP(devHost), log: slog.New(slog.NewTextHandler(stderr, nil))}
	if err := d.loadState(); err != nil {
		return err
	}
	var err error
	if d.api, err = newAPIClient(d.web()); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	starting, giveUp := context.WithCancelCause(ctx)
	d.giveUp, d.life, d.own = giveUp, ctx, group.Go
	group.Go(func() error {
		defer giveUp(nil)
		err := d.start(starting, func(c *child) { group.Go(func() error { return c.Run(ctx) }) }, stdout, stderr)
		var hopeless *hopelessError
		if errors.As(context.Cause(starting), &hopeless) {
			return hopeless // the reason why start came to nothing
		}
		return err
	})
	return group.Wait()
}

// hopelessError says that a process ends again and again.
type hopelessError struct {
	name string
	err  error
}

func (e *hopelessError) Error() string {
	return fmt.Sprintf("%s ended %d times before the deployment was ready: %v", e.name, giveUpAfter, e.err)
}

// start brings the processes up in order: the Management Node, then what the
// nodes need from it, then the nodes.
func (d *deployment) start(ctx context.Context, run func(*child), stdout, stderr io.Writer) error {
	note := func(format string, a ...any) { fmt.Fprintf(stderr, format+"\n", a...) }
	note("starting the Management Node …")
	serve := []string{"serve"}
	if d.o.burst {
		serve = []string{"dev", "serve", "--burst-clock", d.clockPath()}
	}
	d.spawn(run, "management", append(serve,
		"--data", filepath.Join(d.o.data, "management"),
		"--listen", d.addr(0), "--link-listen", d.addr(1), "--esdb-listen", d.addr(esdbPort),
		"--first-administrator", d.statePath())...)
	if err := d.api.waitReady(ctx, "the Management Node"); err != nil {
		return d.failed("management", err)
	}
	note("preparing the example deployment …")
	if err := d.prepare(ctx); err != nil {
		return err
	}
	if d.o.burst {
		if err := d.prepareBurst(ctx); err != nil {
			return err
		}
	}
	for i, n := range d.running() {
		note("starting Conferencing Node %s …", n.Name)
		if err := d.startNode(ctx, run, i, n); err != nil {
			return d.failed(n.Name, err)
		}
	}
	if d.o.burst {
		note("starting the cloud …")
		if err := d.startBurst(ctx); err != nil {
			return err
		}
	}
	return d.announce(stdout)
}

func (d *deployment) spawn(run func(*child), name string, args ...string) {
	c := &child{
		name: name, args: args, logFile: filepath.Join(d.o.data, name+".log"), restart: d.o.restartDelay, log: d.log,
		hopeless: func(err error) { d.giveUp(&hopelessError{name, d.failed(name, err)}) },
	}
	d.kids = append(d.kids, c)
	run(c)
}

// failed adds the end of a child's log to an error, since that is where the
// reason stands.
func (d *deployment) failed(name string, err error) error {
	raw, readErr := os.ReadFile(filepath.Join(d.o.data, name+".log"))
	if readErr != nil {
		return err
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	return fmt.Errorf("%w; the end of its log:\n  %s", err, strings.Join(lines[max(0, len(lines)-8):], "\n  "))
}

// prepare signs in, makes an API token and seeds the example, once.
func (d *deployment) prepare(ctx context.Context) error {
	if d.state.Token == "" || !slices.Equal(d.state.Scopes, access.Scopes()) { // an older program made it
		if err := d.makeToken(ctx); err != nil {
			return err
		}
	}
	d.api.token = d.state.Token
	if !d.state.Seeded {
		if err := seed(ctx, d.api); err != nil {
			return fmt.Errorf("make the example deployment: %w", err)
		}
		d.state.Seeded = true
		if err := d.saveState(); err != nil {
			return err
		}
	}
	if len(d.state.Nodes) >= d.o.nodes {
		return nil
	}
	nodes, err := seedNodes(ctx, d.api, d.ip, d.state.Nodes, d.o.nodes)
	if err != nil {
		return fmt.Errorf("make the nodes of the example deployment: %w", err)
	}
	d.state.Nodes = nodes
	return d.saveState()
}

// running are the nodes that are to run.
func (d *deployment) running() []exampleNode {
	return d.state.Nodes[:min(d.o.nodes, len(d.state.Nodes))]
}

// makeToken makes a token with every scope there is: it is for trying things out.
func (d *deployment) makeToken(ctx context.Context) error {
	var signedIn struct{}
	err := d.api.do(ctx, `mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code field message } } }`,
		map[string]any{"input": map[string]any{"username": d.state.Username, "password": d.state.Password}}, &signedIn)
	if err != nil {
		return fmt.Errorf("sign in as the first administrator: %w", err)
	}
	var made struct{ Secret string }
	err = d.api.do(ctx, `mutation($input: ApiTokenCreateInput!) { apiTokenCreate(input: $input) { secret userErrors { code field message } } }`,
		map[string]any{"input": map[string]any{"name": "parley dev", "scopes": access.Scopes()}}, &made)
	if err != nil {
		return fmt.Errorf("create the API token: %w", err)
	}
	d.state.Token, d.state.Scopes = made.Secret, access.Scopes()
	return d.saveState()
}

func (d *deployment) startNode(ctx context.Context, run func(*child), i int, n exampleNode) error {
	dir := filepath.Join(d.o.data, strings.ToLower(n.Name))
	at := d.addr(clientPort(i))
	args := []string{"node", "--data", dir, "--listen", at, "--media-listen", at, "--cluster-listen", d.addr(clusterPort(d.o.nodes, i))}
	enrolled, err := nodeEnrolled(dir, "https://"+d.addr(1))
	if err != nil {
		return err
	}
	if !enrolled {
		document, err := d.provision(ctx, n)
		if err != nil {
			return err
		}
		args = append(args, "--provision", document)
	}
	d.spawn(run, strings.ToLower(n.Name), args...)
	node := &apiClient{base: "http://" + at, http: d.api.http}
	return node.waitReady(ctx, "the Conferencing Node "+n.Name)
}

// provision fetches a node's provisioning document into a private file.
func (d *deployment) provision(ctx context.Context, n exampleNode) (string, error) {
	document, err := d.document(ctx, n)
	if err != nil {
		return "", err
	}
	path := filepath.Join(d.o.data, strings.ToLower(n.Name)+".provision.json")
	if err := os.WriteFile(path, []byte(document), 0o600); err != nil {
		return "", fmt.Errorf("write the provisioning document of %s: %w", n.Name, err)
	}
	return path, nil
}

// document makes a provisioning document for a node.
func (d *deployment) document(ctx context.Context, n exampleNode) (string, error) {
	var made struct{ Document string }
	err := d.api.do(ctx, `mutation($input: ConferencingNodeProvisionInput!) { conferencingNodeProvision(input: $input) { document userErrors { code field message } } }`,
		map[string]any{"input": map[string]any{"id": n.ID}}, &made)
	if err != nil {
		return "", fmt.Errorf("provision %s: %w", n.Name, err)
	}
	return made.Document, nil
}

func (d *deployment) addr(offset int) string { return fmt.Sprintf("%s:%d", devHost, d.o.port+offset) }

// esdb is the connection string for EventStoreDB clients. They have to trust
// the deployment's own certificate authority.
func (d *deployment) esdb() string {
	ca, err := filepath.Abs(filepath.Join(d.o.data, "management", "keys", "ca", pki.CertificateFile))
	if err != nil {
		ca = pki.CertificateFile
	}
	return fmt.Sprintf("esdb://token:%s@%s?tls=true&tlsCaFile=%s", url.QueryEscape(d.state.Token), d.addr(esdbPort), url.QueryEscape(ca))
}

func (d *deployment) web() string { return "http://" + d.addr(0) }

// announcement is the line that --json prints.
type announcement struct {
	Admin      string          `json:"admin"`
	GraphQL    string          `json:"graphql"`
	GraphQLWS  string          `json:"graphqlWs"`
	Events     string          `json:"events"`
	ESDB       string          `json:"esdb"` // connection string for EventStoreDB clients
	Playground string          `json:"playground"`
	Meet       []string        `json:"meet"` // rooms at the first node
	Nodes      []announcedNode `json:"nodes"`
	Username   string          `json:"username"`
	Password   string          `json:"password"`
	Token      string          `json:"token"`
	Processes  map[string]int  `json:"processes"` // name to process id
	Burst      *announcedBurst `json:"burst,omitempty"`
}

type announcedNode struct {
	Name    string `json:"name"`
	URL     string `json:"url"`     // for participants
	Cluster string `json:"cluster"` // for other nodes, TCP and UDP
}

func (d *deployment) announce(stdout io.Writer) error {
	a := announcement{
		Admin: d.web() + "/", GraphQL: d.web() + "/graphql", GraphQLWS: "ws://" + d.addr(0) + "/graphql",
		Events: d.web() + "/events", ESDB: d.esdb(), Playground: d.web() + "/playground/",
		Username: d.state.Username, Password: d.state.Password, Token: d.state.Token, Processes: map[string]int{}, Burst: d.announcedBurst(),
	}
	for i, n := range d.running() {
		a.Nodes = append(a.Nodes, announcedNode{n.Name, "http://" + d.addr(clientPort(i)), d.addr(clusterPort(d.o.nodes, i))})
	}
	for _, r := range exampleRooms {
		a.Meet = append(a.Meet, fmt.Sprintf("http://%s/meet/%s", d.addr(2), r.alias))
	}
	for _, c := range d.kids {
		a.Processes[c.name] = c.PID()
	}
	if d.o.json {
		enc := json.NewEncoder(stdout)
		enc.SetEscapeHTML(false) // the connection string has an ampersand
		return enc.Encode(a)
	}
	fmt.Fprintf(stdout, "\nParley is ready.\n\n  Administration  %s   user %s, password %s\n  Playground      %s\n  API token       %s\n  EventStoreDB    %s\n\n  Rooms\n",
		a.Admin, a.Username, a.Password, a.Playground, a.Token, a.ESDB)
	for i, r := range exampleRooms {
		fmt.Fprintf(stdout, "    %-10s    %s   %s\n", r.name, a.Meet[i], r.description)
	}
	fmt.Fprint(stdout, "\n  Conferencing Nodes, any of which leads to the same rooms\n")
	for _, n := range a.Nodes {
		fmt.Fprintf(stdout, "    %-12s  %s   to each other %s\n", n.Name, n.URL, n.Cluster)
	}
	if a.Burst != nil {
		fmt.Fprint(stdout, a.Burst.text(a.Admin, a.Meet[0]))
	}
	fmt.Fprintf(stdout, "\n  Data and logs   %s\n\nCtrl-C ends it.\n", d.o.data)
	return nil
}

func (d *deployment) statePath() string { return filepath.Join(d.o.data, "dev.json") }

func (d *deployment) loadState() error {
	raw, err := os.ReadFile(d.statePath())
	if errors.Is(err, os.ErrNotExist) {
		d.state = devState{Username: "admin", Password: rand.Text()}
		return d.saveState()
	}
	if err != nil {
		return fmt.Errorf("read the state of the example deployment: %w", err)
	}
	if err := json.Unmarshal(raw, &d.state); err != nil {
		return fmt.Errorf("%s is not what `parley dev` wrote (remove %s to begin anew): %w", d.statePath(), d.o.data, err)
	}
	return nil
}

func (d *deployment) saveState() error {
	raw, err := json.MarshalIndent(d.state, "", "  ")
	if err != nil {
		return err
	}
	tmp := d.statePath() + ".new"
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return fmt.Errorf("write the state of the example deployment: %w", err)
	}
	return os.Rename(tmp, d.statePath())
}

// portsFree says at once, and plainly, when something else has the ports.
func portsFree(first, nodes, count int) error {
	for p := first; p < first+count; p++ {
		addr := fmt.Sprintf("%s:%d", devHost, p)
		l, err := net.Listen("tcp", addr)
		if err != nil {
			return fmt.Errorf("port %d on %s is taken; choose others with --port: %w", p, devHost, err)
		}
		_ = l.Close()
		if p < first+2 || p == first+esdbPort || p >= first+devPorts(nodes) {
			continue
		}
		media, err := net.ListenPacket("udp", addr)
		if err != nil {
			return fmt.Errorf("UDP port %d on %s is taken; choose others with --port: %w", p, devHost, err)
		}
		_ = media.Close()
	}
	return nil
}
