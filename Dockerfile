# syntax=docker/dockerfile:1
FROM python:3.11-slim AS packages
RUN python -m venv /venv
COPY requirements/base.txt /base.txt
RUN --mount=type=cache,target=/pip \
    /venv/bin/pip install --cache-dir /pip --disable-pip-version-check --require-hashes --requirement /base.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin market \
    && install --directory --owner=market --group=market /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
RUN /venv/bin/python -m compileall -q marketplace deploy
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=marketplace.settings.production \
    DATA_DIR=/data \
    LISTEN=0.0.0.0 \
    PORT=8000
USER market
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=4 CMD ["deploy/healthcheck", "web", "/healthz"]
ENTRYPOINT ["deploy/entrypoint"]
CMD ["web"]
