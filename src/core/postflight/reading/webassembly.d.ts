// What is used of the WebAssembly JavaScript interface (https://www.w3.org/TR/wasm-js-api-2/); Node's types leave it out.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, (...values: number[]) => number>>)
    readonly exports: Record<string, unknown>
  }
  interface Memory {
    readonly buffer: ArrayBuffer
    /** By so many pages of 64 KiB. */
    grow(pages: number): number
  }
  interface Global {
    value: number
  }
}
