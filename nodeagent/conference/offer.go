package conference

import "strings"

// audioOnly says whether an offer has no video line, rejected ones (port 0)
// aside. It decides only what the call reserves; what the offer means is the
// engine's business.
func audioOnly(offer string) bool {
	for line := range strings.Lines(offer) {
		if media, ok := strings.CutPrefix(line, "m=video "); ok && !strings.HasPrefix(media, "0 ") {
			return false
		}
	}
	return true
}
