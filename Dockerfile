# JupyterLab with TensorCell, from the wheel: docker build -t tensorcell . && docker run -p 8888:8888 tensorcell
FROM node:24-bookworm AS build
RUN apt-get update -q && apt-get install -q -y --no-install-recommends python3 python3-venv python3-pip
WORKDIR /tensorcell
COPY . .
RUN npm ci --ignore-scripts && npm run wheel

FROM python:3.12-slim-bookworm
COPY --from=build /tensorcell/wheels /wheels
RUN pip install --no-cache-dir 'jupyterlab>=4.3' /wheels/*.whl && rm -r /wheels \
  && useradd --create-home --shell /bin/bash learner
USER learner
WORKDIR /home/learner/work
COPY --from=build --chown=learner /tensorcell/notebooks .
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"]
