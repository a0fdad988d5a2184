package openid

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/parley-video/parley/control/signin"
)

// maxAnswer bounds what a provider may answer, in bytes.
const maxAnswer = 1 << 20

// httpClient speaks to a provider.
func httpClient(authorities string) (*http.Client, error) {
	trust, err := signin.TLS(authorities, "")
	if err != nil {
		return nil, err
	}
	return &http.Client{
		Timeout: patience,
		Transport: bounded{&http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: trust, ForceAttemptHTTP2: true,
			// A provider is asked seldom: nothing waits for the next time.
			DisableKeepAlives: true, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience,
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("the provider redirects us, which is not followed: give its final address")
		},
	}, nil
}

// bounded cuts off answers that are too long.
type bounded struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, withoutQuery(err)
	}
	if r.Method == http.MethodGet && answer.StatusCode != http.StatusOK {
		// The library would show what a page that is no provider's says.
		_ = answer.Body.Close()
		answer.Body = http.NoBody
		return answer, nil
	}
	answer.Body = &boundedBody{ReadCloser: answer.Body, left: maxAnswer}
	return answer, nil
}

// withoutQuery keeps what stands behind a question mark out of logs.
func withoutQuery(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

type boundedBody struct {
	io.ReadCloser
	left int
}

var errTooLong = errors.New("the provider's answer is longer than 1 MiB")

// Read implements io.Reader.
func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
