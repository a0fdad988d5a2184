package backplane

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/pion/rtcp"

	"github.com/parley-video/parley/nodeagent/peer"
)

// lonely is a node with one neighbour, without a network, and what the neighbour
// seals with.
func lonely(t testing.TB) (h *host, n *neighbour, theirs *sendKey) {
	w := &world{hosts: map[string]*host{}, cut: map[[2]string]bool{}, mute: map[[2]string]bool{}, asked: map[string]int{}}
	h = &host{w: w, id: "b", addr: netip.MustParseAddrPort("10.0.0.2:4000"), router: newFakeRouter(camera)}
	far := &host{w: w, id: "a", addr: netip.MustParseAddrPort("10.0.0.1:4000"), boot: 1}
	w.hosts["a"], w.hosts["b"] = far, h
	h.socket, far.socket = newMemSocket(h), newMemSocket(far)
	h.mux = &peer.Mux{}
	h.b = New(Config{Peers: memPeers{h.mux, &peer.Client{ID: "b", Transport: h.transport}}, Socket: h.socket, Directory: w})
	h.b.Route(h.router)
	var err error
	if theirs, err = newSendKey(7, 1); err != nil {
		t.Fatal(err)
	}
	in := session{Profile: profileName, Epoch: 5, SSRC: 99, secret: theirs.secret}
	if _, err := h.b.answerSession(t.Context(), "a", in); err != nil {
		t.Fatal(err)
	}
	n = h.neighbour("a")
	n.mu.Lock()
	n.has(n.newestKey.MKI)
	n.mu.Unlock()
	n.look(h.b.now(), &pulse{})
	return h, n, theirs
}

// takes has the node take the camera under SSRC 1000.
func (h *host) takes(n *neighbour, sink Sink) {
	n.mu.Lock()
	n.take("c-1", []Want{{camera, sink}})
	n.heardLeads([]taken{{"c-1", []StreamID{camera}}}, []uint64{1}, &takeAnswer{Conferences: [][]lead{{{SSRC: 1000, Next: 1}}}})
	n.mu.Unlock()
}

// drain does what the goroutines would do.
func (n *neighbour) drain() {
	now := n.b.now()
	for _, l := range n.lanes {
		table := *l.streams.Load()
		l.queue.take().each(func(d []byte) { l.open(table, d, now) })
		for _, w := range l.words {
			l.hear(table, w, now)
		}
		l.words = nil
		l.repair(table, now+int64(patience))
	}
	n.reports.take().each(func(d []byte) { n.openReport(d, now) })
	n.beat(now, &pulse{active: true})
}

// Whatever a stranger sends does no harm; nor does what a neighbour sends that
// has gone mad, under its key.
func FuzzDatagram(f *testing.F) {
	f.Add([]byte{0x80, 97, 0, 1, 0, 0, 0, 0, 0, 0, 3, 232, 0, 1, 2, 3})
	for _, p := range []rtcp.Packet{
		&rtcp.SenderReport{SSRC: 99, Reports: []rtcp.ReceptionReport{{SSRC: 1}}},
		&rtcp.SenderReport{SSRC: 1000},
		&rtcp.ReceiverReport{SSRC: 99, Reports: []rtcp.ReceptionReport{{SSRC: 1000, TotalLost: 9, LastSequenceNumber: 1 << 31}}},
		&rtcp.TransportLayerNack{SenderSSRC: 99, MediaSSRC: 1000, Nacks: []rtcp.NackPair{{PacketID: 1, LostPackets: 0xffff}}},
		&rtcp.PictureLossIndication{SenderSSRC: 99, MediaSSRC: 1000},
		&rtcp.ApplicationDefined{SubType: appLast, SSRC: 99, Name: appName, Data: []byte{0, 0, 3, 232, 127, 255, 255, 255}},
		&rtcp.ApplicationDefined{SubType: appRepaired, SSRC: 99, Name: appName, Data: []byte{0, 0, 3, 232, 127, 255}},
		&rtcp.Goodbye{Sources: []uint32{99}},
	} {
		b, err := p.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > maxDatagram-tagLen-mkiLen-4 {
			return
		}
		h, n, theirs := lonely(t)
		h.takes(n, &fakeSink{})
		addr := h.w.hosts["a"].addr
		h.b.datagram(b, addr) // as it is
		c, err := theirs.context()
		if err != nil {
			t.Fatal(err)
		}
		if d, err := c.EncryptRTP(nil, b, nil); err == nil {
			h.b.datagram(d, addr)
		}
		if d, err := theirs.rtcp.EncryptRTCP(nil, b, nil); err == nil {
			h.b.datagram(d, addr)
		}
		n.drain()
		h.b.Links()
		h.b.Drops()
	})
}

// Requests are answered or refused, and leave nothing half done.
func FuzzRequests(f *testing.F) {
	sessions := []any{
		session{Profile: profileName, Epoch: 5, SSRC: 99, secret: newSecret(8), Have: 3},
		session{Profile: profileName, Epoch: 6, SSRC: 99, secret: newSecret(9)},
		takeRequest{Epoch: 5, Number: 1, Conferences: []taken{{"c-1", []StreamID{camera, camera, voice}}, {"c-1", nil}}},
		takeRequest{Epoch: 5, Number: 0},
		map[string]any{"epoch": 5, "number": 1, "conferences": []any{map[string]any{"conferenceId": "", "streams": []any{map[string]any{"purpose": 9}}}}},
	}
	for _, s := range sessions {
		b, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(true, b)
		f.Add(false, b)
	}
	f.Fuzz(func(t *testing.T, sessionNotTake bool, body []byte) {
		h, n, _ := lonely(t)
		path := takePath
		if sessionNotTake {
			path = sessionPath
		}
		// The fuzzer cannot know our key.
		var in map[string]any
		if json.Unmarshal(body, &in) == nil {
			in["have"] = n.newestKey.MKI
			body, _ = json.Marshal(in)
		}
		at := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
		h.mux.ServeHTTP(at, r.WithContext(peer.WithCaller(r.Context(), "a")))
		if at.Code == http.StatusInternalServerError {
			t.Errorf("%s %s: %s", path, body, at.Body)
		}
		n.drain()
		streams := 0
		for _, g := range n.given {
			if len(g.streams) == 0 {
				t.Error("a conference of no streams")
			}
			streams += len(g.streams)
		}
		if streams != len(n.outs) || len(n.links) != len(n.given) {
			t.Errorf("%d streams of conferences, %d streams, %d links", streams, len(n.outs), len(n.links))
		}
		h.router.check(t)
	})
}
