package ldapdir

import (
	"strings"

	"github.com/go-ldap/ldap/v3"

	"github.com/parley-video/parley/control/signin"
	domainsignin "github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/events"
)

// maxDepth is how deep groups in groups are followed.
const maxDepth = 8

// groups lists the distinguished names of the groups that somebody is in.
func (v *visit) groups(entry *ldap.Entry, username string) ([]string, error) {
	const step = "List the groups"
	var direct []string
	var err error
	if v.s.GroupsFrom == events.GroupsFromMember {
		direct = entry.GetEqualFoldAttributeValues(v.s.MemberOfAttribute)
	} else {
		direct, err = v.groupsNaming(entry.DN, username)
	}
	if err != nil {
		return nil, v.steps.Failed(step, err)
	}
	all := newNames()
	next := all.add(direct)
	for depth := 1; v.s.NestedGroups && len(next) > 0 && depth < maxDepth; depth++ {
		var found []string
		for _, group := range next {
			above, err := v.above(group)
			if err != nil {
				return nil, v.steps.Failed(step, err)
			}
			found = append(found, above...)
		}
		next = all.add(found)
	}
	if len(all.list) > maxGroups {
		return nil, v.steps.Failed(step, signin.Fail(signin.Misconfigured, nil, "the person is in more than %d groups", maxGroups))
	}
	v.steps.Did(step, "%d: %s", len(all.list), strings.Join(all.list, "; "))
	return all.list, nil
}

// above lists the groups that a group is in.
func (v *visit) above(group string) ([]string, error) {
	if v.s.GroupsFrom == events.GroupsFromSearch {
		return v.groupsNaming(group, "")
	}
	found, err := v.search(group, ldap.ScopeBaseObject, 1, "(objectClass=*)", v.s.MemberOfAttribute)
	if ldap.IsErrorAnyOf(err, ldap.LDAPResultNoSuchObject, ldap.LDAPResultReferral, ldap.LDAPResultInsufficientAccessRights) {
		return nil, nil // not ours to see: it adds nothing
	}
	if err != nil {
		return nil, v.explain(err, "read the group %s", group)
	}
	var above []string
	for _, entry := range found {
		above = append(above, entry.GetEqualFoldAttributeValues(v.s.MemberOfAttribute)...)
	}
	return above, nil
}

// groupsNaming lists the groups whose entries name a member.
func (v *visit) groupsNaming(dn, username string) ([]string, error) {
	base := v.s.GroupBaseDN
	if base == "" {
		base = v.s.BaseDN
	}
	filter := domainsignin.FillGroup(v.s.GroupFilter, dn, username, ldap.EscapeFilter)
	found, err := v.search(base, ldap.ScopeWholeSubtree, maxGroups, filter, "1.1") // names only
	if err != nil {
		return nil, v.explain(err, "search for groups below %s", base)
	}
	list := make([]string, 0, len(found))
	for _, entry := range found {
		list = append(list, entry.DN)
	}
	return list, nil
}

// names are distinguished names, each once, whatever its case.
type names struct {
	list []string
	seen map[string]bool
}

func newNames() *names { return &names{seen: map[string]bool{}} }

// add gives back the ones that are new.
func (n *names) add(list []string) (added []string) {
	for _, one := range list {
		dn, err := ldap.ParseDN(one)
		if err != nil || len(dn.RDNs) == 0 {
			continue
		}
		key := strings.ToLower(dn.String())
		if n.seen[key] || len(n.list) > maxGroups {
			continue
		}
		n.seen[key] = true
		n.list = append(n.list, one)
		added = append(added, one)
	}
	return added
}
