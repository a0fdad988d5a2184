package esdbserver

import (
	"context"
	"net"
	"strconv"
	"strings"

	"google.golang.org/grpc/metadata"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
)

// serverVersion is the version of the protocol's server whose behaviour is
// documented as ours. What later ones added (version 2 of the protocol) is not
// there, and clients do not ask for it.
const serverVersion = "24.10.0"

// method is what a client is told that it may call.
type method struct {
	service, name string
	features      []string
}

var ownMethods = []method{
	{streamsName, "Read", []string{"position", "events"}},
	{streamsName, "Append", nil},
	{streamsName, "BatchAppend", []string{"deadline_duration"}},
	{streamsName, "Delete", nil},
	{streamsName, "Tombstone", nil},
	{gossipName, "Read", nil},
	{featuresName, "GetSupportedMethods", nil},
}

func (s *Server) supportedMethods(context.Context) (*wire.SupportedMethods, error) {
	answer := &wire.SupportedMethods{EventStoreServerVersion: serverVersion}
	add := func(list []method) {
		for _, m := range list {
			answer.Methods = append(answer.Methods, &wire.SupportedMethod{
				ServiceName: strings.ToLower(m.service), // the protocol compares lower case
				MethodName:  strings.ToLower(m.name),
				Features:    m.features,
			})
		}
	}
	add(ownMethods)
	for _, x := range s.extensions {
		add(x.methods)
	}
	return answer, nil
}

// gossip tells of a cluster of one, which leads.
func (s *Server) gossip(ctx context.Context) (*wire.ClusterInfo, error) {
	host, port := s.address(ctx)
	return &wire.ClusterInfo{Members: []*wire.MemberInfo{{
		InstanceId:   uuid(s.instance, false),
		TimeStamp:    ticks(s.cfg.Now()),
		State:        wire.MemberInfo_LEADER,
		IsAlive:      true,
		HttpEndPoint: &wire.EndPoint{Address: host, Port: uint32(port)},
	}}}, nil
}

// address is where clients should connect to: what was configured, else how
// this client came, else where we listen.
func (s *Server) address(ctx context.Context) (string, uint16) {
	candidates := []string{s.cfg.Advertise}
	if md, ok := metadata.FromIncomingContext(ctx); ok {
		candidates = append(candidates, md.Get(":authority")...)
	}
	if addr := s.listener.Load(); addr != nil {
		candidates = append(candidates, (*addr).String())
	}
	for _, c := range candidates {
		host, text, err := net.SplitHostPort(c)
		if err != nil {
			continue
		}
		if port, err := strconv.ParseUint(text, 10, 16); err == nil && host != "" {
			return host, uint16(port)
		}
	}
	return "127.0.0.1", 2113
}

func uuid(id events.ID, asText bool) *wire.UUID {
	if asText {
		return &wire.UUID{Value: &wire.UUID_String_{String_: id.String()}}
	}
	most, least := halves(id)
	return &wire.UUID{Value: &wire.UUID_Structured_{Structured: &wire.UUID_Structured{
		MostSignificantBits: most, LeastSignificantBits: least,
	}}}
}
