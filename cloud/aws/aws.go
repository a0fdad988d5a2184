// Package aws is the cloud.Provider for Amazon EC2, and for what speaks its
// protocol.
//
// It lists, starts and stops instances; it never makes and never terminates one.
// It alone knows the SDK, and takes nothing from the environment or from files
// of the user: what an account says counts. A Provider starts no goroutine of
// its own.
package aws

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/parley-video/parley/cloud"
)

// Config is an account at EC2.
type Config struct {
	Region string
	// AccessKeyID and SecretAccessKey are both empty when the role of the machine
	// that this runs on is to be used.
	AccessKeyID     string
	SecretAccessKey string
	// RoleARN is assumed with the key, or with the machine's own role.
	RoleARN    string
	ExternalID string
	// Endpoint is asked in place of the provider's own; for AssumeRole too, unless
	// it is one of AWS itself.
	Endpoint string
	// OwnRoleHosts are the hosts of endpoints, besides those of AWS, that the role
	// of the machine may be used with. Who configures an account is not whose
	// machine it is.
	OwnRoleHosts []string
	// Guard is asked with every address before it is dialled, unless there is a
	// Transport; loopbackOnly is for an endpoint without TLS. Nil: there is none.
	Guard func(loopbackOnly bool) func(context.Context, string, string, syscall.RawConn) error
	// CACertificates in PEM form vouch for what is asked; empty: those of the system.
	CACertificates string
	TagKey         string
	TagValue       string

	// MetadataURL is where the machine's own role is asked for; empty: where every
	// instance finds it.
	MetadataURL string
	// PageSize is how many instances are asked for at once; 0: the most there are.
	PageSize int32
	// Transport carries the requests in place of a new one; CACertificates is of
	// no use with it.
	Transport http.RoundTripper
}

// The bounds of asking. A call has an end even if every attempt of it uses all
// of its time.
const (
	attemptTimeout = 10 * time.Second
	callTimeout    = time.Minute // all attempts of one call, with the pauses
	listTimeout    = 2 * time.Minute
	maxAttempts    = 4
	maxPause       = 5 * time.Second // drawn at random below 1, 2, 4 … seconds
	maxPages       = 1000
	maxPageSize    = 1000
	maxAnswer      = 64 << 20 // bytes of one page
)

// settle is for how long the list may still show an instance as it was before a
// call changed it.
const settle = 30 * time.Second

// Provider asks EC2.
type Provider struct {
	c           Config
	api         operations
	credentials *keys
	client      *http.Client

	mu      sync.Mutex // guards changed
	changed map[string]change
}

// operations are those of EC2 that are used. Were its client a field, or were it
// ever made an interface, all 700 operations would become part of the program, 40
// MB of them: what reflection can reach, the linker keeps.
type operations struct {
	describe func(context.Context, *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error)
	start    func(context.Context, *ec2.StartInstancesInput) (*ec2.StartInstancesOutput, error)
	stop     func(context.Context, *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error)
	// caller needs no right, and works wherever the account is.
	caller func(context.Context) error
}

func operationsOf(api *ec2.Client, caller *sts.Client, k *keys) operations {
	return operations{
		describe: renewing(k, func(ctx context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
			return api.DescribeInstances(ctx, in)
		}),
		start: renewing(k, func(ctx context.Context, in *ec2.StartInstancesInput) (*ec2.StartInstancesOutput, error) {
			return api.StartInstances(ctx, in)
		}),
		stop: renewing(k, func(ctx context.Context, in *ec2.StopInstancesInput) (*ec2.StopInstancesOutput, error) {
			return api.StopInstances(ctx, in)
		}),
		caller: func(ctx context.Context) error {
			_, err := caller.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
			return err
		},
	}
}

// renewing asks once more with other keys when temporary ones were taken for
// ended: their end was told by another clock.
func renewing[I, O any](k *keys, do func(context.Context, I) (O, error)) func(context.Context, I) (O, error) {
	return func(ctx context.Context, in I) (O, error) {
		out, err := do(ctx, in)
		if err != nil && ended(err) && k.renew() {
			out, err = do(ctx, in)
		}
		return out, err
	}
}

