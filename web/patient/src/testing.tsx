import { type Answers, renderWithWords, serve } from '@frontdesk/ui/testing';
import { createMemoryHistory, type RouterHistory, RouterProvider } from '@tanstack/react-router';
import { dictionaries } from './i18n/words.ts';
import { newRouter } from './routes.tsx';
import { signedIn } from './testing.data.ts';

/** The whole app at a path, signed in, against these answers. The list of what was asked comes back. `history`: of a tab that is reloaded. */
export async function openApp(
  path: string,
  answers: Answers = {},
  history: RouterHistory = createMemoryHistory({ initialEntries: [`${path}`] }),
) {
  const asked = serve({ ...signedIn, ...answers });
  const router = newRouter(history);
  await renderWithWords(dictionaries, <RouterProvider router={router} />);
  return { asked, router };
}
