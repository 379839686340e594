import { describe, expect, test } from 'vitest'
import { type AnalysisInput, assembleAnalysis, refusedAnalysis } from '../../src/core/analysis.ts'
import { createClassicPack } from '../../src/core/classic/pack.ts'
import { PythonFloat } from '../../src/core/report.ts'

const aMessage = {
  identity: { jobId: 'a', runAttempt: 2 },
  exitCode: undefined,
  project: undefined,
  task: undefined,
  notes: ['cut'],
}

function setup(changes: Partial<AnalysisInput> = {}, log = '') {
  const pack = createClassicPack({ bytesMax: 1_000 })
  const reader = pack.open()
  reader.push(Buffer.from(log))
  const input: AnalysisInput = {
    message: aMessage,
    pack,
    folder: '/jobs/a',
    folderExists: true,
    meta: undefined,
    conclusion: reader.end({ exitCode: changes.message?.exitCode }),
    warnings: ['seen'],
    timestamp: '2024-05-01T00:00:00.000Z',
    ...changes,
  }
  return { input, analysis: assembleAnalysis(input) }
}

const meta = (text: string) => setup({ meta: Buffer.from(text) }).analysis

describe('an analysis', () => {
  test('holds what was found, told and could not be read', () => {
    const { analysis } = setup({ meta: Buffer.from('{"project": "web", "task": "build"}') }, 'exit:0 done')
    expect(analysis).toEqual({
      job_id: 'a',
      timestamp: '2024-05-01T00:00:00.000Z',
      validated: true,
      exit_code: 0,
      quality_score: 85,
      errors: [],
      warnings: ['seen', 'cut'],
      successes: [{ type: 'success_signal' }],
      learnings: [],
      recommendations: ['No learnings captured - consider documenting key insights'],
      project: 'web',
      task: 'build',
      run_attempt: 2,
      schema_version: 1,
      rule_pack: { name: 'classic', version: '1' },
    })
  })

  test('believes the message before log and metadata, in the score too', () => {
    const told = { ...aMessage, exitCode: 137, project: 'told', task: 'this' }
    const { analysis } = setup({ message: told, meta: Buffer.from('{"project": "web", "task": "build"}') }, 'exit:0')
    expect(analysis).toMatchObject({
      exit_code: 137,
      quality_score: 30,
      project: 'told',
      task: 'this',
      recommendations: expect.arrayContaining(['Task failed - review error logs and consider retry']),
    })
  })

  test('of a missing folder says so and nothing else', () => {
    const { analysis } = setup({ folderExists: false })
    expect(analysis).toMatchObject({ validated: false, exit_code: null, quality_score: 0, recommendations: [] })
    expect(analysis.errors).toEqual(['Job directory not found: /jobs/a'])
    expect(analysis).not.toHaveProperty('project')
    expect(analysis).not.toHaveProperty('task')
  })

  test('of files that must not be read says why', () => {
    const { input } = setup()
    expect(refusedAnalysis(input, 'a link')).toMatchObject({ validated: false, errors: ['a link'], job_id: 'a' })
  })
})

describe('metadata', () => {
  test('may hold any project, and a list as task', () => {
    expect(meta('{"project": 1.0, "task": [1, 2]}')).toMatchObject({ project: new PythonFloat(1), task: [1, 2] })
    expect(meta('{"project": null}').project).toBeNull()
    expect(meta(`{"task": [${Array(201).fill('0').join()}]}`).task).toHaveLength(200)
  })

  test('have their task cut to 200 code points', () => {
    expect(meta(`{"task": "${'😀'.repeat(201)}"}`).task).toBe('😀'.repeat(200))
  })

  test('with malformed UTF-8 count as none', () => {
    const bytes = Buffer.concat([Buffer.from('{"project": "'), Buffer.of(0xff), Buffer.from('"}')])
    expect(setup({ meta: bytes }).analysis.project).toBe('unknown')
  })

  test.each(['', '{', '\ufeff{"task": "t"}', 'nonsense', '{"task": "a\nb"}'])(
    'that are broken (%j) count as none',
    (text) => {
      expect(meta(text)).toMatchObject({ project: 'unknown', task: '', warnings: ['seen', 'cut'] })
    },
  )

  test.each([
    ['[]', 'Expected meta.json to hold an object, got a list'],
    ['1', 'Expected meta.json to hold an object, got a number'],
    ['"x"', 'Expected meta.json to hold an object, got a text'],
    ['null', 'Expected meta.json to hold an object, got null'],
    ['{"task": null}', 'Expected the task in meta.json to be a text, got null'],
    ['{"task": 1.5}', 'Expected the task in meta.json to be a text, got a number'],
    ['{"task": {}}', 'Expected the task in meta.json to be a text, got an object'],
    ['{"task": true}', 'Expected the task in meta.json to be a text, got true'],
  ])('of an odd kind (%s) are reported', (text, warning) => {
    expect(meta(text)).toMatchObject({ task: '', warnings: ['seen', 'cut', warning] })
  })
})
