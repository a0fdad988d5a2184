package upload

import (
	"context"
	"crypto/hmac"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/parley-video/parley/nodeagent/enrol"
	"github.com/parley-video/parley/nodeagent/link"
)

// problem is why an attempt failed, for people.
type problem struct {
	Title   string
	Details []string
}

// post is an attempt: it answers with a page that grows as things are done.
func (p *Page) post(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r, p.cfg.Fingerprint == "") {
		p.form(w, r, http.StatusForbidden, &problem{Title: "The form was not sent from this page", Details: []string{"Open this page itself and try again."}})
		return
	}
	raw, token, why := readForm(w, r)
	if why != "" {
		p.form(w, r, http.StatusBadRequest, &problem{Title: "The upload could not be read", Details: []string{why}})
		return
	}
	c, err := r.Cookie(p.cookie())
	if err != nil || !hmac.Equal([]byte(p.token(c.Value)), []byte(token)) {
		p.form(w, r, http.StatusForbidden, &problem{Title: "The page was open for too long", Details: []string{"The node was restarted meanwhile, or your browser keeps no cookies. Try again."}})
		return
	}
	document, err := enrol.Parse(raw)
	if err != nil {
		p.form(w, r, http.StatusUnprocessableEntity, badDocument(err))
		return
	}
	if wrong, status := p.begin(); wrong != nil {
		p.form(w, r, status, wrong)
		return
	}
	p.attempt(w, r, document)
}

// begin takes the one place.
func (p *Page) begin() (*problem, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.done:
		return &problem{Title: "This node is provisioned", Details: []string{"It is about to begin its work."}}, http.StatusConflict
	case p.busy:
		return &problem{Title: "Another document is being redeemed", Details: []string{"Wait until that is done and look again."}}, http.StatusConflict
	case !p.limit.Allow():
		return &problem{Title: "Too many attempts", Details: []string{"Wait a few seconds and try again."}}, http.StatusTooManyRequests
	}
	p.busy = true
	return nil, 0
}

func (p *Page) end(enrolled bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy, p.done = false, p.done || enrolled
}

// step is a line of the page that grows.
type step struct {
	Title, Detail string
	Failed        bool
}

// attempt redeems a document and shows how that goes. It goes on when the
// browser goes away: a document that was redeemed halfway helps nobody.
func (p *Page) attempt(w http.ResponseWriter, r *http.Request, d enrol.Document) {
	ctx := context.WithoutCancel(r.Context())
	flush := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no")
	show := func(name string, v any) {
		p.render(w, name, v)
		_ = flush.Flush() // some writers cannot; then it comes at the end
	}
	show("progress", struct {
		view
		Name, Control string
	}{view{Style: p.style}, d.Name, controlHosts(d)})
	show("step", step{Title: "Document read", Detail: "It is for the node " + d.Name + "."})
	began, cancel := context.WithTimeout(ctx, attemptTime)
	defer cancel()
	fingerprint, err := p.cfg.Enrol(began, d, func(s enrol.Step) {
		switch s {
		case enrol.StepKey:
			show("step", step{Title: "Key made", Detail: "It never leaves this node. Asking the Management Node to sign its certificate …"})
		case enrol.StepSigned:
			show("step", step{Title: "Certificate signed", Detail: "The document is used up now."})
		}
	})
	p.end(err == nil)
	if err != nil {
		wrong := refusal(err)
		p.cfg.Log.Warn("a provisioning document was not redeemed", slog.String("node", d.NodeID), slog.Any("error", err))
		show("step", step{Title: wrong.Title, Failed: true})
		show("failed", wrong)
		return
	}
	p.cfg.Log.Info("enrolled", slog.String("node", d.NodeID), slog.String("name", d.Name), slog.String("fingerprint", fingerprint))
	show("step", step{Title: "Starting", Detail: "Connecting to the Management Node …"})
	connecting, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	if err := p.cfg.Connected(connecting); err != nil {
		show("step", step{
			Title: "Not connected yet", Failed: true,
			Detail: "The node is enrolled and goes on trying by itself: " + plainNetwork(err),
		})
		show("done", groups(fingerprint))
		return
	}
	show("step", step{Title: "Connected", Detail: "The Management Node has the node online."})
	show("done", groups(fingerprint))
}

func controlHosts(d enrol.Document) string {
	u, err := url.Parse(d.ControlURL)
	if err != nil {
		return d.ControlURL
	}
	return u.Host
}

