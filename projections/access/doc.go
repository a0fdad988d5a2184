// Package access is the read model of who may use the API: administrators,
// their sessions, and API tokens, in memory. It answers whom a credential
// stands for and tells open streams when rights may have changed.
//
// Password hashes stay sealed here, secrets of sessions and tokens are never
// in the log. It imports projections and events. Every method may be called by
// any goroutine.
package access