// change is what the cloud answered to a start or a stop.
type change struct {
	state cloud.State
	at    time.Time
}

var _ cloud.Provider = (*Provider)(nil)

// New makes a provider. It asks for nothing yet; its errors are *cloud.Error and
// say what of the configuration is wrong.
func New(c Config) (*Provider, error) {
	wrong := func(code cloud.Code, message string) error {
		return &cloud.Error{Code: code, Operation: cloud.OpenAccount, Message: message}
	}
	switch {
	case c.Region == "":
		return nil, wrong(cloud.CodeUnknownRegion, "There is no region.")
	case c.TagKey == "":
		return nil, wrong(cloud.CodeProviderError, "There is no tag by which instances are known.")
	case (c.AccessKeyID == "") != (c.SecretAccessKey == ""):
		return nil, wrong(cloud.CodeBadCredentials, "An access key and its secret key belong together.")
	case !c.lendsRole():
		return nil, wrong(cloud.CodeBadCredentials,
			"Without an access key the role of the Management Node's machine would be used, which is not sent to "+host(c.Endpoint)+" (--cloud-endpoints). Enter an access key, or take the endpoint away.")
	}
	if c.PageSize <= 0 || c.PageSize > maxPageSize {
		c.PageSize = maxPageSize
	}
	transport := c.Transport
	if transport == nil {
		own, err := newTransport(c)
		if err != nil {
			return nil, wrong(cloud.CodeBadCertificate, "The certificates that vouch for the endpoint cannot be read.")
		}
		transport = own
	}
	client := &http.Client{
		Transport: bounded{transport}, Timeout: attemptTimeout,
		// A signature is for one address: nothing is to be had elsewhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	own := credentialsOf(c, client)
	caller := newSTS(c, everywhere, own.base, client)
	return &Provider{
		c: c, client: client, credentials: own, changed: make(map[string]change),
		api: operationsOf(ec2.New(ec2.Options{
			Region: c.Region, Credentials: own, HTTPClient: client, BaseEndpoint: baseEndpoint(c.Endpoint),
			Retryer: newRetryer(), DisableClockSkewCorrection: true,
		}), caller, own),
	}, nil
}

func newTransport(c Config) (*http.Transport, error) {
	conf := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.CACertificates != "" {
		conf.RootCAs = x509.NewCertPool()
		if !conf.RootCAs.AppendCertsFromPEM([]byte(c.CACertificates)) {
			return nil, x509.CertificateInvalidError{}
		}
	}
	dialer := &net.Dialer{Timeout: attemptTimeout / 2, KeepAlive: 30 * time.Second}
	if c.Guard != nil {
		guard := c.Guard(strings.HasPrefix(strings.ToLower(c.Endpoint), "http:"))
		dialer.ControlContext = func(ctx context.Context, network, address string, conn syscall.RawConn) error {
			if err := guard(ctx, network, address, conn); err != nil {
				return guarded{err}
			}
			return nil
		}
	}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		TLSClientConfig:     conf,
		TLSHandshakeTimeout: attemptTimeout / 2,
		MaxIdleConns:        4, IdleConnTimeout: time.Minute,
		ForceAttemptHTTP2: true,
	}, nil
}

// newRetryer asks again after throttling and after what may pass, a bounded
// number of times with pauses drawn at random. There is no quota over calls: an
// hour without the cloud must not cost the first call after it its retries.
//
// The SDK would correct a clock that is wrong by signing with another time. It
// is not let: times in the log come from the same clock, so that people have to
// hear of it.
func newRetryer() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts, o.MaxBackoff, o.RateLimiter = maxAttempts, maxPause, ratelimit.None
		o.Backoff = retry.NewExponentialJitterBackoff(maxPause) // otherwise the environment has a say
		o.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(lasting)}, o.Retryables...)
	})
}

func baseEndpoint(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// bounded keeps an answer from filling the memory.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := b.next.RoundTrip(req)
	if err == nil {
		resp.Body = http.MaxBytesReader(nil, resp.Body, maxAnswer)
	}
	return resp, err
}

