package certificate

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// errKey is a mistake of the caller, not of a person.
var errKey = errors.New("certificate: the key was not made or not sealed")

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	switch c := cmd.(type) {
	case Request:
		return request(c, s)
	case Upload:
		return upload(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such certificate.", "id")
	}
	switch c := cmd.(type) {
	case Install:
		return install(c, s)
	case Rename:
		return rename(c, s)
	case Remove:
		return remove(s, refs)
	default:
		return domain.Decision{}, fmt.Errorf("certificate: unknown command %T", cmd)
	}
}

func request(c Request, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The certificate exists already.")
	}
	name := strings.TrimSpace(c.Name)
	var check domain.Checker
	check.Name(name, domain.MaxName, "name")
	spec := c.Spec.Normalised()
	spec.check(&check)
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if c.Key.Sealed == "" || c.PublicKey == "" || c.PEM == "" {
		return domain.Decision{}, errKey
	}
	return domain.Decision{
		Events: []events.Event{events.CertificateRequested{
			ID: c.ID, Name: name, Key: c.Key.Sealed, PublicKey: c.PublicKey,
			Request: events.CertificateRequest{
				KeyType: spec.KeyType, Subject: spec.Subject().String(), DNSNames: spec.DNSNames, IPAddresses: spec.IPAddresses, PEM: c.PEM,
			},
		}},
		Claims: claims(name),
	}, nil
}

func upload(c Upload, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The certificate exists already.")
	}
	name := strings.TrimSpace(c.Name)
	var check domain.Checker
	check.Name(name, domain.MaxName, "name")
	chain := readChain(&check, c.Chain, c.Now)
	if strings.TrimSpace(c.Key.Plain) == "" {
		check.Refuse(domain.CodeRequired, "A certificate is of no use without its key.", "key")
	} else {
		checkKey(&check, chain, c.Key.Plain)
	}
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if c.Key.Sealed == "" {
		return domain.Decision{}, errKey
	}
	return domain.Decision{
		Events: []events.Event{events.CertificateUploaded{
			ID: c.ID, Name: name, Key: c.Key.Sealed, PublicKey: chain.publicKey(), Chain: chain.pem(), Info: chain.info(),
		}},
		Claims: claims(name),
	}, nil
}

func install(c Install, s State) (domain.Decision, error) {
	var check domain.Checker
	chain := readChain(&check, c.Chain, c.Now)
	given := strings.TrimSpace(c.Key.Plain) != ""
	switch {
	case given:
		checkKey(&check, chain, c.Key.Plain)
	case len(chain) > 0 && chain.publicKey() != s.PublicKey:
		check.Refuse(domain.CodeInvalid,
			"This certificate is of another key than the one that is kept here; give its key as well, or the certificate that was made for the request.", "chain")
	}
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	if given && c.Key.Sealed == "" {
		return domain.Decision{}, errKey
	}
	d := domain.Decision{Claims: claims(s.Name)}
	if text := chain.pem(); text != s.Chain {
		installed := events.CertificateInstalled{ID: s.ID, PublicKey: chain.publicKey(), Chain: text, Info: chain.info()}
		if installed.PublicKey != s.PublicKey {
			installed.Key = c.Key.Sealed
		}
		d.Events = []events.Event{installed}
	}
	return d, nil
}

func rename(c Rename, s State) (domain.Decision, error) {
	name := strings.TrimSpace(c.Name.Or(s.Name))
	var check domain.Checker
	check.Name(name, domain.MaxName, "name")
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(name)}
	if name != s.Name {
		d.Events = []events.Event{events.CertificateRenamed{ID: s.ID, Name: name}}
	}
	return d, nil
}

func remove(s State, refs References) (domain.Decision, error) {
	if len(refs.UsedBy) > 0 {
		return domain.Decision{}, domain.Refuse(domain.CodeInUse,
			"The certificate is in use: "+list(refs.UsedBy)+".", "id")
	}
	return domain.Decision{Events: []events.Event{events.CertificateRemoved{ID: s.ID}}}, nil
}

// list names the first of many.
func list(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
