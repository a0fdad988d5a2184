package sfu

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pion/sdp/v3"

	"github.com/parley-video/parley/nodeagent/media"
)

// Bounds on an offer. A browser's offer with 32 lines has about 200 kB.
const (
	maxOffer     = 512 << 10
	maxLines     = 64
	maxFormats   = 128
	maxAttribute = 256 // attributes of one line
	maxMid       = 32
	maxLayers    = 4
)

// line is one m-line of an offer, seen from the client.
type line struct {
	mid    string
	audio  bool // otherwise video
	slides bool // a=content:slides
	send   bool // the client may send on it
	recv   bool // the client can receive on it
}

// offer is a checked offer. Lines the engine does not serve (data channels,
// rejected lines) are taken out before pion sees it, and put back as rejected
// into the answer.
type offer struct {
	lines    []line // those served, in order
	sdp      string // for pion
	rejected []rejectedLine
	kinds    map[string]string // of every line, by mid
	total    int               // m-lines, rejected ones too
}

// follows says whether o can be a later offer of the call whose last one was
// before: lines never go away, and a line keeps its kind. pion would only see
// some of it, and give up lines that the client still has.
func (o *offer) follows(before *offer) error {
	if before == nil {
		return nil
	}
	if o.total < before.total {
		return offerErr("%d media lines, the call has %d", o.total, before.total)
	}
	for mid, kind := range before.kinds {
		if now, known := o.kinds[mid]; known && now != kind {
			return offerErr("mid %q was %s before", mid, kind)
		}
	}
	return nil
}

type rejectedLine struct {
	at  int // index among all m-lines
	mid string
	m   sdp.MediaName
}

func offerErr(format string, args ...any) error {
	return fmt.Errorf("%w: %s", media.ErrOffer, fmt.Sprintf(format, args...))
}

// parseOffer checks everything the engine relies on, so that what follows can
// only fail for reasons of its own.
func parseOffer(raw string) (*offer, error) {
	if len(raw) > maxOffer {
		return nil, offerErr("%d bytes, at most %d are taken", len(raw), maxOffer)
	}
	var s sdp.SessionDescription
	if err := s.UnmarshalString(raw); err != nil {
		return nil, offerErr("not SDP: %v", err)
	}
	if len(s.MediaDescriptions) > maxLines {
		return nil, offerErr("%d media lines, at most %d are taken", len(s.MediaDescriptions), maxLines)
	}
	if len(s.Attributes) > maxAttribute {
		return nil, offerErr("too many session attributes")
	}
	if _, lite := s.Attribute(sdp.AttrKeyICELite); lite {
		return nil, offerErr("ICE-lite at both ends cannot connect")
	}
	o := &offer{kinds: map[string]string{}, total: len(s.MediaDescriptions)}
	var kept []*sdp.MediaDescription
	mids := map[string]bool{}
	for i, m := range s.MediaDescriptions {
		l, served, err := checkLine(i, m, &s)
		if err != nil {
			return nil, err
		}
		if l.mid != "" && mids[l.mid] {
			return nil, offerErr("media line %d: mid %q is used twice", i, l.mid)
		}
		mids[l.mid] = true
		o.kinds[l.mid] = m.MediaName.Media
		if !served {
			o.rejected = append(o.rejected, rejectedLine{at: i, mid: l.mid, m: m.MediaName})
			continue
		}
		kept = append(kept, m)
		o.lines = append(o.lines, l)
	}
	if len(kept) == 0 {
		return nil, offerErr("no audio or video line with Opus, VP8, VP9 or H.264")
	}
	if err := checkTransport(&s, kept[0]); err != nil {
		return nil, err
	}
	if err := bundle(&s, o.lines); err != nil {
		return nil, err
	}
	s.MediaDescriptions = kept
	out, err := s.Marshal()
	if err != nil {
		return nil, offerErr("%v", err)
	}
	o.sdp = string(out)
	return o, nil
}

// checkLine reads one m-line; served is false for lines to reject.
func checkLine(i int, m *sdp.MediaDescription, s *sdp.SessionDescription) (l line, served bool, err error) {
	if len(m.Attributes) > maxAttribute*4 || len(m.MediaName.Formats) > maxFormats {
		return l, false, offerErr("media line %d: too many attributes or formats", i)
	}
	l.mid, _ = m.Attribute(sdp.AttrKeyMID)
	if !token(l.mid) {
		return l, false, offerErr("media line %d: no usable a=mid", i)
	}
	kind := m.MediaName.Media
	_, bundleOnly := m.Attribute("bundle-only")
	switch {
	case kind != "audio" && kind != "video":
		return l, false, nil
	case m.MediaName.Port.Value == 0 && !bundleOnly:
		return l, false, nil
	case strings.Join(m.MediaName.Protos, "/") != "UDP/TLS/RTP/SAVPF":
		return l, false, nil
	case !passable(m):
		return l, false, nil
	}
	if _, mux := m.Attribute("rtcp-mux"); !mux {
		return l, false, offerErr("media line %d: a=rtcp-mux is required", i)
	}
	l.audio = kind == "audio"
	if content, ok := m.Attribute("content"); ok && !l.audio {
		l.slides = slices.Contains(strings.Split(content, ","), "slides")
	}
	l.send, l.recv = direction(m, s)
	layers := 0
	for _, a := range m.Attributes {
		if a.Key == "rid" {
			layers++
		}
	}
	if layers > maxLayers {
		return l, false, offerErr("media line %d: %d simulcast layers, at most %d are taken", i, layers, maxLayers)
	}
	return l, true, nil
}

