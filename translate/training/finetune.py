"""A CTranslate2 model goes in; weights and vocabulary that training goes on from come out.

The file is the one that CTranslate2's converters write (ctranslate2/specs/model_spec.py): version, name and revision of the
specification, then each variable with name, shape, type and bytes, then aliases. Quantised rows are divided by their scales.
"""

from __future__ import annotations

import shutil
import struct
from typing import TYPE_CHECKING, Any

from translate.errors import TrainingError
from translate.training import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = ("float32", "int8", "int16", "int32", "float16")  # bfloat16 has no type in numpy
_OLDEST, _NEWEST = 6, 7  # versions of the file that are read here
_PROJECTIONS = {3: ("q_proj", "k_proj", "v_proj"), 2: ("k_proj", "v_proj"), 1: ("q_proj",)}


def weights_of(folder: Path) -> dict[str, Any]:
    """Float32 arrays by the names of a Marian network; the embedding lacks the padding row.

    Raises TrainingError when the folder holds no Marian model with one vocabulary, or one quantised to bfloat16.
    """
    import numpy

    path = folder / "model.bin"
    try:
        variables = _variables(path)
        found = {"model.shared.weight": _whole(variables, "decoder/embeddings")}
        width = found["model.shared.weight"].shape[1]
        for side in ("encoder", "decoder"):
            layers = {name.split("/")[1] for name in variables if name.startswith(f"{side}/layer_")}
            for layer in layers:
                here, there = f"{side}/{layer}", f"model.{side}.layers.{layer.removeprefix('layer_')}"
                for theirs, ours in (("self_attention", "self_attn"), ("attention", "encoder_attn")):
                    if f"{here}/{theirs}/layer_norm/gamma" in variables:
                        found |= _attention(variables, f"{here}/{theirs}", f"{there}.{ours}", width)
                found |= _norm(variables, f"{here}/ffn/layer_norm", f"{there}.final_layer_norm")
                for number in (0, 1):
                    name = f"{here}/ffn/linear_{number}"
                    found[f"{there}.fc{number + 1}.weight"] = _whole(variables, name)
                    found[f"{there}.fc{number + 1}.bias"] = variables[f"{name}/bias"]
    except OSError as error:
        raise TrainingError(f"{path}: {error.strerror}; name the folder of a CTranslate2 model") from error
    except (KeyError, IndexError, ValueError, struct.error) as error:
        raise TrainingError(
            f"{path}: not a Marian model that training can go on from; name one that `translate train` or `translate models convert` made"
        ) from error
    return {name: numpy.asarray(value, dtype="float32") for name, value in found.items()}


def copy_vocabulary(model: Path, folder: Path) -> None:
    """Write the model's sentencepiece vocabulary to `folder`, as `vocabulary.train` would; raises TrainingError when it has none."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name in ("source.spm", "target.spm"):
            shutil.copyfile(model / name, folder / name)
    except OSError as error:
        raise TrainingError(
            f"{error.filename}: {error.strerror}; the model has no vocabulary of its own"
        ) from error
    if (folder / "source.spm").read_bytes() != (folder / "target.spm").read_bytes():
        raise TrainingError(
            f"{model}: two vocabularies; only models with one for both languages can be trained on"
        )
    vocabulary.write_table(folder)


def _variables(path: Path) -> dict[str, Any]:
    import numpy

    data = memoryview(path.read_bytes())
    place = 0

    def number(kind: str) -> int:
        nonlocal place
        (value,) = struct.unpack_from(f"<{kind}", data, place)
        place += struct.calcsize(kind)
        return int(value)

    def text() -> str:
        nonlocal place
        length = number("H")
        place += length
        return bytes(data[place - length : place - 1]).decode()

    version = number("I")
    if not _OLDEST <= version <= _NEWEST:
        raise ValueError(version)
    text(), number("I")
    if version >= _NEWEST:
        number("I")
    found = {}
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        kind, length = _TYPES[number("B")], number("I")
        found[name] = numpy.frombuffer(data[place : place + length], kind).reshape(shape)
        place += length
    for _ in range(number("I")):
        alias = text()
        found[alias] = found[text()]
    return found


def _whole(variables: dict[str, Any], name: str) -> Any:
    weight = variables[f"{name}/weight"]
    scale = variables.get(f"{name}/weight_scale")
    return weight if scale is None else weight / scale.reshape(-1, 1)


def _attention(variables: dict[str, Any], here: str, there: str, width: int) -> dict[str, Any]:
    """CTranslate2 keeps the projections of one input in one matrix, one below the other."""
    found = _norm(variables, f"{here}/layer_norm", f"{there}_layer_norm")
    linears = sum(f"{here}/linear_{number}/weight" in variables for number in range(3))
    for number in range(linears):
        name = f"{here}/linear_{number}"
        weight, bias = _whole(variables, name), variables[f"{name}/bias"]
        last = number == linears - 1
        for place, projection in enumerate(("out_proj",) if last else _PROJECTIONS[len(weight) // width]):
            rows = slice(place * width, (place + 1) * width)
            found |= {f"{there}.{projection}.weight": weight[rows], f"{there}.{projection}.bias": bias[rows]}
    return found


def _norm(variables: dict[str, Any], here: str, there: str) -> dict[str, Any]:
    return {f"{there}.weight": variables[f"{here}/gamma"], f"{there}.bias": variables[f"{here}/beta"]}
