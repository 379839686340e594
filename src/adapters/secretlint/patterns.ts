// The secrets that the rule preset does not know or knows only whole: one entry a kind, most specific first.
// Every pattern takes linear time: no repeated group that can match one text in two ways, no open-ended run
// before something that must follow. A named group `secret` is what goes; without one, the whole match.

export interface SecretPattern {
  /** Lower-case words with hyphens: the reader sees `[redacted:<kind>]`. */
  readonly kind: string
  readonly pattern: RegExp
}

/** Where a token may begin: not inside a word, but right after an escaped line end (`\n`) in a quoted log. */
const START = String.raw`(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))`
/** Between a name and its value: an optional closing quote, a sign, an optional opening quote, also escaped ones. */
const SIGN = String.raw`(?:\\{0,3}["'])?[ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4}`
const QUOTE = String.raw`(?:\\{0,3}["'${'`'}])?`
/** After a command line flag, a space is as good as a sign. */
const FLAG_GAP = String.raw`[ \t]{1,4}`
const BARE = String.raw`[^\s"'${'`'}]`
const PASSWORD = 'pass(?:word|wd|phrase|code|wort)|pwd'
/** Masks and variables: what stands where a value would, without being one. `$word` may be a password. */
const PLACEHOLDER = String.raw`(?:\*+|null|none|true|false|\$\{\{|\$\{[A-Za-z_]\w*\}|\$[A-Z]{1,30}_[A-Z_]{1,40}|%[A-Z_]{3,}%|<[a-z -]+>)`
/** With it the words of messages about values, where they end as words end, and what opens a structure. */
const NO_VALUE = [
  String.raw`${PLACEHOLDER}[,;)]?(?![^\s"'])|\$\{\{`,
  String.raw`\\{1,3}["']|[{[(](?!\S)|(?:${PASSWORD}|token|secret)["']?[:=](?!\S)`,
  '(?:nil|undefined|yes|no|not|is|are|was|has|must|should|cannot|may|for|the|a|an|and|or|to|required|incorrect|' +
    'invalid|wrong|expired|missing|empty|set|unset|changed|prompt|authentication|accepted|rejected|expected|' +
    'unexpected|provided|string|str|optional|from|in|with|does|do|will|of)' +
    String.raw`[.,;:!?)\]}]{0,3}(?![^\s"'])`,
].join('|')
/** A password in quotes may begin with any word. */
const NO_QUOTED = String.raw`${PLACEHOLDER}\\{0,3}["']`

const TOKEN =
  'token|secret|credentials?|(?:api|access|secret|private|signing|encryption|account|master|shared)[_-]?(?:access[_-]?)?key' +
  '(?:[_-]?id)?|[_-]auth|access[_-]?signature|[?&]sig|connection[_-]?string'
/** A value of eight characters that holds a digit, or any value of twenty: a word after a colon is prose. */
const LIKE_A_TOKEN = `(?=${BARE}{0,200}\\d|${BARE}{20})`

