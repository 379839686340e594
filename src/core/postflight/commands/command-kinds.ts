// What a command is for, as far as claims and learnings need it: testing, building, installing, editing, publishing.

import { type CommandPart, toParts } from '../transcripts/shell-command.ts'

const RUNNERS: ReadonlySet<string> = new Set([
  ...[
    'pytest',
    'py.test',
    'tox',
    'nox',
    'jest',
    'vitest',
    'mocha',
    'ava',
    'karma',
    'rspec',
    'phpunit',
    'ctest',
    'prove',
  ],
  ...[
    'nosetests',
    'cypress',
    'playwright',
    'minitest',
    'gotestsum',
    'busted',
    'bats',
    'runtests.py',
    'trial',
    'behave',
  ],
])
const TEST =
  /^(?:(?:npm|pnpm|yarn|bun)(?: run| run-script)? test\b|(?:npx|pnpm exec|yarn|bunx|poetry run|uv run|pipenv run|bundle exec) (?:pytest|jest|vitest|mocha|ava|tox|nox|rspec|playwright|cypress)\b|(?:cargo|go|swift|dotnet|mix|deno|flutter|dart|bazel|sbt|lein|rake|make|meson|nx|turbo) (?:run )?(?:test|check|nextest)\b|(?:mvn|mvnw|gradle|gradlew)\b.{0,200}\b(?:test|verify|check)\b|python\d?(?:\.\d{1,2})? (?:-\w ){0,3}-m (?:pytest|unittest|nose|tox)\b|python\d?(?:\.\d{1,2})? \S{0,200}(?:runtests\.py|manage\.py test)\b|bin\/(?:rails|rspec) ?(?:test)?\b|rails test\b)/
/** `bin/test`, `./run_tests.sh`, `python test_parser.py`. */
const TEST_SCRIPT =
  /^(?:(?:python\d?(?:\.\d{1,2})?|node|bash|sh|ruby|perl|php|tsx) (?:-\S{1,20} ){0,3}(?:[^\s/]{1,80}\/){0,12})?(?:run[-_]?)?tests?(?:[-_.]\S{0,80})?(?: |$)/
const BUILD =
  /^(?:(?:npm|pnpm|yarn|bun)(?: run| run-script)? (?:build|compile)\b|(?:npx )?(?:tsc|webpack|rollup|esbuild|vite build|next build|turbo build|nx build)\b|(?:cargo|go|swift|dotnet|mix|deno|flutter|bazel|zig|stack|cabal|docker|buildah|podman) (?:build|compile|buildx)\b|(?:mvn|mvnw)\b.{0,200}\b(?:compile|package|install|verify)\b|(?:gradle|gradlew)\b.{0,200}\b(?:build|assemble)\b|make(?: (?:all|build|-j ?\d{0,3})){0,4}$|cmake --build\b|ninja\b|python\d? -m build\b|python\d? setup\.py (?:build|bdist)|gcc\b|g\+\+|clang\b|javac\b)/
const INSTALL =
  /^(?:(?:npm|pnpm|yarn|bun) (?:i|ci|install|add)\b|yarn$|(?:pip|pip3|pipx|uv pip|conda|mamba|apt|apt-get|yum|dnf|apk|brew|gem|cargo|go|poetry|uv|composer|dotnet|luarocks|cpanm|opam|nuget|snap|pacman)\b.{0,60}\b(?:install|add|get|require|update|sync|-S)\b|python\d?(?:\.\d{1,2})? -m pip install\b|bundle(?: install)?$)/
const PUBLISH =
  /^(?:kubectl (?:apply|rollout|set image)|helm (?:upgrade|install)|terraform apply|pulumi up|(?:npx )?(?:vercel|netlify|wrangler|serverless|sls|cdk|firebase)\b.{0,80}\b(?:deploy|publish|--prod)|(?:fly|flyctl|railway|gcloud|az|eb|cap|ansible-playbook|aws)\b.{0,200}\b(?:deploy|up|sync|update|create|publish|site)|(?:npm|pnpm|yarn|cargo|poetry|uv|gem|dotnet nuget) (?:publish|push)\b|twine upload|docker push|git push (?:heroku|dokku)\b|(?:npm|pnpm|yarn)(?: run)? deploy\b|make deploy\b)/
const PUSH = /^git (?:-\S{1,40} ){0,3}push\b/
const EDIT =
  /^(?:sed (?:-[A-Za-z]{1,8} )?(?:-i|--in-place|-[A-Za-z]{0,4}i)|perl -\w{0,4}i|patch\b|git (?:apply|am|restore|revert|cherry-pick|checkout --)(?: |$)|apply_patch|ed |edit\b|insert\b|create\b|str_replace_editor (?:create|str_replace|insert|undo_edit)|(?:Edit|MultiEdit|Write|NotebookEdit|write|edit)\b)/
const WRITES = /(?:^|[^0-9&>])>{1,2}\s{0,4}([^\s&>|;]{1,512})|^tee (?:-a )?(\S{1,512})/
/** Files that no change of the work lies in, by folder and by name. */
const SCRATCH_FOLDER = /^\/(?:dev|tmp)\//
const SCRATCH_NAME = /^(?:repro|reproduc|debug|tmp|scratch)|\.(?:log|out|tmp|diff|patch)$/i

export type CommandKind = 'test' | 'build' | 'install' | 'publish' | 'push' | 'edit' | 'other'

function kindOf({ text, name }: CommandPart): CommandKind {
  if (RUNNERS.has(name) || TEST.test(bare(text, name)) || TEST_SCRIPT.test(bare(text, name))) return 'test'
  if (PUBLISH.test(bare(text, name))) return 'publish'
  if (PUSH.test(text)) return 'push'
  if (INSTALL.test(bare(text, name))) return 'install'
  if (BUILD.test(bare(text, name))) return 'build'
  return isEdit(text) ? 'edit' : 'other'
}

/** `/usr/bin/python -m pytest` is `python -m pytest`. */
function bare(text: string, name: string): string {
  const end = text.indexOf(' ')
  return end < 0 ? name : `${name}${text.slice(end)}`
}

function isEdit(text: string): boolean {
  const path = writtenPath(text)
  if (path !== undefined) return !isScratch(path)
  return EDIT.test(text) && !isScratch(text.slice(text.lastIndexOf(' ') + 1))
}

/** The file that a command's output goes to. */
export function writtenPath(text: string): string | undefined {
  const match = WRITES.exec(text)
  return match?.[1] ?? match?.[2]
}

function isScratch(path: string): boolean {
  return SCRATCH_FOLDER.test(path) || SCRATCH_NAME.test(path.slice(path.lastIndexOf('/') + 1))
}

export interface KnownPart extends CommandPart {
  readonly kind: CommandKind
}

/** The parts of a command, and what each is for. */
export function toKnownParts(command: string): readonly KnownPart[] {
  return toParts(command).map((part) => ({ ...part, kind: kindOf(part) }))
}

/** Whether any part of a command is of this kind. */
export function isOfKind(kind: CommandKind, parts: readonly KnownPart[]): boolean {
  return parts.some((part) => part.kind === kind)
}
