// Package webhooks delivers the events of the log to webhooks: signed
// CloudEvents over HTTPS, in order within each stream, in parallel across
// streams, again and again until they are taken or given up.
//
// It owns the secrets of webhooks at the moment they are made, and the
// component "webhooks" of the state database: how far each webhook has read
// the log, the deliveries that wait or are parked, and a log of attempts.
// Which webhooks there are it folds from the log.
//
// Promises:
//   - Every event that passes a webhook's filter is put into its queue in the
//     transaction that moves its place in the log on, and leaves it only when
//     it was taken, or discarded by a person. So a crash at any moment loses
//     nothing; it may deliver something twice, with the same webhook-id.
//   - An event is sent when all earlier ones of its stream were taken or
//     parked. Replays and parked events that are tried again run beside that,
//     each in an order of their own.
//   - What is kept of a webhook is bounded: when the queue is full, the log is
//     not read on for it; when the parked ones are full, nothing more is given
//     up. A slow or dead receiver lags, it loses nothing.
//   - One Run works at a time. Each draws a fencing number that every later
//     write of it names; one whose number is not the last writes nothing more.
//
// It imports control, control/journal, domain, events, events/codec,
// events/redact, events/store and internal/sqldb. All methods may be called by any goroutine and, but for Run,
// in any process; Run owns every goroutine.
package webhooks
