import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Environment, parseConfig } from '../../src/config/parse-config.ts'
import { environmentSchema } from '../../src/config/schema.ts'

interface Service {
  readonly image?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number | null>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly container_name?: string
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly stop_grace_period?: string
}

const NEO4J_PASSWORD = 'a password of the environment'

/** The services as Compose sees them where the environment sets the Neo4j password and nothing else. */
function readServices(): Record<'redis' | 'neo4j' | 'worker' | 'dashboard', Service> {
  const text = readFileSync('docker-compose.yml', 'utf8')
    .replace(/\$\{NEO4J_PASSWORD:\?[^}]*\}/g, NEO4J_PASSWORD)
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
  return (parse(text, { merge: true }) as { services: ReturnType<typeof readServices> }).services
}

function toEnvironment({ environment = {} }: Service): Environment {
  return Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value ?? '')]))
}

describe('docker-compose.yml', () => {
  test('keeps the queues on disk and never evicts a job', () => {
    const { command, volumes } = readServices().redis

    expect(command?.join(' ')).toContain('--appendonly yes --appendfsync everysec --maxmemory-policy noeviction')
    expect(volumes).toEqual(['redis-data:/data'])
  })

  test('runs Neo4j 5.26 with a health check and the password of the environment', () => {
    const { image, environment, healthcheck } = readServices().neo4j

    expect(image).toBe('neo4j:5.26')
    expect(environment?.['NEO4J_AUTH']).toBe(`neo4j/${NEO4J_PASSWORD}`)
    expect(healthcheck?.test.join(' ')).toContain('localhost:7474')
  })

  test('holds no password', () => {
    const text = readFileSync('docker-compose.yml', 'utf8')

    expect(text.match(/PASSWORD: (?!\$\{NEO4J_PASSWORD:\?)/g)).toBeNull()
    expect(text.match(/NEO4J_AUTH: neo4j\/(?!\$\{NEO4J_PASSWORD:\?)/g)).toBeNull()
  })

  test.each(['worker', 'dashboard'] as const)('gives the %s settings that it understands', (name) => {
    const config = parseConfig(toEnvironment(readServices()[name]), '/')

    expect(config.queue).toEqual({ kind: 'redis', url: 'redis://redis:6379' })
    expect(config.graph).toMatchObject({ kind: 'neo4j', uri: 'bolt://neo4j:7687', password: NEO4J_PASSWORD })
    expect(config.telegram).toBeUndefined()
    expect(config).toMatchObject({ dataDir: '/data', jobsDir: '/jobs', reportsDir: '/data/qa-reports' })
  })

  test('hands every setting of the environment to workers and dashboard, but for those that it fixes', () => {
    const settings = Object.keys(environmentSchema.shape)
    const { worker, dashboard } = readServices()

    expect(settings.filter((name) => !(name in (worker.environment ?? {})))).toEqual([
      'POSTFLIGHT_POSTGRES_URL',
      'POSTFLIGHT_REPORTS_DIR',
      'POSTFLIGHT_DRAIN_MS',
      'POSTFLIGHT_DASHBOARD_HOST',
      'POSTFLIGHT_DASHBOARD_PORT',
      'POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS',
    ])
    expect(Object.keys(dashboard.environment ?? {})).toEqual(
      expect.arrayContaining(Object.keys(worker.environment ?? {})),
    )
  })

  test('lets the dashboard answer for the loopback names only, and for what the environment names besides', () => {
    const { dashboard } = readServices()

    expect(parseConfig(toEnvironment(dashboard), '/').dashboard).toMatchObject({
      host: '0.0.0.0',
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
    })
    expect(dashboard.environment).toHaveProperty('POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS')
  })

  test('lets workers be scaled: no name and no port of their own', () => {
    const { worker } = readServices()

    expect(worker).not.toHaveProperty('container_name')
    expect(worker).not.toHaveProperty('ports')
  })

  test('shows workers the jobs read-only and shares one reports volume among them', () => {
    const { worker, dashboard } = readServices()

    expect(worker.volumes).toEqual(['./postflight-data/jobs:/jobs:ro', 'postflight-data:/data'])
    expect(dashboard.volumes).toEqual(worker.volumes)
  })

  test('gives a stopped worker longer than it takes to drain', () => {
    const { worker } = readServices()
    const { drainMs } = parseConfig(toEnvironment(worker), '/')

    expect(Number.parseInt(worker.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(drainMs)
  })

  test('publishes ports on the loopback address only', () => {
    const ports = Object.values(readServices()).flatMap((service) => service.ports ?? [])

    expect(ports.length).toBeGreaterThan(0)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })
})

describe('the image', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')
  const builds = dockerfile.indexOf('npm run build')

  test('holds the default rules, without which no log can be read', () => {
    expect(dockerfile).toContain('COPY --from=build /app/rules rules')
  })

  test.each(['rules', 'test/fixtures/logs'])('is built where %s are', (folder) => {
    const copies = dockerfile.indexOf(`COPY ${folder} ${folder}\n`)

    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain(`!${folder}`)
    expect(copies).toBeGreaterThan(0)
    expect(copies).toBeLessThan(builds)
  })
})
