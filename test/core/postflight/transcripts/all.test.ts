import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLongEnough } from '../../../../src/core/postflight/reading/literal-index.ts'
import { TRANSCRIPT_FORMATS } from '../../../../src/core/postflight/transcripts/all.ts'
import { readTranscript } from '../../../support/offered-lines.ts'

describe('all formats of transcripts', () => {
  test('have literals that can be looked for', () => {
    const literals = TRANSCRIPT_FORMATS.flatMap((format) => format.literals)
    expect(literals.filter((literal) => !isLongEnough(literal))).toEqual([])
  })

  test('leave logs of CI jobs alone', () => {
    const log = `$ git clone https://example.org/r.git
root@runner:/builds/app# npm ci
User: deploy
+ cat VERSION
\`\`\`bash
Action: deploy
ACTION
##[group]Run npm test
{"type":"user","message":"hello"}
diff --git a/x b/x
Limits exceeded. Retrying.
mini-swe-agent (step one):`
    const { format, lines } = readTranscript(log)
    expect(format).toBeUndefined()
    expect(new Set(lines.map(({ speaker }) => speaker))).toEqual(new Set(['output']))
  })

  test('never throw, whatever lines come', () => {
    const mark = fc.constantFrom(
      ...['mini-swe-agent (step 1):', 'User:', '```bash', '<output>', 'ACTION', 'DISCUSSION', 'submit', 'exit_cost'],
      ...['asciinema: recording x', "root@a:/# mini -t '", '**CmdRunAction (source=EventSource.AGENT)**', 'COMMAND:'],
      ...['{"type":"system","subtype":"init","session_id":"s"}', '{"type":"assistant","message":{"content":[1,null]}}'],
      ...['{"type":"result"}', '{"type":"thread.started","thread_id":"t"}', '{"type":"item.completed","item":4}'],
    )
    const line = fc.oneof(mark, fc.string({ maxLength: 40 }))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        expect(readTranscript(lines.join('\n')).lines.length).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