export const SECRET_PATTERNS: readonly SecretPattern[] = [
  // The body up to END; without END (a cut log) as far as the text looks like base64. Each scan ends at the next marker.
  {
    kind: 'private-key',
    pattern: secret(
      '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----' +
        String.raw`(?:[^-]*(?:-(?!----(?:BEGIN|END) )[^-]*)*-----END [A-Z0-9 ]{0,40}-----|[A-Za-z0-9+/=\s\\:,.|>]*)`,
    ),
  },
  // The end of a key whose beginning was cut off.
  {
    kind: 'private-key',
    pattern: secret(
      String.raw`(?=-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?<=(?<secret>[A-Za-z0-9+/=\s\\]{4,}))`,
    ),
  },
  {
    kind: 'telegram-bot-token',
    pattern: secret(String.raw`(?<!\d)\d{8,12}:(?:[A-Za-z0-9_-]{35,}|AA[A-Za-z0-9_-]{12,})`),
  },
  { kind: 'github', pattern: secret('(?:gh[pousr]_[A-Za-z0-9]{10,}|github_pat_[A-Za-z0-9_]{10,})') },
  { kind: 'gitlab', pattern: secret('gl(?:pat|dt|rt|ptt|oas|cbt|soat|ft|imt|agent|ffct)-[A-Za-z0-9_.-]{10,}') },
  { kind: 'npm', pattern: secret('npm_[A-Za-z0-9]{20,}') },
  { kind: 'slack', pattern: secret('(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,}') },
  { kind: 'webhook', pattern: secret(String.raw`hooks\.slack\.com\/[a-z]{1,20}\/(?<secret>[A-Za-z0-9/_+-]{10,})`) },
  { kind: 'webhook', pattern: secret(String.raw`discord(?:app)?\.com\/api\/webhooks\/(?<secret>[\w/-]{10,})`) },
  { kind: 'stripe', pattern: secret('(?:[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,})') },
  { kind: 'google', pattern: secret(String.raw`(?:AIza[\w-]{20,}|ya29\.[\w.-]{16,}|GOCSPX-[\w-]{16,})`) },
  { kind: 'anthropic', pattern: secret('sk-ant-[A-Za-z0-9_-]{10,}') },
  { kind: 'openai', pattern: secret('sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{10,}') },
  { kind: 'openai', pattern: secret(`${START}sk-(?=[A-Za-z_-]{0,80}\\d)[A-Za-z0-9_-]{20,}`) },
  { kind: 'aws', pattern: secret('(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}') },
  { kind: 'jwt', pattern: secret(String.raw`${START}eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3}`) },
  { kind: 'sendgrid', pattern: secret(String.raw`${START}SG\.[\w-]{16,}(?:\.[\w-]*)?`) },
  { kind: 'age', pattern: secret('AGE-SECRET-KEY-1[A-Z0-9]{10,}') },
  {
    kind: 'service-token',
    pattern: secret(
      '(?:dckr_pat_|do[opr]_v1_|shp(?:at|ca|pa|ss)_|lin_api_|glsa_|figd_|sbp_|nfp_|tskey-|pypi-AgEI|PMAK-|NRAK-|' +
        String.raw`ATATT3|${START}(?:hf_|gsk_|xai-|hv[sbr]\.|dapi|r8_|ops_eyJ))[\w-]{16,}`,
    ),
  },
  // A port and a path behind a colon are no password: the first alternative of the lookahead lets them be.
  {
    kind: 'url-credentials',
    pattern: secret(
      String.raw`:\/\/[^\s/:@"'<>[]{0,256}:(?!\d{1,5}(?:[/?#\s"',;]|$))` +
        String.raw`(?<secret>[^\s@"'<>]{1,512}(?:@[^\s@/"'<>]{1,256}(?=@))*)@`,
    ),
  },
  // A token in the place of the user name.
  {
    kind: 'url-credentials',
    pattern: secret(String.raw`:\/\/(?<secret>(?=[^\s/:@"'<>]{0,256}\d)[^\s/:@"'<>]{16,256})@`),
  },
  {
    kind: 'url-credentials',
    pattern: secret(String.raw`jdbc:oracle:\w{1,10}:[^\s/@]{1,64}\/(?<secret>[^\s@]{1,256})@`, 'i'),
  },
  {
    kind: 'authorization',
    pattern: secret(
      `authorization${SIGN}${QUOTE}(?!${NO_VALUE})(?:[a-z0-9-]{4,20}${FLAG_GAP})?` +
        `(?!${NO_VALUE}|(?:bearer|basic|digest|token)(?![^\\s"']))(?<secret>${BARE}{6,})`,
      'i',
    ),
  },
  { kind: 'authorization', pattern: secret(`${START}bearer${FLAG_GAP}(?<secret>${LIKE_A_TOKEN}[\\w.~+/=-]{8,})`, 'i') },
  {
    kind: 'cookie',
    pattern: secret(`${START}(?:set-)?cookie${SIGN}${QUOTE}(?<secret>[\\w.-]{1,64}=[^\\r\\n"']{8,})`, 'i'),
  },
  // Quoted passwords may hold spaces; an unclosed quote ends with the line.
  {
    kind: 'password',
    pattern: secret(`(?:${PASSWORD})${SIGN}"(?!${NO_QUOTED})(?<secret>(?:[^"\\\\\\n]|\\\\[^\\n])+)`, 'i'),
  },
  {
    kind: 'password',
    pattern: secret(`(?:${PASSWORD})${SIGN}'(?!${NO_QUOTED})(?<secret>(?:[^'\\\\\\n]|\\\\[^\\n])+)`, 'i'),
  },
  {
    kind: 'password',
    pattern: secret(
      `(?:${PASSWORD})${SIGN}\\\\{1,3}["'](?!${NO_QUOTED})(?<secret>(?:[^"'\\\\\\n]|\\\\+[^"'\\\\\\n])+)`,
      'i',
    ),
  },
  {
    kind: 'password',
    pattern: secret(`(?:passw(?:or)?d|passphrase)${SIGN}(?!${NO_VALUE})(?<secret>${BARE}+)`, 'i'),
  },
  // PWD is also the folder that a shell is in.
  { kind: 'password', pattern: secret(`pwd${SIGN}(?!${NO_VALUE}|[/~.]|[A-Z]:\\\\)(?<secret>${BARE}+)`, 'i') },
  {
    kind: 'password',
    pattern: secret(`--?(?:[a-z-]{0,20}-)?(?:${PASSWORD})${FLAG_GAP}${QUOTE}(?!-|${NO_VALUE})(?<secret>${BARE}+)`, 'i'),
  },
  { kind: 'password', pattern: secret(`sshpass${FLAG_GAP}-p[ \\t]{0,4}${QUOTE}(?<secret>${BARE}+)`) },
  {
    kind: 'password',
    pattern: secret(
      `(?<![^\\s"'])(?:-u|--user)[ \\t=]{1,4}${QUOTE}[^\\s:"'@/]{1,64}:(?!\\d{1,6}(?![^\\s"']))(?<secret>${BARE}{3,})`,
    ),
  },
  { kind: 'password', pattern: secret(`<(?:${PASSWORD})>(?<secret>[^<\\n]+)`, 'i') },
  {
    kind: 'token',
    pattern: secret(`(?:${TOKEN})${SIGN}${QUOTE}(?!${NO_VALUE})(?<secret>${LIKE_A_TOKEN}${BARE}{8,})`, 'i'),
  },
  { kind: 'token', pattern: secret(`(?:${TOKEN})=${QUOTE}(?!${NO_VALUE})(?<secret>${BARE}{6,})`, 'i') },
  {
    kind: 'token',
    pattern: secret(`--?(?:[a-z-]{0,20}-)?(?:${TOKEN})${FLAG_GAP}${QUOTE}(?!-|${NO_VALUE})(?<secret>${BARE}{6,})`, 'i'),
  },
  { kind: 'token', pattern: secret(`<(?:${TOKEN})>(?<secret>[^<\\n]+)`, 'i') },
  { kind: 'token', pattern: secret(`(?<!CACHE|PRIMARY|FOREIGN)_KEY=${QUOTE}(?<secret>${LIKE_A_TOKEN}${BARE}{16,})`) },
]

function secret(source: string, flags: '' | 'i' = ''): RegExp {
  return new RegExp(source, `dg${flags}`)
}
