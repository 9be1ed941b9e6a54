import { defineConfig } from 'vite';
import { appConfig } from '../vite.shared.ts';

export default defineConfig(appConfig('/staff/', Number(process.env.FRONTDESK_STAFF_PORT ?? 5174)));
