"""When Keras calls callbacks and with which logs, and what SwapEMAWeights does: python callback_hooks.py > callback-hooks.json"""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

HOOKS = [f"on_{part}_{edge}" for part in ("train", "test", "predict", "epoch") for edge in ("begin", "end")]
HOOKS += [f"on_{part}_batch_{edge}" for part in ("train", "test", "predict") for edge in ("begin", "end")]
x = np.arange(5, dtype="float32").reshape(5, 1) / 4
y = 1 - x


def model(**options):
    keras.backend.clear_session()
    dense = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
    made = keras.Sequential([keras.Input((1,)), dense])
    made.compile(optimizer=keras.optimizers.SGD(0.1, **options), loss="mse", metrics=["mae"])
    return made


def numbers(value):
    return np.asarray(value).round(6).ravel().tolist()


def listening(events):
    listener = keras.callbacks.Callback()
    for hook in HOOKS:

        def call(*args, hook=hook, **named):
            *numbers_before, logs = [*args, *named.values()]
            events.append([hook, *numbers_before, {key: numbers(value) for key, value in (logs or {}).items()}])

        setattr(listener, hook, call)
    return listener


def hooks():
    events = {"fit": [], "evaluate": [], "predict": []}
    made = model()
    quiet = {"batch_size": 2, "verbose": 0}
    made.fit(x, y, epochs=1, shuffle=False, validation_data=(x[:3], y[:3]), callbacks=[listening(events["fit"])], **quiet)
    made.evaluate(x, y, callbacks=[listening(events["evaluate"])], **quiet)
    made.predict(x, callbacks=[listening(events["predict"])], **quiet)
    return events


def swapped(on_epoch):
    made = model(use_ema=True, ema_momentum=0.6)
    seen = []
    after = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: seen.append(numbers(made.get_weights()[0])[0]),
        on_epoch_end=lambda epoch, logs: seen.append(numbers(made.get_weights()[0])[0]),
    )
    swap = keras.callbacks.SwapEMAWeights(swap_on_epoch=on_epoch)
    fit = made.fit(x, y, epochs=3, batch_size=2, shuffle=False, verbose=0, validation_data=(x, y), callbacks=[swap, after])
    return {
        "swapOnEpoch": on_epoch,
        "losses": numbers(fit.history["loss"]),
        "validation": numbers(fit.history["val_loss"]),
        "seen": seen,
        "weight": numbers(made.get_weights()[0])[0],
    }


print(json.dumps({"hooks": hooks(), "swapped": [swapped(False), swapped(True)]}, indent=1))
