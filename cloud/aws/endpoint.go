package aws

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// suffixes are the domains of AWS in the partition of a region: that of IPv4 and
// the one that IPv6 leads to, as well. The SDK knows them, so that those of new
// partitions come with it.
func suffixes(region string) []string {
	var all []string
	resolver := ec2.NewDefaultEndpointResolverV2()
	for _, dual := range []bool{false, true} {
		e, err := resolver.ResolveEndpoint(context.Background(), ec2.EndpointParameters{
			Region: aws.String(region), UseDualStack: aws.Bool(dual), UseFIPS: aws.Bool(false),
		})
		if err != nil {
			continue // not every partition has both
		}
		if suffix, ok := strings.CutPrefix(e.URI.Hostname(), "ec2."+region+"."); ok {
			all = append(all, suffix)
		}
	}
	return all
}

// host is that of an endpoint; empty when there is none.
func host(endpoint string) string {
	u, err := url.Parse(endpoint)
	if endpoint == "" || err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// withinAWS reports whether an endpoint lies in a domain of AWS. Customers have
// hosts there, too.
func withinAWS(endpoint, region string) bool {
	h := host(endpoint)
	return slices.ContainsFunc(suffixes(region), func(s string) bool { return strings.HasSuffix(h, "."+s) })
}

// isEC2 reports whether an endpoint is EC2 itself in a region: the one for all,
// or that of a private network. Nobody else can have one of these names.
func isEC2(endpoint, region string) bool {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "https" {
		return false
	}
	h := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(suffixes(region), func(s string) bool {
		return h == "ec2."+region+"."+s || h == "ec2-fips."+region+"."+s || strings.HasSuffix(h, ".ec2."+region+".vpce."+s)
	})
}

// lendsRole says of an account without a key, which is to use the role of the
// machine that this runs on, whether it may: the role is not the account's to
// send anywhere. It goes to AWS, and where the operator of the machine allows.
func (c Config) lendsRole() bool {
	return c.AccessKeyID != "" || c.Endpoint == "" || isEC2(c.Endpoint, c.Region) || slices.Contains(c.OwnRoleHosts, host(c.Endpoint))
}

// stsEndpoint is where roles are assumed. An endpoint of AWS for EC2, as a
// private network has one, knows nothing of roles; other clouds that speak the
// protocol have one address for all.
func stsEndpoint(c Config) *string {
	if c.Endpoint == "" || withinAWS(c.Endpoint, c.Region) {
		return nil
	}
	return &c.Endpoint
}

// kind is which of its endpoints for roles AWS is to be asked at: one of the same
// kind as that for EC2.
func kind(c Config) (fips aws.FIPSEndpointState, dual aws.DualStackEndpointState) {
	h := host(c.Endpoint)
	if !withinAWS(c.Endpoint, c.Region) {
		return
	}
	if strings.HasPrefix(h, "ec2-fips.") {
		fips = aws.FIPSEndpointStateEnabled
	}
	if all := suffixes(c.Region); len(all) > 1 && strings.HasSuffix(h, "."+all[1]) {
		dual = aws.DualStackEndpointStateEnabled
	}
	return fips, dual
}
