// Package clouds opens accounts at clouds: it alone knows which provider is
// behind which kind of account.
//
// It imports events, cloud, and of control the guard that keeps what people
// configure away from some addresses. It asks nothing and starts nothing.
package clouds

import (
	"path/filepath"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/cloud/aws"
	"github.com/parley-video/parley/cloud/static"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/events"
)

// Opener opens accounts.
type Opener struct {
	// Scripts is the folder in which the operator keeps one folder of scripts for
	// each account that is kept by scripts; empty: there are none.
	Scripts string
	// OwnRoleHosts are the hosts of endpoints to which the operator lends the role
	// of this machine, for accounts without a key.
	OwnRoleHosts []string
}

// Open makes the provider of an account. The secret is that of its access key, in
// the clear. Errors are *cloud.Error.
func (o Opener) Open(s events.CloudAccountSettings, secret string) (cloud.Provider, error) {
	wrong := func(message string) error {
		return &cloud.Error{Code: cloud.CodeProviderError, Operation: cloud.OpenAccount, Message: message}
	}
	switch s.Provider {
	case events.CloudAWS:
		p, err := aws.New(aws.Config{
			Region: s.Region, AccessKeyID: s.AccessKeyID, SecretAccessKey: secret, RoleARN: s.RoleARN, ExternalID: s.ExternalID,
			Endpoint: s.Endpoint, CACertificates: s.CACertificates, TagKey: s.TagKey, TagValue: s.TagValue,
			OwnRoleHosts: o.OwnRoleHosts, Guard: webhooks.Guard,
		})
		if err != nil {
			return nil, err
		}
		return p, nil
	case events.CloudStatic:
		if o.Scripts == "" {
			return nil, wrong("The Management Node was started without a folder of scripts (--cloud-scripts).")
		}
		// The name comes from whoever configures; it was checked, and must not lead
		// out of the folder even if it was not.
		if s.Scripts == "" || !filepath.IsLocal(s.Scripts) || filepath.Base(s.Scripts) != s.Scripts {
			return nil, wrong("The account names no folder of scripts.")
		}
		root, err := filepath.Abs(o.Scripts)
		if err != nil {
			return nil, wrong("The folder of scripts is not known.")
		}
		p, err := static.New(static.Config{Dir: filepath.Join(root, s.Scripts), TagKey: s.TagKey, TagValue: s.TagValue})
		if err != nil {
			return nil, err
		}
		return p, nil
	default:
		return nil, wrong("This cloud is not known.")
	}
}
