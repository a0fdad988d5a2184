// Package persistent keeps subscriptions whose progress the server remembers:
// groups of competing consumers on one stream or on the whole log.
//
// A group is a pure state machine (machine: no clock, goroutine or I/O; times
// are arguments) in a thin shell (actor: one goroutine per group that has had
// a consumer). Service finds groups by key and owns the goroutines; all run
// inside Service.Run and have ended when it returns.
//
// What is promised: every event that the group reads is acknowledged, skipped
// or parked at least once, also across restarts. A checkpoint is saved with
// the messages parked until then in one transaction; events after it that were
// acknowledged already come again after a restart. How often a message failed
// is counted here, so a consumer that crashes on it cannot undo the count.
//
// Order: new events go out in the order of the stream or log; what is tried
// again goes out before new events, lowest first. Every queue has a bound: a
// consumer holds at most its buffer, a group reads on only while its buffer
// has room.
//
// It imports events, events/store and internal/sqldb, nothing of gRPC.
package persistent
