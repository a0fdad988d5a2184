package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// cookie is what the session cookie says. Its signature lets forged ones be
// refused without asking anybody.
type cookie struct {
	administrator string
	session       string
	expires       time.Time // in whole seconds
}

// The parts are identifiers and a number, none of which contains the separator.
const (
	cookieVersion   = "v1"
	cookieSeparator = "."
	cookieParts     = 5
	maxCookie       = 512
)

func (a *Access) sign(c cookie) string {
	payload := strings.Join([]string{
		cookieVersion, c.administrator, c.session, strconv.FormatInt(c.expires.Unix(), 10),
	}, cookieSeparator)
	return payload + cookieSeparator + a.signature(payload)
}

func (a *Access) parse(value string) (cookie, bool) {
	if len(value) > maxCookie {
		return cookie{}, false
	}
	cut := strings.LastIndex(value, cookieSeparator)
	if cut < 0 || !hmac.Equal([]byte(value[cut+1:]), []byte(a.signature(value[:cut]))) {
		return cookie{}, false
	}
	parts := strings.Split(value, cookieSeparator)
	if len(parts) != cookieParts || parts[0] != cookieVersion {
		return cookie{}, false
	}
	seconds, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return cookie{}, false
	}
	return cookie{administrator: parts[1], session: parts[2], expires: time.Unix(seconds, 0).UTC()}, true
}

func (a *Access) signature(payload string) string {
	mac := hmac.New(sha256.New, a.config.CookieKey)
	mac.Write([]byte("parley session cookie\n" + payload))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
