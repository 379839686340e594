// The forms in which projects have problem matchers: files of GitHub Actions, a bare matcher or a list of them, a VS
// Code extension's package.json and tasks.json. All become the one form that the schema describes.

export interface RuleDocument {
  readonly problemMatcher: readonly unknown[]
  readonly ignoreLines?: unknown
  readonly ignoreRegions?: unknown
}

export interface FoundMatchers {
  readonly document: RuleDocument
  /** Where each matcher stands in the file. */
  readonly paths: readonly string[]
}

interface Located {
  readonly path: string
  readonly matcher: unknown
}

/** Undefined where `parsed` holds no matcher, nor lines or regions to ignore. */
export function findMatchers(parsed: unknown): FoundMatchers | undefined {
  const located = locate(parsed)
  const { ignoreLines, ignoreRegions } = isObject(parsed) ? parsed : {}
  const matchers = (located ?? []).filter(({ matcher }) => !isVsCodeName(matcher))
  if (matchers.length === 0 && ignoreLines === undefined && ignoreRegions === undefined) return undefined
  return {
    document: {
      problemMatcher: matchers.map(({ matcher }) => matcher),
      ...(ignoreLines === undefined ? {} : { ignoreLines }),
      ...(ignoreRegions === undefined ? {} : { ignoreRegions }),
    },
    paths: matchers.map(({ path }) => path),
  }
}

function locate(parsed: unknown): readonly Located[] | undefined {
  if (Array.isArray(parsed)) return listed('', parsed)
  if (!isObject(parsed)) return undefined
  const { problemMatcher, problemMatchers, contributes, tasks, pattern } = parsed
  if (problemMatcher !== undefined) return listed('problemMatcher', problemMatcher)
  if (problemMatchers !== undefined) return listed('problemMatchers', problemMatchers)
  if (isObject(contributes) && contributes['problemMatchers'] !== undefined) {
    return listed('contributes.problemMatchers', contributes['problemMatchers'])
  }
  if (Array.isArray(tasks)) return tasks.flatMap((task, index) => ofTask(task, `tasks.${index}.problemMatcher`))
  return pattern === undefined ? undefined : [{ path: '(top)', matcher: parsed }]
}

function ofTask(task: unknown, path: string): readonly Located[] {
  return isObject(task) && task['problemMatcher'] !== undefined ? listed(path, task['problemMatcher']) : []
}

function listed(path: string, value: unknown): readonly Located[] {
  if (!Array.isArray(value)) return [{ path, matcher: value }]
  return value.map((matcher, index) => ({ path: path === '' ? String(index) : `${path}.${index}`, matcher }))
}

/** A task that names a matcher of VS Code's, such as `$tsc`, adds no rule; ours know those tools. */
function isVsCodeName(matcher: unknown): boolean {
  return typeof matcher === 'string' && matcher.startsWith('$')
}

/** What of a matcher refers to one that VS Code has, which is not there. */
export function namedPatterns(matcher: unknown): readonly { readonly field: string; readonly name: string }[] {
  if (!isObject(matcher)) return []
  const patterns = Array.isArray(matcher['pattern']) ? matcher['pattern'] : [matcher['pattern']]
  return [
    ...patterns.filter((pattern) => typeof pattern === 'string').map((name) => ({ field: 'pattern', name })),
    ...(typeof matcher['base'] === 'string' ? [{ field: 'base', name: matcher['base'] }] : []),
  ]
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
