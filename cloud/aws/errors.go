package aws

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsretry "github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/parley-video/parley/cloud"
)

// The rights that are needed, in the words of EC2.
const (
	permissionList   = "ec2:DescribeInstances"
	permissionStart  = "ec2:StartInstances"
	permissionStop   = "ec2:StopInstances"
	permissionAssume = "sts:AssumeRole"
	permissionGrant  = "kms:CreateGrant" // for volumes with a key of the customer
)

var permissions = map[cloud.Operation]string{
	cloud.ListMachines: permissionList, cloud.StartMachine: permissionStart, cloud.StopMachine: permissionStop,
}

// maxSkew is how far the cloud lets a clock be off.
const maxSkew = 5 * time.Minute

// codes are what EC2 and STS answer, but for throttling, which the SDK knows.
var codes = map[string]cloud.Code{
	"AuthFailure":                 cloud.CodeBadCredentials,
	"ExpiredToken":                cloud.CodeBadCredentials,
	"ExpiredTokenException":       cloud.CodeBadCredentials,
	"IncompleteSignature":         cloud.CodeBadCredentials,
	"InvalidClientTokenId":        cloud.CodeBadCredentials,
	"MissingAuthenticationToken":  cloud.CodeBadCredentials,
	"SignatureDoesNotMatch":       cloud.CodeBadCredentials,
	"UnrecognizedClientException": cloud.CodeBadCredentials,
	"AccessDenied":                cloud.CodePermissionDenied,
	"AccessDeniedException":       cloud.CodePermissionDenied,
	"UnauthorizedOperation":       cloud.CodePermissionDenied,
	"OptInRequired":               cloud.CodePermissionDenied,
	"RequestExpired":              cloud.CodeClockSkew,
	"RequestTimeTooSkewed":        cloud.CodeClockSkew,
	"RequestInTheFuture":          cloud.CodeClockSkew,
	"InvalidInstanceID.NotFound":  cloud.CodeUnknownMachine,
	"InvalidInstanceID.Malformed": cloud.CodeUnknownMachine,
	"IncorrectInstanceState":      cloud.CodeWrongState,
}

// passing are the failures of the cloud that end by themselves.
var passing = []string{
	"InsufficientInstanceCapacity", "InsufficientHostCapacity", "InsufficientAddressCapacity", "InsufficientCapacityOnHost",
	"InternalError", "InternalFailure", "ServerInternal", "ServiceUnavailable", "Unavailable",
}

// failure says what went wrong.
func (p *Provider) failure(op cloud.Operation, id string, err error) *cloud.Error {
	e := &cloud.Error{Operation: op, Machine: id, Permission: permissions[op], Err: err}
	var api smithy.APIError
	if errors.As(err, &api) {
		p.answered(e, api, err)
	} else {
		p.unanswered(e, err)
	}
	if e.Code != cloud.CodePermissionDenied {
		e.Permission = ""
	}
	return e
}

// answered is about an error that the cloud sent.
func (p *Provider) answered(e *cloud.Error, api smithy.APIError, err error) {
	status, skew := response(err)
	code, known := codes[api.ErrorCode()]
	text := api.ErrorMessage()
	_, throttled := awsretry.DefaultThrottleErrorCodes[api.ErrorCode()]
	switch {
	case throttled || status == http.StatusTooManyRequests:
		e.Code, e.Retry, e.Message = cloud.CodeThrottled, true, "The cloud refuses so many requests."
	case code == cloud.CodeBadCredentials && strings.Contains(text, "scoped to a valid region"):
		e.Code, e.Message = cloud.CodeUnknownRegion, "The endpoint does not serve the region "+p.c.Region+"."
	// A clock that is off makes signatures that look wrong.
	case code == cloud.CodeClockSkew, code == cloud.CodeBadCredentials && (skewed(text) || skew.Abs() > maxSkew):
		e.Code, e.Message = cloud.CodeClockSkew, "The clock of this machine is not right."
		if skew.Abs() > time.Minute {
			e.Message = "The clock of this machine is " + off(skew) + "."
		}
	case code == cloud.CodePermissionDenied:
		e.Code, e.Permission, e.Message = code, missing(text, assuming(err), e.Permission), plain(text)
	case code == cloud.CodeWrongState:
		e.Code, e.Retry, e.Message = code, true, plain(text)
	case known:
		e.Code, e.Message = code, plain(text)
	default:
		e.Code, e.Message = cloud.CodeProviderError, plain(api.ErrorCode()+": "+text)
		e.Retry = status >= http.StatusInternalServerError || slices.Contains(passing, api.ErrorCode())
	}
}

