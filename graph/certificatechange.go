package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/certificate"
	"github.com/parley-video/parley/domain/certificate/assignment"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *Resolver) uploadCertificate(ctx context.Context, in model.CertificateUploadInput) (*model.CertificateUploadPayload, error) {
	cmd := certificate.Upload{Name: in.Name, Chain: in.Chain, Key: domain.Plaintext(in.Key), Now: r.Now()}
	out, err := r.execute(ctx, readCertificates, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.certificate)
	return &model.CertificateUploadPayload{Certificate: row, Position: out.position, UserErrors: out.userErrors}, nil
}

var certificateKeys = map[model.CertificateKeyType]events.CertificateKeyType{
	model.CertificateKeyTypeRsa2048:   events.KeyRSA2048,
	model.CertificateKeyTypeRsa4096:   events.KeyRSA4096,
	model.CertificateKeyTypeEcdsaP256: events.KeyECDSAP256,
}

func (r *Resolver) requestCertificate(ctx context.Context, in model.CertificateRequestCreateInput) (*model.CertificateRequestCreatePayload, error) {
	env, err := envelope(ctx, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	word := func(o graphql.Omittable[*string]) string { return text(o.Value()) }
	receipt, err := r.Deps.Certificates.Request(ctx, env, in.Name, certificate.Spec{
		KeyType:    certificateKeys[given(in.KeyType).Or(model.CertificateKeyTypeEcdsaP256)],
		CommonName: word(in.CommonName), Organization: word(in.Organization), OrganizationalUnit: word(in.OrganizationalUnit),
		Locality: word(in.Locality), Province: word(in.Province), Country: word(in.Country),
		DNSNames: in.DNSNames.Value(), IPAddresses: in.IPAddresses.Value(),
	})
	out := outcome{}
	if err != nil {
		if out, err = refused(err); err != nil {
			return nil, err
		}
	} else {
		out = r.done(ctx, readCertificates, receipt)
	}
	row := shown(ctx, r, out, r.certificate)
	return &model.CertificateRequestCreatePayload{Certificate: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) installCertificate(ctx context.Context, in model.CertificateInstallInput) (*model.CertificateInstallPayload, error) {
	raw, err := rawID("input.id", kindCertificate, in.ID)
	if err != nil {
		return nil, err
	}
	cmd := certificate.Install{ID: raw, Chain: in.Chain, Key: domain.Plaintext(text(in.Key.Value())), Now: r.Now()}
	out, err := r.execute(ctx, readCertificates, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.certificate)
	return &model.CertificateInstallPayload{Certificate: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) updateCertificate(ctx context.Context, in model.CertificateUpdateInput) (*model.CertificateUpdatePayload, error) {
	raw, err := rawID("input.id", kindCertificate, in.ID)
	if err != nil {
		return nil, err
	}
	var c change
	cmd := certificate.Rename{ID: raw, Name: keep(&c, "name", in.Name)}
	out, err := r.executeChange(ctx, &c, readCertificates, cmd, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	row := shown(ctx, r, out, r.certificate)
	return &model.CertificateUpdatePayload{Certificate: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) removeCertificate(ctx context.Context, in model.CertificateRemoveInput) (*model.CertificateRemovePayload, error) {
	raw, err := rawID("input.id", kindCertificate, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readCertificates, certificate.Remove{ID: raw}, in.IdempotencyKey, in.ExpectedRevision)
	if err != nil {
		return nil, err
	}
	return &model.CertificateRemovePayload{RemovedID: out.removed(in.ID), Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) assignWebCertificate(ctx context.Context, in model.WebCertificateAssignInput) (*model.WebCertificateAssignPayload, error) {
	raw, err := optionalRawID("input.certificateId", kindCertificate, in.CertificateID.Value())
	if err != nil {
		return nil, err
	}
	out, err := r.execute(ctx, readCertificates, assignment.AssignWeb{CertificateID: raw}, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	payload := &model.WebCertificateAssignPayload{Position: out.position, UserErrors: out.userErrors}
	if out.id = raw; raw != "" {
		payload.Certificate = shown(ctx, r, out, r.certificate)
	}
	return payload, nil
}

func (r *Resolver) assignNodeCertificate(ctx context.Context, in model.ConferencingNodeAssignCertificateInput) (*model.ConferencingNodeAssignCertificatePayload, error) {
	raw, err := rawID("input.id", kindNode, in.ID)
	if err != nil {
		return nil, err
	}
	certificateID, err := optionalRawID("input.certificateId", kindCertificate, in.CertificateID.Value())
	if err != nil {
		return nil, err
	}
	cmd := assignment.AssignNode{NodeID: raw, CertificateID: certificateID}
	out, err := r.execute(ctx, readCertificates, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	out.id = raw
	row := shown(ctx, r, out, r.node)
	return &model.ConferencingNodeAssignCertificatePayload{ConferencingNode: row, Position: out.position, UserErrors: out.userErrors}, nil
}

func (r *Resolver) revokeNode(ctx context.Context, in model.ConferencingNodeRevokeInput) (*model.ConferencingNodeRevokePayload, error) {
	raw, err := rawID("input.id", kindNode, in.ID)
	if err != nil {
		return nil, err
	}
	cmd := node.Revoke{ID: raw, Reason: text(in.Reason.Value())}
	out, err := r.execute(ctx, readCertificates, cmd, in.IdempotencyKey, noRevision)
	if err != nil {
		return nil, err
	}
	if out.position != nil {
		out.show = out.show && r.reached(ctx, readInventory, *out.position)
	}
	row := shown(ctx, r, out, r.node)
	return &model.ConferencingNodeRevokePayload{ConferencingNode: row, Position: out.position, UserErrors: out.userErrors}, nil
}

// nodeAt is a node as its two read models have it at a position.
func (r *Resolver) nodeAt(ctx context.Context, id string, minPosition *events.Position) (*model.ConferencingNode, error) {
	if err := r.catchUp(ctx, readCertificates, minPosition); err != nil {
		return nil, err
	}
	return one(ctx, r, readInventory, kindNode, id, minPosition, r.node)
}
