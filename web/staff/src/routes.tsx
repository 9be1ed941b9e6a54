import { localPath, Skeleton } from '@frontdesk/ui';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';

// Each screen is its own chunk; this file only says where they stand. No patient data goes into an address:
// searches live in memory, ids are opaque.
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

const desk = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { item?: string | undefined } => ({
    item: typeof search.item === 'string' ? search.item : undefined,
  }),
  component: lazyRouteComponent(() => import('./desk/DeskScreen.tsx'), 'DeskScreen'),
});

const patients = createRoute({
  getParentRoute: () => shell,
  path: '/patients',
  component: lazyRouteComponent(() => import('./patients/PatientsScreen.tsx'), 'PatientsScreen'),
});

const noPatient = createRoute({
  getParentRoute: () => patients,
  path: '/',
  component: lazyRouteComponent(() => import('./patients/NoPatient.tsx'), 'NoPatient'),
});

const register = createRoute({
  getParentRoute: () => patients,
  path: '/register',
  component: lazyRouteComponent(() => import('./patients/RegisterScreen.tsx'), 'RegisterScreen'),
});

const chart = createRoute({
  getParentRoute: () => patients,
  path: '/$patientId',
  component: lazyRouteComponent(() => import('./patients/ChartScreen.tsx'), 'ChartScreen'),
});

const dateOf = ({ date }: Record<string, unknown>) =>
  typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined;

const today = createRoute({
  getParentRoute: () => shell,
  path: '/today',
  validateSearch: (search: Record<string, unknown>): { date?: string | undefined } => ({
    date: dateOf(search),
  }),
  component: lazyRouteComponent(() => import('./today/TodayScreen.tsx'), 'TodayScreen'),
});

const schedule = createRoute({
  getParentRoute: () => shell,
  path: '/schedule',
  validateSearch: (
    search: Record<string, unknown>,
  ): { date?: string | undefined; view?: 'week' | undefined; who?: string | undefined } => ({
    date: dateOf(search),
    view: search.view === 'week' ? 'week' : undefined,
    who: typeof search.who === 'string' ? search.who : undefined,
  }),
  component: lazyRouteComponent(() => import('./schedule/ScheduleScreen.tsx'), 'ScheduleScreen'),
});

const requests = createRoute({
  getParentRoute: () => shell,
  path: '/requests',
  validateSearch: (
    search: Record<string, unknown>,
  ): { item?: string | undefined; kind?: string | undefined; mine?: true | undefined } => ({
    item: typeof search.item === 'string' ? search.item : undefined,
    kind: typeof search.kind === 'string' ? search.kind : undefined,
    mine: search.mine === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./requests/RequestsScreen.tsx'), 'RequestsScreen'),
});

// What is shown of the settings stands in the address, all of it in one chunk that few people open.
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/{-$section}/{-$id}/{-$part}',
  component: lazyRouteComponent(() => import('./settings/SettingsScreen.tsx'), 'SettingsScreen'),
});

const routeTree = root.addChildren([
  signIn,
  shell.addChildren([
    desk,
    today,
    schedule,
    requests,
    settings,
    patients.addChildren([noPatient, register, chart]),
  ]),
]);

export function newRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    basepath: '/staff',
    defaultPendingComponent: Skeleton,
    ...(history ? { history } : {}),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
