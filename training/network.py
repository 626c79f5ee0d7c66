"""The network: MiniLM-L6 with features of case, paragraph and quotation, and four heads.

The encoder is BERT's (Devlin et al., NAACL 2019) in MiniLM's size (Wang et al., NeurIPS 2020); the
pointers are biaffine (Dozat and Manning, ICLR 2017) with a bias for signed distance.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.extractors.attribution.tagger import NAMES, TAGS

HIDDEN, HEADS, LAYERS, POSITIONS, VOCABULARY = 384, 12, 6, 512, 30522
POINTER = 96
_FAR = 16  # buckets of distance to either side
_NEVER = -1e4


class Layer(nn.Module):
    """One layer of the encoder, normalised after each half as BERT is."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.widen = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.narrow = nn.Linear(4 * HIDDEN, HIDDEN)
        self.narrow_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Return the next layer's (windows, pieces, HIDDEN); `bias` is added to attention."""
        size, length, _ = x.shape
        parts = self.attend(x).view(size, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(size, length, HIDDEN)
        x = self.attended_norm(x + self.dropout(self.attended(mixed)))
        return self.narrow_norm(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Pointer(nn.Module):
    """Scores for each piece to point at each: (windows, from, to)."""

    def __init__(self) -> None:
        super().__init__()
        self.origin = nn.Sequential(nn.Linear(HIDDEN, POINTER), nn.GELU())
        self.target = nn.Sequential(nn.Linear(HIDDEN, POINTER), nn.GELU())
        self.product = nn.Parameter(torch.eye(POINTER) * 0.1)
        self.prior = nn.Linear(POINTER, 1)
        self.distance = nn.Parameter(torch.zeros(2 * _FAR + 1))

    def forward(self, x: Tensor, buckets: Tensor) -> Tensor:
        """Return the scores; `buckets` are the classes of distance between pieces."""
        target = self.target(x)
        scores = (self.origin(x) @ self.product) @ target.transpose(1, 2)
        return scores + self.prior(target).transpose(1, 2) + self.distance[buckets]


class Network(nn.Module):
    """The whole tagger; inputs and outputs as `kg.extractors.attribution.tagger` has them."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.vocabulary = nn.Embedding(VOCABULARY, HIDDEN, padding_idx=0)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.shape = nn.Embedding(6, HIDDEN)
        self.line_break = nn.Embedding(3, HIDDEN)
        self.quote = nn.Embedding(4, HIDDEN)
        for feature in (self.shape, self.line_break, self.quote):
            nn.init.zeros_(feature.weight)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.names = nn.Linear(HIDDEN, len(NAMES))
        self.to_source, self.to_cue = Pointer(), Pointer()
        self.register_buffer("buckets", _buckets(), persistent=False)

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        breaks: Tensor,
        quotes: Tensor,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return scores of tags, pointers to sources, pointers to cues, scores of names.

        `mask` is 1 for a piece and 0 for what fills a window up; without one there is no filling.
        """
        length = pieces.shape[1]
        x = self.vocabulary(pieces) + self.position.weight[:length] + self.segment
        x = self.norm(x + self.shape(shapes) + self.line_break(breaks) + self.quote(quotes))
        nowhere = None if mask is None else (1.0 - mask.to(x.dtype)) * _NEVER
        bias = None if nowhere is None else nowhere[:, None, None, :].expand(-1, 1, length, -1)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        buckets = self.buckets[:length, :length]
        to_source, to_cue = self.to_source(x, buckets), self.to_cue(x, buckets)
        if nowhere is not None:
            to_source, to_cue = to_source + nowhere[:, None, :], to_cue + nowhere[:, None, :]
        return self.tags(x), to_source, to_cue, self.names(x)


def _buckets() -> Tensor:
    """Return a class for each pair of positions: the logarithm of their distance, signed."""
    position = torch.arange(POSITIONS)
    distance = position[None] - position[:, None]
    size = torch.clamp((torch.log2(distance.abs().float() + 1) * 1.8).long(), max=_FAR)
    return torch.sign(distance) * size + _FAR


def start_from(network: Network, file: Path) -> list[str]:
    """Load weights to start from; return the names of those that the file does not have.

    The file is in safetensors format and holds this network's own weights, a BERT encoder of this
    size, or the first tagger's weights, whose names were short.
    """
    held = {k.removeprefix("bert."): v.float() for k, v in load_file(file).items()}
    if "we.weight" in held:
        held = _renamed(held, _FIRST_TAGGER)
    elif "embeddings.word_embeddings.weight" in held:
        held = _from_bert(held)
    missing, _ = network.load_state_dict(held, strict=False)
    return list(missing)


_FIRST_TAGGER = {
    "we.": "vocabulary.",
    "pe.": "position.",
    "te": "segment",
    "ln.": "norm.",
    "fs.": "shape.",
    "fp.": "line_break.",
    "fq.": "quote.",
    "tag.": "tags.",
    "ner.": "names.",
    "sa.": "to_source.origin.",
    "sb.": "to_source.target.",
    "sU": "to_source.product",
    "sw.": "to_source.prior.",
    "ca.": "to_cue.origin.",
    "cb.": "to_cue.target.",
    "cU": "to_cue.product",
    "cw.": "to_cue.prior.",
}
_LAYER = {
    ".qkv.": ".attend.",
    ".o.": ".attended.",
    ".ln1.": ".attended_norm.",
    ".f1.": ".widen.",
    ".f2.": ".narrow.",
    ".ln2.": ".narrow_norm.",
}
_BERT_LAYER = {
    ".attention.output.dense.": ".attended.",
    ".attention.output.LayerNorm.": ".attended_norm.",
    ".intermediate.dense.": ".widen.",
    ".output.dense.": ".narrow.",
    ".output.LayerNorm.": ".narrow_norm.",
}


def _renamed(held: Mapping[str, Tensor], prefixes: Mapping[str, str]) -> dict[str, Tensor]:
    found = {}
    for name, values in held.items():
        if name.startswith("layers."):
            for old, new in _LAYER.items():
                name = name.replace(old, new)
            found[name] = values
        for old, new in prefixes.items():
            if name.startswith(old):
                found[new + name.removeprefix(old)] = values
    found["to_source.distance"], found["to_cue.distance"] = held["rel"].unbind(0)
    return found


def _from_bert(held: Mapping[str, Tensor]) -> dict[str, Tensor]:
    found = {
        "vocabulary.weight": held["embeddings.word_embeddings.weight"],
        "position.weight": held["embeddings.position_embeddings.weight"],
        "segment": held["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": held["embeddings.LayerNorm.weight"],
        "norm.bias": held["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        theirs, ours = f"encoder.layer.{i}", f"layers.{i}"
        for kind in ("weight", "bias"):
            parts = [held[f"{theirs}.attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            found[f"{ours}.attend.{kind}"] = torch.cat(parts)
            for old, new in _BERT_LAYER.items():
                found[f"{ours}{new}{kind}"] = held[f"{theirs}{old}{kind}"]
    return found
