package graph

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/certificates"
)

// expiresSoon is how long before the end of a certificate a warning begins.
const expiresSoon = 30 * 24 * time.Hour

// daysLeft counts whole days, down.
func (r *Resolver) daysLeft(end time.Time) int {
	const day = 24 * time.Hour
	return int(math.Floor(end.Sub(r.Now()).Hours() / day.Hours()))
}

func (r *Resolver) modelCertificate(row certificates.Certificate) *model.Certificate {
	out := &model.Certificate{
		ID: encodeID(kindCertificate, row.ID), Revision: row.Revision, Name: row.Name, Installed: row.Installed(),
		DNSNames: []string{}, IPAddresses: []string{}, UsedByWeb: row.Web, UsedByNodes: []*model.CertificateUser{},
		Warnings: []*model.CertificateWarning{}, CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
	if row.Request != nil {
		out.Subject, out.KeyType, out.Request = row.Request.Subject, string(row.Request.KeyType), &row.Request.PEM
		out.DNSNames, out.IPAddresses = list(row.Request.DNSNames), list(row.Request.IPAddresses)
	}
	users := r.certificateUsers(row)
	for _, n := range users {
		out.UsedByNodes = append(out.UsedByNodes, &model.CertificateUser{ID: encodeID(kindNode, n.ID), Name: n.Name})
	}
	if !row.Installed() {
		return out
	}
	i := row.Info
	left := r.daysLeft(i.NotAfter)
	out.Subject, out.Issuer, out.Serial, out.Fingerprint, out.KeyType = i.Subject, i.Issuer, i.Serial, i.Fingerprint, string(i.KeyType)
	out.DNSNames, out.IPAddresses, out.SelfSigned, out.Chain = list(i.DNSNames), list(i.IPAddresses), i.SelfSigned, &row.Chain
	out.NotBefore, out.NotAfter, out.DaysLeft = &i.NotBefore, &i.NotAfter, &left
	out.Warnings = r.certificateWarnings(row, users)
	return out
}

func (r *Resolver) certificateUsers(row certificates.Certificate) []certificates.Node {
	var users []certificates.Node
	for _, id := range row.Nodes {
		if n, err := r.CertificateRows.Node(context.Background(), id); err == nil { // in memory
			users = append(users, n)
		}
	}
	return users
}

func (r *Resolver) certificateWarnings(row certificates.Certificate, users []certificates.Node) []*model.CertificateWarning {
	out := []*model.CertificateWarning{}
	warn := func(code model.CertificateWarningCode, format string, a ...any) {
		out = append(out, &model.CertificateWarning{Code: code, Message: fmt.Sprintf(format, a...)})
	}
	now := r.Now()
	if row.Info.SelfSigned {
		warn(model.CertificateWarningCodeSelfSigned, "Nobody else signed this certificate, so browsers warn of it.")
	}
	switch end := row.Info.NotAfter; {
	case !now.Before(end):
		warn(model.CertificateWarningCodeExpired, "It ended on %s.", end.Format(time.DateOnly))
	case end.Sub(now) < expiresSoon:
		warn(model.CertificateWarningCodeExpiresSoon, "It ends on %s.", end.Format(time.DateOnly))
	}
	if now.Before(row.Info.NotBefore) {
		warn(model.CertificateWarningCodeNotYetValid, "It is not valid before %s.", row.Info.NotBefore.Format(time.DateTime+" UTC"))
	}
	for _, n := range users {
		host := n.FQDN
		if host == "" {
			host = n.Address
		}
		if !goodFor(row.Chain, host) {
			warn(model.CertificateWarningCodeNameMismatch, "It does not name %s, where participants reach %s.", host, n.Name)
		}
	}
	return out
}

// goodFor says whether a browser takes a certificate for that of a host.
func goodFor(chain, host string) bool {
	block, _ := pem.Decode([]byte(chain))
	if block == nil {
		return false
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	return err == nil && cert.VerifyHostname(host) == nil
}

func certificateEdge(cursor string, node *model.Certificate) *model.CertificateEdge {
	return &model.CertificateEdge{Cursor: cursor, Node: node}
}

func (r *Resolver) certificates(ctx context.Context, first int, after *string, filter *model.CertificateFilter, orderBy *model.CertificateOrder, minPosition *events.Position) (*model.CertificateConnection, error) {
	cursor, err := checkPage(first, after)
	if err != nil {
		return nil, err
	}
	q := certificates.Query{First: first, After: cursor}
	if filter != nil {
		q.Search, q.NotAfter = text(filter.Search.Value()), filter.EndsBefore.Value()
	}
	if orderBy != nil {
		q.Order, q.Descend = certificates.Order(orderBy.Field), orderBy.Direction == model.OrderDirectionDesc
	}
	if err := r.catchUp(ctx, readCertificates, minPosition); err != nil {
		return nil, err
	}
	page, err := r.CertificateRows.Certificates(ctx, q)
	if err != nil {
		return nil, err
	}
	es, ns, info := edges(page, r.modelCertificate, certificateEdge)
	return &model.CertificateConnection{Edges: es, Nodes: ns, PageInfo: info, TotalCount: page.TotalCount}, nil
}

func (r *Resolver) certificate(ctx context.Context, raw string) (*model.Certificate, error) {
	return found(r.modelCertificate)(r.CertificateRows.Certificate(ctx, raw))
}

func (r *Resolver) certificateExpiries(ctx context.Context, first int) ([]*model.CertificateExpiry, error) {
	if _, err := checkPage(first, nil); err != nil {
		return nil, err
	}
	all := r.CertificateRows.Expiries(ctx)
	return convert(all[:min(first, len(all))], func(e certificates.Expiry) *model.CertificateExpiry {
		out := &model.CertificateExpiry{
			Kind: model.CertificateExpiryKind(e.Kind), Name: e.Name, NotAfter: e.NotAfter, DaysLeft: r.daysLeft(e.NotAfter), InUse: e.InUse,
		}
		if kind := map[certificates.Kind]idKind{certificates.KindNode: kindNode, certificates.KindOwn: kindCertificate}[e.Kind]; kind != "" {
			id := encodeID(kind, e.ID)
			out.ID = &id
		}
		return out
	}), nil
}

// enrolmentOf fills in what a node enrols, connects and serves with.
func (r *Resolver) enrolmentOf(n *model.ConferencingNode, raw string) {
	n.Provisioning = &model.NodeProvisioning{State: model.NodeProvisioningStateNone, Refusals: []*model.NodeProvisioningRefusal{}}
	row, err := r.CertificateRows.Node(context.Background(), raw) // in memory
	if errors.Is(err, projections.ErrNotFound) {
		return // this read model is behind the one that has the node
	}
	p := n.Provisioning
	p.State, p.RevokedAt = model.NodeProvisioningState(row.Provisioning), row.RevokedAt
	if row.Provisioning == certificates.ProvisioningIssued && !r.Now().Before(row.ExpiresAt) {
		p.State = model.NodeProvisioningStateExpired
	}
	if !row.IssuedAt.IsZero() {
		p.IssuedAt, p.ExpiresAt = &row.IssuedAt, &row.ExpiresAt
	}
	for _, f := range row.Refusals {
		p.Refusals = append(p.Refusals, &model.NodeProvisioningRefusal{
			Position: f.Position, OccurredAt: f.Time, Reason: model.NodeProvisioningRefusalReason(upper(f.Reason)),
			Remote: filled(f.Remote), Count: f.Count,
		})
	}
	if c := row.Certificate; c != nil {
		n.LinkCertificate = &model.NodeLinkCertificate{
			Serial: c.Serial, Fingerprint: c.Fingerprint, IssuedAt: c.IssuedAt, ExpiresAt: c.ExpiresAt, RenewalPending: row.Renewed != nil,
		}
	}
	if row.ServesID != "" {
		if c, err := r.CertificateRows.Certificate(context.Background(), row.ServesID); err == nil {
			n.WebCertificate = r.modelCertificate(c)
		}
	}
}
