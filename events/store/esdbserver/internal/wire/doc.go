// Package wire holds the messages that the services of the EventStoreDB
// protocol share, generated from esdbserver/proto. It is data without
// behaviour and imports the protocol buffer runtime only.
package wire
