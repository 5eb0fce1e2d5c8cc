// The editing page: keys, autosave, live checks, term and match insertion. Everything that is decided is decided by the server.
import { Keeper, post } from './keep.js'
import { Clock } from './clock.js'
import { isTyping, openDialog } from './desk.js'

const page = document.getElementById('editor')
const text = JSON.parse(document.getElementById('strings').textContent)
const list = document.getElementById('segments')
const side = document.getElementById('side')
const bar = document.getElementById('state')
const clockView = document.getElementById('clock')
const rows = () => [...list.querySelectorAll('.seg')]
const visible = () => rows().filter((row) => !row.hidden)
const field = (row) => row.querySelector('textarea')
const row = (unit) => document.getElementById(`u-${unit}`)
const two = (n) => String(Math.floor(n)).padStart(2, '0')
const minutes = (s) => `${two(s / 60)}:${two(s % 60)}`
let current = null
let checking = null
let checkTimer = 0

const clock = new Clock((sum, isActive) => {
  clockView.textContent = `${text.active} ${minutes(sum)}`
  clockView.dataset.is = isActive ? 'on' : 'off'
})
const keeper = new Keeper(page.dataset.person, show, (unit) => clock.effort(unit))

function show (unit, state, detail = {}) {
  const at = detail.at ? new Date(detail.at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', second: '2-digit' }) : ''
  const said = { typing: text.typing, kept: `${text.kept} ${at}`, away: text.away, out: text.out, refused: detail.title ?? text.refused, saved: `${text.saved} ${at}`, conflict: text.conflict }[state] ?? ''
  bar.dataset.is = state
  bar.textContent = said
  const view = row(unit)?.querySelector('.seg-state')
  if (view) {
    view.dataset.is = state
    view.textContent = said
    if (state === 'out') link(view, `/signin?next=${encodeURIComponent(location.pathname)}`, text.signin)
    if (state === 'conflict') link(view, `/desk/units/${unit}/conflict`, text.merge)
  }
}

function link (view, href, words) {
  const a = document.createElement('a')
  a.href = href
  a.textContent = words
  view.append(' ', a)
}

// --- moving about ----------------------------------------------------------

function go (next, { focus = true } = {}) {
  if (!next) return
  if (current !== next) {
    current?.classList.remove('is-current')
    current = next
    current.classList.add('is-current')
    clock.on(current.dataset.unit)
    place()
    panel()
  }
  if (focus && document.activeElement !== field(next)) {
    field(next).focus({ preventScroll: true })
    next.scrollIntoView({ block: 'center', behavior: 'auto' })
  }
}

// On a narrow screen the help stands inside the segment that it is for.
const narrow = window.matchMedia('(max-width: 64rem)')
const home = side.parentElement
function place () { (narrow.matches && current ? current : home).append(side) }
narrow.addEventListener('change', place)

function step (by) {
  const shown = visible()
  const at = current ? shown.indexOf(current) : -1
  go(shown[Math.max(0, Math.min(shown.length - 1, at + by))])
}

list.addEventListener('focusin', (event) => {
  const found = event.target.closest('.seg')
  if (found) go(found, { focus: false })
})

// --- the side: terms, issues, matches, history ------------------------------

let arrived = Promise.resolve()

function panel () { arrived = load(current.dataset.unit) }

async function load (unit) {
  try {
    const response = await fetch(`/desk/units/${unit}/panel`, { credentials: 'same-origin', headers: { 'X-Fragment': '1' } })
    const html = response.ok && await response.text()
    if (current.dataset.unit !== unit) return
    if (response.ok) { side.innerHTML = html; side.dataset.of = unit; check() }
  } catch { /* no connection: the side keeps what it shows, but not for another segment */
    if (current.dataset.unit === unit && side.dataset.of !== unit) side.replaceChildren()
  }
}

// What the side has for the segment where the key was pressed: it may still be on its way, or be of the segment before.
async function offered (selector) {
  const unit = current?.dataset.unit
  await arrived
  return unit && current.dataset.unit === unit && side.dataset.of === unit ? side.querySelector(selector) : null
}

function checkSoon () {
  clearTimeout(checkTimer)
  checkTimer = setTimeout(check, 400)
}

async function check () {
  if (!current || checking) { if (checking) checkSoon(); return }
  const unit = current.dataset.unit
  checking = unit
  try {
    const { status, answer } = await post(`/desk/units/${unit}/check`, { target: field(row(unit)).value })
    if (status === 200 && current.dataset.unit === unit) {
      for (const [id, html] of Object.entries(answer.parts)) {
        const place = document.getElementById(id)
        if (place && place.innerHTML !== html) place.innerHTML = html
      }
      const source = row(unit).querySelector('.seg-source')
      for (const term of source.querySelectorAll('.term')) term.classList.toggle('missing', answer.missing.includes(Number(term.dataset.n)))
      row(unit).querySelector('.seg-issues').textContent = answer.summary
    }
  } catch { /* tried again at the next key */ } finally { checking = null }
}

// --- text -------------------------------------------------------------------

// execCommand keeps the browser's own undo; there is no other way to do that in a text field.
function write (area, words, start = area.selectionStart, end = area.selectionEnd) {
  area.focus()
  area.setSelectionRange(start, end)
  if (!document.execCommand('insertText', false, words)) {
    area.setRangeText(words, start, end, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}

const replace = (area, words) => { if (area.value !== words) write(area, words, 0, area.value.length) }

list.addEventListener('input', (event) => {
  const own = event.target.closest('.seg')
  if (!own || event.target.tagName !== 'TEXTAREA') return
  own.dataset.dirty = '1'
  clock.key()
  keeper.typed(own.dataset.unit, event.target.value, Number(own.dataset.version))
  checkSoon()
  if (!own.dataset.claimed && !own.dataset.asked) { own.dataset.asked = '1'; claim(own, true) }
})

async function insertTerm (number) {
  const item = await offered(`[data-term="${number}"]`)
  if (!item) return
  const area = field(current)
  let start = area.selectionStart
  let end = area.selectionEnd
  let words = item.dataset.plain
  try {
    const { status, answer } = await post(`/desk/units/${current.dataset.unit}/term`, { entry: item.dataset.entry, target: area.value, start, end })
    if (status === 200) ({ start, end, text: words } = answer)
  } catch { /* the citation form will do */ }
  write(area, words, start, end)
}

async function insertMatch (number) {
  const item = await offered(`[data-match="${number}"]`)
  if (item) replace(field(current), item.dataset.text)
}

async function fix (code = '') { // without a code the first issue that the text has now, whatever the side still shows
  if (!current) return
  const area = field(current)
  const before = area.value
  try {
    const { status, answer } = await post(`/desk/units/${current.dataset.unit}/fix`, { target: before, code })
    if (status === 200 && area.value === before) replace(area, answer.target)
  } catch { /* no connection: the issue stays where it is */ }
}

// --- what becomes of a unit ---------------------------------------------------

// A version that somebody else has made comes with its text, or not at all: what is being typed stays based on what it began from.
function told (own, answer, isOurs = false) {
  const isNews = !isOurs && answer.version > Number(own.dataset.version)
  if (isNews && own.dataset.dirty) show(answer.unit, 'conflict')
  else if (isNews) field(own).value = own.dataset.saved = answer.target
  const version = isNews && own.dataset.dirty ? own.dataset.version : answer.version
  Object.assign(own.dataset, { version, state: answer.state, claimed: answer.claimed_by === page.dataset.person ? '1' : '' })
  own.querySelector('.seg-badge').textContent = answer.state_label
  own.querySelector('.seg-badge').className = `badge seg-badge ${answer.state}`
  own.querySelector('.seg-who').textContent = answer.who ?? ''
  progress()
}

function progress () {
  const all = rows()
  const done = all.filter((one) => ['reviewed', 'final'].includes(one.dataset.state)).length
  document.getElementById('progress').textContent = text.progress.replace('{done}', done).replace('{all}', all.length)
}

async function act (own, action, body = {}) {
  const unit = own.dataset.unit
  try {
    const { status, answer } = await post(`/desk/units/${unit}/${action}`, { base_version: Number(own.dataset.version), key: crypto.randomUUID(), ...clock.effort(unit), ...body })
    if (status === 200) { told(own, answer, 'target' in body); return answer }
    if (status === 409 || status === 412) {
      if (answer.kind === 'conflict') { keeper.typed(unit, field(own).value, Number(own.dataset.version)); await keeper.write(unit); show(unit, 'conflict') } else show(unit, 'refused', answer)
      return null
    }
    show(unit, status === 401 ? 'out' : 'refused', answer)
  } catch { show(unit, 'away') }
  return null
}

async function confirm (own, { approve = false } = {}) {
  const unit = own.dataset.unit
  const target = field(own).value
  const answer = await act(own, approve ? 'approve' : 'edit', { target })
  if (!answer) return false
  if (field(own).value === target) { keeper.forget(unit); delete own.dataset.dirty }
  clock.taken(unit)
  show(unit, 'saved', { at: answer.at })
  return true
}

async function claim (own, silent = false) {
  if (own.dataset.asking) return
  own.dataset.asking = '1'
  const release = own.dataset.claimed && !silent
  const answer = await act(own, release ? 'release' : 'claim')
  delete own.dataset.asking
  if (answer && !silent) show(own.dataset.unit, 'note')
}

function ask (id, own, action) {
  const dialog = openDialog(id)
  const form = dialog.querySelector('form')
  form.onsubmit = async (event) => {
    event.preventDefault()
    const given = Object.fromEntries(new FormData(form))
    dialog.close()
    form.reset()
    const answer = await act(own, action, given)
    if (answer) { panel(); field(own).focus() }
  }
}

function waive (item) {
  const dialog = openDialog('waive')
  dialog.querySelector('[name=code]').value = item.dataset.waive
  dialog.querySelector('[name=message]').value = item.dataset.message
  dialog.querySelector('.what').textContent = item.dataset.message
  ask('waive', current, 'waive')
}

// --- keys ---------------------------------------------------------------------

const MARKS = { KeyL: '\u200e', KeyR: '\u200f' }
const PAIRS = { KeyI: ['\u2066', '\u2069'], KeyO: ['\u2067', '\u2069'], KeyQ: ['\u00ab', '\u00bb'] }

function around ([before, after]) {
  const area = field(current)
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd)
  write(area, before + chosen + after)
  if (!chosen) area.setSelectionRange(area.selectionStart - after.length, area.selectionStart - after.length)
}

const actions = {
  next: () => step(1),
  previous: () => step(-1),
  confirm: async () => { const own = current; if (own && await confirm(own)) step(1) },
  approve: async () => { const own = current; if (own && await confirm(own, { approve: true })) step(1) },
  claim: () => claim(current),
  return: () => ask('return', current, 'return'),
  comment: () => ask('comment', current, 'comment'),
  waive: async () => { const item = await offered('[data-waive]'); if (item) waive(item) },
  fix: () => fix(),
  source: () => replace(field(current), current.querySelector('[data-source]').dataset.source),
  draft: () => replace(field(current), current.dataset.draft),
  undo: () => replace(field(current), current.dataset.saved),
  filter: () => document.getElementById('find').focus(),
  help: () => openDialog('help'),
  lrm: () => write(field(current), MARKS.KeyL),
  rlm: () => write(field(current), MARKS.KeyR),
  lri: () => around(PAIRS.KeyI),
  rli: () => around(PAIRS.KeyO),
  quotes: () => around(PAIRS.KeyQ)
}

const ALT = { ArrowDown: 'next', ArrowUp: 'previous', KeyC: 'claim', KeyR: 'return', KeyM: 'comment', KeyW: 'waive', KeyX: 'fix', KeyS: 'source', KeyD: 'draft', KeyZ: 'undo', KeyF: 'filter', KeyH: 'help' }
const ALT_SHIFT = { KeyL: 'lrm', KeyR: 'rlm', KeyI: 'lri', KeyO: 'rli', KeyQ: 'quotes' }

document.addEventListener('keydown', (event) => {
  if (document.querySelector('dialog[open]')) return
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  let action = null
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') action = event.shiftKey ? 'approve' : 'confirm'
  else if (event.altKey && !event.ctrlKey && digit) { event.preventDefault(); event.shiftKey ? insertMatch(digit) : insertTerm(digit); return }
  else if (event.altKey && !event.ctrlKey) action = (event.shiftKey ? ALT_SHIFT : ALT)[event.code]
  else if (event.ctrlKey && !event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && isTyping(event.target)) action = event.key === 'ArrowDown' ? 'next' : 'previous'
  else if (!isTyping(event.target) && !event.ctrlKey && !event.metaKey && (event.key === 'j' || event.key === 'k')) action = event.key === 'j' ? 'next' : 'previous'
  if (!action) return
  event.preventDefault()
  if (!current && !['filter', 'help', 'next', 'previous'].includes(action)) return
  actions[action]()
})

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]')
  if (button) { const own = button.closest('.seg'); if (own) go(own); actions[button.dataset.do]?.(); return }
  const term = event.target.closest('[data-term] button'); if (term) { insertTerm(term.closest('[data-term]').dataset.term); return }
  const match = event.target.closest('[data-match] button'); if (match) { insertMatch(match.closest('[data-match]').dataset.match); return }
  const safe = event.target.closest('[data-fix]'); if (safe) { fix(safe.dataset.fix); return }
  const waived = event.target.closest('[data-waive]'); if (waived) waive(waived)
})
document.addEventListener('mousedown', (event) => { if (event.target.closest('.side button, .marks button')) event.preventDefault() }) // the caret stays

