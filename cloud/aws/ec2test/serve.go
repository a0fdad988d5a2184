package ec2test

import (
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Versions of the protocols.
const (
	ec2Version = "2016-11-15"
	stsVersion = "2011-06-15"
)

const maxBody = 1 << 20

// refusal is an error that is answered.
type refusal struct {
	status        int
	code, message string
}

// ServeHTTP answers a call of EC2 or STS.
func (d *Double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || r.Method != http.MethodPost {
		http.Error(w, "a form is wanted", http.StatusBadRequest)
		return
	}
	d.mu.Lock()
	if hanging := d.faults.hanging; hanging != nil {
		d.calls[form.Get("Action")]++
		d.mu.Unlock()
		select {
		case <-hanging:
		case <-r.Context().Done():
		}
		panic(http.ErrAbortHandler)
	}
	answer, refused, lost := d.call(r, form, body)
	date := d.c.Calls.Now().Add(d.faults.skew).UTC()
	d.mu.Unlock()
	if lost {
		panic(http.ErrAbortHandler) // the way to break a connection
	}
	w.Header().Set("Date", date.Format(http.TimeFormat))
	w.Header().Set("Content-Type", "text/xml;charset=UTF-8")
	if refused != nil {
		answer = errorAnswer(ofSTS(form.Get("Action")), refused)
		w.WriteHeader(refused.status)
	}
	raw, err := xml.MarshalIndent(answer, "", "    ")
	if err != nil {
		panic(err) // all answers are types of this package
	}
	_, _ = w.Write(append([]byte(xml.Header), raw...))
}

// call does what a call asks for; d.mu is held.
func (d *Double) call(r *http.Request, form url.Values, body []byte) (answer any, refused *refusal, lost bool) {
	action := form.Get("Action")
	d.calls[action]++
	if d.faults.down {
		return nil, nil, true
	}
	service, version := "ec2", ec2Version
	if ofSTS(action) {
		service, version = "sts", stsVersion
	}
	if d.faults.throttle > 0 {
		d.faults.throttle--
		if service == "sts" {
			return nil, &refusal{http.StatusBadRequest, "Throttling", "Rate exceeded"}, false
		}
		return nil, &refusal{http.StatusServiceUnavailable, "RequestLimitExceeded", "Request limit exceeded."}, false
	}
	if refused := d.authenticate(r, body, service); refused != nil {
		return nil, refused, false
	}
	if form.Get("Version") != version {
		return nil, &refusal{http.StatusBadRequest, "InvalidAction", "The action " + action + " is not valid for this web service."}, false
	}
	if f, due := d.due(action); due {
		return nil, &refusal{f.status, f.code, f.message}, false
	}
	switch action {
	case "DescribeInstances":
		answer, refused = d.describe(form)
	case "StartInstances":
		answer, refused = d.change(form, "StartInstancesResponse", d.start)
	case "StopInstances":
		answer, refused = d.change(form, "StopInstancesResponse", func(m *machine) bool { return d.stop(m, Stopping) })
	case "AssumeRole":
		answer, refused = d.assume(form)
	case "GetCallerIdentity": // needs no right
		answer = callerIdentityResponse{
			Result:   callerIdentity{"arn:aws:iam::123456789012:user/parley", "AIDA123456789EXAMPLE", "123456789012"},
			Metadata: responseMetadata{requestID()},
		}
	default:
		refused = &refusal{http.StatusBadRequest, "InvalidAction", "The action " + action + " is not valid for this web service."}
	}
	if d.faults.lost[action] > 0 {
		d.faults.lost[action]--
		lost = true
	}
	return answer, refused, lost
}

func ofSTS(action string) bool { return action == "AssumeRole" || action == "GetCallerIdentity" }

// permitted refuses a call without the right, and a dry run in any case.
func (d *Double) permitted(form url.Values, ids []string) *refusal {
	permission := "ec2:" + form.Get("Action")
	if id, denied := d.denies(permission, ids); denied {
		return &refusal{http.StatusForbidden, "UnauthorizedOperation", fmt.Sprintf(
			"You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/parley is not authorized to perform: %s on resource: arn:aws:ec2:%s:123456789012:instance/%s because no identity-based policy allows the %[1]s action. Encoded authorization failure message: %s",
			permission, d.c.Region, id, strings.Repeat("x7Q-", 64))}
	}
	if form.Get("DryRun") == "true" {
		return &refusal{http.StatusPreconditionFailed, "DryRunOperation", "Request would have succeeded, but DryRun flag is set."}
	}
	return nil
}

func (d *Double) describe(form url.Values) (any, *refusal) {
	if refused := d.permitted(form, nil); refused != nil {
		return nil, refused
	}
	var shown []Instance
	for _, id := range slices.Sorted(maps.Keys(d.machines)) {
		if i, known := d.seen(d.machines[id]); known {
			match, refused := matches(form, i)
			if refused != nil {
				return nil, refused
			}
			if match {
				shown = append(shown, i)
			}
		}
	}
	from := 0
	if token := form.Get("NextToken"); token != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(token, "page-"))
		if err != nil || n < 0 || n > len(shown) {
			return nil, &refusal{http.StatusBadRequest, "InvalidParameterValue", "The token is not valid."}
		}
		from = n
	}
	size := 1000
	if text := form.Get("MaxResults"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 5 || n > 1000 {
			return nil, &refusal{http.StatusBadRequest, "InvalidParameterValue", "Value ( " + text + " ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."}
		}
		size = n
	}
	out := describeInstancesResponse{RequestID: requestID()}
	for _, i := range shown[from:min(len(shown), from+size)] {
		out.Reservations = append(out.Reservations, reservation{"r" + i.ID[1:], "123456789012", []instanceItem{item(i)}})
	}
	if from+size < len(shown) {
		out.NextToken = "page-" + strconv.Itoa(from+size)
	}
	return out, nil
}

