import { ask, send } from './ask.js'
import { $, clock, onLanguage, t } from './words.js'

const shares = ['duplicate', 'reorder', 'drop']
const fields = ['seed', ...shares, 'delayFrom', 'delayTo']

export async function drawAlerts() {
  const alerts = await ask('alerts')
  $('alerts').replaceChildren(
    ...(alerts.length > 0 ? alerts.slice(0, 50) : [null]).map(alert => {
      const li = document.createElement('li')
      if (!alert) {
        li.textContent = t('noAlerts')
        return li
      }
      li.className = alert.level
      const code = document.createElement('code')
      code.textContent = alert.code
      li.append(code, ` ${alert.message} · ${clock(alert.at)}`)
      return li
    }),
  )
}

function draw(settings) {
  $('chaos-fields').replaceChildren(
    ...fields.map(name => {
      const field = document.createElement('div')
      const label = document.createElement('label')
      label.htmlFor = `chaos-${name}`
      label.textContent = t(name)
      const input = document.createElement('input')
      Object.assign(input, { id: `chaos-${name}`, type: 'number', inputMode: 'numeric', min: name === 'seed' ? '' : '0', max: shares.includes(name) ? '100' : '' })
      input.value = shares.includes(name) ? Math.round(settings[name] * 100) : settings[name]
      field.append(label, input)
      return field
    }),
  )
}

const typed = () => Object.fromEntries(fields.map(name => [name, Number($(`chaos-${name}`).value) / (shares.includes(name) ? 100 : 1)]))

export async function startChaos() {
  let settings = await ask('chaos')
  onLanguage(() => draw(settings))
  $('chaos').addEventListener('submit', async e => {
    e.preventDefault()
    try {
      settings = await send('PUT', 'chaos', typed())
      $('chaos-said').textContent = t('applied')
    } catch (fault) {
      $('chaos-said').textContent = fault.detail ? t('fault', fault.detail) : t('lost')
    }
  })
}
