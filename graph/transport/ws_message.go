package transport

import (
	"encoding/json"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// messageType is the `type` of a protocol message.
type messageType string

// The messages of graphql-transport-ws.
const (
	messageInit      messageType = "connection_init"
	messageAck       messageType = "connection_ack"
	messagePing      messageType = "ping"
	messagePong      messageType = "pong"
	messageSubscribe messageType = "subscribe"
	messageNext      messageType = "next"
	messageError     messageType = "error"
	messageComplete  messageType = "complete"
)

// maxID bounds the identifiers that a peer gives its operations.
const maxID = 128

// message is what a peer sends.
type message struct {
	ID      string          `json:"id"`
	Type    messageType     `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

// outgoing is what we send besides `next`, which is put together by hand.
type outgoing struct {
	ID      string      `json:"id,omitempty"`
	Type    messageType `json:"type"`
	Payload any         `json:"payload,omitempty"`
}

func (c *conn) sendMessage(m outgoing) bool {
	b, err := json.Marshal(m)
	if err != nil {
		c.log.Error("encode WebSocket message", "type", m.Type, "error", err)
		return false
	}
	c.writeMu.Lock()
	defer c.writeMu.Unlock()
	return c.send(b)
}

// read takes one message off the wire. Malformed ones end the connection.
func (c *conn) read() (message, bool) {
	kind, data, err := c.ws.ReadMessage()
	if err != nil {
		return message{}, false
	}
	var m message
	if kind != websocket.TextMessage || decodeJSON(data, &m) != nil {
		c.close(closeBadMessage, "Invalid message received")
		return message{}, false
	}
	return m, true
}

// initialise waits for connection_init and finds out who is there.
func (c *conn) initialise() bool {
	_ = c.ws.SetReadDeadline(time.Now().Add(c.server.opt.InitTimeout))
	for {
		kind, data, err := c.ws.ReadMessage()
		if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
			c.close(closeInitTimeout, "Connection initialisation timeout")
			return false
		}
		if err != nil {
			return false
		}
		var m message
		if kind != websocket.TextMessage || decodeJSON(data, &m) != nil {
			c.close(closeBadMessage, "Invalid message received")
			return false
		}
		switch m.Type {
		case messageInit:
			return c.authenticate(m.Payload)
		case messagePing:
			if !c.sendMessage(outgoing{Type: messagePong}) {
				return false
			}
		case messagePong:
		case messageSubscribe:
			c.close(closeUnauthorized, "Unauthorized")
			return false
		default:
			c.close(closeBadMessage, "Invalid message received")
			return false
		}
	}
}

// authenticate takes a token from the payload of connection_init, which is
// where a browser has to put one, and acknowledges a caller that is known.
func (c *conn) authenticate(payload json.RawMessage) bool {
	var params map[string]any
	if len(payload) > 0 && decodeJSON(payload, &params) != nil {
		c.close(closeBadMessage, "The payload of connection_init must be an object")
		return false
	}
	if token, ok := tokenParam(params); ok {
		c.call.Credential = auth.Credential{Token: token, Source: c.call.Source}
		if err := c.server.verify(c.ctx, &c.call, true); err != nil {
			if !errors.Is(err, errTooManyUnknown) {
				c.log.Error("verify WebSocket credential", "error", err)
			}
			c.close(closeUnavailable, "Try again later")
			return false
		}
	}
	if c.call.Principal.IsZero() {
		c.close(closeUnauthorized, "Unauthorized")
		return false
	}
	return c.count() && c.sendMessage(outgoing{Type: messageAck})
}

// count counts the connection to whoever it has turned out to belong to.
func (c *conn) count() bool {
	c.giveBack()
	giveBack, ok := c.server.admit(c.call)
	if !ok {
		c.close(closeUnavailable, "Too many connections")
		return false
	}
	c.giveBack = giveBack
	return true
}

func tokenParam(params map[string]any) (string, bool) {
	for name, value := range params {
		if text, ok := value.(string); ok && strings.EqualFold(name, "authorization") {
			return auth.BearerToken(text)
		}
	}
	return "", false
}

// handle acts on one message after the handshake; false ends the connection.
func (c *conn) handle(m message) bool {
	switch m.Type {
	case messageSubscribe:
		return c.subscribe(m)
	case messageComplete:
		c.forget(m.ID)
		return true
	case messagePing:
		return c.sendMessage(outgoing{Type: messagePong})
	case messagePong:
		return true
	case messageInit:
		c.close(closeTooManyInits, "Too many initialisation requests")
		return false
	default:
		c.close(closeBadMessage, "Invalid message received")
		return false
	}
}

// subscribe starts an operation of any kind.
func (c *conn) subscribe(m message) bool {
	params := &graphql.RawParams{}
	if m.ID == "" || len(m.ID) > maxID || decodeJSON(m.Payload, params) != nil {
		c.close(closeBadMessage, "Invalid message received")
		return false
	}
	op, full, duplicate := c.remember(m.ID)
	switch {
	case duplicate:
		c.close(closeDuplicateID, "Subscriber for "+clip(m.ID, 64)+" already exists")
		return false
	case full:
		return c.sendMessage(c.refusal(m.ID, apierr.New(apierr.LimitExceeded, "more than %d operations on one connection", MaxOperations)))
	case !c.server.pace(c.call, nil):
		c.finish(op)
		c.work.Done()
		return c.sendMessage(c.refusal(m.ID, errTooFast))
	}
	go c.run(op, params)
	return true
}

func clip(s string, most int) string {
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