// matches applies the filters of a call.
func matches(form url.Values, i Instance) (bool, *refusal) {
	for n := 1; form.Has(fmt.Sprintf("Filter.%d.Name", n)); n++ {
		name := form.Get(fmt.Sprintf("Filter.%d.Name", n))
		var values []string
		for v := 1; form.Has(fmt.Sprintf("Filter.%d.Value.%d", n, v)); v++ {
			values = append(values, strings.NewReplacer(`\\`, `\`, `\*`, `*`, `\?`, `?`).Replace(form.Get(fmt.Sprintf("Filter.%d.Value.%d", n, v))))
		}
		var has bool
		switch key, isTag := strings.CutPrefix(name, "tag:"); {
		case name == "tag-key":
			has = slices.ContainsFunc(values, func(v string) bool { _, there := i.Tags[v]; return there })
		case isTag:
			value, there := i.Tags[key]
			has = there && slices.Contains(values, value)
		default:
			return false, &refusal{http.StatusBadRequest, "InvalidParameterValue", "The filter '" + name + "' is invalid"}
		}
		if !has {
			return false, nil
		}
	}
	return true, nil
}

func (d *Double) change(form url.Values, name string, do func(*machine) bool) (any, *refusal) {
	var ids []string
	for n := 1; form.Has(fmt.Sprintf("InstanceId.%d", n)); n++ {
		ids = append(ids, form.Get(fmt.Sprintf("InstanceId.%d", n)))
	}
	if len(ids) == 0 {
		return nil, &refusal{http.StatusBadRequest, "MissingParameter", "The request must contain the parameter InstanceId"}
	}
	for _, id := range ids {
		if !validID(id) {
			return nil, &refusal{http.StatusBadRequest, "InvalidInstanceID.Malformed", `Invalid id: "` + id + `"`}
		}
		m := d.machines[id]
		if m != nil {
			if _, known := d.seen(m); !known {
				m = nil // it is too new
			}
		}
		if m == nil {
			return nil, &refusal{http.StatusBadRequest, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist"}
		}
	}
	if refused := d.permitted(form, ids); refused != nil {
		return nil, refused
	}
	out := stateChangeResponse{XMLName: xml.Name{Local: name}, RequestID: requestID()}
	for _, id := range ids {
		m := d.machines[id]
		before := m.State
		if !do(m) {
			verb := map[string]string{"StartInstancesResponse": "started", "StopInstancesResponse": "stopped"}[name]
			return nil, &refusal{http.StatusBadRequest, "IncorrectInstanceState", "The instance '" + id + "' is not in a state from which it can be " + verb + "."}
		}
		out.Changes = append(out.Changes, stateChange{id, stateOf(m.State), stateOf(before)})
	}
	return out, nil
}

func validID(id string) bool {
	rest, ok := strings.CutPrefix(id, "i-")
	return ok && (len(rest) == 8 || len(rest) == 17) && strings.Trim(rest, "0123456789abcdef") == ""
}

// roleLife is how long an assumed role lasts.
const roleLife = 15 * time.Minute

func (d *Double) assume(form url.Values) (any, *refusal) {
	arn := form.Get("RoleArn")
	i := slices.IndexFunc(d.c.Roles, func(r Role) bool { return r.ARN == arn })
	_, denied := d.denies("sts:AssumeRole", nil)
	if i < 0 || denied || d.c.Roles[i].ExternalID != "" && d.c.Roles[i].ExternalID != form.Get("ExternalId") {
		return nil, &refusal{http.StatusForbidden, "AccessDenied", "User: arn:aws:iam::123456789012:user/parley is not authorized to perform: sts:AssumeRole on resource: " + arn}
	}
	k := Key{
		ID: "ASIA" + rand.Text()[:16], Secret: rand.Text(), Token: rand.Text() + rand.Text(),
		Expires: d.c.Calls.Now().Add(d.faults.skew + roleLife).UTC().Truncate(time.Second),
	}
	now := d.c.Calls.Now()
	maps.DeleteFunc(d.temporary, func(_ string, old Key) bool { return now.After(old.Expires) })
	d.temporary[k.ID] = k
	return assumeRoleResponse{
		Result: assumeRoleResult{
			Credentials: temporaryKey{k.ID, k.Secret, k.Token, k.Expires.Format(time.RFC3339)},
			User:        assumedUser{arn + "/" + form.Get("RoleSessionName"), "AROA123456789EXAMPLE:" + form.Get("RoleSessionName")},
		},
		Metadata: responseMetadata{requestID()},
	}, nil
}

func requestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func hexID(prefix string, n int) string { return fmt.Sprintf("%s0%016x", prefix, n) }
