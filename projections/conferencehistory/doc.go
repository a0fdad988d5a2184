// Package conferencehistory is the read model of the conferences that ran or
// are running, and of who took part.
//
// It imports projections and events. Queries may be called by any goroutine.
package conferencehistory
