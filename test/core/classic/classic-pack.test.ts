import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Findings, recommendClassic, scoreClassic } from '../../../src/core/classic/findings.ts'
import { openClassicReader } from '../../../src/core/classic/pack.ts'
import { hostileLog } from '../../support/hostile/log-text.ts'
import { Random } from '../../support/hostile/random.ts'

function read(...chunks: readonly (string | Uint8Array)[]): Findings {
  const reader = openClassicReader(2 ** 20)
  for (const chunk of chunks) reader.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return reader.end()
}

const countOf = (findings: Findings, type: string) => findings.errors.find((error) => error.type === type)?.count ?? 0

describe('the classic pack', () => {
  test('counts matches in any case and keeps the text around the first', () => {
    const { errors } = read(`${'a'.repeat(60)}ERROR: one\nError: two`)
    expect(errors).toEqual([
      { type: 'error_detected', severity: 'high', count: 2, context: `${'a'.repeat(50)}ERROR: one\nError: two` },
    ])
  })

  test('counts no match twice where two could overlap', () => {
    expect(countOf(read('timeoutimeout timeout'), 'timeout_error')).toBe(2)
  })

  test('lets the letters that fold to s, k and i match them, except in the exit mark', () => {
    expect(read('taſ\u212a COMPLETED').successes).toEqual([{ type: 'success_signal' }])
    expect(countOf(read('faıled faİled failed'), 'failure_detected')).toBe(3)
    expect(read('exıt:3 EXIT:4 exit:5').exitCode).toBe(5)
  })

  test('takes a gap pattern as one match to the last second side on its line', () => {
    const findings = read(
      'API not configured, GOOGLE_KEY not configured\nGOOGLE_KEY not configured\nAPI\nnot configured',
    )
    expect(countOf(findings, 'config_error')).toBe(2)
  })

  test('counts whole patterns after a first side that never finds its second', () => {
    expect(read('deployment deployed').successes).toEqual([{ type: 'deployment_success' }])
    expect(read('all\npass').successes).toEqual([])
    expect(read('all\rpass').successes).toEqual([])
    expect(read('all\u2028pass').successes).toEqual([{ type: 'tests_passed' }])
  })

  test('finds a word that malformed bytes split, and none that a character splits', () => {
    expect(countOf(read('fai', Buffer.from('e282', 'hex'), 'led'), 'failure_detected')).toBe(1)
    expect(countOf(read('fai\0led'), 'failure_detected')).toBe(0)
  })

  test('keeps learnings of more than ten code points, at most 500, without the white space around them', () => {
    const learnings = read(
      `Learned:\n\u2003 ${'😀'.repeat(11)} \x1f\r\n`,
      `solution 0123456789\nfixed by: x${' y'.repeat(400)}\n`,
      'workaround: root cause: eleven more',
    ).learnings
    expect(learnings).toEqual([
      { type: 'explicit_learning', content: '😀'.repeat(11) },
      { type: 'fix_applied', content: `x${' y'.repeat(400)}`.slice(0, 500) },
      { type: 'root_cause', content: 'eleven more' },
      { type: 'workaround', content: 'root cause: eleven more' },
    ])
  })

  test('keeps the white space inside of a match that is longer than its context', () => {
    const blanks = '\u3000'.repeat(600)
    const [error] = read(`API${blanks}x not configured`).errors
    expect(error).toMatchObject({ type: 'config_error', count: 1, context: `API${blanks.slice(0, 197)}` })
    const ascii = read(`  API${' '.repeat(5_000)}not configured`).errors
    expect(ascii[0]?.context).toBe(`API${' '.repeat(197)}`)
  })

  test('reads exit codes exactly, in digits of any script', () => {
    expect(read('exit: exit:x exit:137').exitCode).toBe(137)
    expect(read('exit:9007199254740993').exitCode).toBe(9007199254740993n)
    expect(read('exit:٣०7').exitCode).toBe(307)
    expect(read('exit:\u{1e4f1}').exitCode).toBeNull()
  })

  test('says that an exit code has more digits than Python reads', () => {
    expect(read(`exit:${'0'.repeat(4300)}`)).toMatchObject({ exitCode: 0, warnings: [] })
    const findings = read(`exit:${'1'.repeat(4301)}`)
    expect(findings.exitCode).toBeNull()
    expect(findings.warnings).toEqual(["Expected the log's exit code to have at most 4300 digits, got 4301"])
  })

  test('reads as many bytes as it is allowed to and says so', () => {
    const reader = openClassicReader(10)
    expect(reader.push(Buffer.from('failed'))).toBe(true)
    expect(reader.push(Buffer.from('failed'))).toBe(false)
    const findings = reader.end()
    expect(countOf(findings, 'failure_detected')).toBe(1)
    expect(findings.warnings).toEqual(['Only the first 10 bytes of the log were read (POSTFLIGHT_CLASSIC_BYTES_MAX)'])
    const exact = openClassicReader(6)
    exact.push(Buffer.from('failed'))
    expect(exact.end().warnings).toEqual([])
  })

  test('keeps so many learnings of a kind and says how many it left out', () => {
    const line = 'root cause: the same again\n'
    const findings = read(line.repeat(10_002), 'workaround: something else\n')
    expect(findings.learnings).toHaveLength(10_001)
    expect(findings.warnings).toEqual(['Only the first 10000 of 10002 learnings of the kind root_cause were kept'])
    expect(read(line.repeat(10_000)).warnings).toEqual([])
  })

  test('finds the same however the bytes are cut into chunks', () => {
    const seeds = fc.tuple(fc.nat(), fc.array(fc.nat({ max: 5_000 }), { maxLength: 40 }))
    fc.assert(
      fc.property(seeds, ([seed, cuts]) => {
        const log = hostileLog(new Random(seed))
        expect(read(...chunksOf(log, cuts))).toEqual(read(log))
      }),
      { numRuns: 300 },
    )
  })

  test('finds the same when every byte comes alone', () => {
    for (let seed = 0; seed < 40; seed++) {
      const log = hostileLog(new Random(seed)).subarray(0, 4_000)
      expect(read(...Array.from(log, (byte) => Uint8Array.of(byte)))).toEqual(read(log))
    }
  })
})

