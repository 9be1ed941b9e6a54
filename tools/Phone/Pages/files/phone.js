import { $, clock, onLanguage, t } from './words.js'
import { drawAlerts, startChaos } from './behind.js'
import { ask, send } from './ask.js'

const letters = { 1: '', 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ', '*': '', 0: '+', '#': '' }
const over = ['completed', 'busy', 'failed', 'no-answer', 'canceled']
const state = { me: null, network: { numbers: [], callers: [] }, call: null, incoming: null, heard: [], texts: new Map() }

const pretty = number => number?.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3') ?? ''
const nameOf = number =>
  state.network.callers.find(c => c.number === number)?.name ?? state.network.numbers.find(n => n.number === number)?.name ?? pretty(number?.replace(/^client:.*/, t('someone')))

function typedNumber() {
  const text = $('from').value.trim()
  const digits = text.replace(/\D/g, '')
  const number = text.startsWith('+') ? `+${digits}` : digits.length === 10 ? `+1${digits}` : `+${digits}`
  return /^\+[1-9]\d{7,14}$/.test(number) ? number : null
}

function line(list, kind, text, extra = {}) {
  const entry = document.createElement('p')
  entry.className = kind
  if (extra.lang) entry.lang = extra.lang
  entry.textContent = text
  if (extra.at) {
    const time = document.createElement('time')
    time.dateTime = extra.at
    time.textContent = [extra.who, clock(extra.at)].filter(Boolean).join(' · ')
    entry.append(time)
  }
  list.append(entry)
  list.scrollTop = list.scrollHeight
}

const sounds = {
  say: e => ['said', e.text, { lang: e.language }],
  play: e => ['note', e.digits ? `♪ ${e.digits}` : `♪ ${e.url.split('/').pop()}`],
  music: () => ['note', `♪ ${t('music')}`],
  queued: () => ['note', t('inLine')],
  gather: () => ['note', t('keysWanted')],
  record: () => ['note', t('recording')],
  digits: e => ['mine', t('pressed', [...e.digits].join(' '))],
  bridged: e => ['note', t('connectedWith', nameOf(e.address))],
  unbridged: () => ['note', t('parted')],
  status: e => (over.includes(e.status) || e.status === 'ringing' || e.status === 'in-progress' ? ['note', t(e.status)] : null),
}

function drawHeard() {
  $('heard').replaceChildren()
  if (state.heard.length === 0) line($('heard'), 'note', t('nothingHeard'))
  for (const e of state.heard) hear(e, false)
}

function hear(event, aloud = true) {
  const sound = sounds[event.kind]?.(event)
  if (!sound) return
  line($('heard'), ...sound)
  if (aloud && event.kind === 'say' && $('aloud').checked && 'speechSynthesis' in window) {
    const words = new SpeechSynthesisUtterance(event.text)
    words.lang = event.language
    speechSynthesis.speak(words)
  }
}

function drawTexts() {
  $('texts').replaceChildren()
  const mine = [...state.texts.values()].filter(m => m.from === state.me || m.to === state.me).sort((a, b) => a.at.localeCompare(b.at))
  if (mine.length === 0) line($('texts'), 'note', t('noTexts'))
  for (const m of mine) line($('texts'), m.to === state.me ? 'said' : 'mine', m.body, { at: m.at, who: nameOf(m.to === state.me ? m.from : m.to) })
}

// Whoever texted last is whom an answer goes to.
function answerTo(number) {
  if (state.network.numbers.some(n => n.number === number)) $('to').value = number
  drawMe()
}

function drawCall() {
  const live = state.call && !over.includes(state.call.status)
  const called = $('live').hidden && live
  const ended = !$('live').hidden && !live
  $('dialer').hidden = !!live
  $('live').hidden = !live
  if (live) {
    $('peer').textContent = nameOf(state.call.direction === 'inbound' ? state.call.to : state.call.from)
    $('state').textContent = t(state.call.status)
  }
  for (const key of $('keys').children) key.disabled = state.call?.status !== 'in-progress'
  // The focus goes with what the person does next.
  if (called) $('hang-up').focus()
  if (ended) $('dial').focus()
}

function drawIncoming() {
  $('incoming').hidden = !state.incoming
  if (state.incoming) $('incoming-from').textContent = nameOf(state.incoming.from)
}

function tick() {
  const since = state.call?.answeredAt
  const seconds = since ? Math.max(0, Math.floor((Date.now() - new Date(since)) / 1000)) : 0
  $('timer').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function drawNetwork() {
  const { numbers, callers } = state.network
  const chosen = $('to').value
  $('to').replaceChildren(...numbers.map(n => new Option(n.name, n.number)))
  if (numbers.some(n => n.number === chosen)) $('to').value = chosen
  $('callers').replaceChildren(...callers.map(c => new Option(c.name, c.number)))
  $('to').disabled = numbers.length === 0
  if (!$('from').value && callers.length > 0) $('from').value = callers[0].number
  drawMe()
}

function drawMe() {
  const number = typedNumber()
  const wrong = $('from').value.trim() !== '' && !number
  $('from').setAttribute('aria-invalid', String(wrong))
  $('from-help').className = wrong ? 'fault' : 'help'
  $('from-help').textContent = wrong ? t('fromWrong') : (state.network.callers.find(c => c.number === number)?.name ?? t('fromHelp'))
  $('to-help').textContent = state.network.numbers.length > 0 ? pretty($('to').value) : t('noNumbers')
  const peer = t('textTo', state.network.numbers.length > 0 ? nameOf($('to').value) : t('theClinic'))
  $('body').placeholder = peer
  $('body-to').textContent = peer
  $('dial').disabled = !number || state.network.numbers.length === 0
}

async function become(number) {
  if (number === state.me) return
  state.me = number
  state.call = null
  state.incoming = null
  state.heard = []
  const [calls, texts] = number
    ? await Promise.all([ask(`calls?active=true&party=${encodeURIComponent(number)}`), ask(`texts?party=${encodeURIComponent(number)}`)])
    : [[], []]
  if (state.me !== number) return
  for (const m of texts) state.texts.set(m.messageSid, m)
  if (texts.length > 0) answerTo(texts[0].to === number ? texts[0].from : texts[0].to)
  const call = calls.find(c => c.direction === 'inbound' || c.status === 'in-progress')
  if (call) await follow(call)
  state.incoming = calls.find(c => c.direction !== 'inbound' && c.status === 'ringing') ?? null
  drawIncoming()
  drawTexts()
  drawHeard()
  drawCall()
}

async function follow(call) {
  state.call = call
  state.heard = []
  const { events } = await ask(`calls/${call.callSid}`)
  if (state.call?.callSid !== call.callSid) return
  // The stream may be ahead of this list or behind it: together they are whole.
  const known = new Set(events.map(e => e.id))
  state.heard = [...events.filter(e => sounds[e.kind]), ...state.heard.filter(e => !known.has(e.id))]
  for (const e of state.heard.filter(e => e.kind === 'status')) progress(e)
  drawHeard()
  drawCall()
}

function progress({ status, at }) {
  state.call = { ...state.call, status, answeredAt: state.call.answeredAt ?? (status === 'in-progress' ? at : null) }
}

function happened(event) {
  if (event.kind === 'number') loadNetwork()
  if (event.kind === 'alert') drawAlerts()
  if (event.kind === 'text' && (event.from === state.me || event.to === state.me)) {
    const before = state.texts.get(event.callSid)
    state.texts.set(event.callSid, { messageSid: event.callSid, from: event.from, to: event.to, body: event.body, at: before?.at ?? event.at })
    if (!before) {
      drawTexts()
      answerTo(event.to === state.me ? event.from : event.to)
    }
  }
  if (event.kind === 'status' && event.to === state.me && event.direction !== 'inbound') {
    if (event.status === 'ringing') state.incoming = { callSid: event.callSid, from: event.from }
    else if (state.incoming?.callSid === event.callSid) {
      state.incoming = null
      if (event.status === 'in-progress') follow({ callSid: event.callSid, direction: event.direction, from: event.from, to: event.to, status: event.status, answeredAt: event.at })
    }
    drawIncoming()
  }
  if (event.callSid !== state.call?.callSid || !sounds[event.kind] || state.heard.some(e => e.id === event.id)) return
  if (event.kind === 'status') {
    progress(event)
    drawCall()
  }
  if (state.heard.length === 0) $('heard').replaceChildren()
  state.heard.push(event)
  hear(event)
}

async function loadNetwork() {
  state.network = await ask('network')
  drawNetwork()
  if (!state.me) await become(typedNumber())
}

async function doing(work) {
  $('fault').hidden = true
  try {
    await work()
  } catch (e) {
    $('fault').textContent = e.detail ? t('fault', e.detail) : t('lost')
    $('fault').hidden = false
  }
}

const press = digit => doing(() => send('POST', `calls/${state.call.callSid}/digits`, { digits: digit }))

for (const digit of '123456789*0#') {
  const key = document.createElement('button')
  key.type = 'button'
  key.textContent = digit
  const under = document.createElement('small')
  under.textContent = letters[digit]
  under.ariaHidden = 'true'
  key.append(under)
  key.dataset.digit = digit
  key.addEventListener('click', () => press(digit))
  $('keys').append(key)
}

// The computer's own keys dial too, unless something is being typed.
addEventListener('keydown', e => {
  if (state.call?.status !== 'in-progress' || e.ctrlKey || e.metaKey || e.altKey || !/^[0-9*#]$/.test(e.key) || e.target.matches('input, select')) return
  const key = [...$('keys').children].find(k => k.dataset.digit === e.key)
  key.classList.add('down')
  setTimeout(() => key.classList.remove('down'), 120)
  press(e.key)
})

$('from').addEventListener('input', drawMe)
$('to').addEventListener('change', drawMe)
$('from').addEventListener('change', () => doing(() => become(typedNumber())))
$('from').addEventListener('focus', () => $('from').select())
$('dialer').addEventListener('submit', e => {
  e.preventDefault()
  doing(async () => {
    const from = typedNumber()
    if (!from) return
    await become(from)
    await follow(await send('POST', 'calls', { from, to: $('to').value }))
  })
})
$('hang-up').addEventListener('click', () => doing(() => send('POST', `calls/${state.call.callSid}/hang-up`)))
$('take').addEventListener('click', () => doing(() => send('POST', `calls/${state.incoming.callSid}/answer`)))
$('decline').addEventListener('click', () => doing(() => send('POST', `calls/${state.incoming.callSid}/reject`)))
$('write').addEventListener('submit', e => {
  e.preventDefault()
  const body = $('body').value.trim()
  if (!body || !state.me) return
  doing(async () => {
    await send('POST', 'texts', { from: state.me, to: $('to').value, body })
    $('body').value = ''
  })
})

let lineIs = null
function drawLine(now) {
  lineIs = now ?? lineIs
  $('link').className = `dot ${lineIs ?? ''}`
  $('link-words').textContent = lineIs === 'on' ? t('online') : lineIs === 'off' ? t('offline') : ''
}

const stream = new EventSource('/phone/api/events')
stream.addEventListener('open', () => {
  drawLine('on')
  doing(loadNetwork)
  drawAlerts()
})
stream.addEventListener('error', () => drawLine('off'))
stream.addEventListener('message', e => happened(JSON.parse(e.data)))

setInterval(tick, 250)
startChaos()
onLanguage(() => {
  drawLine()
  drawNetwork()
  drawHeard()
  drawTexts()
  drawCall()
  drawIncoming()
})
