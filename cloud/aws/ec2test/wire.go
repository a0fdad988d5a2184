package ec2test

import (
	"encoding/xml"
	"maps"
	"slices"
	"time"
)

// The answers of EC2, as far as anybody looks at them.
type describeInstancesResponse struct {
	XMLName      xml.Name      `xml:"http://ec2.amazonaws.com/doc/2016-11-15/ DescribeInstancesResponse"`
	RequestID    string        `xml:"requestId"`
	Reservations []reservation `xml:"reservationSet>item"`
	NextToken    string        `xml:"nextToken,omitempty"`
}

type reservation struct {
	ID        string         `xml:"reservationId"`
	Owner     string         `xml:"ownerId"`
	Instances []instanceItem `xml:"instancesSet>item"`
}

type instanceItem struct {
	ID            string        `xml:"instanceId"`
	ImageID       string        `xml:"imageId"`
	State         instanceState `xml:"instanceState"`
	Type          string        `xml:"instanceType"`
	LaunchTime    string        `xml:"launchTime,omitempty"`
	Address       string        `xml:"privateIpAddress,omitempty"`
	PublicAddress string        `xml:"ipAddress,omitempty"`
	Architecture  string        `xml:"architecture"`
	Tags          []tag         `xml:"tagSet>item,omitempty"`
	Interfaces    []netif       `xml:"networkInterfaceSet>item,omitempty"`
	Reason        *stateReason  `xml:"stateReason"`
}

type stateReason struct {
	Code    string `xml:"code"`
	Message string `xml:"message"`
}

type netif struct {
	ID        string     `xml:"networkInterfaceId"`
	Address   string     `xml:"privateIpAddress"`
	Addresses []address  `xml:"privateIpAddressesSet>item"`
	IPv6      []addressX `xml:"ipv6AddressesSet>item,omitempty"`
}

type address struct {
	Address string `xml:"privateIpAddress"`
	Primary bool   `xml:"primary"`
}

type addressX struct {
	Address string `xml:"ipv6Address"`
}

type tag struct {
	Key   string `xml:"key"`
	Value string `xml:"value"`
}

type instanceState struct {
	Code int    `xml:"code"`
	Name string `xml:"name"`
}

func stateOf(name string) instanceState { return instanceState{stateCodes[name], name} }

func item(i Instance) instanceItem {
	out := instanceItem{
		ID: i.ID, ImageID: "ami-0123456789abcdef0", State: stateOf(i.State), Type: i.Type, Architecture: "x86_64",
		Address: i.Address, PublicAddress: i.PublicAddress,
	}
	if i.Reason.Code != "" {
		out.Reason = &stateReason{i.Reason.Code, i.Reason.Message}
	}
	if !i.LaunchTime.IsZero() {
		out.LaunchTime = i.LaunchTime.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	if i.State == Terminated { // it has no place in a network any more
		out.Address, out.PublicAddress = "", ""
	} else if i.Address != "" {
		n := netif{ID: "eni-" + i.ID[2:], Address: i.Address, Addresses: []address{{i.Address, true}}}
		if i.IPv6 != "" {
			n.IPv6 = []addressX{{i.IPv6}}
		}
		out.Interfaces = []netif{n}
	}
	for _, key := range slices.Sorted(maps.Keys(i.Tags)) {
		out.Tags = append(out.Tags, tag{key, i.Tags[key]})
	}
	return out
}

type stateChangeResponse struct {
	XMLName   xml.Name
	RequestID string        `xml:"requestId"`
	Changes   []stateChange `xml:"instancesSet>item"`
}

type stateChange struct {
	ID       string        `xml:"instanceId"`
	Current  instanceState `xml:"currentState"`
	Previous instanceState `xml:"previousState"`
}

// The answers of STS.
type assumeRoleResponse struct {
	XMLName  xml.Name         `xml:"https://sts.amazonaws.com/doc/2011-06-15/ AssumeRoleResponse"`
	Result   assumeRoleResult `xml:"AssumeRoleResult"`
	Metadata responseMetadata `xml:"ResponseMetadata"`
}

type callerIdentityResponse struct {
	XMLName  xml.Name         `xml:"https://sts.amazonaws.com/doc/2011-06-15/ GetCallerIdentityResponse"`
	Result   callerIdentity   `xml:"GetCallerIdentityResult"`
	Metadata responseMetadata `xml:"ResponseMetadata"`
}

type callerIdentity struct {
	ARN     string `xml:"Arn"`
	UserID  string `xml:"UserId"`
	Account string `xml:"Account"`
}

type assumeRoleResult struct {
	User        assumedUser  `xml:"AssumedRoleUser"`
	Credentials temporaryKey `xml:"Credentials"`
}

type assumedUser struct {
	ARN string `xml:"Arn"`
	ID  string `xml:"AssumedRoleId"`
}

type temporaryKey struct {
	ID         string `xml:"AccessKeyId"`
	Secret     string `xml:"SecretAccessKey"`
	Token      string `xml:"SessionToken"`
	Expiration string `xml:"Expiration"`
}

type responseMetadata struct {
	RequestID string `xml:"RequestId"`
}

// The errors of both.
type ec2Error struct {
	XMLName   xml.Name  `xml:"Response"`
	Errors    []anError `xml:"Errors>Error"`
	RequestID string    `xml:"RequestID"`
}

type stsError struct {
	XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
	Error     anError  `xml:"Error"`
	RequestID string   `xml:"RequestId"`
}

type anError struct {
	Type    string `xml:"Type,omitempty"`
	Code    string `xml:"Code"`
	Message string `xml:"Message"`
}

func errorAnswer(sts bool, r *refusal) any {
	if sts {
		return stsError{Error: anError{"Sender", r.code, r.message}, RequestID: requestID()}
	}
	return ec2Error{Errors: []anError{{"", r.code, r.message}}, RequestID: requestID()}
}

// roleKey is an instance's own role, in its metadata.
type roleKey struct {
	Code            string
	LastUpdated     time.Time
	Type            string
	AccessKeyID     string `json:"AccessKeyId"`
	SecretAccessKey string
	Token           string
	Expiration      time.Time
}
