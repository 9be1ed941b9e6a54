import { localPath, Skeleton } from '@frontdesk/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';

const root = createRootRoute({
  notFoundComponent: lazyRouteComponent(() => import('./shell/NotFound.tsx'), 'NotFound'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // A value that does not pass is said to be undefined, or it would pass unchecked.
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined } => ({
    to: localPath(search.to),
  }),
  component: lazyRouteComponent(() => import('./session/SignInScreen.tsx'), 'SignInScreen'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./home/HomeScreen.tsx'), 'HomeScreen'),
});

const book = createRoute({
  getParentRoute: () => shell,
  path: '/book',
  component: lazyRouteComponent(() => import('./book/BookScreen.tsx'), 'BookScreen'),
});

const visits = createRoute({
  getParentRoute: () => shell,
  path: '/visits',
  component: lazyRouteComponent(() => import('./visits/VisitsScreen.tsx'), 'VisitsScreen'),
});

const visit = createRoute({
  getParentRoute: () => shell,
  path: '/visits/$appointmentId',
  component: lazyRouteComponent(() => import('./visits/VisitScreen.tsx'), 'VisitScreen'),
});

const move = createRoute({
  getParentRoute: () => shell,
  path: '/visits/$appointmentId/move',
  component: lazyRouteComponent(() => import('./visits/MoveScreen.tsx'), 'MoveScreen'),
});

const earlier = createRoute({
  getParentRoute: () => shell,
  path: '/visits/$appointmentId/earlier',
  component: lazyRouteComponent(() => import('./waitlist/EarlierScreen.tsx'), 'EarlierScreen'),
});

const waiting = createRoute({
  getParentRoute: () => shell,
  path: '/waiting/$waitlistId',
  component: lazyRouteComponent(() => import('./waitlist/PlaceScreen.tsx'), 'PlaceScreen'),
});

const offer = createRoute({
  getParentRoute: () => shell,
  path: '/offers/$offerId',
  component: lazyRouteComponent(() => import('./offers/OfferScreen.tsx'), 'OfferScreen'),
});

const you = createRoute({
  getParentRoute: () => shell,
  path: '/you',
  component: lazyRouteComponent(() => import('./you/YouScreen.tsx'), 'YouScreen'),
});

const accessLog = createRoute({
  getParentRoute: () => shell,
  path: '/you/access-log',
  component: lazyRouteComponent(() => import('./you/AccessLogScreen.tsx'), 'AccessLogScreen'),
});

const routeTree = root.addChildren([
  signIn,
  shell.addChildren([home, book, visits, visit, move, earlier, waiting, offer, you, accessLog]),
]);

export function newRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    defaultPendingComponent: Skeleton,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
