package conference

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/outbox"
	"github.com/parley-video/parley/nodeagent/peer"
)

// Config is the node's copy of the configuration. Its methods answer from
// memory and may be called at any time.
type Config interface {
	// ServiceByAlias finds the service that has the alias.
	ServiceByAlias(alias string) (link.Service, bool)
	// Service finds a service by its id.
	Service(id string) (link.Service, bool)
	// LocationList lists the system locations.
	LocationList() []link.Location
	// Settings are the deployment-wide ones.
	Settings() link.Settings
	// Self is this node; false before the first configuration has come.
	Self() (link.Node, bool)
	// Nodes is the number of nodes in the deployment.
	Nodes() int
}

// Outbox is the durable queue of facts. The registry must be the only one
// that appends: the journal counts on it.
type Outbox interface {
	// AppendAsync fixes a fact's place in the order and returns at once.
	AppendAsync(t link.FactType, data any, at time.Time) (Receipt, error)
	// Last is the number of the newest durable fact.
	Last() uint64
}

// Receipt tells when a fact is durable.
type Receipt interface {
	Done() <-chan struct{}
	Result() (uint64, error)
}

// FromOutbox is the node's outbox as the port wants it.
func FromOutbox(o *outbox.Outbox) Outbox { return nodeOutbox{o} }

type nodeOutbox struct{ *outbox.Outbox }

func (n nodeOutbox) AppendAsync(t link.FactType, data any, at time.Time) (Receipt, error) {
	r, err := n.Outbox.AppendAsync(t, data, at)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Membership is what the node knows of the others and tells them of itself.
type Membership interface {
	membership.View
	membership.Announcer
	// Suspect is a hint that a node could not be reached: View says soon whether
	// it is still there.
	Suspect(nodeID string)
}

// Peers is how the node asks others.
type Peers interface {
	Handle(path string, h http.Handler)
	Call(ctx context.Context, nodeID, path string, in, out any) error
	Stream(ctx context.Context, nodeID, path string, in any) (*peer.Stream, error)
}

// Deps is what a Registry needs.
type Deps struct {
	Config Config
	Outbox Outbox
	Engine media.Engine
	// Capacity is what the node can carry: the administrator's value or the
	// measured one.
	Capacity func() capacity.Tokens
	// Membership and Peers connect the node with the others; nil: it is the only
	// one, whatever the configuration says.
	Membership Membership
	Peers      Peers
	// Backplanes are those that carry something now; nil: there are none.
	Backplanes func() []backplane.Link
	// Journal is the path of the file that remembers open conferences.
	Journal string
	Log     *slog.Logger
}
