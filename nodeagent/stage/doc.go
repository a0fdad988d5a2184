// Package stage says who is how prominent in a conference: who speaks, from
// the levels of all microphones, and in what order the stage is.
//
// It is pure: no clock, no goroutine. The media engine (nodeagent/sfu) runs it
// over the levels of its own calls, the home of a conference on many nodes over
// those that all nodes report (media.VoicesHeard). It may import
// nodeagent/media, nothing else of ours.
package stage
