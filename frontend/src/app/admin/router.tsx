import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { AdministratorList } from "../../features/admin-access/AdministratorList";
import { TokenList } from "../../features/admin-access/TokenList";
import { ConferenceHistory } from "../../features/admin-history/ConferenceHistory";
import { ConferenceRecordPage } from "../../features/admin-history/ConferenceRecordPage";
import { NodeHistory } from "../../features/admin-history/NodeHistory";
import { LocationList } from "../../features/admin-locations/LocationList";
import { LocationPage } from "../../features/admin-locations/LocationPage";
import { NodeList } from "../../features/admin-nodes/NodeList";
import { NodePage } from "../../features/admin-nodes/NodePage";
import { RoomList } from "../../features/admin-rooms/RoomList";
import { RoomPage } from "../../features/admin-rooms/RoomPage";
import { SettingsPage } from "../../features/admin-settings/SettingsPage";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    component: lazyRouteComponent(() => import("../../features/live-view/LiveViewPage"), "LiveViewPage"),
  }),
  createRoute({ getParentRoute: () => root, path: "/locations", component: LocationList }),
  createRoute({ getParentRoute: () => root, path: "/locations/$id", component: LocationPage }),
  createRoute({ getParentRoute: () => root, path: "/nodes", component: NodeList }),
  createRoute({ getParentRoute: () => root, path: "/nodes/$id", component: NodePage }),
  createRoute({ getParentRoute: () => root, path: "/rooms", component: RoomList }),
  createRoute({ getParentRoute: () => root, path: "/rooms/$id", component: RoomPage }),
  createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsPage }),
  createRoute({ getParentRoute: () => root, path: "/administrators", component: AdministratorList }),
  createRoute({ getParentRoute: () => root, path: "/tokens", component: TokenList }),
  createRoute({ getParentRoute: () => root, path: "/history/nodes", component: NodeHistory }),
  createRoute({ getParentRoute: () => root, path: "/history/conferences", component: ConferenceHistory }),
  createRoute({ getParentRoute: () => root, path: "/history/conferences/$id", component: ConferenceRecordPage }),
] as const;

export const router = createRouter({ routeTree: root.addChildren([...routes]), defaultPreload: false, scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
