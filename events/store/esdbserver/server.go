package esdbserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/keepalive"

	"github.com/parley-video/parley/events"
)

// Server is the door. Make it with New and run it with Serve, once.
type Server struct {
	cfg      Config
	rights   *rights
	streams  *streamCounter
	metadata *metadataCache
	instance events.ID

	extensions []extension

	served atomic.Bool
	// stopping is closed when Serve is asked to end: long streams end then.
	stopping chan struct{}
	listener atomic.Pointer[net.Addr]
	// receivers are the goroutines that wait for messages of clients.
	receivers sync.WaitGroup
}

// extension is a service beside the streams: its description, what implements
// it, the methods that it announces, and what runs for it while the server
// serves (nil: nothing).
type extension struct {
	desc    *grpc.ServiceDesc
	impl    any
	methods []method
	run     func(ctx context.Context) error
}

// New makes a Server.
func New(cfg Config) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	cfg.Limits = cfg.Limits.withDefaults()
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Server{
		cfg:      cfg,
		streams:  newStreamCounter(cfg.Limits.Streams),
		metadata: newMetadataCache(cfg.Store, cfg.Limits.CacheStream, cfg.Logger),
		stopping: make(chan struct{}),
		instance: randomID(),
	}
	s.rights = newRights(&s.cfg)
	if err := s.extend(); err != nil {
		return nil, err
	}
	return s, nil
}

// Serve answers calls on the listener until the context ends, and returns when
// every call has. It closes the listener.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	if s.served.Swap(true) {
		return errors.Join(errors.New("esdbserver: served before"), listener.Close())
	}
	if s.cfg.TLS == nil && !isLoopback(listener.Addr()) {
		return errors.Join(fmt.Errorf("esdbserver: without TLS %s must be a loopback address", listener.Addr()), listener.Close())
	}
	addr := listener.Addr()
	s.listener.Store(&addr)
	server := s.grpcServer()
	group, running := errgroup.WithContext(ctx)
	group.Go(func() error { return s.metadata.run(running) })
	for _, x := range s.extensions {
		if x.run != nil {
			group.Go(func() error { return x.run(running) })
		}
	}
	group.Go(func() error {
		if err := server.Serve(newLimitedListener(listener, s.cfg.Limits)); err != nil {
			return fmt.Errorf("esdbserver: serve %s: %w", addr, err)
		}
		return nil
	})
	group.Go(func() error {
		<-running.Done()
		close(s.stopping)
		stop(server)
		s.receivers.Wait()
		return nil
	})
	if err := group.Wait(); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

// stop lets calls end by themselves for a moment, then ends them. Either way
// no handler runs any more when it returns.
func stop(server *grpc.Server) {
	done := make(chan struct{})
	timer := time.AfterFunc(graceful, server.Stop)
	go func() {
		defer close(done)
		server.GracefulStop()
	}()
	<-done
	timer.Stop()
	server.Stop()
}

func (s *Server) grpcServer() *grpc.Server {
	options := []grpc.ServerOption{
		grpc.ForceServerCodecV2(codec{}),
		grpc.MaxRecvMsgSize(maxMessage),
		grpc.MaxSendMsgSize(maxMessage),
		grpc.MaxHeaderListSize(maxHeader),
		grpc.MaxConcurrentStreams(256),
		grpc.WaitForHandlers(true),
		// Official clients ping every 10 s, also without calls.
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: time.Second, PermitWithoutStream: true}),
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: 20 * time.Second, Timeout: 10 * time.Second}),
		grpc.ConnectionTimeout(10 * time.Second),
		grpc.StreamInterceptor(s.stream),
	}
	if s.cfg.TLS != nil {
		options = append(options, grpc.Creds(credentials.NewTLS(s.cfg.TLS)))
	}
	server := grpc.NewServer(options...)
	server.RegisterService(&streamsService, s)
	server.RegisterService(&featuresService, s)
	server.RegisterService(&gossipService, s)
	for _, x := range s.extensions {
		server.RegisterService(x.desc, x.impl)
	}
	return server
}

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
