package aws

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
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
	"OptInRequired":               cloud.CodeAccountBlocked,
	"Blocked":                     cloud.CodeAccountBlocked,
	"PendingVerification":         cloud.CodeAccountBlocked,
	"RequestExpired":              cloud.CodeClockSkew,
	"RequestTimeTooSkewed":        cloud.CodeClockSkew,
	"RequestInTheFuture":          cloud.CodeClockSkew,
	"InvalidInstanceID.NotFound":  cloud.CodeUnknownMachine,
	"InvalidInstanceID.Malformed": cloud.CodeUnknownMachine,
	"IncorrectInstanceState":      cloud.CodeWrongState,

	"InsufficientInstanceCapacity":         cloud.CodeNoCapacity,
	"InsufficientHostCapacity":             cloud.CodeNoCapacity,
	"InsufficientAddressCapacity":          cloud.CodeNoCapacity,
	"InsufficientCapacityOnHost":           cloud.CodeNoCapacity,
	"InsufficientReservedInstanceCapacity": cloud.CodeNoCapacity,
	"ReservationCapacityExceeded":          cloud.CodeNoCapacity,

	"InstanceLimitExceeded":               cloud.CodeQuota,
	"VcpuLimitExceeded":                   cloud.CodeQuota,
	"VolumeLimitExceeded":                 cloud.CodeQuota,
	"MaxSpotInstanceCountExceeded":        cloud.CodeQuota,
	"AddressLimitExceeded":                cloud.CodeQuota,
	"NetworkInterfaceLimitExceeded":       cloud.CodeQuota,
	"ResourceLimitExceeded":               cloud.CodeQuota,
	"IncorrectSpotRequestState":           cloud.CodeNotStartable,
	"UnsupportedOperation":                cloud.CodeNotStartable,
	"UnsupportedHibernationConfiguration": cloud.CodeNotStartable,
	"Unsupported":                         cloud.CodeNotStartable,
}

// passing are the failures of the cloud that end by themselves.
var passing = []string{
	"InternalError", "InternalFailure", "ServerInternal", "ServiceUnavailable", "Unavailable",
}

// notUnderstood is the SDK's code for an answer with an error that is not in the
// cloud's words, such as the page of something that stands before it.
const notUnderstood = "UnknownError"

// failure says what went wrong.
func (p *Provider) failure(op cloud.Operation, id string, err error) *cloud.Error {
	e := &cloud.Error{Operation: op, Machine: id, Permission: permissions[op], Err: err}
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() != notUnderstood {
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
	case ended(err):
		e.Code, e.Retry, e.Message = cloud.CodeBadCredentials, true, "The session of the role has ended, and there is no other."
	// A clock that is off makes signatures that look wrong.
	case code == cloud.CodeClockSkew, code == cloud.CodeBadCredentials && (skewed(text) || skew.Abs() > maxSkew):
		e.Code, e.Message = cloud.CodeClockSkew, "The clock of this machine is not right."
		if skew.Abs() > time.Minute {
			e.Message = "The clock of this machine is " + off(skew) + "."
		}
	case code == cloud.CodePermissionDenied:
		e.Code, e.Permission, e.Message = code, missing(text, assuming(err), e.Permission), plain(text)
	case code == cloud.CodeWrongState, code == cloud.CodeNoCapacity:
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
	case errors.As(err, new(guarded)):
		e.Code, e.Message = cloud.CodeUnreachable, asked(err)+" is at an address that nothing is asked at."
	case untrusted(err):
		p.distrusted(e, err)
	case errors.As(err, &dns) && dns.IsNotFound && p.c.Endpoint == "":
		e.Code, e.Message = cloud.CodeUnknownRegion, "There is no "+dns.Name+": the region "+p.c.Region+" is not known, or the name server of this machine knows nothing of the internet."
	case status == http.StatusTooManyRequests:
		e.Code, e.Retry, e.Message = cloud.CodeThrottled, true, "The cloud refuses so many requests."
	case status >= http.StatusInternalServerError:
		e.Code, e.Retry, e.Message = cloud.CodeProviderError, true, "The endpoint answered "+http.StatusText(status)+"."
	case errors.As(err, &sent), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		e.Code, e.Retry, e.Message = cloud.CodeUnreachable, true, asked(err)+" does not answer: "+plain(innermost(err).Error())
	default:
		e.Code, e.Retry, e.Message = cloud.CodeProviderError, true, "The endpoint answers in a way that is not understood."
	}
}

// guarded: the address is one that must not be dialled.
type guarded struct{ error }

func (g guarded) Unwrap() error { return g.error }

// distrusted says why a certificate was not taken, but not for whom it is: who
// configures an account need not learn who else is in this network.
func (p *Provider) distrusted(e *cloud.Error, err error) {
	var (
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	e.Code = cloud.CodeBadCertificate
	switch now := "the clock of this machine, which shows " + time.Now().UTC().Format("2006-01-02 15:04 MST") + ", is wrong"; {
	case errors.As(err, &name):
		e.Message = "The certificate of the endpoint is for another name."
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && (p.c.Endpoint == "" || withinAWS(p.c.Endpoint, p.c.Region)):
		e.Code, e.Message = cloud.CodeClockSkew, "The certificate of the endpoint is not valid at this time: "+now+"."
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		e.Message = "The certificate of the endpoint is not valid at this time: it has ended, or " + now + "."
	default:
		e.Message = "The certificate of the endpoint is not trusted: nobody vouches for it who is known here."
	}
}

// everywhere is the region in which every account of AWS is known, whichever
// regions it may use, but for those of other partitions.
const everywhere = "us-east-1"

// where finds out whether credentials are refused only because the account may
// not use the region: EC2 has the same words for both.
func (p *Provider) where(ctx context.Context, e *cloud.Error) *cloud.Error {
	var api smithy.APIError
	if e.Code != cloud.CodeBadCredentials || p.c.Region == everywhere || !errors.As(e.Err, &api) ||
		!slices.Contains([]string{"AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException"}, api.ErrorCode()) ||
		p.c.Endpoint != "" && !withinAWS(p.c.Endpoint, p.c.Region) || !slices.Equal(suffixes(p.c.Region), suffixes(everywhere)) || strings.HasPrefix(p.c.Region, "us-gov-") {
		return e
	}
	ctx, cancel := context.WithTimeout(ctx, attemptTimeout)
	defer cancel()
	if p.api.caller(ctx) == nil {
		e.Code, e.Message = cloud.CodeUnknownRegion, "The credentials are right, but the region "+p.c.Region+" is not enabled for their account."
	}
	return e
}

// ended reports whether temporary keys were taken for such of the past. EC2 has
// the same word for a signature of the past, which comes of a clock that is off.
func ended(err error) bool {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch api.ErrorCode() {
	case "ExpiredToken", "ExpiredTokenException":
		return true
	case "RequestExpired":
		_, skew := response(err)
		return skew.Abs() <= maxSkew
	}
	return false
}

// asked is who did not answer.
func asked(err error) string {
	var sent *url.Error
	if errors.As(err, &sent) {
		if u, err := url.Parse(sent.URL); err == nil && u.Host != "" {
			return u.Host
		}
	}
	return "The endpoint"
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
	if untrusted(err) || errors.As(err, new(guarded)) || errors.As(err, &dns) && dns.IsNotFound || within(err) {
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
