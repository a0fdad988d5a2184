// Package bursting starts and stops burst nodes: the impure shell around the
// process manager of domain/bursting.
//
// It follows the log, sees what the nodes and the clouds tell, and asks
// domain/bursting what to do. What was decided is recorded first and performed
// after; clouds are asked by goroutines of their own, with deadlines, so that
// one that does not answer holds up nobody. Every Management Node folds and
// shows; the one that holds the lease also asks clouds, records and performs.
//
// It imports control, domain/bursting, events, events/store and cloud. Its
// methods may be called by any goroutine.
package bursting