// unanswered is about an error on the way there, or in an answer that is none.
func (p *Provider) unanswered(e *cloud.Error, err error) {
	var (
		dns  *net.DNSError
		sent *smithyhttp.RequestSendError
	)
	status, _ := response(err)
	switch {
	case from(err, "ec2imds"):
		e.Code, e.Message = cloud.CodeBadCredentials, "This machine has no role of its own: there is no access key in the account, and the metadata of the machine names no role."
		e.Retry = errors.Is(err, context.DeadlineExceeded) || status >= http.StatusInternalServerError
	case untrusted(err):
		e.Code, e.Message = cloud.CodeBadCertificate, "The certificate of the endpoint is not trusted: "+plain(innermost(err).Error())
	case errors.As(err, &dns) && dns.IsNotFound && p.c.Endpoint == "":
		e.Code, e.Message = cloud.CodeUnknownRegion, "There is no "+dns.Name+": the region "+p.c.Region+" is not known, or the name server of this machine knows nothing of the internet."
	case status >= http.StatusInternalServerError:
		e.Code, e.Retry, e.Message = cloud.CodeProviderError, true, "The endpoint answered "+http.StatusText(status)+"."
	case errors.As(err, &sent), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		e.Code, e.Retry, e.Message = cloud.CodeUnreachable, true, "The endpoint does not answer: "+plain(innermost(err).Error())
	default:
		e.Code, e.Retry, e.Message = cloud.CodeProviderError, true, "The endpoint answers in a way that is not understood."
	}
}

// untrusted reports whether a certificate was not taken.
func untrusted(err error) bool {
	var (
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		host        x509.HostnameError
		invalid     x509.CertificateInvalidError
	)
	return errors.As(err, &certificate) || errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid)
}

// lasting says of an error that asking again at once is of no use: nobody mends a
// certificate or a name within seconds, and a role that could not be had was
// already asked for more than once.
func lasting(err error) aws.Ternary {
	var dns *net.DNSError
	if untrusted(err) || errors.As(err, &dns) && dns.IsNotFound || within(err) {
		return aws.FalseTernary
	}
	return aws.UnknownTernary
}

// within reports whether the error is that of an operation on the way to another.
func within(err error) bool {
	var op *smithy.OperationError
	return errors.As(err, &op)
}

// response is the status of the answer, and by how much the clock of who sent it
// is ahead of ours.
func response(err error) (status int, skew time.Duration) {
	var r *smithyhttp.ResponseError
	if !errors.As(err, &r) || r.Response == nil {
		return 0, 0
	}
	if at, err := http.ParseTime(r.Response.Header.Get("Date")); err == nil {
		skew = time.Until(at)
	}
	return r.HTTPStatusCode(), skew
}

func skewed(text string) bool {
	return strings.Contains(text, "Signature expired") || strings.Contains(text, "Signature not yet current")
}

func off(skew time.Duration) string {
	by := skew.Abs().Round(time.Minute).String()
	by = strings.TrimSuffix(by, "0s")
	if skew > 0 {
		return by + " slow"
	}
	return by + " fast"
}

// assuming reports whether it was a role that could not be had.
func assuming(err error) bool { return from(err, "STS") }

// from reports whether an operation of a service failed on the way.
func from(err error, service string) bool {
	var op *smithy.OperationError
	for errors.As(err, &op) {
		if op.Service() == service {
			return true
		}
		err = op.Unwrap()
	}
	return false
}

var notAuthorized = regexp.MustCompile(`not authorized to perform:? ([a-zA-Z0-9-]+:[A-Za-z0-9]+)`)

// missing is the right that a denial is about. Some need more than the one that
// the operation has its name from, and say so.
func missing(text string, assuming bool, otherwise string) string {
	if m := notAuthorized.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	if assuming {
		return permissionAssume
	}
	return otherwise
}

const maxMessage = 500

// plain leaves out of a message what is for nobody to read, and its excess.
func plain(text string) string {
	text, _, _ = strings.Cut(text, "Encoded authorization failure message:")
	text = strings.TrimSpace(strings.ToValidUTF8(text, "?"))
	if utf8.RuneCountInString(text) > maxMessage {
		text = string([]rune(text)[:maxMessage]) + "…"
	}
	return text
}

func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}
