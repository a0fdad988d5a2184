package ec2test

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// signed is what a signature of version 4 says about itself.
type signed struct {
	key, date, region, service string
	headers                    []string
	signature                  []byte
}

func parseSignature(r *http.Request) (signed, bool) {
	rest, ok := strings.CutPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ")
	if !ok {
		return signed{}, false
	}
	parts := make(map[string]string)
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	scope := strings.Split(parts["Credential"], "/")
	signature, err := hex.DecodeString(parts["Signature"])
	if len(scope) != 5 || scope[4] != "aws4_request" || err != nil {
		return signed{}, false
	}
	return signed{scope[0], scope[1], scope[2], scope[3], strings.Split(parts["SignedHeaders"], ";"), signature}, true
}

// by says whether it was made with a secret.
func (s signed) by(secret string, r *http.Request, body []byte) bool {
	var headers strings.Builder
	for _, name := range s.headers {
		value := strings.Join(r.Header.Values(name), ",")
		if name == "host" {
			value = r.Host
		}
		if name == "content-length" {
			value = r.Header.Get("Content-Length")
		}
		headers.WriteString(name + ":" + strings.Join(strings.Fields(value), " ") + "\n")
	}
	payload := sha256.Sum256(body)
	path := r.URL.EscapedPath()
	if path == "" {
		path = "/"
	}
	canonical := strings.Join([]string{
		r.Method, path, canonicalQuery(r.URL.Query()), headers.String(), strings.Join(s.headers, ";"), hex.EncodeToString(payload[:]),
	}, "\n")
	hash := sha256.Sum256([]byte(canonical))
	scope := strings.Join([]string{s.date, s.region, s.service, "aws4_request"}, "/")
	text := strings.Join([]string{"AWS4-HMAC-SHA256", r.Header.Get("X-Amz-Date"), scope, hex.EncodeToString(hash[:])}, "\n")
	key := []byte("AWS4" + secret)
	for _, part := range []string{s.date, s.region, s.service, "aws4_request", text} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	return hmac.Equal(key, s.signature)
}

func canonicalQuery(q url.Values) string { return strings.ReplaceAll(q.Encode(), "+", "%20") }

// maxSkew is how far the time of a signature may be off.
const maxSkew = 5 * time.Minute

// authenticate says what is wrong with a request's signature; d.mu is held.
func (d *Double) authenticate(r *http.Request, body []byte, service string) *refusal {
	sts := service == "sts"
	s, ok := parseSignature(r)
	if !ok {
		return &refusal{http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token"}
	}
	key, known := d.key(s.key)
	if !known {
		if sts {
			return &refusal{http.StatusForbidden, "InvalidClientTokenId", "The security token included in the request is invalid."}
		}
		return noCredentials
	}
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	now := d.c.Calls.Now().Add(d.faults.skew).UTC()
	if err != nil || !strings.HasPrefix(r.Header.Get("X-Amz-Date"), s.date) {
		return noCredentials
	}
	if off := now.Sub(at); off.Abs() > maxSkew {
		if sts && off > 0 {
			return &refusal{http.StatusForbidden, "SignatureDoesNotMatch", "Signature expired: " + r.Header.Get("X-Amz-Date") + " is now earlier than the time limit"}
		}
		if sts {
			return &refusal{http.StatusForbidden, "SignatureDoesNotMatch", "Signature not yet current: " + r.Header.Get("X-Amz-Date") + " is still later than the time limit"}
		}
		if off < 0 {
			return noCredentials // EC2 has no word for a signature from the future
		}
		return &refusal{http.StatusBadRequest, "RequestExpired", "Request has expired."}
	}
	central := sts && s.region == "us-east-1" // which knows every account
	switch {
	case !d.faults.disabled || central:
	case sts:
		return &refusal{http.StatusForbidden, "InvalidClientTokenId", "The security token included in the request is invalid"}
	default:
		return noCredentials
	}
	if d.c.Region != "" && s.region != d.c.Region && !central {
		return &refusal{http.StatusForbidden, "SignatureDoesNotMatch", "Credential should be scoped to a valid region, not '" + s.region + "'."}
	}
	if s.service != service || !slices.Contains(s.headers, "host") || !slices.Contains(s.headers, "x-amz-date") || !s.by(key.Secret, r, body) {
		if sts {
			return &refusal{http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."}
		}
		return noCredentials
	}
	if subtle.ConstantTimeCompare([]byte(key.Token), []byte(r.Header.Get("X-Amz-Security-Token"))) != 1 {
		return noCredentials
	}
	if !key.Expires.IsZero() && now.After(key.Expires) {
		if sts {
			return &refusal{http.StatusForbidden, "ExpiredToken", "The security token included in the request is expired"}
		}
		return &refusal{http.StatusBadRequest, "RequestExpired", "Request has expired."}
	}
	return nil
}

var noCredentials = &refusal{http.StatusUnauthorized, "AuthFailure", "AWS was not able to validate the provided access credentials"}

// key finds an access key; d.mu is held.
func (d *Double) key(id string) (Key, bool) {
	for _, k := range d.c.Keys {
		if k.ID == id {
			return k, true
		}
	}
	k, found := d.temporary[id]
	return k, found
}
