# Two stages: the wheels are built where compilers may be, the image that runs holds only Python and what pip installed.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE hatch_build.py ./
COPY server ./server
RUN python -m venv /opt/kineograph \
    && /opt/kineograph/bin/pip install --no-cache-dir . \
    && /opt/kineograph/bin/python -m compileall -q /opt/kineograph/lib

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Kineograph" \
      org.opencontainers.image.description="Turns still pictures into video for AI agents" \
      org.opencontainers.image.licenses="MIT"
# FriBiDi joins the letters of Arabic and Indic scripts; Pillow finds it by itself.
RUN apt-get update && apt-get install -y --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 kineograph \
    && useradd --create-home --uid 10001 --gid 10001 kineograph \
    && install -d -o kineograph -g kineograph -m 0700 /state /videos
COPY --from=build /opt/kineograph /opt/kineograph
ENV PATH=/opt/kineograph/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    KINEOGRAPH_HOME=/state \
    KINEOGRAPH_OUTPUT=/videos
USER 10001:10001
WORKDIR /videos
VOLUME ["/state", "/videos"]
ENTRYPOINT ["kineograph"]
CMD ["serve"]
