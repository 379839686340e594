# postflight's workers, dashboard and command line in one image. Debian, since the packages that ship binaries have
# no musl build.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Not `npm ci`: it insists on lock entries for every platform's binaries. `npm install` keeps to the locked versions.
# No package needs its install script.
RUN npm install --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY rules rules
COPY src src
COPY workers workers
COPY scripts scripts
# The build reads them to learn which words are rare in logs.
COPY test/fixtures/logs test/fixtures/logs
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production POSTFLIGHT_DATA_DIR=/data POSTFLIGHT_JOBS_DIR=/jobs
WORKDIR /app
RUN mkdir /data /jobs && chown node:node /data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY --from=build /app/rules rules
COPY --from=build /app/package.json ./
USER node
VOLUME /data
# No HEALTHCHECK: a worker that waits for a service is healthy, and one that hangs still answers a ping. Whether jobs
# move is what counts: `postflight status` and the dashboard show it.
ENTRYPOINT ["node", "/app/bin/postflight.js"]
CMD ["worker"]
