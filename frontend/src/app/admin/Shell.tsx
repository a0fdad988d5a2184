import {
  Button,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadMain,
  MastheadToggle,
  Nav,
  NavGroup,
  NavItem,
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
  SkipToContent,
  ToggleGroup,
  ToggleGroupItem,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from "@patternfly/react-core";
import { BarsIcon, DesktopIcon, MoonIcon, SignOutAltIcon, SunIcon, UserIcon } from "@patternfly/react-icons";
import { Link, type LinkProps, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql";
import type { Theme } from "../../ui/theme";
import { Wordmark } from "../../ui/Wordmark";
import { Notices } from "../../ui/admin/notices";
import { useSession } from "../../ui/admin/session";

const SignOutMutation = graphql(`
  mutation SignOut {
    signOut {
      providerUrl
      userErrors {
        message
      }
    }
  }
`);

/** An entry with a scope is there for those who have it. */
const groups: readonly { title: string; items: readonly { to: LinkProps["to"] & string; label: string; scope?: string }[] }[] = [
  {
    title: "Status",
    items: [
      { to: "/", label: "Live View" },
      { to: "/history/conferences", label: "Conference history" },
      { to: "/history/nodes", label: "Node history" },
      { to: "/audit", label: "Audit", scope: "history:read" },
      { to: "/log", label: "Event log", scope: "events:read" },
      { to: "/system", label: "System", scope: "config:read" },
    ],
  },
  {
    title: "Services",
    items: [
      { to: "/rooms", label: "Meeting rooms" },
      { to: "/auditoriums", label: "Auditoriums" },
      { to: "/receptions", label: "Receptions" },
      { to: "/test-calls", label: "Test calls" },
    ],
  },
  {
    title: "Platform",
    items: [
      { to: "/locations", label: "Locations" },
      { to: "/nodes", label: "Conferencing Nodes" },
      { to: "/certificates", label: "Certificates", scope: "config:read" },
      { to: "/webhooks", label: "Webhooks", scope: "config:read" },
      { to: "/settings", label: "Global settings" },
    ],
  },
  { title: "Access", items: [{ to: "/administrators", label: "Administrators" }, { to: "/tokens", label: "API tokens" }, { to: "/sign-in", label: "Sign-in", scope: "config:read" }] },
];

const themes: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: "light", label: "Light colours", icon: <SunIcon /> },
  { value: "dark", label: "Dark colours", icon: <MoonIcon /> },
  { value: "system", label: "Colours of the system", icon: <DesktopIcon /> },
];

export function Shell() {
  useFocusOnNavigation();
  return (
    <Page
      masthead={<Header />}
      sidebar={<Sidebar />}
      skipToContent={<SkipToContent href="#main">Skip to content</SkipToContent>}
      mainContainerId="main"
      isManagedSidebar
      isContentFilled
    >
      <Notices>
        <Outlet />
      </Notices>
    </Page>
  );
}

/** A new page begins at its top for the keyboard and for those who listen, as a page load would. */
function useFocusOnNavigation() {
  const path = useRouterState({ select: (s) => s.location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [path]);
}

function Header() {
  const session = useSession();
  const [{ fetching }, signOut] = useMutation(SignOutMutation);
  const leave = async () => {
    const { data } = await signOut({});
    // They are signed out here; the provider may still know them.
    if (data?.signOut.providerUrl) window.location.assign(data.signOut.providerUrl);
    else session.onSession();
  };
  return (
    <Masthead>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton variant="plain" aria-label="Navigation">
            <BarsIcon />
          </PageToggleButton>
        </MastheadToggle>
        <MastheadBrand>
          <Link to="/" className="parley-brand" aria-label={`Parley, ${session.deployment}`}>
            <Wordmark />
          </Link>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            {session.deployment !== "Parley" && (
              <ToolbarItem className="parley-deployment" alignSelf="center">
                {session.deployment}
              </ToolbarItem>
            )}
            <ToolbarGroup align={{ default: "alignEnd" }} alignItems="center">
              <ToolbarItem className="parley-user" title="Signed in">
                <UserIcon aria-hidden="true" /> {session.name}
              </ToolbarItem>
              <ToolbarItem>
                <ToggleGroup aria-label="Colours">
                  {themes.map(({ value, label, icon }) => (
                    <ToggleGroupItem
                      key={value}
                      icon={icon}
                      aria-label={label}
                      title={label}
                      isSelected={session.theme === value}
                      onChange={() => session.setTheme(value)}
                    />
                  ))}
                </ToggleGroup>
              </ToolbarItem>
              <ToolbarItem>
                <Button variant="plain" icon={<SignOutAltIcon />} aria-label="Sign out" title="Sign out" isDisabled={fetching} onClick={() => void leave()} />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}

function Sidebar() {
  const path = useRouterState({ select: (s) => s.location.pathname });
  const session = useSession();
  return (
    <PageSidebar>
      <PageSidebarBody isFilled>
        <Nav aria-label="Main">
          {groups.map((group) => (
            <NavGroup title={group.title} key={group.title}>
                {group.items.filter(({ scope }) => scope === undefined || session.scopes.includes(scope)).map(({ to, label }) => {
                  const active = to === "/" ? path === "/" : path.startsWith(to);
                  return (
                    <NavItem key={to} isActive={active}>
                      <Link to={to} aria-current={active ? "page" : undefined}>
                        {label}
                      </Link>
                    </NavItem>
                  );
                })}
            </NavGroup>
          ))}
          <NavGroup title="Developers">
              <NavItem>
                <a href="/playground/">API playground</a>
              </NavItem>
          </NavGroup>
        </Nav>
      </PageSidebarBody>
      <PageSidebarBody usePageInsets isFilled={false} className="parley-version">
        Parley {session.version}
      </PageSidebarBody>
    </PageSidebar>
  );
}
