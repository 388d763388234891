"""Golden numbers of the layers of sound, and of the embedding that goes both ways. Run with Keras 3.15.1, TensorFlow and SciPy."""
from layer_cases import keras, run, write

L = keras.layers
cases = []


def add(title, layer, *inputs, call=None):
    cases.append(run(layer, list(inputs), title, False, call))


sound = {"shape": [1, 20, 2], "scale": 3.0}
for mode in ["log", "magnitude", "psd", "real", "imag", "angle", "stft"]:
    add(f"stft {mode}", L.STFTSpectrogram(mode, frame_length=8, fft_length=8), sound)
add("stft in small steps", L.STFTSpectrogram("magnitude", frame_length=6, frame_step=2), sound)
add("stft padded", L.STFTSpectrogram("real", frame_length=6, frame_step=4, padding="same"), sound)
add("stft with channels apart", L.STFTSpectrogram("psd", frame_length=8, expand_dims=True), sound)
add("stft, channels first", L.STFTSpectrogram("real", frame_length=4, data_format="channels_first"), {"shape": [1, 2, 12]})
add("stft, channels first, apart", L.STFTSpectrogram("imag", frame_length=4, data_format="channels_first", expand_dims=True), {"shape": [2, 2, 8]})
for window, scaling, periodic in [("hamming", "spectrum", True), ("blackman", None, False), ("bartlett", "density", True), ("boxcar", "spectrum", False), (None, None, False)]:
    add(f"stft {window} {scaling}", L.STFTSpectrogram("real", frame_length=6, fft_length=8, window=window, scaling=scaling, periodic=periodic), {"shape": [1, 12, 1]})

add("mel", L.MelSpectrogram(fft_length=16, sequence_stride=8, num_mel_bins=4, sampling_rate=100, min_freq=1.0, top_db=20.0), {"shape": [2, 40], "shift": 0.4})
add("mel of one sound", L.MelSpectrogram(fft_length=16, sequence_stride=4, num_mel_bins=3, sampling_rate=200), {"shape": [32]})
add("mel as power", L.MelSpectrogram(fft_length=16, sequence_stride=8, sequence_length=10, num_mel_bins=4, sampling_rate=100, power_to_db=False, mag_exp=1.0, window="hamming", max_freq=40.0), {"shape": [1, 40]})
add("mel, bounded", L.MelSpectrogram(fft_length=8, sequence_stride=4, num_mel_bins=4, sampling_rate=60, min_freq=2.0, top_db=5.0, ref_power=2.0, min_power=0.01), {"shape": [1, 24]})

numbers = {"shape": [2, 3], "values": [0, 1, 3, 2, 2, 4], "dtype": "int32"}
vectors = {"shape": [2, 3, 2]}
for options in [{}, {"tie_weights": False}, {"logit_soft_cap": 0.5}, {"mask_zero": True}]:
    add(f"embedding {options}", L.ReversibleEmbedding(5, 2, **options), numbers)
    add(f"embedding {options}, back", L.ReversibleEmbedding(5, 2, **options), vectors, call={"reverse": True})

write("sound", cases)
