import {
  Banner,
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
import { Link, Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql";
import { AlarmBell } from "../../features/admin-alarms/AlarmBell";
import type { Theme } from "../../ui/theme";
import { Wordmark } from "../../ui/Wordmark";
import { NotPermitted } from "../../ui/admin/NotPermitted";
import { Notices } from "../../ui/admin/notices";
import { useSession } from "../../ui/admin/session";
import { entryOf, isPermitted, type MenuGroup, permitted } from "./menu";

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

/** An entry with a scope is there for those who have it, and so is every page below its address. */
const groups: readonly MenuGroup[] = [
  {
    title: "Status",
    items: [
      { to: "/", label: "Live View", scope: "liveview:read" },
      { to: "/alarms", label: "Alarms", scope: "config:read" },
      { to: "/bursting", label: "Bursting", scope: "config:read" },
      { to: "/history/conferences", label: "Conference history", scope: "history:read" },
      { to: "/history/nodes", label: "Node history", scope: "history:read" },
      { to: "/bursting/simulator", label: "Bursting simulator", scope: "history:read" },
      { to: "/audit", label: "Audit", scope: "history:read" },
      { to: "/log", label: "Event log", scope: "events:read" },
      { to: "/system", label: "System", scope: "config:read" },
    ],
  },
  {
    title: "Services",
    items: [
      { to: "/rooms", label: "Meeting rooms", scope: "config:read" },
      { to: "/auditoriums", label: "Auditoriums", scope: "config:read" },
      { to: "/receptions", label: "Receptions", scope: "config:read" },
      { to: "/test-calls", label: "Test calls", scope: "config:read" },
    ],
  },
  {
    title: "Calls",
    items: [
      { to: "/rules", label: "Gateway rules", scope: "config:read" },
      { to: "/participants", label: "Automatic participants", scope: "config:read" },
      { to: "/devices", label: "Devices", scope: "config:read" },
      { to: "/dialplan", label: "Dial plan test", scope: "config:read" },
    ],
  },
  {
    title: "Platform",
    items: [
      { to: "/locations", label: "Locations", scope: "config:read" },
      { to: "/nodes", label: "Conferencing Nodes", scope: "config:read" },
      { to: "/policies", label: "Policy profiles", scope: "config:read" },
      { to: "/clouds", label: "Cloud accounts", scope: "config:read" },
      { to: "/bursting/schedules", label: "Burst schedules", scope: "config:read" },
      { to: "/bursting/setup", label: "Bursting set-up", scope: "config:read" },
      { to: "/certificates", label: "Certificates", scope: "config:read" },
      { to: "/placement", label: "Placement", scope: "config:read" },
      { to: "/warnings", label: "Warnings", scope: "config:read" },
      { to: "/webhooks", label: "Webhooks", scope: "config:read" },
      { to: "/themes", label: "Themes", scope: "config:read" },
      { to: "/settings", label: "Global settings", scope: "config:read" },
    ],
  },
  {
    title: "Access",
    items: [
      { to: "/administrators", label: "Administrators", scope: "config:read" },
      { to: "/roles", label: "Roles", scope: "config:read" },
      { to: "/sessions", label: "Sessions" },
      { to: "/tokens", label: "API tokens", scope: "config:read" },
      { to: "/sign-in", label: "Sign-in", scope: "config:read" },
    ],
  },
];

const themes: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: "light", label: "Light colours", icon: <SunIcon /> },
  { value: "dark", label: "Dark colours", icon: <MoonIcon /> },
  { value: "system", label: "Colours of the system", icon: <DesktopIcon /> },
];

export function Shell() {
  useFocusOnNavigation();
  const { banner } = useSession();
  return (
    <Page
      masthead={<Header />}
      sidebar={<Sidebar />}
      skipToContent={<SkipToContent href="#main">Skip to content</SkipToContent>}
      mainContainerId="main"
      isManagedSidebar
      isContentFilled
      {...(banner ? { banner: <Banner className="parley-banner" data-testid="site-banner">{banner}</Banner> } : {})}
    >
      <Notices>
        <Permitted />
      </Notices>
    </Page>
  );
}

/** The page, if the reader's role opens it. Who comes to the first page without the right to it is led to one that is open. */
function Permitted() {
  const path = useRouterState({ select: (s) => s.location.pathname });
  const { scopes } = useSession();
  const entry = entryOf(groups, path);
  if (entry === null || isPermitted(entry, scopes)) return <Outlet />;
  const first = permitted(groups, scopes)[0]?.items[0];
  if (path === "/" && first) return <Navigate to={first.to} replace />;
  return (
    <NotPermitted page={entry.label} scope={entry.scope ?? ""}>
      {first && <Link to={first.to}>Go to {first.label}</Link>}
    </NotPermitted>
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
              {session.scopes.includes("config:read") && (
                <ToolbarItem>
                  <AlarmBell />
                </ToolbarItem>
              )}
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
  // The audit is not open while the auditoriums are.
  const here = entryOf(groups, path)?.to;
  return (
    <PageSidebar>
      <PageSidebarBody isFilled>
        <Nav aria-label="Main">
          {permitted(groups, session.scopes).map((group) => (
            <NavGroup title={group.title} key={group.title}>
                {group.items.map(({ to, label }) => {
                  const active = to === here;
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
          {session.scopes.includes("graphql:adhoc") && (
            <NavGroup title="Developers">
              <NavItem>
                <a href="/playground/">API playground</a>
              </NavItem>
            </NavGroup>
          )}
        </Nav>
      </PageSidebarBody>
      <PageSidebarBody usePageInsets isFilled={false} className="parley-version">
        Parley {session.version}
      </PageSidebarBody>
    </PageSidebar>
  );
}
