package webhooks

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// TypePrefix stands before the type of every event, TestType is the type of
// test messages; frozen, receivers filter by them.
const (
	TypePrefix = "video.parley."
	TestType   = TypePrefix + "webhook.test"
)

// ContentType of what is posted.
const ContentType = "application/cloudevents+json"

// cloudEvent is a CloudEvent 1.0 in structured mode. The names of extension
// attributes are lower-case letters and digits; numbers are strings, since the
// integers of CloudEvents have 32 bits.
type cloudEvent struct {
	SpecVersion     string          `json:"specversion"`
	ID              string          `json:"id"`
	Source          string          `json:"source"`
	Type            string          `json:"type"`
	Subject         string          `json:"subject,omitempty"`
	Time            string          `json:"time,omitempty"`
	DataContentType string          `json:"datacontenttype"`
	Webhook         string          `json:"parleywebhook"`
	Position        string          `json:"parleyposition,omitempty"`
	Revision        string          `json:"parleyrevision,omitempty"`
	ActorKind       string          `json:"parleyactorkind,omitempty"`
	ActorID         string          `json:"parleyactorid,omitempty"`
	ActorName       string          `json:"parleyactorname,omitempty"`
	Correlation     string          `json:"parleycorrelation,omitempty"`
	Causation       string          `json:"parleycausation,omitempty"`
	Replay          bool            `json:"parleyreplay,omitempty"`
	Data            json.RawMessage `json:"data"`
}

// message is what is posted.
type message struct {
	id     string // webhook-id
	replay bool
	body   []byte
}

func messageOf(source, hook string, j job, v View, recorded time.Time) (message, error) {
	at := v.Meta.Time
	if at.IsZero() { // other programs need not say
		at = recorded
	}
	if events.IsIntegration(j.stream) {
		// Who did it must not be what another program only says: we sign this.
		v.Meta.Actor = events.Actor{}
	}
	body, err := encode(cloudEvent{
		SpecVersion: "1.0", ID: j.id, Source: source, Type: TypePrefix + v.Type, Subject: j.stream,
		Time: at.UTC().Format(time.RFC3339Nano), DataContentType: "application/json",
		Webhook: hook, Position: j.position.String(), Revision: strconv.FormatUint(uint64(j.revision), 10),
		ActorKind: string(v.Meta.Actor.Kind), ActorID: attribute(v.Meta.Actor.ID), ActorName: attribute(v.Meta.Actor.Name),
		Correlation: attribute(v.Meta.Correlation), Causation: attribute(v.Meta.Causation),
		Replay: j.replay, Data: v.Data,
	})
	return message{id: j.id, replay: j.replay, body: body}, err
}

func testMessage(source, id string, s webhook.State, now time.Time) (message, error) {
	data, err := encode(map[string]string{"id": s.ID, "name": s.Settings.Name})
	if err != nil {
		return message{}, err
	}
	body, err := encode(cloudEvent{
		SpecVersion: "1.0", ID: id, Source: source, Type: TestType, Subject: events.WebhookStream(s.ID),
		Time: now.UTC().Format(time.RFC3339Nano), DataContentType: "application/json", Webhook: s.ID, Data: data,
	})
	return message{id: id, body: body}, err
}

// attribute is text that a CloudEvents attribute can hold: no control
// characters.
func attribute(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r <= 0x9f {
			return ' '
		}
		return r
	}, s)
}

// encode is JSON without escapes for web pages.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode a message: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// The headers of Standard Webhooks, and ours. Canonical in Go's sense, as they
// go over HTTP/1.1; their case means nothing.
const (
	headerID        = "Webhook-Id"
	headerTimestamp = "Webhook-Timestamp"
	headerSignature = "Webhook-Signature"
	headerReplay    = "Parley-Replay"
)

// sign sets the headers of Standard Webhooks, with one signature per key.
func (m message) sign(h http.Header, now time.Time, keys [][]byte) {
	timestamp := strconv.FormatInt(now.Unix(), 10)
	signatures := make([]string, len(keys))
	for i, key := range keys {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(m.id + "." + timestamp + "."))
		mac.Write(m.body)
		signatures[i] = "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	h.Set(headerID, m.id)
	h.Set(headerTimestamp, timestamp)
	h.Set(headerSignature, strings.Join(signatures, " "))
	h.Set("Content-Type", ContentType)
	if m.replay {
		h.Set(headerReplay, "true")
	}
}
