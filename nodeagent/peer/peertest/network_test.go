package peertest_test

import (
	"testing"
	"testing/synctest"

	"github.com/parley-video/parley/nodeagent/peer/peertest"
)

func TestTheDoubleKeepsTheContract(t *testing.T) {
	for _, c := range peertest.Contract() {
		t.Run(c.Name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := peertest.New()
				defer n.Close()
				c.Test(t, peertest.Rig{
					Start: func(id string, prepare func(peertest.Node)) peertest.Node {
						p := n.Start(id)
						prepare(p)
						return p
					},
					Address: func(id string) string { return n.Address(id).String() },
					Cut:     n.Cut, Heal: n.Heal, Kill: n.Kill,
				})
			})
		})
	}
}
