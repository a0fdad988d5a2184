package esdbserver

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Login is a user of an operator's own log server. All may do everything.
type Login struct {
	Name, FullName, Password string
}

// Logins is an Authenticator of a fixed list.
type Logins []Login

// Authenticate implements Authenticator. Every login is compared, in the same
// time whatever is wrong.
func (l Logins) Authenticate(_ context.Context, user, password string) (Principal, error) {
	given := sha256.Sum256([]byte(user + "\x00" + password))
	var found *Login
	for i := range l {
		want := sha256.Sum256([]byte(l[i].Name + "\x00" + l[i].Password))
		if subtle.ConstantTimeCompare(given[:], want[:]) == 1 {
			found = &l[i]
		}
	}
	if found == nil {
		return Principal{}, ErrUnauthenticated
	}
	return Principal{ID: "login/" + found.Name, Name: found.Name, Admin: true, PersonalData: true}, nil
}

// adminsOnly says of the streams about logins what holds for all system
// streams.
const adminsOnly = `{"$acl":{"$r":"$admins","$w":"$admins","$d":"$admins","$mr":"$admins","$mw":"$admins"}}`

// Record writes into a new log that the logins exist, where the documented
// server has it: clients look there to see whether a server is ready. It
// writes no password, and nothing twice.
func (l Logins) Record(ctx context.Context, s store.Store) error {
	for i, login := range l {
		created, err := json.Marshal(map[string]any{
			"loginName": login.Name, "fullName": login.FullName, "disabled": false, "groups": []string{"$admins"},
		})
		if err != nil {
			return fmt.Errorf("record login %s: %w", login.Name, err)
		}
		name, meta, err := wrap([]byte(login.Name), nil, false)
		if err != nil {
			return fmt.Errorf("record login %s: %w", login.Name, err)
		}
		before := store.NoStream()
		if i > 0 {
			before = store.At(events.Revision(i - 1))
		}
		acl := store.NewEvent{Type: metadataType, Data: []byte(adminsOnly)}
		err = errors.Join(
			recordOnce(ctx, s, "$user-"+login.Name, store.NoStream(), store.NewEvent{Type: "$UserCreated", Data: created}),
			recordOnce(ctx, s, "$$$user-"+login.Name, store.NoStream(), acl),
			recordOnce(ctx, s, "$$$users", store.NoStream(), acl),
			recordOnce(ctx, s, "$users", before, store.NewEvent{Type: "$User", Data: name, Meta: meta}),
		)
		if err != nil {
			return fmt.Errorf("record login %s: %w", login.Name, err)
		}
	}
	return nil
}

func recordOnce(ctx context.Context, s store.Store, stream string, expected store.Expected, e store.NewEvent) error {
	e.ID = events.DeriveID("esdbserver/" + stream + "/" + string(e.Data))
	_, err := s.Append(ctx, stream, expected, e)
	var wrong *store.WrongExpected
	if errors.As(err, &wrong) {
		return nil // recorded when the log was made
	}
	return err
}
