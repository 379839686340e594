// Labels under which people and agents write down what they learnt: `Root cause:`, `**Fix:**`, `| Gotcha | … |`.

import type { LearningType } from './learning.ts'

interface Label {
  readonly type: LearningType
  /** Alternatives of an expression, lower case. */
  readonly words: string
  /** Too common in the output of tools to mean anything there. */
  readonly isVague?: true
}

const LABELS: readonly Label[] = [
  {
    type: 'explicit_learning',
    words: [
      '(?:lessons?|learnings?)(?: learne?[dt])?(?: for next time)?',
      `(?:what )?(?:(?:i|we|i've|we've) )?learne?[dt](?: (?:today|here|from this|so far|the hard way))?`,
      'til|psa|good to know|for future reference|(?:notes?|reminders?) (?:to self|for next time|for the future)',
      'gotchas?|pitfalls?|caveats?|insights?|take-?aways?|(?:key|main|important) (?:findings?|observations?|points?)',
      `what (?:i'd|we'd|i would|we would) do differently|worth (?:knowing|remembering)|pro-?tip|don't forget`,
    ].join('|'),
  },
  {
    type: 'explicit_learning',
    words: 'remember|reminder|fyi|heads[ -]up|conclusions?|next time|post-?mortem|retrospective',
    isVague: true,
  },
  {
    type: 'root_cause',
    words: [
      'root[ -]?causes?(?: analysis)?|root[ -]caused? to|rca|(?:underlying|actual|real|true) (?:cause|issue|problem)',
      'cause|culprit|diagnosis|what (?:went wrong|happened|broke|was wrong)|contributing factors?',
      `why (?:it|this|that) (?:happened|fail(?:s|ed)|br(?:eaks|oke)|occurred|didn't work)`,
    ].join('|'),
  },
  { type: 'root_cause', words: 'explanation|reason(?: for (?:the |this )?failure)?', isVague: true },
  { type: 'solution_found', words: 'solutions?|resolution|resolved by|solved by|what worked|what helped|remedy' },
  { type: 'fix_applied', words: 'fix(?:es)?|what fixed it|fixed by|hot-?fix|corrective action' },
  { type: 'workaround', words: 'work-?arounds?|mitigations?|stop-?gap' },
]

const BEFORE =
  '(?:the |our |my )?(?:(?:key|main|final|permanent|temporary|quick|proper|actual|real|possible|current|biggest|important) ){0,2}'
const AFTER = String.raw`(?: (?:found|applied|used|identified|confirmed|in short))?(?: ?#\d{1,3})?(?: \([^()]{1,40}\))?`
/** Closes bold or italics. */
const CLOSE = String.raw`(?:\*{1,3}|_{1,2})?`
const COLON = String.raw`\s{0,2}(?::|：|\s[-–—]{1,2}(?=\s)|→|=>|\s\|)`

const COMPILED = LABELS.map(({ type, words, isVague = false }) => ({
  type,
  isVague,
  // The content is group 1; a label alone matches with empty content.
  labelled: new RegExp(String.raw`^${BEFORE}(?:${words})${AFTER}${CLOSE}${COLON}${CLOSE}\s{0,4}(.{0,2000})`, 'i'),
  /** A heading or a line in bold that is nothing but a label. */
  heading: new RegExp(`^${BEFORE}(?:${words})${AFTER}${CLOSE}$`, 'i'),
}))

/** Lower-case; a line with a label holds one of them. Those that begin with a line feed begin a line. */
export const LABEL_LITERALS: readonly string[] = [
  ...['learn', 'lesson', 'root cause', 'root-cause', 'rootcause', 'rca:', 'rca ', 'cause', 'solution', 'resolution'],
  ...[
    'resolved',
    'solved',
    ...['fix:', 'fix ', 'fixe', 'fixed', 'fix*', 'fix_', 'fix-', 'fix(', 'fix|', 'fix#', 'fix：'],
    ...['\nfix', '-fix', 'otfix'],
    'workaround',
    'work-around',
    'mitigation',
    'stopgap',
    'stop-gap',
    'remedy',
    'corrective',
  ],
  ...[
    '\ntil',
    ' til ',
    ' til:',
    '*til',
    'psa:',
    'good to know',
    'for future',
    'to self',
    'next time',
    'for the future',
  ],
  ...['gotcha', 'pitfall', 'caveat', 'insight', 'takeaway', 'take-away', 'finding', 'observation', 'key point'],
  ...[
    'do differently',
    'worth knowing',
    'worth remembering',
    'protip',
    'pro-tip',
    "don't forget",
    'remember',
    'reminder',
  ],
  ...[
    ...['fyi:', 'fyi ', 'fyi*', 'fyi_', 'fyi-', '\nfyi'],
    'heads up',
    'heads-up',
    'conclusion',
    'postmortem',
    'post-mortem',
    'retrospective',
    'underlying',
    'culprit',
  ],
  ...[
    'diagnosis',
    'what went wrong',
    'what happened',
    'what broke',
    'what was wrong',
    'contributing',
    'why it ',
    'why this ',
  ],
  ...['why that ', 'explanation', 'reason', 'what worked', 'what helped', 'actual issue', 'real issue', 'true issue'],
  ...['actual problem', 'real problem', 'true problem', 'main point', 'important point'],
]

export interface LabelledText {
  readonly type: LearningType
  /** Empty where the label stands alone and the next line may hold it. */
  readonly content: string
  readonly isVague: boolean
}

/** `text` is a line without what decorates it; `isHeading` where that makes a label alone one. */
export function readLabel(text: string, isHeading: boolean): LabelledText | undefined {
  for (const { type, isVague, labelled, heading } of COMPILED) {
    const match = labelled.exec(text)
    if (match !== null) return { type, isVague, content: (match[1] ?? '').replace(/\|$/, '').trim() }
    if (isHeading && heading.test(text)) return { type, isVague, content: '' }
  }
  return undefined
}
