# The workstation without a window: a paper session, or the page for a browser on the same machine.
#   make run-docker
# It listens on loopback only and asks for its token, so the container shares the host's network to be reached.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production LA_WORKSPACE=/data
RUN mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE /build/out/third-party-licenses.txt ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/config ./config
COPY --from=build /build/scripts ./scripts
COPY --from=build /build/out/main ./out/main
COPY --from=build /build/out/renderer ./out/renderer
USER node
VOLUME /data
# the session stops in its order: orders cancelled, position closed, report written
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4780/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "out/main/la.js"]
CMD ["serve", "--no-open", "--port", "4780"]
