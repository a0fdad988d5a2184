// Package sfubench measures what a forwarded packet costs the engine: the
// engine runs in a process of its own, pion clients in this one.
package sfubench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/parley-video/parley/nodeagent/media"
	"github.com/parley-video/parley/nodeagent/sfu"
)

// serverEnv makes this test binary the engine's process.
const serverEnv = "PARLEY_SFU_BENCH_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(serverEnv) != "" {
		if err := serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// request and reply are lines of JSON between the two processes.
type request struct {
	Join, Offer string // answers a call and starts it
}

type reply struct {
	Answer string
	Error  string
	CPU    time.Duration // user and system time of the engine's process
	RSS    int64         // largest resident set, kB
}

// serve is the engine's process.
func serve(in io.Reader, out io.Writer) error {
	e, err := sfu.New(sfu.Config{Listen: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- e.Run(context.Background()) }()
	room, err := e.OpenRoom("bench", func(media.Event) {})
	if err != nil {
		return err
	}
	dec, enc := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var q request
		if err := dec.Decode(&q); err != nil {
			e.Close()
			return <-ended
		}
		var a reply
		if q.Join != "" {
			call, answer, err := room.Answer(context.Background(), q.Join, q.Join, q.Offer, media.Policy{Admitted: true})
			if err != nil {
				a.Error = err.Error()
			} else {
				call.Start()
				a.Answer = answer
			}
		}
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return err
		}
		a.CPU = time.Duration(u.Utime.Nano() + u.Stime.Nano())
		a.RSS = u.Maxrss
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
}

type server struct {
	b   testing.TB
	enc *json.Encoder
	dec *json.Decoder
}

func startServer(b testing.TB) *server {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serverEnv+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	must(b, err)
	out, err := cmd.StdoutPipe()
	must(b, err)
	must(b, cmd.Start())
	b.Cleanup(func() {
		_ = in.Close() // ends it
		must(b, cmd.Wait())
	})
	return &server{b: b, enc: json.NewEncoder(in), dec: json.NewDecoder(bufio.NewReader(out))}
}

func (s *server) ask(q request) reply {
	s.b.Helper()
	must(s.b, s.enc.Encode(q))
	var a reply
	must(s.b, s.dec.Decode(&a))
	if a.Error != "" {
		s.b.Fatal(a.Error)
	}
	return a
}

func must(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// member publishes one Opus and one VP8-shaped stream and counts what it gets.
type member struct {
	pc         *webrtc.PeerConnection
	mic, cam   *webrtc.TrackLocalStaticRTP
	got        atomic.Int64
	key        atomic.Bool
	wg         sync.WaitGroup
	audio, vid uint16
	pic        uint16
}

const (
	perTick   = 20 * time.Millisecond
	audioSize = 80
	videoSize = 1180
	// Five packets every other tick: 125 a second, 1.2 Mbit/s.
	pictureEvery, picturePackets = 2, 5
)

func join(b testing.TB, s *server, id string, others int) *member {
	b.Helper()
	var se webrtc.SettingEngine
	se.SetIncludeLoopbackCandidate(true)
	m := &webrtc.MediaEngine{}
	must(b, m.RegisterDefaultCodecs())
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(se)).NewPeerConnection(webrtc.Configuration{})
	must(b, err)
	x := &member{pc: pc}
	x.mic, err = webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus}, "mic", id)
	must(b, err)
	x.cam, err = webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8}, "cam", id)
	must(b, err)
	for kind, track := range map[webrtc.RTPCodecType]*webrtc.TrackLocalStaticRTP{webrtc.RTPCodecTypeAudio: x.mic, webrtc.RTPCodecTypeVideo: x.cam} {
		sender, err := pc.AddTrack(track)
		must(b, err)
		x.wg.Go(func() {
			for {
				if _, _, err := sender.ReadRTCP(); err != nil {
					return
				}
				x.key.Store(true)
			}
		})
		for range others - 1 {
			_, err := pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
			must(b, err)
		}
	}
	pc.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		buf := make([]byte, 1500)
		for {
			if _, _, err := t.Read(buf); err != nil {
				return
			}
			x.got.Add(1)
		}
	})
	connected := make(chan struct{})
	var once sync.Once
	pc.OnConnectionStateChange(func(st webrtc.PeerConnectionState) {
		if st == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(connected) })
		}
	})
	offer, err := pc.CreateOffer(nil)
	must(b, err)
	gathered := webrtc.GatheringCompletePromise(pc)
	must(b, pc.SetLocalDescription(offer))
	<-gathered
	answer := s.ask(request{Join: id, Offer: pc.LocalDescription().SDP}).Answer
	must(b, pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}))
	select {
	case <-connected:
	case <-time.After(10 * time.Second):
		b.Fatalf("%s does not connect", id)
	}
	b.Cleanup(func() {
		_ = pc.GracefulClose()
		x.wg.Wait()
	})
	return x
}

// publish sends what 20 ms hold.
func (x *member) publish(n int) {
	payload := make([]byte, videoSize)
	x.audio++
	_ = x.mic.WriteRTP(&rtp.Packet{
		Header:  rtp.Header{Version: 2, SequenceNumber: x.audio, Timestamp: uint32(n) * 960},
		Payload: payload[:audioSize],
	})
	if n%pictureEvery != 0 {
		return
	}
	x.pic++
	key := x.key.Swap(false)
	for i := range picturePackets {
		x.vid++
		payload[0], payload[1], payload[4] = 0x80, 0x80, 1
		payload[2], payload[3] = 0x80|byte(x.pic>>8&0x7f), byte(x.pic)
		if i == 0 {
			payload[0] |= 0x10
			if key {
				payload[4] = 0
			}
		}
		_ = x.cam.WriteRTP(&rtp.Packet{
			Header:  rtp.Header{Version: 2, SequenceNumber: x.vid, Timestamp: uint32(n) * 1800, Marker: i == picturePackets-1},
			Payload: payload,
		})
	}
}

func BenchmarkMesh(b *testing.B) {
	for _, size := range []int{5, 10} {
		b.Run(fmt.Sprintf("%dx%d", size, size), func(b *testing.B) { mesh(b, size) })
	}
}

// mesh lets size participants all receive each other; one iteration is 20 ms
// of everybody's media.
func mesh(b *testing.B, size int) {
	s := startServer(b)
	members := make([]*member, size)
	for i := range members {
		members[i] = join(b, s, fmt.Sprintf("p%d", i), size-1)
	}
	t := time.NewTicker(perTick)
	defer t.Stop()
	tick := 0
	play := func(ticks int) {
		for range ticks {
			<-t.C
			tick++
			for _, x := range members {
				x.publish(tick)
			}
		}
	}
	received := func() (n int64) {
		for _, x := range members {
			n += x.got.Load()
		}
		return n
	}
	play(100) // slots fill and keyframes come
	b.ResetTimer()
	cpu, packets := s.ask(request{}).CPU, received()
	play(b.N)
	end := s.ask(request{})
	packets = received() - packets
	if packets == 0 {
		b.Fatal("nothing was forwarded")
	}
	b.ReportMetric(float64((end.CPU-cpu).Microseconds())/float64(packets), "µs/packet")
	b.ReportMetric(float64(packets)/float64(b.N)*50, "packets/s")
	b.ReportMetric(float64(end.RSS)/1024/float64(size), "MB/participant")
}
