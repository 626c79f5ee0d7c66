"""Write trained weights as the ONNX model that ships: weights in 8 bits, checked against the rest.

    python -m training.export RUN/weights.safetensors [MORE.safetensors …] -o attribution.int8.onnx

Weights of several runs from one start are averaged ("model soups", Wortsman et al., ICML 2022).
The model has no mask, as the tagger reads one window at a time. Beside it `probe.onnx` is written,
by which the tagger sees how a processor multiplies bytes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors import SafetensorError
from safetensors.torch import load_file

from kg.extractors.attribution.tagger import cuts_sums_off, session
from training.network import Network

INPUTS = ("pieces", "shapes", "breaks", "quotes")
OUTPUTS = ("tags", "to_source", "to_cue", "names")
_OPSET = 17
_IR = 8  # the version of the format that goes with it


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
    onnx.save(probe(), out.with_name("probe.onnx"))
    click.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    for name, distance in zip(OUTPUTS, distances(network, out), strict=True):
        click.echo(f"  {name}: largest difference {distance:.3f}")


def averaged(files: tuple[Path, ...]) -> Network:
    """Return a network whose weights are the mean of the files'. Raises ClickException."""
    network = Network()
    try:
        held = [load_file(f) for f in files]
        means = {k: torch.stack([h[k].float() for h in held]).mean(0) for k in held[0]}
        network.load_state_dict(means)
    except (OSError, KeyError, RuntimeError, SafetensorError) as error:
        names = ", ".join(map(str, files))
        raise click.ClickException(f"{names}: not what training.train writes: {error}") from error
    return network.eval()


def probe() -> onnx.ModelProto:
    """Return a model that multiplies rows of 16 unsigned bytes by 16 columns of signed ones, 127.

    Of a row of 255 each sum is 518,160. A processor without VNNI, which multiplies them with
    VPMADDUBSW, cuts sums of two products off at 16 bits: 262,136.
    """
    weights = numpy_helper.from_array(np.full((16, 16), 127, np.int8), "weights")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["bytes", "weights"], ["sums"])],
        "probe",
        [helper.make_tensor_value_info("bytes", TensorProto.UINT8, ["rows", 16])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, ["rows", 16])],
        [weights],
    )
    opset = helper.make_opsetid("", _OPSET)
    return helper.make_model(graph, opset_imports=[opset], ir_version=_IR)


def distances(network: Network, model: Path) -> list[float]:
    """Return the largest difference of each output between the network and an exported model."""
    inputs = _sample()
    found = session(model, unsigned=cuts_sums_off()).run(
        list(OUTPUTS), {k: v.numpy() for k, v in inputs.items()}
    )
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
    }


if __name__ == "__main__":
    main()
