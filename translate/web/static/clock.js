// Active time: seconds in which a person worked on a unit. An idle half minute stops the clock, and so does another tab.
const IDLE = 30_000

export class Clock {
  constructor (show) {
    this.units = new Map()
    this.unit = null
    this.last = 0
    this.show = show
    this.sum = 0
    for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel']) document.addEventListener(kind, () => { this.touch() }, { passive: true })
    setInterval(() => this.tick(), 1000)
  }

  touch () { this.last = performance.now() }

  of (unit) {
    if (!this.units.has(unit)) this.units.set(unit, { active: 0, total: 0, keys: 0 })
    return this.units.get(unit)
  }

  on (unit) { this.unit = unit; this.touch() }

  key () { if (this.unit) this.of(this.unit).keys++ }

  tick () {
    const isActive = document.visibilityState === 'visible' && document.hasFocus() && performance.now() - this.last < IDLE
    if (this.unit) {
      const own = this.of(this.unit)
      own.total++
      if (isActive) { own.active++; this.sum++ }
    }
    this.show(this.sum, isActive, this.unit ? this.of(this.unit).active : 0)
  }

  effort (unit) {
    const own = this.of(unit)
    return { active_seconds: own.active, total_seconds: own.total, keystrokes: own.keys }
  }

  taken (unit) { this.units.delete(unit) }
}
