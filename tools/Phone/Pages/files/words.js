const words = {
  en: {
    title: 'Telephone', authenticator: 'Authenticator', tools: 'Tools', theCall: 'The call', from: 'You are', to: 'You call', call: 'Call', hangUp: 'Hang up', keypad: 'Keypad',
    heard: 'What you hear', aloud: 'Read aloud', texts: 'Texts', textTo: 'Text to {0}', theClinic: 'the clinic', send: 'Send', answer: 'Answer', decline: 'Decline', incoming: 'Incoming call',
    behind: 'Behind the line', alerts: 'Faults of the called app', noAlerts: 'None so far.', chaos: 'Trouble with callbacks', apply: 'Apply', applied: 'A new run begins with these.',
    chaosHelp: 'What the network does to status callbacks, in percent and milliseconds. The same seed and the same calls meet the same trouble.',
    seed: 'Seed', duplicate: 'Twice, %', reorder: 'Out of order, %', drop: 'Lost, %', delayFrom: 'Late from, ms', delayTo: 'Late to, ms',
    online: 'Line ready', offline: 'Line lost, trying again', light: 'Light', dark: 'Dark', other: 'Español',
    fromHelp: 'Pick a person, or type a number', fromWrong: 'That is not a telephone number', noNumbers: 'Nobody has rented a number yet', ringing: 'Ringing', 'in-progress': 'Connected', queued: 'Calling', initiated: 'Calling',
    completed: 'Call ended', busy: 'Busy', failed: 'The call could not be connected', 'no-answer': 'No answer', canceled: 'Call ended', calling: 'Calling {0}',
    music: 'Music', keysWanted: 'Use the keypad', inLine: 'Waiting in line', connectedWith: 'You are talking with {0}', parted: 'The other side is gone', recording: 'You are being recorded after the tone',
    pressed: 'You pressed {0}', nothingHeard: 'Words spoken to you appear here.', noTexts: 'No texts for this number.', someone: 'someone', fault: 'That did not work: {0}', lost: 'The telephone program does not answer.',
    code: 'Sign-in code', copy: 'Copy', copied: 'Copied.', secret: 'Secret of the account', secretHelp: 'It stays in this page and is sent nowhere.', secretWrong: 'A secret is written with the letters A–Z and the digits 2–7.', seconds: 'New code in {0} s',
  },
  es: {
    title: 'Teléfono', authenticator: 'Autenticador', tools: 'Herramientas', theCall: 'La llamada', from: 'Usted es', to: 'Llama a', call: 'Llamar', hangUp: 'Colgar', keypad: 'Teclado',
    heard: 'Lo que usted oye', aloud: 'Leer en voz alta', texts: 'Mensajes', textTo: 'Mensaje a {0}', theClinic: 'la clínica', send: 'Enviar', answer: 'Contestar', decline: 'Rechazar', incoming: 'Llamada entrante',
    behind: 'Detrás de la línea', alerts: 'Fallas de la aplicación llamada', noAlerts: 'Ninguna hasta ahora.', chaos: 'Problemas con los avisos', apply: 'Aplicar', applied: 'Empieza una nueva prueba con estos valores.',
    chaosHelp: 'Lo que la red hace con los avisos de estado, en porcentaje y milisegundos. La misma semilla y las mismas llamadas dan los mismos problemas.',
    seed: 'Semilla', duplicate: 'Dos veces, %', reorder: 'Desordenados, %', drop: 'Perdidos, %', delayFrom: 'Tarde desde, ms', delayTo: 'Tarde hasta, ms',
    online: 'Línea lista', offline: 'Sin línea, reintentando', light: 'Claro', dark: 'Oscuro', other: 'English',
    fromHelp: 'Elija una persona o escriba un número', fromWrong: 'Eso no es un número de teléfono', noNumbers: 'Todavía no hay números', ringing: 'Sonando', 'in-progress': 'Conectado', queued: 'Llamando', initiated: 'Llamando',
    completed: 'Llamada terminada', busy: 'Ocupado', failed: 'No se pudo conectar la llamada', 'no-answer': 'No contestan', canceled: 'Llamada terminada', calling: 'Llamando a {0}',
    music: 'Música', keysWanted: 'Use el teclado', inLine: 'Esperando en la fila', connectedWith: 'Está hablando con {0}', parted: 'La otra persona ya no está', recording: 'Se le graba después del tono',
    pressed: 'Marcó {0}', nothingHeard: 'Aquí aparece lo que le dicen.', noTexts: 'No hay mensajes para este número.', someone: 'alguien', fault: 'No funcionó: {0}', lost: 'El programa del teléfono no responde.',
    code: 'Código de acceso', copy: 'Copiar', copied: 'Copiado.', secret: 'Secreto de la cuenta', secretHelp: 'Se queda en esta página y no se envía.', secretWrong: 'Un secreto se escribe con las letras A–Z y los dígitos 2–7.', seconds: 'Código nuevo en {0} s',
  },
}

let language = remembered('language') ?? (navigator.language.startsWith('es') ? 'es' : 'en')
let dark = (remembered('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
const redraws = []

export const $ = id => document.getElementById(id)
export const t = (key, value = '') => words[language][key].replace('{0}', value)
export const clock = moment => new Date(moment).toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' })

/** Runs now and again whenever the language changes. */
export function onLanguage(redraw) {
  redraws.push(redraw)
  redraw()
}

// Storage may be forbidden; then the choice lasts as long as the page.
function remembered(key) {
  try { return localStorage.getItem(key) } catch { return null }
}

function remember(key, value) {
  try { localStorage.setItem(key, value) } catch { /* lasts as long as the page */ }
}

function dress() {
  document.documentElement.lang = language
  document.documentElement.classList.toggle('dark', dark)
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t(e.dataset.t)
  for (const e of document.querySelectorAll('[data-t-label]')) e.setAttribute('aria-label', t(e.dataset.tLabel))
  for (const e of document.querySelectorAll('[data-t-hint]')) e.placeholder = t(e.dataset.tHint)
  document.title = document.querySelector('h1').textContent
  $('language').textContent = t('other')
  $('language').lang = language === 'en' ? 'es' : 'en'
  $('theme').textContent = t(dark ? 'light' : 'dark')
  for (const redraw of redraws) redraw()
}

$('language').addEventListener('click', () => {
  remember('language', (language = language === 'en' ? 'es' : 'en'))
  dress()
})
$('theme').addEventListener('click', () => {
  remember('theme', (dark = !dark) ? 'dark' : 'light')
  dress()
})
dress()
