package main

import (
	"testing"
	"time"
)

// TestNetworkOfOneNode is what has to hold before anything else can.
func TestNetworkOfOneNode(t *testing.T) {
	d := deploy(t, nil)
	d.room(t, "plain")
	m := &meeting{d: d, alias: "plain"}
	m.join(t, "o1")
	m.join(t, "o1")
	m.join(t, "o1")
	seeEachOther(t, 20*time.Second, "one node", m.people)
	hearEachOther(t, 10*time.Second, m.people, m.people)
	m.leave(t)
}
