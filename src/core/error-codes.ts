// Every error that postflight raises, by code: whether trying again can help, and what a person can do.
// Each code has a heading of its own in docs/errors.md; a test keeps the two equal.

interface ErrorCode {
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean
  /** What the reader of the error can do about it. */
  readonly hint: string
}

export const ERROR_CODES = {
  'message.invalid': { retryable: false, hint: 'Correct the named field in the producer and send the message again.' },
  'job_id.invalid': {
    retryable: false,
    hint: 'Use a job id of at most 200 bytes without "/", "\\" or NUL that is not "." or "..".',
  },
  'config.invalid': { retryable: false, hint: 'Correct the settings named above; .env.example lists them all.' },
  'usage.invalid': { retryable: false, hint: 'Run the command with --help to see what it takes.' },
  'rules.invalid': {
    retryable: false,
    hint: 'Correct the named rule; `postflight rules test FILE` tries a file, docs/rules.md describes the form.',
  },
  'log.missing': {
    retryable: true,
    hint: 'Check the path and that the file is there; for jobs, that --jobs or POSTFLIGHT_JOBS_DIR names their folder.',
  },
  'log.unreadable': { retryable: true, hint: 'Check the owner and the permissions of the job folder.' },
  'log.unsafe': { retryable: false, hint: 'Remove the symbolic link: reads never leave the jobs folder.' },
  'log.broken': {
    retryable: false,
    hint: 'The archive is damaged or unpacks to more than POSTFLIGHT_UNPACK_BYTES_MAX.',
  },
  'report.missing': {
    retryable: true,
    hint: 'Has the job been processed? `postflight process JOB_ID` analyses it, with `--again` also one whose report was taken away.',
  },
  'report.invalid': {
    retryable: false,
    hint: 'The stored report was changed by hand or by another release; `postflight process JOB_ID --again` renews it.',
  },
  'report.store_failed': {
    retryable: true,
    hint: 'Check the free space and the permissions of the reports folder, or the Redis server.',
  },
  'learning_log.failed': { retryable: true, hint: 'Check the free space and the permissions of POSTFLIGHT_DATA_DIR.' },
  'queue.unavailable': {
    retryable: true,
    hint: 'Check REDIS_URL or POSTFLIGHT_POSTGRES_URL and that the server runs.',
  },
  'queue.no_workers': { retryable: true, hint: 'Start workers with `postflight worker`.' },
  'queue.job_active': { retryable: true, hint: 'Wait until the job is through, or see `postflight status`.' },
  'graph.unavailable': {
    retryable: true,
    hint: 'Check NEO4J_URI and that Neo4j runs; learning jobs wait until it is back.',
  },
  'graph.credentials_refused': {
    retryable: true,
    hint: 'Check NEO4J_USER and NEO4J_PASSWORD; learning jobs wait until they are accepted.',
  },
  'graph.busy': { retryable: true, hint: 'Two writers met (a deadlock or lock timeout); the write is tried again.' },
  'graph.rejected': {
    retryable: false,
    hint: 'The graph refused the statement; read the reason, then `postflight retry learning`.',
  },
  'telegram.unavailable': { retryable: true, hint: 'Telegram or the way to it is down; the message is tried again.' },
  'telegram.rate_limited': {
    retryable: true,
    hint: 'Telegram asked to slow down; messages wait for as long as it said.',
  },
  'telegram.rejected': {
    retryable: false,
    hint: 'Check TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID, then `postflight retry notification`.',
  },
  'dashboard.unavailable': {
    retryable: false,
    hint: 'Choose another address with --host or POSTFLIGHT_DASHBOARD_HOST, another port with --port or POSTFLIGHT_DASHBOARD_PORT.',
  },
  'embedded.unsupported': {
    retryable: false,
    hint: 'Set REDIS_URL or POSTFLIGHT_POSTGRES_URL: the embedded server needs Linux with glibc, or macOS.',
  },
  'embedded.failed': {
    retryable: true,
    hint: 'Read the server log, where one is named above. A database folder belongs to one account: another one needs a POSTFLIGHT_DATA_DIR of its own. POSTFLIGHT_POSTGRES_URL uses a server of yours instead.',
  },
  'embedded.version': {
    retryable: false,
    hint: 'Use the postflight release that wrote this database folder, or point POSTFLIGHT_DATA_DIR elsewhere.',
  },
  'internal.unexpected': {
    retryable: true,
    hint: 'This is a defect in postflight; please report it with the stack trace.',
  },
} as const satisfies Record<string, ErrorCode>

export type PostflightErrorCode = keyof typeof ERROR_CODES
