// Package access is the read model of who may use the API: administrators,
// their sessions, and API tokens, in memory. It shows them, and tells open
// streams when rights may have changed. Whom a credential stands for is asked of
// the log (control/access): what is shown may be a moment late.
//
// Password hashes stay sealed here, secrets of sessions and tokens are never
// in the log. It imports projections and events. Every method may be called by
// any goroutine.
package access
