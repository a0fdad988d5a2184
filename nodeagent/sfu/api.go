package sfu

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"fmt"
	"net/netip"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

const (
	audioLevelURI  = sdp.AudioLevelURI
	absSendTimeURI = sdp.ABSSendTimeURI

	// maxPacket bounds what we read at once: no sender exceeds the Ethernet MTU.
	maxPacket = 1500
)

// iceTimes are how long a silent far end is waited for.
type iceTimes struct {
	disconnected time.Duration // since it was last heard
	failed       time.Duration // since disconnected
	keepalive    time.Duration
}

var defaultICETimes = iceTimes{disconnected: 5 * time.Second, failed: 15 * time.Second, keepalive: 2 * time.Second}

func newCertificate() (webrtc.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return webrtc.Certificate{}, err
	}
	cert, err := webrtc.GenerateCertificate(key)
	if err != nil {
		return webrtc.Certificate{}, err
	}
	return *cert, nil
}

func (e *Engine) newAPI(mux ice.UDPMux, public []netip.Addr) (*webrtc.API, error) {
	m := &webrtc.MediaEngine{}
	if err := registerCodecs(m); err != nil {
		return nil, fmt.Errorf("sfu: register codecs: %w", err)
	}
	registry := &interceptor.Registry{}
	if err := registerFeedback(m, registry); err != nil {
		return nil, fmt.Errorf("sfu: register feedback: %w", err)
	}
	s := webrtc.SettingEngine{LoggerFactory: newPionLog(e.log)}
	// ICE-lite: the node is reachable at its candidates, so the clients check
	// and nominate, and no timer of ours runs per candidate pair.
	s.SetLite(true)
	s.SetICEUDPMux(mux)
	s.SetNet(e.net)
	s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6})
	s.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	s.SetICETimeouts(e.ice.disconnected, e.ice.failed, e.ice.keepalive)
	s.SetIncludeLoopbackCandidate(e.cfg.Listen.Addr().IsLoopback())
	s.SetReceiveMTU(maxPacket)
	// As DTLS server the choice of SRTP profile is ours, and GCM costs a sixth
	// of HMAC-SHA1 per packet.
	if err := s.SetAnsweringDTLSRole(webrtc.DTLSRoleServer); err != nil {
		return nil, err
	}
	s.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AEAD_AES_256_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80)
	if len(public) > 0 {
		rule := webrtc.ICEAddressRewriteRule{
			AsCandidateType: webrtc.ICECandidateTypeHost,
			Mode:            webrtc.ICEAddressRewriteReplace,
		}
		for _, a := range public {
			rule.External = append(rule.External, a.String())
		}
		if err := s.SetICEAddressRewriteRules(rule); err != nil {
			return nil, fmt.Errorf("sfu: public addresses: %w", err)
		}
	}
	return webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(s), webrtc.WithInterceptorRegistry(registry)), nil
}

// registerFeedback sets up what pion does for incoming media: receiver reports
// and TWCC. Loss recovery, sender reports and everything outgoing is ours,
// since pion's would keep a copy of every packet per receiver.
func registerFeedback(m *webrtc.MediaEngine, registry *interceptor.Registry) error {
	for _, uri := range []string{audioLevelURI, sdp.SDESMidURI, sdp.TransportCCURI} {
		if err := m.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, webrtc.RTPCodecTypeAudio); err != nil {
			return err
		}
	}
	for _, uri := range []string{
		sdp.SDESMidURI, sdp.SDESRTPStreamIDURI, sdp.SDESRepairRTPStreamIDURI, absSendTimeURI, sdp.TransportCCURI,
	} {
		if err := m.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	reports, err := report.NewReceiverInterceptor()
	if err != nil {
		return err
	}
	feedback, err := twcc.NewSenderInterceptor()
	if err != nil {
		return err
	}
	registry.Add(reports)
	registry.Add(feedback)
	return nil
}