// --- search and filter ------------------------------------------------------

function filter () {
  const words = document.getElementById('find').value.trim().toLocaleLowerCase()
  const state = document.getElementById('only').value
  for (const one of rows()) {
    const isFound = !words || `${one.querySelector('.seg-source').textContent} ${field(one).value}`.toLocaleLowerCase().includes(words)
    const isWanted = !state || one.dataset.state === state || (state === 'open' && !['reviewed', 'final'].includes(one.dataset.state)) || (state === 'issues' && one.querySelector('.seg-issues').textContent !== '') || (state === 'mine' && one.dataset.claimed)
    one.hidden = !(isFound && isWanted)
  }
}
document.getElementById('find').addEventListener('input', filter)
document.getElementById('only').addEventListener('change', filter)
document.getElementById('find').addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === 'Escape') { event.preventDefault(); if (event.key === 'Escape') { event.target.value = ''; filter() } go(visible()[0]) } })

// --- others -------------------------------------------------------------------

async function pulse () {
  const held = rows().filter((one) => one.dataset.claimed).map((one) => one.dataset.unit)
  try {
    const { status, answer } = await post(`/desk/articles/${page.dataset.article}/pulse`, { unit: current?.dataset.unit ?? null, held })
    if (status !== 200) return
    document.getElementById('others').textContent = answer.others
    const at = new Map(answer.present.map((one) => [one.unit, one.person]))
    for (const one of rows()) one.querySelector('.seg-here').textContent = at.has(one.dataset.unit) ? text.here.replace('{person}', at.get(one.dataset.unit)) : ''
    for (const unit of answer.units) {
      const own = row(unit.unit)
      if (own && unit.version >= Number(own.dataset.version)) told(own, unit)
    }
  } catch { /* the next beat will tell */ }
}

// --- begin --------------------------------------------------------------------

for (const one of rows()) {
  const unit = one.dataset.unit
  const area = field(one)
  const kept = keeper.local(unit)
  const journal = one.dataset.journal
  if (journal !== undefined && area.value !== journal) area.value = journal
  if (kept && !kept.isKept && kept.target !== area.value) {
    area.value = kept.target
    one.dataset.dirty = '1'
    keeper.typed(unit, kept.target, kept.base)
  } else if (kept) keeper.forget(unit)
  if (journal !== undefined && journal !== one.dataset.saved) one.dataset.dirty = '1'
  const base = Number(one.dataset.journalBase || kept?.base || one.dataset.version)
  if (one.dataset.dirty && base !== Number(one.dataset.version)) { one.dataset.version = base; show(unit, 'conflict') } // what was typed is based on that
  else if (one.dataset.dirty) one.querySelector('.seg-state').textContent = text.unsaved
}
progress()
setInterval(pulse, 15000)
go(row(page.dataset.unit) ?? rows().find((one) => !['reviewed', 'final'].includes(one.dataset.state)) ?? rows()[0])
pulse()
page.dataset.ready = '1'
