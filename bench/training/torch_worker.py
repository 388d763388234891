"""PyTorch as people write it: a loop over shuffled batches, Adam, the running loss and metric. Images lie in memory in
the one of PyTorch's two orders that is faster here; it has as many threads as the machine has cores, as the others."""

import os
import sys

import torch
from torch import nn

from worker_protocol import load_model, serve, task_of, timed

spec = load_model(sys.argv[1])
torch.manual_seed(0)
torch.set_num_threads(os.cpu_count())
image = len(spec["input"]) == 3
shape = (spec["input"][2], *spec["input"][:2]) if image else tuple(spec["input"])


class Lstm(nn.Module):
    """The last step's output."""

    def __init__(self, units):
        super().__init__()
        self.inner = nn.LSTM(shape[-1], units, batch_first=True)

    def forward(self, x):
        return self.inner(x)[0][:, -1]


class Transformer(nn.Module):
    """Heads as wide as they are asked for, which nn.MultiheadAttention has not."""

    def __init__(self, heads, size, hidden):
        super().__init__()
        width, inner = shape[-1], heads * size
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-3), nn.LayerNorm(width, eps=1e-3)
        self.forward_part = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, width))

    def forward(self, x):
        q, k, v = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in self.qkv(x).chunk(3, -1))
        attended = nn.functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        x = self.norm1(x + self.out(attended))
        return self.norm2(x + self.forward_part(x))


class MeanOfSteps(nn.Module):
    def forward(self, x):
        return x.mean(1)


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
        elif kind == "lstm":
            stack.append(Lstm(values[0]))
        elif kind == "transformer":
            stack.append(Transformer(*values))
        elif kind == "meanOfSteps":
            stack.append(MeanOfSteps())
        if kind == "relu" or values[-1:] == ["relu"]:
            stack.append(nn.ReLU())
    model = nn.Sequential(*stack)
    model(torch.zeros(2, *shape))
    return model


count, batch, outputs = spec["batch"] * spec["steps"], spec["batch"], spec["outputs"]
task = task_of(spec)
loss_of = {"classes": nn.CrossEntropyLoss, "yes or no": nn.BCEWithLogitsLoss, "number": nn.MSELoss}[task]()
if task == "classes":
    y = torch.randint(0, outputs, (count,))
else:
    y = torch.rand(count, outputs) if task == "number" else torch.randint(0, 2, (count, 1)).float()


def metric_of(values, targets):
    if task == "number":
        return (values - targets).abs()
    return values.argmax(1) == targets if task == "classes" else (values > 0) == targets


def fitter(layout):
    model = build().to(memory_format=layout)
    x = torch.rand(count, *shape).to(memory_format=layout)
    optimizer = torch.optim.Adam(model.parameters())

    def fit(epochs):
        for _ in range(epochs):
            order = torch.randperm(count)
            total = metric = 0.0
            for start in range(0, count, batch):
                rows = order[start : start + batch]
                inputs, targets = x[rows].to(memory_format=layout), y[rows]
                optimizer.zero_grad()
                values = model(inputs)
                loss = loss_of(values, targets)
                loss.backward()
                optimizer.step()
                total += loss.item()
                metric += metric_of(values, targets).sum().item()

    fit(1)
    return fit


def fastest():
    layouts = [torch.contiguous_format, *([torch.channels_last] if image else [])]
    tried = [(layout, fitter(layout)) for layout in layouts]
    return min(tried, key=lambda one: timed(lambda: one[1](1))) if image else tried[0]


layout, fit = fastest()
serve(spec, fit, {"version": torch.__version__, "layout": str(layout)})
