package aws

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// sessionName is what the cloud's own audit shows beside an assumed role.
const sessionName = "parley"

// credentialsOf is the key, or the machine's own role, and the role that is
// assumed with it.
func credentialsOf(c Config, client *http.Client) aws.CredentialsProvider {
	var own aws.CredentialsProvider = credentials.NewStaticCredentialsProvider(c.AccessKeyID, c.SecretAccessKey, "")
	if c.AccessKeyID == "" {
		own = aws.NewCredentialsCache(ec2rolecreds.New(func(o *ec2rolecreds.Options) {
			o.Client = imds.New(imds.Options{
				ClientEnableState: imds.ClientEnabled, Endpoint: c.MetadataURL, EnableFallback: aws.FalseTernary, Retryer: newRetryer(),
			}, func(o *imds.Options) {
				if c.Transport != nil {
					o.HTTPClient = client
				}
			})
		}))
	}
	if c.RoleARN == "" {
		return own
	}
	api := sts.New(sts.Options{
		Region: c.Region, Credentials: own, HTTPClient: client, BaseEndpoint: stsEndpoint(c.Endpoint),
		Retryer: newRetryer(), DisableClockSkewCorrection: true,
	})
	return aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(api, c.RoleARN, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = sessionName
		if c.ExternalID != "" {
			o.ExternalID = aws.String(c.ExternalID)
		}
	}))
}

// stsEndpoint is where roles are assumed. An endpoint of AWS for EC2, as a
// private network has one, knows nothing of roles; other clouds that speak the
// protocol have one address for all.
func stsEndpoint(endpoint string) *string {
	u, err := url.Parse(endpoint)
	if endpoint == "" || err != nil {
		return nil
	}
	for _, own := range []string{".amazonaws.com", ".amazonaws.com.cn", ".api.aws"} {
		if strings.HasSuffix(strings.ToLower(u.Hostname()), own) {
			return nil
		}
	}
	return &endpoint
}
