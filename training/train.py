"""Train the tagger on prepared examples in a fixed number of steps; a stopped run can go on.

    python -m training.train PREPARED.npz --start WEIGHTS.safetensors --out RUN

Everything random comes from the seed and the number of the pass, so that a run that was stopped
goes on as it would have gone. RUN holds `checkpoint.pt` (to resume), `weights.safetensors` (the
moving average of the weights, which is what ships) and `log.tsv`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, distributed, multiprocessing
from torch.nn import functional

from kg import paths
from training.examples import UNLABELLED, Example, load
from training.network import Network, start_from
from training.windows import Batch, collate, disturber, epoch

WEIGHTS = {"tags": 1.5, "to_source": 0.4, "to_cue": 0.4, "names": 0.5}  # of the losses
ENCODER = ("position.", "segment", "norm.", "layers.")  # beside the vocabulary, which stays
WARM_UP = 0.05  # of all steps
LONGEST_STEP = 1.0  # norm of the gradient
AVERAGE_OVER = 0.998  # decay of the moving average of the weights


@dataclass(frozen=True)
class Run:
    """What a run depends on. `pieces` are word pieces a step, padding and all processes counted."""

    prepared: tuple[Path, ...]
    start: Path
    out: Path
    steps: int
    window: int
    pieces: int
    rate: float
    head_rate: float
    seed: int
    processes: int
    checkpoint_every: int


@click.command()
@click.argument("prepared", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--start", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--steps", default=1100, show_default=True)
@click.option("--window", default=382, show_default=True, help="Word pieces.")
@click.option("--pieces", default=6144, show_default=True, help="Word pieces a step.")
@click.option("--rate", default=2e-4, show_default=True, help="Highest rate of the encoder.")
@click.option("--head-rate", default=1e-3, show_default=True, help="Highest rate of the heads.")
@click.option("--seed", default=13, show_default=True)
@click.option("--processes", default=1, show_default=True, help="On CPUs, one thread each.")
@click.option("--checkpoint-every", default=100, show_default=True, help="Steps.")
def main(**options: object) -> None:
    """Train the network; run the same command again to resume."""
    run = Run(**options)  # type: ignore[arg-type]
    run.out.mkdir(parents=True, exist_ok=True)
    if run.processes > 1:
        meeting = run.out / f"meeting-{os.getpid()}"
        try:
            multiprocessing.spawn(_join, args=(run, meeting), nprocs=run.processes)
        except multiprocessing.ProcessRaisedException as error:
            last = str(error).rstrip().rpartition("\n")[2]
            raise click.ClickException(last.removeprefix("click.exceptions.")) from error
        finally:
            meeting.unlink(missing_ok=True)
    else:
        train(run)


def _join(rank: int, run: Run, meeting: Path) -> None:
    distributed.init_process_group(
        "gloo", init_method=f"file://{meeting.resolve()}", rank=rank, world_size=run.processes
    )
    train(run, rank)
    distributed.destroy_process_group()


def train(run: Run, rank: int = 0) -> None:
    """Train from the start or from the last checkpoint to the last step."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(1)
    network = Network().to(device)
    _start(network, run.start)
    network.vocabulary.weight.requires_grad_(False)
    optimizer = _optimizer(network, run)
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    done = _resume(run, network, optimizer, average)
    _forget(run, done, rank)
    examples = [e for file in run.prepared for e in load(file)]
    batches = _batches(examples, run, rank, done)
    network.train()
    began = time.monotonic()
    for step in range(done + 1, run.steps + 1):
        torch.manual_seed(run.seed * 1_000_003 + step * run.processes + rank)
        _schedule(optimizer, step / run.steps)
        losses = _learn(network, optimizer, next(batches).to(device), run.processes)
        _follow(average, network, step)
        if rank == 0:
            _log(run, step, losses, time.monotonic() - began)
            if step % run.checkpoint_every == 0 or step == run.steps:
                _save(run, step, network, optimizer, average)


def _start(network: Network, file: Path) -> None:
    """Load the weights to start from; an encoder at least must be among them."""
    try:
        missing = start_from(network, file)
    except (OSError, RuntimeError, SafetensorError) as error:
        raise click.ClickException(f"{file}: no weights of this network: {error}") from error
    if lacking := [name for name in missing if name.startswith((*ENCODER, "vocabulary."))]:
        raise click.ClickException(
            f"{file}: no encoder of MiniLM-L6's size: {lacking[0]} and {len(lacking) - 1} more "
            "are missing; see training/README.md for what to start from"
        )


def _optimizer(network: Network, run: Run) -> torch.optim.Optimizer:
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith(ENCODER)], "highest": run.rate},
        {"params": [p for n, p in named if not n.startswith(ENCODER)], "highest": run.head_rate},
    ]
    return torch.optim.AdamW(groups, lr=run.rate, weight_decay=0.01, fused=True)


def _schedule(optimizer: torch.optim.Optimizer, progress: float) -> None:
    """Set the rates: up in a line, then down in a line to almost nothing."""
    share = progress / WARM_UP if progress < WARM_UP else (1 - progress) / (1 - WARM_UP)
    for group in optimizer.param_groups:
        group["lr"] = group["highest"] * max(share, 0.003)


