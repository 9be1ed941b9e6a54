async function answered(response) {
  const body = response.status === 204 ? null : await response.json()
  if (!response.ok) throw Object.assign(new Error(body?.detail), { detail: body?.detail ?? String(response.status) })
  return body
}

/** Reads from the control API. Throws with `detail` when it was refused, without when the program is away. */
export const ask = async path => answered(await fetch(`/phone/api/${path}`))

/** Does something through the control API. */
export const send = async (method, path, body) =>
  answered(await fetch(`/phone/api/${path}`, { method, headers: body ? { 'content-type': 'application/json' } : {}, body: body ? JSON.stringify(body) : undefined }))
