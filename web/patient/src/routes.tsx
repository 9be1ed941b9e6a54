import { Skeleton } from '@frontdesk/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';

const root = createRootRoute();

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === 'string' && search.to.startsWith('/') && !search.to.startsWith('//')
      ? { to: search.to }
      : {},
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

const routeTree = root.addChildren([signIn, shell.addChildren([home, book, visits, visit, you, accessLog])]);

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
