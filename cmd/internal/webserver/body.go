package webserver

import (
	"io"
	"net/http"
	"time"
)

// bodyTimeout is how long a request may take to send its body, all of it. The
// largest body that anybody takes is a megabyte.
const bodyTimeout = 30 * time.Second

// withBodyDeadline bounds the reading of bodies. The server's own ReadTimeout
// would not do: it goes on after the body and would end streams.
func withBodyDeadline(next http.Handler, timeout time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		control := http.NewResponseController(w)
		if err := control.SetReadDeadline(time.Now().Add(timeout)); err != nil {
			http.Error(w, "internal error", http.StatusInternalServerError) // not a connection of ours
			return
		}
		r.Body = &boundedBody{ReadCloser: r.Body, control: control}
		next.ServeHTTP(w, r)
	})
}

// boundedBody lifts the deadline when the body is at its end. It is for one
// goroutine, like every body.
type boundedBody struct {
	io.ReadCloser
	control *http.ResponseController
	ended   bool
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF && !b.ended { // readers return it as it is
		b.ended = true
		// Nothing was wrong with the connection when the deadline was set.
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}
