"""Write trained weights as the ONNX model that ships: weights in 8 bits, checked against the rest.

    python -m training.export RUN/weights.safetensors [MORE.safetensors …] -o attribution.int8.onnx

Weights of several runs from one start are averaged ("model soups", Wortsman et al., ICML 2022).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file

from training.network import Network

INPUTS = ("pieces", "shapes", "breaks", "quotes", "mask")
OUTPUTS = ("tags", "to_source", "to_cue", "names")
_OPSET = 17


@click.command()
@click.argument("weights", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The .onnx file.")
@click.option("--exact", is_flag=True, help="Leave the weights in 32 bits.")
def main(weights: tuple[Path, ...], out: Path, exact: bool) -> None:
    """Export, quantise, and say how far the result is from the network."""
    network = averaged(weights)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _export(network, whole)
        if exact:
            out.write_bytes(whole.read_bytes())
        else:
            quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)
            onnx.save(unsigned(onnx.load(out)), out)
    click.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    for name, distance in zip(OUTPUTS, distances(network, out), strict=True):
        click.echo(f"  {name}: largest difference {distance:.3f}")


def averaged(files: tuple[Path, ...]) -> Network:
    """Return a network whose weights are the mean of the files'."""
    held = [load_file(f) for f in files]
    network = Network()
    network.load_state_dict({k: torch.stack([h[k].float() for h in held]).mean(0) for k in held[0]})
    return network.eval()


def unsigned(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with its signed 8-bit weights moved up by 128, zero points and all.

    The products are the same numbers. But processors without VNNI multiply unsigned by signed bytes
    with VPMADDUBSW, which cuts sums off at 16 bits, and scores are wrong.
    """
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    factors = {n.input[i] for n in model.graph.node if n.op_type == "MatMulInteger" for i in (1, 3)}
    for name in factors:
        values = numpy_helper.to_array(held[name]).astype(np.int16) + 128
        held[name].CopyFrom(numpy_helper.from_array(values.astype(np.uint8), name))
    return model


def distances(network: Network, model: Path) -> list[float]:
    """Return the largest difference of each output between the network and an exported model."""
    inputs = _sample()
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    found = session.run(list(OUTPUTS), {k: v.numpy() for k, v in inputs.items()})
    with torch.no_grad():
        expected = network(**inputs)
    return [float(np.abs(a - b.numpy()).max()) for a, b in zip(found, expected, strict=True)]


def _export(network: Network, file: Path) -> None:
    inputs = _sample()
    axes = {name: {0: "windows", 1: "length"} for name in (*INPUTS, "tags", "names")}
    axes |= {name: {0: "windows", 1: "length", 2: "length"} for name in ("to_source", "to_cue")}
    with torch.no_grad():
        torch.onnx.export(
            network,
            tuple(inputs[k] for k in INPUTS),
            str(file),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )


def _sample() -> dict[str, torch.Tensor]:
    pieces = torch.randint(1000, 30000, (2, 40), generator=torch.Generator().manual_seed(1))
    nothing = torch.zeros_like(pieces)
    return {
        "pieces": pieces,
        "shapes": nothing,
        "breaks": nothing,
        "quotes": nothing,
        "mask": torch.ones_like(pieces),
    }


if __name__ == "__main__":
    main()
