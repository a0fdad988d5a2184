// Package esdbserver serves a store.Store over the EventStoreDB gRPC protocol,
// so that official clients in any language read, subscribe and append.
package esdbserver

//go:generate go run ./internal/protogen -root ../../.. -from events/store/esdbserver/proto -module github.com/parley-video/parley/events/store/esdbserver
