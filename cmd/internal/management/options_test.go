package management

import (
	"strings"
	"testing"
)

// The role of this machine is lent to hosts, not to addresses of pages.
func TestCloudEndpoints(t *testing.T) {
	for host, valid := range map[string]bool{
		"ec2.cloud.example": true, "10.0.0.1": true,
		"": false, "https://ec2.cloud.example": false, "ec2.cloud.example:8443": false, "ec2.cloud.example/": false, "EC2.cloud.example": false, "a@b": false,
	} {
		err := Options{CloudEndpoints: []string{host}}.Validate()
		if refused := strings.Contains(err.Error(), "cloud-endpoints"); refused == valid {
			t.Errorf("%q: %v", host, err)
		}
	}
}
