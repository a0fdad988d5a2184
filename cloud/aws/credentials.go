package aws

import (
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// sessionName is what the cloud's own audit shows beside an assumed role.
const sessionName = "parley"

// early is how long before their end temporary keys are renewed. The clock of
// this machine may be off by maxSkew, and then their end is, too.
const early = maxSkew + 2*time.Minute

func renewEarly(o *aws.CredentialsCacheOptions) {
	o.ExpiryWindow, o.ExpiryWindowJitterFrac = early, 0.2
}

// keys are those that calls are signed with.
type keys struct {
	aws.CredentialsProvider
	// base are those of the account itself, with which a role may be assumed.
	base aws.CredentialsProvider
	// kept are those that are kept until their end.
	kept []*aws.CredentialsCache
}

// keep keeps temporary keys until shortly before their end.
func (k *keys) keep(p aws.CredentialsProvider, o ...func(*aws.CredentialsCacheOptions)) aws.CredentialsProvider {
	c := aws.NewCredentialsCache(p, o...)
	k.kept = append(k.kept, c)
	return c
}

// renew forgets temporary keys; false when there are none.
func (k *keys) renew() bool {
	for _, c := range k.kept {
		c.Invalidate()
	}
	return len(k.kept) > 0
}

// credentialsOf is the key, or the machine's own role, and the role that is
// assumed with it.
func credentialsOf(c Config, client *http.Client) *keys {
	k := &keys{base: credentials.NewStaticCredentialsProvider(c.AccessKeyID, c.SecretAccessKey, "")}
	if c.AccessKeyID == "" {
		k.base = k.keep(ec2rolecreds.New(func(o *ec2rolecreds.Options) {
			o.Client = imds.New(imds.Options{
				ClientEnableState: imds.ClientEnabled, Endpoint: c.MetadataURL, EnableFallback: aws.FalseTernary, Retryer: newRetryer(),
			}, func(o *imds.Options) {
				if c.Transport != nil {
					o.HTTPClient = client
				}
			})
		}), renewEarly)
	}
	k.CredentialsProvider = k.base
	if c.RoleARN == "" {
		return k
	}
	k.CredentialsProvider = k.keep(stscreds.NewAssumeRoleProvider(newSTS(c, c.Region, k.base, client), c.RoleARN, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = sessionName
		if c.ExternalID != "" {
			o.ExternalID = aws.String(c.ExternalID)
		}
	}), renewEarly)
	return k
}

func newSTS(c Config, region string, with aws.CredentialsProvider, client *http.Client) *sts.Client {
	o := sts.Options{
		Region: region, Credentials: with, HTTPClient: client, BaseEndpoint: stsEndpoint(c),
		Retryer: newRetryer(), DisableClockSkewCorrection: true,
	}
	o.EndpointOptions.UseFIPSEndpoint, o.EndpointOptions.UseDualStackEndpoint = kind(c)
	return sts.New(o)
}
