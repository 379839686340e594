import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDefaultRules } from '../../../src/adapters/rules/rule-files.ts'
import type { Conclusion } from '../../../src/core/rule-pack.ts'
import { hostileLog } from '../../support/hostile/log-text.ts'
import { Random } from '../../support/hostile/random.ts'
import { packOf } from '../../support/rule-pack.ts'

const pack = packOf(readDefaultRules())

function read(chunks: readonly Uint8Array[], exitCode?: number): Conclusion {
  const reader = pack.open()
  for (const chunk of chunks) reader.push(chunk)
  return reader.end({ exitCode })
}

const readText = (text: string, exitCode?: number) => read([Buffer.from(text)], exitCode)

const RUNS = 60
const COMPILE_ERROR = 'src/cart.c:12:5: error: unknown type name'

describe('escapes that are no colours', () => {
  test.each(['\u001bc', '\u001b[3J\u001bc', '\u001b7', '\u001b'])(
    'do not hide the error behind them: %j',
    (sequence) => {
      const { errors } = readText(`\u0007before\n${sequence}${COMPILE_ERROR}\n`)
      expect(errors).toMatchObject([{ type: 'compile_error', line: 2 }])
    },
  )
})

describe('the default pack on any bytes', () => {
  test('never throws, and its score never contradicts its verdict', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.option(fc.integer({ min: 0, max: 255 })), (seed, code) => {
        const conclusion = read([hostileLog(new Random(seed))], code ?? undefined)
        const [min, max] = BANDS[conclusion.verdict?.outcome ?? 'unknown']
        expect(conclusion.quality_score).toBeGreaterThanOrEqual(min)
        expect(conclusion.quality_score).toBeLessThanOrEqual(max)
        const sum = conclusion.score_breakdown?.reduce((total, { points }) => total + points, 0)
        expect(sum).toBe(conclusion.quality_score)
      }),
      { numRuns: RUNS },
    )
  })

  test('concludes the same however the log is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }),
        (seed, sizes) => {
          const log = Buffer.concat([Buffer.from(`${PIECES.join('\n')}\n`), hostileLog(new Random(seed))])
          expect(read(cut(log, sizes))).toEqual(read([log]))
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('gives the raw line of an error for any mixture of line ends, colours and spinners', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 40 }), (before) => {
        const text = [...before, `\x1b[31m${COMPILE_ERROR}\x1b[0m\n`, 'make: *** [all] Error 1\n'].join('')
        const line = text.slice(0, text.indexOf(COMPILE_ERROR)).split('\n').length
        expect(readText(text).errors[0]).toMatchObject({ line, rule: 'cc-error' })
      }),
      { numRuns: RUNS },
    )
  })
})

const BANDS = { failed: [0, 39], unknown: [40, 60], passed: [61, 100] } as const

const PIECES = [
  '##[group]Run npm test',
  '\x1b[31m  ✖ adds an item\x1b[0m\r',
  'AssertionError: expected 1 to equal 2',
  '12%\r13%\rdone',
  'Tests:       1 failed, 2 passed, 3 total',
  '##[error]Process completed with exit code 1.',
]

/** Each with its end: lines as terminals, Windows and progress bars write them; none reports an error. */
const LINES = [
  'compiling\n',
  'compiling\r\n',
  'compiling\r\r\n',
  '10 %\r20 %\r100 %\n',
  '\x1b[2K\x1b[1Gfetching\x1b[0m\n',
  '|\b/\b-\b\\\n',
  '\n',
  '\r\n',
  '\u00e4\u4e16\u{1f600}\n',
]

function cut(log: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, turn = 0; at < log.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(log.subarray(at, at + size))
    at += size
  }
  return chunks
}

describe('the default pack', () => {
  test('says unknown, and what was missing, of a log without evidence', () => {
    const { verdict, quality_score, errors } = readText('hello\nworld\n')
    expect(verdict).toMatchObject({ outcome: 'unknown', because: [] })
    expect(verdict?.missing.length).toBeGreaterThan(0)
    expect({ quality_score, errors }).toEqual({ quality_score: 50, errors: [] })
  })

  test('says unknown of an empty log', () => {
    expect(readText('').verdict?.outcome).toBe('unknown')
  })

  test('says that an empty log is empty, and of a job without a log that it has none', () => {
    expect(readText('').verdict?.missing).toContain('something in the log: it is empty (0 bytes)')
    expect(readText('').warnings).toEqual([])
    expect(readText('', 1).warnings).toEqual(['The log is empty (0 bytes)'])
    const missing = pack.open().end({ exitCode: undefined, log: 'missing' })
    expect(missing.verdict?.missing).toContain('a log: there is none')
    expect(missing.warnings).toEqual([])
  })

  test('believes a told exit code more than every word in the log', () => {
    const { verdict, exit_code } = readText('Finished: SUCCESS\n', 137)
    expect(exit_code).toBe(137)
    expect(verdict).toMatchObject({ outcome: 'failed', because: [{ authority: 'message' }] })
    expect(verdict?.exit_code_means).toContain('out of memory')
  })

  test('keeps errors of a run that passed as tolerated', () => {
    const { errors } = readText(`${COMPILE_ERROR}\nBUILD SUCCESS\nFinished: SUCCESS\n`)
    expect(errors).toMatchObject([{ severity: 'low', tolerated: true }])
  })

  test('shows how the log ends where a run failed and no rule knows why', () => {
    const { errors, last_lines } = readText('one\ntwo\nFinished: FAILURE\n')
    expect(errors).toEqual([])
    expect(last_lines?.map(({ text }) => text)).toEqual(['one', 'two', 'Finished: FAILURE'])
  })

  test('names a line that is too long, and reads on after it', () => {
    const { errors, log, warnings } = readText(`${'x'.repeat(3_000_000)}\n${COMPILE_ERROR}\n`)
    expect(errors[0]).toMatchObject({ line: 2 })
    expect(log?.unread[0]).toContain('Line 1 is longer')
    expect(warnings).toEqual(log?.unread)
  })

  test('takes nothing that a file quotes in an agent’s transcript for an error', () => {
    const transcript = [
      'mini-swe-agent (step 1):',
      'THOUGHT: I read the log.',
      '',
      '```bash',
      'cat old-build.log',
      '```',
      '',
      'User:',
      '<returncode>0</returncode>',
      '<output>',
      COMPILE_ERROR,
      '</output>',
    ]
    const { errors, log } = readText(`${transcript.join('\n')}\n`)
    expect(errors).toEqual([])
    expect(log?.format).toBe('mini-swe-agent')
  })
})
