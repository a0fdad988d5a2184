package membership

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// What Echo may fail with, compared with errors.Is.
var (
	// ErrAlone: this node does not gossip, so it cannot find out.
	ErrAlone = errors.New("this node does not gossip")
	// ErrSilent: no answer came.
	ErrSilent = errors.New("no answer by UDP")
)

const (
	// echoPause is between questions: one may be lost.
	echoPause = 500 * time.Millisecond
	// echoSize is how long a question is, in bytes: about as long as the largest
	// packets of gossip and of media, so that a way that carries small ones only
	// does not count.
	echoSize = 1200
)

// echo is a question that waits for its answer.
type echo struct {
	node string
	came chan struct{} // closed by the answer
}

// Echo asks a configured node by UDP whether it is there, by no way but the
// direct one, until it answers or ctx ends. It says nothing about who lives.
func (g *Gossip) Echo(ctx context.Context, nodeID string) error {
	nonce := newNonce()
	e := &echo{node: nodeID, came: make(chan struct{})}
	g.mu.Lock()
	list := g.list
	if list == nil {
		g.mu.Unlock()
		return ErrAlone
	}
	g.echoes[nonce] = e
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.echoes, nonce)
	}()
	question := message{kind: kindEcho, node: g.cfg.NodeID, target: nodeID, nonce: nonce}.encode()
	question = append(question, make([]byte, max(echoSize-len(question), 0))...)
	again := time.NewTicker(echoPause)
	defer again.Stop()
	for {
		_ = list.SendBestEffort(named(nodeID), question) // it may be lost anyway
		select {
		case <-e.came:
			return nil
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("node %s: %w", nodeID, ErrSilent)
		}
	}
}

// newNonce is what nobody guesses.
func newNonce() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.BigEndian.Uint64(b[:])
}

// hearEcho answers a question.
func (g *Gossip) hearEcho(m message) {
	g.mu.Lock()
	list := g.list
	_, recorded := g.records[m.node]
	g.mu.Unlock()
	if list != nil && recorded && m.target == g.cfg.NodeID {
		send(list, m.node, message{kind: kindEchoed, node: g.cfg.NodeID, target: m.node, nonce: m.nonce})
	}
}

// hearEchoed takes the answer.
func (g *Gossip) hearEchoed(m message) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e := g.echoes[m.nonce]; e != nil && e.node == m.node {
		delete(g.echoes, m.nonce)
		close(e.came)
	}
}
