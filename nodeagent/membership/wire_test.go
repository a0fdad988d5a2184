package membership

import (
	"bytes"
	"encoding/hex"
	"net/netip"
	"reflect"
	"strings"
	"testing"
)

var claimOf = claimed{claim: Claim{NodeID: "n", ServiceID: "s", ConferenceID: "c", Term: 3}, version: 9, released: true}

// What nodes of different versions tell each other stays as it is.
var golden = []struct {
	hex string
	m   message
}{
	{"01016e0703c00730" + "05", message{kind: kindState, state: state{node: "n", boot: 7, seq: 3, capacity: 960, used: 48, claims: 5}}},
	{"02016e07" + "0901" + "0173016303", message{kind: kindClaim, node: "n", boot: 7, claim: claimOf}},
	{"03016e02" + "01610162", message{kind: kindAsk, node: "n", nodes: []string{"a", "b"}}},
	{"04016101" + "016e070a01" + "0901" + "0173016303", message{kind: kindTell, node: "a", books: []books{{node: "n", boot: 7, version: 10, claims: []claimed{claimOf}}}}},
	{"05016e0161" + "00" + "8102", message{kind: kindCheck, node: "n", target: "a", nonce: 257}},
	{"06016e0161" + "0162" + "8102", message{kind: kindAnswers, node: "n", target: "a", via: "b", nonce: 257}},
	{"07016e0161" + "8102", message{kind: kindEcho, node: "n", target: "a", nonce: 257}},
	{"08016e0161" + "8102", message{kind: kindEchoed, node: "n", target: "a", nonce: 257}},
}

func TestMessages(t *testing.T) {
	for _, g := range golden {
		if got := hex.EncodeToString(g.m.encode()); got != g.hex {
			t.Errorf("kind %d is %s, want %s", g.m.kind, got, g.hex)
		}
		b, err := hex.DecodeString(g.hex)
		if err != nil {
			t.Fatal(err)
		}
		for _, later := range []string{"", "what a later version adds"} {
			if got, err := decodeMessage(append(b, later...)); err != nil || !reflect.DeepEqual(got, g.m) {
				t.Errorf("%s: %+v, %v", g.hex, got, err)
			}
		}
		for i := range b {
			if _, err := decodeMessage(b[:i]); err == nil {
				t.Errorf("%s is a whole message", g.hex[:2*i])
			}
		}
	}
	if _, err := decodeMessage([]byte{99, 1, 2}); err == nil {
		t.Error("a kind that nobody knows")
	}
}

func TestMeta(t *testing.T) {
	m := meta{boot: 7, maintenance: true, address: netip.MustParseAddrPort("10.0.0.1:4000"), clientURL: "https://x"}
	const want = "010701060a000001a00f0968747470733a2f2f78"
	if got := hex.EncodeToString(m.encode()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, err := decodeMeta(append(m.encode(), "later"...)); err != nil || got != m {
		t.Errorf("%+v, %v", got, err)
	}
	m.clientURL = strings.Repeat("x", 1000)
	m.address = netip.MustParseAddrPort("[2001:db8::1%eth0]:65535")
	if b := m.encode(); len(b) > 512 {
		t.Errorf("%d bytes", len(b))
	}
	for i := range 10 {
		if _, err := decodeMeta(m.encode()[:i]); err == nil {
			t.Errorf("%d bytes are enough", i)
		}
	}
}

func TestDigest(t *testing.T) {
	d := digest{node: "n", states: []state{{node: "n", boot: 7, seq: 3, capacity: 960, used: 48, claims: 5}, {node: "a"}}}
	if got, err := decodeDigest(d.encode()); err != nil || !reflect.DeepEqual(got, d) {
		t.Errorf("%+v, %v", got, err)
	}
}

// A count that no message could hold costs nothing.
func TestCountsAreChecked(t *testing.T) {
	w := writer{kindTell}
	w.string("n")
	w.uint(1 << 40)
	if _, err := decodeMessage(w); err == nil {
		t.Error("accepted")
	}
}

// No number leaves a node without a next one.
func TestNumbersAreBounded(t *testing.T) {
	for name, m := range map[string]message{
		"boot of a state":    {kind: kindState, state: state{node: "n", boot: 1 << 53}},
		"number of a state":  {kind: kindState, state: state{node: "n", boot: 1, seq: 1 << 48}},
		"claims of a state":  {kind: kindState, state: state{node: "n", boot: 1, claims: 1 << 48}},
		"boot of a claim":    {kind: kindClaim, node: "n", boot: 1 << 63, claim: claimOf},
		"version of a claim": {kind: kindClaim, node: "n", boot: 1, claim: claimed{version: 1 << 48}},
		"boot of books":      {kind: kindTell, node: "a", books: []books{{node: "n", boot: 1 << 53}}},
		"version of books":   {kind: kindTell, node: "a", books: []books{{node: "n", version: 1 << 48}}},
	} {
		if _, err := decodeMessage(m.encode()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := decodeMeta(meta{boot: 1 << 53, address: netip.MustParseAddrPort("10.0.0.1:4000")}.encode()); err == nil {
		t.Error("boot of a node: accepted")
	}
}

func FuzzMessage(f *testing.F) {
	for _, g := range golden {
		f.Add(g.m.encode())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := decodeMessage(b)
		if err != nil {
			return
		}
		again, err := decodeMessage(m.encode())
		if err != nil || !reflect.DeepEqual(m, again) {
			t.Errorf("%+v became %+v, %v", m, again, err)
		}
	})
}

func FuzzDigest(f *testing.F) {
	f.Add(digest{node: "n", states: []state{{node: "n", boot: 7, seq: 3, capacity: 960, used: 48, claims: 5}}}.encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := decodeDigest(b)
		if err != nil {
			return
		}
		if again, err := decodeDigest(d.encode()); err != nil || !reflect.DeepEqual(d, again) {
			t.Errorf("%+v became %+v, %v", d, again, err)
		}
	})
}

func FuzzMeta(f *testing.F) {
	f.Add(meta{boot: 7, maintenance: true, address: netip.MustParseAddrPort("10.0.0.1:4000"), clientURL: "https://x"}.encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := decodeMeta(b)
		if err != nil {
			return
		}
		if len(m.encode()) > 512 {
			t.Errorf("%d bytes", len(m.encode()))
		}
		if again, err := decodeMeta(m.encode()); err != nil || again != m || !bytes.Equal(again.encode(), m.encode()) {
			t.Errorf("%+v became %+v, %v", m, again, err)
		}
	})
}
