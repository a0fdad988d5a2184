// Package projectiontest helps to test read models: it writes logs, made by
// hand or drawn at random, and drives handlers over them.
//
// It imports events, events/store and projections.
package projectiontest
