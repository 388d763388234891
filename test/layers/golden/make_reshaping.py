"""Writes reshaping.json: outputs and gradients of Keras 3.15's layers that crop, pad, repeat and reshape."""
from spatial_cases import case, described, write

data = {1: [2, 5], 2: [2, 4, 5], 3: [1, 4, 3, 5]}
cases, shapes = [], []


def placed(size, form, channels=2):
    return [size[0], channels, *size[1:]] if form == 'channelsFirst' else [*size, channels]


def both(layer, rank, config, formats=('channelsLast', 'channelsFirst')):
    for form in formats:
        full = {**config, **({'dataFormat': form} if len(formats) > 1 else {})}
        cases.append(case(layer, full, placed(data[rank], form)))
        open_shape = placed([None, *[None, 8, 9][:rank]], form, 3)
        shapes.append(described(layer, full, open_shape))


last = ('channelsLast',)
for cropping in (1, 0, [2, 1], [0, 3]):
    both('Cropping1D', 1, {'cropping': cropping}, last)
for cropping in (0, 1, [1, 2], [[0, 2], [3, 0]], [[1, 0], [0, 0]], [1, [0, 2]]):
    both('Cropping2D', 2, {'cropping': cropping if cropping != [1, [0, 2]] else [[1, 1], [0, 2]]})
for cropping in (1, [1, 0, 2], [[0, 2], [1, 0], [3, 1]]):
    both('Cropping3D', 3, {'cropping': cropping})
for padding in (1, 0, [2, 0], [1, 3]):
    both('ZeroPadding1D', 1, {'padding': padding})
for padding in (1, [1, 2], [[0, 2], [1, 0]]):
    both('ZeroPadding2D', 2, {'padding': padding})
for padding in (1, [1, 0, 2], [[0, 1], [1, 0], [2, 1]]):
    both('ZeroPadding3D', 3, {'padding': padding})
for size in (1, 2, 3):
    both('UpSampling1D', 1, {'size': size}, last)
for size in (1, 2, [1, 3], [3, 2]):
    both('UpSampling2D', 2, {'size': size})
for size in (2, [1, 3, 1]):
    both('UpSampling3D', 3, {'size': size})
for method in ('bilinear', 'bicubic', 'lanczos3', 'lanczos5', 'area'):
    for size, form in ((2, 'channelsLast'), ([3, 1], 'channelsLast'), ([1, 2], 'channelsFirst')):
        cases.append(case('UpSampling2D', {'size': size, 'interpolation': method, 'dataFormat': form},
                          placed([2, 2, 3], form)))
    cases.append(case('UpSampling2D', {'interpolation': method}, [1, 2, 2, 1], ['int32']))
for form in ('channelsLast', 'channelsFirst'):
    for shape in ([3], [2, 3], [2, 3, 4], [2, 3, 2, 2], [1, 2, 3, 2, 2]):
        cases.append(case('Flatten', {'dataFormat': form}, shape))
    for shape in ([None, 3, 4], [None, None, 4], [5, 3, 4], [None]):
        shapes.append(described('Flatten', {'dataFormat': form}, shape))
for target, shape in (([6], [2, 2, 3]), ([-1], [2, 2, 3]), ([3, -1], [2, 2, 3]), ([-1, 1, 2], [2, 4]), ([], [3, 1]),
                      ([2, 3], [2, 6])):
    cases.append(case('Reshape', {'targetShape': target}, shape))
for target, shape in (([-1], [None, 4, 3]), ([-1, 3], [None, None, 4]), ([2, -1], [None, 6]), ([4, 3], [None, None])):
    shapes.append(described('Reshape', {'targetShape': target}, shape))
for dims, shape in (([1], [2, 3]), ([2, 1], [2, 3, 4]), ([3, 1, 2], [2, 3, 2, 4]), ([4, 2, 1, 3], [1, 2, 3, 2, 2])):
    cases.append(case('Permute', {'dims': dims}, shape))
shapes.append(described('Permute', {'dims': [2, 1]}, [None, None, 4]))
for n in (1, 2, 5):
    cases.append(case('RepeatVector', {'n': n}, [2, 3]))
shapes.append(described('RepeatVector', {'n': 4}, [None, None]))
for layer, config, shape in (
    ('Flatten', {}, [2, 2, 3]), ('Reshape', {'targetShape': [-1]}, [2, 2, 3]), ('Permute', {'dims': [2, 1]}, [2, 2, 3]),
    ('RepeatVector', {'n': 2}, [2, 3]), ('UpSampling1D', {}, [2, 2, 3]), ('UpSampling2D', {}, [1, 2, 2, 1]),
    ('ZeroPadding1D', {}, [2, 2, 3]), ('Cropping1D', {}, [2, 3, 3]),
):
    cases.append(case(layer, config, shape, ['int32']))
for layer, config, shape, mask in (
    ('Flatten', {}, [2, 2, 3], [2, 2]), ('Reshape', {'targetShape': [-1]}, [2, 2, 3], [2, 2]),
    ('UpSampling1D', {'size': 1}, [2, 2, 3], [2, 2]), ('Permute', {'dims': [1, 2]}, [2, 2, 3], [2, 2]),
    ('Cropping1D', {'cropping': 0}, [2, 3, 3], [2, 3]),
):
    cases.append(case(layer, config, shape, masks=[mask]))
write('reshaping', cases, shapes)
