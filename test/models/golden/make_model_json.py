"""A model's description as real Keras writes it: python make_model_json.py"""
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras

x = keras.Input((4,))
y = keras.layers.Dropout(0.1)(keras.layers.Dense(5, activation="tanh")(x))
model = keras.Model(x, keras.layers.Dense(1)(y))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.json"), "w") as file:
    file.write(model.to_json())
