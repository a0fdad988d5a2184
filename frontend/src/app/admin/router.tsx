import { createRootRoute, createRoute, createRouter, lazyRouteComponent, parseSearchWith, stringifySearchWith } from "@tanstack/react-router";
import { auditSearch } from "../../features/admin-audit/search";
import { setupSearch } from "../../features/admin-bursting/search";
import { nodeHistorySearch } from "../../features/admin-history/search";
import { logSearch } from "../../features/admin-log/search";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    component: lazyRouteComponent(() => import("../../features/live-view/LiveViewPage"), "LiveViewPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/alarms",
    component: lazyRouteComponent(() => import("../../features/admin-alarms/AlarmsPage"), "AlarmsPage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/bursting", component: lazyRouteComponent(() => import("../../features/admin-bursting/BurstingPage"), "BurstingPage") }),
  createRoute({ getParentRoute: () => root, path: "/bursting/schedules", component: lazyRouteComponent(() => import("../../features/admin-bursting/ScheduleList"), "ScheduleList") }),
  createRoute({ getParentRoute: () => root, path: "/bursting/schedules/$id", component: lazyRouteComponent(() => import("../../features/admin-bursting/SchedulePage"), "SchedulePage") }),
  createRoute({
    getParentRoute: () => root,
    path: "/bursting/setup",
    validateSearch: setupSearch,
    component: lazyRouteComponent(() => import("../../features/admin-bursting/SetupPage"), "SetupPage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/bursting/simulator", component: lazyRouteComponent(() => import("../../features/admin-bursting/SimulatorPage"), "SimulatorPage") }),
  createRoute({ getParentRoute: () => root, path: "/locations", component: lazyRouteComponent(() => import("../../features/admin-locations/LocationList"), "LocationList") }),
  createRoute({ getParentRoute: () => root, path: "/locations/$id", component: lazyRouteComponent(() => import("../../features/admin-locations/LocationPage"), "LocationPage") }),
  createRoute({ getParentRoute: () => root, path: "/nodes", component: lazyRouteComponent(() => import("../../features/admin-nodes/NodeList"), "NodeList") }),
  createRoute({ getParentRoute: () => root, path: "/nodes/$id", component: lazyRouteComponent(() => import("../../features/admin-nodes/NodePage"), "NodePage") }),
  createRoute({
    getParentRoute: () => root,
    path: "/placement",
    component: lazyRouteComponent(() => import("../../features/admin-placement/PlacementPage"), "PlacementPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/warnings",
    component: lazyRouteComponent(() => import("../../features/admin-warnings/WarningsPage"), "WarningsPage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/rooms", component: lazyRouteComponent(() => import("../../features/admin-services/RoomList"), "RoomList") }),
  createRoute({ getParentRoute: () => root, path: "/rooms/$id", component: lazyRouteComponent(() => import("../../features/admin-services/RoomPage"), "RoomPage") }),
  createRoute({ getParentRoute: () => root, path: "/rooms/import", component: lazyRouteComponent(() => import("../../features/admin-services/ImportPage"), "ImportPage") }),
  createRoute({ getParentRoute: () => root, path: "/auditoriums", component: lazyRouteComponent(() => import("../../features/admin-services/AuditoriumList"), "AuditoriumList") }),
  createRoute({ getParentRoute: () => root, path: "/auditoriums/$id", component: lazyRouteComponent(() => import("../../features/admin-services/AuditoriumPage"), "AuditoriumPage") }),
  createRoute({ getParentRoute: () => root, path: "/receptions", component: lazyRouteComponent(() => import("../../features/admin-services/ReceptionList"), "ReceptionList") }),
  createRoute({ getParentRoute: () => root, path: "/receptions/$id", component: lazyRouteComponent(() => import("../../features/admin-services/ReceptionPage"), "ReceptionPage") }),
  createRoute({ getParentRoute: () => root, path: "/test-calls", component: lazyRouteComponent(() => import("../../features/admin-services/TestCallList"), "TestCallList") }),
  createRoute({ getParentRoute: () => root, path: "/test-calls/$id", component: lazyRouteComponent(() => import("../../features/admin-services/TestCallPage"), "TestCallPage") }),
  createRoute({ getParentRoute: () => root, path: "/services/$id", component: lazyRouteComponent(() => import("../../features/admin-services/ServicePage"), "ServicePage") }),
  createRoute({ getParentRoute: () => root, path: "/settings", component: lazyRouteComponent(() => import("../../features/admin-settings/SettingsPage"), "SettingsPage") }),
  createRoute({
    getParentRoute: () => root,
    path: "/themes",
    component: lazyRouteComponent(() => import("../../features/admin-themes/ThemeList"), "ThemeList"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/themes/$id",
    component: lazyRouteComponent(() => import("../../features/admin-themes/ThemePage"), "ThemePage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/administrators", component: lazyRouteComponent(() => import("../../features/admin-access/AdministratorList"), "AdministratorList") }),
  createRoute({
    getParentRoute: () => root,
    path: "/administrators/$id",
    component: lazyRouteComponent(() => import("../../features/admin-access/AdministratorPage"), "AdministratorPage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/roles", component: lazyRouteComponent(() => import("../../features/admin-access/RoleList"), "RoleList") }),
  createRoute({ getParentRoute: () => root, path: "/roles/$id", component: lazyRouteComponent(() => import("../../features/admin-access/RolePage"), "RolePage") }),
  createRoute({ getParentRoute: () => root, path: "/sessions", component: lazyRouteComponent(() => import("../../features/admin-access/SessionList"), "SessionList") }),
  createRoute({ getParentRoute: () => root, path: "/tokens", component: lazyRouteComponent(() => import("../../features/admin-access/TokenList"), "TokenList") }),
  createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    component: lazyRouteComponent(() => import("../../features/admin-sign-in-settings/SignInSettingsPage"), "SignInSettingsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/history/nodes",
    validateSearch: nodeHistorySearch,
    component: lazyRouteComponent(() => import("../../features/admin-history/NodeHistory"), "NodeHistory"),
  }),
  createRoute({ getParentRoute: () => root, path: "/history/conferences", component: lazyRouteComponent(() => import("../../features/admin-history/ConferenceHistory"), "ConferenceHistory") }),
  createRoute({ getParentRoute: () => root, path: "/history/conferences/$id", component: lazyRouteComponent(() => import("../../features/admin-history/ConferenceRecordPage"), "ConferenceRecordPage") }),
  createRoute({
    getParentRoute: () => root,
    path: "/audit",
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import("../../features/admin-audit/AuditPage"), "AuditPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/audit/$id",
    component: lazyRouteComponent(() => import("../../features/admin-audit/AuditEntryPage"), "AuditEntryPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    // Not /events: there the server answers with the log itself.
    path: "/log",
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import("../../features/admin-log/LogPage"), "LogPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/webhooks",
    component: lazyRouteComponent(() => import("../../features/admin-webhooks/WebhookList"), "WebhookList"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/webhooks/$id",
    component: lazyRouteComponent(() => import("../../features/admin-webhooks/WebhookPage"), "WebhookPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/certificates",
    component: lazyRouteComponent(() => import("../../features/admin-certificates/CertificateList"), "CertificateList"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/certificates/$id",
    component: lazyRouteComponent(() => import("../../features/admin-certificates/CertificatePage"), "CertificatePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/system",
    component: lazyRouteComponent(() => import("../../features/admin-system/SystemPage"), "SystemPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rules",
    component: lazyRouteComponent(() => import("../../features/admin-rules/RuleList"), "RuleList"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/rules/$id",
    component: lazyRouteComponent(() => import("../../features/admin-rules/RulePage"), "RulePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/participants",
    component: lazyRouteComponent(() => import("../../features/admin-dialouts/DialoutList"), "DialoutList"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/participants/$id",
    component: lazyRouteComponent(() => import("../../features/admin-dialouts/DialoutPage"), "DialoutPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/devices",
    component: lazyRouteComponent(() => import("../../features/admin-devices/DeviceList"), "DeviceList"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/devices/$id",
    component: lazyRouteComponent(() => import("../../features/admin-devices/DevicePage"), "DevicePage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/policies", component: lazyRouteComponent(() => import("../../features/admin-policies/PolicyList"), "PolicyList") }),
  createRoute({ getParentRoute: () => root, path: "/policies/$id", component: lazyRouteComponent(() => import("../../features/admin-policies/PolicyPage"), "PolicyPage") }),
  createRoute({ getParentRoute: () => root, path: "/clouds", component: lazyRouteComponent(() => import("../../features/admin-clouds/CloudList"), "CloudList") }),
  createRoute({ getParentRoute: () => root, path: "/clouds/$id", component: lazyRouteComponent(() => import("../../features/admin-clouds/CloudPage"), "CloudPage") }),
  createRoute({
    getParentRoute: () => root,
    path: "/dialplan",
    component: lazyRouteComponent(() => import("../../features/admin-dialplan/DialPlanPage"), "DialPlanPage"),
  }),
] as const;

// Values in addresses are plain text: a position is not to become a number.
const parseSearch = parseSearchWith((value) => value);
const stringifySearch = stringifySearchWith(String);

export const router = createRouter({
  routeTree: root.addChildren([...routes]),
  defaultPreload: false,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
  // The page of another object is another page: kept, it would show the last one's data until its own come, and a form would save them.
  defaultRemountDeps: ({ params }) => params,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
