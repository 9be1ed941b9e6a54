import { type Answers, renderWithWords, serve } from '@frontdesk/ui/testing';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { forgetDrafts } from './desk/drafts.ts';
import { dictionaries } from './i18n/words.ts';
import { newRouter } from './routes.tsx';
import { signedIn } from './testing.data.ts';

/** The whole app at a path, signed in, against these answers. The list of what was asked comes back. */
export async function openApp(path: string, answers: Answers = {}) {
  forgetDrafts();
  const asked = serve({ ...signedIn, ...answers });
  const router = newRouter(createMemoryHistory({ initialEntries: [`/staff${path}`] }));
  await renderWithWords(dictionaries, <RouterProvider router={router} />);
  return { asked, router };
}
