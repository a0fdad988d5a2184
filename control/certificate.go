package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/certificate"
	"github.com/parley-video/parley/domain/certificate/assignment"
	"github.com/parley-video/parley/events"
)

// certificateStates are the folded certificates and who serves them.
type certificateStates struct {
	certificates *journal.States[certificate.State]
	assignments  *journal.States[assignment.State]
}

func newCertificateStates(j *journal.Journal) certificateStates {
	return certificateStates{
		certificates: journal.NewStates(j, keptStates, certificate.Initial, folding(certificate.Evolve)),
		assignments:  journal.NewStates(j, 1, assignment.Initial, folding(assignment.Evolve)),
	}
}

func certificates(x *Executor) noun {
	return &decider[certificate.Command, certificate.State]{
		x: x, kind: "certificate", prefix: "certificate-", stream: events.CertificateStream,
		states: x.tls.certificates,
		claims: certificate.Claims,
		assign: func(cmd certificate.Command, id string) (certificate.Command, bool) {
			switch c := cmd.(type) {
			case certificate.Request:
				c.ID = id
				return c, true
			case certificate.Upload:
				c.ID = id
				return c, true
			default:
				return cmd, false
			}
		},
		prepare: x.sealCertificateKey,
		decide: func(ctx context.Context, cmd certificate.Command, s certificate.State) (domain.Decision, error) {
			var refs certificate.References
			if _, ok := cmd.(certificate.Remove); ok && s.Live() {
				var err error
				if refs.UsedBy, err = x.certificateUsers(ctx, s.ID); err != nil {
					return domain.Decision{}, fmt.Errorf("find users of certificate %s: %w", s.ID, err)
				}
			}
			return certificate.Decide(cmd, s, refs)
		},
		crosses: func(cmd certificate.Command) crossing {
			if _, ok := cmd.(certificate.Remove); ok {
				return excluding
			}
			return alone
		},
	}
}

func certificateAssignments(x *Executor) noun {
	return &decider[assignment.Command, assignment.State]{
		x: x, kind: "certificate-assignments", prefix: events.CertificateAssignmentsStream,
		stream: func(string) string { return events.CertificateAssignmentsStream },
		states: x.tls.assignments,
		claims: assignment.Claims,
		decide: func(ctx context.Context, cmd assignment.Command, s assignment.State) (domain.Decision, error) {
			var refs assignment.References
			if id := cmd.Certificate(); id != "" {
				c, err := x.Certificate(ctx, id)
				if err != nil {
					return domain.Decision{}, err
				}
				refs.Installed, refs.Pending = c.Installed(), c.Live() && !c.Installed()
			}
			if c, ok := cmd.(assignment.AssignNode); ok {
				n, err := x.Node(ctx, c.NodeID)
				if err != nil {
					return domain.Decision{}, err
				}
				refs.Node = n.Live()
			}
			return assignment.Decide(cmd, s, refs)
		},
		crosses: func(assignment.Command) crossing { return sharing },
	}
}

// Certificate is a certificate as the log has it now; the zero State when there
// is none.
func (x *Executor) Certificate(ctx context.Context, id string) (certificate.State, error) {
	if !idPattern.MatchString(id) {
		return certificate.Initial(), nil
	}
	now, err := x.tls.certificates.Load(ctx, events.CertificateStream(id))
	return now.State, err
}

// CertificateAssignments is who serves which certificate, as the log has it now.
func (x *Executor) CertificateAssignments(ctx context.Context) (assignment.State, error) {
	now, err := x.tls.assignments.Load(ctx, events.CertificateAssignmentsStream)
	return now.State, err
}

// certificateUsers names those who serve a certificate. What a removed node
// served does not count.
func (x *Executor) certificateUsers(ctx context.Context, id string) ([]string, error) {
	s, err := x.CertificateAssignments(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	nodes, web := s.Users(id)
	if web {
		names = append(names, "the web side of the Management Node")
	}
	for _, nodeID := range nodes {
		n, err := x.Node(ctx, nodeID)
		if err != nil {
			return nil, err
		}
		if n.Live() {
			names = append(names, "node "+n.Settings.Name)
		}
	}
	return names, nil
}

// sealCertificateKey seals the private key that a certificate gets, in the one
// form in which keys are kept. One that cannot be read is not sealed; the
// decider says why.
func (x *Executor) sealCertificateKey(_ context.Context, id string, cmd certificate.Command) (certificate.Command, error) {
	seal := func(s *domain.Secret) (err error) {
		if text, ok := certificate.NormaliseKey(s.Plain); ok {
			s.Sealed, err = x.seal(id, text)
		}
		return err
	}
	switch c := cmd.(type) {
	case certificate.Request:
		err := seal(&c.Key)
		return c, err
	case certificate.Upload:
		err := seal(&c.Key)
		return c, err
	case certificate.Install:
		err := seal(&c.Key)
		return c, err
	default:
		return cmd, nil
	}
}