// readForm reads the file, or the text when there is no file, and says why it
// cannot.
func readForm(w http.ResponseWriter, r *http.Request) (document []byte, token, why string) {
	control := http.NewResponseController(w)
	if err := control.SetReadDeadline(time.Now().Add(bodyTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, "", "The connection failed."
	}
	defer control.SetReadDeadline(time.Time{}) // then the connection ends, which is no harm
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return nil, "", "Use the form of this page."
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, "", "Use the form of this page."
	}
	var pasted []byte
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		var content []byte
		if err == nil {
			content, err = io.ReadAll(part)
		}
		if err != nil {
			return nil, "", "It is larger than a provisioning document, or broke off."
		}
		switch part.FormName() {
		case "token":
			token = string(content)
		case "document":
			document = content
		case "text":
			pasted = content
		}
	}
	if len(strings.TrimSpace(string(document))) == 0 {
		document = pasted
	}
	if len(strings.TrimSpace(string(document))) == 0 {
		return nil, token, "Choose the file, or paste its text."
	}
	return document, token, ""
}

// sameOrigin says that a browser sent the form from this very page. Without TLS
// the name in the address must be this machine's: a stranger's name could lead
// here, and no certificate would tell.
func sameOrigin(r *http.Request, plain bool) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || !strings.EqualFold(u.Host, r.Host) {
			return false
		}
	}
	return !plain || loopback(r.Host)
}

func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.IsLoopback() || strings.EqualFold(host, "localhost")
}

// badDocument says what is wrong with a document, and repeats nothing of it but
// the names of fields.
func badDocument(err error) *problem {
	p := &problem{Title: "This is not a provisioning document"}
	var all interface{ Unwrap() []error }
	list := []error{err}
	if errors.As(err, &all) {
		list = all.Unwrap()
	}
	for _, one := range list {
		var field enrol.FieldError
		if errors.As(one, &field) && len(field.Field) <= 32 {
			p.Details = append(p.Details, fmt.Sprintf("The field %q %s.", field.Field, field.Reason))
		}
	}
	if len(p.Details) == 0 {
		p.Details = []string{"Download one on the page of the node in the administrators' interface, and choose that file unchanged."}
	}
	return p
}

// refusal says why a document was not redeemed.
func refusal(err error) *problem {
	var refused link.Refused
	if errors.As(err, &refused) {
		return refusedProblem(refused)
	}
	switch {
	case errors.Is(err, enrol.ErrExpired):
		return &problem{"The document has expired", []string{err.Error() + ". Make a new one on the page of the node, and look whether this machine's clock is right."}}
	case errors.Is(err, enrol.ErrOtherNode):
		return &problem{"The data directory belongs to another node", []string{"Start the node with an empty data directory."}}
	}
	return &problem{"The Management Node could not be asked", []string{plainNetwork(err), "Nothing was used up: the same document can be tried again."}}
}

func refusedProblem(r link.Refused) *problem {
	again := "Make a new one on the page of the node and try again."
	switch r.Code {
	case link.CodeReplayed:
		return &problem{"The document was used before", []string{
			"It works once. If it was not you who used it, somebody has a copy: tell whoever runs the platform, and revoke the node's certificates there.", again,
		}}
	case link.CodeVoid:
		return &problem{"The document is void", []string{"A later one took its place, or the node was revoked.", again}}
	case link.CodeExpired:
		return &problem{"The document has expired", []string{again}}
	case link.CodeUnknownNode:
		return &problem{"There is no such node", []string{"Its record was removed, or the document is of another deployment."}}
	case link.CodeSecret:
		return &problem{"The document is not one of this node's", []string{"It was changed, or is very old.", again}}
	default:
		return &problem{"The Management Node refused", []string{r.Message}}
	}
}

// plainNetwork says in plain words what keeps two machines from talking.
func plainNetwork(err error) string {
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &unknown):
		return "Something that is not the Management Node of the document answered there. Nothing was sent to it."
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fmt.Sprintf("The certificate of the Management Node is not valid by the clock of this machine, which says %s. Set the clock.", time.Now().UTC().Format(time.DateTime+" UTC"))
	case errors.As(err, &name):
		return "The Management Node has no certificate for the address in the document (--link-url)."
	case errors.As(err, &dns):
		return fmt.Sprintf("The name %s cannot be resolved from this machine.", dns.Name)
	case errors.Is(err, context.DeadlineExceeded):
		return "It did not answer in time."
	case errors.As(err, &op) && op.Op == "dial":
		return fmt.Sprintf("%s cannot be reached from this machine: %v.", op.Addr, op.Err)
	}
	return err.Error()
}