// Machines implements cloud.Provider.
func (p *Provider) Machines(ctx context.Context) ([]cloud.Machine, error) {
	ctx, cancel := context.WithTimeout(ctx, listTimeout)
	defer cancel()
	asked := time.Now()
	filter := []types.Filter{{Name: aws.String("tag-key"), Values: []string{literal(p.c.TagKey)}}}
	var all []cloud.Machine
	for n, next := 0, (*string)(nil); n == 0 || next != nil; n++ {
		if n == maxPages {
			return nil, &cloud.Error{Code: cloud.CodeProviderError, Operation: cloud.ListMachines, Message: "The list of instances does not end."}
		}
		page, err := p.page(ctx, &ec2.DescribeInstancesInput{Filters: filter, MaxResults: aws.Int32(p.c.PageSize), NextToken: next})
		if err != nil {
			return nil, p.where(ctx, p.failure(cloud.ListMachines, "", err))
		}
		for _, r := range page.Reservations {
			for i := range r.Instances {
				all = append(all, machine(&r.Instances[i], p.c.TagKey))
			}
		}
		if next = page.NextToken; aws.ToString(next) == "" {
			next = nil
		}
	}
	// An instance that moves between two pages may be on both.
	slices.SortStableFunc(all, func(a, b cloud.Machine) int { return strings.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b cloud.Machine) bool { return a.ID == b.ID })
	p.settle(all, asked)
	return all, nil
}

func (p *Provider) page(ctx context.Context, in *ec2.DescribeInstancesInput) (*ec2.DescribeInstancesOutput, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return p.api.describe(ctx, in)
}

// literal keeps EC2 from reading a wildcard where there is none.
func literal(text string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`).Replace(text)
}

// Start implements cloud.Provider.
func (p *Provider) Start(ctx context.Context, id string) (cloud.State, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	out, err := p.api.start(ctx, &ec2.StartInstancesInput{InstanceIds: []string{id}})
	if err != nil {
		return cloud.StateUnknown, p.failure(cloud.StartMachine, id, err)
	}
	return p.changedTo(cloud.StartMachine, id, out.StartingInstances)
}

// Stop implements cloud.Provider.
func (p *Provider) Stop(ctx context.Context, id string) (cloud.State, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	out, err := p.api.stop(ctx, &ec2.StopInstancesInput{InstanceIds: []string{id}})
	if err != nil {
		return cloud.StateUnknown, p.failure(cloud.StopMachine, id, err)
	}
	return p.changedTo(cloud.StopMachine, id, out.StoppingInstances)
}

// changedTo reads the answer to a start or a stop, and remembers it.
func (p *Provider) changedTo(op cloud.Operation, id string, changes []types.InstanceStateChange) (cloud.State, error) {
	for _, c := range changes {
		if aws.ToString(c.InstanceId) == id {
			s := state(c.CurrentState)
			p.mu.Lock()
			defer p.mu.Unlock()
			p.changed[id] = change{s, time.Now()}
			return s, nil
		}
	}
	return cloud.StateUnknown, &cloud.Error{
		Code: cloud.CodeProviderError, Operation: op, Machine: id, Retry: true, Message: "The answer does not speak of the instance.",
	}
}

// settle corrects a list that does not yet know of what was changed: EC2 says
// itself that a list may lag behind.
func (p *Provider) settle(all []cloud.Machine, asked time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, c := range p.changed {
		if asked.Sub(c.at) >= settle {
			delete(p.changed, id)
		}
	}
	for i := range all {
		m := &all[i]
		c, known := p.changed[m.ID]
		switch {
		case !known:
		case c.state.Up() && (m.State == cloud.StateStopped || m.State == cloud.StateStopping),
			!c.state.Up() && m.State.Up():
			m.State, m.StoppedFor = c.state, nil // of what it was before
		}
	}
}

var _ io.Closer = (*Provider)(nil)

// Close gives the connections back. The provider can still be used.
func (p *Provider) Close() error {
	p.client.CloseIdleConnections()
	return nil
}
