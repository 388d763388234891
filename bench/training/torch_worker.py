"""PyTorch as people write it: a loop over shuffled batches, Adam, the running loss and metric."""

import sys

import torch
from torch import nn

from worker_protocol import load_model, serve

spec = load_model(sys.argv[1])
torch.manual_seed(0)
picture = len(spec["input"]) == 3
shape = (spec["input"][2], *spec["input"][:2]) if picture else tuple(spec["input"])


def build():
    """Lazy layers find their input sizes in one dry run; softmax is left to the loss, as PyTorch has it."""
    stack = []
    for kind, *values in spec["layers"]:
        if kind == "dense":
            stack.append(nn.LazyLinear(values[0]))
        elif kind == "conv2d":
            stack.append(nn.LazyConv2d(values[0], values[1]))
        elif kind == "maxPooling2d":
            stack.append(nn.MaxPool2d(values[0]))
        elif kind == "batchNormalization":
            stack.append(nn.LazyBatchNorm1d())
        elif kind == "dropout":
            stack.append(nn.Dropout(values[0]))
        elif kind == "flatten":
            stack.append(nn.Flatten())
        if kind == "relu" or values[-1:] == ["relu"]:
            stack.append(nn.ReLU())
    model = nn.Sequential(*stack)
    model(torch.zeros(2, *shape))
    return model


count, batch, outputs = spec["batch"] * spec["steps"], spec["batch"], spec["outputs"]
model = build()
optimizer = torch.optim.Adam(model.parameters())
classes = outputs > 1
loss_of = nn.CrossEntropyLoss() if classes else nn.MSELoss()
x = torch.rand(count, *shape)
y = torch.randint(0, outputs, (count,)) if classes else torch.rand(count, 1)


def fit(epochs):
    for _ in range(epochs):
        order = torch.randperm(count)
        total = metric = 0.0
        for start in range(0, count, batch):
            rows = order[start : start + batch]
            inputs, targets = x[rows], y[rows]
            optimizer.zero_grad()
            values = model(inputs)
            loss = loss_of(values, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
            hits = (values.argmax(1) == targets) if classes else (values - targets).abs()
            metric += hits.sum().item()


fit(1)
serve(spec, fit, {"version": torch.__version__})
