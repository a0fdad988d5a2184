// Package persistent holds the messages of the PersistentSubscriptions
// service, generated from esdbserver/proto. It is data without behaviour and
// imports the protocol buffer runtime only.
package persistent
