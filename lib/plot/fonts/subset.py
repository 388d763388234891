"""Makes the two small fonts of this folder from the whole Noto Sans KR (SIL Open Font License 1.1).

    npm i --ignore-scripts @expo-google-fonts/noto-sans-kr && pip install fonttools
    python subset.py node_modules/@expo-google-fonts/noto-sans-kr
"""

import pathlib
import subprocess
import sys

from fontTools.ttLib import TTFont

WEIGHTS = {"Regular": "400Regular", "SemiBold": "600SemiBold"}
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
GREEK = range(0x391, 0x3CA)
SIGNS = [ord(c) for c in "‐‑‒–—‘’“”•…‰′″⁰⁴€←↑→↓∂∆∇∏∑−√∞≈≠≤≥⊗■□▲▼●○★✓、。"]
JAMO = range(0x3131, 0x318F)
# The 2,350 syllables of KS X 1001: what running Korean text needs.
HANGUL = [ord(bytes([a, b]).decode("euc-kr")) for a in range(0xB0, 0xC9) for b in range(0xA1, 0xFF)]
UNICODES = ",".join(f"{c:x}" for c in [*LATIN, *GREEK, *SIGNS, *JAMO, *HANGUL])

source = pathlib.Path(sys.argv[1])
for weight, folder in WEIGHTS.items():
    target = pathlib.Path(__file__).parent / f"NotoSansKR-{weight}.ttf"
    subprocess.check_call(
        [
            "pyftsubset",
            str(source / folder / f"NotoSansKR_{folder}.ttf"),
            f"--unicodes={UNICODES}",
            "--layout-features=",
            "--no-hinting",
            "--drop-tables+=vhea,vmtx,GPOS,GSUB,GDEF,BASE,VORG,STAT",
            f"--output-file={target}",
        ]
    )
    # One family in two weights, so that `font-weight` chooses between them.
    font = TTFont(target)
    font["name"].setName("Noto Sans KR", 1, 3, 1, 0x409)
    font.save(target)
