"""Reads TensorBoard's event files with TensorFlow itself: read_events.py FOLDER prints what is there as JSON."""
import glob
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

found = []
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*", "events.out.*"))):
    part = os.path.basename(os.path.dirname(path))
    for event in tf.compat.v1.train.summary_iterator(path):
        for value in event.summary.value:
            plugin = value.metadata.plugin_data.plugin_name
            entry = {"part": part, "step": event.step, "tag": value.tag, "plugin": plugin}
            if plugin == "scalars":
                entry["value"] = value.simple_value
            elif plugin == "histograms":
                entry["value"] = tf.make_ndarray(value.tensor).tolist()
            else:
                width, height, *files = tf.make_ndarray(value.tensor).tolist()
                shapes = [tf.io.decode_png(file).shape.as_list() for file in files]
                entry["value"] = [int(width), int(height), shapes]
            found.append(entry)
print(json.dumps(found))
