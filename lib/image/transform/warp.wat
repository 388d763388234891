;; The pass over an image that moves it: three channels of 32-bit floats, linear interpolation, edges repeated. This is
;; the common case and where a generator's time goes; affine.ts does the same for all others.
;; Pairs are (column, row). Each pixel is read and written with one lane to spare, which the next pixel overwrites:
;; `source` and `target` need 4 bytes of room behind them. `npm run build:wasm` makes warp-module.ts of this.
(module
  (memory (export "memory") 1)
  (func (export "warp")
    (param $source i32) (param $target i32) (param $height i32) (param $width i32)
    ;; An output pixel is read at column xx·column + xy·row + x0 and row yx·column + yy·row + y0.
    (param $xx f64) (param $xy f64) (param $x0 f64)
    (param $yx f64) (param $yy f64) (param $y0 f64)
    ;; Every value is multiplied by it.
    (param $scale f32)
    (local $line i32) (local $row i32) (local $column f64) (local $end f64)
    (local $perColumn v128) (local $perRow v128) (local $first v128) (local $rowStart v128)
    (local $last v128) (local $strides v128)
    (local $at v128) (local $whole v128) (local $rest v128) (local $steps v128)
    (local $from i32) (local $below i32) (local $right i32)
    (local $x f32) (local $y f32) (local $both f32)

    (local.set $line (i32.mul (local.get $width) (i32.const 12)))
    (local.set $end (f64.convert_i32_s (local.get $width)))
    (local.set $perColumn (f64x2.replace_lane 1 (f64x2.splat (local.get $xx)) (local.get $yx)))
    (local.set $perRow (f64x2.replace_lane 1 (f64x2.splat (local.get $xy)) (local.get $yy)))
    (local.set $first (f64x2.replace_lane 1 (f64x2.splat (local.get $x0)) (local.get $y0)))
    (local.set $last
      (f64x2.sub
        (f64x2.replace_lane 1 (f64x2.splat (local.get $end)) (f64.convert_i32_s (local.get $height)))
        (v128.const f64x2 1 1)))
    (local.set $strides (i32x4.replace_lane 2 (v128.const i32x4 12 0 0 0) (local.get $line)))
    (loop $rows
      (local.set $rowStart
        (f64x2.add
          (f64x2.mul (local.get $perRow) (f64x2.splat (f64.convert_i32_s (local.get $row))))
          (local.get $first)))
      (local.set $column (f64.const 0))
      (loop $columns
        ;; The place to read at, kept within the image, as whole pixels and the rest.
        (local.set $at
          ;; In this order of operands, what is no number becomes 0.
          (f64x2.pmin
            (local.get $last)
            (f64x2.pmax
              (v128.const f64x2 0 0)
              (f64x2.add (f64x2.mul (local.get $perColumn) (f64x2.splat (local.get $column))) (local.get $rowStart)))))
        (local.set $whole (f64x2.floor (local.get $at)))
        (local.set $rest (f32x4.demote_f64x2_zero (f64x2.sub (local.get $at) (local.get $whole))))
        ;; Bytes to the neighbours, none beyond the last row and column.
        (local.set $steps (v128.and (f64x2.lt (local.get $whole) (local.get $last)) (local.get $strides)))
        (local.set $right (i32x4.extract_lane 0 (local.get $steps)))
        (local.set $below (i32x4.extract_lane 2 (local.get $steps)))
        ;; 2^52 more, and a whole number stands in the low bits.
        (local.set $whole (f64x2.add (local.get $whole) (v128.const f64x2 4503599627370496 4503599627370496)))
        (local.set $from
          (i32.add
            (i32.add
              (local.get $source)
              (i32.mul (i32x4.extract_lane 2 (local.get $whole)) (local.get $line)))
            (i32.mul (i32x4.extract_lane 0 (local.get $whole)) (i32.const 12))))
        (local.set $below (i32.add (local.get $from) (local.get $below)))
        (local.set $x (f32x4.extract_lane 0 (local.get $rest)))
        (local.set $y (f32x4.extract_lane 1 (local.get $rest)))
        (local.set $both (f32.mul (f32.mul (local.get $x) (local.get $y)) (local.get $scale)))
        (local.set $x (f32.mul (local.get $x) (local.get $scale)))
        (local.set $y (f32.mul (local.get $y) (local.get $scale)))
        (v128.store
          (local.get $target)
          (f32x4.add
            (f32x4.add
              (f32x4.mul
                (v128.load (local.get $from))
                (f32x4.splat
                  (f32.add (f32.sub (f32.sub (local.get $scale) (local.get $x)) (local.get $y)) (local.get $both))))
              (f32x4.mul
                (v128.load (i32.add (local.get $from) (local.get $right)))
                (f32x4.splat (f32.sub (local.get $x) (local.get $both)))))
            (f32x4.add
              (f32x4.mul
                (v128.load (local.get $below))
                (f32x4.splat (f32.sub (local.get $y) (local.get $both))))
              (f32x4.mul
                (v128.load (i32.add (local.get $below) (local.get $right)))
                (f32x4.splat (local.get $both))))))
        (local.set $target (i32.add (local.get $target) (i32.const 12)))
        (local.set $column (f64.add (local.get $column) (f64.const 1)))
        (br_if $columns (f64.lt (local.get $column) (local.get $end))))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $rows (i32.lt_s (local.get $row) (local.get $height))))))
