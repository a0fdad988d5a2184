package nodehistory

import "time"

// LookAt says how far searches go.
func LookAt(h *History, newest int, search time.Duration) {
	h.bounds = bounds{newest: newest, search: search, least: 1}
}
