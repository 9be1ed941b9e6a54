import { Problem } from '@frontdesk/api';
import { IconButton, useUiWords } from '@frontdesk/ui';
import { useMutationState } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { deskActs } from './desk.ts';

const codes = [
  'not_your_call',
  'caller_gone',
  'telephone_not_configured',
  'telephone_unreachable',
  'write_up_first',
] as const;

/** Why the last act at the telephone did not work, wherever it was pressed. It stays until it is closed or another act follows. */
export function ActProblem() {
  const words = useWords();
  const ui = useUiWords();
  const [closed, setClosed] = useState(0);
  const acts = useMutationState({ filters: { mutationKey: deskActs }, select: (act) => act.state });
  const last = acts.at(-1);
  if (!last?.error || last.submittedAt <= closed) return null;
  const problem = last.error instanceof Problem ? last.error : null;
  const code = codes.find((one) => one === problem?.code) ?? 'failed';
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-danger bg-surface px-4 text-danger">
      <span className="font-medium">{words(`act.${code}`)}</span>
      {code === 'failed' && problem?.requestId ? (
        <span className="tabular text-meta">{ui('ui.reference', { id: problem.requestId })}</span>
      ) : null}
      <IconButton
        label={ui('ui.close')}
        size="compact"
        className="ml-auto"
        onClick={() => setClosed(last.submittedAt)}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
