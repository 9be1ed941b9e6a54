import { defineConfig } from 'vite';
import { appConfig } from '../vite.shared.ts';

export default defineConfig(appConfig('/', Number(process.env.FRONTDESK_PATIENT_PORT ?? 5173)));
