"""Makes the golden files of the image tests with the real Keras.

Run in an environment with keras, tensorflow-cpu, pillow and scipy:
    python test/image/golden/make_golden.py
It writes images/ and the .json files beside this script; both are committed.
"""

import json
import pathlib
import tempfile

import numpy as np
import tensorflow as tf
from keras import layers
from keras.src.legacy.preprocessing.image import ImageDataGenerator
from keras.utils import image_dataset_from_directory, img_to_array, load_img
from PIL import Image

HERE = pathlib.Path(__file__).parent
IMAGES = HERE / "images"
SIDE = 12


def numbers(array, digits=4):
    return [round(float(value), digits) for value in np.asarray(array).ravel()]


def write(name, content):
    (HERE / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def smooth_image(random, height, width, channels=3):
    """Structure at several scales, as photographs have."""
    rows, columns = np.mgrid[0:height, 0:width]
    image = np.zeros((height, width, channels))
    for channel in range(channels):
        fx, fy, phase = random.uniform(0.1, 0.9, 3)
        image[..., channel] = 127 + 90 * np.sin(fx * columns + fy * rows + 6 * phase)
    image += random.normal(0, 12, image.shape)
    return np.clip(image, 0, 255).astype("uint8")


def snake_to_camel(name):
    head, *tail = name.split("_")
    return head + "".join(word.title() for word in tail)


def camel(options):
    return {snake_to_camel(key): value for key, value in options.items()}


def transforms():
    """Fixed parameters, square images: what Keras does there is what its documentation says."""
    image = smooth_image(np.random.RandomState(1), SIDE, SIDE).astype("float32")
    geometry = [
        {"theta": 37.0}, {"theta": -90.0}, {"tx": 2.3}, {"ty": -3.6}, {"tx": 30.5, "ty": -17.0}, {"shear": 25.0},
        {"zx": 0.6}, {"zy": 1.7}, {"theta": 20.0, "tx": 1.5, "ty": -2.5, "shear": 12.0, "zx": 0.8, "zy": 1.2},
        {"flip_horizontal": True}, {"flip_vertical": True},
        {"theta": 15.0, "tx": -1.0, "flip_horizontal": True, "flip_vertical": True},
    ]
    colors = [
        {"channel_shift_intensity": 40.0}, {"channel_shift_intensity": -75.5}, {"brightness": 0.45},
        {"brightness": 1.8}, {"theta": 10.0, "channel_shift_intensity": 20.0, "flip_vertical": True, "brightness": 1.2},
    ]
    cases = []
    for options in (
        {"fill_mode": "nearest"}, {"fill_mode": "constant", "cval": 33.0}, {"fill_mode": "reflect"},
        {"fill_mode": "wrap"}, {"fill_mode": "nearest", "interpolation_order": 0},
    ):
        for parameters in geometry:
            cases.append((options, parameters, image))
    combined = geometry[8]
    for order in (2, 3, 4, 5):
        for mode in ("nearest", "constant", "reflect", "wrap"):
            options = {"fill_mode": mode, "cval": 33.0, "interpolation_order": order}
            cases += [(options, parameters, image) for parameters in (combined, {"tx": 30.5, "ty": -17.0})]
    cases.append(({"interpolation_order": 3}, combined, image[..., :1]))
    cases += [({}, parameters, image) for parameters in colors]
    cases += [({}, {"brightness": 1.5}, image / 2 - 60), ({}, {"brightness": 0.7}, image[..., :1])]
    write("transforms", {
        "image": numbers(image),
        "cases": [{
            "options": camel(options),
            "parameters": camel(parameters),
            "input": None if x is image else {"shape": x.shape, "values": numbers(x)},
            "output": numbers(ImageDataGenerator(**options).apply_transform(x.copy(), parameters)),
        } for options, parameters, x in cases],
    })


def random_parameters():
    sets = [
        dict(rotation_range=40, width_shift_range=0.2, height_shift_range=0.2, shear_range=0.2, zoom_range=0.2,
             horizontal_flip=True, vertical_flip=True, fill_mode="nearest"),
        dict(width_shift_range=5, height_shift_range=5),
        dict(width_shift_range=[-3, 1, 4], height_shift_range=[-3, 1, 4]),
        dict(width_shift_range=[0.1, 0.3], height_shift_range=[0.1, 0.3]),
        dict(width_shift_range=2.5, height_shift_range=2.5),
        dict(zoom_range=[0.5, 0.9], brightness_range=[0.3, 1.4], channel_shift_range=30.0),
    ]
    names = {"theta", "shear", "zx", "zy", "tx", "ty", "flip_horizontal", "flip_vertical",
             "channel_shift_intensity", "brightness"}
    result = []
    for options in sets:
        generator = ImageDataGenerator(**options)
        for seed in range(6):
            drawn = generator.get_random_transform((20, 20, 3), seed=seed)
            kept = {key: value for key, value in drawn.items() if key in names and value is not None}
            plain = {key: bool(value) if key.startswith("flip") else float(value) for key, value in kept.items()}
            result.append({"options": camel(options), "seed": seed, "parameters": camel(plain)})
    write("random-parameters", result)


def standardization():
    random = np.random.RandomState(2)
    images = np.stack([smooth_image(random, 4, 3, 1) for _ in range(40)]).astype("float32")
    colored = np.stack([smooth_image(random, 5, 5) for _ in range(6)]).astype("float32")
    cases = [
        (colored, dict(rescale=1 / 255)), (colored, dict(samplewise_center=True)),
        (colored, dict(samplewise_std_normalization=True, rescale=0.5)), (colored, dict(featurewise_center=True)),
        (colored, dict(featurewise_std_normalization=True, rescale=1 / 255)),
        (images, dict(zca_whitening=True, rescale=1 / 255)), (images[:5], dict(zca_whitening=True)),
        (images, dict(zca_whitening=True, zca_epsilon=0.1, rescale=1 / 255)),
    ]
    result = []
    for x, options in cases:
        generator = ImageDataGenerator(**options)
        if any(key.startswith(("feature", "zca")) for key in options):
            generator.fit(x)
        result.append({"options": camel(options), "shape": x.shape, "values": numbers(x),
                       "output": numbers(generator.standardize(x[1].copy()), 6)})
    write("standardization", result)


def save_images():
    random = np.random.RandomState(3)
    sizes = [(17, 23), (30, 20), (12, 12), (40, 41), (9, 31)]
    for folder in ("고양이 a", "dogs"):
        (IMAGES / folder / "more").mkdir(parents=True, exist_ok=True)
        for index, (height, width) in enumerate(sizes):
            image = Image.fromarray(smooth_image(random, height, width))
            place = IMAGES / folder / ("more" if index == 4 else ".")
            image.save(place / f"image {index}.jpg", quality=90)
    mixed = HERE / "formats"
    mixed.mkdir(exist_ok=True)
    rgba = smooth_image(random, 14, 11, 4)
    Image.fromarray(rgba, "RGBA").save(mixed / "rgba.png")
    Image.fromarray(rgba[..., 0], "L").save(mixed / "grey.png")
    Image.fromarray(rgba[..., 0], "L").save(mixed / "grey.jpg")
    Image.fromarray(rgba[..., :3]).quantize(16).save(mixed / "palette.png")
    Image.fromarray(rgba[..., :3]).save(mixed / "color.tif")
    Image.fromarray(rgba[..., :3]).save(mixed / "color.ppm")
    Image.fromarray(rgba[..., :3]).save(mixed / "color.bmp")
    Image.fromarray(rgba[..., 1:3], "LA").save(mixed / "grey-alpha.png")
    Image.fromarray(rgba[..., :3]).save(mixed / "progressive.jpg", progressive=True, quality=85)
    Image.fromarray(rgba, "CMYK").save(mixed / "cmyk.jpg", quality=95)
    see_through = Image.fromarray(rgba[..., :3]).quantize(16)
    see_through.save(mixed / "transparent-palette.png", transparency=3)
    Image.fromarray(rgba[..., 0] > 127).save(mixed / "bits.png")


def loading():
    cases = []
    for path in sorted((HERE / "formats").iterdir()):
        for mode in ("rgb", "rgba", "grayscale"):
            cases.append({"path": f"formats/{path.name}", "colorMode": mode,
                          "output": numbers(img_to_array(load_img(path, color_mode=mode)), 0)})
    source = "images/dogs/image 0.jpg"
    for interpolation in ("nearest", "bilinear", "bicubic", "lanczos", "box", "hamming"):
        for size in ((9, 9), (40, 31)):
            for keep in (False, True):
                image = load_img(HERE / source, target_size=size, interpolation=interpolation, keep_aspect_ratio=keep)
                cases.append({"path": source, "colorMode": "rgb", "targetSize": size, "interpolation": interpolation,
                              "keepAspectRatio": keep, "output": numbers(img_to_array(image), 0)})
    write("loading", cases)


def batches():
    course = dict(rescale=1 / 255, rotation_range=40, width_shift_range=0.2, height_shift_range=0.2, shear_range=0.2,
                  zoom_range=0.2, horizontal_flip=True, vertical_flip=True, fill_mode="nearest")
    generator = ImageDataGenerator(**course, validation_split=0.4)
    flows = [
        dict(batch_size=3, class_mode="binary", seed=7), dict(batch_size=4, class_mode="categorical", seed=1, subset="training"),
        dict(batch_size=4, class_mode="sparse", shuffle=False, seed=5, subset="validation"),
        dict(batch_size=4, class_mode="binary", seed=2, color_mode="grayscale", interpolation="bilinear"),
    ]
    result = []
    for options in flows:
        flow = generator.flow_from_directory(str(IMAGES), target_size=(SIDE, SIDE), **options)
        drawn = [next(flow) for _ in range(5)]
        result.append({
            "options": camel(options), "classIndices": flow.class_indices, "filenames": flow.filenames,
            "labels": [int(label) for label in flow.classes],
            "batches": [{"x": numbers(x), "y": numbers(y), "shape": x.shape} for x, y in drawn],
        })
    write("batches", {"generator": camel(course) | {"validationSplit": 0.4}, "flows": result})


def preprocessing_layers():
    random = np.random.RandomState(4)
    images = np.stack([smooth_image(random, 9, 11) for _ in range(2)]).astype("float32")
    cases = []

    def case(kind, options, numbers_in, output):
        cases.append({"kind": kind, "options": camel(options), "numbers": numbers_in,
                      "shape": list(output.shape), "output": numbers(output)})

    for mode in ("reflect", "constant", "nearest", "wrap"):
        for interpolation in ("bilinear", "nearest"):
            options = dict(fill_mode=mode, fill_value=7.0, interpolation=interpolation)
            degrees = [20.0, -130.0]
            layer = layers.RandomRotation(0.5, **options)
            matrix = layer._compute_affine_matrix(
                0.5, 0.5, tf.constant(degrees), *[tf.zeros(2)] * 2, tf.ones(2), *[tf.zeros(2)] * 2, 9, 11)
            case("rotation", options, degrees, layer._transform_images(images, {"rotation_matrix": matrix}, interpolation).numpy())
            shifts = [[2.5, -1.25], [-7.0, 4.0]]
            layer = layers.RandomTranslation(0.5, 0.5, **options)
            case("translation", options, shifts, layer._transform_images(
                images, {"translations": tf.constant(shifts)}, interpolation).numpy())
            zoom = [[0.7, 1.3], [1.6, 0.5]]
            layer = layers.RandomZoom(0.5, 0.5, **options)
            case("zoom", options, zoom, layer._transform_images(images, {
                "width_zoom": tf.constant(zoom)[:, :1], "height_zoom": tf.constant(zoom)[:, 1:],
            }, interpolation).numpy())
    for options in (dict(height=5, width=6), dict(height=20, width=7, interpolation="nearest"),
                    dict(height=6, width=13, crop_to_aspect_ratio=True), dict(height=13, width=5, crop_to_aspect_ratio=True)):
        case("resizing", options, [], layers.Resizing(**options)(images).numpy())
    for options in (dict(height=4, width=5), dict(height=9, width=6), dict(height=12, width=5)):
        case("centerCrop", options, [], layers.CenterCrop(**options)(images).numpy())
    write("preprocessing-layers", {"shape": images.shape, "images": numbers(images), "cases": cases})


def exact_copy(folder):
    """The images as PNGs under their own names: TensorFlow reads JPEGs by a fast transform, a few values off Pillow's."""
    for path in sorted(IMAGES.rglob("*.jpg")):
        copy = folder / path.relative_to(IMAGES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        Image.open(path).save(copy, format="PNG")


def datasets():
    with tempfile.TemporaryDirectory() as folder:
        exact_copy(pathlib.Path(folder))
        datasets_of(pathlib.Path(folder))


def datasets_of(folder):
    cases = []

    def case(**options):
        made = image_dataset_from_directory(str(folder), verbose=False, **options)
        first = next(iter(made))
        x, y = first if isinstance(first, tuple) else (first, None)
        cases.append({
            "options": camel(options), "classNames": made.class_names,
            "filePaths": [str(pathlib.Path(path).relative_to(folder)) for path in made.file_paths],
            "x": {"shape": x.shape.as_list(), "values": numbers(x, 3)},
            "y": None if y is None else {"shape": y.shape.as_list(), "dtype": y.dtype.name, "values": numbers(y)},
        })

    fixed = dict(shuffle=False, batch_size=5, image_size=(9, 13))
    for interpolation in ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"):
        case(**fixed, interpolation=interpolation)
    case(**fixed, crop_to_aspect_ratio=True, label_mode="categorical")
    case(**fixed, pad_to_aspect_ratio=True, label_mode="binary")
    case(**fixed, color_mode="grayscale", label_mode=None)
    case(**fixed, class_names=["고양이 a", "dogs"])
    case(**fixed, labels=[2, 0, 1, 1, 0, 2, 2, 0, 1, 0])
    case(**fixed, labels=None, data_format="channels_first")
    orders = []
    for seed in (1, 7):
        both = image_dataset_from_directory(
            str(folder), verbose=False, validation_split=0.3, subset="both", seed=seed, image_size=8)
        orders.append({"seed": seed, "paths": [
            [str(pathlib.Path(path).relative_to(folder)) for path in made.file_paths] for made in both]})
    write("datasets", {"cases": cases, "orders": orders})


if __name__ == "__main__":
    datasets()
    preprocessing_layers()
    transforms()
    random_parameters()
    standardization()
    save_images()
    loading()
    batches()
