// What is measured, once for both sides: the course's augmentation on 150 × 150 images in batches of 20.
export const SIDE = 150;
export const BATCH = 20;

/** Settings by name, as `ImageDataGenerator` takes them; the Keras worker reads the same in snake_case. */
export const settings = {
  'rescale only': { rescale: 1 / 255 },
  'the course’s augmentation': {
    rescale: 1 / 255,
    rotationRange: 40,
    widthShiftRange: 0.2,
    heightShiftRange: 0.2,
    shearRange: 0.2,
    zoomRange: 0.2,
    horizontalFlip: true,
    verticalFlip: true,
    fillMode: /** @type {const} */ ('nearest'),
  },
};
