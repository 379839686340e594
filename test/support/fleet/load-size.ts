// How large load tests are: small in every run, full where POSTFLIGHT_TEST_LOAD=full (`npm run test:load`).

const isFullLoad = process.env['POSTFLIGHT_TEST_LOAD'] === 'full'

/** The small or the full number. */
export function loadSize(sizes: { readonly small: number; readonly full: number }): number {
  return isFullLoad ? sizes.full : sizes.small
}
