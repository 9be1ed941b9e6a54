export type Draft = { disposition: string; note: string };

// In memory only: a note about a patient is not left in the browser's storage.
const drafts = new Map<string, Draft>();

export function readDraft(callId: string): Draft {
  return drafts.get(callId) ?? { disposition: '', note: '' };
}

export function keepDraft(callId: string, draft: Draft | null): void {
  if (draft) drafts.set(callId, draft);
  else drafts.delete(callId);
}

/** At the end of a session: the next person at this screen starts with none. */
export function forgetDrafts(): void {
  drafts.clear();
}
