// Package capacity is the arithmetic of media capacity: what a call costs.
//
// It owns the unit (integer tokens, so that no sum is ever off by a rounding
// error) and the price list. It is pure, imports nothing and may be used by
// every part, the Conferencing Node included.
package capacity

// Tokens is an amount of media capacity. 48 tokens are one HD call: the least
// number in which SD (a half), audio (a sixteenth) and Full HD (double) are
// whole.
type Tokens int64

// The price of one call by its quality.
const (
	Audio  Tokens = 3
	SD     Tokens = 24
	HD     Tokens = 48
	FullHD Tokens = 96
)

// CallTypeAudio is the call type whose participants send and receive audio only.
const CallTypeAudio = "audio"

// The qualities that a service can be limited to.
const (
	QualitySD     = "sd"
	QualityHD     = "hd"
	QualityFullHD = "fullhd"
)

// CallCost is what one participant's call reserves. It follows the highest
// quality that the service allows, not what the endpoint happens to send, so
// that nobody's picture has to be refused in the middle of a call. An
// unresolved or unknown quality costs as much as HD, the default.
func CallCost(callType, maxQuality string) Tokens {
	if callType == CallTypeAudio {
		return Audio
	}
	switch maxQuality {
	case QualitySD:
		return SD
	case QualityFullHD:
		return FullHD
	default:
		return HD
	}
}

// BackplaneReserve is what a conference reserves up front on every node that
// it touches, for the streams to its other nodes. A deployment of a single
// node has no other nodes and reserves nothing. SD conferences reserve as
// much as HD ones.
func BackplaneReserve(callType, maxQuality string, nodesInDeployment int) Tokens {
	switch {
	case nodesInDeployment <= 1:
		return 0
	case callType == CallTypeAudio:
		return Audio
	case maxQuality == QualityFullHD:
		return FullHD
	default:
		return HD
	}
}

// FromHD converts a number of HD calls.
func FromHD(calls int) Tokens { return Tokens(calls) * HD }

// HD is the amount in HD calls, for display only.
func (t Tokens) HD() float64 { return float64(t) / float64(HD) }

// Load is used in percent of total; 0 when the total is unknown.
func Load(used, total Tokens) float64 {
	if total <= 0 {
		return 0
	}
	return float64(used) * 100 / float64(total)
}
