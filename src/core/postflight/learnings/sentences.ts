// Beginnings of sentences that tell what was learnt: `It turned out that …`, `The fix was to …`. Only what is told as
// done or known: the present tense in mid-run is most often a guess.

import type { LearningType } from './learning.ts'

const SENTENCES: readonly { readonly type: LearningType; readonly pattern: RegExp }[] = [
  { type: 'explicit_learning', pattern: /^TIL\b[:,]?\s{1,4}(?:that |how |why )?\S/ },
  {
    type: 'explicit_learning',
    pattern: /^(?:(?:I|we)(?:'ve| have)? |what (?:I|we) )?learne?[dt] (?:the hard way )?(?:that|how|why|is|was) /i,
  },
  {
    type: 'explicit_learning',
    pattern:
      /^(?:(?:I|we)(?:'ve| have)? )?(?:discovered|found out|figured out|realised|realized) (?:that|why|how) (?!(?:I|we) (?:need|should|must|have|can|will)\b)/i,
  },
  { type: 'root_cause', pattern: /^(?:so |as )?(?:it )?turn(?:s|ed) out (?:that |to be )?\w/i },
  {
    type: 'root_cause',
    pattern: /^the (?:actual |real |underlying )?root cause (?:of .{1,60}? )?(?:is|was) (?!not |un|still )\w/i,
  },
  {
    type: 'root_cause',
    pattern: /^the (?:actual |real |underlying )?cause (?:of .{1,60}? )?was (?!not |un|still )\w/i,
  },
  {
    type: 'root_cause',
    pattern:
      /^the (?:actual |real |main |core |underlying )?(?:problem|issue|bug|error|failure|crash|culprit|regression) (?:was (?:that|in|an?|the|with|caused by|due to|because)|(?:is|were) (?:caused by|due to)) /i,
  },
  {
    type: 'root_cause',
    pattern: /^found (?:it|the (?:bug|problem|issue|culprit|cause|root cause))(?::| [-–—]{1,2}) /i,
  },
  { type: 'root_cause', pattern: /^(?:the reason (?:was|is) that|what broke (?:it|this|things) (?:was|is)) /i },
  {
    type: 'fix_applied',
    pattern:
      /^(?:I |we |this (?:is|was) |it (?:is|was) )?(?:fixed|resolved|solved)(?: this| it| that| the \w{1,20})? by \w{2,30}ing /i,
  },
  { type: 'fix_applied', pattern: /^the (?:actual |real |final )?fix was (?:to |simply |just )?\w/i },
  {
    type: 'fix_applied',
    pattern:
      /^to (?:fix|solve|resolve) (?:this|it|that|the \w{1,20}),? (?:I|we)(?:'ve| have)? (?!need|should|will|must|can|could|have to|would|am|are|want)\w/i,
  },
  { type: 'fix_applied', pattern: /^what (?:finally )?(?:fixed|solved|resolved) (?:it|this|that) was \w/i },
  { type: 'solution_found', pattern: /^the (?:actual |real |final )?(?:solution|trick|key|secret|answer) was to \w/i },
  { type: 'workaround', pattern: /^as a (?:temporary )?work-?around,? (?:I|we|the|for) ?\w/i },
  { type: 'workaround', pattern: /^(?:I|we) worked around (?:this|it|the) /i },
]

/** Lower-case; a line that begins such a sentence holds one of them. */
export const SENTENCE_LITERALS: readonly string[] = [
  ...['learned', 'learnt', '\ntil', ' til ', 'discovered', 'found out', 'figured out', 'realised', 'realized'],
  ...[
    'turns out',
    'turned out',
    'cause',
    'the problem',
    'the issue',
    'the bug',
    'the error',
    'the failure',
    'the crash',
  ],
  ...[
    'the culprit',
    'the regression',
    'the actual',
    'the real',
    'the main',
    'the core',
    'underlying',
    'found it',
    'found the',
  ],
  ...['the reason', 'what broke', 'fixed', 'resolved', 'solved', 'the fix', 'to fix', 'to solve', 'to resolve'],
  ...['what finally', 'the solution', 'the trick', 'the key', 'the secret', 'the answer', 'the final', 'workaround'],
  ...['work-around', 'worked around'],
]

/** The type of a sentence that begins `text`. */
export function readSentence(text: string): LearningType | undefined {
  return SENTENCES.find(({ pattern }) => pattern.test(text))?.type
}