function chunksOf(log: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let at = 0
  for (const length of lengths) {
    chunks.push(log.subarray(at, at + length))
    at += length
  }
  return [...chunks, log.subarray(at)]
}

describe('the classic score', () => {
  const nothing: Findings = { exitCode: null, errors: [], successes: [], learnings: [], warnings: [] }

  test('starts at 50 and stays between 0 and 100', () => {
    const high = { type: 'timeout_error', severity: 'high', count: 9, context: '' } as const
    const learning = { type: 'workaround', content: 'x' }
    expect(scoreClassic(nothing)).toBe(50)
    expect(scoreClassic({ ...nothing, exitCode: 0, successes: [{ type: 'a' }], learnings: [learning] })).toBe(88)
    expect(scoreClassic({ ...nothing, exitCode: 1n, errors: [high] })).toBe(15)
    expect(scoreClassic({ ...nothing, errors: Array(9).fill(high) })).toBe(0)
    expect(scoreClassic({ ...nothing, learnings: Array(90).fill(learning) })).toBe(100)
  })

  test('recommends in the order of failure, errors, score and learnings', () => {
    const errors = ['timeout_error', 'failure_detected', 'permission_error'].map(
      (type) => ({ type, severity: 'high', count: 1, context: '' }) as const,
    )
    const advice = recommendClassic({ ...nothing, exitCode: 2, errors }, 49)
    expect(advice.map((sentence) => sentence.split(' ')[0])).toEqual(['Task', 'Timeout', 'Permission', 'Low', 'No'])
  })
})
