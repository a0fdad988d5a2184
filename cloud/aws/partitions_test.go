package aws

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The SDK's list of partitions says which domains are AWS's own. With a new
// partition this says whether anything here has to learn of it.
func TestSuffixesOfAllPartitions(t *testing.T) {
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "internal", "endpoints", "awsrulesfn", "partitions.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Partitions []struct {
			ID      string
			Outputs struct{ DNSSuffix, DualStackDNSSuffix string }
			Regions map[string]any
		}
	}
	if err := json.Unmarshal(raw, &list); err != nil || len(list.Partitions) < 8 {
		t.Fatalf("%d partitions, %v", len(list.Partitions), err)
	}
	for _, p := range list.Partitions {
		for region := range p.Regions {
			if strings.HasSuffix(region, "-global") {
				continue // a word for all of them
			}
			got := suffixes(region)
			if !slices.Contains(got, p.Outputs.DNSSuffix) || slices.ContainsFunc(got, func(s string) bool { return s != p.Outputs.DNSSuffix && s != p.Outputs.DualStackDNSSuffix }) {
				t.Errorf("%s of %s: %q, want %+v", region, p.ID, got, p.Outputs)
			}
			if c := (Config{Region: region, Endpoint: "https://ec2." + region + "." + p.Outputs.DNSSuffix}); !c.lendsRole() || stsEndpoint(c) != nil {
				t.Errorf("%s is not EC2", c.Endpoint)
			}
		}
	}
}
