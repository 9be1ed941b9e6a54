// Both apps with hot reload; the Host answers /api (FRONTDESK_HOST, default http://localhost:8080).
import { spawn } from 'node:child_process';

const apps = ['patient', 'staff'].map((app) => spawn('npm', ['run', 'dev', '-w', app], { stdio: 'inherit' }));
const stop = () => {
  for (const app of apps) app.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const app of apps) app.on('exit', stop);
