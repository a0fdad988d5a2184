// Package streams holds the messages of the Streams service, generated from
// esdbserver/proto. It is data without behaviour and imports the protocol
// buffer runtime only.
package streams
