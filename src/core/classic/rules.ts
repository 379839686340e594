// The classic rules as data, in the order in which the report lists them.
//
// A pattern is literal text in which letters match in either case, `x?` makes the letter x optional and ` … `
// stands for anything on the same line. A rule fires on any of its patterns. Learning patterns are labels: what
// is kept is the text after the label, an optional colon and white space, up to the end of that line.

export interface ErrorRule {
  readonly kind: 'error'
  readonly id: string
  readonly severity: 'high' | 'medium'
  readonly patterns: readonly string[]
  /** What the report recommends when the rule fires. */
  readonly advice?: string
}

export interface SuccessRule {
  readonly kind: 'success'
  readonly id: string
  readonly patterns: readonly string[]
}

export interface LearningRule {
  readonly kind: 'learning'
  readonly id: string
  readonly label: string
}

export type ClassicRule = ErrorRule | SuccessRule | LearningRule

/** The exit code stands right after this mark, in this case only. */
export const EXIT_MARK = 'exit:'

export const CLASSIC_RULES: readonly ClassicRule[] = [
  { kind: 'error', id: 'error_detected', severity: 'high', patterns: ['error:'] },
  { kind: 'error', id: 'exception_detected', severity: 'high', patterns: ['exception:'] },
  { kind: 'error', id: 'failure_detected', severity: 'medium', patterns: ['failed'] },
  {
    kind: 'error',
    id: 'permission_error',
    severity: 'high',
    patterns: ['permission denied'],
    advice: 'Permission issue - verify file ownership and access rights',
  },
  { kind: 'error', id: 'not_found_error', severity: 'medium', patterns: ['not found'] },
  {
    kind: 'error',
    id: 'timeout_error',
    severity: 'high',
    patterns: ['timeout'],
    advice: 'Timeout occurred - consider increasing timeout or optimizing task',
  },
  { kind: 'error', id: 'connection_error', severity: 'high', patterns: ['connection refused'] },
  { kind: 'error', id: 'syntax_error', severity: 'high', patterns: ['syntax error', 'SyntaxError'] },
  {
    kind: 'error',
    id: 'import_error',
    severity: 'high',
    patterns: ['import error', 'ImportError', 'ModuleNotFoundError'],
    advice: 'Import error - check dependencies are installed',
  },
  {
    kind: 'error',
    id: 'config_error',
    severity: 'medium',
    patterns: ['GOOGLE_KEY not configured', 'API … not configured'],
    advice: 'Configuration error detected - check environment variables',
  },
  { kind: 'success', id: 'success_signal', patterns: ['completed successfully', 'task completed', 'done'] },
  { kind: 'success', id: 'tests_passed', patterns: ['tests? passed', 'all … pass'] },
  { kind: 'success', id: 'deployment_success', patterns: ['deployed', 'deployment … success'] },
  { kind: 'success', id: 'action_completed', patterns: ['created', 'updated', 'fixed'] },
  { kind: 'learning', id: 'explicit_learning', label: 'learned?' },
  { kind: 'learning', id: 'solution_found', label: 'solution' },
  { kind: 'learning', id: 'fix_applied', label: 'fixed by' },
  { kind: 'learning', id: 'root_cause', label: 'root cause' },
  { kind: 'learning', id: 'workaround', label: 'workaround' },
]
