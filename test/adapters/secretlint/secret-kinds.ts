// Makers of secrets for tests: from a seed, the text that a log would show and the part that nobody may read.

import { createHash } from 'node:crypto'

export interface PlantedSecret {
  /** As it stands in a log, with the name or sign that gives it away. */
  readonly text: string
  /** No six characters in a row of any of these may survive. */
  readonly hidden: readonly string[]
}

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const HEX = '0123456789abcdef'
const URL_SAFE = `${BASE62}_-`
const BASE64 = `${BASE62}+/`
/** What people put in passwords, apart from quotes and spaces. */
const PASSWORD = `${BASE62}!#%^&*()_+=;,.?|~-`

type Draw = (length: number, alphabet?: string) => string
type Maker = (draw: Draw) => [text: string, ...hidden: string[]]

const secret = (render: (value: string) => string, length: number, alphabet?: string): Maker => {
  return (draw) => {
    const value = draw(length, alphabet)
    return [render(value), value]
  }
}

const pem = (draw: Draw, lineEnd: string): { head: string; lines: string[]; text: string } => {
  const lines = Array.from({ length: 12 }, () => draw(64, BASE64))
  const head = '-----BEGIN RSA PRIVATE KEY-----'
  return { head, lines, text: [head, ...lines, '-----END RSA PRIVATE KEY-----'].join(lineEnd) }
}

export const SECRET_KINDS: Readonly<Record<string, Maker>> = {
  'password=': secret((value) => `password=${value}`, 14, PASSWORD),
  'Password: ': secret((value) => `Password: ${value}`, 14, PASSWORD),
  'DB_PASSWORD in the environment': secret((value) => `DB_PASSWORD=${value}`, 20),
  'password in JSON': secret((value) => `{"password":"${value}","user":"bob"}`, 14, PASSWORD),
  'password in JSON in JSON': secret((value) => `{\\"password\\":\\"${value}\\",\\"user\\":\\"bob\\"}`, 14),
  'password with spaces in quotes': (draw) => {
    const words = [draw(8), draw(8), draw(8)]
    return [`passphrase = '${words.join(' ')}'`, ...words]
  },
  'password in XML': secret((value) => `<password>${value}</password>`, 14),
  'password behind a flag': secret((value) => `--password ${value} --verbose`, 14),
  'curl user': secret((value) => `curl -u bob:${value} https://example.com`, 14),
  'token: ': secret((value) => `token: ${value}`, 32),
  'api_key=': secret((value) => `api_key="${value}"`, 32),
  'X-Api-Key': secret((value) => `X-Api-Key: ${value}`, 32),
  'client secret': secret((value) => `client_secret: '${value}'`, 40, URL_SAFE),
  'bearer token': secret((value) => `Authorization: Bearer ${value}`, 40, URL_SAFE),
  'basic authorization': secret((value) => `authorization: Basic ${value}==`, 30, BASE64),
  'bearer alone': secret((value) => `sent Bearer ${value}`, 40),
  'session cookie': secret((value) => `Set-Cookie: sid=${value}; Path=/`, 32),
  'PostgreSQL URL': secret((value) => `postgres://app:${value}@db.example.com:5432/app`, 16, PASSWORD.replace('#', '')),
  'Redis URL without a user': secret((value) => `rediss://:${value}@cache:6380/0`, 24),
  'AMQP URL': secret((value) => `amqp://guest:${value}@mq/%2f`, 16),
  'token as a URL user': secret((value) => `https://${value}7@example.com/repo.git`, 40),
  'SQL Server connection string': secret((value) => `Server=db;User Id=sa;Password=${value};Encrypt=True`, 16),
  'Azure storage key': secret(
    (value) => `AccountName=x;AccountKey=${value}==;EndpointSuffix=core.windows.net`,
    86,
    BASE64,
  ),
  'Telegram bot token': secret((value) => `1234567890:${value}`, 35, URL_SAFE),
  'Telegram API URL': secret((value) => `https://api.telegram.org/bot1234567890:${value}/sendMessage`, 35, URL_SAFE),
  'AWS access key id': secret((value) => `AKIA${value}`, 16, UPPER),
  'AWS secret access key': secret((value) => `aws_secret_access_key = ${value}`, 40, BASE64),
  'AWS secret access key in JSON': secret((value) => `"SecretAccessKey": "${value}"`, 40, BASE64),
  'JSON web token': (draw) => {
    const parts = [draw(30, URL_SAFE), draw(80, URL_SAFE), draw(43, URL_SAFE)]
    return [`eyJhbGciOi${parts[0]}.eyJ${parts[1]}.${parts[2]}`, ...parts]
  },
  'GitHub token': secret((value) => `ghp_${value}`, 36),
  'GitHub token, cut': secret((value) => `ghs_${value}`, 12),
  'GitHub fine-grained token': secret((value) => `github_pat_${value}`, 82, `${BASE62}_`),
  'GitLab token': secret((value) => `glpat-${value}`, 20, URL_SAFE),
  'npm token': secret((value) => `npm_${value}`, 36),
  'npmrc line': secret((value) => `//registry.npmjs.org/:_authToken=${value}`, 36),
  'Slack token': secret((value) => `xoxb-123456789012-${value}`, 24),
  'Slack webhook': secret((value) => `https://hooks.slack.com/services/T00000000/B00000000/${value}`, 24),
  'Stripe key': secret((value) => `sk_live_${value}`, 24),
  'Google API key': secret((value) => `AIza${value}`, 35, URL_SAFE),
  'OpenAI key': secret((value) => `sk-${value}1`, 47),
  'OpenAI project key': secret((value) => `sk-proj-${value}`, 48, URL_SAFE),
  'Anthropic key': secret((value) => `sk-ant-api03-${value}`, 93, URL_SAFE),
  'SendGrid key': secret((value) => `SG.${value.slice(0, 22)}.${value.slice(22)}`, 65),
  'Hugging Face token': secret((value) => `hf_${value}`, 34),
  'Vault token': secret((value) => `hvs.${value}`, 24),
  'DigitalOcean token': secret((value) => `dop_v1_${value}`, 64, HEX),
  'private key': (draw) => {
    const { text, lines } = pem(draw, '\n')
    return [text, ...lines]
  },
  'private key on one line': (draw) => {
    const { text, lines } = pem(draw, '\\n')
    return [`"key": "${text}\\n"`, ...lines]
  },
  'private key without its end': (draw) => {
    const { head, lines } = pem(draw, '\n')
    return [[head, ...lines, draw(20, BASE64)].join('\n'), ...lines]
  },
  'private key without its beginning': (draw) => {
    const { text, lines } = pem(draw, '\n')
    return [text.slice(60), ...lines]
  },
}

/** The same seed always yields the same secret. */
export function makeSecret(kind: string, seed: number): PlantedSecret {
  const make = SECRET_KINDS[kind]
  if (make === undefined) throw new Error(`Expected a kind of secret, got ${kind}`)
  let count = 0
  const [text, ...hidden] = make((length, alphabet = BASE62) => {
    count += 1
    return draw(`${seed}/${count}`, length, alphabet)
  })
  return { text, hidden }
}

function draw(seed: string, length: number, alphabet: string): string {
  let text = ''
  for (let block = 0; text.length < length; block += 1) {
    for (const byte of createHash('sha512').update(`${seed}/${block}`).digest()) {
      text += alphabet[byte % alphabet.length]
    }
  }
  return text.slice(0, length)
}
