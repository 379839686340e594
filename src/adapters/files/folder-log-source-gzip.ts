// Unpacks gzip as it comes in. What was unpacked is handed on before an error is thrown: all of it where an
// archive is cut off, all but zlib's last 16 KiB at most where it is damaged.

import { createGunzip, type Gunzip } from 'node:zlib'

/** Throws zlib's error when the archive is damaged or cut off. */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const unpacked: Uint8Array[] = []
  gunzip.on('data', (chunk: Uint8Array) => unpacked.push(chunk))
  try {
    for await (const chunk of packed) {
      const failure = await write(gunzip, chunk)
      yield* unpacked.splice(0)
      if (failure !== undefined) throw failure
    }
    const failure = await end(gunzip)
    yield* unpacked.splice(0)
    if (failure !== undefined) throw failure
  } finally {
    gunzip.destroy()
  }
}

/** Settles once all that this chunk unpacks to has come out. */
function write(gunzip: Gunzip, chunk: Uint8Array): Promise<Error | undefined> {
  return settled(gunzip, (done) => gunzip.write(chunk, done))
}

function end(gunzip: Gunzip): Promise<Error | undefined> {
  return settled(gunzip, (done) => {
    gunzip.once('end', done)
    gunzip.end()
  })
}

function settled(gunzip: Gunzip, start: (done: () => void) => void): Promise<Error | undefined> {
  return new Promise((resolve) => {
    gunzip.once('error', resolve)
    start(() => {
      gunzip.off('error', resolve)
      resolve(undefined)
    })
  })
}
