"""Writes merging.json: outputs, masks and gradients of Keras 3.15's layers that make one tensor of several."""
from spatial_cases import case, described, write

cases, shapes = [], []
pairs = [
    [[2, 3], [2, 3]], [[2, 4, 3], [2, 4, 3]], [[2, 4, 3], [2, 1, 3]], [[2, 1, 3], [2, 4, 1]], [[2, 4, 3], [2, 3]],
    [[2, 3], [2, 4, 3]], [[2], [2, 3]], [[2, 2, 3, 2], [2, 3, 1]],
]
for layer in ('Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'):
    for pair in pairs:
        cases.append(case(layer, {}, pair))
    for dtypes in (['int32', 'int32'], ['int32', 'float32']):
        cases.append(case(layer, {}, [[2, 3], [2, 3]], dtypes))
    for masks in ([[2, 4], [2, 4]], [[2, 4], None], [None, [2, 4]]):
        cases.append(case(layer, {}, [[2, 4, 3], [2, 4, 3]], masks=masks))
    cases.append(case(layer, {}, [[2, 4, 3], [2, 3]], masks=[[2, 4], None]))
    cases.append(case(layer, {}, [[2, 4, 3], [2, 1, 3]], masks=[[2, 4], [2, 1]]))
    cases.append(case(layer, {}, [[2, 3], [2, 3]], masks=[[2], [2]]))
    if layer in ('Maximum', 'Minimum'):
        cases.append(case(layer, {}, [[2, 4, 3], [2, 1, 3]], ties=True))
    if layer != 'Subtract':
        cases.append(case(layer, {}, [[2, 3]]))
        cases.append(case(layer, {}, [[2, 3, 2]], masks=[[2, 3]]))
        cases.append(case(layer, {}, [[2, 3], [2, 1], [2, 3]]))
        for masks in ([[2, 4], [2, 4], [2, 4]], [[2, 4], None, [2, 4]], [None, [2, 4], [2, 4]]):
            cases.append(case(layer, {}, [[2, 4, 2]] * 3, masks=masks))
for shape in ([[None, None, 3], [None, 5, 1]], [[None, 5, 3], [None, 3]], [[4, 5, 3], [None, 5, 3]], [[None], [None, 3]]):
    shapes.append(described('Add', {}, shape))

for axis in (-1, 0, 1, 2, -2, -3):
    pair = [[2, 3, 4], [2, 3, 4]]
    cases.append(case('Concatenate', {'axis': axis}, pair))
    for masks in ([[2, 3], [2, 3]], [[2, 3], None], [None, [2, 3]]):
        cases.append(case('Concatenate', {'axis': axis}, pair, masks=masks))
cases.append(case('Concatenate', {}, [[2, 3], [2, 1], [2, 2]]))
cases.append(case('Concatenate', {}, [[2, 3]]))
cases.append(case('Concatenate', {}, [[2, 3, 2]], masks=[[2, 3]]))
cases.append(case('Concatenate', {}, [[2, 3, 2], [2, 3, 5]], masks=[[2, 3], [2, 3]]))
cases.append(case('Concatenate', {'axis': 1}, [[2, 3, 2], [2, 1, 2]], masks=[[2, 3], None]))
cases.append(case('Concatenate', {}, [[2, 3], [2, 2]], masks=[[2, 3], [2, 2]]))
cases.append(case('Concatenate', {}, [[2, 3], [2, 2]], masks=[[2], [2]]))
cases.append(case('Concatenate', {'axis': 1}, [[2, 3, 2, 2], [2, 1, 2, 2]]))
for dtypes in (['int32', 'int32'], ['int32', 'float32']):
    cases.append(case('Concatenate', {}, [[2, 3], [2, 2]], dtypes))
for axis, shape in ((-1, [[None, None, 3], [None, 5, 1]]), (1, [[None, 2, 3], [None, None, 3]]), (1, [[None, 2, 3], [None, 4, 3]])):
    shapes.append(described('Concatenate', {'axis': axis}, shape))

for axes, pair in (
    (1, [[2, 3], [2, 3]]), (-1, [[2, 3], [2, 3]]), ([1, 1], [[2, 3], [2, 3]]), ([-1, 1], [[2, 3], [2, 3]]),
    (1, [[2, 3], [2, 3, 4]]), (-1, [[2, 4, 3], [2, 3]]), ([1, 2], [[2, 3], [2, 4, 3]]), ([2, 1], [[2, 4, 3], [2, 3]]),
    (1, [[2, 3, 4], [2, 3, 5]]), (2, [[2, 4, 3], [2, 5, 3]]), ([1, 2], [[2, 3, 4], [2, 5, 3]]),
    ([2, 1], [[2, 4, 3], [2, 3, 5]]), ([-1, -2], [[2, 4, 3], [2, 3, 5]]), ([2, 1], [[2, 2, 3, 4], [2, 3, 2]]),
    ([2, 3], [[2, 2, 3, 2], [2, 2, 2, 3]]), ([2, 2], [[1, 2, 3, 2], [1, 2, 3, 4]]), ([3, 1], [[1, 2, 2, 3], [1, 3, 2, 2]]),
):
    for normalize in (False, True):
        cases.append(case('Dot', {'axes': axes, 'normalize': normalize}, pair))
cases.append(case('Dot', {'axes': 1}, [[2, 3], [2, 3]], ['int32', 'int32']))
cases.append(case('Dot', {'axes': [2, 1]}, [[2, 4, 3], [2, 3, 2]], ['int32', 'int32']))
cases.append(case('Dot', {'axes': 1}, [[2, 3], [2, 3]], ['int32', 'float32']))
cases.append(case('Dot', {'axes': 2}, [[2, 4, 3], [2, 5, 3]], masks=[[2, 4], [2, 5]]))
for axes, shape in ((2, [[None, None, 3], [None, 5, 3]]), (1, [[None, 3], [None, 3]]), ([-1, -2], [[None, 5, 3], [None, 3, 4]])):
    shapes.append(described('Dot', {'axes': axes}, shape))
write('merging', cases, shapes)
