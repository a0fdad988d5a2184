// Package projections folds the event log into read models.
//
// A Handler is one read model. The Runner gives each handler one worker: a
// single goroutine that hands it events in log order, in batches, and knows
// how far it is. A handler that meets an event which it cannot apply is parked
// at it and says so; the others go on. Event types that nobody knows are
// skipped and counted.
//
// The package imports events, events/store and events/codec. Handlers are
// called by one goroutine at a time; their queries may be called by any.
// Nothing runs before Run, and nothing is left running when Run has returned.
package projections
