// Package caller plays participants of a conference in Go: they join over the
// client API, send VP8 and Opus that say whose they are, and tell what of the
// others reached them. Tests start it as a process of its own where a client
// would be, and control it by lines of JSON (see Serve and Process).
//
// It is for tests and benchmarks. It knows nothing of Parley but its client
// API. Its methods are safe for concurrent use.
package caller
