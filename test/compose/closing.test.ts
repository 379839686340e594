import { describe, expect, it } from 'vitest'
import { createClosing } from '../../src/compose/closing.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'

describe('closing what was opened', () => {
  function setup() {
    const logger = createRecordingLogger()
    const closing = createClosing(logger)
    const closed: string[] = []
    const add = (name: string, close = () => Promise.resolve()) =>
      closing.add({ name, closeMsMax: 20, close: () => close().then(() => closed.push(name)) })
    return { closing, closed, add, logger }
  }

  it('goes from the last opened to the first', async () => {
    const { closing, closed, add } = setup()
    for (const name of ['server', 'pool', 'queues']) add(name)
    await closing.close()
    expect(closed).toEqual(['queues', 'pool', 'server'])
  })

  it('reaches the first although one does not answer and one fails, and names both', async () => {
    const { closing, closed, add, logger } = setup()
    add('server')
    add('pool', () => new Promise(() => undefined))
    add('queues', () => Promise.reject(new Error('broken')))
    await closing.close()
    expect(closed).toEqual(['server'])
    expect(logger.lines.map(({ level, fields }) => ({ level, part: fields?.['part'] }))).toEqual([
      { level: 'warn', part: 'queues' },
      { level: 'warn', part: 'pool' },
    ])
  })

  it('closes nothing twice', async () => {
    const { closing, closed, add } = setup()
    add('server')
    await closing.close()
    await closing.close()
    expect(closed).toEqual(['server'])
  })
})
