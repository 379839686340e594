import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactorThatIsOff } from '../../../src/adapters/off/redactor.ts'
import { createSecretlintRedactor } from '../../../src/adapters/secretlint/redactor.ts'
import { ORDINARY_LINES } from './ordinary-lines.ts'
import { makeSecret, SECRET_KINDS } from './secret-kinds.ts'

const { redact } = createSecretlintRedactor()

const WINDOW = 6

/** The first six characters in a row of the secret that can still be read. */
function leak(redacted: string, hidden: readonly string[]): string | undefined {
  for (const part of hidden) {
    for (let index = 0; index + WINDOW <= part.length; index += 1) {
      const window = part.slice(index, index + WINDOW)
      if (redacted.includes(window)) return window
    }
  }
  return undefined
}

const ordinaryText = fc
  .array(fc.oneof(fc.constantFrom(...ORDINARY_LINES), fc.lorem(), fc.string({ maxLength: 40 })), { maxLength: 4 })
  .map((lines) => lines.join('\n'))
const boundary = fc.constantFrom(' ', '\n', '\t', ', ', '. ', '; ', ' | ', '\r\n')
const seed = fc.nat()

describe('redactor: secrets', () => {
  it.each(Object.keys(SECRET_KINDS))('leaves no six characters of a secret: %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        ordinaryText,
        boundary,
        boundary,
        ordinaryText,
        async (seed, before, left, right, after) => {
          const planted = makeSecret(kind, seed)
          const redacted = await redact(before + left + planted.text + right + after)
          expect(leak(redacted, planted.hidden)).toBeUndefined()
          expect(redacted).toContain('[redacted:')
        },
      ),
      { numRuns: 40 },
    )
  })

  it('changes nothing when it is applied a second time', async () => {
    const kind = fc.constantFrom(...Object.keys(SECRET_KINDS))
    const part = fc.oneof(
      fc.tuple(kind, seed).map(([name, number]) => makeSecret(name, number).text),
      fc.constantFrom(
        'password=',
        'token: ',
        '"',
        "'",
        '://a:',
        '@host',
        'Bearer ',
        '[redacted:x]',
        '\\',
        '-----BEGIN ',
      ),
      fc.string({ maxLength: 20 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const once = await redact(parts.join(''))
        expect(await redact(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('names the kind and keeps what stands around', async () => {
    expect(await redact('a DB_PASSWORD=hunter2 b')).toBe('a DB_PASSWORD=[redacted:password] b')
    expect(await redact('amqp://guest:s3cr3t@mq/%2f')).toBe('amqp://guest:[redacted:url-credentials]@mq/%2f')
    expect(await redact(`x ${makeSecret('GitHub token', 1).text}, y`)).toBe('x [redacted:github], y')
  })

  it('marks overlapping findings once', async () => {
    const { text } = makeSecret('GitHub token', 1)
    expect(await redact(`token=${text}`)).toBe('token=[redacted:github]')
    const bot = makeSecret('Telegram bot token', 1).text
    expect(await redact(`token=${bot}`)).toBe('token=[redacted:telegram-bot-token]')
  })

  it('takes a database connection string whole, as the recommended rules do', async () => {
    expect(await redact('x postgres://app:s3cr3t@db:5432/app y')).toBe('x [redacted:url-credentials] y')
  })

  it.each([
    ['after two prompts on a line', 'Password: Password: aB3dE5gH', 'aB3dE5gH'],
    ['a quoted password that begins like a sentence', 'password: "the aB3dE5gH horse"', 'aB3dE5gH'],
    ['a password that begins with a dollar sign', 'password=$ecretword', 'ecretword'],
    ['a password that begins with a word and a comma', 'password=a,b3dE5gH', 'b3dE5gH'],
    ['the second cookie of a header', 'Cookie: theme=dark; sid=aB3dE5gH1', 'aB3dE5gH1'],
    ['a password that holds the sign before the host', 'redis://:aB3d@E5gH7@cache/0', 'E5gH7'],
    ['a second header on the line', 'Authorization: required, authorization: Basic aB3dE5gH==', 'aB3dE5gH'],
    ['a token inside a word', `x${makeSecret('GitHub token', 7).text}`, makeSecret('GitHub token', 7).hidden[0]],
  ])('finds %s', async (_, text, hidden) => {
    expect(await redact(text)).not.toContain(hidden)
  })

  it('finds secrets anywhere in a text of a megabyte', async () => {
    const kinds = ['private key', 'GitHub token', 'password=', 'PostgreSQL URL']
    const filler = `${ORDINARY_LINES.join('\n')}\n`.repeat(70)
    const planted = kinds.map((kind, index) => makeSecret(kind, index))
    const redacted = await redact(planted.map(({ text }) => `${filler}${text}\n`).join('') + filler)
    for (const { hidden } of planted) expect(leak(redacted, hidden)).toBeUndefined()
  })
})

describe('redactor: everything else', () => {
  it.each(ORDINARY_LINES)('leaves an ordinary line as it is: %s', async (line) => {
    expect(await redact(line)).toBe(line)
    expect(await redact(`${line}\n${line}`)).toBe(`${line}\n${line}`)
  })

  it('leaves an empty text as it is', async () => {
    expect(await redact('')).toBe('')
  })

  // At a cost that grows with the square of the length this takes minutes, and so fails by its time limit.
  it.each([
    ...[
      'a',
      '1',
      ' ',
      '\n',
      '-',
      '\\',
      '"',
      '@',
      '<',
      '/',
      '://a:',
      '://a@',
      'eyJ',
      'eyJ.',
      'password=',
      'password="\\',
    ],
    ...['token:', '-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----a-', '-----END PRIVATE KEY-----'],
    ...['--a-', '-u a:', 'authorization:', 'cookie=a', 'jdbc:oracle:a:b/', '12345678:', 'sk-', '[redacted:x]'],
  ])('takes a hostile text of a million characters: %j', async (unit) => {
    const text = unit.repeat(1_000_000 / unit.length)
    expect((await redact(text)).length).toBeGreaterThan(0)
  })

  it('lets other work have its turn while it has much to do', async () => {
    let turns = 0
    const count = () => {
      turns += 1
      pending = setImmediate(count)
    }
    let pending = setImmediate(count)
    for (let text = 0; text < 500; text += 1) await redact(ORDINARY_LINES.join(' '))
    clearImmediate(pending)
    expect(turns).toBeGreaterThan(3)
  })

  it('keeps no performance entries', async () => {
    await redact('some text')
    expect(performance.getEntriesByType('mark')).toEqual([])
  })

  it('redacts nothing when redaction is off', async () => {
    expect(await createRedactorThatIsOff().redact('password=hunter2')).toBe('password=hunter2')
  })
})
