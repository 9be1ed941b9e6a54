import { applyTheme, startLanguages } from '@frontdesk/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { dictionaries } from './i18n/words.ts';
import './styles.css';

applyTheme();
await startLanguages(dictionaries);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
