package bursting

import (
	"strings"

	"github.com/parley-video/parley/events"
)

// accountTexts say what is the case with an account, by the code of its failure.
var accountTexts = map[IssueCode]string{
	IssueBadCredentials:   "The cloud account %s refuses the credentials",
	IssuePermissionDenied: "The cloud account %s lacks a permission",
	IssueUnreachable:      "The cloud account %s cannot be reached",
	IssueThrottled:        "The cloud account %s asks to be asked less often",
	IssueUnknownRegion:    "The cloud account %s names a region that it cannot use",
	IssueClockSkew:        "The cloud account %s refuses requests because of the time of day",
	IssueBadCertificate:   "The certificate of the cloud account %s is not trusted",
	IssueAccountBlocked:   "The cloud does nothing for the account %s",
	IssueProviderError:    "The cloud account %s answers with an error",
}

// machineTexts say what is the case with a node's machine.
var machineTexts = map[IssueCode]string{
	IssueAccountBlocked: "The cloud does not start the machine of %s: it does nothing for the account",
	IssueNoCapacity:     "The cloud has no room for the machine of %s just now",
	IssueQuota:          "The cloud does not start the machine of %s: the account has as many of its kind as it may",
	IssueNotStartable:   "The machine of %s is of a kind that cannot be stopped and started",
	IssueDiskKey:        "The cloud stopped the machine of %s again: it may not use the key of its disks",
	IssueStartRefused:   "The cloud stopped the machine of %s again, soon after it had accepted the start",
}

var remedies = map[IssueCode]string{
	IssueBadCredentials:   "Enter the access key and its secret again, or renew them at the cloud. See, too, that they are for the part of the cloud in which the region is.",
	IssuePermissionDenied: "Attach the policy that the set-up page shows, with the tag as it is here, to the user or role of the account.",
	IssueUnreachable:      "See that this machine reaches the cloud's address on TCP 443 and resolves its name; calls go on meanwhile.",
	IssueThrottled:        "Nothing, if it passes; else see who else uses the account, or ask the cloud for a higher limit.",
	IssueUnknownRegion:    "Correct the region of the account, or enable it at the cloud.",
	IssueClockSkew:        "Set the clock of this machine; see that its time servers are reached.",
	IssueBadCertificate:   "Add the certificate authority of its endpoint to the account, or see who intercepts the connection.",
	IssueProviderError:    "See the cloud's own status page; it is asked again by itself.",
	IssueAccountBlocked:   "Sign in at the cloud as the owner of the account and settle what it asks for.",
	IssueNoCapacity:       "It is tried again by itself. If it comes back: place machines in another zone, make them of another size, or reserve capacity.",
	IssueQuota:            "Ask the cloud for a higher quota in this region, or make the machines smaller.",
	IssueNotStartable:     "Make a machine of its own for the node, not one at a price of the moment, nor one that comes and goes with a group.",
	IssueDiskKey:          "Give the user or role of the account the right kms:CreateGrant on the key of the disks, for use by the cloud, or have the key's own policy allow it.",
	IssueStartRefused:     "See at the cloud why it stopped; the next node is tried, and this one again by itself.",
}

// Remedy is what to do about a failure of a cloud. Which right is missing says who
// has to give it.
func Remedy(f events.BurstFailure) string {
	code := IssueCode(f.Code)
	if code == IssuePermissionDenied {
		switch {
		case f.Permission == "sts:AssumeRole":
			return "Allow whose access key it is to assume the role, and have the role trust them, with the external identifier of the account if there is one."
		case strings.HasPrefix(f.Permission, "kms:"):
			return remedies[IssueDiskKey]
		case f.Permission != "" && !strings.Contains(f.Permission, ":"):
			return "See that the script can be run, that nobody else can change it, and that it has the right at the cloud."
		}
	}
	if text := remedies[code]; text != "" {
		return text
	}
	return remedies[IssueProviderError]
}

// sentence ends a text that may have ended already.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
