# The program alone, in an empty image:
#   docker build --tag tracklint .
#   docker run --rm --volume "$PWD:/work:ro" tracklint check offers
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo install --locked --path . --root /installed

FROM scratch
COPY --from=build /installed/bin/tracklint /tracklint
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/tracklint"]
