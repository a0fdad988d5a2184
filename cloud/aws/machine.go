package aws

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/parley-video/parley/cloud"
)

// machine says in the words of package cloud what EC2 says of an instance.
func machine(i *types.Instance, tagKey string) cloud.Machine {
	m := cloud.Machine{
		ID: aws.ToString(i.InstanceId), State: state(i.State), Addresses: addresses(i),
		PublicAddress: aws.ToString(i.PublicIpAddress), Type: string(i.InstanceType),
	}
	if i.LaunchTime != nil {
		m.LaunchedAt = i.LaunchTime.UTC()
	}
	for _, t := range i.Tags {
		if aws.ToString(t.Key) == "Name" {
			m.Name = aws.ToString(t.Value)
		}
		if aws.ToString(t.Key) == tagKey {
			m.TagValue = aws.ToString(t.Value)
		}
	}
	if m.State == cloud.StateStopped || m.State == cloud.StateStopping {
		m.StoppedFor = stoppedFor(i.StateReason)
	}
	return m
}

// stoppedFor reads why an instance was stopped, or came back from pending. EC2
// accepts some starts that it takes back seconds later, and says why only there.
func stoppedFor(r *types.StateReason) *cloud.Error {
	if r == nil {
		return nil
	}
	code, text := aws.ToString(r.Code), aws.ToString(r.Message)
	e := &cloud.Error{Code: cloud.CodeStartRefused, Operation: cloud.StartMachine, Message: plain(text)}
	switch code {
	case "", "Client.UserInitiatedShutdown", "Client.UserInitiatedHibernate":
		return nil
	case "Client.InternalError":
		// What it nearly always stands for: the caller may start the instance, but
		// not have EC2 use the key of its volumes.
		e.Code, e.Permission = cloud.CodeDiskKey, permissionGrant
	case "Server.InsufficientInstanceCapacity":
		e.Code, e.Retry = cloud.CodeNoCapacity, true
	case "Client.VolumeLimitExceeded":
		e.Code = cloud.CodeQuota
	case "Server.SpotInstanceShutdown", "Server.SpotInstanceTermination":
		e.Code = cloud.CodeNotStartable
	default:
		e.Retry = strings.HasPrefix(code, "Server.")
	}
	if text == "" {
		e.Message = plain(code)
	}
	return e
}

// addresses are those of all interfaces, the first one's first.
func addresses(i *types.Instance) []string {
	var all []string
	add := func(a *string) {
		if text := aws.ToString(a); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	add(i.PrivateIpAddress)
	for _, n := range i.NetworkInterfaces {
		add(n.PrivateIpAddress)
		for _, a := range n.PrivateIpAddresses {
			add(a.PrivateIpAddress)
		}
		for _, a := range n.Ipv6Addresses {
			add(a.Ipv6Address)
		}
	}
	add(i.Ipv6Address)
	return all
}

func state(s *types.InstanceState) cloud.State {
	if s == nil {
		return cloud.StateUnknown
	}
	switch s.Name {
	case types.InstanceStateNameStopped:
		return cloud.StateStopped
	case types.InstanceStateNamePending:
		return cloud.StatePending
	case types.InstanceStateNameRunning:
		return cloud.StateRunning
	case types.InstanceStateNameStopping:
		return cloud.StateStopping
	case types.InstanceStateNameShuttingDown, types.InstanceStateNameTerminated:
		return cloud.StateTerminated // there is no way back from either
	default:
		return cloud.StateUnknown
	}
}
