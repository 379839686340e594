// npm run bench:classic: how fast the classic rules read, and that hostile logs take time in proportion to their
// length; ends with 1 when the cost of a byte grows with the length of a log.

import { createClassicPack } from '../../src/core/classic/pack.ts'

const MIB = 1024 ** 2
const SMALL_BYTES = 4 * MIB
const LARGE_BYTES = 16 * MIB
const RUNS = 5
const GROWTH_MAX = 2

/** One line each, unless it says otherwise: what makes a backtracking engine slow on these rules. */
const LOGS: Readonly<Record<string, string>> = {
  'ordinary lines': `${'2024-05-01T12:00:00Z step 12 [worker] compiled module src/app/main.ts in 120 ms, cache hit\n'.repeat(9)}Error: x\n`,
  'all without pass': 'all ',
  'deployment without success': 'deployment ',
  'API without not configured': 'API ',
  'API not configured': 'API not configured ',
  'labels without content': 'solution: ',
  'a label, then blanks': 'solution:\n\n\n   ',
  'exit marks without digits': 'exit:',
  'digits without end': '7',
  'words that almost match': 'erro syntax erro import erro connection refuse ',
  'letters beyond ASCII': 'ſ\u212aİı错误 ',
  'malformed bytes': '\ufffe',
}

const pack = createClassicPack({ bytesMax: Number.MAX_SAFE_INTEGER })
let isLinear = true
for (const [name, unit] of Object.entries(LOGS)) report(name, unit)
process.exitCode = isLinear ? 0 : 1

function report(name: string, unit: string): void {
  const bytes = name === 'malformed bytes' ? Buffer.from([0xff, 0x61]) : Buffer.from(unit)
  const small = fastestMs(Buffer.alloc(SMALL_BYTES, bytes)) / SMALL_BYTES
  const large = fastestMs(Buffer.alloc(LARGE_BYTES, bytes)) / LARGE_BYTES
  const growth = large / small
  isLinear &&= growth < GROWTH_MAX
  const speed = Math.round(1 / large / 1_000)
  console.log(
    `${name.padEnd(30)}${String(speed).padStart(6)} MB/s   cost of a byte in four times the log: ×${growth.toFixed(2)}`,
  )
}

function fastestMs(log: Uint8Array): number {
  return Math.min(...Array.from({ length: RUNS }, () => timeMs(log)))
}

function timeMs(log: Uint8Array): number {
  const start = process.cpuUsage()
  const reader = pack.open()
  reader.push(log)
  reader.end({ exitCode: undefined })
  return process.cpuUsage(start).user / 1_000
}
