"""Keras' side: for each line with a setting, batches of images are made and their rate printed."""

import json
import re
import sys
import time

from keras.src.legacy.preprocessing.image import ImageDataGenerator

directory, images, side, batch = sys.argv[1], *map(int, sys.argv[2:5])


def snake(name):
    return re.sub("[A-Z]", lambda letter: "_" + letter.group().lower(), name)


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    setting = {snake(name): value for name, value in json.loads(line).items()}
    flow = ImageDataGenerator(**setting).flow_from_directory(
        directory, target_size=(side, side), batch_size=batch, seed=1
    )
    next(flow)
    start = time.perf_counter()
    for _ in range(images // batch):
        next(flow)
    print(json.dumps({"rate": images / (time.perf_counter() - start)}), flush=True)
