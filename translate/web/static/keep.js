// Typed text goes in and is not lost: at once into this browser, at every pause into the server's journal.
// A journal entry is tried again until the server has it; what the server has acknowledged it has written to disk.
const PAUSE = 350 // ms without a key before the journal is written
const LONGEST = 1200 // ms of typing without a pause before it is written all the same
const RETRY = [800, 1500, 3000, 6000, 12000]

export async function post (url, body, { keepalive = false } = {}) {
  const response = await fetch(url, {
    method: 'POST',
    keepalive,
    credentials: 'same-origin',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': document.querySelector('meta[name="csrf"]').content, Accept: 'application/json' },
    body: JSON.stringify(body)
  })
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json')
  const answer = isJson ? await response.json() : { text: await response.text() }
  return { status: response.type === 'opaqueredirect' ? 401 : response.status, answer }
}

export class Keeper {
  constructor (person, show, effort) {
    this.person = person
    this.show = show // (unit, state, detail) => void
    this.effort = effort // (unit) => {active_seconds, total_seconds, keystrokes}
    this.waiting = new Map()
    window.addEventListener('online', () => this.flush())
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') this.flush(true) })
    window.addEventListener('pagehide', () => this.flush(true))
  }

  key (unit) { return `desk:${this.person}:${unit}` }

  local (unit) {
    try { return JSON.parse(localStorage.getItem(this.key(unit))) } catch { return null }
  }

  typed (unit, target, base) {
    const text = { target, base, at: new Date().toISOString(), sequence: Date.now() }
    try { localStorage.setItem(this.key(unit), JSON.stringify(text)) } catch { /* full or forbidden: the journal remains */ }
    const entry = this.waiting.get(unit) ?? { since: performance.now(), tries: 0 }
    Object.assign(entry, text)
    this.waiting.set(unit, entry)
    this.show(unit, 'typing')
    clearTimeout(entry.timer)
    const left = LONGEST - (performance.now() - entry.since)
    entry.timer = setTimeout(() => this.write(unit), Math.max(0, Math.min(PAUSE, left)))
  }

  forget (unit) {
    clearTimeout(this.waiting.get(unit)?.timer)
    this.waiting.delete(unit)
    try { localStorage.removeItem(this.key(unit)) } catch { /* nothing was kept */ }
  }

  flush (keepalive = false) { for (const unit of this.waiting.keys()) this.write(unit, keepalive) }

  async write (unit, keepalive = false) {
    const entry = this.waiting.get(unit)
    if (!entry) return
    clearTimeout(entry.timer)
    if (entry.busy && !keepalive) { entry.again = true; return }
    entry.busy = true
    entry.since = performance.now()
    const { target, base, sequence } = entry
    let status = 0
    let answer = {}
    try {
      ({ status, answer } = await post(`/desk/units/${unit}/journal`, { target, base_version: base, sequence, ...this.effort(unit) }, { keepalive }))
    } catch { status = 0 }
    entry.busy = false
    if (this.waiting.get(unit) !== entry) return
    if (status === 200) {
      entry.tries = 0
      if (entry.sequence === sequence) {
        this.waiting.delete(unit)
        try { localStorage.setItem(this.key(unit), JSON.stringify({ target, base, isKept: true })) } catch { /* the journal has it */ }
        this.show(unit, 'kept', answer)
      } else this.write(unit)
    } else if (status === 401 || status === 403) {
      this.show(unit, 'out', answer)
      entry.timer = setTimeout(() => this.write(unit), 4000)
    } else if (status === 0 || status >= 500 || status === 429 || status === 408) {
      this.show(unit, 'away', answer)
      entry.timer = setTimeout(() => this.write(unit), RETRY[Math.min(entry.tries++, RETRY.length - 1)])
    } else {
      this.show(unit, 'refused', answer)
      this.waiting.delete(unit)
    }
    entry.again = false
  }
}
