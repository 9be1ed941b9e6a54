import type { Challenge } from '@frontdesk/api';
import { useState } from 'react';
import { Page } from '../shell/Page.tsx';
import { AskCode } from './AskCode.tsx';
import { EnterCode } from './EnterCode.tsx';

/** Phone first, then the texted code with the birth date: a lost phone alone opens nothing. */
export function SignInScreen() {
  const [asked, setAsked] = useState<{ phone: string; challenge: Challenge } | null>(null);
  return (
    <Page>
      {asked ? (
        <EnterCode phone={asked.phone} challenge={asked.challenge} back={() => setAsked(null)} />
      ) : (
        <AskCode onAsked={(phone, challenge) => setAsked({ phone, challenge })} />
      )}
    </Page>
  );
}
