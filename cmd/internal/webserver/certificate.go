package webserver

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// checkEvery is how often files are looked at, at most.
const checkEvery = 5 * time.Second

// FileCertificate is a certificate that somebody keeps in two files and
// replaces there when it gets old. It is read again when the files are others
// than those it was read from: nobody has to start anything anew. It is safe
// for concurrent use and has no goroutine: who asks looks.
type FileCertificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu      sync.Mutex // guards all below
	cert    *tls.Certificate
	from    stamp // what cert was read from
	failing bool
	refused stamp // what was of no use, so that it is told once
	checked time.Time
}

// stamp tells two states of the files apart.
type stamp struct {
	cert, key struct {
		changed time.Time
		size    int64
	}
}

// OpenCertificate reads a certificate chain and its key (PEM).
func OpenCertificate(certFile, keyFile string, log *slog.Logger) (*FileCertificate, error) {
	f := &FileCertificate{certFile: certFile, keyFile: keyFile, log: log}
	now, err := f.stamp()
	if err != nil {
		return nil, err
	}
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, err
	}
	f.cert, f.from, f.checked = &cert, now, time.Now()
	return f, nil
}

// Current is the certificate for the next handshake. While the files are of no
// use, since only one of them has been replaced yet, say, it is the one before.
func (f *FileCertificate) Current() *tls.Certificate {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := time.Now(); now.Sub(f.checked) >= checkEvery {
		f.checked = now
		f.check()
	}
	return f.cert
}

// NotAfter is when Current ends.
func (f *FileCertificate) NotAfter() time.Time { return f.Current().Leaf.NotAfter }

func (f *FileCertificate) check() {
	now, err := f.stamp() // before the files are read: a change meanwhile is another one
	if err == nil && now == f.from {
		f.failing = false
		return
	}
	var cert tls.Certificate
	if err == nil {
		cert, err = tls.LoadX509KeyPair(f.certFile, f.keyFile)
	}
	if err != nil {
		if f.refused != now || !f.failing {
			f.log.Error("the certificate in the files cannot be used; the one before stays", slog.String("file", f.certFile), slog.Any("error", err))
		}
		f.refused, f.failing = now, true
		return
	}
	f.cert, f.from, f.failing = &cert, now, false
	f.log.Info("the certificate in the files is another one", slog.String("file", f.certFile), slog.Time("until", cert.Leaf.NotAfter))
}

func (f *FileCertificate) stamp() (s stamp, err error) {
	cert, err := os.Stat(f.certFile)
	if err != nil {
		return s, fmt.Errorf("certificate: %w", err)
	}
	key, err := os.Stat(f.keyFile)
	if err != nil {
		return s, fmt.Errorf("key: %w", err)
	}
	s.cert.changed, s.cert.size = cert.ModTime(), cert.Size()
	s.key.changed, s.key.size = key.ModTime(), key.Size()
	return s, nil
}
