// Sentences in which somebody says that a thing is done. Plans, wishes, conditions, questions and negations are none.

import type { ClaimKind } from './claim.ts'

interface Statement {
  readonly kind: ClaimKind
  readonly pattern: RegExp
}

const DONE = '(?:successfully )?'

/** In an agent's prose, anywhere in a sentence. */
const IN_PROSE: readonly Statement[] = [
  {
    kind: 'checks_green',
    pattern:
      /\b(?:all (?:the |ci |required )?checks (?:are |have |now )?(?:green|pass(?:ed|ing)?)|(?:the )?(?:ci|pipeline) is (?:now )?(?:green|passing)|everything (?:is green|passes|is passing))\b/i,
  },
  {
    kind: 'tests_pass',
    pattern:
      /\b(?:all |every |the |existing |unit |new |\d{1,6} ){0,4}(?:tests?|specs?|test cases|test suite) (?:are |is |have |has |now |all |successfully ){0,3}(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|green)\b/i,
  },
  {
    kind: 'build_succeeds',
    pattern:
      /\b(?:the )?(?:build|compilation|project|code) (?:now |is |has |was ){0,2}(?:succeed(?:s|ed)|successful|pass(?:es|ed|ing)|compiles|builds|completed successfully)\b|\b(?:built|compiled) successfully\b/i,
  },
  {
    kind: 'deployed',
    pattern: new RegExp(
      String.raw`\b(?:i(?:'ve| have)? |we(?:'ve| have)? |(?:is|was|been|now) )${DONE}(?:deployed|published|released)\b|\bdeployment (?:is |was )?(?:complete|completed|successful|succeeded)\b|\bsuccessfully (?:deployed|published|released)\b`,
      'i',
    ),
  },
  {
    kind: 'pushed',
    pattern: new RegExp(
      String.raw`\b(?:i(?:'ve| have)? |we(?:'ve| have)? |(?:is|was|were|been|committed and) )${DONE}pushed (?:the |my |all |to |these |both |it|up)|\bsuccessfully pushed\b`,
      'i',
    ),
  },
  {
    kind: 'installed',
    pattern: new RegExp(
      String.raw`\b(?:i(?:'ve| have)? |we(?:'ve| have)? |(?:are|is|was|were|been|now) )${DONE}installed\b|\bsuccessfully installed\b|\binstallation (?:is |was )?(?:complete|successful|succeeded)\b`,
      'i',
    ),
  },
  {
    kind: 'fixed',
    pattern:
      /\b(?:i(?:'ve| have)? (?:now |successfully )?(?:fixed|resolved|solved)|(?:bug|issue|problem|error|regression|failure|crash) (?:is|has been|was|have been|should be considered) (?:now |successfully |fully )?(?:fixed|resolved|solved)|(?:the |my )?fix (?:is )?(?:works|working|complete|verified)|successfully (?:fixed|resolved|solved)|fixed the (?:issue|bug|problem|error) )/i,
  },
]

/** In a job's own output: whole lines of prose that an echo wrote, never a tool's summary. */
const IN_OUTPUT: readonly Statement[] = [
  { kind: 'checks_green', pattern: /^all (?:ci |required )?checks (?:passed|are green|green)[.! ]{0,3}$/i },
  {
    kind: 'tests_pass',
    pattern: /^all (?:unit |integration |e2e )?tests (?:have )?passed(?: successfully)?[.! ]{0,3}$/i,
  },
  {
    kind: 'deployed',
    pattern:
      /^(?:successfully deployed .{1,120}|deployed (?:successfully|to .{1,120})|deployment (?:complete|completed|successful|succeeded|finished)(?: .{1,80})?)$/i,
  },
  {
    kind: 'pushed',
    pattern: /^(?:successfully )?pushed (?:the )?(?:changes|branch|tag|tags|image|commit|release) .{0,120}$/i,
  },
]

/** All of them. */
export const CLAIM_PATTERNS: readonly RegExp[] = [...IN_PROSE, ...IN_OUTPUT].map(({ pattern }) => pattern)

/** Whatever makes a sentence something else than a statement of what is done. */
const NO_STATEMENT =
  /\b(?:should|would|could|might|may|will|won't|can(?:'t|not)?|must|need(?:s|ed)? to|want|let me|let's|let us|going to|if|whether|unless|until|before|once|when|after|ensure|make sure|verify|check|confirm|see|hopefully|likely|probably|assum\w{1,8}|expect\w{0,4}|try|trying|not|isn't|aren't|don't|doesn't|didn't|hasn't|haven't|never|no longer|no|none|without|except|some|most|fail\w{0,4}|so that|in order to|supposed|already|seems?|appears?)\b|\?/i

/** What stands right before the word that tells, in the statements above. */
const BEFORE_SUCCESS = ['build', 'compilation', 'project', 'code', 'now', 'is', 'has', 'was']
const BEFORE_PASS = [
  ...BEFORE_SUCCESS,
  ...['test', 'tests', 'spec', 'specs', 'cases', 'suite', 'checks', 'everything', 'are', 'have', 'all', 'successfully'],
]
const BEFORE_INSTALLED = [
  ...['i', 'we', "i've", "we've", 'have', 'are', 'is', 'was', 'were', 'been', 'now', 'successfully'],
]

/** Lower-case; each statement holds one of them. Words that are common in logs stand with the one before them. */
export const CLAIM_LITERALS: readonly string[] = [
  ...after(BEFORE_PASS, ['pass', 'succeed']),
  ...after(BEFORE_SUCCESS, ['successful', 'builds', 'compiles']),
  ...after(BEFORE_INSTALLED, ['installed']),
  ...['built successfully', 'compiled successfully', 'completed successfully', 'green', 'fixed', 'resolved', 'solved'],
  ...[
    'fix works',
    'fix working',
    'fix complete',
    'fix verified',
    'fix is',
    'deployed',
    'deployment',
    'published',
    'released',
    'pushed',
    'installation',
  ],
]

function after(before: readonly string[], words: readonly string[]): readonly string[] {
  return before.flatMap((first) => words.map((word) => `${first} ${word}`))
}

export interface Statements {
  readonly kind: ClaimKind
  readonly sentence: string
}

/** Sentences so long are taken apart no further. */
const SENTENCES_MAX = 40

export function statementsOf(text: string): readonly Statements[] {
  const sentences = text.split(/(?<=[.!?])\s+/, SENTENCES_MAX)
  return sentences.flatMap((sentence) => {
    if (NO_STATEMENT.test(sentence)) return []
    return IN_PROSE.filter(({ pattern }) => pattern.test(sentence)).map(({ kind }) => ({ kind, sentence }))
  })
}

/** A pictogram or arrow may stand before an echo's text. */
const ORNAMENT = /^(?:[^\x20-\x7e]{1,4}\s{0,2}|[-=>*#]{1,4} )/u

export function outputStatement(text: string): Statements | undefined {
  const bare = text.replace(ORNAMENT, '').trim()
  const kind = IN_OUTPUT.find(({ pattern }) => pattern.test(bare))?.kind
  return kind === undefined ? undefined : { kind, sentence: bare }
}