def _batches(examples: Sequence[Example], run: Run, rank: int, done: int) -> Iterator[Batch]:
    """Yield this process's batches, pass after pass, from the step after `done`."""
    tokenizer = Tokenizer.from_file(str(paths.MODELS / "tokenizer.json"))
    step, number = 0, 0
    while True:
        random = np.random.default_rng([run.seed, number])
        windows = epoch(
            examples,
            window=run.window,
            pieces=run.pieces // run.processes,
            random=random,
            disturb=disturber(tokenizer, random),
        )
        if len(windows) < run.processes:
            raise click.ClickException(
                f"the examples make {len(windows)} batches a pass, and a step takes "
                f"{run.processes}; prepare more articles, or lower --pieces or --processes"
            )
        for k in range(0, len(windows) - run.processes + 1, run.processes):
            step += 1
            if step > done:
                yield collate(windows[k + rank])
        number += 1


def _learn(
    network: Network, optimizer: torch.optim.Optimizer, batch: Batch, processes: int
) -> dict[str, float]:
    """Take one step; return the losses."""
    with torch.autocast(batch.to_cue.device.type, dtype=torch.bfloat16):
        tags, to_source, to_cue, names = network(**batch.inputs)
    losses = {
        "tags": _of_labels(tags.float(), batch.labels["tags"]),
        "to_source": _of_arcs(to_source.float(), batch.to_source),
        "to_cue": _of_arcs(to_cue.float(), batch.to_cue),
        "names": _of_labels(names.float(), batch.labels["names"]),
    }
    optimizer.zero_grad(set_to_none=False)
    sum(WEIGHTS[k] * loss for k, loss in losses.items()).backward()
    learned = [p for group in optimizer.param_groups for p in group["params"]]
    if processes > 1:
        _share(learned, processes)
    torch.nn.utils.clip_grad_norm_(learned, LONGEST_STEP)
    optimizer.step()
    return {k: loss.item() for k, loss in losses.items()}


def _of_labels(scores: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss of the labelled pieces, 0 where there is none."""
    loss = functional.cross_entropy(
        scores.flatten(0, 1), labels.flatten(), ignore_index=UNLABELLED, reduction="sum"
    )
    return loss / (labels != UNLABELLED).sum().clamp(min=1)


def _of_arcs(scores: Tensor, arcs: Tensor) -> Tensor:
    """Return the mean loss of the pointers, 0 where there is none."""
    if not len(arcs):
        return scores.sum() * 0
    return functional.cross_entropy(scores[arcs[:, 0], arcs[:, 1]], arcs[:, 2])


def _share(learned: Sequence[Tensor], processes: int) -> None:
    """Put the mean of all processes' gradients in place of each one's own."""
    whole = torch.cat([p.grad.view(-1) for p in learned])  # type: ignore[union-attr]
    distributed.all_reduce(whole)
    for p, mean in zip(
        learned, (whole / processes).split([p.numel() for p in learned]), strict=True
    ):
        p.grad.copy_(mean.view_as(p))  # type: ignore[union-attr]


def _follow(average: dict[str, Tensor], network: Network, step: int) -> None:
    decay = min(AVERAGE_OVER, step / (step + 10))
    for name, values in network.state_dict().items():
        average[name].lerp_(values.detach(), 1 - decay)


def _resume(
    run: Run,
    network: Network,
    optimizer: torch.optim.Optimizer,
    average: dict[str, Tensor],
) -> int:
    """Load the last checkpoint, if there is one; return the steps done."""
    file = run.out / "checkpoint.pt"
    if not file.exists():
        return 0
    held = torch.load(file, weights_only=True)
    network.load_state_dict(held["network"])
    optimizer.load_state_dict(held["optimizer"])
    for name, values in held["average"].items():
        average[name].copy_(values)
    return int(held["step"])


def _save(
    run: Run,
    step: int,
    network: Network,
    optimizer: torch.optim.Optimizer,
    average: dict[str, Tensor],
) -> None:
    """Write the checkpoint and the averaged weights, each whole or not at all."""
    held = {
        "step": step,
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "average": average,
    }
    partial = run.out / "checkpoint.part"
    torch.save(held, partial)
    partial.replace(run.out / "checkpoint.pt")
    partial = run.out / "weights.part"
    save_file({k: v.contiguous().half() for k, v in average.items()}, partial)
    partial.replace(run.out / "weights.safetensors")


def _forget(run: Run, done: int, rank: int) -> None:
    """Leave out of the log what was done after the checkpoint, as it will be done again."""
    log = run.out / "log.tsv"
    if rank == 0 and log.exists():
        rows = log.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [r for r in rows if r.endswith("\n") and int(r.partition("\t")[0]) <= done]
        log.write_text("".join(kept), encoding="utf-8")


def _log(run: Run, step: int, losses: dict[str, float], seconds: float) -> None:
    with (run.out / "log.tsv").open("a", encoding="utf-8") as log:
        row = [str(step), f"{seconds:.0f}", *(f"{loss:.4f}" for loss in losses.values())]
        log.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
