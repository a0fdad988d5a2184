package aws

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/smithy-go"

	"github.com/parley-video/parley/cloud"
)

// maxTried is how many instances a right is tried with, one by one, to find one
// for which it is missing.
const maxTried = 20

// maxAtOnce is how many instances one trial speaks of.
const maxAtOnce = 100

// Check implements cloud.Provider. EC2 has dry runs, which answer as the real
// call would, and do nothing. The rights to start and to stop may hang on the
// tag of an instance, so they are tried with those that bear the account's.
func (p *Provider) Check(ctx context.Context) ([]cloud.Finding, error) {
	var found []cloud.Finding
	list := cloud.Finding{Permission: permissionList, Tried: true}
	if p.c.RoleARN != "" {
		assume, err := p.checkRole(ctx)
		if err != nil {
			return nil, err
		}
		found = append(found, assume)
		list.Tried = assume.Granted()
	}
	if list.Tried {
		err := p.try(ctx, func(ctx context.Context) error {
			_, err := p.api.describe(ctx, &ec2.DescribeInstancesInput{DryRun: aws.Bool(true)})
			return err
		}, cloud.ListMachines, "")
		if err != nil && err.Code != cloud.CodePermissionDenied {
			return nil, checking(p.where(ctx, err))
		}
		list.Err = err
	}
	var ids []string
	if list.Granted() {
		machines, err := p.Machines(ctx)
		if err != nil {
			return nil, checking(err)
		}
		for _, m := range machines {
			if m.TagValue == p.c.TagValue && m.State != cloud.StateTerminated && len(ids) < maxAtOnce {
				ids = append(ids, m.ID)
			}
		}
	}
	found = append(found, list)
	for _, right := range []struct {
		permission string
		op         cloud.Operation
		try        func(context.Context, []string) error
	}{
		{permissionStart, cloud.StartMachine, func(ctx context.Context, ids []string) error {
			_, err := p.api.start(ctx, &ec2.StartInstancesInput{InstanceIds: ids, DryRun: aws.Bool(true)})
			return err
		}},
		{permissionStop, cloud.StopMachine, func(ctx context.Context, ids []string) error {
			_, err := p.api.stop(ctx, &ec2.StopInstancesInput{InstanceIds: ids, DryRun: aws.Bool(true)})
			return err
		}},
	} {
		f, err := p.checkMachines(ctx, right.permission, right.op, ids, right.try)
		if err != nil {
			return nil, err
		}
		found = append(found, f)
	}
	return found, nil
}

// checkRole says whether the role can be had.
func (p *Provider) checkRole(ctx context.Context) (cloud.Finding, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	f := cloud.Finding{Permission: permissionAssume, Tried: true}
	if _, err := p.credentials.Retrieve(ctx); err != nil {
		e := p.failure(cloud.CheckRights, "", err)
		if e.Code != cloud.CodePermissionDenied {
			return f, e
		}
		f.Err = e
	}
	return f, nil
}

// checkMachines tries a right with all machines at once, and when it is missing,
// one by one, until one is found for which it is. It is there only when EC2 said
// so once: an instance in another state, or one that is gone, says nothing of it.
func (p *Provider) checkMachines(ctx context.Context, permission string, op cloud.Operation, ids []string, do func(context.Context, []string) error) (cloud.Finding, error) {
	f := cloud.Finding{Permission: permission}
	if len(ids) == 0 {
		return f, nil
	}
	for tried, some := range append([][]string{ids}, single(ids)...) {
		err := p.try(ctx, func(ctx context.Context) error { return do(ctx, some) }, op, "")
		switch {
		case err == nil && tried == 0:
			f.Tried = true
			return f, nil
		case err == nil:
			f.Tried = true
		case err.Code == cloud.CodePermissionDenied:
			if f.Tried, f.Err = true, err; tried > 0 {
				f.Subject, err.Machine = some[0], some[0]
				return f, nil
			}
		case err.Code == cloud.CodeUnknownMachine, err.Code == cloud.CodeWrongState: // it changed meanwhile
		default:
			return f, checking(err)
		}
	}
	return f, nil
}

func single(ids []string) [][]string {
	var each [][]string
	for _, id := range ids[:min(len(ids), maxTried)] {
		each = append(each, []string{id})
	}
	return each
}

// try makes a dry run; nil when the real call would have been done.
func (p *Provider) try(ctx context.Context, do func(context.Context) error, op cloud.Operation, id string) *cloud.Error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := do(ctx)
	var api smithy.APIError
	if err == nil || errors.As(err, &api) && api.ErrorCode() == "DryRunOperation" {
		return nil
	}
	return p.failure(op, id, err)
}

// checking says that an error came up while rights were tried.
func checking(err error) error {
	var e *cloud.Error
	if errors.As(err, &e) {
		e.Operation, e.Machine = cloud.CheckRights, ""
		return e
	}
	return err
}
