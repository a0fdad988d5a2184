package signintest

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/go-ldap/ldap/v3"
)

// The directory's base and the account that may search it. Nobody else may.
const (
	Base         = "dc=example,dc=com"
	SearchDN     = "cn=search,dc=example,dc=com"
	SearchSecret = "search-for-me"
	rootDN       = "cn=root,dc=example,dc=com"
	rootSecret   = "root-of-all"
)

// The password of everybody in the directory, and the groups.
const (
	Password    = "correct horse battery"
	AdminGroup  = "cn=admins,ou=groups,dc=example,dc=com"
	WatchGroup  = "cn=Watchers,ou=groups,dc=example,dc=com"
	OuterGroup  = "cn=outer,ou=groups,dc=example,dc=com"
	HiddenGroup = "cn=admins,ou=elsewhere,dc=example,dc=com" // of the same name as AdminGroup
)

// Directory is a slapd that runs.
type Directory struct {
	Plain, TLS string // host:port; Plain also speaks StartTLS
	Authority  Authority
}

const slapdConf = `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' SYNTAX '1.3.6.1.4.1.1466.115.121.1.27' SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' SYNTAX '1.3.6.1.4.1.1466.115.121.1.40' SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'testUser' SUP top AUXILIARY MAY ( userAccountControl $ objectGUID ) )
allow bind_anon_cred
security simple_bind=%[2]d
TLSCertificateFile %[1]s/cert.pem
TLSCertificateKeyFile %[1]s/key.pem
database mdb
suffix "dc=example,dc=com"
rootdn "cn=root,dc=example,dc=com"
rootpw root-of-all
directory %[1]s/data
maxsize 10485760
sizelimit 50
overlay memberof
memberof-group-oc groupOfNames
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=search,dc=example,dc=com" read by * none
`

// people of the directory; the value is in their entries. "*" and parentheses in
// names are for whoever wants to trick a filter.
var people = []struct{ uid, name, control, guid string }{
	{"ada", "Ada Lovelace", "512", "\x00\x01\xfe\xff0123456789ab"},
	{"ben", "Ben (Watcher)", "", ""},
	{"cleo", "Cleo", "", ""},
	{"dora", "Dora", "514", ""}, // disabled
	{"nested", "Nested", "", ""},
	{"a*", "Star", "", ""},
}

// StartDirectory runs a directory with people and groups. It lets nobody in
// without TLS, unless it is told to.
func StartDirectory(t testing.TB, plaintext bool) *Directory {
	t.Helper()
	const program = "/usr/sbin/slapd"
	if _, err := os.Stat(program); err != nil {
		absent(t, "slapd is not installed")
	}
	dir := t.TempDir()
	d := &Directory{Authority: NewAuthority(t), Plain: "127.0.0.1:" + freePort(t), TLS: "127.0.0.1:" + freePort(t)}
	write(t, filepath.Join(dir, "cert.pem"), d.Authority.Cert)
	write(t, filepath.Join(dir, "key.pem"), d.Authority.Key)
	strength := 128
	if plaintext {
		strength = 0
	}
	write(t, filepath.Join(dir, "slapd.conf"), fmt.Sprintf(slapdConf, dir, strength))
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-f", filepath.Join(dir, "slapd.conf"), "-h", "ldap://"+d.Plain+" ldaps://"+d.TLS, "-d", "256")
	start(t, cmd, cmd.StderrPipe, "slapd starting")
	answers(t, d.Plain)
	answers(t, d.TLS)
	d.fill(t)
	return d
}

// Do changes the directory as its owner.
func (d *Directory) Do(t testing.TB, change func(*ldap.Conn) error) {
	t.Helper()
	trust := x509.NewCertPool()
	trust.AppendCertsFromPEM([]byte(d.Authority.CA))
	conn, err := ldap.DialURL("ldaps://"+d.TLS, ldap.DialWithTLSConfig(&tls.Config{RootCAs: trust, MinVersion: tls.VersionTLS12}))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.Bind(rootDN, rootSecret); err != nil {
		t.Fatal(err)
	}
	if err := change(conn); err != nil {
		t.Fatal(err)
	}
}

func (d *Directory) fill(t testing.TB) {
	t.Helper()
	d.Do(t, func(conn *ldap.Conn) error {
		add := func(dn string, attributes map[string][]string) error {
			request := ldap.NewAddRequest(dn, nil)
			for name, values := range attributes {
				request.Attribute(name, values)
			}
			return conn.Add(request)
		}
		entries := []struct {
			dn         string
			attributes map[string][]string
		}{
			{Base, map[string][]string{"objectClass": {"dcObject", "organization"}, "dc": {"example"}, "o": {"Example"}}},
			{SearchDN, map[string][]string{"objectClass": {"applicationProcess", "simpleSecurityObject"}, "cn": {"search"}, "userPassword": {SearchSecret}}},
			{"ou=people," + Base, map[string][]string{"objectClass": {"organizationalUnit"}, "ou": {"people"}}},
			{"ou=groups," + Base, map[string][]string{"objectClass": {"organizationalUnit"}, "ou": {"groups"}}},
			{"ou=elsewhere," + Base, map[string][]string{"objectClass": {"organizationalUnit"}, "ou": {"elsewhere"}}},
		}
		for _, p := range people {
			attributes := map[string][]string{
				"objectClass": {"inetOrgPerson", "testUser"}, "uid": {p.uid}, "cn": {p.name}, "sn": {p.name},
				"userPassword": {Password},
			}
			if p.control != "" {
				attributes["userAccountControl"] = []string{p.control}
			}
			if p.guid != "" {
				attributes["objectGUID"] = []string{p.guid}
			}
			entries = append(entries, struct {
				dn         string
				attributes map[string][]string
			}{PersonDN(p.uid), attributes})
		}
		for group, members := range map[string][]string{
			AdminGroup: {PersonDN("ada"), PersonDN("dora")}, WatchGroup: {PersonDN("ben"), PersonDN("ada")},
			HiddenGroup: {PersonDN("cleo")}, OuterGroup: {"cn=inner,ou=groups," + Base}, "cn=inner,ou=groups," + Base: {PersonDN("nested")},
		} {
			dn, _ := ldap.ParseDN(group)
			entries = append(entries, struct {
				dn         string
				attributes map[string][]string
			}{group, map[string][]string{"objectClass": {"groupOfNames"}, "cn": {dn.RDNs[0].Attributes[0].Value}, "member": members}})
		}
		for _, e := range entries {
			if err := add(e.dn, e.attributes); err != nil {
				return fmt.Errorf("add %s: %w", e.dn, err)
			}
		}
		// The overlay notes memberships of entries that are there when they begin,
		// so the outer group learns of the inner one now.
		again := ldap.NewModifyRequest(OuterGroup, nil)
		again.Replace("member", []string{PersonDN("ada"), "cn=inner,ou=groups," + Base})
		if err := conn.Modify(again); err != nil {
			return err
		}
		again = ldap.NewModifyRequest(OuterGroup, nil)
		again.Replace("member", []string{"cn=inner,ou=groups," + Base})
		return conn.Modify(again)
	})
}

// PersonDN is the name of somebody's entry.
func PersonDN(uid string) string { return "uid=" + ldap.EscapeDN(uid) + ",ou=people," + Base }
