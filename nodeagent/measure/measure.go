// Package measure finds out how many calls this machine can carry, once, and
// remembers the answer in the node's data directory.
//
// It imports internal/pki for its private files, domain/capacity and the
// standard library. Capacity blocks for about a third of a second the first
// time; its goroutines have ended when it returns.
package measure

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/internal/pki"
)

// The formula. A forwarded packet is decrypted once and encrypted for each
// receiver; system calls, routing and everything else cost several times what
// the cipher does (see bench/sfu). So of the packets that the ciphers of all
// cores can seal per second, one in overhead is really forwarded. One HD call
// in a meeting of the size the platform is planned for makes the node send
// about packetsPerHD packets a second.
const (
	packetSize   = 1200
	overhead     = 20
	packetsPerHD = 175 * 9 // 1.2 Mbit/s of video and audio, to nine others

	minHD = 1
	maxHD = 500

	duration = 300 * time.Millisecond
	fileName = "capacity.json"
)

// ErrCorrupt says that the remembered measurement cannot be read.
var ErrCorrupt = errors.New("remembered capacity is unreadable")

// result is what is remembered. Cores tells a machine that was resized.
type result struct {
	PacketsPerSecond float64   `json:"packetsPerSecond"`
	Cores            int       `json:"cores"`
	HD               int       `json:"hd"`
	MeasuredAt       time.Time `json:"measuredAt"`
}

// Capacity is the measured maximum of this machine. It measures when the
// directory remembers nothing, or a machine with another number of cores.
func Capacity(ctx context.Context, dir string) (capacity.Tokens, error) {
	path := filepath.Join(dir, fileName)
	raw, err := os.ReadFile(path)
	if err == nil {
		var known result
		if err := json.Unmarshal(raw, &known); err != nil || known.HD < minHD {
			return 0, fmt.Errorf("%s: %w (remove it to measure again)", path, ErrCorrupt)
		}
		if known.Cores == runtime.GOMAXPROCS(0) {
			return capacity.Tokens(known.HD) * capacity.HD, nil
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return 0, err
	}
	rate, err := seal(ctx, runtime.GOMAXPROCS(0), duration)
	if err != nil {
		return 0, err
	}
	measured := result{PacketsPerSecond: rate, Cores: runtime.GOMAXPROCS(0), HD: hd(rate), MeasuredAt: time.Now().UTC()}
	raw, err = json.MarshalIndent(measured, "", "  ")
	if err != nil {
		return 0, err
	}
	if err := pki.WriteSecret(path, raw); err != nil {
		return 0, fmt.Errorf("remember the capacity: %w", err)
	}
	return capacity.Tokens(measured.HD) * capacity.HD, nil
}

// hd is the number of HD calls for a rate of sealed packets.
func hd(packetsPerSecond float64) int {
	return min(max(int(packetsPerSecond/overhead/packetsPerHD), minHD), maxHD)
}

// seal encrypts packets on all cores for a while and returns how many per
// second.
func seal(ctx context.Context, cores int, during time.Duration) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	counts := make([]int, cores)
	errs := make([]error, cores)
	var working sync.WaitGroup
	began := time.Now()
	for core := range cores {
		working.Go(func() { counts[core], errs[core] = sealOn(ctx) })
	}
	working.Wait()
	total := 0
	for _, n := range counts {
		total += n
	}
	return float64(total) / time.Since(began).Seconds(), errors.Join(errs...)
}

func sealOn(ctx context.Context) (int, error) {
	block, err := aes.NewCipher(make([]byte, 16))
	if err != nil {
		return 0, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return 0, err
	}
	packet, out := make([]byte, packetSize), make([]byte, 0, packetSize+gcm.Overhead())
	nonce := make([]byte, gcm.NonceSize())
	n := 0
	for ctx.Err() == nil {
		for range 64 {
			nonce[0], nonce[1], nonce[2] = byte(n), byte(n>>8), byte(n>>16)
			gcm.Seal(out, nonce, packet, nil)
			n++
		}
	}
	return n, nil
}
