import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


latent_dim = 6
source = keras.utils.to_categorical([[(3 * i + j) % 7 for j in range(5)] for i in range(12)], 7)
target_tokens = [[(2 * i + 3 * j) % 8 for j in range(6)] for i in range(12)]
decoder_input_data = keras.utils.to_categorical(target_tokens, 8)
decoder_target_data = keras.utils.to_categorical([row[1:] + [0] for row in target_tokens], 8)

encoder_inputs = keras.Input(shape=(None, 7))
encoder = keras.layers.LSTM(latent_dim, return_state=True)
encoder_outputs, state_h, state_c = encoder(encoder_inputs)
encoder_states = [state_h, state_c]
decoder_inputs = keras.Input(shape=(None, 8))
decoder_lstm = keras.layers.LSTM(latent_dim, return_sequences=True, return_state=True)
decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
decoder_dense = keras.layers.Dense(8, activation="softmax")
decoder_outputs = decoder_dense(decoder_outputs)
model = keras.Model([encoder_inputs, decoder_inputs], decoder_outputs)
set_weights(model)
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
history = model.fit(
    [source, decoder_input_data], decoder_target_data, batch_size=4, epochs=3, shuffle=False, verbose=0
)

# to read off one answer, word by word
encoder_model = keras.Model(encoder_inputs, encoder_states)
decoder_state_input_h = keras.Input(shape=(latent_dim,))
decoder_state_input_c = keras.Input(shape=(latent_dim,))
decoder_states_inputs = [decoder_state_input_h, decoder_state_input_c]
decoder_outputs, state_h_dec, state_c_dec = decoder_lstm(decoder_inputs, initial_state=decoder_states_inputs)
decoder_states = [state_h_dec, state_c_dec]
decoder_outputs = decoder_dense(decoder_outputs)
decoder_model = keras.Model([decoder_inputs] + decoder_states_inputs, [decoder_outputs] + decoder_states)

states_value = encoder_model.predict(source[0:1], verbose=0)
token = 0
likely = []
for step in range(4):
    target_seq = np.reshape(keras.utils.to_categorical([token], 8), (1, 1, 8))
    output_tokens, h, c = decoder_model.predict([target_seq] + states_value, verbose=0)
    token = int(np.argmax(output_tokens[0, -1, :]))
    likely.append(float(np.max(output_tokens[0, -1, :])))
    states_value = [h, c]
result = history.history["loss"] + likely
