"""Random arguments for calls of ops: shapes, axes, and values with an op's special points among them."""

import numpy as np


class Draw:
    """Everything comes from one seed."""

    def __init__(self, *seed):
        self.random = np.random.default_rng(seed)

    def chance(self, share):
        return bool(self.random.random() < share)

    def whole(self, low, high):
        """Including both ends."""
        return int(self.random.integers(low, high + 1))

    def choice(self, options):
        return options[self.whole(0, len(options) - 1)]

    def shape(self, least=0, most=4, empty=True, size=4):
        shape = [self.whole(1, size) for _ in range(self.whole(least, most))]
        if empty and shape and self.chance(0.06):
            shape[self.whole(0, len(shape) - 1)] = 0
        return shape

    def values(self, shape, special=(), low=-2.5, high=2.5, infinite=False):
        """Some of the special points, and rarely an infinite one."""
        values = self.random.uniform(low, high, shape).astype("float32")
        if len(special) > 0 and self.chance(0.5):
            among = self.random.random(shape) < 0.4
            values = np.where(among, self.random.choice(np.array(special, "float32"), shape), values)
        if infinite and self.chance(0.06):
            among = self.random.random(shape) < 0.2
            values = np.where(among, self.random.choice(np.array([np.inf, -np.inf], "float32"), shape), values)
        return np.asarray(values, "float32")

    def distinct(self, shape, step=0.37):
        """Values of which no two are near each other."""
        count = int(np.prod(shape))
        places = self.random.permutation(count).astype("float32")
        return ((places - count / 2) * step).reshape(shape).astype("float32")

    def indices(self, shape, size, low=0):
        return self.random.integers(low, size, shape).astype("int32")

    def pair(self, most=4, empty=True):
        """Two shapes that are broadcast to one, on either side."""
        shape = self.shape(most=most, empty=empty)
        return self.narrowed(shape), self.narrowed(shape)

    def narrowed(self, shape):
        if self.chance(0.4):
            return list(shape)
        narrow = [1 if self.chance(0.4) else size for size in shape]
        return narrow[self.whole(0, len(narrow)) if self.chance(0.5) else 0 :]

    def axis(self, rank):
        axis = self.whole(0, rank - 1)
        return axis - rank if self.chance(0.5) else axis

    def axes(self, rank):
        """Some, counted from either end; none stands for all."""
        if rank == 0 or self.chance(0.2):
            return None
        axes = [i for i in range(rank) if self.chance(0.5)] or [self.whole(0, rank - 1)]
        return [axis - rank if self.chance(0.5) else axis for axis in axes]
