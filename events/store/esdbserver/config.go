package esdbserver

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
)

// Config is what a Server needs. Store, Authenticator and Logger are required.
type Config struct {
	Store         store.Store
	Authenticator Authenticator
	Logger        *slog.Logger
	// TLS is the server's side of TLS. Without it Serve accepts a loopback
	// listener only, and official clients send no credentials.
	TLS *tls.Config
	// Insecure is who calls without credentials when there is no TLS. Nil:
	// nobody is served without credentials.
	Insecure *Principal
	// Anonymous is who calls without credentials over TLS. Nil: nobody is.
	Anonymous *Principal
	// View is applied to every event that leaves: it takes out what the
	// principal may not see. Nil: nothing is hidden.
	View func(Principal, store.Event) store.Event
	// Persistent keeps persistent subscriptions. Nil: they are not offered.
	Persistent persistent.Store
	// Advertise is the host:port that gossip tells clients to connect to. Empty:
	// the one by which the client came.
	Advertise string
	// Now is the clock of $maxAge and of answers. Nil: time.Now.
	Now    func() time.Time
	Limits Limits
}

// Limits bound what clients can make the server do. Zero fields take the
// defaults.
type Limits struct {
	Connections int           // at once, all clients together: 512
	Strangers   time.Duration // a connection may last without credentials: 30 s
	Streams     int           // reads, subscriptions and batch appends at once per principal: 256
	AppendBytes int           // payload and metadata of one append: 1 MiB
	Deadline    time.Duration // of an append, a deletion or one page of a read: 30 s
	Rights      time.Duration // how old a credential's answer may become: 3 s
	Regex       int           // bytes of a filter's regular expression: 1024
	Prefixes    int           // entries of a filter's prefix list: 256
	CacheStream int           // streams whose metadata is remembered: 16384
}

const (
	maxMessage = 17 << 20 // what the clients accept too
	maxHeader  = 64 << 10 // of a call: credentials and a few short texts
	// graceful is how long ending streams may take to say goodbye.
	graceful = 3 * time.Second
)

func (l Limits) withDefaults() Limits {
	setDefault(&l.Connections, 512)
	setDefault(&l.Strangers, 30*time.Second)
	setDefault(&l.Streams, 256)
	setDefault(&l.AppendBytes, 1<<20)
	setDefault(&l.Deadline, 30*time.Second)
	setDefault(&l.Rights, 3*time.Second)
	setDefault(&l.Regex, 1024)
	setDefault(&l.Prefixes, 256)
	setDefault(&l.CacheStream, 16384)
	return l
}

func setDefault[T int | time.Duration](field *T, value T) {
	if *field == 0 {
		*field = value
	}
}

// Validate names the first field that is wrong.
func (c Config) Validate() error {
	switch {
	case c.Store == nil:
		return errors.New("esdbserver: Store is missing")
	case c.Authenticator == nil:
		return errors.New("esdbserver: Authenticator is missing")
	case c.Logger == nil:
		return errors.New("esdbserver: Logger is missing")
	case c.TLS != nil && c.Insecure != nil:
		return errors.New("esdbserver: Insecure is for a server without TLS")
	case c.TLS == nil && c.Anonymous != nil:
		return errors.New("esdbserver: Anonymous is for a server with TLS")
	}
	for name, v := range map[string]int64{
		"Connections": int64(c.Limits.Connections), "Streams": int64(c.Limits.Streams),
		"AppendBytes": int64(c.Limits.AppendBytes), "Deadline": int64(c.Limits.Deadline),
		"Rights": int64(c.Limits.Rights), "Strangers": int64(c.Limits.Strangers), "Regex": int64(c.Limits.Regex),
		"Prefixes": int64(c.Limits.Prefixes), "CacheStream": int64(c.Limits.CacheStream),
	} {
		if v < 0 {
			return fmt.Errorf("esdbserver: Limits.%s is negative", name)
		}
	}
	return nil
}
