import { $, onLanguage, t } from './words.js'

const period = 30
let secret = null
let shownStep = null

/** Base32 as authenticator apps read it: case, spaces and padding do not matter. Null when it is none. */
function bytesOf(text) {
  const letters = text.toUpperCase().replace(/[\s-]|=+$/g, '')
  if (!/^[A-Z2-7]{8,}$/.test(letters)) return null
  const bytes = []
  let bits = 0
  let value = 0
  for (const letter of letters) {
    value = ((value << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter)) & 0xfff
    bits += 5
    if (bits >= 8) bytes.push((value >> (bits -= 8)) & 0xff)
  }
  return new Uint8Array(bytes)
}

/** RFC 6238: six digits, thirty seconds, SHA-1. */
async function codeAt(step) {
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(step))
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const number = mac.getUint32(mac.getUint8(19) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function draw() {
  $('shown').hidden = !secret
  if (!secret) return
  const now = Date.now() / 1000
  const step = Math.floor(now / period)
  $('left').style.transform = `scaleX(${1 - (now % period) / period})`
  $('seconds').textContent = t('seconds', Math.ceil(period - (now % period)))
  if (step === shownStep) return
  shownStep = step
  const code = await codeAt(step)
  $('code').textContent = `${code.slice(0, 3)} ${code.slice(3)}`
  $('copied').textContent = ''
}

function take(text) {
  secret = bytesOf(text)
  shownStep = null
  const wrong = text.trim() !== '' && !secret
  $('fault').hidden = !wrong
  $('fault').textContent = wrong ? t('secretWrong') : ''
  $('secret').setAttribute('aria-invalid', String(wrong))
  draw()
}

/** The fragment is never sent to a server: #secret=…&label=… */
function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1))
  if (!given.get('secret')) return
  $('label').textContent = given.get('label') ?? ''
  $('secret').value = given.get('secret')
  take($('secret').value)
}

$('ask').addEventListener('submit', e => e.preventDefault())
$('secret').addEventListener('input', () => take($('secret').value))
$('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText($('code').textContent.replace(' ', ''))
  $('copied').textContent = t('copied')
})
addEventListener('hashchange', fromAddress)
onLanguage(() => take($('secret').value))
fromAddress()
setInterval(draw, 250)
