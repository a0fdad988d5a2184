// Package esdbserver serves a store.Store over the EventStoreDB gRPC protocol,
// so that official clients in any language read, subscribe and append. It is a
// door for others; code of this program calls the store itself.
//
// It owns the listener it is given, the streams on it, a bounded cache of
// streams' metadata and one of recently checked credentials. It imports events,
// events/store and internal/wire (messages generated from proto/*.proto under
// private names, so that a program may link an official client too). A Server
// is safe for concurrent use; New starts nothing, Serve owns every goroutine
// and returns when they have ended. No page of the store is held while a
// message is being sent that the page does not contain, and no cursor ever: a
// slow client lags and holds up nobody.
package esdbserver

//go:generate go run ./internal/protogen -root ../../.. -from events/store/esdbserver/proto -module github.com/parley-video/parley/events/store/esdbserver
