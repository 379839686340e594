import { describe, expect, it } from 'vitest'
import { findPostgresPackage } from '../../../src/adapters/embedded-postgres/package.ts'
import { startEmbeddedPostgres } from '../../../src/adapters/embedded-postgres/server.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

describe('the platform of the embedded server', () => {
  it.each([
    ['Windows', { os: 'win32', arch: 'x64', glibc: true }, 'win32-x64'],
    ['musl', { os: 'linux', arch: 'x64', glibc: false }, 'linux-x64 without glibc'],
    ['an unusual processor', { os: 'linux', arch: 'riscv64', glibc: true }, 'linux-riscv64'],
  ])('is refused with what to set instead on %s', async (_name, platform, got) => {
    const starting = startEmbeddedPostgres({ folder: '/dev/null/database', logger: createRecordingLogger(), platform })
    await expect(starting).rejects.toMatchObject({
      code: 'embedded.unsupported',
      message: expect.stringContaining(`got ${got}`),
      hint: expect.stringContaining('POSTFLIGHT_POSTGRES_URL'),
    })
  })

  it('is refused when its package was not installed', () => {
    const foreign = { os: process.platform === 'linux' ? 'darwin' : 'linux', arch: 'x64', glibc: true }
    expect(() => findPostgresPackage(foreign)).toThrow(/to be installed, got none/)
  })
})