// passable says whether a line has a codec that registerCodecs names.
func passable(m *sdp.MediaDescription) bool {
	fmtp := map[string]string{}
	for _, a := range m.Attributes {
		if pt, v, ok := strings.Cut(a.Value, " "); ok && a.Key == "fmtp" {
			fmtp[pt] = strings.ToLower(strings.ReplaceAll(v, " ", ""))
		}
	}
	for _, a := range m.Attributes {
		pt, name, ok := strings.Cut(a.Value, " ")
		if a.Key != "rtpmap" || !ok || !slices.Contains(m.MediaName.Formats, pt) {
			continue
		}
		params := strings.Split(fmtp[pt], ";")
		switch name = strings.ToLower(name); m.MediaName.Media + "/" + name {
		case "audio/opus/48000/2", "video/vp8/90000":
			return true
		case "video/vp9/90000":
			if fmtp[pt] == "" || slices.Contains(params, "profile-id=0") || !strings.Contains(fmtp[pt], "profile-id") {
				return true
			}
		case "video/h264/90000":
			if slices.Contains(params, "packetization-mode=1") && strings.Contains(fmtp[pt], "profile-level-id=42") {
				return true
			}
		}
	}
	return false
}

func direction(m *sdp.MediaDescription, s *sdp.SessionDescription) (send, recv bool) {
	for _, attrs := range [][]sdp.Attribute{m.Attributes, s.Attributes} {
		for _, a := range attrs {
			switch a.Key {
			case "sendrecv":
				return true, true
			case "sendonly":
				return true, false
			case "recvonly":
				return false, true
			case "inactive":
				return false, false
			}
		}
	}
	return true, true
}

// checkTransport looks for what ICE and DTLS need, on the session or on the
// first line, which carries the bundle.
func checkTransport(s *sdp.SessionDescription, first *sdp.MediaDescription) error {
	get := func(key string) string {
		if v, ok := first.Attribute(key); ok {
			return v
		}
		v, _ := s.Attribute(key)
		return v
	}
	ufrag, pwd := get("ice-ufrag"), get("ice-pwd")
	if len(ufrag) < 4 || len(ufrag) > 256 || len(pwd) < 22 || len(pwd) > 256 {
		return offerErr("a=ice-ufrag or a=ice-pwd is missing or of a wrong length")
	}
	if hash, value, ok := strings.Cut(get("fingerprint"), " "); !ok || hash == "" || value == "" {
		return offerErr("a=fingerprint is missing")
	}
	if setup := get("setup"); setup != "" && setup != "actpass" && setup != "active" {
		return offerErr("a=setup:%.16s: the offerer has to be able to be active", setup)
	}
	return nil
}

// bundle demands one transport for all served lines and takes the rejected
// ones out of the group.
func bundle(s *sdp.SessionDescription, lines []line) error {
	for i, a := range s.Attributes {
		mids, ok := strings.CutPrefix(a.Value, "BUNDLE")
		if a.Key != sdp.AttrKeyGroup || !ok {
			continue
		}
		group := strings.Fields(mids)
		keep := "BUNDLE"
		for _, l := range lines {
			if !slices.Contains(group, l.mid) {
				return offerErr("mid %q is not in the BUNDLE group", l.mid)
			}
			keep += " " + l.mid
		}
		s.Attributes[i].Value = keep
		return nil
	}
	if len(lines) > 1 {
		return offerErr("several media lines without a BUNDLE group")
	}
	return nil
}

func token(s string) bool {
	if s == "" || len(s) > maxMid {
		return false
	}
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]`, c) >= 0 {
			return false
		}
	}
	return true
}

// finish puts the rejected lines back into pion's answer.
func (o *offer) finish(answer string) (string, error) {
	if len(o.rejected) == 0 {
		return answer, nil
	}
	var s sdp.SessionDescription
	if err := s.UnmarshalString(answer); err != nil {
		return "", fmt.Errorf("read own answer: %w", err)
	}
	for _, r := range o.rejected {
		r.m.Port = sdp.RangedPort{Value: 0}
		m := &sdp.MediaDescription{
			MediaName:             r.m,
			ConnectionInformation: &sdp.ConnectionInformation{NetworkType: "IN", AddressType: "IP4", Address: &sdp.Address{Address: "0.0.0.0"}},
			Attributes:            []sdp.Attribute{{Key: "inactive"}, {Key: sdp.AttrKeyMID, Value: r.mid}},
		}
		if r.at > len(s.MediaDescriptions) {
			return "", fmt.Errorf("answer has %d lines, line %d belongs to it", len(s.MediaDescriptions), r.at)
		}
		s.MediaDescriptions = slices.Insert(s.MediaDescriptions, r.at, m)
	}
	out, err := s.Marshal()
	if err != nil {
		return "", fmt.Errorf("write answer: %w", err)
	}
	return string(out), nil
}
