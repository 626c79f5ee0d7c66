"""Turn a folder of annotated articles into what the network learns from.

python -m training.prepare CORPUS/data/train --names CORPUS/silver-train.jsonl.gz -o train.npz
"""

from __future__ import annotations

from pathlib import Path

import click
from tokenizers import Tokenizer

from kg import paths
from training.corpus import read_corpus
from training.examples import save, to_example


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--names", type=click.Path(exists=True, path_type=Path), help="Silver names, if any.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The .npz file.")
def main(folder: Path, names: Path | None, out: Path) -> None:
    """Prepare the articles of FOLDER (text/*.txt, attributions/*.ann)."""
    tokenizer = Tokenizer.from_file(str(paths.MODELS / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = [to_example(article, tokenizer) for article in read_corpus(folder, names)]
    save(examples, out)
    click.echo(f"{out}: {len(examples)} articles, {sum(map(len, examples))} word pieces")


if __name__ == "__main__":
    main()
