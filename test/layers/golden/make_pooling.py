"""Writes pooling.json: outputs and gradients of Keras 3.15's pooling layers."""
from spatial_cases import case, described, write

data = {1: [2, 7], 2: [2, 5, 6], 3: [1, 4, 5, 3]}
cases, shapes = [], []


def placed(size, form, channels=2):
    return [size[0], channels, *size[1:]] if form == 'channelsFirst' else [*size, channels]


for kind in ('Max', 'Average'):
    for rank, size in data.items():
        for form in ('channelsLast', 'channelsFirst'):
            for padding in ('valid', 'same'):
                for pool, strides in ((2, None), (3, 1), ([3, 2, 1][:rank], [1, 3, 2][:rank]), (1, 2)):
                    if rank == 3 and (form == 'channelsFirst') and pool == 1:
                        continue
                    config = {'poolSize': pool, 'strides': strides, 'padding': padding, 'dataFormat': form}
                    cases.append(case(f'{kind}Pooling{rank}D', config, placed(size, form)))
        shape = [None, *[None, 9, 4][:rank], 3]
        for padding in ('valid', 'same'):
            shapes.append(described(f'{kind}Pooling{rank}D', {'poolSize': 3, 'strides': 2, 'padding': padding}, shape))
        shapes.append(described(f'{kind}Pooling{rank}D', {'poolSize': 2, 'dataFormat': 'channelsFirst'},
                                [None, 3, *[8, None, 4][:rank]]))
        for form in ('channelsLast', 'channelsFirst'):
            for keepdims in (False, True):
                config = {'dataFormat': form, 'keepdims': keepdims}
                cases.append(case(f'Global{kind}Pooling{rank}D', config, placed(size, form)))
                shapes.append(described(f'Global{kind}Pooling{rank}D', config, [None] * (rank + 1) + [3]))
                if rank == 1:
                    cases.append(case(f'Global{kind}Pooling1D', config, placed(size, form), masks=[[2, 7]]))
        sizes = ((1,), (2,), (3,), (5,), (9,)) if rank == 1 else (((2, 3), (4, 4), (7, 2)) if rank == 2 else ((2, 3, 2), (4, 1, 5)))
        for output in sizes:
            if kind == 'Max' and 1 in output:
                continue  # Keras 3.15 on TensorFlow's CPU crashes: its larger window is larger than the data
            for form in ('channelsLast', 'channelsFirst'):
                config = {'outputSize': list(output), 'dataFormat': form}
                cases.append(case(f'Adaptive{kind}Pooling{rank}D', config, placed(size, form)))
        cases.append(case(f'Adaptive{kind}Pooling{rank}D', {'outputSize': 2}, placed(size, 'channelsLast')))
# Not MaxPooling3D: among equal values TensorFlow itself chooses otherwise op by op than in a graph.
for layer, config, shape in (
    ('GlobalMaxPooling1D', {}, [2, 7, 3]), ('GlobalMaxPooling2D', {'dataFormat': 'channelsFirst'}, [2, 2, 3, 4]),
    ('GlobalMaxPooling3D', {'keepdims': True}, [1, 2, 3, 4, 2]),
    ('MaxPooling1D', {}, [2, 7, 3]), ('MaxPooling2D', {'poolSize': 3, 'strides': 1, 'padding': 'same'}, [1, 5, 6, 2]),
    ('AdaptiveMaxPooling2D', {'outputSize': [2, 3]}, [1, 5, 7, 2]),
):
    cases.append(case(layer, config, shape, ties=True))
cases.append(case('MaxPooling2D', {}, [1, 4, 4, 1], ['int32']))
cases.append(case('MaxPooling1D', {'padding': 'same'}, [1, 5, 2], ['int32']))
cases.append(case('GlobalMaxPooling2D', {}, [1, 4, 4, 1], ['int32']))
cases.append(case('GlobalAveragePooling2D', {}, [1, 4, 4, 1], ['int32']))
cases.append(case('AdaptiveMaxPooling2D', {'outputSize': 3}, [1, 4, 4, 1], ['int32']))
write('pooling', cases, shapes)
