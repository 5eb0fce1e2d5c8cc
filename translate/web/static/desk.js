// What every page shares: the key help, confirmations, and the CSRF token of requests that htmx sends.
const token = () => document.querySelector('meta[name="csrf"]')?.content ?? ''

document.addEventListener('htmx:configRequest', (event) => { event.detail.headers['X-CSRF-Token'] = token() })

export const isTyping = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function openDialog (id) {
  const dialog = document.getElementById(id)
  if (dialog && !dialog.open) dialog.showModal()
  return dialog
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'F1' || (event.key === '?' && !isTyping(event.target))) {
    if (openDialog('help')) event.preventDefault()
  } else if (event.key === '/' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) {
    const field = document.querySelector('input[type=search]')
    if (field) { event.preventDefault(); field.focus() }
  }
})

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-open]')
  if (opener) openDialog(opener.dataset.open)
  const closer = event.target.closest('[data-close]')
  if (closer) closer.closest('dialog')?.close()
})

document.addEventListener('submit', (event) => {
  const question = event.target.dataset?.confirm
  if (question && !window.confirm(question)) event.preventDefault()
})

document.addEventListener('change', (event) => {
  if (event.target.matches('select[data-submit]')) event.target.form.requestSubmit()
})
