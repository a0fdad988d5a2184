package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

func (r *queryResolver) Certificates(ctx context.Context, first int, after *string, filter *model.CertificateFilter, orderBy *model.CertificateOrder, minPosition *events.Position) (*model.CertificateConnection, error) {
	return r.certificates(ctx, first, after, filter, orderBy, minPosition)
}

func (r *queryResolver) Certificate(ctx context.Context, id string, minPosition *events.Position) (*model.Certificate, error) {
	return one(ctx, r.Resolver, readCertificates, kindCertificate, id, minPosition, r.certificate)
}

func (r *queryResolver) CertificateExpiries(ctx context.Context, first int) ([]*model.CertificateExpiry, error) {
	return r.certificateExpiries(ctx, first)
}

func (r *mutationResolver) CertificateUpload(ctx context.Context, input model.CertificateUploadInput) (*model.CertificateUploadPayload, error) {
	return r.uploadCertificate(ctx, input)
}

func (r *mutationResolver) CertificateRequestCreate(ctx context.Context, input model.CertificateRequestCreateInput) (*model.CertificateRequestCreatePayload, error) {
	return r.requestCertificate(ctx, input)
}

func (r *mutationResolver) CertificateInstall(ctx context.Context, input model.CertificateInstallInput) (*model.CertificateInstallPayload, error) {
	return r.installCertificate(ctx, input)
}

func (r *mutationResolver) CertificateUpdate(ctx context.Context, input model.CertificateUpdateInput) (*model.CertificateUpdatePayload, error) {
	return r.updateCertificate(ctx, input)
}

func (r *mutationResolver) CertificateRemove(ctx context.Context, input model.CertificateRemoveInput) (*model.CertificateRemovePayload, error) {
	return r.removeCertificate(ctx, input)
}

func (r *mutationResolver) WebCertificateAssign(ctx context.Context, input model.WebCertificateAssignInput) (*model.WebCertificateAssignPayload, error) {
	return r.assignWebCertificate(ctx, input)
}

func (r *mutationResolver) ConferencingNodeAssignCertificate(ctx context.Context, input model.ConferencingNodeAssignCertificateInput) (*model.ConferencingNodeAssignCertificatePayload, error) {
	return r.assignNodeCertificate(ctx, input)
}

func (r *mutationResolver) ConferencingNodeRevoke(ctx context.Context, input model.ConferencingNodeRevokeInput) (*model.ConferencingNodeRevokePayload, error) {
	return r.revokeNode(ctx, input)
}
